# because: the gates lie in the subnets of the servers, so that what comes out of them is led into them again
# fails: customers-reach-web-1 customers-reach-web-2 servers-go-out jobs-go-out zone-2-stands-alone zone-1-stands-alone
# signature: customers-reach-web-1(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) customers-reach-web-2(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) jobs-go-out(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) servers-go-out(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) zone-1-stands-alone(forwarding-loop;eni,i,rtb,subnet,thing,vpc,vpce) zone-2-stands-alone(forwarding-loop;eni,i,rtb,subnet,thing,vpc,vpce)
# instead-of: gates
INSPECT_A=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $WEB_A --query VpcEndpoint.VpcEndpointId)
INSPECT_B=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $WEB_B --query VpcEndpoint.VpcEndpointId)
# without: ways-out
