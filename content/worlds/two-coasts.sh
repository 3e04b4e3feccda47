# A tide office on both sides of the Atlantic: gauges and buoys in Virginia, forecasts in Ireland. Nothing leads from one
# Region to the other.
set -e
id() { aws ec2 "$@" --output text; }
named() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }
IMAGE=resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
HERE='--region us-east-1'
IRELAND='--region eu-west-1'
# vpc NAME CIDR REGION…
vpc() {
  local vpc=$(id create-vpc $3 $4 --cidr-block $2 --query Vpc.VpcId --tag-specifications "$(named vpc $1)")
  aws ec2 modify-vpc-attribute $3 $4 --vpc-id $vpc --enable-dns-hostnames
  echo $vpc
}
# subnet NAME VPC CIDR ZONE REGION…
subnet() {
  id create-subnet $5 $6 --vpc-id $2 --cidr-block $3 --availability-zone-id $4 --query Subnet.SubnetId \
    --tag-specifications "$(named subnet $1)"
}
# table NAME VPC REGION…, with the subnets of $SUBNETS
table() {
  local table=$(id create-route-table $3 $4 --vpc-id $2 --query RouteTable.RouteTableId \
    --tag-specifications "$(named route-table $1)")
  local one
  for one in $SUBNETS; do id associate-route-table $3 $4 --route-table-id $table --subnet-id $one > /dev/null; done
  echo $table
}
# machine NAME SUBNET ADDRESS GROUP REGION…
machine() {
  id run-instances $5 $6 --image-id $IMAGE --instance-type t3.micro --subnet-id $2 --private-ip-address $3 \
    --security-group-ids $4 --iam-instance-profile Name=office --query 'Instances[0].InstanceId' \
    --tag-specifications "$(named instance $1)"
}
# group NAME VPC REGION…
group() { id create-security-group $3 $4 --vpc-id $2 --group-name $1 --description $1 --query GroupId; }

# What the machines may do.
aws iam create-role --role-name office --assume-role-policy-document '{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }]
}' > /dev/null
aws iam put-role-policy --role-name office --policy-name office --policy-document '{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["sqs:*", "s3:*"], "Resource": "*" }]
}'
aws iam create-instance-profile --instance-profile-name office > /dev/null
aws iam add-role-to-instance-profile --instance-profile-name office --role-name office

# Virginia: the gauges, and the buoys, which are peered with them.
export GAUGES=$(vpc gauges 10.50.0.0/16 $HERE)
export GAUGES_A=$(subnet gauges-a $GAUGES 10.50.1.0/24 use1-az1 $HERE)
export GAUGES_B=$(subnet gauges-b $GAUGES 10.50.2.0/24 use1-az2 $HERE)
SUBNETS="$GAUGES_A $GAUGES_B"
export GAUGES_TABLE=$(table gauges $GAUGES $HERE)
export GAUGES_GROUP=$(group gauges $GAUGES $HERE)
machine gauge-1 $GAUGES_A 10.50.1.10 $GAUGES_GROUP $HERE > /dev/null
BUOYS=$(vpc buoys 10.52.0.0/16 $HERE)
SUBNETS=$(subnet buoys-a $BUOYS 10.52.1.0/24 use1-az1 $HERE)
export BUOYS_TABLE=$(table buoys $BUOYS $HERE)
machine buoy-1 $SUBNETS 10.52.1.10 $(group buoys $BUOYS $HERE) $HERE > /dev/null
export NEIGHBOURS=$(id create-vpc-peering-connection --vpc-id $GAUGES --peer-vpc-id $BUOYS \
  --query VpcPeeringConnection.VpcPeeringConnectionId --tag-specifications "$(named vpc-peering-connection neighbours)")
sleep 60
id accept-vpc-peering-connection --vpc-peering-connection-id $NEIGHBOURS > /dev/null
id create-route --route-table-id $GAUGES_TABLE --destination-cidr-block 10.52.0.0/16 --vpc-peering-connection-id $NEIGHBOURS > /dev/null
id create-route --route-table-id $BUOYS_TABLE --destination-cidr-block 10.50.0.0/16 --vpc-peering-connection-id $NEIGHBOURS > /dev/null

# Ireland: the forecast, with its free way to Amazon S3; the queue, and the bucket.
export FORECAST=$(vpc forecast 10.60.0.0/16 $IRELAND)
export FORECAST_A=$(subnet forecast-a $FORECAST 10.60.1.0/24 euw1-az1 $IRELAND)
export FORECAST_B=$(subnet forecast-b $FORECAST 10.60.2.0/24 euw1-az2 $IRELAND)
SUBNETS="$FORECAST_A $FORECAST_B"
export FORECAST_TABLE=$(table forecast $FORECAST $IRELAND)
machine model-1 $FORECAST_A 10.60.1.10 $(group models $FORECAST $IRELAND) $IRELAND > /dev/null
id create-vpc-endpoint $IRELAND --vpc-id $FORECAST --vpc-endpoint-type Gateway --service-name com.amazonaws.eu-west-1.s3 \
  --route-table-ids $FORECAST_TABLE --query VpcEndpoint.VpcEndpointId \
  --tag-specifications "$(named vpc-endpoint free)" > /dev/null
export QUEUE=$(aws sqs create-queue $IRELAND --queue-name readings --query QueueUrl --output text)
export BUCKET=skerry-charts
aws s3api create-bucket $IRELAND --bucket $BUCKET --create-bucket-configuration LocationConstraint=eu-west-1 > /dev/null
aws s3api put-object $IRELAND --bucket $BUCKET --key atlantic.chart > /dev/null
