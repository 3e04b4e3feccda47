set -e
id() { aws ec2 "$@" --output text; }
named() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }

export BUCKET=larkfield-books
aws s3api create-bucket --bucket $BUCKET > /dev/null
aws s3api put-object --bucket $BUCKET --key 1843/a-christmas-carol.tif > /dev/null

export VPC=$(id create-vpc --cidr-block 10.58.0.0/16 --query Vpc.VpcId --tag-specifications "$(named vpc library)")
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
subnet() {
  id create-subnet --vpc-id $VPC --cidr-block $2 --availability-zone-id $3 --query Subnet.SubnetId \
    --tag-specifications "$(named subnet $1)"
}
table() {
  id create-route-table --vpc-id $VPC --query RouteTable.RouteTableId --tag-specifications "$(named route-table $1)"
}
export DESK_SUBNET=$(subnet desk 10.58.1.0/24 use1-az1)
export VAULT_SUBNET=$(subnet vault 10.58.2.0/24 use1-az2)
export DESK_TABLE=$(table desk)
export VAULT_TABLE=$(table vault)
aws ec2 associate-route-table --route-table-id $DESK_TABLE --subnet-id $DESK_SUBNET > /dev/null
aws ec2 associate-route-table --route-table-id $VAULT_TABLE --subnet-id $VAULT_SUBNET > /dev/null

# The endpoint is there, for one of the two tables.
export ENDPOINT=$(id create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Gateway --service-name com.amazonaws.us-east-1.s3 \
  --route-table-ids $DESK_TABLE --query VpcEndpoint.VpcEndpointId --tag-specifications "$(named vpc-endpoint books)")

# The group lets HTTPS out into the VPC, and nothing else.
export GROUP=$(id create-security-group --vpc-id $VPC --group-name scanners --description Scanners --query GroupId \
  --tag-specifications "$(named security-group scanners)")
aws ec2 revoke-security-group-egress --group-id $GROUP --ip-permissions 'IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]' > /dev/null
aws ec2 authorize-security-group-egress --group-id $GROUP --protocol tcp --port 443 --cidr 10.58.0.0/16 > /dev/null

# The vault has a network ACL of its own: HTTPS within the VPC, both ways, with the answers.
export VAULT_ACL=$(id create-network-acl --vpc-id $VPC --query NetworkAcl.NetworkAclId --tag-specifications "$(named network-acl vault)")
for direction in --ingress --egress; do
  aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL $direction --rule-number 100 --protocol tcp \
    --port-range From=443,To=443 --cidr-block 10.58.0.0/16 --rule-action allow
  aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL $direction --rule-number 110 --protocol tcp \
    --port-range From=1024,To=65535 --cidr-block 10.58.0.0/16 --rule-action allow
done
ASSOCIATION=$(id describe-network-acls --filters Name=association.subnet-id,Values=$VAULT_SUBNET \
  --query "NetworkAcls[0].Associations[?SubnetId=='$VAULT_SUBNET'].NetworkAclAssociationId")
aws ec2 replace-network-acl-association --association-id $ASSOCIATION --network-acl-id $VAULT_ACL > /dev/null

launch() {
  id run-instances --image-id resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 \
    --instance-type t3.micro --subnet-id $2 --security-group-ids $GROUP --query 'Instances[0].InstanceId' \
    --tag-specifications "$(named instance $1)" > /dev/null
}
launch desk-1 $DESK_SUBNET
launch vault-1 $VAULT_SUBNET
