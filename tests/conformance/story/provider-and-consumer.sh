# A provider publishes an API to two customers through PrivateLink. One of them has the provider's own address range.
# Whoever runs it says what `settle` is: how to wait until what was begun is done.
set -eu
provider() { aws --profile provider "$@" --output text; }
customer() { aws --profile customer "$@" --output text; }
retailer() { aws --profile retailer "$@" --output text; }

# The provider: three private subnets, an API server in each, and a network load balancer before them.
PVPC=$(provider ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId)
subnet() { # who, VPC, CIDR block, zone
  $1 ec2 create-subnet --vpc-id $2 --cidr-block $3 --availability-zone-id $4 --query Subnet.SubnetId
}
P1=$(subnet provider $PVPC 10.0.1.0/24 use1-az1)
P2=$(subnet provider $PVPC 10.0.2.0/24 use1-az2)
P3=$(subnet provider $PVPC 10.0.3.0/24 use1-az4)
PSG=$(provider ec2 create-security-group --group-name api --description 'API servers' --vpc-id $PVPC --query GroupId)
provider ec2 authorize-security-group-ingress --group-id $PSG --protocol tcp --port 443 --cidr 10.0.0.0/16 --query Return
AMI=$(provider ec2 describe-images --owners amazon --query 'Images[0].ImageId' \
  --filters 'Name=name,Values=al2023-ami-2023*' Name=architecture,Values=x86_64)
launch() { # subnet, address
  provider ec2 run-instances --image-id $AMI --instance-type t3.micro --subnet-id $1 --private-ip-address $2 \
    --security-group-ids $PSG --query 'Instances[0].InstanceId'
}
I1=$(launch $P1 10.0.1.10)
I2=$(launch $P2 10.0.2.10)
I3=$(launch $P3 10.0.3.10)
settle
NLB=$(provider elbv2 create-load-balancer --name api --type network --scheme internal --subnets $P1 $P2 $P3 \
  --query 'LoadBalancers[0].LoadBalancerArn')
TG=$(provider elbv2 create-target-group --name api --protocol TCP --port 443 --vpc-id $PVPC \
  --query 'TargetGroups[0].TargetGroupArn')
provider elbv2 register-targets --target-group-arn $TG --targets Id=$I1 Id=$I2 Id=$I3
provider elbv2 create-listener --load-balancer-arn $NLB --protocol TCP --port 443 \
  --default-actions Type=forward,TargetGroupArn=$TG --query 'Listeners[0].Port'
settle
SERVICE=$(provider ec2 create-vpc-endpoint-service-configuration --network-load-balancer-arns $NLB \
  --acceptance-required --query ServiceConfiguration.ServiceId)
NAME=com.amazonaws.vpce.us-east-1.$SERVICE

# Nobody outside knows the service before the provider allows it.
CVPC=$(customer ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId)
C1=$(subnet customer $CVPC 10.0.1.0/24 use1-az1)
C2=$(subnet customer $CVPC 10.0.2.0/24 use1-az2)
C3=$(subnet customer $CVPC 10.0.3.0/24 use1-az4)
CSG=$(customer ec2 create-security-group --group-name clients --description 'Endpoint' --vpc-id $CVPC --query GroupId)
customer ec2 authorize-security-group-ingress --group-id $CSG --protocol tcp --port 443 --cidr 10.0.0.0/16 --query Return
customer ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $CVPC --service-name $NAME --subnet-ids $C1 ||
  echo 'not known'
provider ec2 modify-vpc-endpoint-service-permissions --service-id $SERVICE --query ReturnValue --add-allowed-principals \
  arn:aws:iam::111111111111:root arn:aws:iam::333333333333:root

# Each customer asks for an endpoint in two zones.
CEP=$(customer ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $CVPC --service-name $NAME \
  --subnet-ids $C1 $C2 --security-group-ids $CSG --query VpcEndpoint.VpcEndpointId)
RVPC=$(retailer ec2 create-vpc --cidr-block 172.31.0.0/16 --query Vpc.VpcId)
R1=$(subnet retailer $RVPC 172.31.1.0/24 use1-az1)
R2=$(subnet retailer $RVPC 172.31.2.0/24 use1-az4)
REP=$(retailer ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $RVPC --service-name $NAME \
  --subnet-ids $R1 $R2 --query VpcEndpoint.VpcEndpointId)

# The provider turns one away, thinks again, and lets both in.
provider ec2 reject-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $CEP
provider ec2 accept-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $CEP $REP
settle

# The customers change their endpoints: other zones, another group, a name.
customer ec2 modify-vpc-endpoint --vpc-endpoint-id $CEP --add-subnet-ids $C3 --remove-subnet-ids $C1 --query Return
settle
CSG2=$(customer ec2 create-security-group --group-name more --description 'Endpoint' --vpc-id $CVPC --query GroupId)
customer ec2 modify-vpc-endpoint --vpc-endpoint-id $CEP --add-security-group-ids $CSG2 --remove-security-group-ids $CSG \
  --query Return
settle
customer ec2 create-tags --resources $CEP --tags Key=Name,Value=api
retailer ec2 modify-vpc-endpoint --vpc-endpoint-id $REP --remove-subnet-ids $R2 --query Return
settle

# One that was connected already is turned away, and comes back.
provider ec2 reject-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $REP
provider ec2 accept-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $REP
settle
