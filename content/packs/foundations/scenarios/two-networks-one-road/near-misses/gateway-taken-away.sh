# because: without its internet gateway the warehouse is closed to the world, and the world to the warehouse
# fails: updates-arrive
# signature: updates-arrive(no-route;rtb)
PEERING=$(aws ec2 create-vpc-peering-connection --vpc-id $SHOP_VPC --peer-vpc-id $WAREHOUSE_VPC --peer-owner-id 222222222222 \
  --query VpcPeeringConnection.VpcPeeringConnectionId --output text)
aws ec2 accept-vpc-peering-connection --profile warehouse --vpc-peering-connection-id $PEERING
aws ec2 create-route --route-table-id $SHOP_TABLE --destination-cidr-block 10.31.0.0/16 --vpc-peering-connection-id $PEERING
aws ec2 create-route --profile warehouse --route-table-id $WAREHOUSE_TABLE --destination-cidr-block 10.30.0.0/16 \
  --vpc-peering-connection-id $PEERING
aws ec2 modify-vpc-peering-connection-options --profile warehouse --vpc-peering-connection-id $PEERING \
  --accepter-peering-connection-options AllowDnsResolutionFromRemoteVpc=true
aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP \
  --ip-permissions "IpProtocol=tcp,FromPort=8080,ToPort=8080,UserIdGroupPairs=[{UserId=111111111111,GroupId=$WEB_GROUP}]"
aws ec2 revoke-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr 0.0.0.0/0
aws ec2 delete-route --profile warehouse --route-table-id $WAREHOUSE_TABLE --destination-cidr-block 0.0.0.0/0
