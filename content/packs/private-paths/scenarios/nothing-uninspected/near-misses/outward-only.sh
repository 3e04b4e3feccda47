# because: the internet gateway has no route table: what comes in bypasses the firewalls, which then see answers to questions that they never saw
# fails: customers-reach-web-1 customers-reach-web-2 servers-go-out jobs-go-out skimmer-does-not-get-in zone-2-stands-alone zone-1-stands-alone
# signature: customers-reach-web-1(inspection-knows-no-such-flow;eni,thing,vpce) customers-reach-web-2(inspection-knows-no-such-flow;eni,thing,vpce) jobs-go-out(appliance-missed-the-answer;i) servers-go-out(appliance-missed-the-answer;i) skimmer-does-not-get-in(inspection-knows-no-such-flow,other-reason;eni,thing,vpce) zone-1-stands-alone(appliance-missed-the-answer,inspection-knows-no-such-flow;eni,i,thing,vpce) zone-2-stands-alone(appliance-missed-the-answer,inspection-knows-no-such-flow;eni,i,thing,vpce)
# without: edge
# without: aws ec2 associate-route-table --route-table-id $EDGE
