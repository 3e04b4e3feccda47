import { describe } from 'vitest'
import { flows } from './notation/flows.ts'

// VPC A, B and C are those of the VPC peering guide. Each drop stands beside the flow that works, from which it differs
// by one thing.

const open = (vpc: string) => `group open-${vpc} ${vpc} | in all 0.0.0.0/0 | out all 0.0.0.0/0`

/** VPC peering guide, peering-configurations-full-access: one VPC peered with two others. */
const oneWithTwo = `
  vpc A 172.16.0.0/16
  vpc B 10.0.0.0/16
  vpc C 192.168.0.0/16
  subnet in-a A a 172.16.1.0/24
  subnet in-b B a 10.0.1.0/24
  subnet in-c C a 192.168.1.0/24
  ${open('A')}
  ${open('B')}
  ${open('C')}
  host a-1 in-a 172.16.1.10 open-A
  host b-1 in-b 10.0.1.10 open-B
  host c-1 in-c 192.168.1.10 open-C
  peer A-B A B
  peer A-C A C
  route A-table 10.0.0.0/16 A-B
  route A-table 192.168.0.0/16 A-C
  route B-table 172.16.0.0/16 A-B
  route C-table 172.16.0.0/16 A-C
`

describe('one VPC peered with two (peering-configurations-full-access)', () => {
  flows(
    oneWithTwo,
    `
    a-1 > b-1 tcp/443                                    | works as a-1 via a-1, A-table, in-a, A-B, B, in-b, b-1
    b-1 > a-1 tcp/443                                    | works
    a-1 > c-1 tcp/443                                    | works via A-C, c-1
    a-1 > b-1 ping                                       | works
    a-1 > b-1 tcp/443 | unroute A-table 10.0.0.0/16      | no-route at A-table
    a-1 > b-1 tcp/443 | unroute B-table 172.16.0.0/16    | back no-route at B-table
    a-1 > b-1 tcp/443 | no-peer A-B                      | route-is-blackhole at A-table
    a-1 > b-1 tcp/443 | revoke open-B in all 0.0.0.0/0   | groups-have-no-ingress-rules at b-1
    a-1 > b-1 tcp/443 | acl strict B in-b / out 100 allow all 0.0.0.0/0 | acl-denies-ingress at in-b
    a-1 > b-1 tcp/443 | acl strict B in-b / in 100 allow all 0.0.0.0/0 | back acl-denies-egress at in-b
    a-1 > 10.0.9.9 tcp/443                               | no-subnet-has-the-address at B
    # The resolver of a peer cannot be asked.
    a-1 > 10.0.0.2 udp/53                                | resolver-serves-its-vpc-only at B
    a-1 > b-1 tcp/443#9001                               | works
    b-1 > c-1 tcp/443                                    | no-route at B-table
    `,
  )
})

describe('a route by a prefix list (route-table-options, "Routing using a prefix list")', () => {
  flows(
    `${oneWithTwo}
    prefix-list peers 10.0.0.0/16 10.9.0.0/16
    unroute A-table 10.0.0.0/16
    route A-table peers A-B
    `,
    `
    a-1 > b-1 tcp/443                                                   | works via A-table, A-B, b-1
    a-1 > b-1 tcp/443 | unroute A-table peers                           | no-route at A-table
    a-1 > b-1 tcp/443 | unroute A-table peers; route A-table 10.0.1.0/24 A-B | works
    # An entry of the list that the peer has no addresses in.
    a-1 > 10.9.0.1 tcp/443                                              | peering-leads-to-the-peer-alone at A-B
    `,
  )
})

describe('peering is not transitive (vpc-peering-basics, invalid-peering-configurations)', () => {
  flows(
    oneWithTwo,
    `
    b-1 > c-1 tcp/443 | route B-table 192.168.0.0/16 A-B                                         | peering-leads-to-the-peer-alone at A-B
    b-1 > c-1 tcp/443 | route B-table 192.168.0.0/16 A-B; route C-table 10.0.0.0/16 A-C          | peering-leads-to-the-peer-alone at A-B
    b-1 > c-1 tcp/443 | peer B-C B C; route B-table 192.168.0.0/16 B-C; route C-table 10.0.0.0/16 B-C | works via B-C
    a-1@10.0.1.99 > c-1 tcp/443 | check a-1 off                                                  | peering-is-not-transitive at A-C
    `,
  )
})

