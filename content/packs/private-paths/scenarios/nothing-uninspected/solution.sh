# commands: 27
export AWS_DEFAULT_OUTPUT=text
named() { printf 'ResourceType=%s,Tags=[{Key=Name,Value=%s}]' "$1" "$2"; }
# The association of a subnet with its route table.
association() {
  aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=$1 \
    --query "RouteTables[0].Associations[?SubnetId=='$1'].RouteTableAssociationId"
}

# part: permission
# The security team lets the shop ask for its service.
aws ec2 modify-vpc-endpoint-service-permissions --profile security --service-id $SERVICE \
  --add-allowed-principals arn:aws:iam::111111111111:root

# part: gates
# In each zone a gate: a subnet of its own, with an endpoint in it.
GATE_A=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.62.101.0/28 --availability-zone-id use1-az1 \
  --query Subnet.SubnetId --tag-specifications "$(named subnet gate-a)")
GATE_B=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.62.102.0/28 --availability-zone-id use1-az2 \
  --query Subnet.SubnetId --tag-specifications "$(named subnet gate-b)")
INSPECT_A=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE_A --query VpcEndpoint.VpcEndpointId \
  --tag-specifications "$(named vpc-endpoint inspect-a)")
INSPECT_B=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE_B --query VpcEndpoint.VpcEndpointId \
  --tag-specifications "$(named vpc-endpoint inspect-b)")

# part: acceptance
# The security team accepts them. No route can lead to an endpoint before it is available.
aws ec2 accept-vpc-endpoint-connections --profile security --service-id $SERVICE \
  --vpc-endpoint-ids $INSPECT_A $INSPECT_B
until [ "$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids $INSPECT_A $INSPECT_B \
  --query "length(VpcEndpoints[?State=='available'])")" = 2 ]; do sleep 15; done

# part: ways-out
# Out of the gates what was inspected goes on to the internet gateway.
GATES=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId \
  --tag-specifications "$(named route-table gates)")
aws ec2 create-route --route-table-id $GATES --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY
aws ec2 associate-route-table --route-table-id $GATES --subnet-id $GATE_A
aws ec2 associate-route-table --route-table-id $GATES --subnet-id $GATE_B

# part: zone-2
# Zone 2 gets a table of its own, which leads to its own gate.
PUBLIC_B=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId \
  --tag-specifications "$(named route-table public-b)")
aws ec2 create-route --route-table-id $PUBLIC_B --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT_B

# part: edge
# In: the internet gateway gets a table, too, with a route for each subnet that has public addresses.
EDGE=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId \
  --tag-specifications "$(named route-table edge)")
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.1.0/24 --vpc-endpoint-id $INSPECT_A
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.2.0/24 --vpc-endpoint-id $INSPECT_B
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.3.0/24 --vpc-endpoint-id $INSPECT_A

# part: change-over
# Now both directions change over, one right after the other.
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $GATEWAY
aws ec2 replace-route --route-table-id $PUBLIC --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT_A
aws ec2 replace-route-table-association --association-id $(association $WEB_B) --route-table-id $PUBLIC_B

# part: courier
# The ways round: the route for the courier …
aws ec2 delete-route --route-table-id $PUBLIC --destination-cidr-block 192.0.2.128/25

# part: watch
# … watch-1, which gets the VPC’s main route table, and gives its address back …
aws ec2 disassociate-route-table --association-id $(association $WATCH)
aws ec2 disassociate-address --association-id $(aws ec2 describe-addresses --public-ips $WATCH_ADDRESS \
  --query 'Addresses[0].AssociationId')
aws ec2 release-address --allocation-id $(aws ec2 describe-addresses --public-ips $WATCH_ADDRESS \
  --query 'Addresses[0].AllocationId')

# part: agency
# … and the agency.
aws ec2 delete-route --route-table-id $PUBLIC --destination-cidr-block 10.80.0.0/16
aws ec2 delete-route --route-table-id $PRIVATE --destination-cidr-block 10.80.0.0/16
aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id $PEERING

# part: second-firewalls
# A second firewall works in each zone.
aws elbv2 register-targets --profile security --target-group-arn $FIREWALLS --targets \
  $(aws ec2 describe-instances --profile security --filters Name=tag:Name,Values=fw-a2,fw-b2 \
    --query 'Reservations[].Instances[].InstanceId' | xargs printf 'Id=%s ')

# part: answers
lab answer open-connections b
lab answer bank-by-privatelink c
