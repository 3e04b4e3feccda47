# because: two transit gateways with three attachments do what one peering connection does, for more than a hundred dollars a month
# fails: is-cheap
# signature: is-cheap(;thing)
# instead-of: peering
WEST=$(id create-transit-gateway $IRELAND --query TransitGateway.TransitGatewayId)
EAST=$(id create-transit-gateway --query TransitGateway.TransitGatewayId)
sleep 300
NEAR=$(id create-transit-gateway-vpc-attachment --transit-gateway-id $EAST --vpc-id $CLAIMS_VPC --subnet-ids $CLAIMS_A $CLAIMS_B \
  --query TransitGatewayVpcAttachment.TransitGatewayAttachmentId)
FAR=$(id create-transit-gateway-vpc-attachment $IRELAND --transit-gateway-id $WEST --vpc-id $RECORDS_VPC --subnet-ids $RECORDS_A $RECORDS_B \
  --query TransitGatewayVpcAttachment.TransitGatewayAttachmentId)
BETWEEN=$(id create-transit-gateway-peering-attachment --transit-gateway-id $EAST --peer-transit-gateway-id $WEST \
  --peer-account-id 111111111111 --peer-region eu-west-1 --query TransitGatewayPeeringAttachment.TransitGatewayAttachmentId)
sleep 300
aws ec2 accept-transit-gateway-peering-attachment $IRELAND --transit-gateway-attachment-id $BETWEEN
sleep 300
aws ec2 create-transit-gateway-route --transit-gateway-route-table-id $(id describe-transit-gateways --transit-gateway-ids $EAST \
  --query 'TransitGateways[0].Options.AssociationDefaultRouteTableId') --destination-cidr-block 10.66.0.0/16 \
  --transit-gateway-attachment-id $BETWEEN
aws ec2 create-transit-gateway-route $IRELAND --transit-gateway-route-table-id $(id describe-transit-gateways $IRELAND \
  --transit-gateway-ids $WEST --query 'TransitGateways[0].Options.AssociationDefaultRouteTableId') \
  --destination-cidr-block 10.65.0.0/16 --transit-gateway-attachment-id $BETWEEN
aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 10.66.0.0/16 --transit-gateway-id $EAST
aws ec2 create-route $IRELAND --route-table-id $RECORDS_TABLE --destination-cidr-block 10.65.0.0/16 --transit-gateway-id $WEST