describe('no edge-to-edge routing through a peer (invalid-peering-configurations)', () => {
  flows(
    `${oneWithTwo}
    subnet edge A a 172.16.2.0/24
    igw gate A
    nat out edge
    table public A edge
    route public 0.0.0.0/0 gate
    route public 10.0.0.0/16 A-B
    route A-table 0.0.0.0/0 out
    gateway-endpoint door A s3 A-table public
    route B-table 0.0.0.0/0 A-B
    `,
    `
    a-1 > 198.51.100.7 tcp/443                           | works via out, gate
    b-1 > 198.51.100.7 tcp/443                           | peering-leads-to-the-peer-alone at A-B
    a-1 > 52.216.0.10 tcp/443                            | works via door
    b-1 > 52.216.0.10 tcp/443                            | peering-leads-to-the-peer-alone at A-B
    b-1 > out-eni tcp/443                                | nat-gateway-knows-no-such-flow at out
    internet > 10.0.1.10 tcp/443                         | not-routed-on-the-internet at internet
    `,
  )
})

describe('routes to a part of a peer (peering-configurations-partial-access)', () => {
  flows(
    `${oneWithTwo}
    subnet more-b B b 10.0.2.0/24
    host b-2 more-b 10.0.2.10 open-B
    host b-3 in-b 10.0.1.11 open-B
    `,
    `
    # To one subnet of the peer.
    a-1 > b-1 tcp/443 | unroute A-table 10.0.0.0/16; route A-table 10.0.1.0/24 A-B    | works
    a-1 > b-2 tcp/443 | unroute A-table 10.0.0.0/16; route A-table 10.0.1.0/24 A-B    | no-route at A-table
    # To one instance.
    a-1 > b-1 tcp/443 | unroute A-table 10.0.0.0/16; route A-table 10.0.1.10/32 A-B   | works
    a-1 > b-3 tcp/443 | unroute A-table 10.0.0.0/16; route A-table 10.0.1.10/32 A-B   | no-route at A-table
    # Traffic that the peer sends still needs the way back.
    b-2 > a-1 tcp/443 | unroute A-table 10.0.0.0/16; route A-table 10.0.1.0/24 A-B    | back no-route at A-table
    # One subnet of the peer has the way back and the other has not.
    a-1 > b-1 tcp/443 | table lone B more-b                                           | works
    a-1 > b-2 tcp/443 | table lone B more-b                                           | back no-route at lone
    a-1 > b-2 tcp/443 | table lone B more-b; route lone 172.16.1.10/32 A-B            | works
    `,
  )
})

// "VPC A … peered with VPC B and VPC C, which have matching CIDR blocks": longest prefix match, and answers that go
// astray.
describe('a VPC peered with two that have the same addresses (peering-configurations-partial-access)', () => {
  flows(
    `
    vpc A 172.16.0.0/16
    vpc B 10.0.0.0/16
    vpc C 10.0.0.0/16
    subnet in-a A a 172.16.1.0/24
    subnet in-b B a 10.0.0.0/24
    subnet in-c C a 10.0.0.0/24
    ${open('A')}
    ${open('B')}
    ${open('C')}
    host a-1 in-a 172.16.1.10 open-A
    host b-1 in-b 10.0.0.77 open-B
    host c-1 in-c 10.0.0.77 open-C
    host c-2 in-c 10.0.0.88 open-C
    peer A-B A B
    peer A-C A C
    route A-table 10.0.0.77/32 A-B
    route A-table 10.0.0.0/16 A-C
    route B-table 172.16.0.0/16 A-B
    route C-table 172.16.0.0/16 A-C
    `,
    `
    a-1 > 10.0.0.77 tcp/443                                                | works via A-B, b-1
    a-1 > 10.0.0.88 tcp/443                                                | works via A-C, c-2
    b-1 > a-1 tcp/443                                                      | works
    c-2 > a-1 tcp/443                                                      | works
    c-1 > a-1 tcp/443                                                      | back answer-goes-astray at b-1
    c-1 > a-1 tcp/443 | unroute A-table 10.0.0.77/32                       | works
    `,
  )
})

