# because: without its internet gateway the warehouse is closed to the world, and the world to the warehouse
# fails: updates-arrive
# signature: updates-arrive(no-route;rtb)
# after: aws ec2 revoke-security-group-ingress
aws ec2 delete-route --profile warehouse --route-table-id $WAREHOUSE_TABLE --destination-cidr-block 0.0.0.0/0
