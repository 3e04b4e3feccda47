# commands: 8
id() { aws ec2 "$@" --output text; }

# The endpoint, in a subnet of its own. A route can lead to it as soon as it is available.
INSPECT=$(id create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE --query VpcEndpoint.VpcEndpointId)
until [ "$(id describe-vpc-endpoints --vpc-endpoint-ids $INSPECT --query 'VpcEndpoints[0].State')" = available ]; do
  sleep 15
done

# What was inspected goes on to the internet.
GATE_TABLE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $GATE_TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY
aws ec2 associate-route-table --route-table-id $GATE_TABLE --subnet-id $GATE

# What comes in goes to the endpoint.
EDGE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.40.1.0/24 --vpc-endpoint-id $INSPECT
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $GATEWAY

# What leaves goes to the endpoint, too.
aws ec2 replace-route --route-table-id $TICKETS_TABLE --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT

lab answer where-next c
