# commands: 5
# The door admits one address, and private DNS is switched on later.
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
DOOR=$(aws ec2 create-security-group --vpc-id $VPC --group-name door --description 'HTTPS from one machine' \
  --query GroupId --output text)
ADDRESS=$(aws ec2 describe-instances --filters Name=tag:Name,Values=app-1 \
  --query 'Reservations[0].Instances[0].PrivateIpAddress' --output text)
aws ec2 authorize-security-group-ingress --group-id $DOOR --protocol tcp --port 443 --cidr $ADDRESS/32
ENDPOINT=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Interface --subnet-ids $APP_SUBNET \
  --service-name com.amazonaws.us-east-1.sqs --security-group-ids $DOOR --no-private-dns-enabled \
  --query VpcEndpoint.VpcEndpointId --output text)
sleep 300
aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --private-dns-enabled
