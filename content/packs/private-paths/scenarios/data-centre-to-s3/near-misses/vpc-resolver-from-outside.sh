# because: dns-1 asks the VPC’s own resolver at 10.64.0.2, which answers nobody outside of its VPC
# fails: backups-arrive-privately name-is-private badge-reader-stays-out
# signature: backups-arrive-privately(query-was-dropped,resolver-serves-its-vpc-only;thing,vpc) badge-reader-stays-out(other-outcome,query-was-dropped,resolver-serves-its-vpc-only;thing,vpc) name-is-private(query-was-dropped;thing,vpc)

GATEWAY=$(aws ec2 create-vpn-gateway --type ipsec.1 --query VpnGateway.VpnGatewayId --output text)
aws ec2 attach-vpn-gateway --vpn-gateway-id $GATEWAY --vpc-id $VPC
aws ec2 enable-vgw-route-propagation --gateway-id $GATEWAY --route-table-id $LINKS_TABLE
aws directconnect delete-virtual-interface --virtual-interface-id $PUBLIC_VIF
PRIVATE_VIF=$(aws directconnect create-private-virtual-interface --connection-id $CONNECTION \
  --new-private-virtual-interface virtualInterfaceName=backup-private,vlan=101,asn=65010,virtualGatewayId=$GATEWAY \
  --query virtualInterfaceId --output text)
sleep 300
onprem put-uplink --router edge-1 --target $PRIVATE_VIF

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

onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \
  Domain=s3.us-east-1.amazonaws.com,Addresses=10.64.0.2

aws s3api put-bucket-policy --bucket $BUCKET --policy "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:*Object*\", \"s3:ListBucket*\"],
    \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"],
    \"Condition\": { \"StringNotEquals\": { \"aws:SourceVpce\": [\"$ENDPOINT\", \"$GATEWAY_ENDPOINT\"] } }
  }]
}"

lab answer cheapest-without-the-rule a
