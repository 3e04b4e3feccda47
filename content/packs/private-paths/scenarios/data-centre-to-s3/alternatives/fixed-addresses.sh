# commands: 11
# The endpoint’s addresses are chosen by hand and stand in a zone of dns-1: no Resolver endpoint, and two names to keep
# in mind for as long as the endpoint lives. Its policy asks whose a bucket is, not what it is called.

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
aws ec2 authorize-security-group-ingress --group-id $BACKUPS --protocol tcp --port 443 --cidr 192.168.10.11/32
aws ec2 authorize-security-group-ingress --group-id $BACKUPS --protocol tcp --port 443 --cidr 192.168.10.12/32
ENDPOINT=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.s3 \
  --security-group-ids $BACKUPS --subnet-configurations SubnetId=$LINKS_A,Ipv4=10.64.10.10 SubnetId=$LINKS_B,Ipv4=10.64.11.10 \
  --subnet-ids $LINKS_A $LINKS_B --query VpcEndpoint.VpcEndpointId --output text)
sleep 300
aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" },
    {
      "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*",
      "Condition": { "StringNotEquals": { "s3:ResourceAccount": "111111111111" } }
    }
  ]
}'
onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 --zones '[{
  "Name": "s3.us-east-1.amazonaws.com",
  "Records": [
    { "Name": "s3.us-east-1.amazonaws.com", "Type": "A", "Values": ["10.64.10.10", "10.64.11.10"] },
    { "Name": "*.s3.us-east-1.amazonaws.com", "Type": "A", "Values": ["10.64.10.10", "10.64.11.10"] }
  ]
}]'

aws s3api put-bucket-policy --bucket $BUCKET --policy "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:*Object*\", \"s3:ListBucket*\"],
    \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"],
    \"Condition\": { \"StringNotEquals\": { \"aws:SourceVpce\": [\"$ENDPOINT\", \"$GATEWAY_ENDPOINT\"] } }
  }]
}"

lab answer cheapest-without-the-rule a
