# because: a new NAT gateway in a subnet behind the firewalls has a new address, which the courier does not know
# fails: courier-knows-jobs
# signature: courier-knows-jobs(other-source;eni,i,igw,nat,rtb,subnet,thing,vpc,vpce)
# instead-of: aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.3.0/24
INSIDE=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.62.6.0/24 --availability-zone-id use1-az1 --query Subnet.SubnetId)
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.6.0/24 --vpc-endpoint-id $INSPECT_A
# after: change-over
aws ec2 associate-route-table --route-table-id $PUBLIC --subnet-id $INSIDE
NAT=$(aws ec2 create-nat-gateway --subnet-id $INSIDE --allocation-id $(aws ec2 allocate-address --query AllocationId) \
  --query NatGateway.NatGatewayId)
aws ec2 wait nat-gateway-available --nat-gateway-ids $NAT
OLD=$(aws ec2 describe-nat-gateways --filter Name=tag:Name,Values=jobs --query 'NatGateways[0].NatGatewayId')
aws ec2 replace-route --route-table-id $PRIVATE --destination-cidr-block 0.0.0.0/0 --nat-gateway-id $NAT
aws ec2 delete-nat-gateway --nat-gateway-id $OLD
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $OLD
