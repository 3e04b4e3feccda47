# because: private DNS is on for the whole VPC, so that the report servers pay for the interface endpoint as well
# fails: reports-stay-on-the-free-way reports-go-on nothing-leaks-by-the-free-way
# signature: nothing-leaks-by-the-free-way(call-unanswered;) reports-go-on(call-unanswered;) reports-stay-on-the-free-way(no-group-rule-admits-ingress;eni,sg)
# instead-of: ENDPOINT=$(aws
ENDPOINT=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.s3 \
  --subnet-ids $LINKS_A $LINKS_B --security-group-ids $BACKUPS \
  --private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false \
  --policy-document '{
    "Version": "2012-10-17",
    "Statement": [{
      "Effect": "Allow", "Principal": "*", "Action": "s3:*",
      "Resource": ["arn:aws:s3:::kestrel-scans", "arn:aws:s3:::kestrel-scans/*"]
    }]
  }' --query VpcEndpoint.VpcEndpointId --output text)
