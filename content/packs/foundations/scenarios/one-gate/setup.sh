set -e
id() { aws ec2 "$@" --output text; }
named() { printf 'ResourceType=%s,Tags=[{Key=Name,Value=%s}]' "$1" "$2"; }
# subnet NAME VPC CIDR
subnet() {
  id create-subnet --vpc-id $2 --cidr-block $3 --availability-zone-id use1-az1 --query Subnet.SubnetId \
    --tag-specifications "$(named subnet $1)"
}
# machine NAME SUBNET ADDRESS GROUP
machine() {
  id run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \
    --instance-type t3.micro --subnet-id $2 --private-ip-address $3 --security-group-ids $4 \
    --query 'Instances[0].InstanceId' --tag-specifications "$(named instance $1)"
}

# The security team’s firewall, behind a Gateway Load Balancer that the museum may connect to.
export AWS_PROFILE=security
SECURITY_VPC=$(id create-vpc --cidr-block 10.63.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc security)")
INSIDE=$(subnet firewalls $SECURITY_VPC 10.63.1.0/24)
FRONT=$(subnet balancer $SECURITY_VPC 10.63.11.0/24)
GROUP=$(id create-security-group --vpc-id $SECURITY_VPC --group-name firewalls --query GroupId \
  --description 'GENEVE and health checks from the load balancer')
id authorize-security-group-ingress --group-id $GROUP --protocol udp --port 6081 --cidr 10.63.11.0/24 > /dev/null
id authorize-security-group-ingress --group-id $GROUP --protocol tcp --port 80 --cidr 10.63.11.0/24 > /dev/null
FIREWALL=$(machine fw-1 $INSIDE 10.63.1.10 $GROUP)
host put-listener --host $FIREWALL --port 80 --body ok > /dev/null
host put-appliance --host $FIREWALL --mode inspect --stateful --log --rules Action=deny,Protocol=tcp,Ports=8080 > /dev/null
WALL=$(aws elbv2 create-load-balancer --name wall --type gateway --subnets $FRONT \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
TARGETS=$(aws elbv2 create-target-group --name firewalls --protocol GENEVE --port 6081 --vpc-id $SECURITY_VPC \
  --health-check-protocol HTTP --health-check-port 80 --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 create-listener --load-balancer-arn $WALL --default-actions Type=forward,TargetGroupArn=$TARGETS > /dev/null
aws ec2 wait instance-running --instance-ids $FIREWALL
aws elbv2 register-targets --target-group-arn $TARGETS --targets Id=$FIREWALL
aws elbv2 wait load-balancer-available --load-balancer-arns $WALL
read SERVICE SERVICE_NAME <<< $(id create-vpc-endpoint-service-configuration --gateway-load-balancer-arns $WALL \
  --no-acceptance-required --query 'ServiceConfiguration.[ServiceId,ServiceName]' \
  --tag-specifications "$(named vpc-endpoint-service inspection)")
aws ec2 modify-vpc-endpoint-service-permissions --service-id $SERVICE \
  --add-allowed-principals arn:aws:iam::111111111111:root > /dev/null
export SERVICE_NAME

# The museum.
export AWS_PROFILE=museum
export VPC=$(id create-vpc --cidr-block 10.40.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc museum)")
export TICKETS=$(subnet tickets $VPC 10.40.1.0/24)
export GATE=$(subnet gate $VPC 10.40.9.0/28)
export GATEWAY=$(id create-internet-gateway --query InternetGateway.InternetGatewayId \
  --tag-specifications "$(named internet-gateway museum)")
aws ec2 attach-internet-gateway --internet-gateway-id $GATEWAY --vpc-id $VPC
export TICKETS_TABLE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId \
  --tag-specifications "$(named route-table tickets)")
id associate-route-table --route-table-id $TICKETS_TABLE --subnet-id $TICKETS > /dev/null
aws ec2 create-route --route-table-id $TICKETS_TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY > /dev/null
GROUP=$(id create-security-group --vpc-id $VPC --group-name tickets --description Visitors --query GroupId)
for port in 443 8080; do
  id authorize-security-group-ingress --group-id $GROUP --protocol tcp --port $port --cidr 0.0.0.0/0 > /dev/null
done
SERVER=$(machine tickets-1 $TICKETS 10.40.1.10 $GROUP)
host put-listener --host $SERVER --port 443 --tls Names=tickets.harbour-museum.example --body 'Two adults, please' > /dev/null
host put-listener --host $SERVER --port 8080 --body 'The log of the last 100 sales' > /dev/null
aws ec2 wait instance-running --instance-ids $SERVER
read ALLOCATION TICKETS_ADDRESS <<< $(id allocate-address --query '[AllocationId,PublicIp]')
id associate-address --allocation-id $ALLOCATION --instance-id $SERVER > /dev/null
export TICKETS_ADDRESS
ZONE=$(aws route53 create-hosted-zone --name harbour-museum.example --caller-reference museum \
  --query HostedZone.Id --output text)
aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch '{"Changes":[{"Action":"CREATE",
  "ResourceRecordSet":{"Name":"tickets.harbour-museum.example","Type":"A","TTL":60,
  "ResourceRecords":[{"Value":"'$TICKETS_ADDRESS'"}]}}]}' > /dev/null
unset AWS_PROFILE
