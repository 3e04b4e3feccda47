# commands: 24
export AWS_DEFAULT_OUTPUT=text
association() {
  aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=$1 \
    --query "RouteTables[0].Associations[?SubnetId=='$1'].RouteTableAssociationId"
}
aws ec2 modify-vpc-endpoint-service-permissions --profile security --service-id $SERVICE \
  --add-allowed-principals arn:aws:iam::111111111111:root
aws ec2 associate-vpc-cidr-block --vpc-id $VPC --cidr-block 100.64.0.0/24
sleep 30
GATE_A=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 100.64.0.0/28 --availability-zone-id use1-az1 --query Subnet.SubnetId)
GATE_B=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 100.64.0.16/28 --availability-zone-id use1-az2 --query Subnet.SubnetId)
A=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE_A --query VpcEndpoint.VpcEndpointId)
B=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE_B --query VpcEndpoint.VpcEndpointId)
aws ec2 accept-vpc-endpoint-connections --profile security --service-id $SERVICE --vpc-endpoint-ids $A $B
sleep 120

# The gates keep the VPC’s main route table, which learns the way out.
MAIN=$(aws ec2 describe-route-tables --filters Name=vpc-id,Values=$VPC Name=association.main,Values=true \
  --query 'RouteTables[0].RouteTableId')
aws ec2 create-route --route-table-id $MAIN --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY

EDGE=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.1.0/24 --vpc-endpoint-id $A
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.2.0/24 --vpc-endpoint-id $B
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.3.0/24 --vpc-endpoint-id $A
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $GATEWAY
PUBLIC_B=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $PUBLIC_B --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $B
aws ec2 replace-route --route-table-id $PUBLIC --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $A
aws ec2 replace-route-table-association --association-id $(association $WEB_B) --route-table-id $PUBLIC_B
aws ec2 delete-route --route-table-id $PUBLIC --destination-cidr-block 192.0.2.128/25

# So watch-1 needs a table without it.
INSIDE=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 replace-route-table-association --association-id $(association $WATCH) --route-table-id $INSIDE
read ALLOCATION ASSOCIATION <<< $(aws ec2 describe-addresses --public-ips $WATCH_ADDRESS \
  --query 'Addresses[0].[AllocationId,AssociationId]')
aws ec2 disassociate-address --association-id $ASSOCIATION
aws ec2 release-address --allocation-id $ALLOCATION
aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id $PEERING
aws elbv2 register-targets --profile security --target-group-arn $FIREWALLS --targets \
  $(aws ec2 describe-instances --profile security --filters Name=tag:Name,Values=fw-a2,fw-b2 \
    --query 'Reservations[].Instances[].InstanceId' | xargs printf 'Id=%s ')
lab answer open-connections b > /dev/null
lab answer bank-by-privatelink c > /dev/null
