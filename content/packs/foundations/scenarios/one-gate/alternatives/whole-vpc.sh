# commands: 8
# The internet gateway hands everything for the VPC to the endpoint, and the gate has the main route table.
id() { aws ec2 "$@" --output text; }
INSPECT=$(id create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE --query VpcEndpoint.VpcEndpointId)
sleep 120
MAIN=$(id describe-route-tables --filters Name=vpc-id,Values=$VPC Name=association.main,Values=true \
  --query 'RouteTables[0].RouteTableId')
aws ec2 create-route --route-table-id $MAIN --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY
OUT=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $OUT --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT
IN=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 replace-route --route-table-id $IN --destination-cidr-block 10.40.0.0/16 --vpc-endpoint-id $INSPECT
aws ec2 associate-route-table --route-table-id $IN --gateway-id $GATEWAY
OLD=$(id describe-route-tables --route-table-ids $TICKETS_TABLE \
  --query 'RouteTables[0].Associations[0].RouteTableAssociationId')
aws ec2 replace-route-table-association --association-id $OLD --route-table-id $OUT
lab answer where-next c > /dev/null
