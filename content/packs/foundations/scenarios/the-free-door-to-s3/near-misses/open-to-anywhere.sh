# because: the group and the network ACL are open to every address there is
# fails: group-is-narrow vault-is-narrow
# signature: group-is-narrow(other-answer;) vault-is-narrow(other-answer;)

aws ec2 modify-vpc-endpoint --vpc-endpoint-id $ENDPOINT --add-route-table-ids $VAULT_TABLE

aws ec2 authorize-security-group-egress --group-id $GROUP --protocol tcp --port 443 --cidr 0.0.0.0/0
aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --egress --rule-number 200 --protocol tcp \
  --port-range From=443,To=443 --cidr-block 0.0.0.0/0 --rule-action allow
aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --ingress --rule-number 200 --protocol tcp \
  --port-range From=1024,To=65535 --cidr-block 0.0.0.0/0 --rule-action allow
