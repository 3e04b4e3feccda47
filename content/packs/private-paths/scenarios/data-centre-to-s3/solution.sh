# commands: 13
# A private virtual interface into the VPC, instead of the public one.
GATEWAY=$(aws ec2 create-vpn-gateway --type ipsec.1 --query VpnGateway.VpnGatewayId --output text)
aws ec2 attach-vpn-gateway --vpn-gateway-id $GATEWAY --vpc-id $VPC
aws ec2 enable-vgw-route-propagation --gateway-id $GATEWAY --route-table-id $LINKS_TABLE
aws directconnect delete-virtual-interface --virtual-interface-id $PUBLIC_VIF
PRIVATE_VIF=$(aws directconnect create-private-virtual-interface --connection-id $CONNECTION \
  --new-private-virtual-interface virtualInterfaceName=backup-private,vlan=101,asn=65010,virtualGatewayId=$GATEWAY \
  --query virtualInterfaceId --output text)
sleep 300
onprem put-uplink --router edge-1 --target $PRIVATE_VIF

# A way for dns-1 to ask the VPC. These two addresses are taken before anything else could have them.
DNS=$(aws ec2 create-security-group --vpc-id $VPC --group-name dns --description 'DNS from the data centre' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id $DNS --protocol udp --port 53 --cidr 192.168.1.53/32
aws ec2 authorize-security-group-ingress --group-id $DNS --protocol tcp --port 53 --cidr 192.168.1.53/32
aws route53resolver create-resolver-endpoint --creator-request-id inbound --name inbound --direction INBOUND \
  --security-group-ids $DNS --ip-addresses SubnetId=$LINKS_A,Ip=10.64.10.53 SubnetId=$LINKS_B,Ip=10.64.11.53
onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \
  Domain=s3.us-east-1.amazonaws.com,Addresses=10.64.10.53,10.64.11.53

# The interface endpoint: for the backup servers alone, for the one bucket alone, under S3’s names for those who ask from
# outside.
BACKUPS=$(aws ec2 create-security-group --vpc-id $VPC --group-name backups --description 'HTTPS from the backup servers' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id $BACKUPS --protocol tcp --port 443 --cidr 192.168.10.0/24
ENDPOINT=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.s3 \
  --subnet-ids $LINKS_A $LINKS_B --security-group-ids $BACKUPS \
  --private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=true \
  --policy-document '{
    "Version": "2012-10-17",
    "Statement": [{
      "Effect": "Allow", "Principal": "*", "Action": "s3:*",
      "Resource": ["arn:aws:s3:::kestrel-scans", "arn:aws:s3:::kestrel-scans/*"]
    }]
  }' --query VpcEndpoint.VpcEndpointId --output text)

# The bucket takes and gives objects by way of the two endpoints, and by no other.
aws s3api put-bucket-policy --bucket $BUCKET --policy "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:*Object*\", \"s3:ListBucket*\"],
    \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"],
    \"Condition\": { \"StringNotEquals\": { \"aws:SourceVpce\": [\"$ENDPOINT\", \"$GATEWAY_ENDPOINT\"] } }
  }]
}"

# The question.
lab answer cheapest-without-the-rule a
