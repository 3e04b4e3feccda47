# because: the subnet of the NAT gateway still has the internet gateway for its default route: what jobs-1 sends is not inspected
# fails: jobs-go-out skimmer-is-not-heard zone-1-stands-alone
# signature: jobs-go-out(other-way;eni,igw,nat,rtb,subnet,thing) skimmer-is-not-heard(other-reason,site-knows-no-such-connection;thing) zone-1-stands-alone(other-way;eni,igw,nat,rtb,subnet,thing)
# without: aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.3.0/24
# instead-of: aws ec2 replace-route --route-table-id $PUBLIC
PUBLIC_A=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $PUBLIC_A --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT_A
aws ec2 replace-route-table-association --association-id $(association $WEB_A) --route-table-id $PUBLIC_A
