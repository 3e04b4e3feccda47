import { describe, expect, it } from 'vitest'
import { setTunnelStatus } from '../../../../simulator/services/ec2/vpn-connections.ts'
import { flows, sendFlow, tell } from './notation/flows.ts'
import { bothEnds, dynamicVpn } from './notation/hybrid-worlds.ts'
import { worldOf } from './notation/world.ts'

// On premises is 192.168.0.0/16, the VPC 10.0.0.0/16. Each drop stands beside the flow that works.

describe('a VPN connection with BGP', () => {
  flows(
    dynamicVpn,
    `
    pc > app-1 tcp/443                                   | works via onprem:pc, onprem:dc, line, vgw, main, app-1
    app-1 > pc tcp/443                                   | works via app-1, main-table, vgw, line, onprem:dc, onprem:pc
    pc > printer tcp/9100                                | works via onprem:pc, onprem:dc, onprem:printer
    pc > app-1 tcp/443 | fault line/1                    | works
    pc > app-1 tcp/443 | fault line/1; fault line/2      | site-has-no-route at onprem:dc
    app-1 > pc tcp/443 | fault line                      | no-route at main-table
    app-1 > pc tcp/443 | fault line; route main-table 192.168.0.0/16 vgw | vpn-gateway-has-no-way at vgw
    pc > app-1 tcp/443 | fault line; mend line           | works
    pc > app-1 tcp/443 | uplink edge line tunnel 2       | works
    pc > app-1 tcp/443 | unplug-uplink edge line         | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | router-ip edge 203.0.113.99     | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | router-asn edge 65099           | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | fault onprem:edge               | site-is-down at onprem:dc
    pc > printer tcp/9100 | fault onprem:edge            | works
    pc > printer tcp/9100 | fault onprem:dc              | site-host-is-down at onprem:pc
    pc > app-1 tcp/443 | fault onprem:pc                 | site-host-is-down at onprem:pc
    app-1 > pc tcp/443 | fault onprem:pc                 | site-host-is-down at onprem:pc
    app-1 > pc tcp/443 | fault vgw                       | struck-by-fault at main-table
    pc > app-1 tcp/443 | fault vgw                       | struck-by-fault at vgw
    pc > app-1 tcp/443 | fault app-1                     | struck-by-fault at app-1
    pc > app-1 tcp/443 | fault app-1:instance            | struck-by-fault at app-1
    pc > app-1 tcp/443 | fault app                       | struck-by-fault at app-1
    pc > app-1 tcp/443 | fault us-east-1                 | struck-by-fault at app-1
    pc > app-1 tcp/443 | fault us-west-2                 | works
    app-1 > 192.168.1.99 tcp/443                         | no-host-at-site at onprem:dc
    pc > app-1 tcp/443#1446                              | works
    pc > app-1 tcp/443#1447                              | larger-than-mtu-in-silence at line
    app-1 > pc tcp/443#1447                              | larger-than-mtu-in-silence at line
    pc > app-1 tcp/443 | router-route edge 10.0.1.0/24 blackhole | site-route-is-blackhole at onprem:dc
    pc > app-1 tcp/443 | router-route edge 10.0.0.0/16 blackhole; uplink edge line prefer 300 | site-route-is-blackhole at onprem:dc
    pc > app-1 tcp/443 | detach-vpn-gateway vgw main     | site-has-no-route at onprem:dc
    `,
  )
})

describe('what a VPN connection does not lead to', () => {
  // VPN user guide and VPC user guide: neither the internet, nor NAT, nor peers, nor the VPC's own resolver.
  flows(
    `
    ${dynamicVpn}
    vpc other 10.1.0.0/16
    router-route edge 0.0.0.0/0 line
    `,
    `
    pc > 10.0.1.99 tcp/443         | nobody-has-the-address at main
    pc > 10.0.0.2 udp/53           | resolver-serves-its-vpc-only at main
    pc > 10.1.0.10 tcp/443         | vpn-gateway-leads-to-its-vpc-only at vgw
    pc > 52.216.8.5 tcp/443        | vpn-gateway-leads-to-its-vpc-only at vgw
    app-1@10.1.0.9 > pc tcp/443 | check app-1 off | vpn-gateway-sends-for-its-vpc-only at vgw
    `,
  )
})

