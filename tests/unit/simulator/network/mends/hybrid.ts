import { bothEnds, directConnect, dynamicVpn } from '../notation/hybrid-worlds.ts'
import type { Mends } from './mends.ts'

// On premises is 192.168.0.0/16, the VPC 10.0.0.0/16.

const staticVpn = `
  ${bothEnds}
  vpn line cgw vgw static
  uplink edge line
  vgw-propagate main-table vgw
`

const hubVpn = `
  ${bothEnds}
  transit-gateway hub
  attach to-main hub main app
  route main-table 192.168.0.0/16 hub
  vpn line cgw hub
  uplink edge line
  wait 600
`

const privateInterface = `
  ${directConnect}
  private-vif vif port vgw asn 65010
  uplink edge vif
  vgw-propagate main-table vgw
`

const overGateway = (allowed: string) => `
  ${directConnect}
  dx-gateway dxgw
  private-vif vif port dxgw asn 65010
  join dxgw vgw ${allowed}
  uplink edge vif
  vgw-propagate main-table vgw
`

const overTransit = `
  ${directConnect}
  transit-gateway hub
  attach to-main hub main app
  route main-table 192.168.0.0/16 hub
  dx-gateway dxgw 64600
  transit-vif vif port dxgw asn 65010
  uplink edge vif
`

const twoSites = `
  site dc 192.168.0.0/17 asn 65010
  site-host pc dc 192.168.1.10
  site-router edge dc
  site branch 192.168.128.0/17 asn 65020
  site-host till branch 192.168.200.10
  site-router branch-edge branch
  dx-gateway dxgw
  cable port dc
  private-vif vif port dxgw asn 65010 site-link
  cable port-2 branch
  private-vif vif-2 port-2 dxgw asn 65020
  uplink edge vif
  uplink branch-edge vif-2
`

const overPublic = `
  ${bothEnds}
  igw igw main
  route main-table 0.0.0.0/0 igw
  host web app 10.0.1.20 open public
  cable port dc
  public-vif vif port 203.0.113.0/28 asn 65010
  uplink edge vif
`

