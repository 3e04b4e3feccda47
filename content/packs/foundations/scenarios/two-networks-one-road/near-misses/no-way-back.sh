# because: the warehouse has no route back to the shop: the question arrives, and its answer does not
# fails: stock-is-asked web-1-alone
# signature: stock-is-asked(destination-is-private;igw,thing) web-1-alone(destination-is-private;eni)
PEERING=$(aws ec2 create-vpc-peering-connection --vpc-id $SHOP_VPC --peer-vpc-id $WAREHOUSE_VPC --peer-owner-id 222222222222 \
  --query VpcPeeringConnection.VpcPeeringConnectionId --output text)
aws ec2 accept-vpc-peering-connection --profile warehouse --vpc-peering-connection-id $PEERING
aws ec2 create-route --route-table-id $SHOP_TABLE --destination-cidr-block 10.31.0.0/16 --vpc-peering-connection-id $PEERING
aws ec2 modify-vpc-peering-connection-options --profile warehouse --vpc-peering-connection-id $PEERING \
  --accepter-peering-connection-options AllowDnsResolutionFromRemoteVpc=true
aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP \
  --ip-permissions "IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{UserId=111111111111,GroupId=$WEB_GROUP}]"
aws ec2 revoke-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr 0.0.0.0/0
