# because: the vault’s scanner goes out by a NAT gateway, which costs by the hour and leads everywhere
# fails: vault-reaches-the-books costs-nothing
# signature: costs-nothing(;eipalloc,nat) vault-reaches-the-books(other-way;eni,igw,nat,rtb,subnet,thing)
# instead-of: aws ec2 modify-vpc-endpoint
GATEWAY=$(aws ec2 create-internet-gateway --query InternetGateway.InternetGatewayId --output text)
aws ec2 attach-internet-gateway --internet-gateway-id $GATEWAY --vpc-id $VPC
PUBLIC=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.58.9.0/24 --availability-zone-id use1-az2 \
  --query Subnet.SubnetId --output text)
TABLE=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId --output text)
aws ec2 associate-route-table --route-table-id $TABLE --subnet-id $PUBLIC
aws ec2 create-route --route-table-id $TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY
ADDRESS=$(aws ec2 allocate-address --query AllocationId --output text)
NAT=$(aws ec2 create-nat-gateway --subnet-id $PUBLIC --allocation-id $ADDRESS --query NatGateway.NatGatewayId --output text)
aws ec2 wait nat-gateway-available --nat-gateway-ids $NAT
aws ec2 create-route --route-table-id $VAULT_TABLE --destination-cidr-block 0.0.0.0/0 --nat-gateway-id $NAT
