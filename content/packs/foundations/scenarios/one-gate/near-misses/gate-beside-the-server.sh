# because: the endpoint is in the subnet of the server, whose route table leads what comes out of it into it again
# fails: visitors-come-in server-goes-out
# signature: server-goes-out(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) visitors-come-in(forwarding-loop;eni,i,rtb,subnet,vpc,vpce)
id() { aws ec2 "$@" --output text; }
INSPECT=$(id create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $TICKETS --query VpcEndpoint.VpcEndpointId)
sleep 120
EDGE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.40.1.0/24 --vpc-endpoint-id $INSPECT
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $GATEWAY
aws ec2 replace-route --route-table-id $TICKETS_TABLE --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT
lab answer where-next c > /dev/null
