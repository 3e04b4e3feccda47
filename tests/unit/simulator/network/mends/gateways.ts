import type { Mends } from './mends.ts'

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

const throughGuard = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.0.0/24
  subnet guard main a 10.0.1.0/24
  igw gate main
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.0.10 open public
  host guard-1 guard 10.0.1.5 open public
  check guard-1 off
  table edge main gate
  route edge 10.0.0.0/24 guard-1
  table app-table main app
  route app-table 0.0.0.0/0 guard-1
  table guard-table main guard
  route guard-table 0.0.0.0/0 gate
`

const open = (vpc: string) => `group open-${vpc} ${vpc} | in all 0.0.0.0/0 | out all 0.0.0.0/0`

/** B and C have one address each that is the same. */
const peers = `
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
  host b-2 in-b 10.0.0.66 open-B
  host c-1 in-c 10.0.0.77 open-C
  peer A-B A B
  peer A-C A C
  route A-table 10.0.0.77/32 A-B
  route A-table 10.0.0.66/32 A-B
  route A-table 10.0.0.0/16 A-C
  route B-table 172.16.0.0/16 A-B
  route C-table 172.16.0.0/16 A-C
`

const withoutInternet = `
  vpc main 10.0.0.0/16
  subnet app main a 10.0.1.0/24
  subnet batch main b 10.0.2.0/24
  table app-table main app
  table batch-table main batch
  group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host app-1 app 10.0.1.10 open
  host batch-1 batch 10.0.2.10 open
  gateway-endpoint door main s3 app-table
  vpc other 10.1.0.0/16
  subnet far other a 10.1.1.0/24
  ${open('other')}
  host far-1 far 10.1.1.10 open-other
  peer link main other
  route other-table 0.0.0.0/0 link
  transit-gateway hub
  attach main-att hub main app
  attach other-att hub other far
  transit-route hub-table 0.0.0.0/0 main-att
