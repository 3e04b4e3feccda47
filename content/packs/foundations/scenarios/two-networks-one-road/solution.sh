# commands: 7
# One side asks, the other accepts.
PEERING=$(aws ec2 create-vpc-peering-connection --vpc-id $SHOP_VPC --peer-vpc-id $WAREHOUSE_VPC --peer-owner-id 222222222222 \
  --query VpcPeeringConnection.VpcPeeringConnectionId --output text)
aws ec2 accept-vpc-peering-connection --profile warehouse --vpc-peering-connection-id $PEERING

# Each side has a route to the other.
aws ec2 create-route --route-table-id $SHOP_TABLE --destination-cidr-block 10.31.0.0/16 --vpc-peering-connection-id $PEERING
aws ec2 create-route --profile warehouse --route-table-id $WAREHOUSE_TABLE --destination-cidr-block 10.30.0.0/16 \
  --vpc-peering-connection-id $PEERING

# The warehouse lets the shop see the private addresses behind its public names.
aws ec2 modify-vpc-peering-connection-options --profile warehouse --vpc-peering-connection-id $PEERING \
  --accepter-peering-connection-options AllowDnsResolutionFromRemoteVpc=true

# In the same Region, the peer’s security group can be named.
aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP \
  --ip-permissions "IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{UserId=111111111111,GroupId=$WEB_GROUP}]"
aws ec2 revoke-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr 0.0.0.0/0
