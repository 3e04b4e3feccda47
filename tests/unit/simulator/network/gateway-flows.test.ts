import { describe, expect, it } from 'vitest'
import { isWorking } from '../../../../simulator/network/trace.ts'
import { natGateways } from '../../../../simulator/services/ec2/nat-gateways.ts'
import { flows, sendFlow } from './notation/flows.ts'
import { worldOf } from './notation/world.ts'

// Each drop stands beside the flow that works, from which it differs by one thing.

/** VPC user guide, vpc-example-private-subnets-nat: a public and a private subnet. */
const publicAndPrivate = `
  vpc main 10.0.0.0/16 ipv6
  subnet web main a 10.0.0.0/24 ipv6
  subnet app main a 10.0.1.0/24 ipv6
  igw gate main
  table public main web
  route public 0.0.0.0/0 gate
  route public ::/0 gate
  group open main | in all 0.0.0.0/0 | in all ::/0 | out all 0.0.0.0/0 | out all ::/0
  host web-1 web 10.0.0.10 open public ipv6
  host web-2 web 10.0.0.11 open
  host app-1 app 10.0.1.10 open ipv6
  host app-2 app 10.0.1.11 open public
  nat out web
  eigw only main
  table private main app
  route private 0.0.0.0/0 out
  route private ::/0 only
`

describe('internet gateways (VPC user guide, VPC_Internet_Gateway)', () => {
  flows(
    publicAndPrivate,
    `
    web-1 > 198.51.100.7 tcp/443                               | works as web-1.public via web-1, public, web, gate, internet
    web-1 > 198.51.100.7 tcp/443 | unroute public 0.0.0.0/0    | no-route at public
    web-2 > 198.51.100.7 tcp/443                               | no-public-address at gate
    web-2 > 198.51.100.7 tcp/443 | elastic ip web-2            | works as ip
    web-1@10.0.0.77 > 198.51.100.7 tcp/443 | check web-1 off   | not-an-address-of-the-vpc at gate
    web-1 > 10.9.0.1 tcp/443                                   | destination-is-private at gate
    web-1 > 172.31.0.1 tcp/443                                 | destination-is-private at gate
    web-1 > 172.32.0.1 tcp/443                                 | works
    web-1 > 100.64.0.1 tcp/443                                 | destination-is-shared at gate
    web-1 > 240.0.0.1 tcp/443                                  | not-routed-on-the-internet at gate
    internet > web-1.public tcp/443                            | works via internet, gate, main, web, web-1
    internet > web-1.public tcp/443 | revoke open in all 0.0.0.0/0 | no-group-rule-admits-ingress at web-1
    internet > web-1.public tcp/443 | revoke open out all 0.0.0.0/0 | works
    internet@10.1.1.1 > web-1.public tcp/443                   | source-is-private at gate
    internet@100.64.1.1 > web-1.public tcp/443                 | source-is-shared at gate
    internet@127.0.0.1 > web-1.public tcp/443                  | source-is-reserved at gate
    internet > 10.0.0.10 tcp/443                               | not-routed-on-the-internet at internet
    internet > ip tcp/443 | elastic ip web-2                   | works via gate, web-2
    internet > ip tcp/443 | elastic ip                         | nobody-has-the-public-address at internet
    internet > ip tcp/443 | elastic ip web-2; loosen ip        | nobody-has-the-public-address at internet
    internet > ip tcp/443 | elastic ip web-2; stop web-2       | interface-not-in-use at web-2
    internet > web-1.public tcp/443 | unroute public 0.0.0.0/0 | back no-route at public
    web-1 > app-2.public tcp/443                               | back nat-gateway-knows-no-such-flow at out
    web-1 > app-2.public tcp/443 | reroute private 0.0.0.0/0 gate | works as web-1.public via gate, internet, gate, app-2
    `,
  )
})

