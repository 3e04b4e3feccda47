set -e
id() { aws ec2 "$@" --output text; }
name() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }
IRELAND='--region eu-west-1'
AMI=resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64

# --- Virginia: the claims servers, and the NAT gateway that they use today
export CLAIMS_VPC=$(id create-vpc --cidr-block 10.65.0.0/16 --query Vpc.VpcId --tag-specifications "$(name vpc claims)")
subnet() {
  id create-subnet --vpc-id $CLAIMS_VPC --cidr-block $2 --availability-zone-id $3 --query Subnet.SubnetId \
    --tag-specifications "$(name subnet $1)"
}
PUBLIC=$(subnet public 10.65.0.0/24 use1-az1)
export CLAIMS_A=$(subnet claims-a 10.65.1.0/24 use1-az1)
export CLAIMS_B=$(subnet claims-b 10.65.2.0/24 use1-az2)
SANDBOX=$(subnet sandbox 10.65.9.0/24 use1-az1)

table() { id create-route-table --vpc-id $1 --query RouteTable.RouteTableId --tag-specifications "$(name route-table $2)" $3 $4; }
GATE=$(id create-internet-gateway --query InternetGateway.InternetGatewayId --tag-specifications "$(name internet-gateway claims)")
aws ec2 attach-internet-gateway --internet-gateway-id $GATE --vpc-id $CLAIMS_VPC
OUTSIDE=$(table $CLAIMS_VPC public)
aws ec2 associate-route-table --route-table-id $OUTSIDE --subnet-id $PUBLIC
aws ec2 create-route --route-table-id $OUTSIDE --destination-cidr-block 0.0.0.0/0 --gateway-id $GATE
ADDRESS=$(id allocate-address --query AllocationId --tag-specifications "$(name elastic-ip claims)")
NAT=$(id create-nat-gateway --subnet-id $PUBLIC --allocation-id $ADDRESS --query NatGateway.NatGatewayId \
  --tag-specifications "$(name natgateway claims)")
aws ec2 wait nat-gateway-available --nat-gateway-ids $NAT
export CLAIMS_TABLE=$(table $CLAIMS_VPC claims)
for SUBNET in $CLAIMS_A $CLAIMS_B $SANDBOX; do
  aws ec2 associate-route-table --route-table-id $CLAIMS_TABLE --subnet-id $SUBNET
done
aws ec2 create-route --route-table-id $CLAIMS_TABLE --destination-cidr-block 0.0.0.0/0 --nat-gateway-id $NAT

# --- Ireland: the archive, with its own free way to Amazon S3
export RECORDS_VPC=$(id create-vpc $IRELAND --cidr-block 10.66.0.0/16 --query Vpc.VpcId --tag-specifications "$(name vpc records)")
aws ec2 modify-vpc-attribute $IRELAND --vpc-id $RECORDS_VPC --enable-dns-hostnames
irish() {
  id create-subnet $IRELAND --vpc-id $RECORDS_VPC --cidr-block $2 --availability-zone-id $3 --query Subnet.SubnetId \
    --tag-specifications "$(name subnet $1)"
}
export RECORDS_A=$(irish records-a 10.66.1.0/24 euw1-az1)
export RECORDS_B=$(irish records-b 10.66.2.0/24 euw1-az2)
export RECORDS_TABLE=$(table $RECORDS_VPC records $IRELAND)
for SUBNET in $RECORDS_A $RECORDS_B; do
  aws ec2 associate-route-table $IRELAND --route-table-id $RECORDS_TABLE --subnet-id $SUBNET
done
export RECORDS_GATEWAY=$(id create-vpc-endpoint $IRELAND --vpc-id $RECORDS_VPC --service-name com.amazonaws.eu-west-1.s3 \
  --route-table-ids $RECORDS_TABLE --query VpcEndpoint.VpcEndpointId --tag-specifications "$(name vpc-endpoint records-gateway)")

