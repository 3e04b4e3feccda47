# commands: 7
# The warehouse asks and the shop accepts, so the option is the requester's; the group admits one address.
PEERING=$(aws ec2 create-vpc-peering-connection --profile warehouse --vpc-id $WAREHOUSE_VPC --peer-vpc-id $SHOP_VPC \
  --peer-owner-id 111111111111 --query VpcPeeringConnection.VpcPeeringConnectionId --output text)
aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id $PEERING
WEB=$(aws ec2 describe-instances --filters Name=tag:Name,Values=web-1 \
  --query 'Reservations[0].Instances[0].PrivateIpAddress' --output text)
aws ec2 revoke-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr 0.0.0.0/0
aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr $WEB/32
aws ec2 modify-vpc-peering-connection-options --profile warehouse --vpc-peering-connection-id $PEERING \
  --requester-peering-connection-options AllowDnsResolutionFromRemoteVpc=true
aws ec2 create-route --profile warehouse --route-table-id $WAREHOUSE_TABLE --destination-cidr-block $WEB/32 \
  --vpc-peering-connection-id $PEERING
aws ec2 create-route --route-table-id $SHOP_TABLE --destination-cidr-block 10.31.0.0/16 --vpc-peering-connection-id $PEERING
