# commands: 28
# Both route tables lead to the endpoint.
aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --add-route-table-ids $VAULT_TABLE

# The group knows S3 by its prefix list.
LIST=$(aws ec2 describe-prefix-lists --filters Name=prefix-list-name,Values=com.amazonaws.us-east-1.s3 \
  --query 'PrefixLists[0].PrefixListId' --output text)
aws ec2 authorize-security-group-egress --group-id $GROUP \
  --ip-permissions "IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=$LIST}]"

# The network ACL knows blocks alone: HTTPS out to each of them, and answers in from each of them.
RULE=200
for BLOCK in $(aws ec2 describe-prefix-lists --prefix-list-ids $LIST --query 'PrefixLists[0].Cidrs' --output text); do
  aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --egress --rule-number $RULE --protocol tcp \
    --port-range From=443,To=443 --cidr-block $BLOCK --rule-action allow
  aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --ingress --rule-number $RULE --protocol tcp \
    --port-range From=1024,To=65535 --cidr-block $BLOCK --rule-action allow
  RULE=$((RULE + 1))
done
