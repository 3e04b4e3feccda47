# because: cross-zone load balancing lets the zones share two firewalls, of which one is dead now: the other one is the last
# fails: zone-1-stands-alone any-firewall-may-fail
# signature: any-firewall-may-fail(no-appliance-healthy;eni,i,thing) zone-1-stands-alone(no-appliance-healthy;eni,i,thing)
# instead-of: second-firewalls
WALL=$(aws elbv2 describe-load-balancers --profile security --names wall --query 'LoadBalancers[0].LoadBalancerArn')
aws elbv2 modify-load-balancer-attributes --profile security --load-balancer-arn $WALL \
  --attributes Key=load_balancing.cross_zone.enabled,Value=true