# --- The bucket, and one of somebody else's who takes whatever he is given
export BUCKET=fernhill-records-eu
LOCATION='--create-bucket-configuration LocationConstraint=eu-west-1'
aws s3api create-bucket $IRELAND --bucket $BUCKET $LOCATION > /dev/null
echo 'Renault Clio, rear bumper, 2 of 4' > photo.jpg
for KEY in claims/2026/0001.jpg claims/2026/0002.jpg; do
  aws s3api put-object $IRELAND --bucket $BUCKET --key $KEY --body photo.jpg > /dev/null
done
rm photo.jpg
aws s3api create-bucket $IRELAND --profile outsider --bucket cheap-drop-box $LOCATION > /dev/null
aws s3api delete-public-access-block $IRELAND --profile outsider --bucket cheap-drop-box
aws s3api put-bucket-policy $IRELAND --profile outsider --bucket cheap-drop-box --policy '{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::cheap-drop-box/*"}]
}'

# --- Who is allowed what: the vendor's role for the claims servers is far too wide, and cannot be changed
role() {
  aws iam create-role --role-name $1 --assume-role-policy-document '{"Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}' > /dev/null
  aws iam put-role-policy --role-name $1 --policy-name s3 --policy-document "{\"Version\": \"2012-10-17\",
    \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"$2\"}]}"
  aws iam create-instance-profile --instance-profile-name $1 > /dev/null
  aws iam add-role-to-instance-profile --instance-profile-name $1 --role-name $1
}
role claims-server '*'
role archivist "arn:aws:s3:::$BUCKET*"
aws configure set region eu-west-1 --profile platform

# --- The machines
group() { id create-security-group $3 --vpc-id $2 --group-name $1 --description "$1" --query GroupId --tag-specifications "$(name security-group $1)"; }
launch() {
  id run-instances $5 --image-id $AMI --instance-type t3.micro --subnet-id $2 --security-group-ids $3 $4 \
    --query 'Instances[0].InstanceId' --tag-specifications "$(name instance $1)" > /dev/null
}
export CLAIMS_GROUP=$(group claims $CLAIMS_VPC)
launch claims-1 $CLAIMS_A $CLAIMS_GROUP '--iam-instance-profile Name=claims-server'
launch claims-2 $CLAIMS_B $CLAIMS_GROUP '--iam-instance-profile Name=claims-server'
launch sandbox-1 $SANDBOX $(group sandbox $CLAIMS_VPC) '--iam-instance-profile Name=claims-server'
ARCHIVIST=$(group archivist $RECORDS_VPC "$IRELAND")
aws ec2 authorize-security-group-ingress $IRELAND --group-id $ARCHIVIST --protocol tcp --port 22 --cidr 10.0.0.0/8 > /dev/null
launch archivist-1 $RECORDS_A $ARCHIVIST '--iam-instance-profile Name=archivist' "$IRELAND"

# --- A test machine that somebody forgot in a VPC of its own: on the internet, and with the same role
TEST_VPC=$(id create-vpc --cidr-block 10.70.0.0/16 --query Vpc.VpcId --tag-specifications "$(name vpc test)")
TEST_SUBNET=$(id create-subnet --vpc-id $TEST_VPC --cidr-block 10.70.1.0/24 --availability-zone-id use1-az1 \
  --query Subnet.SubnetId --tag-specifications "$(name subnet test)")
TEST_GATE=$(id create-internet-gateway --query InternetGateway.InternetGatewayId --tag-specifications "$(name internet-gateway test)")
aws ec2 attach-internet-gateway --internet-gateway-id $TEST_GATE --vpc-id $TEST_VPC
TEST_TABLE=$(id describe-route-tables --filters Name=vpc-id,Values=$TEST_VPC --query 'RouteTables[0].RouteTableId')
aws ec2 create-route --route-table-id $TEST_TABLE --destination-cidr-block 0.0.0.0/0 --gateway-id $TEST_GATE
launch leftover-1 $TEST_SUBNET $(group leftover $TEST_VPC) '--iam-instance-profile Name=claims-server' --associate-public-ip-address
