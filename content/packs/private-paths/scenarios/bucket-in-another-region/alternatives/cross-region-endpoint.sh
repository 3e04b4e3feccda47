# commands: 8
# No peering at all: an interface endpoint in Virginia whose service is Amazon S3 of Ireland, with private DNS, so that
# the servers go on using the name that they know.
id() { aws ec2 "$@" --output text; }
NAT=$(id describe-nat-gateways --query 'NatGateways[0].NatGatewayId')
aws ec2 delete-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 0.0.0.0/0
aws ec2 delete-nat-gateway --nat-gateway-id $NAT
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT
aws ec2 release-address --allocation-id $(id describe-addresses --query 'Addresses[0].AllocationId')

aws ec2 modify-vpc-attribute --vpc-id $CLAIMS_VPC --enable-dns-hostnames
DOOR=$(id create-security-group --vpc-id $CLAIMS_VPC --group-name records-endpoint --description 'From the claims servers' \
  --query GroupId)
# In the servers' own VPC, their group can be named.
aws ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --source-group $CLAIMS_GROUP
ENDPOINT=$(id create-vpc-endpoint --vpc-id $CLAIMS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --service-region eu-west-1 --private-dns-enabled \
  --subnet-ids $CLAIMS_A $CLAIMS_B --security-group-ids $DOOR --query VpcEndpoint.VpcEndpointId \
  --policy-document "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\", \"s3:ListBucket\"],
    \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"]}]}" \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')

aws s3api put-bucket-policy --region eu-west-1 --bucket $BUCKET --policy "{\"Version\": \"2012-10-17\",
  \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject*\", \"s3:PutObject*\"],
    \"Resource\": \"arn:aws:s3:::$BUCKET/*\",
    \"Condition\": {\"StringNotEquals\": {\"aws:SourceVpce\": [\"$ENDPOINT\", \"$RECORDS_GATEWAY\"]}}}]}"
sleep 300
lab on claims-2 aws s3 cp s3://$BUCKET/claims/2026/0002.jpg photo.jpg --region eu-west-1
lab answer why-not-the-gateway b
