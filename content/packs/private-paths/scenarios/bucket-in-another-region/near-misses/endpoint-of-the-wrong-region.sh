# because: the endpoint is one for Amazon S3 of Virginia, which refers everybody to the bucket’s own Region
# fails: photos-are-read reports-are-filed is-on-record nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2
# signature: ireland-loses-a-zone(call-fails;thing) is-on-record(no-evidence;) nothing-is-deleted(other-error;) nothing-leaks(other-error;) photos-are-read(call-fails;) reports-are-filed(call-fails;) virginia-loses-zone-1(call-fails;thing) virginia-loses-zone-2(call-fails;thing)
id() { aws ec2 "$@" --output text; }
IRELAND='--region eu-west-1'
DOOR=$(id create-security-group --vpc-id $CLAIMS_VPC --group-name records-endpoint --description 'From the claims servers' --query GroupId)
for BLOCK in 10.65.1.0/24 10.65.2.0/24; do
  aws ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --cidr $BLOCK
done
POLICY="{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\", \"s3:ListBucket\"],
  \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"]}]}"
ENDPOINT=$(id create-vpc-endpoint --vpc-id $CLAIMS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.us-east-1.s3 --subnet-ids $CLAIMS_A $CLAIMS_B --security-group-ids $DOOR \
  --policy-document "$POLICY" --query VpcEndpoint.VpcEndpointId \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')
NAME=$(id describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].DnsEntries[0].DnsName')
for HOST in claims-1 claims-2; do
  lab on $HOST aws configure set endpoint_url https://bucket${NAME#\*}
done
aws s3api put-bucket-policy $IRELAND --bucket $BUCKET --policy "{\"Version\": \"2012-10-17\",
  \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\"],
    \"Resource\": \"arn:aws:s3:::$BUCKET/*\", \"Condition\": {\"StringNotEquals\": {\"aws:SourceVpce\": [\"$ENDPOINT\", \"$RECORDS_GATEWAY\"]}}}]}"
aws ec2 delete-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 0.0.0.0/0
NAT=$(id describe-nat-gateways --query 'NatGateways[0].NatGatewayId')
aws ec2 delete-nat-gateway --nat-gateway-id $NAT
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT
aws ec2 release-address --allocation-id $(id describe-addresses --query 'Addresses[0].AllocationId')
lab on claims-1 aws s3 ls s3://$BUCKET --region eu-west-1
lab answer why-not-the-gateway b