export const hybridMends: readonly Mends[] = [
  {
    world: dynamicVpn,
    lines: `
    app-1 > pc tcp/443 | fault onprem:pc                                | site-host-is-down | Clear the fault of onprem:pc
    pc > app-1 tcp/443 | fault onprem:edge                              | site-is-down | Clear the fault of onprem:edge
    pc > app-1 tcp/443 | fault vgw                                      | struck-by-fault | Clear the fault of vgw
    pc > app-1 tcp/443 | fault line/1; fault line/2                     | site-has-no-route | Bring line up again
    pc > app-1 tcp/443 | router-asn edge 65099                          | site-has-no-route | Bring line up again
    pc > app-1 tcp/443 | router-ip edge 203.0.113.99; router-asn edge 65099 | site-has-no-route | Bring line up again
    pc > app-1 tcp/443 | unplug-uplink edge line                        | site-has-no-route | Set up the far end of line on the router edge
    pc > app-1 tcp/443 | detach-vpn-gateway vgw main                    | site-has-no-route, no-route | Attach the virtual private gateway vgw to main
    app-1 > pc tcp/443 | fault line                                     | no-route | Bring line up again
    app-1 > pc tcp/443 | vgw-unpropagate main-table vgw                 | no-route | Let vgw propagate its routes to the route table main-table
    app-1 > pc tcp/443 | fault line; route main-table 192.168.0.0/16 vgw | vpn-gateway-has-no-way | Bring line up again
    app-1 > 192.168.1.99 tcp/443 | wait 1                               | no-host-at-site | instead
    pc > app-1 tcp/443#1447 | wait 1                                    | larger-than-mtu-in-silence | instead
    pc > app-1 tcp/443 | router-route edge 10.0.1.0/24 blackhole        | site-route-is-blackhole | Take the route of the router edge away
    pc > app-1 tcp/443 | site-firewall dc / out allow tcp 80            | site-firewall-denies | Let the firewall of dc pass tcp 443 out to 10.0.1.10
    app-1 > pc tcp/443 | site-firewall dc / out allow tcp 80            | site-firewall-denies | Let the firewall of dc pass tcp 443 in from 10.0.1.10
    pc > 10.0.0.2 udp/53 | wait 1                                       | resolver-serves-its-vpc-only | instead
    pc > 10.1.0.10 tcp/443 | router-route edge 10.1.0.0/16 line         | vpn-gateway-leads-to-its-vpc-only | instead
    app-1@10.1.0.9 > pc tcp/443 | check app-1 off                       | vpn-gateway-sends-for-its-vpc-only | instead
    internet > 203.0.113.10 tcp/443 | wait 1                            | site-knows-no-such-connection | instead
    `,
  },
  {
    world: staticVpn,
    lines: `
    app-1 > pc tcp/443 | router-route edge 10.0.0.0/16 line; route main-table 192.168.0.0/16 vgw | vpn-gateway-has-no-way | Tell line that 192.168.0.0/16 is behind it
    app-1 > pc tcp/443 | vpn-route line 192.168.0.0/16                  | site-has-no-route | Add a static route for 10.0.0.0/16 over line to the router edge
    pc > app-1 tcp/443 | vpn-route line 192.168.0.0/16; router-route edge 10.0.0.0/16 line; detach-vpn-gateway vgw main | vpn-gateway-not-attached, no-route | Attach the virtual private gateway vgw to main
    `,
  },
  {
    world: `
      ${bothEnds}
      vpn line cgw vgw local 192.168.1.0/24 remote 10.0.1.0/24
      uplink edge line
      vgw-propagate main-table vgw
      site-host far dc 192.168.2.10
    `,
    lines: `
    far > app-1 tcp/443 | wait 1                                        | outside-the-vpn-networks | Let line carry what is between any two networks
    `,
  },
  {
    world: hubVpn,
    lines: `
    app-1 > pc tcp/443 | fault line                                     | no-transit-route | Bring line up again
    app-1 > pc tcp/443 | fault line; transit-route hub-table 192.168.0.0/16 line-attachment | vpn-tunnels-are-down | Bring line up again
    `,
  },
  {
    world: privateInterface,
    lines: `
    pc > app-1 tcp/443 | unplug port                                    | site-has-no-route | Bring vif up again
    app-1 > pc tcp/443 | fault port                                     | no-route | Bring vif up again
    app-1 > pc tcp/443 | uplink edge vif advertise 192.168.2.0/24       | no-route | Let the router edge announce all prefixes of its site over vif
    pc > app-1 tcp/443#1501 | wait 1                                    | larger-than-mtu | Let the virtual interface vif take packets of 9001 bytes
    `,
  },
  {
    world: overGateway('10.0.1.0/24'),
    lines: `
    pc > app-1 tcp/443 | wait 1                                         | site-has-no-route | Allow the prefix 10.0.0.0/16 of vgw
    pc > app-1 tcp/443 | router-route edge 10.0.0.0/16 vif              | not-announced-by-aws | Allow the prefix 10.0.0.0/16 of vgw
    `,
  },
  {
    world: overTransit,
    lines: `
    app-1 > pc tcp/443 | join dxgw hub 10.0.1.0/24 after 120            | direct-connect-not-associated | Wait until hub is associated
    app-1 > pc tcp/443 | join dxgw hub 10.0.1.0/24; fault vif; transit-route hub-table 192.168.0.0/16 dxgw-to-hub | no-virtual-interface-announces | Bring vif up again
    `,
  },
  {
    world: twoSites,
    lines: `
    pc > till tcp/443 | router-route edge 192.168.128.0/17 vif          | not-announced-by-aws | Turn SiteLink on
    `,
  },
  {
    world: overPublic,
    lines: `
    pc > web.public tcp/443 | uplink edge vif advertise 192.168.0.0/16  | source-is-not-announced | Let the router edge announce 203.0.113.0/28 over vif
    pc > app-1 tcp/443 | router-route edge 10.0.0.0/16 vif              | not-announced-by-aws | instead
    `,
  },
]
