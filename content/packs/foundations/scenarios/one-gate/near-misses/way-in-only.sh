# because: only the way in leads to the endpoint: the answers still take the internet gateway straight away
# fails: visitors-come-in server-goes-out
# signature: server-goes-out(subnet-is-redirected;igw,rtb,vpce) visitors-come-in(subnet-is-redirected;igw,rtb,vpce)
id() { aws ec2 "$@" --output text; }
INSPECT=$(id create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE --query VpcEndpoint.VpcEndpointId)
sleep 120
GATE_TABLE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $GATE_TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY
aws ec2 associate-route-table --route-table-id $GATE_TABLE --subnet-id $GATE
EDGE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.40.1.0/24 --vpc-endpoint-id $INSPECT
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $GATEWAY
lab answer where-next c > /dev/null
