# because: the endpoint does not know the vault’s route table
# fails: vault-reaches-the-books
# signature: vault-reaches-the-books(no-route;rtb)
# without: aws ec2 modify-vpc-endpoint
