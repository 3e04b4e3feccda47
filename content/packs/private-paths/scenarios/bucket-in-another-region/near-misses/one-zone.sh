# because: the endpoint has a network interface in one zone, and is gone with that zone
# fails: ireland-loses-a-zone
# signature: ireland-loses-a-zone(call-unanswered;thing)
# instead-of: ENDPOINT=
ENDPOINT=$(id create-vpc-endpoint $IRELAND --vpc-id $RECORDS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --subnet-ids $RECORDS_A --security-group-ids $DOOR \
  --policy-document file://endpoint-policy.json --query VpcEndpoint.VpcEndpointId \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')
