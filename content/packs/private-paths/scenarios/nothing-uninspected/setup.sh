set -e
id() { aws ec2 "$@" --output text; }
named() { printf 'ResourceType=%s,Tags=[{Key=Name,Value=%s}]' "$1" "$2"; }
image=resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64

# subnet NAME VPC CIDR ZONE
subnet() {
  id create-subnet --vpc-id $2 --cidr-block $3 --availability-zone-id $4 --query Subnet.SubnetId \
    --tag-specifications "$(named subnet $1)"
}
# machine NAME SUBNET ADDRESS GROUP
machine() {
  id run-instances --image-id $image --instance-type t3.micro --subnet-id $2 --private-ip-address $3 \
    --security-group-ids $4 --query 'Instances[0].InstanceId' --tag-specifications "$(named instance $1)"
}
# group NAME VPC DESCRIPTION
group() {
  id create-security-group --vpc-id $2 --group-name $1 --description "$3" --query GroupId \
    --tag-specifications "$(named security-group $1)"
}
# admit GROUP PORT FROM
admit() { id authorize-security-group-ingress --group-id $1 --protocol tcp --port $2 --cidr $3 > /dev/null; }
table() {
  id create-route-table --vpc-id $2 --query RouteTable.RouteTableId --tag-specifications "$(named route-table $1)"
}

# The security team: four firewalls in two zones, of which two work, and a Gateway Load Balancer in front of them.
export AWS_PROFILE=security
SECURITY_VPC=$(id create-vpc --cidr-block 10.63.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc security)")
FW_A=$(subnet fw-a $SECURITY_VPC 10.63.1.0/24 use1-az1)
FW_B=$(subnet fw-b $SECURITY_VPC 10.63.2.0/24 use1-az2)
LB_A=$(subnet lb-a $SECURITY_VPC 10.63.11.0/24 use1-az1)
LB_B=$(subnet lb-b $SECURITY_VPC 10.63.12.0/24 use1-az2)
FW_GROUP=$(group firewalls $SECURITY_VPC 'GENEVE and health checks from the load balancer')
id authorize-security-group-ingress --group-id $FW_GROUP --protocol udp --port 6081 --cidr 10.63.8.0/21 > /dev/null
admit $FW_GROUP 80 10.63.8.0/21
MACHINES=()
for one in a1:$FW_A:10.63.1.11 a2:$FW_A:10.63.1.12 b1:$FW_B:10.63.2.11 b2:$FW_B:10.63.2.12; do
  IFS=: read name where address <<< $one
  FIREWALL=$(machine fw-$name $where $address $FW_GROUP)
  host put-listener --host $FIREWALL --port 80 --body ok > /dev/null
  host put-appliance --host $FIREWALL --mode inspect --stateful --log --rules \
    Action=deny,Destination=192.0.2.166/32 Action=deny,Source=192.0.2.166/32 > /dev/null
  MACHINES+=($FIREWALL)
done
export FW_A1=${MACHINES[0]}
WALL=$(aws elbv2 create-load-balancer --name wall --type gateway --subnets $LB_A $LB_B \
  --query 'LoadBalancers[0].LoadBalancerArn' --output text)
export FIREWALLS=$(aws elbv2 create-target-group --name firewalls --protocol GENEVE --port 6081 \
  --vpc-id $SECURITY_VPC --health-check-protocol HTTP --health-check-port 80 --health-check-path / \
  --query 'TargetGroups[0].TargetGroupArn' --output text)
aws elbv2 create-listener --load-balancer-arn $WALL \
  --default-actions Type=forward,TargetGroupArn=$FIREWALLS > /dev/null
aws ec2 wait instance-running --instance-ids ${MACHINES[@]}
aws elbv2 register-targets --target-group-arn $FIREWALLS --targets Id=${MACHINES[0]} Id=${MACHINES[2]}
aws elbv2 wait load-balancer-available --load-balancer-arns $WALL
read SERVICE SERVICE_NAME <<< $(id create-vpc-endpoint-service-configuration --gateway-load-balancer-arns $WALL \
  --acceptance-required --query 'ServiceConfiguration.[ServiceId,ServiceName]' \
  --tag-specifications "$(named vpc-endpoint-service inspection)")
export SERVICE SERVICE_NAME

# The agency, which kept the shop's pages until September, and its peering connection.
export AWS_PROFILE=agency
AGENCY_VPC=$(id create-vpc --cidr-block 10.80.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc agency)")
DESKS=$(subnet desks $AGENCY_VPC 10.80.1.0/24 use1-az1)
DESK_GROUP=$(group desks $AGENCY_VPC 'The agency')
admit $DESK_GROUP 443 10.62.0.0/16
DESK=$(machine agency-1 $DESKS 10.80.1.10 $DESK_GROUP)
host put-listener --host $DESK --port 443 --tls Names=agency.example,Issuer=self-signed --body agency-1 > /dev/null

# The shop.
export AWS_PROFILE=shop
export VPC=$(id create-vpc --cidr-block 10.62.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc shop)")
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
export WEB_A=$(subnet web-a $VPC 10.62.1.0/24 use1-az1)
export WEB_B=$(subnet web-b $VPC 10.62.2.0/24 use1-az2)
export STREET=$(subnet street $VPC 10.62.3.0/24 use1-az1)
export JOBS=$(subnet jobs $VPC 10.62.4.0/24 use1-az1)
export WATCH=$(subnet watch $VPC 10.62.5.0/24 use1-az2)
export GATEWAY=$(id create-internet-gateway --query InternetGateway.InternetGatewayId \
  --tag-specifications "$(named internet-gateway shop)")
