# because: a NAT gateway reaches Amazon SQS over the internet, and everything else as well
# fails: queue-is-reached name-is-private internet-stays-out strangers-stay-out is-cheap
# signature: internet-stays-out(is-reached;eni,igw,nat,rtb,subnet,thing) is-cheap(;eipalloc,nat) name-is-private(aws-service-name;thing,vpc) queue-is-reached(other-way;eni,igw,nat,rtb,subnet,thing) strangers-stay-out(is-reached;eni,igw,nat,rtb,subnet,thing)
id() { aws ec2 "$@" --output text; }
GATE=$(id create-internet-gateway --query InternetGateway.InternetGatewayId)
aws ec2 attach-internet-gateway --internet-gateway-id $GATE --vpc-id $VPC
PUBLIC=$(id create-subnet --vpc-id $VPC --cidr-block 10.20.9.0/24 --query Subnet.SubnetId)
TABLE=$(id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 associate-route-table --route-table-id $TABLE --subnet-id $PUBLIC
aws ec2 create-route --route-table-id $TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATE
ADDRESS=$(id allocate-address --query AllocationId)
NAT=$(id create-nat-gateway --subnet-id $PUBLIC --allocation-id $ADDRESS --query NatGateway.NatGatewayId)
aws ec2 wait nat-gateway-available --nat-gateway-ids $NAT
MAIN=$(id describe-route-tables --filters Name=vpc-id,Values=$VPC Name=association.main,Values=true \
  --query 'RouteTables[0].RouteTableId')
aws ec2 create-route --route-table-id $MAIN --destination-cidr-block 0.0.0.0/0 --nat-gateway-id $NAT