describe('IPv6 over an internet gateway has no translation', () => {
  flows(
    publicAndPrivate,
    `
    web-1 > 2001:db8::7 tcp/443                                | works as web-1.ipv6 via web-1, public, web, gate, internet
    web-1 > 2001:db8::7 tcp/443 | unroute public ::/0          | no-route at public
    web-1 > fd00:1::7 tcp/443                                  | not-routed-on-the-internet at gate
    web-1@2001:db8:bad::1 > 2001:db8::7 tcp/443 | check web-1 off | not-an-address-of-the-vpc at gate
    internet > web-1.ipv6 tcp/443                              | works via internet, gate, main, web, web-1
    internet > web-1.ipv6 tcp/443 | revoke open in all ::/0    | no-group-rule-admits-ingress at web-1
    internet@fe80::1 > web-1.ipv6 tcp/443                      | source-is-reserved at gate
    `,
  )
})

describe('egress-only internet gateways (VPC user guide, egress-only-internet-gateway)', () => {
  flows(
    publicAndPrivate,
    `
    app-1 > 2001:db8::7 tcp/443                                | works as app-1.ipv6 via app-1, private, app, only, internet
    app-1 > 2001:db8::7 ping                                   | works
    app-1 > 2001:db8::7 tcp/443 | unroute private ::/0         | no-route at private
    app-1@2001:db8:bad::1 > 2001:db8::7 tcp/443 | check app-1 off | not-an-address-of-the-vpc at only
    app-1 > fd00:1::7 tcp/443                                  | not-routed-on-the-internet at only
    internet > app-1.ipv6 tcp/443                              | back egress-only-knows-no-such-flow at only
    internet > app-1.ipv6 tcp/443 | reroute private ::/0 gate  | works
    `,
  )
  flows(
    `
    vpc main 10.0.0.0/16 ipv6
    subnet app main a 10.0.1.0/24 ipv6
    group open main | in all ::/0 | out all ::/0
    host app-1 app 10.0.1.10 open ipv6
    `,
    `
    app-1 > 2001:db8::7 tcp/443   | eigw only main; route main-table ::/0 only | works via only, internet
    internet > app-1.ipv6 tcp/443 | eigw only main; route main-table ::/0 only | egress-only-lets-nothing-in at only
    internet > app-1.ipv6 tcp/443                                              | no-internet-gateway at main
    `,
  )
})

describe('public NAT gateways (VPC user guide, vpc-nat-gateway, nat-gateway-basics)', () => {
  flows(
    publicAndPrivate,
    `
    app-1 > 198.51.100.7 tcp/443                               | works as out-eni.public via app-1, private, app, web, out, public, web, gate, internet
    app-1 > 198.51.100.7 udp/53                                | works as out-eni.public
    app-1 > 198.51.100.7 ping                                  | works as out-eni.public
    app-1 > 198.51.100.7 47/0                                  | nat-gateway-protocol at out
    app-1 > 198.51.100.7 tcp/443 | unroute private 0.0.0.0/0   | no-route at private
    app-1 > 198.51.100.7 tcp/443 | no-nat out                  | route-is-blackhole at private
    app-1 > 198.51.100.7 tcp/443 | nat late web pending; reroute private 0.0.0.0/0 late | nat-gateway-not-available at late
    app-1 > 198.51.100.7 tcp/443 | revoke open out all 0.0.0.0/0 | no-group-rule-admits-egress at app-1
    app-1 > 198.51.100.7 tcp/443 | unroute public 0.0.0.0/0    | no-route at public
    app-1 > 198.51.100.7 tcp/443 | nat inner app; reroute private 0.0.0.0/0 inner | forwarding-loop at private
    app-1@10.9.9.9 > 198.51.100.7 tcp/443 | check app-1 off    | nat-gateway-source at out
    internet > out-eni.public tcp/443                          | nat-gateway-knows-no-such-flow at out
    web-1 > out-eni tcp/443                                    | nat-gateway-knows-no-such-flow at out
    internet > app-2.public tcp/443                            | back nat-gateway-knows-no-such-flow at out
    app-1 > web-1.public tcp/443                               | works as out-eni.public via out, gate, internet, gate, web-1
    `,
  )
})

