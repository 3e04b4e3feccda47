# because: it expects the gateway endpoint of the records VPC to serve a peered VPC, and it serves its own VPC alone
# fails: photos-are-read reports-are-filed claims-servers-alone is-on-record nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2
# signature: claims-servers-alone(;) ireland-loses-a-zone(call-unanswered;thing) is-on-record(no-evidence;) nothing-is-deleted(call-unanswered;) nothing-leaks(call-unanswered;) photos-are-read(call-unanswered;) reports-are-filed(call-unanswered;) virginia-loses-zone-1(call-unanswered;thing) virginia-loses-zone-2(call-unanswered;thing)
id() { aws ec2 "$@" --output text; }
IRELAND='--region eu-west-1'
PEERING=$(id create-vpc-peering-connection --vpc-id $CLAIMS_VPC --peer-vpc-id $RECORDS_VPC --peer-region eu-west-1 \
  --query VpcPeeringConnection.VpcPeeringConnectionId \
  --tag-specifications 'ResourceType=vpc-peering-connection,Tags=[{Key=Name,Value=claims-records},{Key=cost-centre,Value=claims}]')
aws ec2 wait vpc-peering-connection-exists $IRELAND --vpc-peering-connection-ids $PEERING
aws ec2 accept-vpc-peering-connection $IRELAND --vpc-peering-connection-id $PEERING
LIST=$(id describe-managed-prefix-lists $IRELAND --filters Name=prefix-list-name,Values=com.amazonaws.eu-west-1.s3 \
  --query 'PrefixLists[0].PrefixListId')
for BLOCK in $(id get-managed-prefix-list-entries $IRELAND --prefix-list-id $LIST --query 'Entries[].Cidr'); do
  aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block $BLOCK --vpc-peering-connection-id $PEERING
done
aws ec2 create-route $IRELAND --route-table-id $RECORDS_TABLE --destination-cidr-block 10.65.0.0/16 --vpc-peering-connection-id $PEERING
ARCHIVIST=$(id describe-security-groups $IRELAND --filters Name=group-name,Values=archivist --query 'SecurityGroups[0].GroupId')
aws ec2 revoke-security-group-ingress $IRELAND --group-id $ARCHIVIST --protocol tcp --port 22 --cidr 10.0.0.0/8
aws s3api put-bucket-policy $IRELAND --bucket $BUCKET --policy "{\"Version\": \"2012-10-17\",
  \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\"],
    \"Resource\": \"arn:aws:s3:::$BUCKET/*\", \"Condition\": {\"StringNotEquals\": {\"aws:SourceVpce\": \"$RECORDS_GATEWAY\"}}}]}"
aws ec2 delete-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 0.0.0.0/0
NAT=$(id describe-nat-gateways --query 'NatGateways[0].NatGatewayId')
aws ec2 delete-nat-gateway --nat-gateway-id $NAT
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT
aws ec2 release-address --allocation-id $(id describe-addresses --query 'Addresses[0].AllocationId')
lab on claims-1 aws s3 ls s3://$BUCKET --region eu-west-1
lab answer why-not-the-gateway b
