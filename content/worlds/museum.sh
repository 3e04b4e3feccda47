# A museum that sells tickets from one server on the internet, and a security team with two firewalls behind a Gateway
# Load Balancer, in an account of its own. Nothing connects the two.
set -e
id() { aws ec2 "$@" --output text; }
named() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }
IMAGE=resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
# subnet NAME VPC CIDR ZONE
subnet() {
  id create-subnet --vpc-id $2 --cidr-block $3 --availability-zone-id $4 --query Subnet.SubnetId \
    --tag-specifications "$(named subnet $1)"
}
# machine NAME SUBNET ADDRESS GROUP
machine() {
  id run-instances --image-id $IMAGE --instance-type t3.micro --subnet-id $2 --private-ip-address $3 \
    --security-group-ids $4 --query 'Instances[0].InstanceId' --tag-specifications "$(named instance $1)"
}

# The security team's account.
aws organizations create-organization > /dev/null
aws organizations create-account --account-name security --email security@museum.example > /dev/null
sleep 60
SECURITY=$(aws organizations list-accounts --query "Accounts[?Name=='security'].Id" --output text)
aws configure set role_arn arn:aws:iam::$SECURITY:role/OrganizationAccountAccessRole --profile security
aws configure set source_profile default --profile security
aws configure set region us-east-1 --profile security

# Its firewalls, the load balancer in front of them, and the endpoint service. They drop what a ticket tout's bot sends.
export AWS_PROFILE=security
export SECURITY_VPC=$(id create-vpc --cidr-block 10.21.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc security)")
FW_A=$(subnet fw-a $SECURITY_VPC 10.21.1.0/24 use1-az1)
FW_B=$(subnet fw-b $SECURITY_VPC 10.21.2.0/24 use1-az2)
LB_A=$(subnet lb-a $SECURITY_VPC 10.21.11.0/24 use1-az1)
LB_B=$(subnet lb-b $SECURITY_VPC 10.21.12.0/24 use1-az2)
FW_GROUP=$(id create-security-group --vpc-id $SECURITY_VPC --group-name firewalls --description firewalls --query GroupId)
id authorize-security-group-ingress --group-id $FW_GROUP --protocol udp --port 6081 --cidr 10.21.0.0/16 > /dev/null
id authorize-security-group-ingress --group-id $FW_GROUP --protocol tcp --port 80 --cidr 10.21.0.0/16 > /dev/null
MACHINES=()
for one in 1:$FW_A:10.21.1.10 2:$FW_B:10.21.2.10; do
  IFS=: read number where address <<< $one
  FIREWALL=$(machine fw-$number $where $address $FW_GROUP)
  host put-listener --host $FIREWALL --port 80 --body ok > /dev/null
  host put-appliance --host $FIREWALL --mode inspect --stateful --log --rules Action=deny,Source=192.0.2.66/32 > /dev/null
  MACHINES+=($FIREWALL)
done
export WALL=$(aws elbv2 create-load-balancer --name wall --type gateway --subnets $LB_A $LB_B \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
export FIREWALLS=$(aws elbv2 create-target-group --name firewalls --protocol GENEVE --port 6081 --vpc-id $SECURITY_VPC \
  --health-check-protocol HTTP --health-check-port 80 --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 create-listener --load-balancer-arn $WALL --default-actions Type=forward,TargetGroupArn=$FIREWALLS > /dev/null
sleep 60
aws elbv2 register-targets --target-group-arn $FIREWALLS --targets Id=${MACHINES[0]} Id=${MACHINES[1]}
sleep 300
read SERVICE SERVICE_NAME <<< $(id create-vpc-endpoint-service-configuration --gateway-load-balancer-arns $WALL \
  --acceptance-required --query 'ServiceConfiguration.[ServiceId,ServiceName]' \
  --tag-specifications "$(named vpc-endpoint-service inspection)")
export SERVICE SERVICE_NAME
unset AWS_PROFILE

# The museum: one server with a public address, and an internet gateway.
export VPC=$(id create-vpc --cidr-block 10.20.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc museum)")
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
export APP=$(subnet app $VPC 10.20.1.0/24 use1-az1)
export IGW=$(id create-internet-gateway --query InternetGateway.InternetGatewayId \
  --tag-specifications "$(named internet-gateway entrance)")
aws ec2 attach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
GROUP=$(id create-security-group --vpc-id $VPC --group-name tickets --description 'Visitors' --query GroupId)
id authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 443 --cidr 0.0.0.0/0 > /dev/null
TICKETS=$(machine tickets-1 $APP 10.20.1.10 $GROUP)
host put-listener --host $TICKETS --port 443 --tls Names=tickets.museum.example --body 'Row 4, seats 7 and 8' > /dev/null
sleep 60
read ALLOCATION ADDRESS <<< $(id allocate-address --query '[AllocationId,PublicIp]' \
  --tag-specifications "$(named elastic-ip tickets-1)")
id associate-address --allocation-id $ALLOCATION --instance-id $TICKETS > /dev/null
export ADDRESS
ZONE=$(aws route53 create-hosted-zone --name museum.example --caller-reference museum --query HostedZone.Id --output text)
aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch '{"Changes":[{"Action":"CREATE",
  "ResourceRecordSet":{"Name":"tickets.museum.example","Type":"A","TTL":60,
  "ResourceRecords":[{"Value":"'$ADDRESS'"}]}}]}' > /dev/null
export APP_TABLE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId \
  --tag-specifications "$(named route-table app)")
id associate-route-table --route-table-id $APP_TABLE --subnet-id $APP > /dev/null
id create-route --route-table-id $APP_TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $IGW > /dev/null

# The tout, with a bot that buys up the good seats.
onprem create-site --name tout --prefixes 192.168.66.0/24 --public-ip 192.0.2.66 > /dev/null
onprem create-host --name bot --site tout --address 192.168.66.6 --dns-servers 8.8.8.8 > /dev/null
