# because: the vault’s scanner goes out by a NAT gateway, which costs by the hour and leads everywhere
# fails: vault-reaches-the-books costs-nothing
# signature: costs-nothing(;eipalloc,nat) vault-reaches-the-books(other-way;eni,igw,nat,rtb,subnet,thing)

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

LIST=$(aws ec2 describe-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.us-east-1.s3 \
  --query 'PrefixLists[0].PrefixListId' --output text)
aws ec2 authorize-security-group-egress --group-id $GROUP \
  --ip-permissions "IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=$LIST}]"

RULE=200
for BLOCK in $(aws ec2 describe-prefix-lists --prefix-list-ids $LIST --query 'PrefixLists[0].Cidrs' --output text); do
  aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --egress --rule-number $RULE --protocol tcp \
    --port-range From=443,To=443 --cidr-block $BLOCK --rule-action allow
  aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --ingress --rule-number $RULE --protocol tcp \
    --port-range From=1024,To=65535 --cidr-block $BLOCK --rule-action allow
  RULE=$((RULE + 1))
done
