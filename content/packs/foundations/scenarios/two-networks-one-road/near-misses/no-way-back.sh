# because: the warehouse has no route back to the shop: the question arrives, and its answer does not
# fails: stock-is-asked web-1-alone
# signature: stock-is-asked(destination-is-private;igw,thing) web-1-alone(destination-is-private;eni)
# without: aws ec2 create-route --profile
