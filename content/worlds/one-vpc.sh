# A VPC with one private subnet and one machine in it.
set -e
id() { aws ec2 "$@" --output text; }
export VPC=$(id create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId \
  --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=shop}]')
export SUBNET=$(id create-subnet --vpc-id $VPC --cidr-block 10.0.1.0/24 --availability-zone us-east-1a --query Subnet.SubnetId \
  --tag-specifications 'ResourceType=subnet,Tags=[{Key=Name,Value=app}]')
export TABLE=$(id describe-route-tables --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId')
id run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \
  --instance-type t3.micro --subnet-id $SUBNET --query 'Instances[0].InstanceId' \
  --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=app-1}]' > /dev/null
