# An institute with a private line into its VPC, where one machine uses a bucket through a gateway endpoint. The
# institute's firewall lets nothing out to the internet but questions of DNS.
set -e
id() { aws ec2 "$@" --output text; }
named() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }
export BUCKET=halden-genomes
aws s3api create-bucket --bucket $BUCKET > /dev/null
aws s3api put-object --bucket $BUCKET --key run-0412.bam > /dev/null

# The VPC: a subnet for the analysts, and two that stand empty.
export VPC=$(id create-vpc --cidr-block 10.30.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc research)")
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
subnet() {
  id create-subnet --vpc-id $VPC --cidr-block $2 --availability-zone-id $3 --query Subnet.SubnetId \
    --tag-specifications "$(named subnet $1)"
}
export ANALYSTS=$(subnet analysts 10.30.1.0/24 use1-az1)
export DOORS_A=$(subnet doors-a 10.30.10.0/24 use1-az1)
export DOORS_B=$(subnet doors-b 10.30.11.0/24 use1-az2)
export MAIN_TABLE=$(id describe-route-tables --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId')
export GATEWAY_ENDPOINT=$(id create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Gateway \
  --service-name com.amazonaws.us-east-1.s3 --route-table-ids $MAIN_TABLE --query VpcEndpoint.VpcEndpointId \
  --tag-specifications "$(named vpc-endpoint gateway-endpoint)")
aws iam create-role --role-name analyst --assume-role-policy-document '{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }]
}' > /dev/null
GENOMES='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:ListBucket"],
  "Resource":["arn:aws:s3:::halden-genomes","arn:aws:s3:::halden-genomes/*"]}]}'
aws iam put-role-policy --role-name analyst --policy-name genomes --policy-document "$GENOMES"
aws iam create-instance-profile --instance-profile-name analyst > /dev/null
aws iam add-role-to-instance-profile --instance-profile-name analyst --role-name analyst
id run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \
  --instance-type t3.micro --subnet-id $ANALYSTS --iam-instance-profile Name=analyst \
  --query 'Instances[0].InstanceId' --tag-specifications "$(named instance analyst-1)" > /dev/null

# The institute.
onprem create-site --name institute --prefixes 192.168.0.0/16 --asn 65010 --public-ip 198.51.100.10 > /dev/null
onprem create-router --name edge-1 --site institute > /dev/null
onprem put-firewall --site institute --rules \
  Direction=out,Action=allow,Protocol=udp,Ports=53,Source=192.168.1.53/32 \
  Direction=out,Action=allow,Protocol=tcp,Ports=53,Source=192.168.1.53/32 \
  Direction=out,Action=allow,Destination=10.30.0.0/16 \
  Direction=in,Action=allow,Source=10.30.0.0/16 > /dev/null
onprem create-host --name dns-1 --site institute --address 192.168.1.53 > /dev/null
onprem put-dns-server --host dns-1 > /dev/null
onprem create-host --name sequencer-1 --site institute --address 192.168.20.5 --dns-servers 192.168.1.53 > /dev/null
aws iam create-user --user-name sequencer > /dev/null
aws iam put-user-policy --user-name sequencer --policy-name genomes --policy-document "$GENOMES"
KEY=($(aws iam create-access-key --user-name sequencer --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text))
lab on sequencer-1 "aws configure set aws_access_key_id ${KEY[0]}
  aws configure set aws_secret_access_key ${KEY[1]}
  aws configure set region us-east-1"

# The line: a Direct Connect connection, and a private virtual interface to the VPC's virtual private gateway.
export GATEWAY=$(id create-vpn-gateway --type ipsec.1 --query VpnGateway.VpnGatewayId \
  --tag-specifications "$(named vpn-gateway research-gate)")
aws ec2 attach-vpn-gateway --vpn-gateway-id $GATEWAY --vpc-id $VPC > /dev/null
aws ec2 enable-vgw-route-propagation --gateway-id $GATEWAY --route-table-id $MAIN_TABLE
export CONNECTION=$(aws directconnect create-connection --location EqDC2 --bandwidth 1Gbps --connection-name line \
  --query connectionId --output text)
sleep 3600
onprem put-cross-connect --connection-id $CONNECTION --site institute > /dev/null
sleep 600
export PRIVATE_VIF=$(aws directconnect create-private-virtual-interface --connection-id $CONNECTION \
  --new-private-virtual-interface virtualInterfaceName=to-research,vlan=101,asn=65010,virtualGatewayId=$GATEWAY \
  --query virtualInterfaceId --output text)
sleep 600
onprem put-uplink --router edge-1 --target $PRIVATE_VIF > /dev/null
unset -f id named subnet
