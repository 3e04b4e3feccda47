set -e
id() { aws ec2 "$@" --output text; }
named() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }
on_bucket() {
  printf '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",%s"Action":%s,"Resource":["arn:aws:s3:::%s","arn:aws:s3:::%s/*"]}]}' \
    "$1" "$2" $BUCKET $BUCKET
}
launch() {
  id run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \
    --instance-type t3.micro --tag-specifications "$(named instance $1)" --query 'Instances[0].InstanceId' "${@:2}" > /dev/null
}

# The archive.
export BUCKET=kestrel-scans
aws s3api create-bucket --bucket $BUCKET > /dev/null
aws s3api put-object --bucket $BUCKET --key 2026/11/19/ward-3.dcm > /dev/null

# The VPC of the report servers: two zones, and two subnets that stand empty.
export VPC=$(id create-vpc --cidr-block 10.64.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc archive)")
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
subnet() {
  id create-subnet --vpc-id $VPC --cidr-block $2 --availability-zone-id $3 --query Subnet.SubnetId \
    --tag-specifications "$(named subnet $1)"
}
REPORTS_A=$(subnet reports-a 10.64.1.0/24 use1-az1)
REPORTS_B=$(subnet reports-b 10.64.2.0/24 use1-az2)
export LINKS_A=$(subnet links-a 10.64.10.0/24 use1-az1)
export LINKS_B=$(subnet links-b 10.64.11.0/24 use1-az2)
table() {
  id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId --tag-specifications "$(named route-table $1)"
}
REPORTS_TABLE=$(table reports)
export LINKS_TABLE=$(table links)
for pair in $REPORTS_TABLE:$REPORTS_A $REPORTS_TABLE:$REPORTS_B $LINKS_TABLE:$LINKS_A $LINKS_TABLE:$LINKS_B; do
  aws ec2 associate-route-table --route-table-id ${pair%:*} --subnet-id ${pair#*:} > /dev/null
done

# Their way to the bucket costs nothing, and leads to this one bucket.
export GATEWAY_ENDPOINT=$(id create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Gateway \
  --service-name com.amazonaws.us-east-1.s3 --route-table-ids $REPORTS_TABLE \
  --policy-document "$(on_bucket '"Principal":"*",' '"s3:*"')" --query VpcEndpoint.VpcEndpointId \
  --tag-specifications "$(named vpc-endpoint s3-for-reports)")
aws iam create-role --role-name reports --assume-role-policy-document '{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }]
}' > /dev/null
aws iam put-role-policy --role-name reports --policy-name archive \
  --policy-document "$(on_bucket '' '["s3:GetObject","s3:PutObject","s3:ListBucket"]')"
aws iam create-instance-profile --instance-profile-name reports > /dev/null
aws iam add-role-to-instance-profile --instance-profile-name reports --role-name reports
REPORTS=$(id create-security-group --vpc-id $VPC --group-name reports --description 'Report servers' --query GroupId)
launch report-1 --subnet-id $REPORTS_A --security-group-ids $REPORTS --iam-instance-profile Name=reports
launch report-2 --subnet-id $REPORTS_B --security-group-ids $REPORTS --iam-instance-profile Name=reports

# Somebody far away has a bucket and a VPC of their own, with the very addresses of this one.
stranger() { id "$@" --profile stranger; }
aws s3api create-bucket --bucket free-transfer-box --profile stranger > /dev/null
THEIR_VPC=$(stranger create-vpc --cidr-block 10.64.0.0/16 --query Vpc.VpcId)
THEIR_SUBNET=$(stranger create-subnet --vpc-id $THEIR_VPC --cidr-block 10.64.1.0/24 --query Subnet.SubnetId)
THEIR_TABLE=$(stranger describe-route-tables --filters Name=vpc-id,Values=$THEIR_VPC --query 'RouteTables[0].RouteTableId')
stranger create-vpc-endpoint --vpc-id $THEIR_VPC --vpc-endpoint-type Gateway --service-name com.amazonaws.us-east-1.s3 \
  --route-table-ids $THEIR_TABLE --query VpcEndpoint.VpcEndpointId > /dev/null
launch stranger-1 --subnet-id $THEIR_SUBNET --profile stranger

# The head office has the internet; its firewall lets nothing out but questions of DNS.
onprem create-site --name head-office --prefixes 192.168.128.0/17 --public-ip 198.51.100.200 > /dev/null
onprem create-router --name hq-1 --site head-office > /dev/null
onprem create-host --name dns-0 --site head-office --address 192.168.200.53 > /dev/null
onprem put-dns-server --host dns-0 > /dev/null
onprem put-firewall --site head-office --rules \
  Direction=out,Action=allow,Protocol=udp,Ports=53,Source=192.168.200.53/32 \
  Direction=out,Action=allow,Protocol=tcp,Ports=53,Source=192.168.200.53/32 \
  Direction=in,Action=allow,Protocol=udp,Ports=53,Source=192.168.0.0/17 \
  Direction=in,Action=allow,Protocol=tcp,Ports=53,Source=192.168.0.0/17 > /dev/null

# The data centre has no internet: a private line to the head office, and Direct Connect.
onprem create-site --name data-centre --prefixes 192.168.0.0/17 --asn 65010 > /dev/null
onprem create-router --name edge-1 --site data-centre > /dev/null
onprem put-site-link --sites head-office data-centre > /dev/null
onprem create-host --name dns-1 --site data-centre --address 192.168.1.53 > /dev/null
onprem put-dns-server --host dns-1 --forwarders Domain=.,Addresses=192.168.200.53 > /dev/null
host_at() { onprem create-host --name $1 --site data-centre --address $2 --dns-servers 192.168.1.53 > /dev/null; }
host_at backup-1 192.168.10.11
host_at backup-2 192.168.10.12
host_at badge-1 192.168.60.20

# The line, and the public virtual interface of two years ago.
export CONNECTION=$(aws directconnect create-connection --location EqDC2 --bandwidth 1Gbps --connection-name ashburn \
  --query connectionId --output text)
sleep 3600
onprem put-cross-connect --connection-id $CONNECTION --site data-centre > /dev/null
sleep 600
export PUBLIC_VIF=$(aws directconnect create-public-virtual-interface --connection-id $CONNECTION \
  --new-public-virtual-interface '{
    "virtualInterfaceName": "backup-public", "vlan": 100, "asn": 65010,
    "amazonAddress": "198.51.100.33/31", "customerAddress": "198.51.100.32/31",
    "routeFilterPrefixes": [{ "cidr": "198.51.100.16/29" }]
  }' --query virtualInterfaceId --output text)
sleep 7200
onprem put-uplink --router edge-1 --target $PUBLIC_VIF --advertised-prefixes 198.51.100.16/29 > /dev/null
sleep 600

# The backup servers hold the keys of a user who may do what backups need, and so does whoever found the laptop.
aws iam create-user --user-name backup > /dev/null
aws iam put-user-policy --user-name backup --policy-name archive \
  --policy-document "$(on_bucket '' '["s3:GetObject","s3:PutObject","s3:ListBucket"]')"
KEY=($(aws iam create-access-key --user-name backup --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text))
for host in backup-1 backup-2 stranger-1; do
  lab on $host "aws configure set aws_access_key_id ${KEY[0]}
    aws configure set aws_secret_access_key ${KEY[1]}
    aws configure set region us-east-1"
done
for host in backup-1 backup-2; do
  lab on $host "echo 'aws s3api put-object --bucket $BUCKET --key night/$host.tar >> night-run.log 2>&1' > night-run
    chmod +x night-run"
done
