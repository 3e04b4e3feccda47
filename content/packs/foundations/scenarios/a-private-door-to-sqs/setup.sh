set -e
id() { aws ec2 "$@" --output text; }

export VPC=$(id create-vpc --cidr-block 10.20.0.0/16 --query Vpc.VpcId \
  --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=shop}]')
export APP_SUBNET=$(id create-subnet --vpc-id $VPC --cidr-block 10.20.1.0/24 --availability-zone-id use1-az1 \
  --query Subnet.SubnetId --tag-specifications 'ResourceType=subnet,Tags=[{Key=Name,Value=app}]')
OTHER_SUBNET=$(id create-subnet --vpc-id $VPC --cidr-block 10.20.2.0/24 --availability-zone-id use1-az1 \
  --query Subnet.SubnetId --tag-specifications 'ResourceType=subnet,Tags=[{Key=Name,Value=other}]')
GROUP=$(id create-security-group --vpc-id $VPC --group-name app --description 'The application' --query GroupId)

launch() {
  id run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \
    --instance-type t3.micro --subnet-id $2 --security-group-ids $GROUP --query 'Instances[0].InstanceId' \
    --tag-specifications "ResourceType=instance,Tags=[{Key=Name,Value=$1}]" > /dev/null
}
launch app-1 $APP_SUBNET
launch other-1 $OTHER_SUBNET