// "Network ACLs … a NAT gateway uses ports 1024-65535."
describe('the network ACL of a NAT gateway’s subnet', () => {
  const guarded = `${publicAndPrivate}
    acl edge main web | in 100 allow tcp 443 10.0.1.0/24 | in 110 allow tcp 1024-65535 0.0.0.0/0 | out 100 allow tcp 443 0.0.0.0/0 | out 110 allow tcp 1024-65535 10.0.1.0/24
  `
  flows(
    guarded,
    `
    app-1 > 198.51.100.7 tcp/443                               | works
    app-1 > 198.51.100.7 tcp/443 | unentry edge in 100         | acl-denies-ingress at web
    app-1 > 198.51.100.7 tcp/443 | unentry edge out 100        | acl-denies-egress at web
    app-1 > 198.51.100.7 tcp/443 | unentry edge in 110         | back acl-denies-ingress at web
    app-1 > 198.51.100.7 tcp/443 | unentry edge in 110; entry edge in 110 allow tcp 32768-65535 0.0.0.0/0 | back acl-denies-ingress at web
    app-1 > 198.51.100.7 tcp/443 | unentry edge out 110        | back acl-denies-egress at web
    `,
  )
})

describe('private NAT gateways', () => {
  flows(
    publicAndPrivate,
    `
    # "if you route traffic from the private NAT gateway to the internet gateway, the internet gateway drops the traffic"
    app-1 > 198.51.100.7 tcp/443 | nat inner web private; reroute private 0.0.0.0/0 inner | no-public-address at gate
    `,
  )
  // A private NAT gateway hides a subnet’s addresses from the peer: what the peer sees is the gateway.
  flows(
    `
    vpc main 10.0.0.0/16 100.64.0.0/16
    vpc other 10.1.0.0/16
    subnet door main a 10.0.0.0/24
    subnet hidden main a 100.64.1.0/24
    subnet db other a 10.1.1.0/24
    group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    group db-sg other | in tcp 5432 10.0.0.0/24
    host app-1 hidden 100.64.1.10 open
    host db-1 db 10.1.1.10 db-sg
    peer link main other
    nat inner door private
    table hidden-table main hidden
    route hidden-table 10.1.0.0/16 inner
    route main-table 10.1.0.0/16 link
    route other-table 10.0.0.0/16 link
    `,
    `
    app-1 > db-1 tcp/5432                                             | works as inner-eni via hidden-table, inner, main-table, link, db-1
    app-1 > db-1 tcp/5432 | reroute hidden-table 10.1.0.0/16 link     | no-group-rule-admits-ingress at db-1
    app-1 > db-1 tcp/5432 | unroute other-table 10.0.0.0/16           | back no-route at other-table
    db-1 > app-1 tcp/443 | route other-table 100.64.0.0/16 link; allow db-sg out all 0.0.0.0/0 | back nat-gateway-knows-no-such-flow at inner
    `,
  )
})

describe('NAT64 (VPC user guide, nat-gateway-nat64-dns64)', () => {
  flows(
    `${publicAndPrivate}
    route private 64:ff9b::/96 out
    `,
    `
    app-1 > 64:ff9b::c633:6407 tcp/443                              | works as out-eni.public via private, out, public, gate, internet
    app-1 > 64:ff9b::c633:6407 ping                                 | works as out-eni.public
    app-1 > 64:ff9b::a00:a tcp/443                                  | works as out-eni via out, web-1
    app-1 > 64:ff9b::c633:6407 tcp/443 | unroute private 64:ff9b::/96 | not-routed-on-the-internet at only
    app-1 > 2001:db8::7 tcp/443 | reroute private ::/0 out          | nat-gateway-leads-to-ipv4 at out
    `,
  )
})

describe('public addresses of AWS’s services', () => {
  flows(
    publicAndPrivate,
    `
    # 52.216.0.0/15 is S3 in us-east-1, 52.94.0.0/22 DynamoDB.
    web-1 > 52.216.0.10 tcp/443  | works as web-1.public via gate, internet
    app-1 > 52.216.0.10 tcp/443  | works as out-eni.public via out, gate, internet
    app-1 > 52.94.0.10 tcp/443   | works
    app-1 > 52.216.0.10 tcp/80   | works
    app-1 > 52.216.0.10 tcp/22   | service-does-not-listen at internet
    app-1 > 52.216.0.10 udp/443  | service-does-not-listen at internet
    web-2 > 52.216.0.10 tcp/443  | no-public-address at gate
    `,
  )
})

