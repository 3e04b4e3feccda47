# because: the security group was closed instead, and no packet passes the firewall
# fails: visitors-come-in server-goes-out leak-is-closed no-firewall-no-traffic
# signature: leak-is-closed(no-group-rule-admits-ingress,other-reason;eni,sg) no-firewall-no-traffic(is-reached;eni,i,igw,rtb,subnet,thing,vpc) server-goes-out(other-way;eni,igw,rtb,subnet,thing) visitors-come-in(other-way;eni,igw,subnet,thing,vpc)
GROUP=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values=$VPC Name=group-name,Values=tickets \
  --query "SecurityGroups[0].GroupId" --output text)
aws ec2 revoke-security-group-ingress --group-id $GROUP --protocol tcp --port 8080 --cidr 0.0.0.0/0
lab answer where-next c > /dev/null
