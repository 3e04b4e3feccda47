# because: the network ACL of the vault lets requests out, and no answers in
# fails: vault-reaches-the-books
# signature: vault-reaches-the-books(acl-denies-ingress;acl,subnet)
# without: aws ec2 create-network-acl-entry --network-acl-id $VAULT_ACL --ingress
