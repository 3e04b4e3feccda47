import { describe, expect, it } from 'vitest'
import { tcp } from '../../../../simulator/network/packet.ts'
import { trace } from '../../../../simulator/network/trace.ts'
import { flows } from './notation/flows.ts'
import { bothEnds, directConnect, dynamicVpn } from './notation/hybrid-worlds.ts'
import { worldOf } from './notation/world.ts'

// On premises is 192.168.0.0/16, the VPC 10.0.0.0/16. Each drop stands beside the flow that works.

describe('a private virtual interface on a virtual private gateway', () => {
  flows(
    `
    ${directConnect}
    private-vif vif port vgw asn 65010
    uplink edge vif
    vgw-propagate main-table vgw
    `,
    `
    pc > app-1 tcp/443                                | works via onprem:pc, onprem:dc, vif, vgw, main, app-1
    app-1 > pc tcp/443                                | works via app-1, main-table, vgw, vif, onprem:dc, onprem:pc
    pc > app-1 tcp/443 | unplug port                  | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | fault port                   | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | fault vif                    | site-has-no-route at onprem:dc
    app-1 > pc tcp/443 | fault vif                    | no-route at main-table
    app-1 > pc tcp/443 | fault vif; mend              | works
    pc > app-1 tcp/443 | router-asn edge 65099        | site-has-no-route at onprem:dc
    pc > 10.0.0.2 udp/53                              | resolver-serves-its-vpc-only at main
    pc > 52.216.8.5 tcp/443 | router-route edge 52.216.0.0/15 vif | vpn-gateway-leads-to-its-vpc-only at vgw
    pc > app-1 tcp/443#1500                           | works
    pc > app-1 tcp/443#1501                           | larger-than-mtu at vif
    app-1 > pc tcp/443 | uplink edge vif advertise 192.168.2.0/24 | no-route at main-table
    `,
  )
  flows(
    `
    ${directConnect}
    private-vif jumbo port vgw asn 65010 mtu 9001
    uplink edge jumbo
    vgw-propagate main-table vgw
    `,
    `
    pc > app-1 tcp/443#9001 | works
    `,
  )
})

describe('Direct Connect before VPN', () => {
  flows(
    `
    ${dynamicVpn}
    cable port dc
    private-vif vif port vgw asn 65010
    uplink edge vif prefer 200
    `,
    `
    app-1 > pc tcp/443                             | works via vif
    pc > app-1 tcp/443                             | works via vif
    app-1 > pc tcp/443 | uplink edge vif prefer 200 prepend 5 | works via vif
    app-1 > pc tcp/443 | fault vif                 | works via line
    pc > app-1 tcp/443 | fault port                | works via line
    pc > app-1 tcp/443 | fault port; fault line    | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | uplink edge vif           | works via line
    app-1 > pc tcp/443 | uplink edge line advertise 192.168.1.0/24 | works via line
    `,
  )
})

describe('a Direct Connect gateway with a virtual private gateway', () => {
  // Direct Connect guide, allowed-to-prefixes: what is as wide as the VPC's block or wider lets it be announced.
  const associated = (allowed: string) => `
    ${directConnect}
    dx-gateway dxgw
    private-vif vif port dxgw asn 65010
    join dxgw vgw ${allowed}
    uplink edge vif
    vgw-propagate main-table vgw
  `
  flows(
    associated(''),
    `
    pc > app-1 tcp/443             | works via vif, vgw, main, app-1
    app-1 > pc tcp/443             | works via vgw, dxgw, vif, onprem:dc
    app-1 > pc tcp/443 | fault dxgw | struck-by-fault at dxgw
    app-1 > pc tcp/443 | fault vif; route main-table 192.168.0.0/16 vgw | vpn-gateway-has-no-way at vgw
    `,
  )
  flows(associated('10.0.0.0/15'), `pc > app-1 tcp/443 | works`)
  flows(
    associated('10.0.1.0/24'),
    `
    pc > app-1 tcp/443                                       | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | router-route edge 10.0.0.0/16 vif   | not-announced-by-aws at vif
    `,
  )
})

describe('which virtual interface AWS takes', () => {
  // Direct Connect guide, private-transit-vif-example: A and B are in us-east-1 as the VPC, C is in us-west-1.
  flows(
    `
    ${bothEnds}
    dx-gateway dxgw
    join dxgw vgw
    vgw-propagate main-table vgw
    cable port-a dc
    private-vif vif-a port-a dxgw asn 65010
    cable port-b dc
    private-vif vif-b port-b dxgw asn 65010
    region us-west-1
    cable port-c dc
    private-vif vif-c port-c dxgw asn 65010
    uplink edge vif-a prepend 2
    uplink edge vif-b prepend 1
    uplink edge vif-c
    region us-east-1
    `,
    `
    app-1 > pc tcp/443                                                      | works via vif-b
    app-1 > pc tcp/443 | fault vif-b                                        | works via vif-a
    app-1 > pc tcp/443 | fault vif-a; fault vif-b                           | works via vif-c
    app-1 > pc tcp/443 | uplink edge vif-c advertise 192.168.1.0/24         | works via vif-c
    app-1 > pc tcp/443 | uplink edge vif-c community 7224:7300              | works via vif-c
    app-1 > pc tcp/443 | uplink edge vif-b prepend 1 community 7224:7100    | works via vif-a
    `,
  )
})

