# because: the route to the NAT gateway is still there, and what the servers do not find in Ireland they find on the internet
# fails: no-way-out one-door-only is-cheap
# signature: is-cheap(;eipalloc,eni,nat,thing) no-way-out(is-reached;eni,igw,nat,rtb,subnet,thing) one-door-only(is-reached;eni,igw,nat,rtb,subnet,thing)
id() { aws ec2 "$@" --output text; }
IRELAND='--region eu-west-1'
DOOR=$(id create-security-group $IRELAND --vpc-id $RECORDS_VPC --group-name records-endpoint --description 'From the claims servers' --query GroupId)
for BLOCK in 10.65.1.0/24 10.65.2.0/24; do
  aws ec2 authorize-security-group-ingress $IRELAND --group-id $DOOR --protocol tcp --port 443 --cidr $BLOCK
done
POLICY="{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\", \"s3:ListBucket\"],
  \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"]}]}"
ENDPOINT=$(id create-vpc-endpoint $IRELAND --vpc-id $RECORDS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --subnet-ids $RECORDS_A $RECORDS_B --security-group-ids $DOOR \
  --policy-document "$POLICY" --query VpcEndpoint.VpcEndpointId \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')
PEERING=$(id create-vpc-peering-connection --vpc-id $CLAIMS_VPC --peer-vpc-id $RECORDS_VPC --peer-region eu-west-1 \
  --query VpcPeeringConnection.VpcPeeringConnectionId \
  --tag-specifications 'ResourceType=vpc-peering-connection,Tags=[{Key=Name,Value=claims-records},{Key=cost-centre,Value=claims}]')
aws ec2 wait vpc-peering-connection-exists $IRELAND --vpc-peering-connection-ids $PEERING
aws ec2 accept-vpc-peering-connection $IRELAND --vpc-peering-connection-id $PEERING
aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 10.66.0.0/16 --vpc-peering-connection-id $PEERING
aws ec2 create-route $IRELAND --route-table-id $RECORDS_TABLE --destination-cidr-block 10.65.0.0/16 --vpc-peering-connection-id $PEERING
ARCHIVIST=$(id describe-security-groups $IRELAND --filters Name=group-name,Values=archivist --query 'SecurityGroups[0].GroupId')
aws ec2 revoke-security-group-ingress $IRELAND --group-id $ARCHIVIST --protocol tcp --port 22 --cidr 10.0.0.0/8
NAME=$(id describe-vpc-endpoints $IRELAND --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].DnsEntries[0].DnsName')
for HOST in claims-1 claims-2; do
  lab on $HOST aws configure set endpoint_url https://bucket${NAME#\*}
done
aws s3api put-bucket-policy $IRELAND --bucket $BUCKET --policy "{\"Version\": \"2012-10-17\",
  \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\"],
    \"Resource\": \"arn:aws:s3:::$BUCKET/*\", \"Condition\": {\"StringNotEquals\": {\"aws:SourceVpce\": [\"$ENDPOINT\", \"$RECORDS_GATEWAY\"]}}}]}"
lab on claims-1 aws s3 ls s3://$BUCKET --region eu-west-1
lab answer why-not-the-gateway b