describe('endpoints are kept off the internet (PrivateLink guide: denyAllIgwTraffic)', () => {
  flows(
    `${publicAndPrivate}
    endpoint inner main s3 web open ipv6
    `,
    `
    internet > web-1.ipv6 tcp/443    | works
    internet > inner/web.ipv6 tcp/443  | interface-denies-internet at gate
    app-1 > inner/web.ipv6 tcp/443     | works via inner/web
    `,
  )
})

describe('security groups over public addresses', () => {
  flows(
    `${publicAndPrivate}
    group client-sg main | out all 0.0.0.0/0
    group server-sg main | in tcp 443 client-sg
    host client-1 web 10.0.0.20 client-sg public
    host server-1 web 10.0.0.21 server-sg public
    `,
    `
    # "the private IP addresses of the network interfaces", so a public address does not count.
    client-1 > server-1 tcp/443         | works
    client-1 > server-1.public tcp/443  | group-reference-not-preserved at server-1
    `,
  )
})

describe('a NAT gateway between subnets of one VPC (route-table-options, more specific routes than local)', () => {
  flows(
    `${publicAndPrivate}
    subnet db main b 10.0.2.0/24
    group db-sg main | in tcp 5432 open
    host db-1 db 10.0.2.10 db-sg
    nat inner web private
    `,
    `
    app-1 > db-1 tcp/5432                                                                  | works as app-1
    app-1 > db-1 tcp/5432 | route private 10.0.2.0/24 inner                                | group-reference-not-preserved at db-1
    app-1 > db-1 tcp/5432 | route private 10.0.2.0/24 inner; allow db-sg in tcp 5432 10.0.0.0/24 | works as inner-eni via private, inner, public, db-1
    `,
  )
})

// Transit gateway guide, transit-gateway-nat-igw: one NAT gateway for many VPCs.
describe('a NAT gateway for what comes by a transit gateway', () => {
  flows(
    `
    vpc shared 10.0.0.0/16
    vpc spoke 10.1.0.0/16
    subnet web shared a 10.0.0.0/24
    subnet attached shared a 10.0.1.0/24
    subnet app spoke a 10.1.0.0/24
    igw gate shared
    group open spoke | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host app-1 app 10.1.0.10 open
    transit-gateway hub
    attach shared-att hub shared attached
    attach spoke-att hub spoke app
    nat out web
    table public shared web
    route public 0.0.0.0/0 gate
    route public 10.1.0.0/16 hub
    table from-hub shared attached
    route from-hub 0.0.0.0/0 out
    route spoke-table 0.0.0.0/0 hub
    transit-route hub-table 0.0.0.0/0 shared-att
    `,
    `
    app-1 > 198.51.100.7 tcp/443                                   | works as out-eni.public via spoke-table, hub, from-hub, out, public, gate, internet
    app-1 > 198.51.100.7 tcp/443 | unroute public 10.1.0.0/16      | back destination-is-private at gate
    app-1 > 198.51.100.7 tcp/443 | reroute from-hub 0.0.0.0/0 gate | not-an-address-of-the-vpc at gate
    `,
  )
})

describe('a NAT gateway with several addresses (nat-gateway-working-with)', () => {
  it('spreads connections over them, and each connection keeps its own', () => {
    const world = worldOf(publicAndPrivate)
    const { AllocationId = '' } = world.ask('AllocateAddress', { Domain: 'vpc' }, world.where)
    const NatGatewayId = world.id('out')
    world.ask('AssociateNatGatewayAddress', { NatGatewayId, AllocationIds: [AllocationId] }, world.where)
    world.pass(600)
    const traces = Array.from({ length: 20 }, (_, i) =>
      sendFlow(world, `app-1 > 198.51.100.7 tcp/${40000 + i}-443`),
    )
    expect(traces.every(isWorking)).toBe(true)
    expect(new Set(traces.map(({ forward }) => forward.arrival?.packet.source)).size).toBe(2)
    const again = sendFlow(world, 'app-1 > 198.51.100.7 tcp/40000-443')
    expect(again.forward.arrival).toEqual(traces[0]?.forward.arrival)
  })
})

