import type { Mends } from './mends.ts'

const fleet = `
  account 210987654321
  vpc security 10.63.0.0/16
  subnet fw-a security a 10.63.1.0/24
  subnet fw-b security b 10.63.2.0/24
  group fw-group security | in udp 6081 10.63.0.0/16 | in tcp 80 10.63.0.0/16
  host fw-1 fw-a 10.63.1.10 fw-group
  host fw-2 fw-b 10.63.2.10 fw-group
  inspector fw-lb fw-a fw-b
  inspect-with fw-lb fw-1 fw-2
  appliance fw-1 inspect
  appliance fw-2 inspect
  inspection svc fw-lb
`

const ingress = `
  ${fleet}
  account 123456789012
  vpc main 10.62.0.0/16
  subnet app main a 10.62.1.0/24
  subnet gate main a 10.62.9.0/24
  group web-group main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 app 10.62.1.10 web-group public
  igw igw main
  inspection-endpoint gwlbe svc main gate
  table edge-table main igw
  route edge-table 10.62.1.0/24 gwlbe
  table app-table main app
  route app-table 0.0.0.0/0 gwlbe
  table gate-table main gate
  route gate-table 0.0.0.0/0 igw
  account 210987654321
`

const dual = (type: string) => `
  account 210987654321
  vpc security 10.63.0.0/16 ipv6
  subnet fw-a security a 10.63.1.0/24 ipv6
  group fw-group security | in udp 6081 10.63.0.0/16 | in tcp 80 10.63.0.0/16
  host fw-1 fw-a 10.63.1.10 fw-group
  inspector fw-lb fw-a dualstack
  inspect-with fw-lb fw-1
  inspection svc fw-lb dualstack
  account 123456789012
  vpc main 10.62.0.0/16 ipv6
  subnet app main a 10.62.1.0/24 ipv6
  subnet gate main a 10.62.9.0/24 ipv6
  group web-group main | in all ::/0 | out all ::/0
  host web-1 app 10.62.1.10 web-group ipv6
  igw igw main
  eigw out main
  inspection-endpoint gwlbe svc main gate ${type}
  table app-table main app
  route app-table ::/0 gwlbe
  table gate-table main gate
  route gate-table ::/0 igw
`

const behindNetworkBalancer = `
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
  wait 300
`

/** Two VPCs whose hosts are in different zones; what they send goes by appliances in a third one. */
const hub = `
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
  attach to-c hub vpc-c link-c link-c2
  transit-table before hub
  transit-table after hub
  associate to-a before
  associate to-b before
  associate to-c after
  transit-route before 0.0.0.0/0 to-c
  propagate to-a after
  propagate to-b after
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

const there = 'internet > web-1.public tcp/443'

export const inspectionMends: readonly Mends[] = [
  {
    world: ingress,
    lines: `
    ${there} | unlisten fw-lb:listener                              | no-listener-for-inspection | Let fw-lb forward to the target group fw-lb-group
    ${there} | inspect-without fw-lb fw-1 fw-2                      | no-appliance-registered | Register fw-1:instance with the target group fw-lb-group
    ${there} | inspect-without fw-lb fw-1                           | no-appliance-in-zone | Turn cross-zone load balancing on for fw-lb
    ${there} | stop fw-1                                            | no-appliance-healthy | Start the instance
    ${there} | fault fw-1:instance                                  | no-appliance-healthy | Clear the fault of fw-1:instance
    ${there} | revoke fw-group in tcp 80 10.63.0.0/16; wait 60      | no-appliance-healthy | Let the security group fw-group admit health checks on tcp 80
    ${there} | appliance fw-1 forward                               | appliance-does-not-inspect | Let fw-1:instance give packets back
    ${there} | appliance fw-1 inspect / deny tcp 443                | appliance-denies | Let the appliance fw-1:instance pass tcp 443
    ${there} | account 123456789012; unroute edge-table 10.62.1.0/24 | inspection-knows-no-such-flow | Lead 10.62.1.0/24 in the route table edge-table to gwlbe
    internet > web-1.public udp/53 | account 123456789012; unroute edge-table 10.62.1.0/24 | appliance-knows-no-such-flow | Lead 10.62.1.0/24 in the route table edge-table to gwlbe
    web-1 > 198.51.100.7 tcp/443 | account 123456789012; unroute edge-table 10.62.1.0/24 | appliance-missed-the-answer | Lead 10.62.1.0/24 in the route table edge-table to gwlbe
    `,
  },
  {
    world: dual('ipv4'),
    lines: `
    web-1 > 2001:db8:1::1 tcp/443 | wait 1                          | inspection-is-ipv4-only | instead
    `,
  },
  {
    world: dual('dualstack'),
    lines: `
    web-1 > 2001:db8:1::1 tcp/443 | reroute gate-table ::/0 out     | egress-only-after-inspection | Lead ::/0 to igw in the route table gate-table
    `,
  },
  {
    world: behindNetworkBalancer,
    lines: `
    pc-1 > api-lb/nodes tcp/443 | targeting api preserve_client_ip.enabled true | client-address-not-inspected | Turn client IP preservation off for the target group api
    `,
  },
  {
    world: hub,
    lines: `
    a-1 > b-1 tcp/443 | wait 1                                      | appliance-knows-no-such-flow | Turn appliance mode of the attachment to-c on
    `,
  },
]
