import { describe, expect, it } from 'vitest'
import { describePacket } from '../../../../simulator/network/packet.ts'
import { rewritesOf } from '../../../../simulator/network/report.ts'
import { flows, sendFlow } from './notation/flows.ts'
import { worldOf } from './notation/world.ts'

// Gateway Load Balancers. Each drop stands beside the flow that works, from which it differs by one thing.

/** A provider's fleet of appliances in two zones, behind a Gateway Load Balancer with nodes in subnets of their own. */
const fleet = `
  account 210987654321
  vpc security 10.63.0.0/16
  subnet fw-a security a 10.63.1.0/24
  subnet fw-b security b 10.63.2.0/24
  subnet lb-a security a 10.63.11.0/24
  subnet lb-b security b 10.63.12.0/24
  group fw-group security | in udp 6081 10.63.0.0/16 | in tcp 80 10.63.0.0/16
  host fw-1 fw-a 10.63.1.10 fw-group
  host fw-2 fw-b 10.63.2.10 fw-group
  inspector fw-lb lb-a lb-b
  inspect-with fw-lb fw-1 fw-2
  inspection svc fw-lb
  acl acl-fw security fw-a fw-b | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  acl acl-lb security lb-a lb-b | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
`

/** Everything that enters and leaves by the internet gateway is inspected. */
const ingress = `
  ${fleet}
  account 123456789012
  vpc main 10.62.0.0/16
  subnet app main a 10.62.1.0/24
  subnet gate main a 10.62.9.0/24
  group web-group main | in tcp 443 0.0.0.0/0 | in udp 53 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 app 10.62.1.10 web-group public
  igw igw main
  inspection-endpoint gwlbe svc main gate
  table edge-table main igw
  route edge-table 10.62.1.0/24 gwlbe
  table app-table main app
  route app-table 0.0.0.0/0 gwlbe
  table gate-table main gate
  route gate-table 0.0.0.0/0 igw
  acl acl-app main app | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
  acl acl-gate main gate | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
`

const there = 'internet > web-1.public tcp/443'

describe('what comes in from the internet (PrivateLink guide, vpce-gateway-load-balancer, "Routing")', () => {
  flows(
    ingress,
    `
    ${there}                                                   | works via igw, edge-table, gwlbe, fw-lb/lb-a, fw-1, fw-lb/lb-a, gwlbe, gate-table, app, web-1
    web-1 > 198.51.100.7 tcp/443                               | works via web-1, app-table, gwlbe, fw-lb/lb-a, fw-1, fw-lb/lb-a, gwlbe, gate-table, igw
    web-1 > 198.51.100.7 ping                                  | works
    web-1 > 198.51.100.7 udp/123                               | works
    # Without the edge route the way in is not inspected and its answer is, which the load balancer does not support; the
    # other way round it does (gateway-load-balancers, "Asymmetric flows").
    ${there} | unroute edge-table 10.62.1.0/24                 | back inspection-knows-no-such-flow at fw-lb/lb-a
    internet > web-1.public udp/53 | unroute edge-table 10.62.1.0/24 | works
    web-1 > 198.51.100.7 tcp/443 | unroute edge-table 10.62.1.0/24 | works
    ${there} | unroute app-table 0.0.0.0/0                     | back no-route at app-table
    ${there} | unroute gate-table 0.0.0.0/0                    | back no-route at gate-table
    # Nor may a subnet that the edge table redirects answer by the internet gateway directly.
    ${there} | reroute app-table 0.0.0.0/0 igw                 | back subnet-is-redirected at igw
    # The endpoint's own subnet must lead on, not to the endpoint.
    web-1 > 198.51.100.7 tcp/443 | reroute gate-table 0.0.0.0/0 gwlbe | forwarding-loop at gate-table
    `,
  )
})

