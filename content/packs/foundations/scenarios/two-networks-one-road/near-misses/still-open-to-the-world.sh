# because: the road is there, and the old rule for 0.0.0.0/0 as well
# fails: internet-is-out web-1-alone
# signature: internet-is-out(is-reached;eni,igw,subnet,thing,vpc) web-1-alone(is-reached;eni,pcx,rtb,subnet,vpc)
# without: aws ec2 revoke-security-group-ingress
