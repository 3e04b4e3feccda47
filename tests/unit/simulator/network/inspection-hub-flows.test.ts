import { describe, expect, it } from 'vitest'
import { flows, sendFlow, tell } from './notation/flows.ts'
import { say, worldOf } from './notation/world.ts'

// Inspection and the way to the internet in a VPC of their own, behind a transit gateway. Pages are those of the transit
// gateway guide. Each drop stands beside the flow that works, from which it differs by one thing.

/** Two VPCs whose hosts are in different zones. All that they send goes to a third VPC, and from there to anybody. */
const spokes = `
  transit-gateway hub no-tables
  vpc vpc-a 10.1.0.0/16
  subnet app-a vpc-a a 10.1.1.0/24
  group hosts-a vpc-a | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host a-1 app-a 10.1.1.10 hosts-a
  attach to-a hub vpc-a app-a
  route vpc-a-table 0.0.0.0/0 hub
  vpc vpc-b 10.2.0.0/16
  subnet app-b vpc-b b 10.2.1.0/24
  group hosts-b vpc-b | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host b-1 app-b 10.2.1.10 hosts-b
  attach to-b hub vpc-b app-b
  route vpc-b-table 0.0.0.0/0 hub
  vpc vpc-c 192.168.0.0/16
  subnet link-c vpc-c a 192.168.255.0/28
  subnet link-c2 vpc-c b 192.168.255.16/28
  attach to-c hub vpc-c link-c link-c2 appliance
  transit-table before hub
  transit-table after hub
  associate to-a before
  associate to-b before
  associate to-c after
  transit-route before 0.0.0.0/0 to-c
  propagate to-a after
  propagate to-b after
`

/** An appliance in each zone, as the target of routes. */
const machines = `
  ${spokes}
  subnet fw-c vpc-c a 192.168.1.0/24
  subnet fw-c2 vpc-c b 192.168.2.0/24
  group fw-group vpc-c | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host fw-1 fw-c 192.168.1.10 fw-group
  host fw-2 fw-c2 192.168.2.10 fw-group
  check fw-1 off
  check fw-2 off
  table link-table vpc-c link-c
  route link-table 0.0.0.0/0 fw-1
  table link-table2 vpc-c link-c2
  route link-table2 0.0.0.0/0 fw-2
  table fw-table vpc-c fw-c fw-c2
  route fw-table 0.0.0.0/0 hub
  appliance fw-1 forward
  appliance fw-2 forward
`

describe('appliances in a shared services VPC (transit-gateway-appliance-scenario)', () => {
  flows(
    machines,
    `
    a-1 > b-1 tcp/443                                        | works
    b-1 > a-1 tcp/443                                        | works
    # Without appliance mode, each direction enters in the zone of its own source.
    a-1 > b-1 tcp/443 | appliance-mode to-c off              | back appliance-knows-no-such-flow at fw-2:instance
    b-1 > a-1 tcp/443 | appliance-mode to-c off              | back appliance-knows-no-such-flow at fw-1:instance
    a-1 > b-1 tcp/443 | appliance-mode to-c off; appliance fw-1 forward stateless; appliance fw-2 forward stateless | works via a-1, to-c, link-table, fw-1, fw-table, to-b, b-1
    a-1 > b-1 tcp/443 | transit-unroute before 0.0.0.0/0     | no-transit-route at hub
    a-1 > b-1 tcp/443 | unpropagate to-b after               | no-transit-route at hub
    a-1 > b-1 tcp/443 | unroute fw-table 0.0.0.0/0           | no-route at fw-table
    a-1 > b-1 tcp/443 | appliance-mode to-c off; check fw-1 on | not-its-own-destination at fw-1
    # What comes out of the inspection must not be led into it again.
    a-1 > b-1 tcp/443 | appliance-mode to-c off; transit-route after 10.2.0.0/16 to-c | forwarding-loop at link-table
    `,
  )
})

