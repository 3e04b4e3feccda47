# A little of everything, for random requests to go on from. It follows the story of provider and consumer.
aws() { command aws --profile provider "$@" --output text; }

TGW=$(aws ec2 create-transit-gateway --query TransitGateway.TransitGatewayId)
IGW=$(aws ec2 create-internet-gateway --query InternetGateway.InternetGatewayId)
aws ec2 attach-internet-gateway --internet-gateway-id $IGW --vpc-id $PVPC
SIX=$(aws ec2 create-vpc --cidr-block 10.6.0.0/16 --amazon-provided-ipv6-cidr-block --query Vpc.VpcId)
settle
BLOCK=$(aws ec2 describe-vpcs --vpc-ids $SIX --query 'Vpcs[0].Ipv6CidrBlockAssociationSet[0].Ipv6CidrBlock')
aws ec2 create-subnet --vpc-id $SIX --cidr-block 10.6.1.0/24 --ipv6-cidr-block ${BLOCK/\/56/\/64} --query Subnet.State
aws ec2 create-vpc-peering-connection --vpc-id $PVPC --peer-vpc-id $SIX --query VpcPeeringConnection.Status.Code
VGW=$(aws ec2 create-vpn-gateway --type ipsec.1 --query VpnGateway.VpnGatewayId)
aws ec2 attach-vpn-gateway --vpn-gateway-id $VGW --vpc-id $PVPC
CGW=$(aws ec2 create-customer-gateway --type ipsec.1 --public-ip 198.51.100.7 --bgp-asn 65010 \
  --query CustomerGateway.CustomerGatewayId)
aws ec2 create-vpn-connection --type ipsec.1 --customer-gateway-id $CGW --vpn-gateway-id $VGW --query VpnConnection.State
settle
aws ec2 create-transit-gateway-vpc-attachment --transit-gateway-id $TGW --vpc-id $PVPC --subnet-ids $P1 \
  --query TransitGatewayVpcAttachment.State
settle

ZONE=$(aws route53 create-hosted-zone --name example.com --caller-reference 1 --query HostedZone.Id)
aws route53 create-hosted-zone --name corp.example --caller-reference 2 --vpc VPCRegion=us-east-1,VPCId=$PVPC \
  --query HostedZone.Id
aws route53 create-health-check --caller-reference 3 --query HealthCheck.Id \
  --health-check-config Type=TCP,IPAddress=203.0.113.9,Port=443
aws route53resolver create-resolver-endpoint --creator-request-id 1 --name out --direction OUTBOUND \
  --security-group-ids $PSG --ip-addresses SubnetId=$P1 SubnetId=$P2 --query ResolverEndpoint.Status
settle
OUT=$(aws route53resolver list-resolver-endpoints --query 'ResolverEndpoints[0].Id')
RULE=$(aws route53resolver create-resolver-rule --creator-request-id 2 --name corp --rule-type FORWARD \
  --domain-name corp.internal --target-ips Ip=192.0.2.53 --resolver-endpoint-id $OUT --query ResolverRule.Id)
aws route53resolver associate-resolver-rule --resolver-rule-id $RULE --vpc-id $PVPC --query ResolverRuleAssociation.Status

aws iam create-user --user-name ann --query User.UserId
aws iam create-access-key --user-name ann --query AccessKey.Status
aws iam create-group --group-name web --query Group.GroupId
TRUST='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}'
aws iam create-role --role-name app --assume-role-policy-document "$TRUST" --query Role.RoleId
ALLOW='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'
aws iam create-policy --policy-name reads --policy-document "$ALLOW" --query Policy.PolicyId
aws iam create-instance-profile --instance-profile-name app --query InstanceProfile.InstanceProfileId
aws s3api create-bucket --bucket hopwise-shop
aws s3api put-object --bucket hopwise-shop --key a --query ETag
aws s3control create-access-point --account-id 222222222222 --name shop --bucket hopwise-shop --query Alias
DXCON=$(aws directconnect create-connection --location EqDC2 --bandwidth 1Gbps --connection-name line --query connectionId)
DXGW=$(aws directconnect create-direct-connect-gateway --direct-connect-gateway-name hub \
  --query directConnectGateway.directConnectGatewayId)
aws directconnect create-lag --number-of-connections 1 --location EqDC2 --connections-bandwidth 1Gbps --lag-name lag --query lagId
aws logs create-log-group --log-group-name shop
aws logs create-log-stream --log-group-name shop --log-stream-name web
aws cloudwatch put-metric-alarm --alarm-name web --namespace AWS/EC2 --metric-name CPUUtilization --period 60 \
  --evaluation-periods 1 --comparison-operator GreaterThanThreshold --threshold 80 --statistic Average
aws cloudtrail create-trail --name shop --s3-bucket-name hopwise-shop --query Name
aws dynamodb create-table --table-name shop --attribute-definitions AttributeName=a,AttributeType=S \
  --key-schema AttributeName=a,KeyType=HASH --billing-mode PAY_PER_REQUEST --query TableDescription.TableStatus
aws servicediscovery create-http-namespace --name shop --query OperationId
aws servicediscovery create-private-dns-namespace --name sd.internal --vpc $PVPC --query OperationId
aws acm request-certificate --domain-name shop.example.com --query CertificateArn
aws vpc-lattice create-service-network --name web --query id
aws vpc-lattice create-resource-gateway --name web --vpc-identifier $PVPC --subnet-ids $P1 --security-group-ids $PSG \
  --query status
aws organizations create-organization --query Organization.Id
aws organizations create-account --email dev@example.com --account-name dev --query CreateAccountStatus.State
aws organizations create-organizational-unit --name web --query OrganizationalUnit.Id \
  --parent-id $(aws organizations list-roots --query 'Roots[0].Id')
aws ram create-resource-share --name shop --query resourceShare.status
settle
