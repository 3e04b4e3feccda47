# because: the endpoint has the VPC’s default security group, which admits its own members alone
# fails: queue-is-reached
# signature: queue-is-reached(no-group-rule-admits-ingress;eni,sg)
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sqs \
  --subnet-ids $APP_SUBNET --private-dns-enabled
