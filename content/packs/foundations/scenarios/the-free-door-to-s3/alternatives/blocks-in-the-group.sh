# commands: 40
# Blocks of addresses everywhere: the group has a rule for each block, too.
aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --add-route-table-ids $VAULT_TABLE
BLOCKS=$(aws ec2 describe-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.us-east-1.s3 \
  --query 'PrefixLists[0].Cidrs' --output text)
RULE=10
for BLOCK in $BLOCKS; do
  aws ec2 authorize-security-group-egress --group-id $GROUP --protocol tcp --port 443 --cidr $BLOCK
  aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --egress --rule-number $RULE --protocol tcp \
    --port-range From=443,To=443 --cidr-block $BLOCK --rule-action allow
  aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --ingress --rule-number $RULE --protocol tcp \
    --port-range From=32768,To=65535 --cidr-block $BLOCK --rule-action allow
  RULE=$((RULE + 5))
done
