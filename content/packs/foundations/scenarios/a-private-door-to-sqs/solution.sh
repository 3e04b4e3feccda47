# commands: 4
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames

DOOR=$(aws ec2 create-security-group --vpc-id $VPC --group-name door --description 'HTTPS from the application' \
  --query GroupId --output text)
aws ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --cidr 10.20.1.0/24

aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --service-name com.amazonaws.us-east-1.sqs \
  --subnet-ids $APP_SUBNET --security-group-ids $DOOR --private-dns-enabled
