# commands: 17
# The endpoint has a small VPC of its own, so that the peering never leads to the archive. A private hosted zone makes
# the usual name mean the endpoint in the claims VPC, and the servers stay as they are.
id() { aws ec2 "$@" --output text; }
IRELAND='--region eu-west-1'
HUB=$(id create-vpc $IRELAND --cidr-block 10.67.0.0/24 --query Vpc.VpcId)
HUB_A=$(id create-subnet $IRELAND --vpc-id $HUB --cidr-block 10.67.0.0/26 --availability-zone-id euw1-az2 --query Subnet.SubnetId)
HUB_B=$(id create-subnet $IRELAND --vpc-id $HUB --cidr-block 10.67.0.64/26 --availability-zone-id euw1-az3 --query Subnet.SubnetId)
DOOR=$(id describe-security-groups $IRELAND --filters Name=vpc-id,Values=$HUB --query 'SecurityGroups[0].GroupId')
aws ec2 authorize-security-group-ingress $IRELAND --group-id $DOOR --protocol tcp --port 443 --cidr 10.65.1.0/24
aws ec2 authorize-security-group-ingress $IRELAND --group-id $DOOR --protocol tcp --port 443 --cidr 10.65.2.0/24
ENDPOINT=$(id create-vpc-endpoint $IRELAND --vpc-id $HUB --vpc-endpoint-type Interface \
  --service-name com.amazonaws.eu-west-1.s3 --subnet-ids $HUB_A $HUB_B --query VpcEndpoint.VpcEndpointId \
  --policy-document '{"Statement": [{"Effect": "Allow", "Principal": "*", "Resource": "*",
    "Action": ["s3:ListAllMyBuckets", "s3:ListBucket", "s3:GetObject", "s3:PutObject"],
    "Condition": {"StringEquals": {"s3:ResourceAccount": "111111111111"}}}]}' \
  --tag-specifications 'ResourceType=vpc-endpoint,Tags=[{Key=Name,Value=records-endpoint},{Key=cost-centre,Value=claims}]')

# Asked for in Ireland, accepted in Virginia: either side may begin.
PEERING=$(id create-vpc-peering-connection $IRELAND --vpc-id $HUB --peer-vpc-id $CLAIMS_VPC --peer-region us-east-1 \
  --query VpcPeeringConnection.VpcPeeringConnectionId \
  --tag-specifications 'ResourceType=vpc-peering-connection,Tags=[{Key=Name,Value=claims-records},{Key=cost-centre,Value=claims}]')
aws ec2 wait vpc-peering-connection-exists --vpc-peering-connection-ids $PEERING
aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id $PEERING
HUB_TABLE=$(id describe-route-tables $IRELAND --filters Name=vpc-id,Values=$HUB --query 'RouteTables[0].RouteTableId')
aws ec2 create-route $IRELAND --route-table-id $HUB_TABLE --destination-cidr-block 10.65.0.0/16 --vpc-peering-connection-id $PEERING
aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 10.67.0.0/24 --vpc-peering-connection-id $PEERING

aws ec2 modify-vpc-attribute --vpc-id $CLAIMS_VPC --enable-dns-hostnames
ZONE=$(aws route53 create-hosted-zone --name s3.eu-west-1.amazonaws.com --caller-reference records \
  --vpc VPCRegion=us-east-1,VPCId=$CLAIMS_VPC --query HostedZone.Id --output text)
read -r TARGET TARGET_ZONE < <(id describe-vpc-endpoints $IRELAND --vpc-endpoint-ids $ENDPOINT \
  --query 'VpcEndpoints[0].DnsEntries[0].[DnsName,HostedZoneId]')
record() {
  echo "{\"Action\": \"CREATE\", \"ResourceRecordSet\": {\"Name\": \"$1\", \"Type\": \"A\", \"AliasTarget\":
    {\"DNSName\": \"$TARGET\", \"HostedZoneId\": \"$TARGET_ZONE\", \"EvaluateTargetHealth\": false}}}"
}
aws route53 change-resource-record-sets --hosted-zone-id $ZONE --change-batch \
  "{\"Changes\": [$(record s3.eu-west-1.amazonaws.com), $(record '*.s3.eu-west-1.amazonaws.com')]}"

aws s3api put-bucket-policy $IRELAND --bucket $BUCKET --policy "{\"Version\": \"2012-10-17\",
  \"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:GetObject\", \"s3:PutObject\"],
    \"Resource\": \"arn:aws:s3:::$BUCKET/*\",
    \"Condition\": {\"StringNotEquals\": {\"aws:SourceVpc\": [\"$HUB\", \"$RECORDS_VPC\"]}}}]}"

aws ec2 delete-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 0.0.0.0/0
NAT=$(id describe-nat-gateways --query 'NatGateways[0].NatGatewayId')
aws ec2 delete-nat-gateway --nat-gateway-id $NAT
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT
aws ec2 release-address --allocation-id $(id describe-addresses --query 'Addresses[0].AllocationId')
lab on claims-1 aws s3 ls s3://$BUCKET --region eu-west-1
lab answer why-not-the-gateway b
