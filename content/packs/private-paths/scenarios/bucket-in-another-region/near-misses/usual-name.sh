# because: private DNS changes names in the records VPC alone: it takes the archivist off the free way, and tells the claims servers nothing
# fails: photos-are-read reports-are-filed is-on-record nothing-leaks nothing-is-deleted archive-goes-on archive-stays-free ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2
# signature: archive-goes-on(call-unanswered;) archive-stays-free(no-group-rule-admits-ingress;eni,sg) ireland-loses-a-zone(call-unanswered;thing) is-on-record(no-evidence;) nothing-is-deleted(call-unanswered;) nothing-leaks(call-unanswered;) photos-are-read(call-unanswered;) reports-are-filed(call-unanswered;) virginia-loses-zone-1(call-unanswered;thing) virginia-loses-zone-2(call-unanswered;thing)
# instead-of: ENDPOINT=
ENDPOINT=$(id create-vpc-endpoint $IRELAND --vpc-id $RECORDS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --subnet-ids $RECORDS_A $RECORDS_B --security-group-ids $DOOR \
  --policy-document file://endpoint-policy.json --private-dns-enabled \
  --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false --query VpcEndpoint.VpcEndpointId \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')
# without: names
