# because: the gates lie in the subnets of the servers, so that what comes out of them is led into them again
# fails: customers-reach-web-1 customers-reach-web-2 servers-go-out jobs-go-out zone-2-stands-alone zone-1-stands-alone
# signature: customers-reach-web-1(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) customers-reach-web-2(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) jobs-go-out(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) servers-go-out(forwarding-loop;eni,i,rtb,subnet,vpc,vpce) zone-1-stands-alone(forwarding-loop;eni,i,rtb,subnet,thing,vpc,vpce) zone-2-stands-alone(forwarding-loop;eni,i,rtb,subnet,thing,vpc,vpce)
export AWS_DEFAULT_OUTPUT=text
association() {
  aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=$1 \
    --query "RouteTables[0].Associations[?SubnetId=='$1'].RouteTableAssociationId"
}
aws ec2 modify-vpc-endpoint-service-permissions --profile security --service-id $SERVICE \
  --add-allowed-principals arn:aws:iam::111111111111:root
A=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $WEB_A --query VpcEndpoint.VpcEndpointId)
B=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $WEB_B --query VpcEndpoint.VpcEndpointId)
aws ec2 accept-vpc-endpoint-connections --profile security --service-id $SERVICE --vpc-endpoint-ids $A $B
sleep 120
EDGE=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.1.0/24 --vpc-endpoint-id $A
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.2.0/24 --vpc-endpoint-id $B
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.3.0/24 --vpc-endpoint-id $A
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $GATEWAY
PUBLIC_B=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $PUBLIC_B --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $B
aws ec2 replace-route --route-table-id $PUBLIC --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $A
aws ec2 replace-route-table-association --association-id $(association $WEB_B) --route-table-id $PUBLIC_B
aws ec2 delete-route --route-table-id $PUBLIC --destination-cidr-block 192.0.2.128/25
aws ec2 disassociate-route-table --association-id $(association $WATCH)
read ALLOCATION ASSOCIATION <<< $(aws ec2 describe-addresses --public-ips $WATCH_ADDRESS \
  --query 'Addresses[0].[AllocationId,AssociationId]')
aws ec2 disassociate-address --association-id $ASSOCIATION
aws ec2 release-address --allocation-id $ALLOCATION
aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id $PEERING
aws elbv2 register-targets --profile security --target-group-arn $FIREWALLS --targets \
  $(aws ec2 describe-instances --profile security --filters Name=tag:Name,Values=fw-a2,fw-b2 \
    --query 'Reservations[].Instances[].InstanceId' | xargs printf 'Id=%s ')
lab answer open-connections b > /dev/null
lab answer bank-by-privatelink c > /dev/null
