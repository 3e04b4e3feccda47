# because: the security group lets the whole data centre in, and not the backup servers’ network alone
# fails: badge-reader-stays-out
# signature: badge-reader-stays-out(is-reached;eni,subnet,thing,vgw,vpc,vpce)
# instead-of: aws ec2 authorize-security-group-ingress --group-id $BACKUPS
aws ec2 authorize-security-group-ingress --group-id $BACKUPS --protocol tcp --port 443 --cidr 192.168.0.0/17
