# because: the warehouse does not let the shop see the private addresses behind its public names; each side allows it for its own
# fails: stock-is-asked name-is-private
# signature: name-is-private(instance-name;thing) stock-is-asked(group-reference-not-preserved;eni,sg)
# instead-of: aws ec2 modify-vpc-peering-connection-options
aws ec2 modify-vpc-peering-connection-options --vpc-peering-connection-id $PEERING \
  --requester-peering-connection-options AllowDnsResolutionFromRemoteVpc=true