describe('appliances that keep state need both directions', () => {
  const stateful = `${ingress}
    account 210987654321
    appliance fw-1 inspect
    appliance fw-2 inspect
    account 123456789012`
  flows(
    stateful,
    `
    ${there}                                                   | works
    web-1 > 198.51.100.7 tcp/443                               | works
    internet > web-1.public udp/53                             | works
    internet > web-1.public udp/53 | unroute edge-table 10.62.1.0/24 | back appliance-knows-no-such-flow at fw-1:instance
    internet > web-1.public udp/53 | unroute edge-table 10.62.1.0/24; appliance fw-1 inspect stateless | works
    # One that sees how a connection begins, but not how it is answered, drops what follows.
    web-1 > 198.51.100.7 tcp/443 | unroute edge-table 10.62.1.0/24 | back appliance-missed-the-answer at fw-1:instance
    web-1 > 198.51.100.7 tcp/443 | unroute edge-table 10.62.1.0/24; appliance fw-1 inspect stateless | works
    web-1 > 198.51.100.7 udp/123 | unroute edge-table 10.62.1.0/24 | works
    `,
  )
})

describe('what appliances do', () => {
  flows(
    ingress,
    `
    ${there}                                                       | works
    ${there} | appliance fw-1 inspect / deny tcp 443               | appliance-denies at fw-1:instance
    ${there} | appliance fw-1 inspect / deny tcp 22                | works
    ${there} | appliance fw-1 inspect / deny udp                   | works
    ${there} | appliance fw-1 inspect deny                         | appliance-denies at fw-1:instance
    ${there} | appliance fw-1 inspect deny / allow tcp 443         | works
    ${there} | appliance fw-1 inspect deny stateless / allow tcp 443 | back appliance-denies at fw-1:instance
    web-1 > 198.51.100.7 tcp/443 | appliance fw-1 inspect / deny tcp 443 | appliance-denies at fw-1:instance
    ${there} | appliance fw-2 inspect deny                         | works
    ${there} | appliance fw-1 forward                              | appliance-does-not-inspect at fw-1:instance
    `,
  )
})

describe('from the load balancer to the appliances (Gateway Load Balancer guide, target-groups)', () => {
  flows(
    ingress,
    `
    ${there}                                                              | works
    # What carries the packets is UDP to port 6081, from the node's address.
    ${there} | account 210987654321; revoke fw-group in udp 6081 10.63.0.0/16 | no-group-rule-admits-ingress at fw-1
    ${there} | account 210987654321; revoke fw-group in udp 6081 10.63.0.0/16; allow fw-group in udp 6081 10.63.11.0/24 | works
    ${there} | account 210987654321; revoke fw-group in udp 6081 10.63.0.0/16; allow fw-group in udp 6081 10.62.0.0/16 | no-group-rule-admits-ingress at fw-1
    ${there} | account 210987654321; entry acl-lb out 90 deny udp 6081 10.63.1.0/24  | acl-denies-egress at lb-a
    ${there} | account 210987654321; entry acl-fw in 90 deny udp 6081 10.63.11.0/24  | acl-denies-ingress at fw-a
    ${there} | account 210987654321; entry acl-fw out 90 deny udp 6081 10.63.11.0/24 | acl-denies-egress at fw-a
    ${there} | account 210987654321; entry acl-lb in 90 deny udp 6081 10.63.1.0/24   | acl-denies-ingress at lb-a
    ${there} | account 210987654321; entry acl-lb in 90 deny tcp 443 0.0.0.0/0       | works
    # Health checks go to TCP port 80 unless the target group says otherwise.
    ${there} | account 210987654321; revoke fw-group in tcp 80 10.63.0.0/16; wait 60 | no-appliance-healthy at fw-lb/lb-a
    ${there} | account 210987654321; unlisten fw-lb:listener              | no-listener-for-inspection at fw-lb/lb-a
    `,
  )
})

