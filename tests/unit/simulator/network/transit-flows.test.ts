import { describe } from 'vitest'
import { flows } from './notation/flows.ts'

// Pages are those of the transit gateway guide. Each drop stands beside the flow that works, from which it differs by
// one thing.

/** Two VPCs, each with hosts in two zones, attached by small subnets of their own in both. */
const twoVpcs = `
  vpc vpc-a 10.1.0.0/16
  subnet app-a vpc-a a 10.1.1.0/24
  subnet app-a2 vpc-a b 10.1.2.0/24
  subnet link-a vpc-a a 10.1.255.0/28
  subnet link-a2 vpc-a b 10.1.255.16/28
  vpc vpc-b 10.2.0.0/16
  subnet app-b vpc-b a 10.2.1.0/24
  subnet app-b2 vpc-b b 10.2.2.0/24
  subnet link-b vpc-b a 10.2.255.0/28
  subnet link-b2 vpc-b b 10.2.255.16/28
  group hosts-a vpc-a | in all 10.0.0.0/8 | out all 0.0.0.0/0
  group hosts-b vpc-b | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host a-1 app-a 10.1.1.10 hosts-a
  host a-2 app-a2 10.1.2.10 hosts-a
  host b-1 app-b 10.2.1.10 hosts-b
  host b-2 app-b2 10.2.2.10 hosts-b
  transit-gateway hub
  attach to-a hub vpc-a link-a link-a2
  attach to-b hub vpc-b link-b link-b2
  route vpc-a-table 10.0.0.0/8 hub
  route vpc-b-table 10.0.0.0/8 hub
  acl acl-app-a vpc-a app-a app-a2 | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  acl acl-link-a vpc-a link-a link-a2 | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  acl acl-app-b vpc-b app-b app-b2 | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  acl acl-link-b vpc-b link-b link-b2 | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  prefix-list branches 10.2.1.0/24 10.9.0.0/16
`

describe('two VPCs on a transit gateway (how-transit-gateways-work)', () => {
  flows(
    twoVpcs,
    `
    a-1 > b-1 tcp/443                                     | works via a-1, vpc-a-table, app-a, hub, link-a, hub, to-b, vpc-b-table, vpc-b, link-b, app-b, b-1
    b-1 > a-1 tcp/443                                     | works
    a-1 > b-1 udp/53                                      | works
    a-1 > b-1 ping                                        | works
    a-1 > b-1 tcp/443 | unroute vpc-a-table 10.0.0.0/8        | no-route at vpc-a-table
    a-1 > b-1 tcp/443 | unroute vpc-b-table 10.0.0.0/8        | back no-route at vpc-b-table
    a-1 > b-1 tcp/443 | detach to-a                       | route-is-blackhole at vpc-a-table
    a-1 > b-1 tcp/443 | detach to-b                       | no-transit-route at hub
    a-1 > 10.2.9.9 tcp/443                                | no-subnet-has-the-address at vpc-b
    a-1 > 10.3.0.1 tcp/443                                | no-transit-route at hub
    a-1 > b-1 tcp/443 | revoke hosts-b in all 10.0.0.0/8     | groups-have-no-ingress-rules at b-1
    `,
  )
})

describe('Availability Zones of an attachment (tgw-vpc-attachments)', () => {
  flows(
    twoVpcs,
    `
    a-2 > b-2 tcp/443                                                    | works via a-2, hub, link-a2, hub, to-b, link-b2, b-2
    a-1 > b-2 tcp/443                                                    | works via a-1, hub, link-a, hub, to-b, link-b, app-b2, b-2
    a-2 > b-2 tcp/443 | attached-by to-a remove link-a2                  | no-attachment-in-zone at hub
    a-1 > b-1 tcp/443 | attached-by to-a remove link-a2                  | works
    a-1 > b-2 tcp/443 | attached-by to-b remove link-b2                  | back no-attachment-in-zone at hub
    a-2 > b-1 tcp/443 | attached-by to-b remove link-b2                  | works via a-2, hub, link-a2, hub, to-b, link-b, b-1
    a-1 > b-1 tcp/443 | attached-by to-a remove link-a2; attached-by to-a add app-a2 | works
    a-2 > b-2 tcp/443 | attached-by to-a remove link-a2; attached-by to-a add app-a2 | works
    `,
  )
})

