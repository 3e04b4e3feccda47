# commands: 15
# A transit gateway and a transit virtual interface: dearer by two attachments, and ready for the next VPC.

GATEWAY=$(aws ec2 create-transit-gateway --query TransitGateway.TransitGatewayId --output text)
sleep 300
aws ec2 create-transit-gateway-vpc-attachment --transit-gateway-id $GATEWAY --vpc-id $VPC --subnet-ids $LINKS_A $LINKS_B
sleep 300
aws ec2 create-route --route-table-id $LINKS_TABLE --destination-cidr-block 192.168.0.0/17 --transit-gateway-id $GATEWAY
HUB=$(aws directconnect create-direct-connect-gateway --direct-connect-gateway-name kestrel --amazon-side-asn 64600 \
  --query directConnectGateway.directConnectGatewayId --output text)
sleep 60
aws directconnect create-direct-connect-gateway-association --direct-connect-gateway-id $HUB --gateway-id $GATEWAY \
  --add-allowed-prefixes-to-direct-connect-gateway cidr=10.64.0.0/16
aws directconnect delete-virtual-interface --virtual-interface-id $PUBLIC_VIF
TRANSIT_VIF=$(aws directconnect create-transit-virtual-interface --connection-id $CONNECTION \
  --new-transit-virtual-interface virtualInterfaceName=backup-transit,vlan=101,asn=65010,directConnectGatewayId=$HUB \
  --query virtualInterface.virtualInterfaceId --output text)
sleep 1200
onprem put-uplink --router edge-1 --target $TRANSIT_VIF

DNS=$(aws ec2 create-security-group --vpc-id $VPC --group-name dns --description 'DNS from the data centre' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id $DNS --protocol udp --port 53 --cidr 192.168.1.53/32
aws ec2 authorize-security-group-ingress --group-id $DNS --protocol tcp --port 53 --cidr 192.168.1.53/32
aws route53resolver create-resolver-endpoint --creator-request-id inbound --name inbound --direction INBOUND \
  --security-group-ids $DNS --ip-addresses SubnetId=$LINKS_A,Ip=10.64.10.53 SubnetId=$LINKS_B,Ip=10.64.11.53
onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \
  Domain=s3.us-east-1.amazonaws.com,Addresses=10.64.10.53,10.64.11.53

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

aws s3api put-bucket-policy --bucket $BUCKET --policy "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:*Object*\", \"s3:ListBucket*\"],
    \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"],
    \"Condition\": { \"StringNotEquals\": { \"aws:SourceVpce\": [\"$ENDPOINT\", \"$GATEWAY_ENDPOINT\"] } }
  }]
}"

lab answer cheapest-without-the-rule a
