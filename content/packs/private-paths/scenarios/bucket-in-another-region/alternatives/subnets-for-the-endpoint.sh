# commands: 18
# The endpoint has subnets of its own in the records VPC, and only their route table leads back to Virginia: what comes
# from there to the archive is never answered. Its group takes the servers' blocks from a prefix list.
id() { aws ec2 "$@" --output text; }
IRELAND='--region eu-west-1'
TABLE=$(id create-route-table $IRELAND --vpc-id $RECORDS_VPC --query RouteTable.RouteTableId)
place() {
  SUBNET=$(id create-subnet $IRELAND --vpc-id $RECORDS_VPC --cidr-block $1 --availability-zone-id $2 --query Subnet.SubnetId)
  aws ec2 associate-route-table $IRELAND --route-table-id $TABLE --subnet-id $SUBNET > /dev/null
  echo $SUBNET
}
BLOCKS=$(id create-managed-prefix-list $IRELAND --prefix-list-name claims-servers --address-family IPv4 --max-entries 4 \
  --entries Cidr=10.65.1.0/24 Cidr=10.65.2.0/24 --query PrefixList.PrefixListId)
sleep 30
DOOR=$(id create-security-group $IRELAND --vpc-id $RECORDS_VPC --group-name records-endpoint --description 'From the claims servers' \
  --query GroupId)
aws ec2 authorize-security-group-ingress $IRELAND --group-id $DOOR \
  --ip-permissions "IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=$BLOCKS}]"
ENDPOINT=$(id create-vpc-endpoint $IRELAND --vpc-id $RECORDS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --subnet-ids $(place 10.66.8.0/28 euw1-az1) $(place 10.66.8.16/28 euw1-az3) \
  --security-group-ids $DOOR --query VpcEndpoint.VpcEndpointId \
  --policy-document "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"},
    {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:Delete*\", \"Resource\": \"*\"},
    {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\",
      \"NotResource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"]}]}" \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')
PEERING=$(id create-vpc-peering-connection --vpc-id $CLAIMS_VPC --peer-vpc-id $RECORDS_VPC --peer-region eu-west-1 \
  --query VpcPeeringConnection.VpcPeeringConnectionId)
aws ec2 wait vpc-peering-connection-exists $IRELAND --vpc-peering-connection-ids $PEERING
aws ec2 accept-vpc-peering-connection $IRELAND --vpc-peering-connection-id $PEERING
aws ec2 create-tags --resources $PEERING --tags Key=Name,Value=claims-records Key=cost-centre,Value=claims
aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 10.66.8.0/27 --vpc-peering-connection-id $PEERING
aws ec2 create-route $IRELAND --route-table-id $TABLE --destination-cidr-block 10.65.0.0/16 --vpc-peering-connection-id $PEERING

NAME=$(id describe-vpc-endpoints $IRELAND --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].DnsEntries[0].DnsName')
for HOST in claims-1 claims-2; do
  lab on $HOST aws configure set endpoint_url https://bucket${NAME#\*}
done

# Whatever comes through an endpoint of the company's may read and write; nothing else may.
aws s3api put-bucket-policy $IRELAND --bucket $BUCKET --policy "{\"Version\": \"2012-10-17\",
  \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\"],
    \"Resource\": \"arn:aws:s3:::$BUCKET/*\",
    \"Condition\": {\"StringNotEquals\": {\"aws:VpceAccount\": \"111111111111\"}}}]}"

NAT=$(id describe-nat-gateways --query 'NatGateways[0].NatGatewayId')
aws ec2 delete-nat-gateway --nat-gateway-id $NAT
aws ec2 delete-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 0.0.0.0/0
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT
aws ec2 release-address --allocation-id $(id describe-addresses --query 'Addresses[0].AllocationId')
lab on claims-1 aws s3 ls s3://$BUCKET --region eu-west-1
lab answer why-not-the-gateway b
