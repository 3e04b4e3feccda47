import { describe } from 'vitest'
import { flows } from './notation/flows.ts'

// What is easily got wrong: each line is settled by a page of AWS's.

// VPC user guide, vpc-nat-gateway: "You can route traffic from the NAT gateway through a transit gateway or a virtual
// private gateway"; a private one to an internet gateway: "the internet gateway drops the traffic".
describe('NAT gateways', () => {
  flows(
    `
    vpc a 10.0.0.0/16
    subnet a-nat a a 10.0.1.0/24
    subnet a-app a a 10.0.2.0/24
    group a-all a | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host app a-app 10.0.2.10 a-all
    igw gate a
    nat public a-nat
    nat private a-nat private
    vpc b 10.1.0.0/16
    subnet b-app b a 10.1.1.0/24
    group b-all b | in all 10.0.1.0/24 | out all 0.0.0.0/0
    host far b-app 10.1.1.10 b-all
    transit-gateway hub
    subnet a-tgw a a 10.0.3.0/24
    attach to-a hub a a-tgw
    attach to-b hub b b-app
    table t-nat a a-nat
    table t-app a a-app
    table t-tgw a a-tgw
    route t-nat 10.1.0.0/16 hub
    route t-nat 0.0.0.0/0 gate
    route t-app 10.1.0.0/16 private
    route t-app 0.0.0.0/0 public
    route b-table 10.0.0.0/16 hub
    gateway-endpoint s3-door a s3
    `,
    `
    app > far tcp/443                                                    | works as private-eni via t-app, private, t-nat, hub, far
    app > far tcp/443 | reroute t-app 10.1.0.0/16 public                 | works as public-eni via t-app, public, t-nat, hub, far
    app > far tcp/443 | reroute t-app 10.1.0.0/16 hub                    | no-group-rule-admits-ingress at far
    far > app tcp/443                                                    | back nat-gateway-knows-no-such-flow at private
    app > 198.51.100.7 tcp/443                                           | works as public:address via public, gate
    app > 198.51.100.7 tcp/443 | reroute t-app 0.0.0.0/0 private         | no-public-address at gate
    app > 198.51.100.7 ping                                              | works
    # A NAT gateway answers nobody who calls it: it only sends on.
    app > public-eni ping                                                | nat-gateway-knows-no-such-flow at public
    app > public-eni tcp/443                                             | nat-gateway-knows-no-such-flow at public
    internet > public:address tcp/443                                    | nat-gateway-knows-no-such-flow at public
    # What it sends is the VPC's own, so a gateway endpoint takes it.
    app > 52.216.8.5 tcp/443 | gateway-endpoint door a s3 t-nat           | works via public, door
    # Peers cannot use it; who comes by a transit gateway can.
    far > 198.51.100.7 tcp/443 | route b-table 0.0.0.0/0 hub; transit-route hub-table 0.0.0.0/0 to-a; route t-tgw 0.0.0.0/0 public | works via hub, to-a, t-tgw, public, t-nat, gate
    `,
  )
})

// VPC peering guide, vpc-peering-security-groups: "You cannot reference the security group of a peer VPC that's in a
// different Region. Instead, use the CIDR block of the peer VPC."
describe('security groups of a peer', () => {
  flows(
    `
    region eu-west-1
    vpc far 10.9.0.0/16
    subnet far-app far a 10.9.1.0/24
    group far-sg far | in tcp 443 10.0.0.0/16 | out all 0.0.0.0/0
    host far-1 far-app 10.9.1.10 far-sg
    region us-east-1
    vpc main 10.0.0.0/16
    subnet app main a 10.0.1.0/24
    group app-sg main | in tcp 443 10.0.0.0/8 | out all 0.0.0.0/0
    host app-1 app 10.0.1.10 app-sg
    vpc near 10.1.0.0/16
    subnet near-app near a 10.1.1.0/24
    group near-sg near | out all 0.0.0.0/0
    host near-1 near-app 10.1.1.10 near-sg
    peer a-b main near
    allow near-sg in tcp 443 app-sg
    route main-table 10.1.0.0/16 a-b
    route near-table 10.0.0.0/16 a-b
    peer a-far main far
    route main-table 10.9.0.0/16 a-far
    region eu-west-1
    route far-table 10.0.0.0/16 a-far
    region us-east-1
    `,
    `
    app-1 > near-1 tcp/443                                               | works
    app-1 > near-1 tcp/443 | no-peer a-b                                 | route-is-blackhole at main-table
    near-1 > app-1 tcp/443                                               | works
    near-1 > app-1 tcp/443 | revoke app-sg in tcp 443 10.0.0.0/8; allow app-sg in tcp 443 near-sg | works
    app-1 > far-1 tcp/443                                                | works
    # Egress, too, may name the peer's group.
    app-1 > near-1 tcp/443 | revoke app-sg out all 0.0.0.0/0; allow app-sg out tcp 443 near-sg | works
    app-1 > near-1 tcp/443 | revoke app-sg out all 0.0.0.0/0; allow app-sg out tcp 444 near-sg | no-group-rule-admits-egress at app-1
    `,
  )
})

// Network Load Balancer guide, load-balancer-listeners: "Network traffic that does not match a configured listener is
// classified as unintended traffic", ICMP requests other than type 3 as well, and is dropped; load-balancer-troubleshooting,
// "Connections time out for requests from a target to its load balancer".
describe('Network Load Balancers', () => {
  flows(
    `
    vpc main 10.0.0.0/16
    subnet lb-a main a 10.0.1.0/24
    subnet app main a 10.0.2.0/24
    subnet web main a 10.0.3.0/24
    group all main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host api-1 app 10.0.2.10 all
    host client web 10.0.3.10 all
    nlb lb lb-a all
    targets api main tcp/8443 | api-1
    listener lb tcp/443 api
    acl lb-acl main lb-a | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
    `,
    `
    client > lb/lb-a tcp/443                                             | works
    client > lb/lb-a tcp/444                                             | no-listener at lb
    client > lb/lb-a udp/443                                             | no-listener at lb
    client > lb/lb-a ping                                                | no-listener at lb
    api-1 > lb/lb-a tcp/443                                              | client-is-the-target at lb
    api-1 > lb/lb-a tcp/443 | targeting api preserve_client_ip.enabled false | works
    # The network ACL of the node's subnet judges four times: to the node, to the target, and both answers.
    client > lb/lb-a tcp/443 | entry lb-acl in 50 deny tcp 443 10.0.3.0/24            | acl-denies-ingress at lb-a
    client > lb/lb-a tcp/443 | entry lb-acl out 50 deny tcp 8443 10.0.2.0/24          | acl-denies-egress at lb-a
    client > lb/lb-a tcp/443 | entry lb-acl in 50 deny tcp 1024-65535 10.0.2.0/24     | back acl-denies-ingress at lb-a
    client > lb/lb-a tcp/443 | entry lb-acl out 50 deny tcp 1024-65535 10.0.3.0/24    | back acl-denies-egress at lb-a
    `,
  )
})
