# because: the endpoint has the policy that it is born with, and lets the vendor’s role write to anybody’s bucket
# fails: nothing-leaks nothing-is-deleted
# signature: nothing-is-deleted(call-succeeds;) nothing-leaks(call-succeeds;)
# without: cat > endpoint-policy.json
# instead-of: ENDPOINT=
ENDPOINT=$(id create-vpc-endpoint $IRELAND --vpc-id $RECORDS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --subnet-ids $RECORDS_A $RECORDS_B --security-group-ids $DOOR \
  --query VpcEndpoint.VpcEndpointId \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')
