# because: the security group of stock-1 admits the whole VPC of the shop, and the old till with it
# fails: web-1-alone
# signature: web-1-alone(is-reached;eni,pcx,rtb,subnet,vpc)
# instead-of: aws ec2 authorize-security-group-ingress
aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr 10.30.0.0/16
