# because: the route to the NAT gateway is still there, and what the servers do not find in Ireland they find on the internet
# fails: no-way-out one-door-only is-cheap
# signature: is-cheap(;eipalloc,eni,nat,thing) no-way-out(is-reached;eni,igw,nat,rtb,subnet,thing) one-door-only(is-reached;eni,igw,nat,rtb,subnet,thing)
# without: internet
