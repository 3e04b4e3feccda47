set -e
id() { aws ec2 "$@" --output text; }
name() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }
AMI=resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64

# The same in either account: a VPC with a public subnet, and machines in it.
build() { # profile name block
  VPC=$(id create-vpc --profile $1 --cidr-block $3 --query Vpc.VpcId --tag-specifications "$(name vpc $2)")
  aws ec2 modify-vpc-attribute --profile $1 --vpc-id $VPC --enable-dns-hostnames
  GATE=$(id create-internet-gateway --profile $1 --query InternetGateway.InternetGatewayId --tag-specifications "$(name internet-gateway $2)")
  aws ec2 attach-internet-gateway --profile $1 --internet-gateway-id $GATE --vpc-id $VPC
  TABLE=$(id describe-route-tables --profile $1 --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId')
  aws ec2 create-route --profile $1 --route-table-id $TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATE
  SUBNET=$(id create-subnet --profile $1 --vpc-id $VPC --cidr-block ${3/.0.0\/16/.1.0\/24} --availability-zone-id use1-az1 \
    --query Subnet.SubnetId --tag-specifications "$(name subnet $2)")
}
group() { # profile name
  id create-security-group --profile $1 --vpc-id $VPC --group-name $2 --description "$2" --query GroupId --tag-specifications "$(name security-group $2)"
}
launch() { # profile name group
  id run-instances --profile $1 --image-id $AMI --instance-type t3.micro --subnet-id $SUBNET --security-group-ids $3 \
    --associate-public-ip-address --query 'Instances[0].InstanceId' --tag-specifications "$(name instance $2)"
}

build shop shop 10.30.0.0/16
export SHOP_VPC=$VPC SHOP_TABLE=$TABLE
export WEB_GROUP=$(group shop web)
launch shop web-1 $WEB_GROUP
launch shop till-1 $(group shop till)

build warehouse warehouse 10.31.0.0/16
export WAREHOUSE_VPC=$VPC WAREHOUSE_TABLE=$TABLE
export STOCK_GROUP=$(group warehouse stock)
aws ec2 authorize-security-group-ingress --profile warehouse --group-id $STOCK_GROUP --protocol tcp --port 8080 --cidr 0.0.0.0/0
STOCK=$(launch warehouse stock-1 $STOCK_GROUP)
aws ec2 wait instance-running --profile warehouse --instance-ids $STOCK
host put-listener --host $STOCK --port 8080 --body '{"wellingtons": 12}'
export STOCK_NAME=$(id describe-instances --profile warehouse --instance-ids $STOCK --query 'Reservations[0].Instances[0].PublicDnsName')
