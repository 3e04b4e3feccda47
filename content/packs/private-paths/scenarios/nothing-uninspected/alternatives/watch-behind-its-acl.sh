# commands: 31
export AWS_DEFAULT_OUTPUT=text
association() {
  aws ec2 describe-route-tables --filters Name=association.subnet-id,Values=$1 \
    --query "RouteTables[0].Associations[?SubnetId=='$1'].RouteTableAssociationId"
}
aws ec2 modify-vpc-endpoint-service-permissions --profile security --service-id $SERVICE \
  --add-allowed-principals arn:aws:iam::111111111111:root
GATE_A=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.62.101.0/28 --availability-zone-id use1-az1 --query Subnet.SubnetId)
GATE_B=$(aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.62.102.0/28 --availability-zone-id use1-az2 --query Subnet.SubnetId)
A=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE_A --query VpcEndpoint.VpcEndpointId)
B=$(aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type GatewayLoadBalancer \
  --service-name $SERVICE_NAME --subnet-ids $GATE_B --query VpcEndpoint.VpcEndpointId)
aws ec2 accept-vpc-endpoint-connections --profile security --service-id $SERVICE --vpc-endpoint-ids $A $B
sleep 120
GATES=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $GATES --destination-cidr-block 0.0.0.0/0 --gateway-id $GATEWAY
aws ec2 associate-route-table --route-table-id $GATES --subnet-id $GATE_A
aws ec2 associate-route-table --route-table-id $GATES --subnet-id $GATE_B
EDGE=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.1.0/24 --vpc-endpoint-id $A
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.2.0/24 --vpc-endpoint-id $B
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.3.0/24 --vpc-endpoint-id $A
aws ec2 create-route --route-table-id $EDGE --destination-cidr-block 10.62.5.0/24 --vpc-endpoint-id $B
aws ec2 associate-route-table --route-table-id $EDGE --gateway-id $GATEWAY
PUBLIC_A=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $PUBLIC_A --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $A
PUBLIC_B=$(aws ec2 create-route-table --vpc-id $VPC --query RouteTable.RouteTableId)
aws ec2 create-route --route-table-id $PUBLIC_B --destination-cidr-block 0.0.0.0/0 --vpc-endpoint-id $B
aws ec2 replace-route-table-association --association-id $(association $WEB_A) --route-table-id $PUBLIC_A
aws ec2 replace-route-table-association --association-id $(association $STREET) --route-table-id $PUBLIC_A
aws ec2 replace-route-table-association --association-id $(association $WEB_B) --route-table-id $PUBLIC_B
aws ec2 replace-route-table-association --association-id $(association $WATCH) --route-table-id $PUBLIC_B
aws ec2 delete-route-table --route-table-id $PUBLIC

# watch-1 stays where it is, and its subnet lets nothing pass but what stays in the VPC.
ACL=$(aws ec2 create-network-acl --vpc-id $VPC --query NetworkAcl.NetworkAclId)
aws ec2 create-network-acl-entry --network-acl-id $ACL --ingress --rule-number 100 --protocol -1 --rule-action allow \
  --cidr-block 10.62.0.0/16
aws ec2 create-network-acl-entry --network-acl-id $ACL --egress --rule-number 100 --protocol -1 --rule-action allow \
  --cidr-block 10.62.0.0/16
OLD=$(aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=$WATCH \
  --query "NetworkAcls[0].Associations[?SubnetId=='$WATCH'].NetworkAclAssociationId")
aws ec2 replace-network-acl-association --association-id $OLD --network-acl-id $ACL

aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id $PEERING
aws elbv2 register-targets --profile security --target-group-arn $FIREWALLS --targets \
  $(aws ec2 describe-instances --profile security --filters Name=tag:Name,Values=fw-a2,fw-b2 \
    --query 'Reservations[].Instances[].InstanceId' | xargs printf 'Id=%s ')
lab answer open-connections b > /dev/null
lab answer bank-by-privatelink c > /dev/null