describe('which appliance (Gateway Load Balancer guide, gateway-load-balancers and health-checks)', () => {
  flows(
    ingress,
    `
    ${there}                                                              | works via fw-1
    ${there} | account 210987654321; stop fw-1                            | no-appliance-healthy at fw-lb/lb-a
    ${there} | account 210987654321; stop fw-2                            | works
    # Appliances in other zones take part with cross-zone load balancing only.
    ${there} | account 210987654321; stop fw-1; cross-zone fw-lb on       | works via gwlbe, fw-lb/lb-a, fw-2, fw-lb/lb-a, gwlbe
    ${there} | account 210987654321; inspect-without fw-lb fw-1           | no-appliance-in-zone at fw-lb/lb-a
    ${there} | account 210987654321; inspect-without fw-lb fw-1; cross-zone fw-lb on | works via fw-2
    ${there} | account 210987654321; inspect-without fw-lb fw-1 fw-2      | no-appliance-registered at fw-lb/lb-a
    # A second appliance in the zone takes over from one that stopped.
    ${there} | account 210987654321; host fw-3 fw-a 10.63.1.11 fw-group; inspect-with fw-lb fw-3; stop fw-1 | works via fw-3
    `,
  )
})

describe('appliances that are registered by address (Gateway Load Balancer guide, target-groups, "Target type")', () => {
  flows(
    ingress.replace('inspector fw-lb lb-a lb-b', 'inspector fw-lb lb-a lb-b ip'),
    `
    ${there}                                                   | works via gwlbe, fw-lb/lb-a, fw-1, fw-lb/lb-a, gwlbe
    ${there} | appliance fw-1 inspect deny                     | appliance-denies at fw-1:instance
    ${there} | account 210987654321; stop fw-1                 | no-appliance-healthy at fw-lb/lb-a
    `,
  )
})

describe('when something of it is down', () => {
  flows(
    `${ingress}
    account 210987654321
    cross-zone fw-lb on
    account 123456789012`,
    `
    ${there} | fault gwlbe                                 | struck-by-fault at edge-table
    ${there} | fault fw-lb                                 | struck-by-fault at fw-lb/lb-a
    ${there} | fault fw-lb/lb-a                            | struck-by-fault at fw-lb/lb-a
    ${there} | fault lb-a                                  | struck-by-fault at fw-lb/lb-a
    ${there} | fault gate                                  | struck-by-fault at gwlbe
    ${there} | fault fw-1:instance                         | works via fw-2
    ${there} | fault fw-a                                  | works via fw-2
    ${there} | fault fw-1:instance fw-2:instance           | no-appliance-healthy at fw-lb/lb-a
    `,
  )
})

describe('the endpoint (PrivateLink guide, gateway-load-balancer-endpoints)', () => {
  flows(
    ingress,
    `
    ${there}                                                              | works
    ${there} | reject svc gwlbe                                           | route-is-blackhole at edge-table
    web-1 > 198.51.100.7 tcp/443 | reject svc gwlbe                       | route-is-blackhole at app-table
    # Network ACLs of both subnets judge on the way to the endpoint and on the way out of it.
    web-1 > 198.51.100.7 tcp/443 | entry acl-app out 90 deny tcp 443 0.0.0.0/0  | acl-denies-egress at app
    web-1 > 198.51.100.7 tcp/443 | entry acl-gate in 90 deny tcp 443 10.62.1.0/24 | acl-denies-ingress at gate
    web-1 > 198.51.100.7 tcp/443 | entry acl-gate out 90 deny tcp 443 0.0.0.0/0 | acl-denies-egress at gate
    ${there} | entry acl-app in 90 deny tcp 443 198.51.100.0/24           | acl-denies-ingress at app
    # Packets of more than 8,500 bytes are lost, and nobody is told.
    web-1 > 198.51.100.7 tcp/443#1500                                     | works
    web-1 > 10.62.9.250 tcp/443                                           | nobody-has-the-address at main
    `,
  )
})

/** Between subnets of one VPC, by routes that are more specific than the local one. */
const between = `
  ${fleet}
  account 123456789012
  vpc main 10.54.0.0/16
  subnet app main a 10.54.1.0/24
  subnet data main a 10.54.20.0/24
  subnet gate main a 10.54.30.0/24
  group app-group main | out all 0.0.0.0/0
  group data-group main | in tcp 443 10.54.1.0/24 | in tcp 8443 app-group
  host app-1 app 10.54.1.10 app-group
  host data-1 data 10.54.20.10 data-group
  inspection-endpoint gwlbe svc main gate
  table app-table main app
  table data-table main data
  route app-table 10.54.20.0/24 gwlbe
  route data-table 10.54.1.0/24 gwlbe
  account 210987654321
  appliance fw-1 inspect | deny tcp 23
  account 123456789012
`

