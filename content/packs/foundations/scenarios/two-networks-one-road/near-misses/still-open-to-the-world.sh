# because: the road is there, and the old rule for 0.0.0.0/0 as well
# fails: internet-is-out web-1-alone
# signature: internet-is-out(is-reached;eni,igw,subnet,thing,vpc) web-1-alone(is-reached;eni,pcx,rtb,subnet,vpc)
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