/** The same with a Gateway Load Balancer, whose fleet is in a VPC of another account. */
const inspected = `
  account 210987654321
  vpc security 10.63.0.0/16
  subnet fw-a security a 10.63.1.0/24
  subnet fw-b security b 10.63.2.0/24
  group fw-group security | in udp 6081 10.63.0.0/16 | in tcp 80 10.63.0.0/16
  host fw-1 fw-a 10.63.1.10 fw-group
  host fw-2 fw-b 10.63.2.10 fw-group
  inspector fw-lb fw-a fw-b
  inspect-with fw-lb fw-1 fw-2
  appliance fw-1 inspect | deny tcp 23
  appliance fw-2 inspect | deny tcp 23
  inspection svc fw-lb
  account 123456789012
  ${spokes}
  subnet gate-c vpc-c a 192.168.1.0/28
  subnet gate-c2 vpc-c b 192.168.1.16/28
  inspection-endpoint gwlbe svc vpc-c gate-c
  inspection-endpoint gwlbe2 svc vpc-c gate-c2
  table link-table vpc-c link-c
  route link-table 0.0.0.0/0 gwlbe
  table link-table2 vpc-c link-c2
  route link-table2 0.0.0.0/0 gwlbe2
  table gate-table vpc-c gate-c
  route gate-table 10.0.0.0/8 hub
  table gate-table2 vpc-c gate-c2
  route gate-table2 10.0.0.0/8 hub
`

describe('east-west inspection by a Gateway Load Balancer (transit-gateway-appliance-scenario)', () => {
  flows(
    inspected,
    `
    a-1 > b-1 tcp/443                                        | works
    b-1 > a-1 tcp/443                                        | works
    a-1 > b-1 udp/53                                         | works
    a-1 > b-1 ping                                           | works
    a-1 > b-1 tcp/23 | account 210987654321; inspect-without fw-lb fw-2; cross-zone fw-lb on | appliance-denies at fw-1:instance
    a-1 > b-1 tcp/443 | appliance-mode to-c off              | back inspection-knows-no-such-flow at fw-lb/fw-b
    b-1 > a-1 tcp/443 | appliance-mode to-c off              | back inspection-knows-no-such-flow at fw-lb/fw-a
    a-1 > b-1 udp/53 | appliance-mode to-c off               | back appliance-knows-no-such-flow at fw-2:instance
    a-1 > b-1 tcp/443 | appliance-mode to-c off; unroute gate-table 10.0.0.0/8 | no-route at gate-table
    # Both zones' traffic through one endpoint: it crosses zones, but keeps together.
    a-1 > b-1 tcp/443 | appliance-mode to-c off; reroute link-table2 0.0.0.0/0 gwlbe | works via gwlbe, fw-1, gwlbe
    `,
  )

  flows(
    inspected,
    `
    # Appliance mode takes the zone that works; without it, only what comes from there is inspected.
    a-1 > b-1 tcp/443 | fault link-c                         | works via to-c, gwlbe2, fw-2, gwlbe2, b-1
    a-1 > b-1 tcp/443 | fault link-c2                        | works via to-c, gwlbe, fw-1, gwlbe, b-1
    a-1 > b-1 tcp/443 | fault link-c link-c2                 | struck-by-fault at to-c
    a-1 > b-1 tcp/443 | fault app-a                          | struck-by-fault at a-1
    `,
  )

  it('keeps both directions of every flow together, in either zone', () => {
    const world = worldOf(inspected)
    const sent = Array.from({ length: 24 }, (_, i) => sendFlow(world, `a-1 > b-1 tcp/${50000 + i}-443`))
    expect(new Set(sent.map((one) => tell(world, one)))).toEqual(new Set(['works']))
    const endpoints = sent.map(
      ({ forward }) => forward.hops.find(({ position }) => position.kind === 'inspection-endpoint')!.id,
    )
    expect(new Set(endpoints.map((id) => world.nameOf(id)))).toEqual(new Set(['gwlbe', 'gwlbe2']))
  })
})

const egress = `
  ${inspected}
  igw gate vpc-c
  subnet public-c vpc-c a 192.168.9.0/24
  subnet public-c2 vpc-c b 192.168.10.0/24
  nat nat-c public-c
  nat nat-c2 public-c2
  route gate-table 0.0.0.0/0 nat-c
  route gate-table2 0.0.0.0/0 nat-c2
  table public-table vpc-c public-c
  route public-table 0.0.0.0/0 gate
  route public-table 10.0.0.0/8 gwlbe
  table public-table2 vpc-c public-c2
  route public-table2 0.0.0.0/0 gate
  route public-table2 10.0.0.0/8 gwlbe2
`