describe('public addresses of other accounts and Regions', () => {
  flows(
    `${publicAndPrivate}
    account 210987654321
    region eu-west-1
    vpc far 10.0.0.0/16
    subnet shop far a 10.0.0.0/24
    igw far-gate far
    route far-table 0.0.0.0/0 far-gate
    group shop-sg far | in tcp 443 0.0.0.0/0
    host shop-1 shop 10.0.0.10 shop-sg public
    `,
    `
    web-1 > shop-1.public tcp/443                               | works as web-1.public via public, gate, internet, far-gate, far, shop, shop-1
    app-1 > shop-1.public tcp/443                               | works as out-eni.public via out, gate, internet, far-gate, shop-1
    web-1 > shop-1.public tcp/80                                | no-group-rule-admits-ingress at shop-1
    web-1 > shop-1.public tcp/443 | unroute far-table 0.0.0.0/0 | back no-route at far-table
    web-2 > shop-1.public tcp/443                               | no-public-address at gate
    `,
  )
})

describe('a regional NAT gateway, as an import may bring one', () => {
  it('is said not to be simulated', () => {
    const world = worldOf(publicAndPrivate)
    const held = natGateways.get(world.fabric, world.id('out'))!
    natGateways.update(world.fabric, held, { AvailabilityMode: 'regional' })
    const { forward } = sendFlow(world, 'app-1 > 198.51.100.7 tcp/443')
    expect(forward.dropped).toMatchObject({ reason: 'regional-nat-not-simulated', at: world.id('out') })
  })
})

describe('what leaves a NAT gateway', () => {
  it('has a port of the gateway’s own, and the answer the client’s', () => {
    const { forward, reply } = sendFlow(worldOf(publicAndPrivate), 'app-1 > 198.51.100.7 tcp/50000-443')
    expect(forward.arrival?.packet.sourcePort).toBeGreaterThanOrEqual(1024)
    expect(forward.arrival?.packet.sourcePort).not.toBe(50000)
    expect(reply?.arrival?.packet).toMatchObject({ sourcePort: 443, destinationPort: 50000 })
  })
})

describe('whom a packet reaches on the internet', () => {
  const world = worldOf(publicAndPrivate)
  it.each([
    ['a host nobody knows', '198.51.100.7', { kind: 'internet', id: '198.51.100.7' }],
    ['S3', '52.216.0.10', { kind: 'service', service: { name: 's3', region: 'us-east-1' } }],
    [
      'S3 in another Region',
      '52.218.0.10',
      { kind: 'service', service: { name: 's3', region: 'eu-west-1' } },
    ],
    ['DynamoDB', '52.94.0.10', { kind: 'service', service: { name: 'dynamodb', region: 'us-east-1' } }],
    ['S3 over IPv6', '2600:1fa0:2c00::7', { kind: 'service', service: { name: 's3', region: 'us-east-1' } }],
  ])('%s', (_, address, arrival) => {
    const { forward, reply } = sendFlow(world, `web-1 > ${address} tcp/443`)
    expect(forward.arrival).toMatchObject(arrival)
    expect(forward.arrival?.endpoint).toBeUndefined()
    expect(reply?.arrival).toMatchObject({ kind: 'interface', id: world.id('web-1') })
  })
})

describe('the largest packets (EC2 user guide, network_mtu; VPC user guide, nat-gateway-basics)', () => {
  flows(
    publicAndPrivate,
    `
    web-1 > app-1 tcp/443#9001           | works
    web-1 > app-1 tcp/443#9002           | larger-than-mtu at web-1
    web-1 > 198.51.100.7 tcp/443#1500    | works
    web-1 > 198.51.100.7 tcp/443#1501    | larger-than-mtu at gate
    internet > web-1.public tcp/443#1501 | larger-than-mtu at gate
    app-1 > 198.51.100.7 tcp/443#1500    | works
    app-1 > 198.51.100.7 tcp/443#1501    | larger-than-mtu at gate
    app-1 > 198.51.100.7 tcp/443#8501    | larger-than-mtu at out
    app-1 > 2001:db8::7 tcp/443#1500     | works
    app-1 > 2001:db8::7 tcp/443#1501     | larger-than-mtu at only
    `,
  )
})
