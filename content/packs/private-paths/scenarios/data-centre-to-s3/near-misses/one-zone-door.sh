# because: the interface endpoint is in one zone alone
# fails: a-zone-may-fail night-is-in-the-archive night-came-through-a-door
# signature: a-zone-may-fail(struck-by-fault;eni,thing) night-came-through-a-door(no-evidence;) night-is-in-the-archive(other-answer;)
# instead-of: ENDPOINT=$(aws
ENDPOINT=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.s3 \
  --subnet-ids $LINKS_A --security-group-ids $BACKUPS \
  --private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=true \
  --policy-document '{
    "Version": "2012-10-17",
    "Statement": [{
      "Effect": "Allow", "Principal": "*", "Action": "s3:*",
      "Resource": ["arn:aws:s3:::kestrel-scans", "arn:aws:s3:::kestrel-scans/*"]
    }]
  }' --query VpcEndpoint.VpcEndpointId --output text)