aws ec2 attach-internet-gateway --internet-gateway-id $GATEWAY --vpc-id $VPC

WEB_GROUP=$(group web $VPC 'Customers')
JOBS_GROUP=$(group jobs $VPC 'Nightly jobs')
WATCH_GROUP=$(group watch $VPC 'Watches the servers')
admit $WEB_GROUP 443 0.0.0.0/0
admit $WEB_GROUP 22 10.80.0.0/16
admit $JOBS_GROUP 22 10.80.0.0/16
admit $WATCH_GROUP 22 198.51.100.0/24
WEB_1=$(machine web-1 $WEB_A 10.62.1.10 $WEB_GROUP)
WEB_2=$(machine web-2 $WEB_B 10.62.2.10 $WEB_GROUP)
JOBS_1=$(machine jobs-1 $JOBS 10.62.4.10 $JOBS_GROUP)
WATCH_1=$(machine watch-1 $WATCH 10.62.5.10 $WATCH_GROUP)
for one in 1:$WEB_1 2:$WEB_2; do
  host put-listener --host ${one#*:} --port 443 --tls Names=shop.fernhill.example,*.fernhill.example \
    --body "web-${one%:*}" > /dev/null
done
for one in $WEB_1 $WEB_2 $JOBS_1 $WATCH_1; do host put-listener --host $one --port 22 --kind ssh > /dev/null; done

# address NAME
address() {
  id allocate-address --query '[AllocationId,PublicIp]' --tag-specifications "$(named elastic-ip $1)"
}
read WEB_1_IP WEB_1_ADDRESS <<< $(address web-1)
read WEB_2_IP WEB_2_ADDRESS <<< $(address web-2)
read JOBS_IP JOBS_ADDRESS <<< $(address jobs)
read WATCH_IP WATCH_ADDRESS <<< $(address watch-1)
aws ec2 wait instance-running --instance-ids $WEB_1 $WEB_2 $WATCH_1
id associate-address --allocation-id $WEB_1_IP --instance-id $WEB_1 > /dev/null
id associate-address --allocation-id $WEB_2_IP --instance-id $WEB_2 > /dev/null
id associate-address --allocation-id $WATCH_IP --instance-id $WATCH_1 > /dev/null
export WEB_1_ADDRESS WEB_2_ADDRESS JOBS_ADDRESS WATCH_ADDRESS
NAT=$(id create-nat-gateway --subnet-id $STREET --allocation-id $JOBS_IP --query NatGateway.NatGatewayId \
  --tag-specifications "$(named natgateway jobs)")
aws ec2 wait nat-gateway-available --nat-gateway-ids $NAT

ZONE=$(aws route53 create-hosted-zone --name fernhill.example --caller-reference fernhill --query HostedZone.Id \
  --output text)
record() {
  printf '{"Action":"CREATE","ResourceRecordSet":{"Name":"%s.fernhill.example","Type":"A","TTL":60,"ResourceRecords":[%s]}}' \
    $1 "$2"
}
aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch "{\"Changes\":[
  $(record shop "{\"Value\":\"$WEB_1_ADDRESS\"},{\"Value\":\"$WEB_2_ADDRESS\"}"),
  $(record web-1 "{\"Value\":\"$WEB_1_ADDRESS\"}"),
  $(record web-2 "{\"Value\":\"$WEB_2_ADDRESS\"}")]}" > /dev/null

export PEERING=$(id create-vpc-peering-connection --vpc-id $VPC --peer-vpc-id $AGENCY_VPC --peer-owner-id 333333333333 \
  --query VpcPeeringConnection.VpcPeeringConnectionId --tag-specifications "$(named vpc-peering-connection agency)")
AWS_PROFILE=agency aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id $PEERING > /dev/null
AWS_PROFILE=agency aws ec2 wait vpc-peering-connection-exists --vpc-peering-connection-ids $PEERING

export PUBLIC=$(table public $VPC)
export PRIVATE=$(table private $VPC)
for one in $WEB_A $WEB_B $STREET $WATCH; do
  id associate-route-table --route-table-id $PUBLIC --subnet-id $one > /dev/null
done
id associate-route-table --route-table-id $PRIVATE --subnet-id $JOBS > /dev/null
# route TABLE DESTINATION TARGET…
route() { id create-route --route-table-id $1 --destination-cidr-block $2 "${@:3}" > /dev/null; }
route $PUBLIC 0.0.0.0/0 --gateway-id $GATEWAY
route $PUBLIC 192.0.2.128/25 --gateway-id $GATEWAY
route $PUBLIC 10.80.0.0/16 --vpc-peering-connection-id $PEERING
route $PRIVATE 0.0.0.0/0 --nat-gateway-id $NAT
route $PRIVATE 10.80.0.0/16 --vpc-peering-connection-id $PEERING
AGENCY_TABLE=$(AWS_PROFILE=agency id describe-route-tables --filters Name=vpc-id,Values=$AGENCY_VPC \
  --query 'RouteTables[0].RouteTableId')
AWS_PROFILE=agency route $AGENCY_TABLE 10.62.0.0/16 --vpc-peering-connection-id $PEERING

# Somebody out there whom nobody wants.
onprem create-site --name skimmer --prefixes 192.168.66.0/24 --public-ip 192.0.2.166 > /dev/null
onprem create-host --name skimmer-1 --site skimmer --address 192.168.66.6 --dns-servers 8.8.8.8 > /dev/null
unset AWS_PROFILE
