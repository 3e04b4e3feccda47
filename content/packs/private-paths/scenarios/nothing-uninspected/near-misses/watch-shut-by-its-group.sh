# because: the security group keeps the internet out of watch-1, and lets watch-1 out by its public address and the internet gateway
# fails: watch-is-inside who-reaches-whom no-firewall-no-traffic
# signature: no-firewall-no-traffic(is-reached;eni,i,igw,rtb,subnet,thing) watch-is-inside(is-reached;eni,igw,rtb,subnet,thing) who-reaches-whom(is-reached;eni,igw,rtb,subnet,thing)
# instead-of: aws ec2 replace-route --route-table-id $PUBLIC
PUBLIC_A=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $PUBLIC_A --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $INSPECT_A
aws ec2 replace-route-table-association --association-id $(association $WEB_A) --route-table-id $PUBLIC_A
aws ec2 replace-route-table-association --association-id $(association $STREET) --route-table-id $PUBLIC_A
# without: courier
# instead-of: watch
GROUP=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values=$VPC Name=group-name,Values=watch \
  --query 'SecurityGroups[0].GroupId')
aws ec2 revoke-security-group-ingress --group-id $GROUP --protocol tcp --port 22 --cidr 198.51.100.0/24
