/** What both clinics begin with: a VPC without any way to the internet, and a client with a role. */
const common = `
set -e
id() { aws ec2 "$@" --output text; }
AMI=resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64
subnet() { id create-subnet --vpc-id $1 --cidr-block $2 --availability-zone us-east-1a --query Subnet.SubnetId; }
group() { id create-security-group --vpc-id $1 --group-name $2 --description $2 --query GroupId; }
may() { echo '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"'$1'","Resource":"*"}]}'; }
aws iam create-role --role-name client --assume-role-policy-document \\
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}' > /dev/null
aws iam create-instance-profile --instance-profile-name client > /dev/null
aws iam add-role-to-instance-profile --instance-profile-name client --role-name client
export VPC=$(id create-vpc --cidr-block 10.0.0.0/16 --query Vpc.VpcId)
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames Value=true
export WEB=$(subnet $VPC 10.0.1.0/24)
launch() { # name, subnet, group
  id run-instances --image-id $AMI --instance-type t3.micro --subnet-id $2 --security-group-ids $3 \\
    --iam-instance-profile Name=client --tag-specifications "ResourceType=instance,Tags=[{Key=Name,Value=$1}]" \\
    --query 'Instances[0].InstanceId'
}
export CLIENT_GROUP=$(group $VPC client)
launch client $WEB $CLIENT_GROUP > /dev/null
`

/** An interface endpoint for SQS with private names, which a data centre uses over a VPN, too. */
export const namesSetup = `${common}
aws iam put-role-policy --role-name client --policy-name own --policy-document "$(may sqs:*)"
aws sqs create-queue --queue-name jobs > /dev/null
export EP_SUBNET=$(subnet $VPC 10.0.2.0/24)
export EP_GROUP=$(group $VPC endpoint)
for block in 10.0.0.0/8 192.168.0.0/16; do
  id authorize-security-group-ingress --group-id $EP_GROUP --protocol tcp --port 443 --cidr $block > /dev/null
done
export ENDPOINT=$(id create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id $VPC --service-name com.amazonaws.us-east-1.sqs \\
  --subnet-ids $EP_SUBNET --security-group-ids $EP_GROUP --private-dns-enabled --query VpcEndpoint.VpcEndpointId)

# The data centre, and what it asks.
onprem create-site --name dc --prefixes 192.168.0.0/16 --public-ip 198.51.100.10 --asn 65010 > /dev/null
onprem create-router --name edge --site dc > /dev/null
onprem create-host --name dns --site dc --address 192.168.1.53 > /dev/null
onprem create-host --name desk --site dc --address 192.168.1.20 --dns-servers 192.168.1.53 > /dev/null
GATEWAY=$(id create-vpn-gateway --type ipsec.1 --query VpnGateway.VpnGatewayId)
id attach-vpn-gateway --vpn-gateway-id $GATEWAY --vpc-id $VPC > /dev/null
CUSTOMER=$(id create-customer-gateway --type ipsec.1 --ip-address 198.51.100.10 --bgp-asn 65010 --query CustomerGateway.CustomerGatewayId)
sleep 60
VPN=$(id create-vpn-connection --type ipsec.1 --customer-gateway-id $CUSTOMER --vpn-gateway-id $GATEWAY --query VpnConnection.VpnConnectionId)
sleep 600
onprem put-uplink --router edge --target $VPN > /dev/null
TABLE=$(id describe-route-tables --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId')
id enable-vgw-route-propagation --route-table-id $TABLE --gateway-id $GATEWAY
export DNS_GROUP=$(group $VPC dns)
for protocol in udp tcp; do
  id authorize-security-group-ingress --group-id $DNS_GROUP --protocol $protocol --port 53 --cidr 192.168.0.0/16 > /dev/null
done
aws route53resolver create-resolver-endpoint --direction INBOUND --creator-request-id in --security-group-ids $DNS_GROUP \\
  --ip-addresses SubnetId=$WEB,Ip=10.0.1.53 SubnetId=$EP_SUBNET,Ip=10.0.2.53 > /dev/null
sleep 600
onprem put-dns-server --host dns --forwarders Domain=amazonaws.com,Addresses=10.0.1.53,10.0.2.53 > /dev/null
aws iam create-user --user-name ann > /dev/null
aws iam put-user-policy --user-name ann --policy-name own --policy-document "$(may sqs:* | sed "s|}\\\\]|,\\"Condition\\":{\\"StringEquals\\":{\\"aws:SourceVpce\\":\\"$ENDPOINT\\"}}}]|")"
KEY=($(aws iam create-access-key --user-name ann --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text))
lab on desk "aws configure set aws_access_key_id \${KEY[0]}; aws configure set aws_secret_access_key \${KEY[1]}; aws configure set region us-east-1"
sleep 300
`

/** A gateway endpoint for S3, a bucket of one's own, and one of another account. */
export const dataSetup = `${common}
aws iam put-role-policy --role-name client --policy-name own --policy-document "$(may s3:GetObject)"
export ROLE=arn:aws:iam::123456789012:role/client
TABLE=$(id describe-route-tables --filters Name=vpc-id,Values=$VPC --query 'RouteTables[0].RouteTableId')
export DOOR=$(id create-vpc-endpoint --vpc-id $VPC --service-name com.amazonaws.us-east-1.s3 --route-table-ids $TABLE --query VpcEndpoint.VpcEndpointId)
echo hello > key.txt
aws s3api create-bucket --bucket data > /dev/null
aws s3api put-object --bucket data --key key.txt --body key.txt > /dev/null
aws s3api create-bucket --bucket theirs --profile provider > /dev/null
aws s3api put-object --bucket theirs --key key.txt --body key.txt --profile provider > /dev/null
cat > theirs.json <<END
{ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "$ROLE" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::theirs/*" }] }
END
aws s3api put-bucket-policy --bucket theirs --policy file://theirs.json --profile provider
sleep 60
`
