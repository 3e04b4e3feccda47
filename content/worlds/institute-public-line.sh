# An institute with a public virtual interface: a private line to the public addresses of AWS, and no VPC anywhere.
set -e
export BUCKET=halden-genomes
aws s3api create-bucket --bucket $BUCKET > /dev/null
aws s3api put-object --bucket $BUCKET --key run-0412.bam > /dev/null

# The institute.
onprem create-site --name institute --prefixes 192.168.0.0/16 --asn 65010 --public-ip 198.51.100.10 > /dev/null
onprem create-router --name edge-1 --site institute > /dev/null
onprem create-host --name dns-1 --site institute --address 192.168.1.53 > /dev/null
onprem put-dns-server --host dns-1 > /dev/null
onprem create-host --name sequencer-1 --site institute --address 192.168.20.5 --dns-servers 192.168.1.53 > /dev/null
aws iam create-user --user-name sequencer > /dev/null
aws iam put-user-policy --user-name sequencer --policy-name genomes --policy-document '{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject", "s3:ListBucket"],
    "Resource": ["arn:aws:s3:::halden-genomes", "arn:aws:s3:::halden-genomes/*"]
  }]
}'
KEY=($(aws iam create-access-key --user-name sequencer --query 'AccessKey.[AccessKeyId,SecretAccessKey]' --output text))
lab on sequencer-1 "aws configure set aws_access_key_id ${KEY[0]}
  aws configure set aws_secret_access_key ${KEY[1]}
  aws configure set region us-east-1"

# The line, with a public virtual interface on it.
export CONNECTION=$(aws directconnect create-connection --location EqDC2 --bandwidth 1Gbps --connection-name line \
  --query connectionId --output text)
sleep 3600
onprem put-cross-connect --connection-id $CONNECTION --site institute > /dev/null
sleep 600
export PUBLIC_VIF=$(aws directconnect create-public-virtual-interface --connection-id $CONNECTION \
  --new-public-virtual-interface '{
    "virtualInterfaceName": "to-aws", "vlan": 100, "asn": 65010,
    "amazonAddress": "198.51.100.33/31", "customerAddress": "198.51.100.32/31",
    "routeFilterPrefixes": [{ "cidr": "198.51.100.16/29" }]
  }' --query virtualInterfaceId --output text)
sleep 7200
onprem put-uplink --router edge-1 --target $PUBLIC_VIF --advertised-prefixes 198.51.100.16/29 > /dev/null
