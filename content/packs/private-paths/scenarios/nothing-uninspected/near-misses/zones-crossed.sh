# because: each zone’s traffic comes in by the other zone’s endpoint and goes out by its own: no firewall sees both directions
# fails: customers-reach-web-1 customers-reach-web-2 servers-go-out zone-2-stands-alone zone-1-stands-alone
# signature: customers-reach-web-1(inspection-knows-no-such-flow;eni,thing,vpce) customers-reach-web-2(inspection-knows-no-such-flow;eni,thing,vpce) servers-go-out(inspection-knows-no-such-flow;eni,thing,vpce) zone-1-stands-alone(struck-by-fault;thing,vpce) zone-2-stands-alone(struck-by-fault;thing,vpce)
# instead-of: aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.1.0/24
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.1.0/24 --vpc-endpoint-id $INSPECT_B
# instead-of: aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.2.0/24
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.2.0/24 --vpc-endpoint-id $INSPECT_A
