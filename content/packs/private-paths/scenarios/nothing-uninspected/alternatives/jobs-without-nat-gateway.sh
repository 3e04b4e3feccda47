# commands: 28
export AWS_DEFAULT_OUTPUT=text
association() {
  aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=$1 \
    --query "RouteTables[0].Associations[?SubnetId=='$1'].RouteTableAssociationId"
}
aws ec2 modify-vpc-endpoint-service-permissions --profile security --service-id $SERVICE \
  --add-allowed-principals arn:aws:iam::111111111111:root
GATE_A=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.62.101.0/28 --availability-zone-id use1-az1 --query Subnet.SubnetId)
GATE_B=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.62.102.0/28 --availability-zone-id use1-az2 --query Subnet.SubnetId)
A=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE_A --query VpcEndpoint.VpcEndpointId)
B=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE_B --query VpcEndpoint.VpcEndpointId)
aws ec2 accept-vpc-endpoint-connections --profile security --service-id $SERVICE --vpc-endpoint-ids $A $B
sleep 120
GATES=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $GATES --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY
aws ec2 associate-route-table --route-table-id $GATES --subnet-id $GATE_A
aws ec2 associate-route-table --route-table-id $GATES --subnet-id $GATE_B
EDGE=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.1.0/24 --vpc-endpoint-id $A
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.2.0/24 --vpc-endpoint-id $B
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.4.0/24 --vpc-endpoint-id $A
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $GATEWAY
PUBLIC_B=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $PUBLIC_B --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $B
aws ec2 replace-route --route-table-id $PUBLIC --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $A
aws ec2 replace-route-table-association --association-id $(association $WEB_B) --route-table-id $PUBLIC_B

# jobs-1 takes over the address that the courier knows.
NAT=$(aws ec2 describe-nat-gateways --filter Name=tag:Name,Values=jobs --query 'NatGateways[0].NatGatewayId')
aws ec2 replace-route --route-table-id $PRIVATE --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $A
aws ec2 delete-nat-gateway --nat-gateway-id $NAT
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT
aws ec2 associate-address --allocation-id $(aws ec2 describe-addresses --public-ips $JOBS_ADDRESS \
  --query 'Addresses[0].AllocationId') --instance-id $(aws ec2 describe-instances \
  --filters Name=tag:Name,Values=jobs-1 --query 'Reservations[0].Instances[0].InstanceId')

aws ec2 delete-route --route-table-id $PUBLIC --destination-cidr-block 192.0.2.128/25
aws ec2 disassociate-route-table --association-id $(association $WATCH)
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
