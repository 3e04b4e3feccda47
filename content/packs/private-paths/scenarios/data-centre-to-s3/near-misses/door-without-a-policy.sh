# because: the interface endpoint keeps the policy that lets everything pass
# fails: nothing-leaks-by-the-new-way
# signature: nothing-leaks-by-the-new-way(call-succeeds;)
# instead-of: ENDPOINT=$(aws
ENDPOINT=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.s3 \
  --subnet-ids $LINKS_A $LINKS_B --security-group-ids $BACKUPS \
  --private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=true --query VpcEndpoint.VpcEndpointId --output text)