describe('a VPN connection with static routes', () => {
  // VPN user guide, VPNRoutingTypes: without BGP each side must be told.
  flows(
    `
    ${bothEnds}
    vpn line cgw vgw static
    uplink edge line
    router-route edge 10.0.0.0/16 line
    vpn-route line 192.168.0.0/16
    vgw-propagate main-table vgw
    `,
    `
    pc > app-1 tcp/443                | works
    app-1 > pc tcp/443                | works
    pc > app-1 tcp/443 | fault line/1 | works
    pc > app-1 tcp/443 | fault line   | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | router-asn edge 65099 | works
    `,
  )
  flows(
    `
    ${bothEnds}
    vpn line cgw vgw static
    uplink edge line
    vgw-propagate main-table vgw
    `,
    `
    pc > app-1 tcp/443                                           | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | router-route edge 10.0.0.0/16 line      | back no-route at main-table
    app-1 > pc tcp/443 | vpn-route line 192.168.0.0/16           | back site-has-no-route at onprem:dc
    `,
  )
  flows(
    `
    ${bothEnds}
    vpn line cgw vgw local 192.168.1.0/24 remote 10.0.1.0/24
    uplink edge line
    vgw-propagate main-table vgw
    site-host far dc 192.168.2.10
    `,
    `
    pc > app-1 tcp/443             | works
    far > app-1 tcp/443            | outside-the-vpn-networks at line
    app-1 > far tcp/443            | outside-the-vpn-networks at line
    pc > 10.0.9.10 tcp/443         | outside-the-vpn-networks at line
    `,
  )
})

describe('IPv6', () => {
  // VPN user guide, vpn-limits and how_it_works: not over a virtual private gateway.
  flows(
    `
    vpc main 10.0.0.0/16 ipv6
    subnet app main a 10.0.1.0/24 ipv6
    group open main | in all 0.0.0.0/0 | out all 0.0.0.0/0
    host app-1 app 10.0.1.10 open ipv6
    site dc 192.168.0.0/16,fd00:1::/48 public 203.0.113.10 asn 65010
    site-host pc dc 192.168.1.10
    site-host pc6 dc fd00:1::10
    site-router edge dc
    customer-gateway cgw 203.0.113.10 65010
    vpn-gateway vgw main
    vpn line cgw vgw
    uplink edge line
    vgw-propagate main-table vgw
    `,
    `
    pc > app-1 tcp/443       | works via line
    pc6 > app-1.ipv6 tcp/443 | site-has-no-route at onprem:dc
    `,
  )
})

describe('a route table of the virtual private gateway', () => {
  // VPC user guide, gateway-route-tables: what comes in is led through a middlebox.
  flows(
    `
    ${dynamicVpn}
    host box fw 10.0.9.10 open
    check box off
    table edge-table main vgw
    route edge-table 10.0.1.0/24 box
    `,
    `
    pc > app-1 tcp/443 | appliance box forward; table app-table main app; route app-table 192.168.0.0/16 box | works via vgw, edge-table, box, app-1
    pc > app-1 tcp/443 | appliance box forward | back appliance-missed-the-answer at box:instance
    pc > 10.0.9.10 tcp/443 | appliance box forward | works via vgw, edge-table, box
    `,
  )
})

describe('which line AWS takes', () => {
  // VPN user guide, vpn-route-priority.
  const twoLines = `
    ${bothEnds}
    site-router edge-2 dc public 203.0.113.11
    customer-gateway cgw-2 203.0.113.11 65010
    vpn line cgw vgw
    vpn line-2 cgw-2 vgw
    vgw-propagate main-table vgw
  `
  flows(
    `${twoLines}
    uplink edge line
    uplink edge-2 line-2`,
    `
    app-1 > pc tcp/443                                        | works via line
    app-1 > pc tcp/443 | uplink edge line prepend 1           | works via line-2
    app-1 > pc tcp/443 | uplink edge line med 100             | works via line-2
    app-1 > pc tcp/443 | uplink edge line prepend 1; uplink edge-2 line-2 med 100 | works via line-2
    app-1 > pc tcp/443 | uplink edge-2 line-2 prepend 3 advertise 192.168.1.0/24 | works via line-2
    app-1 > pc tcp/443 | fault line                           | works via line-2
    pc > app-1 tcp/443 | uplink edge-2 line-2 prefer 200      | works via line-2
    `,
  )
  flows(
    `
    ${twoLines}
    uplink edge line
    customer-gateway cgw-3 203.0.113.12 65010
    site-router edge-3 dc public 203.0.113.12
    vpn line-3 cgw-3 vgw static
    uplink edge-3 line-3
    vpn-route line-3 192.168.0.0/16
    `,
    `
    app-1 > pc tcp/443                | works via line-3
    app-1 > pc tcp/443 | fault line-3 | works via line
    `,
  )
})

