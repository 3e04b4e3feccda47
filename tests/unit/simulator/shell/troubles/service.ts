/** A service behind a Network Load Balancer, an endpoint for it, and clients beside it and in a peered VPC. */
export const serviceSetup = `
set -e
consumer() { aws "$@" --output text; }
provider() { aws --profile provider "$@" --output text; }
named() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }
AMI=resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
subnet() { $1 ec2 create-subnet --vpc-id $2 --cidr-block $3 --availability-zone-id $4 --query Subnet.SubnetId; }
group() { $1 ec2 create-security-group --vpc-id $2 --group-name $3 --description $3 --query GroupId; } # who, VPC, name
launch() { # who, name, subnet, address, group
  $1 ec2 run-instances --image-id $AMI --instance-type t3.micro --subnet-id $3 --private-ip-address $4 \\
    --security-group-ids $5 --tag-specifications "$(named instance $2)" --query 'Instances[0].InstanceId'
}

# The provider's side.
export PVPC=$(provider ec2 create-vpc --cidr-block 10.1.0.0/16 --query Vpc.VpcId)
export APP_A=$(subnet provider $PVPC 10.1.1.0/24 use1-az1)
export APP_B=$(subnet provider $PVPC 10.1.2.0/24 use1-az2)
export LB_GROUP=$(group provider $PVPC lb)
export APP_GROUP=$(group provider $PVPC app)
provider ec2 authorize-security-group-ingress --group-id $LB_GROUP --protocol tcp --port 80 --cidr 10.0.0.0/8 > /dev/null
provider ec2 authorize-security-group-ingress --group-id $LB_GROUP --protocol tcp --port 80 --source-group $LB_GROUP > /dev/null
provider ec2 authorize-security-group-ingress --group-id $APP_GROUP --protocol tcp --port 8080 --source-group $LB_GROUP > /dev/null
export API=$(launch provider api-1 $APP_A 10.1.1.10 $APP_GROUP)
export LB=$(provider elbv2 create-load-balancer --name lb --type network --scheme internal --subnets $APP_A $APP_B \\
  --security-groups $LB_GROUP --query 'LoadBalancers[0].LoadBalancerArn')
provider elbv2 modify-load-balancer-attributes --load-balancer-arn $LB \\
  --attributes Key=load_balancing.cross_zone.enabled,Value=true > /dev/null
export TARGETS=$(provider elbv2 create-target-group --name api --protocol TCP --port 8080 --vpc-id $PVPC \\
  --health-check-protocol HTTP --query 'TargetGroups[0].TargetGroupArn')
sleep 120
provider elbv2 register-targets --target-group-arn $TARGETS --targets Id=$API > /dev/null
export LISTENER=$(provider elbv2 create-listener --load-balancer-arn $LB --protocol TCP --port 80 \\
  --default-actions Type=forward,TargetGroupArn=$TARGETS --query 'Listeners[0].ListenerArn')
lab on api-1 'serve --port 8080 --body api' > /dev/null
sleep 300
export SERVICE=$(provider ec2 create-vpc-endpoint-service-configuration --network-load-balancer-arns $LB \\
  --acceptance-required --query ServiceConfiguration.ServiceId)
export SERVICE_NAME=com.amazonaws.vpce.us-east-1.$SERVICE
provider ec2 modify-vpc-endpoint-service-permissions --service-id $SERVICE \\
  --add-allowed-principals arn:aws:iam::123456789012:root > /dev/null
sleep 120

# The consumer's side.
export VPC=$(consumer ec2 create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId)
consumer ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames Value=true
export WEB=$(subnet consumer $VPC 10.0.1.0/24 use1-az2)
export EP_SUBNET=$(subnet consumer $VPC 10.0.2.0/24 use1-az1)
export EP_GROUP=$(group consumer $VPC endpoint)
export CLIENT_GROUP=$(group consumer $VPC client)
consumer ec2 authorize-security-group-ingress --group-id $EP_GROUP --protocol tcp --port 80 --cidr 10.0.0.0/8 > /dev/null
export CLIENT=$(launch consumer client $WEB 10.0.1.10 $CLIENT_GROUP)
export ACL=$(consumer ec2 describe-network-acls --filters Name=vpc-id,Values=$VPC --query 'NetworkAcls[0].NetworkAclId')
export ENDPOINT=$(consumer ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $VPC \\
  --service-name $SERVICE_NAME --subnet-ids $EP_SUBNET --security-group-ids $EP_GROUP --query VpcEndpoint.VpcEndpointId)
sleep 60
provider ec2 accept-vpc-endpoint-connections --service-id $SERVICE --vpc-endpoint-ids $ENDPOINT > /dev/null
sleep 300
export TABLE=$(consumer ec2 describe-route-tables --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId')

# A VPC beside it, from which the endpoint is used, too.
export FAR_VPC=$(consumer ec2 create-vpc --cidr-block 10.2.0.0/16 --query Vpc.VpcId)
consumer ec2 modify-vpc-attribute --vpc-id $FAR_VPC --enable-dns-hostnames Value=true
export FAR=$(subnet consumer $FAR_VPC 10.2.1.0/24 use1-az1)
export FAR_GROUP=$(group consumer $FAR_VPC far)
launch consumer neighbour $FAR 10.2.1.10 $FAR_GROUP > /dev/null
export FAR_TABLE=$(consumer ec2 describe-route-tables --filters Name=vpc-id,Values=$FAR_VPC --query 'RouteTables[0].RouteTableId')
export PEERING=$(consumer ec2 create-vpc-peering-connection --vpc-id $VPC --peer-vpc-id $FAR_VPC \\
  --query VpcPeeringConnection.VpcPeeringConnectionId)
consumer ec2 accept-vpc-peering-connection --vpc-peering-connection-id $PEERING > /dev/null
sleep 60
consumer ec2 create-route --route-table-id $TABLE --destination-cidr-block 10.2.0.0/16 --vpc-peering-connection-id $PEERING > /dev/null
consumer ec2 create-route --route-table-id $FAR_TABLE --destination-cidr-block 10.0.0.0/16 --vpc-peering-connection-id $PEERING > /dev/null

# The name by which both know it.
export ZONE=$(consumer route53 create-hosted-zone --name corp.example --caller-reference corp \\
  --vpc VPCRegion=us-east-1,VPCId=$VPC --query HostedZone.Id)
consumer route53 associate-vpc-with-hosted-zone --hosted-zone-id $ZONE --vpc VPCRegion=us-east-1,VPCId=$FAR_VPC > /dev/null
cat > point <<'END'
# At an endpoint.
name=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $1 --query 'VpcEndpoints[0].DnsEntries[0].DnsName' --output text)
record='{"Name":"api.corp.example","Type":"CNAME","TTL":60,"ResourceRecords":[{"Value":"'$name'"}]}'
aws route53 change-resource-record-sets --hosted-zone-id $ZONE \\
  --change-batch '{"Changes":[{"Action":"UPSERT","ResourceRecordSet":'$record'}]}' > /dev/null
sleep 60
END
bash point $ENDPOINT
`
