# because: the gateway endpoint is meant to serve the data centre as well, and it serves nobody outside of its VPC
# fails: backups-arrive-privately name-is-private
# signature: backups-arrive-privately(site-has-no-route,vpn-gateway-leads-to-its-vpc-only;thing,vgw) name-is-private(aws-service-name;thing)

GATEWAY=$(aws ec2 create-vpn-gateway --type ipsec.1 --query VpnGateway.VpnGatewayId --output text)
aws ec2 attach-vpn-gateway --vpn-gateway-id $GATEWAY --vpc-id $VPC
aws ec2 enable-vgw-route-propagation --gateway-id $GATEWAY --route-table-id $LINKS_TABLE
aws ec2 modify-vpc-endpoint --vpc-endpoint-id $GATEWAY_ENDPOINT --add-route-table-ids $LINKS_TABLE
aws directconnect delete-virtual-interface --virtual-interface-id $PUBLIC_VIF
PRIVATE_VIF=$(aws directconnect create-private-virtual-interface --connection-id $CONNECTION \
  --new-private-virtual-interface virtualInterfaceName=backup-private,vlan=101,asn=65010,virtualGatewayId=$GATEWAY \
  --query virtualInterfaceId --output text)
sleep 300
onprem put-uplink --router edge-1 --target $PRIVATE_VIF
onprem modify-router --name edge-1 --static-routes Destination=52.216.0.0/15,Target=$PRIVATE_VIF Destination=3.5.0.0/19,Target=$PRIVATE_VIF

aws s3api put-bucket-policy --bucket $BUCKET --policy "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": [\"s3:*Object*\", \"s3:ListBucket*\"],
    \"Resource\": [\"arn:aws:s3:::$BUCKET\", \"arn:aws:s3:::$BUCKET/*\"],
    \"Condition\": { \"StringNotEquals\": { \"aws:SourceVpce\": \"$GATEWAY_ENDPOINT\" } }
  }]
}"

lab answer cheapest-without-the-rule a
