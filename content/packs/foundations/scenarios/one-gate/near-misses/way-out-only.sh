# because: only the way out leads to the endpoint: the internet gateway has no route table of its own
# fails: visitors-come-in server-goes-out leak-is-closed
# signature: leak-is-closed(inspection-knows-no-such-flow,other-reason;eni,thing,vpce) server-goes-out(appliance-missed-the-answer;i) visitors-come-in(inspection-knows-no-such-flow;eni,thing,vpce)
id() { aws ec2 "$@" --output text; }
INSPECT=$(id create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE --query VpcEndpoint.VpcEndpointId)
sleep 120
GATE_TABLE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $GATE_TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY
aws ec2 associate-route-table --route-table-id $GATE_TABLE --subnet-id $GATE
aws ec2 replace-route --route-table-id $TICKETS_TABLE --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT
lab answer where-next c > /dev/null
