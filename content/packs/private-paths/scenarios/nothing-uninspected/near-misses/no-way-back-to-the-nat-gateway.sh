# because: the internet gateway’s route table knows the web servers’ subnets and not the NAT gateway’s: the firewalls see what jobs-1 asks and not what is answered
# fails: jobs-go-out zone-1-stands-alone
# signature: jobs-go-out(appliance-missed-the-answer;i) zone-1-stands-alone(appliance-missed-the-answer;i,thing)
# without: aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.3.0/24
