import { describe, expect, it } from 'vitest'
import { flows, sendFlow, tell } from './notation/flows.ts'
import { say, worldOf } from './notation/world.ts'

// What people build with transit gateways. Pages are those of the transit gateway guide, unless another one is named.

/** The gateway belongs to the network team; each account attaches a VPC of its own. */
const shared = `
  transit-gateway hub
  share hub 210987654321
  vpc vpc-a 10.1.0.0/16
  subnet app-a vpc-a a 10.1.1.0/24
  group hosts-a vpc-a | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host a-1 app-a 10.1.1.10 hosts-a
  attach to-a hub vpc-a app-a
  route vpc-a-table 10.2.0.0/16 hub
  account 210987654321
  vpc vpc-b 10.2.0.0/16
  subnet app-b vpc-b a 10.2.1.0/24
  group hosts-b vpc-b | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host b-1 app-b 10.2.1.10 hosts-b
  attach to-b hub vpc-b app-b
  route vpc-b-table 10.1.0.0/16 hub
`

describe('a gateway that is shared with another account (transit-gateway-share)', () => {
  flows(
    shared,
    `
    a-1 > b-1 tcp/443                                                  | works
    b-1 > a-1 tcp/443                                                  | works
    b-1 > a-1 tcp/443 | account 210987654321; detach to-b              | route-is-blackhole at vpc-b-table
    `,
  )
})

describe('isolated VPCs with shared services (transit-gateway-isolated-shared)', () => {
  flows(
    `
    vpc vpc-a 10.1.0.0/16
    subnet app-a vpc-a a 10.1.1.0/24
    vpc vpc-b 10.2.0.0/16
    subnet app-b vpc-b a 10.2.1.0/24
    vpc vpc-d 10.4.0.0/16
    subnet shared-d vpc-d a 10.4.1.0/24
    group hosts-a vpc-a | in all 10.0.0.0/8 | out all 0.0.0.0/0
    group hosts-b vpc-b | in all 10.0.0.0/8 | out all 0.0.0.0/0
    group hosts-d vpc-d | in all 10.0.0.0/8 | out all 0.0.0.0/0
    host a-1 app-a 10.1.1.10 hosts-a
    host b-1 app-b 10.2.1.10 hosts-b
    host d-1 shared-d 10.4.1.10 hosts-d
    transit-gateway hub no-tables
    attach to-a hub vpc-a app-a
    attach to-b hub vpc-b app-b
    attach to-d hub vpc-d shared-d
    route vpc-a-table 0.0.0.0/0 hub
    route vpc-b-table 0.0.0.0/0 hub
    route vpc-d-table 0.0.0.0/0 hub
    transit-table isolated hub
    transit-table everything hub
    associate to-a isolated
    associate to-b isolated
    associate to-d everything
    propagate to-d isolated
    propagate to-a everything
    propagate to-b everything
    `,
    `
    a-1 > d-1 tcp/443                                   | works
    d-1 > b-1 tcp/443                                   | works
    a-1 > b-1 tcp/443                                   | no-transit-route at hub
    b-1 > a-1 tcp/443                                   | no-transit-route at hub
    a-1 > d-1 tcp/443 | unpropagate to-d isolated       | no-transit-route at hub
    a-1 > d-1 tcp/443 | unpropagate to-a everything     | back no-transit-route at hub
    a-1 > b-1 tcp/443 | propagate to-b isolated         | back no-transit-route at hub
    a-1 > b-1 tcp/443 | propagate to-b isolated; propagate to-a isolated | works
    `,
  )
})

/** Two gateways, in one Region or in two, with a VPC each. */
const peered = (region: string) => `
  transit-gateway east
  vpc vpc-a 10.1.0.0/16
  subnet app-a vpc-a a 10.1.1.0/24
  group hosts-a vpc-a | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host a-1 app-a 10.1.1.10 hosts-a
  attach to-a east vpc-a app-a
  route vpc-a-table 10.0.0.0/8 east
  ${region}
  transit-gateway west
  vpc vpc-b 10.2.0.0/16
  subnet app-b vpc-b a 10.2.1.0/24
  group hosts-b vpc-b | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host b-1 app-b 10.2.1.10 hosts-b
  attach to-b west vpc-b app-b
  route vpc-b-table 10.0.0.0/8 west
  peer-hubs crossing east west
  transit-route west-table 10.1.0.0/16 crossing@west
  region us-east-1
  transit-route east-table 10.2.0.0/16 crossing
`

describe('gateways that are peered between Regions (transit-gateway-peering-scenario)', () => {
  flows(
    peered('region eu-west-1'),
    `
    a-1 > b-1 tcp/443                                                        | works via a-1, east, crossing, west, to-b, b-1
    b-1 > a-1 tcp/443                                                        | works
    # Peerings carry static routes only, each way one.
    a-1 > b-1 tcp/443 | transit-unroute east-table 10.2.0.0/16               | no-transit-route at east
    a-1 > b-1 tcp/443 | region eu-west-1; transit-unroute west-table 10.1.0.0/16 | back no-transit-route at west
    a-1 > b-1 tcp/443 | region eu-west-1; disassociate crossing@west         | attachment-without-table at west
    a-1 > 10.9.0.1 tcp/443 | transit-route east-table 10.9.0.0/16 crossing; region eu-west-1; transit-route west-table 10.9.0.0/16 crossing@west | forwarding-loop at west
    `,
  )
})