describe('security groups over a peering connection (vpc-peering-security-groups)', () => {
  const referring = `
    vpc A 172.16.0.0/16
    subnet in-a A a 172.16.1.0/24
    group client-sg A | out all 0.0.0.0/0
    host a-1 in-a 172.16.1.10 client-sg
  `
  flows(
    `${referring}
    vpc B 10.0.0.0/16
    subnet in-b B a 10.0.1.0/24
    group server-sg B
    host b-1 in-b 10.0.1.10 server-sg
    peer A-B A B
    allow server-sg in tcp 443 client-sg
    route A-table 10.0.0.0/16 A-B
    route B-table 172.16.0.0/16 A-B
    `,
    `
    a-1 > b-1 tcp/443                                              | works
    a-1 > b-1 tcp/443 | revoke server-sg in tcp 443 client-sg      | groups-have-no-ingress-rules at b-1
    a-1 > b-1 tcp/444                                              | no-group-rule-admits-ingress at b-1
    `,
  )
  flows(
    `${referring}
    region us-west-2
    vpc B 10.0.0.0/16
    subnet in-b B a 10.0.1.0/24
    group server-sg B | in tcp 443 172.16.1.0/24
    host b-1 in-b 10.0.1.10 server-sg
    region us-east-1
    peer A-B A B
    route A-table 10.0.0.0/16 A-B
    region us-west-2
    route B-table 172.16.0.0/16 A-B
    `,
    `
    a-1 > b-1 tcp/443                                              | works as a-1 via A-B, B
    a-1 > b-1 tcp/443#8500                                         | works
    a-1 > b-1 tcp/443#8501                                         | larger-than-mtu at A-B
    a-1 > b-1 tcp/443 | revoke server-sg in tcp 443 172.16.1.0/24  | groups-have-no-ingress-rules at b-1
    `,
  )
  flows(
    `${referring}
    account 210987654321
    vpc B 10.0.0.0/16
    subnet in-b B a 10.0.1.0/24
    group server-sg B | in tcp 443 172.16.0.0/16
    host b-1 in-b 10.0.1.10 server-sg
    account 123456789012
    peer A-B A B
    route A-table 10.0.0.0/16 A-B
    account 210987654321
    route B-table 172.16.0.0/16 A-B
    `,
    `
    a-1 > b-1 tcp/443                                              | works as a-1
    a-1 > b-1 tcp/443 | unroute B-table 172.16.0.0/16              | back no-route at B-table
    `,
  )
})

describe('IPv6 over a peering connection', () => {
  flows(
    `
    vpc A 172.16.0.0/16 ipv6
    vpc B 10.0.0.0/16 ipv6
    subnet in-a A a 172.16.1.0/24 ipv6
    subnet in-b B a 10.0.1.0/24 ipv6
    group open-a A | in all ::/0 | out all ::/0
    group open-b B | in all ::/0 | out all ::/0
    host a-1 in-a 172.16.1.10 open-a ipv6
    host b-1 in-b 10.0.1.10 open-b ipv6
    peer A-B A B
    route A-table ::/0 A-B
    route B-table ::/0 A-B
    `,
    `
    a-1 > b-1.ipv6 tcp/443                          | works as a-1.ipv6 via A-table, A-B, B, b-1
    a-1 > b-1.ipv6 tcp/443 | unroute B-table ::/0   | back no-route at B-table
    a-1 > 2001:db8::7 tcp/443                       | peering-leads-to-the-peer-alone at A-B
    `,
  )
})