describe('network ACLs, instances and attachment in different subnets (tgw-nacls)', () => {
  flows(
    twoVpcs,
    `
    # The instance's subnet: outbound rules by destination towards the gateway, inbound rules by source from it.
    a-1 > b-1 tcp/443 | entry acl-app-a out 90 deny tcp 443 10.2.0.0/16   | acl-denies-egress at app-a
    a-1 > b-1 tcp/443 | entry acl-app-a in 90 deny tcp 443 10.1.0.0/16    | works
    a-1 > b-1 tcp/443 | entry acl-app-b in 90 deny tcp 443 10.1.0.0/16    | acl-denies-ingress at app-b
    a-1 > b-1 tcp/443 | entry acl-app-b out 90 deny tcp any 10.1.0.0/16   | back acl-denies-egress at app-b
    a-1 > b-1 tcp/443 | entry acl-app-a in 90 deny tcp any 10.2.0.0/16    | back acl-denies-ingress at app-a
    # The attachment's subnet: inbound rules by source from the instances, outbound rules by destination towards them.
    a-1 > b-1 tcp/443 | entry acl-link-a in 90 deny tcp 443 10.1.0.0/16   | acl-denies-ingress at link-a
    a-1 > b-1 tcp/443 | entry acl-link-a out 90 deny tcp 443 10.2.0.0/16  | works
    a-1 > b-1 tcp/443 | entry acl-link-b out 90 deny tcp 443 10.2.0.0/16  | acl-denies-egress at link-b
    a-1 > b-1 tcp/443 | entry acl-link-b in 90 deny tcp 443 10.1.0.0/16   | works
    a-1 > b-1 tcp/443 | entry acl-link-b in 90 deny tcp any 10.2.0.0/16   | back acl-denies-ingress at link-b
    a-1 > b-1 tcp/443 | entry acl-link-a out 90 deny tcp any 10.1.0.0/16  | back acl-denies-egress at link-a
    `,
  )
})

/** Hosts live in the very subnets that the VPCs are attached by. */
const oneSubnet = `
  vpc vpc-a 10.1.0.0/16
  subnet app-a vpc-a a 10.1.1.0/24
  vpc vpc-b 10.2.0.0/16
  subnet app-b vpc-b a 10.2.1.0/24
  group hosts-a vpc-a | in all 10.0.0.0/8 | out all 0.0.0.0/0
  group hosts-b vpc-b | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host a-1 app-a 10.1.1.10 hosts-a
  host b-1 app-b 10.2.1.10 hosts-b
  transit-gateway hub
  attach to-a hub vpc-a app-a
  attach to-b hub vpc-b app-b
  route vpc-a-table 10.2.0.0/16 hub
  route vpc-b-table 10.1.0.0/16 hub
  acl acl-a vpc-a app-a | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  acl acl-b vpc-b app-b | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
`

describe('network ACLs, instances and attachment in the same subnet (tgw-nacls)', () => {
  flows(
    oneSubnet,
    `
    a-1 > b-1 tcp/443                                                 | works
    # From instances to the gateway: outbound by destination, inbound by source.
    a-1 > b-1 tcp/443 | entry acl-a out 90 deny tcp 443 10.2.0.0/16   | acl-denies-egress at app-a
    a-1 > b-1 tcp/443 | entry acl-a in 90 deny tcp 443 10.1.0.0/16    | acl-denies-ingress at app-a
    # From the gateway to instances: neither.
    a-1 > b-1 tcp/443 | entry acl-b in 90 deny tcp 443 10.1.0.0/16    | works
    a-1 > b-1 tcp/443 | entry acl-b out 90 deny tcp 443 10.2.0.0/16   | works
    # The answer is traffic from an instance, too.
    a-1 > b-1 tcp/443 | entry acl-b out 90 deny tcp any 10.1.0.0/16   | back acl-denies-egress at app-b
    a-1 > b-1 tcp/443 | entry acl-b in 90 deny tcp any 10.2.0.0/16    | back acl-denies-ingress at app-b
    a-1 > b-1 tcp/443 | entry acl-a in 90 deny tcp any 10.2.0.0/16    | works
    `,
  )
})

describe('route tables of the gateway (tgw-route-tables)', () => {
  flows(
    twoVpcs,
    `
    a-1 > b-1 tcp/443 | disassociate to-a                             | attachment-without-table at hub
    a-1 > b-1 tcp/443 | disassociate to-b                             | back attachment-without-table at hub
    a-1 > b-1 tcp/443 | unpropagate to-b hub-table                    | no-transit-route at hub
    a-1 > b-1 tcp/443 | unpropagate to-a hub-table                    | back no-transit-route at hub
    a-1 > b-1 tcp/443 | unpropagate to-b hub-table; transit-route hub-table 10.2.0.0/16 to-b | works
    a-1 > b-1 tcp/443 | transit-table apart hub; associate to-a apart | no-transit-route at hub
    a-1 > b-1 tcp/443 | transit-table apart hub; associate to-a apart; propagate to-b apart | works
    a-1 > b-1 tcp/443 | transit-table apart hub; propagate to-b apart; unpropagate to-b hub-table | no-transit-route at hub
    `,
  )
})

