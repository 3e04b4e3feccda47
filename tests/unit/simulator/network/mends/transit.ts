import type { Mends } from './mends.ts'

const twoVpcs = `
  vpc vpc-a 10.1.0.0/16
  subnet app-a vpc-a a 10.1.1.0/24
  subnet app-a2 vpc-a b 10.1.2.0/24
  subnet link-a vpc-a a 10.1.255.0/28
  subnet link-a2 vpc-a b 10.1.255.16/28
  vpc vpc-b 10.2.0.0/16
  subnet app-b vpc-b a 10.2.1.0/24
  subnet link-b vpc-b a 10.2.255.0/28
  group hosts-a vpc-a | in all 10.0.0.0/8 | out all 0.0.0.0/0
  group hosts-b vpc-b | in all 10.0.0.0/8 | out all 0.0.0.0/0
  host a-1 app-a 10.1.1.10 hosts-a
  host a-2 app-a2 10.1.2.10 hosts-a
  host b-1 app-b 10.2.1.10 hosts-b
  transit-gateway hub
  attach to-a hub vpc-a link-a link-a2
  attach to-b hub vpc-b link-b
  route vpc-a-table 10.0.0.0/8 hub
  route vpc-b-table 10.0.0.0/8 hub
  prefix-list branches 10.2.1.0/24 10.9.0.0/16
`

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
  group servers vpc-b | in tcp 443 clients
  host a-1 app-a 10.1.1.10 clients
  host b-1 app-b 10.2.1.10 servers
`

/** Spokes reach the internet by a NAT gateway in another VPC. */
const sharedEgress = `
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
`

export const transitMends: readonly Mends[] = [
  {
    world: twoVpcs,
    lines: `
    a-2 > b-1 tcp/443 | attached-by to-a remove link-a2               | no-attachment-in-zone | Attach vpc-a to hub in the zone
    a-1 > b-1 tcp/443 | disassociate to-a                             | attachment-without-table | Associate the attachment to-a with the route table hub-table
    a-1 > b-1 tcp/443 | disassociate to-b                             | attachment-without-table | Associate the attachment to-b with the route table hub-table
    a-1 > b-1 tcp/443 | unpropagate to-b hub-table                    | no-transit-route | Let the attachment to-b propagate its routes to hub-table
    a-1 > b-1 tcp/443 | detach to-b                                   | no-transit-route | Attach vpc-b to hub
    a-1 > b-1 tcp/443 | transit-route hub-table 10.2.0.0/16 blackhole | transit-route-is-blackhole | Take the route for 10.2.0.0/16 out of hub-table
    a-1 > b-1 tcp/443 | transit-route hub-table branches blackhole    | transit-route-is-blackhole | Take the route for branches out of hub-table
    a-1 > b-1 tcp/443 | unpropagate to-b hub-table; transit-route hub-table branches blackhole | transit-route-is-blackhole | Lead branches in hub-table to the attachment to-b
    a-1 > b-1 tcp/443 | connect branch to-b; transit-route hub-table 10.2.1.0/24 branch | attachment-leads-nowhere | Take the route for 10.2.1.0/24 out of hub-table
    a-1 > b-1 tcp/443 | transit-route hub-table 10.2.0.0/16 to-a      | forwarding-loop | Take the route for 10.2.0.0/16 out of hub-table
    `,
  },
  {
    world: dual,
    lines: `
    a-1 > b-1.ipv6 tcp/443 | attachment-ipv6 to-a off                 | attachment-without-ipv6 | Turn IPv6 support of the attachment to-a on
    `,
  },
  {
    world: referencing,
    lines: `
    a-1 > b-1 tcp/443 | gateway-references hub off                    | group-referencing-is-off | Turn security group referencing on at hub
    a-1 > b-1 tcp/443 | group-references to-a off                     | group-referencing-is-off | Turn security group referencing on at hub
    `,
  },
  {
    world: sharedEgress,
    lines: `
    app-1 > 198.51.100.7 tcp/443 | unroute public 10.1.0.0/16         | destination-is-private | Lead 10.1.0.0/16 to hub in the route table public
    app-1 > 198.51.100.7 tcp/443 | reroute from-hub 0.0.0.0/0 gate    | not-an-address-of-the-vpc | Lead 0.0.0.0/0 to out in the route table from-hub
    app-1 > 198.51.100.7 tcp/443 | transit-unroute hub-table 0.0.0.0/0 | no-transit-route | Add a route for 0.0.0.0/0 to the attachment shared-att to hub-table
    `,
  },
]
