# commands: 17
# A small VPC that holds nothing but doors. Nobody lives in it, so private DNS may be for everybody there, and the report
# servers’ VPC stays as it is.

DOORS=$(aws ec2 create-vpc --cidr-block 10.65.0.0/24 --query Vpc.VpcId --output text)
aws ec2 modify-vpc-attribute --vpc-id $DOORS --enable-dns-hostnames
DOORS_A=$(aws ec2 create-subnet --vpc-id $DOORS --cidr-block 10.65.0.0/26 --availability-zone-id use1-az1 \
  --query Subnet.SubnetId --output text)
DOORS_B=$(aws ec2 create-subnet --vpc-id $DOORS --cidr-block 10.65.0.64/26 --availability-zone-id use1-az2 \
  --query Subnet.SubnetId --output text)
TABLE=$(aws ec2 describe-route-tables --filters Name=vpc-id,Values=$DOORS --query 'RouteTables[0].RouteTableId' --output text)

GATEWAY=$(aws ec2 create-vpn-gateway --type ipsec.1 --query VpnGateway.VpnGatewayId --output text)
aws ec2 attach-vpn-gateway --vpn-gateway-id $GATEWAY --vpc-id $DOORS
aws ec2 enable-vgw-route-propagation --gateway-id $GATEWAY --route-table-id $TABLE
aws directconnect delete-virtual-interface --virtual-interface-id $PUBLIC_VIF
PRIVATE_VIF=$(aws directconnect create-private-virtual-interface --connection-id $CONNECTION \
  --new-private-virtual-interface virtualInterfaceName=backup-private,vlan=101,asn=65010,virtualGatewayId=$GATEWAY \
  --query virtualInterfaceId --output text)
sleep 300
onprem put-uplink --router edge-1 --target $PRIVATE_VIF

DNS=$(aws ec2 create-security-group --vpc-id $DOORS --group-name dns --description 'DNS from the data centre' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id $DNS --protocol udp --port 53 --cidr 192.168.1.53/32
aws ec2 authorize-security-group-ingress --group-id $DNS --protocol tcp --port 53 --cidr 192.168.1.53/32
aws route53resolver create-resolver-endpoint --creator-request-id inbound --name inbound --direction INBOUND \
  --security-group-ids $DNS --ip-addresses SubnetId=$DOORS_A,Ip=10.65.0.53 SubnetId=$DOORS_B,Ip=10.65.0.117
onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 \
  Domain=s3.us-east-1.amazonaws.com,Addresses=10.65.0.53,10.65.0.117

BACKUPS=$(aws ec2 create-security-group --vpc-id $DOORS --group-name backups --description 'HTTPS from the backup servers' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id $BACKUPS --protocol tcp --port 443 --cidr 192.168.10.0/24
ENDPOINT=$(aws ec2 create-vpc-endpoint --vpc-id $DOORS --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.s3 \
  --subnet-ids $DOORS_A $DOORS_B --security-group-ids $BACKUPS \
  --private-dns-enabled --dns-options PrivateDnsOnlyForInboundResolverEndpoint=false \
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
