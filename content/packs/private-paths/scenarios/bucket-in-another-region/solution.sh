# commands: 15
id() { aws ec2 "$@" --output text; }
IRELAND='--region eu-west-1'
CLAIMS='10.65.1.0/24 10.65.2.0/24'

# part: group
# An interface endpoint for Amazon S3 beside the bucket, in two zones. It admits the claims servers by their addresses:
# a security group of another Region cannot be named.
DOOR=$(id create-security-group $IRELAND --vpc-id $RECORDS_VPC --group-name records-endpoint \
  --description 'HTTPS from the claims servers' --query GroupId)
for BLOCK in $CLAIMS; do
  aws ec2 authorize-security-group-ingress $IRELAND --group-id $DOOR --protocol tcp --port 443 --cidr $BLOCK
done
# part: endpoint
cat > endpoint-policy.json <<END
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
  "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
  "Resource": ["arn:aws:s3:::$BUCKET", "arn:aws:s3:::$BUCKET/*"]}]}
END
ENDPOINT=$(id create-vpc-endpoint $IRELAND --vpc-id $RECORDS_VPC --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --subnet-ids $RECORDS_A $RECORDS_B --security-group-ids $DOOR \
  --policy-document file://endpoint-policy.json --query VpcEndpoint.VpcEndpointId \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')

# part: peering
# Peering between the Regions: accepted in Ireland, and a route on either side.
PEERING=$(id create-vpc-peering-connection --vpc-id $CLAIMS_VPC --peer-vpc-id $RECORDS_VPC --peer-region eu-west-1 \
  --query VpcPeeringConnection.VpcPeeringConnectionId \
  --tag-specifications 'ResourceType=vpc-peering-connection,Tags=[{Key=Name,Value=claims-records},{Key=cost-centre,Value=claims}]')
aws ec2 wait vpc-peering-connection-exists $IRELAND --vpc-peering-connection-ids $PEERING
aws ec2 accept-vpc-peering-connection $IRELAND --vpc-peering-connection-id $PEERING
aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 10.66.0.0/16 --vpc-peering-connection-id $PEERING
for BLOCK in $CLAIMS; do
  aws ec2 create-route $IRELAND --route-table-id $RECORDS_TABLE --destination-cidr-block $BLOCK --vpc-peering-connection-id $PEERING
done

# part: ssh
# What the peering would open besides: the archivist's SSH.
ARCHIVIST=$(id describe-security-groups $IRELAND --filters Name=group-name,Values=archivist --query 'SecurityGroups[0].GroupId')
aws ec2 revoke-security-group-ingress $IRELAND --group-id $ARCHIVIST --protocol tcp --port 22 --cidr 10.0.0.0/8
aws ec2 authorize-security-group-ingress $IRELAND --group-id $ARCHIVIST --protocol tcp --port 22 --cidr 10.66.0.0/16

# part: names
# The servers call the endpoint by a name of its own: `bucket` in place of its star.
NAME=$(id describe-vpc-endpoints $IRELAND --vpc-endpoint-ids $ENDPOINT --query 'VpcEndpoints[0].DnsEntries[0].DnsName')
for HOST in claims-1 claims-2; do
  lab on $HOST "mkdir -p ~/.aws; printf '%s\n' '[default]' 'services = records' '[services records]' 's3 =' \
    '  endpoint_url = https://bucket${NAME#\*}' > ~/.aws/config"
done

# part: bucket-policy
# Who comes to the bucket by another way than the two endpoints reads and writes nothing.
cat > bucket-policy.json <<END
{"Version": "2012-10-17", "Statement": [{"Sid": "EndpointsAlone", "Effect": "Deny", "Principal": "*",
  "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::$BUCKET/*",
  "Condition": {"StringNotEquals": {"aws:SourceVpce": ["$ENDPOINT", "$RECORDS_GATEWAY"]}}}]}
END
aws s3api put-bucket-policy $IRELAND --bucket $BUCKET --policy file://bucket-policy.json

# part: internet
# The way over the internet is not needed any more.
aws ec2 delete-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 0.0.0.0/0
NAT=$(id describe-nat-gateways --query 'NatGateways[0].NatGatewayId')
aws ec2 delete-nat-gateway --nat-gateway-id $NAT
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT
aws ec2 release-address --allocation-id $(id describe-addresses --query 'Addresses[0].AllocationId')

# part: trial
lab on claims-1 aws s3 ls s3://$BUCKET/claims/2026/ --region eu-west-1
lab answer why-not-the-gateway b
