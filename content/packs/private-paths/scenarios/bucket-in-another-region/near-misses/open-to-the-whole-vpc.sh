# because: the endpoint’s security group admits the whole claims VPC, and so the sandbox
# fails: claims-servers-alone
# signature: claims-servers-alone(is-reached;eni,pcx,rtb,subnet,vpc,vpce)
# instead-of: aws ec2 authorize-security-group-ingress $IRELAND --group-id $DOOR
  true
# after: group
aws ec2 authorize-security-group-ingress $IRELAND --group-id $DOOR --protocol tcp --port 443 --cidr 10.65.0.0/16
# after: peering
aws ec2 create-route $IRELAND --route-table-id $RECORDS_TABLE --destination-cidr-block 10.65.0.0/16 --vpc-peering-connection-id $PEERING