describe('a Direct Connect gateway with a transit gateway', () => {
  // Direct Connect guide, allowed-to-prefixes: exactly these prefixes are announced, whether or not they exist.
  flows(
    `
    ${directConnect}
    transit-gateway hub
    attach to-main hub main app
    route main-table 192.168.0.0/16 hub
    dx-gateway dxgw 64600
    transit-vif vif port dxgw asn 65010
    join dxgw hub 10.0.0.0/24 10.0.1.0/24
    uplink edge vif
    wait 600
    `,
    `
    pc > app-1 tcp/443             | works via onprem:dc, vif, hub, main, app-1
    app-1 > pc tcp/443             | works via app-1, main-table, hub, dxgw, vif, onprem:dc, onprem:pc
    pc > 10.0.2.10 tcp/443         | site-has-no-route at onprem:dc
    pc > 10.0.0.10 tcp/443         | no-subnet-has-the-address at main
    app-1 > pc tcp/443 | fault vif | no-transit-route at hub
    app-1 > pc tcp/443 | fault vif; transit-route hub-table 192.168.0.0/16 dxgw-to-hub | no-virtual-interface-announces at dxgw
    pc > app-1 tcp/443 | fault dxgw | struck-by-fault at vif
    `,
  )
})

describe('a Direct Connect gateway whose association is being made', () => {
  // The transit gateway's attachment is there some minutes before routes go over it.
  flows(
    `
    ${directConnect}
    transit-gateway hub
    attach to-main hub main app
    route main-table 192.168.0.0/16 hub
    dx-gateway dxgw 64600
    transit-vif vif port dxgw asn 65010
    `,
    `
    app-1 > pc tcp/443 | join dxgw hub 10.0.1.0/24 after 120; uplink edge vif | direct-connect-not-associated at dxgw
    app-1 > pc tcp/443 | join dxgw hub 10.0.1.0/24 after 400; uplink edge vif | works
    `,
  )
})

describe('a virtual interface that is down', () => {
  // No router sends there any more; what is still under way is lost.
  it.each(['virtual-interface-in', 'virtual-interface-out'] as const)('passes nothing: %s', (kind) => {
    const world = worldOf(`
      ${directConnect}
      private-vif vif port vgw asn 65010
      uplink edge vif
      fault port
    `)
    const packet = { protocol: tcp, source: 0, destination: 0, sourcePort: 40000, destinationPort: 443 }
    const { forward } = trace(world.fabric, { kind, line: world.id('vif') }, packet)
    expect(forward.dropped?.reason).toBe('virtual-interface-is-down')
  })
})

describe('SiteLink', () => {
  // Direct Connect guide, site-link: from site to site over one Direct Connect gateway.
  const twoSites = (flag: string) => `
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
    private-vif vif-2 port-2 dxgw asn 65020 ${flag}
    uplink edge vif
    uplink branch-edge vif-2
  `
  flows(
    twoSites('site-link'),
    `pc > till tcp/443 | works via onprem:dc, vif, vif-2, onprem:branch, onprem:till`,
  )
  flows(
    twoSites(''),
    `
    pc > till tcp/443                                              | site-has-no-route at onprem:dc
    pc > till tcp/443 | router-route edge 192.168.128.0/17 vif     | not-announced-by-aws at vif
    `,
  )
})

describe('what is not ready or not there', () => {
  flows(
    `
    ${directConnect}
    dx-gateway dxgw
    private-vif vif port dxgw asn 65010
    join dxgw vgw
    uplink edge vif
    route main-table 192.168.0.0/16 vgw
    `,
    `
    app-1 > pc tcp/443                                   | works
    app-1 > pc tcp/443 | detach-vpn-gateway vgw main     | route-is-blackhole at main-table
    pc > app-1 tcp/443 | detach-vpn-gateway vgw main     | site-has-no-route at onprem:dc
    pc > app-1 tcp/443 | detach-vpn-gateway vgw main; router-route edge 10.0.0.0/16 vif | not-announced-by-aws at vif
    `,
  )
  flows(
    `
    ${bothEnds}
    vpn line cgw vgw static
    uplink edge line
    router-route edge 10.0.0.0/16 line
    `,
    `
    pc > app-1 tcp/443 | detach-vpn-gateway vgw main | vpn-gateway-not-attached at vgw
    `,
  )
})
