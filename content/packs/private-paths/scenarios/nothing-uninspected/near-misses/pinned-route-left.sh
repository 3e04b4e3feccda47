# because: the route for 192.0.2.128/25 is longer than the default route, and still leads straight to the internet gateway
# fails: servers-reach-the-courier courier-knows-jobs skimmer-is-not-heard
# signature: courier-knows-jobs(subnet-is-redirected;igw,rtb,vpce) servers-reach-the-courier(subnet-is-redirected;igw,rtb,vpce) skimmer-is-not-heard(other-reason,subnet-is-redirected;igw,rtb,vpce)
# without: courier
