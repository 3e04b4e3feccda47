# because: the endpoint has the default security group of its VPC, which admits its own members alone
# fails: photos-are-read reports-are-filed claims-servers-alone is-on-record nothing-leaks nothing-is-deleted ireland-loses-a-zone virginia-loses-zone-1 virginia-loses-zone-2
# signature: claims-servers-alone(no-group-rule-admits-ingress;eni) ireland-loses-a-zone(call-unanswered;thing) is-on-record(no-evidence;) nothing-is-deleted(call-unanswered;) nothing-leaks(call-unanswered;) photos-are-read(call-unanswered;) reports-are-filed(call-unanswered;) virginia-loses-zone-1(call-unanswered;thing) virginia-loses-zone-2(call-unanswered;thing)
# without: group
# instead-of: ENDPOINT=
ENDPOINT=$(id create-vpc-endpoint $IRELAND --vpc-id $RECORDS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --subnet-ids $RECORDS_A $RECORDS_B \
  --policy-document file://endpoint-policy.json --query VpcEndpoint.VpcEndpointId \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')
