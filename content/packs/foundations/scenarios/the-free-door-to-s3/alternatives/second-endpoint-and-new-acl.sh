# commands: 32
# The vault gets a gateway endpoint of its own, which may have a policy of its own one day, and a new network ACL.
aws ec2 create-vpc-endpoint --vpc-id $VPC --vpc-endpoint-type Gateway --service-name com.amazonaws.us-east-1.s3 \
  --route-table-ids $VAULT_TABLE
LIST=$(aws ec2 describe-managed-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.us-east-1.s3 \
  --query 'PrefixLists[0].PrefixListId' --output text)
aws ec2 authorize-security-group-egress --group-id $GROUP \
  --ip-permissions "IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=$LIST,Description=books}]"

ACL=$(aws ec2 create-network-acl --vpc-id $VPC --query NetworkAcl.NetworkAclId --output text)
RULE=100
for BLOCK in 10.58.0.0/16 $(aws ec2 get-managed-prefix-list-entries --prefix-list-id $LIST --query 'Entries[].Cidr' --output text); do
  for DIRECTION in --egress --ingress; do
    aws ec2 create-network-acl-entry --network-acl-id $ACL $DIRECTION --rule-number $RULE --protocol tcp \
      --port-range From=443,To=65535 --cidr-block $BLOCK --rule-action allow
  done
  RULE=$((RULE + 1))
done
ASSOCIATION=$(aws ec2 describe-network-acls --network-acl-ids $VAULT_ACL \
  --query 'NetworkAcls[0].Associations[0].NetworkAclAssociationId' --output text)
aws ec2 replace-network-acl-association --association-id $ASSOCIATION --network-acl-id $ACL