describe('VPN CloudHub', () => {
  // VPN user guide, VPN_CloudHub: sites that speak BGP with one gateway reach each other by it; each needs its own ASN.
  const twoSites = (asn: number, options = '') => `
    ${bothEnds.replace('192.168.0.0/16', '192.168.0.0/17')}
    site branch 192.168.128.0/17 public 203.0.113.20 asn ${asn}
    site-host till branch 192.168.200.10
    site-router branch-edge branch
    customer-gateway branch-cgw 203.0.113.20 ${asn}
    vpn line cgw vgw
    vpn line-2 branch-cgw vgw ${options}
    uplink edge line
    uplink branch-edge line-2
  `
  flows(
    twoSites(65020),
    `
    pc > till tcp/443                | works via onprem:pc, onprem:dc, line, vgw, line-2, onprem:branch, onprem:till
    pc > till tcp/443 | fault line-2 | site-has-no-route at onprem:dc
    pc > till tcp/443 | fault line-2; router-route edge 192.168.128.0/17 line | vpn-gateway-leads-to-its-vpc-only at vgw
    `,
  )
  flows(twoSites(65010), 'pc > till tcp/443 | site-has-no-route at onprem:dc')
  flows(
    `
    ${twoSites(65020, 'static')}
    vpn-route line-2 192.168.128.0/17
    router-route edge 192.168.128.0/17 line
    `,
    'pc > till tcp/443 | vpn-gateway-leads-to-its-vpc-only at vgw',
  )
})

describe('a VPN connection on a transit gateway', () => {
  flows(
    `
    ${bothEnds}
    transit-gateway hub
    attach to-main hub main app
    route main-table 192.168.0.0/16 hub
    vpn line cgw hub
    uplink edge line
    wait 600
    `,
    `
    pc > app-1 tcp/443              | works via onprem:dc, line, hub, main, app-1
    app-1 > pc tcp/443              | works via hub, line, onprem:dc
    app-1 > pc tcp/443 | fault line | no-transit-route at hub
    app-1 > pc tcp/443 | fault line; transit-route hub-table 192.168.0.0/16 line-attachment | vpn-tunnels-are-down at line
    app-1 > pc tcp/443 | transit-route hub-table 192.168.0.0/16 line-attachment | works
    app-1 > pc tcp/443 | fault hub | struck-by-fault at main-table
    pc > app-1 tcp/443 | fault hub | struck-by-fault at to-main
    pc > app-1 tcp/443 | fault line | site-has-no-route at onprem:dc
    pc > 10.0.0.2 udp/53            | resolver-serves-its-vpc-only at main
    `,
  )
})

describe('a VPN connection of which nobody knows the other end', () => {
  // So is one that was read from a real account: it leads to wherever it is asked for, and nobody answers.
  const known = (options: string) => {
    const world = worldOf(`
      ${bothEnds}
      vpn line cgw vgw ${options}
      route main-table 172.20.0.0/16 vgw
    `)
    const [id = '', tunnel = ''] = world.id('line/1').split('/')
    setTunnelStatus(world.cloud, id, tunnel, { status: 'UP' })
    return tell(world, sendFlow(world, 'app-1 > 172.20.1.1 tcp/443'))
  }

  it.each([
    ['', 'arrives'],
    ['static', 'vpn-gateway-has-no-way at vgw'],
  ])('leads on by BGP, and not without a route: "%s"', (options, told) => {
    expect(known(options)).toBe(told)
  })
})