describe('gateways that are peered within a Region', () => {
  flows(
    peered(''),
    `
    a-1 > b-1 tcp/443                                                        | works via a-1, east, crossing, west, to-b, b-1
    b-1 > a-1 tcp/443                                                        | works
    a-1 > b-1 tcp/443 | transit-unroute west-table 10.1.0.0/16               | back no-transit-route at west
    a-1 > b-1 tcp/443 | disassociate crossing@west                           | attachment-without-table at west
    `,
  )
})

describe('endpoints of a hub VPC, used by spokes (PrivateLink guide, privatelink-access-aws-services)', () => {
  flows(
    `
    vpc vpc-a 10.81.0.0/16
    subnet app-a vpc-a a 10.81.1.0/24
    group hosts-a vpc-a | out all 0.0.0.0/0
    host a-1 app-a 10.81.1.10 hosts-a
    vpc vpc-h 10.80.0.0/16
    subnet endpoints vpc-h a 10.80.1.0/24
    transit-gateway hub references
    attach to-a hub vpc-a app-a
    attach to-h hub vpc-h endpoints
    route vpc-a-table 0.0.0.0/0 hub
    route vpc-h-table 10.81.0.0/16 hub
    transit-route hub-table 0.0.0.0/0 to-h
    group ep-group vpc-h | in tcp 443 10.81.0.0/16 | in tcp 8443 hosts-a
    endpoint queue vpc-h sqs endpoints ep-group
    gateway-endpoint s3-door vpc-h s3 vpc-h-table
    `,
    `
    a-1 > queue/endpoints tcp/443                                       | works via to-h, queue/endpoints
    a-1 > queue/endpoints tcp/443 | unroute vpc-h-table 10.81.0.0/16    | back no-route at vpc-h-table
    a-1 > queue/endpoints tcp/443 | revoke ep-group in tcp 443 10.81.0.0/16 | no-group-rule-admits-ingress at queue/endpoints
    # Endpoints do not see groups of the other VPC.
    a-1 > queue/endpoints tcp/8443                                      | group-reference-not-preserved at queue/endpoints
    # A gateway endpoint serves its own VPC alone.
    a-1 > 52.217.0.1 tcp/443                                            | gateway-endpoint-source at s3-door
    `,
  )
})

/** A site with two VPN connections to one gateway. */
const twoLines = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet app-2 main b 10.0.2.0/24
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 open
  site dc 192.168.0.0/16 public 203.0.113.10 asn 65010
  site-host pc dc 192.168.1.10
  site-router edge dc
  customer-gateway cgw 203.0.113.10 65010
  transit-gateway hub
  attach to-main hub main app app-2
  route main-table 192.168.0.0/16 hub
  vpn line cgw hub
  uplink edge line
  vpn line-2 cgw hub
  uplink edge line-2
  wait 600
`

describe('VPN connections of equal cost (how-transit-gateways-work, "Equal Cost Multipath routing")', () => {
  const linesOf = (change: string) => {
    const world = worldOf(twoLines)
    say(world, change)
    const sent = Array.from({ length: 24 }, (_, i) => sendFlow(world, `app-1 > pc tcp/${50000 + i}-443`))
    expect(new Set(sent.map((one) => tell(world, one)))).toEqual(new Set(['works']))
    const passed = sent.map(
      ({ forward }) => forward.hops.find(({ position }) => position.kind === 'vpn-connection-out')!.id,
    )
    return new Set(passed.map((id) => world.nameOf(id)))
  }

  it('share the flows', () => {
    expect(linesOf('')).toEqual(new Set(['line', 'line-2']))
  })
  it('take turns only while the gateway has it switched on', () => {
    expect(linesOf('gateway-ecmp hub off').size).toBe(1)
  })
  it('leave all to the one that is up', () => {
    expect(linesOf('fault line')).toEqual(new Set(['line-2']))
  })

  flows(
    twoLines,
    `
    # What comes from outside has no zone, so any subnet of the attachment lets it in.
    pc > app-1 tcp/443                                               | works
    pc > app-1 tcp/443 | attached-by to-main remove app-2            | works via hub, to-main, app-1
    pc > app-1 tcp/443 | attached-by to-main remove app              | back no-attachment-in-zone at hub
    # A route to the site that somebody wrote comes before those that were learnt.
    app-1 > pc tcp/443 | transit-route hub-table 192.168.0.0/16 blackhole   | transit-route-is-blackhole at hub
    app-1 > pc tcp/443 | transit-route hub-table 192.168.0.0/15 blackhole   | works
    # A VPC's route comes before one that a VPN connection taught.
    app-1 > pc tcp/443 | vpc twin 192.168.0.0/16; subnet other twin a 192.168.1.0/24; attach to-twin hub twin other | nobody-has-the-address at twin
    `,
  )
})