describe('the packet itself (Gateway Load Balancer guide, target-groups)', () => {
  const { forward, reply } = sendFlow(worldOf(between), 'app-1 > data-1 tcp/443#1400')
  const atAppliances = [forward, reply!].map(
    ({ hops }) => hops.find(({ position }) => position.kind === 'inspection-appliance')!.packet,
  )

  it('is carried to the appliance and back by UDP, from and to port 6081 of the node', () => {
    expect(atAppliances.map(describePacket)).toEqual([
      expect.stringMatching(
        /^udp 10\.63\.11\.\d+:\d+ → 10\.63\.1\.10:6081, carrying tcp 10\.54\.1\.10:40000 → 10\.54\.20\.10:443$/,
      ),
      expect.stringMatching(/carrying tcp 10\.54\.20\.10:443 → 10\.54\.1\.10:40000$/),
    ])
    const back = forward.hops.findLast(({ packet }) => packet.carries)!.packet
    expect(describePacket(back)).toMatch(/^udp 10\.63\.1\.10:\d+ → 10\.63\.11\.\d+:6081, carrying tcp/)
  })
  it('grows by 68 bytes on the way', () => {
    expect(atAppliances.map(({ size }) => size)).toEqual([1468, 1468])
  })
  it('arrives as it was sent', () => {
    expect(rewritesOf(forward)).toEqual([])
    expect(forward.arrival?.packet).toMatchObject({ sourcePort: 40000, destinationPort: 443, size: 1400 })
  })
})

describe('one endpoint in the subnet of the servers', () => {
  flows(
    `
    ${fleet}
    account 123456789012
    vpc main 10.62.0.0/16
    subnet app main a 10.62.1.0/24
    subnet other main a 10.62.2.0/24
    group all-group main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host web-1 app 10.62.1.10 all-group
    host db-1 other 10.62.2.10 all-group
    inspection-endpoint gwlbe svc main app
    table other-table main other
    route other-table 10.62.1.0/24 gwlbe
    acl acl-app main app | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0
    `,
    `
    db-1 > web-1 tcp/443                                                | works via gwlbe, web-1
    # Out of the endpoint the packet is in the server's subnet already.
    db-1 > web-1 tcp/443 | entry acl-app out 90 deny tcp 443 10.62.1.0/24 | works
    # A route for the servers themselves leads what comes out of the endpoint back into it.
    web-1 > db-1 tcp/443 | route main-table 10.62.2.0/24 gwlbe          | forwarding-loop at main-table
    `,
  )
})

describe('between subnets of one VPC (VPC user guide, route-table-options, "Middlebox appliance")', () => {
  flows(
    between,
    `
    app-1 > data-1 tcp/443                                          | works via app-table, gwlbe, fw-1, gwlbe, main-table, data-1
    app-1 > data-1 tcp/443 | unroute app-table 10.54.20.0/24        | back inspection-knows-no-such-flow at fw-lb/lb-a
    # With the routes of one side only, the answer bypasses the appliances.
    app-1 > data-1 tcp/443 | unroute data-table 10.54.1.0/24        | back appliance-missed-the-answer at fw-1:instance
    app-1 > data-1 tcp/443 | unroute data-table 10.54.1.0/24; account 210987654321; appliance fw-1 inspect stateless | works
    # The local route is more specific than a default route.
    app-1 > data-1 tcp/443 | unroute app-table 10.54.20.0/24; unroute data-table 10.54.1.0/24; route app-table 0.0.0.0/0 gwlbe | works via app-table, data-1
    app-1 > data-1 tcp/443#8500                                     | works
    app-1 > data-1 tcp/443#8501                                     | larger-than-mtu-in-silence at gwlbe
    app-1 > data-1 tcp/443#8501 | unroute app-table 10.54.20.0/24; unroute data-table 10.54.1.0/24 | works
    # Groups do not see any more whose the packet is.
    app-1 > data-1 tcp/8443                                         | group-reference-not-preserved at data-1
    app-1 > data-1 tcp/8443 | allow data-group in tcp 8443 10.54.1.0/24 | works
    app-1 > data-1 tcp/8443 | unroute app-table 10.54.20.0/24; unroute data-table 10.54.1.0/24 | works
    `,
  )
})