describe('centralised egress, inspected (transit-gateway-nat-igw; AWS whitepaper on multi-VPC networks)', () => {
  flows(
    egress,
    `
    a-1 > 198.51.100.7 tcp/443                               | works
    b-1 > 198.51.100.7 tcp/443                               | works
    a-1 > b-1 tcp/443                                        | works
    # The public subnets need the way back through the endpoints.
    a-1 > 198.51.100.7 tcp/443 | unroute public-table 10.0.0.0/8; unroute public-table2 10.0.0.0/8 | back destination-is-private at gate
    a-1 > 198.51.100.7 tcp/443 | appliance-mode to-c off; reroute public-table 10.0.0.0/8 hub | back appliance-missed-the-answer at fw-1:instance
    a-1 > 198.51.100.7 tcp/443 | transit-unroute before 0.0.0.0/0; transit-route before 10.0.0.0/8 to-c | no-transit-route at hub
    `,
  )
})

describe('centralised egress without inspection (transit-gateway-nat-igw)', () => {
  flows(
    `
    ${spokes}
    igw gate vpc-c
    subnet public-c vpc-c a 192.168.9.0/24
    nat nat-c public-c
    table link-table vpc-c link-c link-c2
    route link-table 0.0.0.0/0 nat-c
    table public-table vpc-c public-c
    route public-table 0.0.0.0/0 gate
    route public-table 10.0.0.0/8 hub
    `,
    `
    a-1 > 198.51.100.7 tcp/443                                          | works via a-1, to-c, link-table, nat-c, public-table, gate
    a-1 > 198.51.100.7 tcp/443 | unroute public-table 10.0.0.0/8        | back destination-is-private at gate
    a-1 > 198.51.100.7 tcp/443 | unroute link-table 0.0.0.0/0           | no-route at link-table
    # NAT gateways do not send spokes to each other; a blackhole makes sure.
    a-1 > b-1 tcp/443 | transit-route before 10.0.0.0/8 blackhole       | transit-route-is-blackhole at hub
    `,
  )
})

describe('flows over appliances of one zone (Gateway Load Balancer guide, edit-target-group-attributes, "Flow stickiness")', () => {
  const three = `
    ${inspected}
    account 210987654321
    host fw-3 fw-a 10.63.1.11 fw-group
    host fw-4 fw-b 10.63.2.11 fw-group
    inspect-with fw-lb fw-3 fw-4
    cross-zone fw-lb on
  `
  const appliancesFor = (change: string, wires: readonly string[]) => {
    const world = worldOf(three)
    say(world, change)
    return wires.map((wire) => {
      const made = sendFlow(world, `a-1 > b-1 ${wire}`)
      expect(tell(world, made)).toBe('works')
      const inspections = [made.forward, made.reply!].map(({ hops }) =>
        hops.filter(({ position }) => position.kind === 'inspection-appliance').map(({ id }) => id),
      )
      expect(inspections[0]).toEqual(inspections[1])
      return inspections[0]!.join()
    })
  }
  const oneZone = 'account 123456789012\nreroute link-table2 0.0.0.0/0 gwlbe\naccount 210987654321'
  const ports = Array.from({ length: 32 }, (_, i) => `tcp/${50000 + i}-443`)

  it('spreads them by five fields', () => {
    expect(new Set(appliancesFor(oneZone, ports)).size).toBe(4)
  })
  it('keeps what is between two hosts in one protocol together by three fields', () => {
    const change = `${oneZone}\ntargeting fw-lb-group stickiness.enabled true`
    expect(new Set(appliancesFor(change, ports)).size).toBe(1)
  })
  it('keeps all that is between two hosts together by two fields', () => {
    const change = `${oneZone}
      targeting fw-lb-group stickiness.enabled true
      targeting fw-lb-group stickiness.type source_ip_dest_ip`
    expect(new Set(appliancesFor(change, [...ports, 'udp/53', 'ping', 'udp/123'])).size).toBe(1)
  })
})