`

export const gatewayMends: readonly Mends[] = [
  {
    world: publicAndPrivate,
    lines: `
    web-1 > 198.51.100.7 tcp/443 | unroute public 0.0.0.0/0      | no-route | Add a route for 0.0.0.0/0 to gate to the route table public
    app-1 > 198.51.100.7 tcp/443 | no-nat out | route-is-blackhole, no-public-address | Lead the route for 0.0.0.0/0 in private to gate; Associate the Elastic IP address
    web-2 > 198.51.100.7 tcp/443 | wait 1                        | no-public-address | Give web-2 an Elastic IP address
    web-2 > 198.51.100.7 tcp/443 | elastic spare                 | no-public-address | Associate the Elastic IP address spare with web-2
    app-1 > 198.51.100.7 tcp/443 | nat inner web private; reroute private 0.0.0.0/0 inner | no-public-address | Lead 0.0.0.0/0 to out in the route table private
    web-1@10.9.9.9 > 198.51.100.7 tcp/443 | check web-1 off      | not-an-address-of-the-vpc | instead
    web-1 > 10.9.0.1 tcp/443     | wait 1                        | destination-is-private | instead
    web-1 > 100.64.0.1 tcp/443   | wait 1                        | destination-is-shared | instead
    web-1 > 240.0.0.1 tcp/443    | wait 1                        | not-routed-on-the-internet | instead
    internet@10.1.1.1 > web-1.public tcp/443   | wait 1          | source-is-private | instead
    internet@100.64.1.1 > web-1.public tcp/443 | wait 1          | source-is-shared | instead
    internet@127.0.0.1 > web-1.public tcp/443  | wait 1          | source-is-reserved | instead
    internet > ip tcp/443        | elastic ip                    | nobody-has-the-public-address | instead
    internet > app-1.ipv6 tcp/443 | wait 1                       | egress-only-knows-no-such-flow | Lead ::/0 to gate in the route table private
    app-1 > 52.216.0.10 tcp/22   | wait 1                        | service-does-not-listen | instead
    app-1 > 198.51.100.7 tcp/443 | nat late web pending; reroute private 0.0.0.0/0 late | nat-gateway-not-available | Wait until the NAT gateway late is available
    app-1 > 198.51.100.7 47/0    | wait 1                        | nat-gateway-protocol | instead
    app-1 > 2001:db8::7 tcp/443  | reroute private ::/0 gate; route private 64:ff9b::/96 out; reroute private ::/0 out | nat-gateway-leads-to-ipv4 | Lead ::/0 to gate in the route table private
    app-1@10.9.9.9 > 198.51.100.7 tcp/443 | check app-1 off      | nat-gateway-source | instead
    internet > app-2.public tcp/443 | wait 1                     | nat-gateway-knows-no-such-flow | Lead 0.0.0.0/0 to gate in the route table private
    internet > out-eni.public tcp/443 | wait 1                   | nat-gateway-knows-no-such-flow | instead
    app-1 > 198.51.100.7 tcp/443 | nat inner app; reroute private 0.0.0.0/0 inner | forwarding-loop | Lead 0.0.0.0/0 to out in the route table private
    web-1 > 198.51.100.7 tcp/443#1501 | wait 1                   | larger-than-mtu | instead
    internet > web-1.public tcp/443 | block ingress              | public-access-is-blocked | Exclude web from VPC Block Public Access
    internet > web-1.public tcp/443 | block bidirectional; exclude web egress | public-access-is-blocked | Let the exclusion
    internet > inner/web.ipv6 tcp/443 | endpoint inner main s3 web open ipv6 | interface-denies-internet | instead
    `,
  },
  {
    world: `
      vpc main 10.0.0.0/16 ipv6
      subnet app main a 10.0.1.0/24 ipv6
      group open main | in all ::/0 | out all ::/0 | out all 0.0.0.0/0
      host app-1 app 10.0.1.10 open ipv6
    `,
    lines: `
    app-1 > 198.51.100.7 tcp/443  | wait 1                                       | no-route, no-public-address | Attach an internet gateway to main, and add a route for 0.0.0.0/0; Give app-1 an Elastic IP address
    internet > app-1.ipv6 tcp/443 | wait 1                                       | no-internet-gateway, no-route | Attach an internet gateway to main; Add a route for ::/0
    app-1 > 198.51.100.7 tcp/443  | igw gate main; route main-table 0.0.0.0/0 gate; no-igw gate main | route-is-blackhole, no-public-address | Attach the internet gateway gate to main; Give app-1 an Elastic IP address
    internet > app-1.ipv6 tcp/443 | eigw only main; route main-table ::/0 only   | egress-only-lets-nothing-in, egress-only-knows-no-such-flow | Attach an internet gateway to main; Lead ::/0
    `,
  },
  {
    world: throughGuard,
    lines: `
    internet > app-1.public tcp/443 | check guard-1 on                   | not-its-own-destination | Turn the source/destination check of guard-1 off
    app-1@10.0.0.99 > 169.254.169.254 tcp/80 | wait 1                          | not-its-own-source | Turn the source/destination check of app-1 off
    app-1 > 198.51.100.7 tcp/443 | reroute app-table 0.0.0.0/0 gate      | subnet-is-redirected | Lead 0.0.0.0/0 to guard-1 in the route table app-table
    internet > app-1.public tcp/443 | host bare-1 guard 10.0.1.6 open; check bare-1 off; reroute edge 10.0.0.0/24 bare-1; reroute app-table 0.0.0.0/0 bare-1 | middlebox-has-no-public-address | Give bare-1 an Elastic IP address
    `,
  },
  {
    world: peers,
    lines: `
    a-1 > b-2 tcp/443            | unroute A-table 10.0.0.0/16; unroute A-table 10.0.0.66/32 | no-route | Add a route for 10.0.0.0/16 to A-B
    a-1 > b-2 tcp/443            | unroute B-table 172.16.0.0/16 | no-route | Add a route for 172.16.0.0/16 to A-B to the route table B-table
    c-1 > a-1 tcp/443            | wait 1                        | answer-goes-astray | Lead 10.0.0.77/32 to A-C in the route table A-table
    a-1 > 198.51.100.7 tcp/443   | route A-table 198.51.100.0/24 A-B; unroute A-table 10.0.0.0/16 | peering-leads-to-the-peer-alone | instead
    a-1@10.9.9.9 > b-2 tcp/443   | check a-1 off                 | peering-is-not-transitive | instead
    a-1 > 10.0.0.99 tcp/443      | wait 1                        | nobody-has-the-address | instead
    a-1 > 10.0.9.99 tcp/443      | wait 1                        | no-subnet-has-the-address | instead
    a-1 > 192.168.9.9 tcp/443    | wait 1                        | no-route | instead
    a-1 > b-2 tcp/443            | no-peer A-B; unroute A-table 10.0.0.66/32; peer again A B pending; route A-table 10.0.0.66/32 again; reroute B-table 172.16.0.0/16 again | route-is-blackhole | Accept the peering connection again
    a-1 > d-1 tcp/443            | vpc D 10.3.0.0/16; subnet in-d D a 10.3.1.0/24; group open-D D / in all 0.0.0.0/0; host d-1 in-d 10.3.1.10 open-D; unroute A-table 10.0.0.0/16; peer A-D A D pending; route D-table 172.16.0.0/16 A-D | no-route | Accept the peering connection A-D, and lead 10.3.0.0/16 there in the route table A-table
    b-2 > d-1 tcp/443            | vpc D 10.3.0.0/16; subnet in-d D a 10.3.1.0/24; group open-D D / in all 0.0.0.0/0; host d-1 in-d 10.3.1.10 open-D | no-route, no-route | Peer B with D, and lead 10.3.0.0/16 there in the route table B-table; Add a route for 10.0.0.0/16 to $PEERING
    `,
  },
  {
    world: withoutInternet,
    lines: `
    batch-1 > 52.216.0.10 tcp/443                 | wait 1                      | no-route | Give the route table batch-table a route to the gateway endpoint door
    app-1 > 52.216.0.10 udp/443                   | wait 1                      | gateway-endpoint-protocol | instead
    app-1 > 52.216.0.10 tcp/443#8501              | wait 1                      | larger-than-mtu-in-silence | instead
    far-1 > 52.216.0.10 tcp/443                   | reroute other-table 0.0.0.0/0 hub | gateway-endpoint-source | instead
    `,
  },
]