describe('IPv6 (Gateway Load Balancer guide, gateway-load-balancers, "IP address type")', () => {
  const dual = (type: string) => `
    account 210987654321
    vpc security 10.63.0.0/16 ipv6
    subnet fw-a security a 10.63.1.0/24 ipv6
    group fw-group security | in udp 6081 10.63.0.0/16 | in tcp 80 10.63.0.0/16
    host fw-1 fw-a 10.63.1.10 fw-group
    inspector fw-lb fw-a dualstack
    inspect-with fw-lb fw-1
    appliance fw-1 inspect
    inspection svc fw-lb dualstack
    account 123456789012
    vpc main 10.62.0.0/16 ipv6
    subnet app main a 10.62.1.0/24 ipv6
    subnet gate main a 10.62.9.0/24 ipv6
    group web-group main | in all ::/0 | out all ::/0 | out all 0.0.0.0/0
    host web-1 app 10.62.1.10 web-group ipv6
    igw igw main
    eigw out main
    inspection-endpoint gwlbe svc main gate ${type}
    table app-table main app
    route app-table ::/0 gwlbe
    table gate-table main gate
    route gate-table ::/0 igw
    table edge-table main igw
  `
  flows(
    `${dual('dualstack')}
    # The block is Amazon's, so the edge route is made of what the subnet got.
    edge-route edge-table app gwlbe`,
    `
    web-1 > 2001:db8:1::1 tcp/443                                   | works via app-table, gwlbe, fw-1, gwlbe, gate-table, igw
    web-1 > 2001:db8:1::1 tcp/443 | reroute gate-table ::/0 out     | egress-only-after-inspection at out
    web-1 > 2001:db8:1::1 tcp/443 | reroute app-table ::/0 out      | works via app-table, out
    `,
  )
  flows(
    dual('ipv4'),
    `
    web-1 > 2001:db8:1::1 tcp/443                                   | inspection-is-ipv4-only at gwlbe
    web-1 > 2001:db8:1::1 tcp/443 | reroute app-table ::/0 igw      | works
    `,
  )
})

describe('a service with a load balancer in each zone (PrivateLink guide, gateway-load-balancer-endpoints)', () => {
  flows(
    `
    account 210987654321
    vpc security 10.63.0.0/16
    subnet fw-a security a 10.63.1.0/24
    subnet fw-b security b 10.63.2.0/24
    group fw-group security | in udp 6081 10.63.0.0/16 | in tcp 80 10.63.0.0/16
    host fw-1 fw-a 10.63.1.10 fw-group
    host fw-2 fw-b 10.63.2.10 fw-group
    inspector lb-a fw-a
    inspect-with lb-a fw-1
    inspector lb-b fw-b
    inspect-with lb-b fw-2
    inspection svc lb-a,lb-b
    account 123456789012
    vpc main 10.62.0.0/16
    subnet app-a main a 10.62.1.0/24
    subnet gate-a main a 10.62.2.0/24
    subnet app-b main b 10.62.3.0/24
    subnet gate-b main b 10.62.4.0/24
    group all-group main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host a-1 app-a 10.62.1.10 all-group
    host b-1 app-b 10.62.3.10 all-group
    inspection-endpoint in-a svc main gate-a
    inspection-endpoint in-b svc main gate-b
    table table-a main app-a
    table table-b main app-b
    route table-a 10.62.3.0/24 in-a
    route table-b 10.62.1.0/24 in-a
    `,
    `
    a-1 > b-1 tcp/443                                               | works via a-1, in-a, lb-a/fw-a, fw-1, lb-a/fw-a, in-a, b-1
    a-1 > b-1 tcp/443 | reroute table-a 10.62.3.0/24 in-b; reroute table-b 10.62.1.0/24 in-b | works via a-1, in-b, lb-b/fw-b, fw-2, lb-b/fw-b, in-b, b-1
    # Each direction by the endpoint of its own zone: no load balancer sees both.
    a-1 > b-1 tcp/443 | reroute table-b 10.62.1.0/24 in-b           | back inspection-knows-no-such-flow at lb-b/fw-b
    # Everything by one zone is a failure shared.
    b-1 > a-1 tcp/443 | account 210987654321; stop fw-1             | no-appliance-healthy at lb-a/fw-a
    `,
  )
})

