# because: the subnets of the endpoint have no route to the data centre
# fails: backups-arrive-privately name-is-private badge-reader-stays-out
# signature: backups-arrive-privately(answer-was-dropped,no-route;rtb,thing) badge-reader-stays-out(answer-was-dropped,no-route,other-outcome;rtb,thing) name-is-private(answer-was-dropped;rtb,thing)
# without: aws ec2 enable-vgw-route-propagation