describe('which route counts (how-transit-gateways-work, "Route evaluation order")', () => {
  flows(
    twoVpcs,
    `
    a-1 > b-1 tcp/443 | transit-route hub-table 10.2.1.0/24 blackhole             | transit-route-is-blackhole at hub
    a-1 > b-2 tcp/443 | transit-route hub-table 10.2.1.0/24 blackhole             | works
    a-1 > b-1 tcp/443 | transit-route hub-table 10.0.0.0/8 blackhole              | works
    a-1 > b-1 tcp/443 | transit-route hub-table 10.2.0.0/16 blackhole             | transit-route-is-blackhole at hub
    a-1 > b-1 tcp/443 | transit-route hub-table branches blackhole                | transit-route-is-blackhole at hub
    a-1 > b-1 tcp/443 | transit-route hub-table branches blackhole; transit-route hub-table 10.2.1.0/24 to-b | works
    a-1 > b-1 tcp/443 | unpropagate to-b hub-table; transit-route hub-table branches to-b | works
    a-1 > b-2 tcp/443 | unpropagate to-b hub-table; transit-route hub-table branches to-b | no-transit-route at hub
    # Static before propagated, although it leads back to where the packet came from.
    a-1 > b-1 tcp/443 | transit-route hub-table 10.2.0.0/16 to-a                  | forwarding-loop at hub
    # A static route outlives its attachment.
    a-1 > b-1 tcp/443 | transit-route hub-table 10.2.0.0/16 to-b; detach to-b     | transit-route-is-blackhole at hub
    # The first VPC of two with the same block keeps the route (tgw-vpc-attachments).
    a-1 > b-1 tcp/443 | vpc twin 10.2.0.0/16; subnet link-t twin a 10.2.255.0/28; attach to-t hub twin link-t | works via hub, to-b, b-1
    a-1 > b-1 tcp/443 | connect branch to-b; transit-route hub-table 10.2.1.0/24 branch | attachment-leads-nowhere at branch
    `,
  )
})

describe('packet sizes (transit-gateway-quotas, "Maximum transmission unit")', () => {
  flows(
    twoVpcs,
    `
    a-1 > b-1 tcp/443#8500 | works
    a-1 > b-1 tcp/443#8501 | larger-than-mtu at hub
    `,
  )
})

/** What crosses the gateway over IPv6 needs attachments that support it. */
const dual = `
  vpc vpc-a 10.1.0.0/16 ipv6
  subnet app-a vpc-a a 10.1.1.0/24 ipv6
  vpc vpc-b 10.2.0.0/16 ipv6
  subnet app-b vpc-b a 10.2.1.0/24 ipv6
  group hosts-a vpc-a | in all ::/0 | out all ::/0
  group hosts-b vpc-b | in all ::/0 | out all ::/0
  host a-1 app-a 10.1.1.10 hosts-a ipv6
  host b-1 app-b 10.2.1.10 hosts-b ipv6
  transit-gateway hub
  attach to-a hub vpc-a app-a ipv6
  attach to-b hub vpc-b app-b ipv6
  route vpc-a-table ::/0 hub
  route vpc-b-table ::/0 hub
`

describe('IPv6', () => {
  flows(
    dual,
    `
    a-1 > b-1.ipv6 tcp/443                                                   | works
    a-1 > b-1.ipv6 tcp/443 | attachment-ipv6 to-a off                        | attachment-without-ipv6 at hub
    a-1 > b-1.ipv6 tcp/443 | attachment-ipv6 to-b off                        | no-transit-route at hub
    a-1 > b-1.ipv6 tcp/443 | attachment-ipv6 to-b off; transit-route hub-table ::/0 to-b | attachment-without-ipv6 at to-b
    a-1 > b-1.ipv6 tcp/443 | unroute vpc-b-table ::/0                        | back no-route at vpc-b-table
    `,
  )
})

const referencing = `
  vpc vpc-a 10.1.0.0/16
  subnet app-a vpc-a a 10.1.1.0/24
  vpc vpc-b 10.2.0.0/16
  subnet app-b vpc-b a 10.2.1.0/24
  transit-gateway hub references
  attach to-a hub vpc-a app-a
  attach to-b hub vpc-b app-b
  route vpc-a-table 10.2.0.0/16 hub
  route vpc-b-table 10.1.0.0/16 hub
  group clients vpc-a | out all 0.0.0.0/0
  group others vpc-a | out all 0.0.0.0/0
  group servers vpc-b | in tcp 443 clients
  host a-1 app-a 10.1.1.10 clients
  host a-2 app-a 10.1.1.11 others
  host b-1 app-b 10.2.1.10 servers
`

describe('security groups of the other VPC (tgw-vpc-attachments, "Security group referencing")', () => {
  flows(
    referencing,
    `
    a-1 > b-1 tcp/443                                       | works
    a-2 > b-1 tcp/443                                       | no-group-rule-admits-ingress at b-1
    a-1 > b-1 tcp/443 | gateway-references hub off          | group-referencing-is-off at b-1
    a-1 > b-1 tcp/443 | group-references to-a off           | group-referencing-is-off at b-1
    a-1 > b-1 tcp/443 | group-references to-b off           | group-referencing-is-off at b-1
    a-2 > b-1 tcp/443 | gateway-references hub off          | no-group-rule-admits-ingress at b-1
    a-1 > b-1 tcp/443 | gateway-references hub off; allow servers in tcp 443 10.1.0.0/16 | works
    # Outbound rules do not see the groups of another VPC.
    a-1 > b-1 tcp/443 | revoke clients out all 0.0.0.0/0; allow clients out tcp 443 servers | no-group-rule-admits-egress at a-1
    `,
  )
})