describe('between a Network Load Balancer and its targets (Network Load Balancer guide, edit-target-group-attributes)', () => {
  flows(
    `
    ${fleet}
    account 123456789012
    vpc main 10.62.0.0/16
    subnet clients main a 10.62.0.0/24
    subnet nodes main a 10.62.1.0/24
    subnet app main a 10.62.2.0/24
    subnet gate main a 10.62.9.0/24
    group all-group main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host pc-1 clients 10.62.0.10 all-group
    host api-1 app 10.62.2.10 all-group
    nlb api-lb nodes all-group
    targets api main tcp/443 | api-1
    listener api-lb tcp/443 api
    inspection-endpoint gwlbe svc main gate
    table nodes-table main nodes
    route nodes-table 10.62.2.0/24 gwlbe
    table app-table main app
    route app-table 10.62.1.0/24 gwlbe
    targeting api preserve_client_ip.enabled false
    wait 300
    `,
    `
    pc-1 > api-lb/nodes tcp/443                                             | works via api-lb, gwlbe, fw-1, gwlbe, api-1
    pc-1 > api-lb/nodes tcp/443 | targeting api preserve_client_ip.enabled true | client-address-not-inspected at gwlbe
    pc-1 > api-lb/nodes tcp/443 | targeting api preserve_client_ip.enabled true; unroute nodes-table 10.62.2.0/24; unroute app-table 10.62.1.0/24 | works
    `,
  )
})

describe('in front of an interface endpoint (VPC user guide, route-table-options, "Middlebox appliance")', () => {
  flows(
    `
    ${fleet}
    appliance fw-1 inspect | deny tcp 8443
    account 123456789012
    vpc main 10.54.0.0/16
    subnet app main a 10.54.1.0/24
    subnet endpoints main a 10.54.20.0/24
    subnet gate main a 10.54.30.0/24
    group app-group main | out all 0.0.0.0/0
    group ep-group main | in tcp 443 10.54.1.0/24
    host app-1 app 10.54.1.10 app-group
    endpoint queue main sqs endpoints ep-group
    inspection-endpoint gwlbe svc main gate
    table app-table main app
    table ep-table main endpoints
    route app-table 10.54.20.0/24 gwlbe
    route ep-table 10.54.1.0/24 gwlbe
    `,
    `
    app-1 > queue/endpoints tcp/443                                       | works via app-table, gwlbe, fw-1, gwlbe, queue/endpoints
    app-1 > queue/endpoints tcp/8443                                      | appliance-denies at fw-1:instance
    # With the clients' route table alone, answers bypass the appliances and connections break.
    app-1 > queue/endpoints tcp/443 | unroute ep-table 10.54.1.0/24       | back appliance-missed-the-answer at fw-1:instance
    # A default route does not beat the local one: nothing is inspected.
    app-1 > queue/endpoints tcp/443 | unroute ep-table 10.54.1.0/24; unroute app-table 10.54.20.0/24; route app-table 0.0.0.0/0 gwlbe | works via app-table, queue/endpoints
    # One fleet member less: with cross-zone load balancing another one takes over.
    app-1 > queue/endpoints tcp/443 | account 210987654321; stop fw-1; cross-zone fw-lb on | works via gwlbe, fw-2, gwlbe, queue/endpoints
    `,
  )
})
