# because: the endpoint is one for Amazon S3 of Virginia, which refers everybody to the bucket’s own Region
# fails: photos-are-read reports-are-filed is-on-record nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2
# signature: ireland-loses-a-zone(call-fails;thing) is-on-record(no-evidence;) nothing-is-deleted(other-error;) nothing-leaks(other-error;) photos-are-read(call-fails;) reports-are-filed(call-fails;) virginia-loses-zone-1(call-fails;thing) virginia-loses-zone-2(call-fails;thing)
# instead-of: group
DOOR=$(id create-security-group --vpc-id $CLAIMS_VPC --group-name records-endpoint --description 'From the claims servers' --query GroupId)
for BLOCK in $CLAIMS; do
  aws ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --cidr $BLOCK
done
# instead-of: ENDPOINT=
ENDPOINT=$(id create-vpc-endpoint --vpc-id $CLAIMS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.us-east-1.s3 --subnet-ids $CLAIMS_A $CLAIMS_B --security-group-ids $DOOR \
  --policy-document file://endpoint-policy.json --query VpcEndpoint.VpcEndpointId \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')
# without: peering
# without: ssh
# instead-of: NAME=
NAME=$(id describe-vpc-endpoints --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].DnsEntries[0].DnsName')
