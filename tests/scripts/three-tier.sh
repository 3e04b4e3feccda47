# A VPC of three tiers in two zones, built and taken down: sixty-five aws commands.
set -e
tag() { echo "ResourceType=$1,Tags=[{Key=Name,Value=$2}]"; }

# The network: one VPC, two zones, three tiers.
VPC=$(aws ec2 create-vpc --cidr-block 10.0.0.0/16 --tag-specifications "$(tag vpc shop)" --query Vpc.VpcId --output text)
aws ec2 modify-vpc-attribute --vpc-id $VPC --enable-dns-hostnames
aws ec2 wait vpc-available --vpc-ids $VPC
subnet() { # name, CIDR block, zone
  aws ec2 create-subnet --vpc-id $VPC --cidr-block $2 --availability-zone $3 \
    --tag-specifications "$(tag subnet $1)" --query Subnet.SubnetId --output text
}
WEB_A=$(subnet web-a 10.0.0.0/24 us-east-1a)
WEB_B=$(subnet web-b 10.0.1.0/24 us-east-1b)
APP_A=$(subnet app-a 10.0.10.0/24 us-east-1a)
APP_B=$(subnet app-b 10.0.11.0/24 us-east-1b)
DB_A=$(subnet db-a 10.0.20.0/24 us-east-1a)
DB_B=$(subnet db-b 10.0.21.0/24 us-east-1b)
aws ec2 modify-subnet-attribute --subnet-id $WEB_A --map-public-ip-on-launch
aws ec2 modify-subnet-attribute --subnet-id $WEB_B --map-public-ip-on-launch
aws ec2 describe-subnets --filters Name=vpc-id,Values=$VPC \
  --query 'Subnets[].[Tags[0].Value,CidrBlock,AvailabilityZone,AvailableIpAddressCount]' --output text

# The way out: an internet gateway for the web tier, a NAT gateway for the applications.
IGW=$(aws ec2 create-internet-gateway --query InternetGateway.InternetGatewayId --output text)
aws ec2 attach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
EIP=$(aws ec2 allocate-address --query AllocationId --output text)
NAT=$(aws ec2 create-nat-gateway --subnet-id $WEB_A --allocation-id $EIP --query NatGateway.NatGatewayId --output text)
aws ec2 wait nat-gateway-available --nat-gateway-ids $NAT

route_table() { # name
  aws ec2 create-route-table --vpc-id $VPC --tag-specifications "$(tag route-table $1)" \
    --query RouteTable.RouteTableId --output text
}
WEB_ROUTES=$(route_table web)
APP_ROUTES=$(route_table app)
aws ec2 create-route --route-table-id $WEB_ROUTES --destination-cidr-block 0.0.0.0/0 --gateway-id $IGW
aws ec2 create-route --route-table-id $APP_ROUTES --destination-cidr-block 0.0.0.0/0 --nat-gateway-id $NAT
associate() { # subnet, route table
  aws ec2 associate-route-table --subnet-id $1 --route-table-id $2 --query AssociationId --output text
}
WEB_A_ROUTES=$(associate $WEB_A $WEB_ROUTES)
WEB_B_ROUTES=$(associate $WEB_B $WEB_ROUTES)
APP_A_ROUTES=$(associate $APP_A $APP_ROUTES)
APP_B_ROUTES=$(associate $APP_B $APP_ROUTES)

# Who may talk to whom: each tier to the next, and nobody past it.
group() { # name, description
  aws ec2 create-security-group --group-name $1 --description "$2" --vpc-id $VPC --query GroupId --output text
}
WEB=$(group web 'Web servers')
APP=$(group app 'Applications')
DB=$(group db 'Databases')
aws ec2 authorize-security-group-ingress --group-id $WEB --protocol tcp --port 443 --cidr 0.0.0.0/0 --query Return
aws ec2 authorize-security-group-ingress --group-id $APP --protocol tcp --port 8080 --source-group $WEB --query Return
aws ec2 authorize-security-group-ingress --group-id $DB --protocol tcp --port 5432 --source-group $APP --query Return
ACL=$(aws ec2 create-network-acl --vpc-id $VPC --query NetworkAcl.NetworkAclId --output text)
aws ec2 create-network-acl-entry --network-acl-id $ACL --rule-number 100 --protocol tcp --port-range From=5432,To=5432 \
  --cidr-block 10.0.10.0/23 --rule-action allow --ingress
aws ec2 create-network-acl-entry --network-acl-id $ACL --rule-number 100 --protocol tcp --port-range From=1024,To=65535 \
  --cidr-block 10.0.10.0/23 --rule-action allow --egress
for subnet in $DB_A $DB_B; do
  association=$(aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=$subnet \
    --query "NetworkAcls[0].Associations[?SubnetId=='$subnet'].NetworkAclAssociationId" --output text)
  aws ec2 replace-network-acl-association --association-id $association --network-acl-id $ACL --query 'length(@)'
done

# One server for each tier.
AMI=$(aws ec2 describe-images --owners amazon --filters 'Name=name,Values=al2023-ami-2023*' Name=architecture,Values=x86_64 \
  --query 'Images[0].ImageId' --output text)
launch() { # subnet, group, name
  aws ec2 run-instances --image-id $AMI --instance-type t3.micro --subnet-id $1 --security-group-ids $2 \
    --tag-specifications "$(tag instance $3)" --query 'Instances[0].InstanceId' --output text
}
SERVERS="$(launch $WEB_A $WEB web-1) $(launch $APP_A $APP app-1) $(launch $DB_B $DB db-1)"
aws ec2 wait instance-running --instance-ids $SERVERS
aws ec2 describe-instances --instance-ids $SERVERS \
  --query 'Reservations[].Instances[].{Name:Tags[0].Value,State:State.Name,Type:InstanceType}' --output table

# And all of it away again, in the order that AWS asks for.
aws ec2 terminate-instances --instance-ids $SERVERS --query 'length(TerminatingInstances)'
aws ec2 wait instance-terminated --instance-ids $SERVERS
aws ec2 delete-nat-gateway --nat-gateway-id $NAT
aws ec2 wait nat-gateway-deleted --nat-gateway-ids $NAT
aws ec2 release-address --allocation-id $EIP
for group in $DB $APP $WEB; do aws ec2 delete-security-group --group-id $group --query Return; done
for subnet in $WEB_A $WEB_B $APP_A $APP_B $DB_A $DB_B; do aws ec2 delete-subnet --subnet-id $subnet; done
for table in $WEB_ROUTES $APP_ROUTES; do aws ec2 delete-route-table --route-table-id $table; done
aws ec2 delete-network-acl --network-acl-id $ACL
aws ec2 detach-internet-gateway --internet-gateway-id $IGW --vpc-id $VPC
aws ec2 delete-internet-gateway --internet-gateway-id $IGW
aws ec2 delete-vpc --vpc-id $VPC
aws ec2 describe-vpcs --vpc-ids $VPC || echo "gone, exit status $?"
