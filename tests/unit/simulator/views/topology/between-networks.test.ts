import { describe, expect, it } from 'vitest'
import { bothEnds, directConnect, dynamicVpn } from '../../network/notation/hybrid-worlds.ts'
import { worldOf } from '../../network/notation/world.ts'
import { adds, linesOf, one } from './adds.ts'
import { drawn } from './drawn.ts'

// What is drawn between networks, and on premises.

describe('between networks', () => {
  adds(`${one}\nvpc other 10.1.0.0/16`, [
    ['peering', 'peer a-b main other', 'peering main > other'],
    [
      'peering that waits to be accepted',
      'peer a-b main other pending',
      'peering main > other, pending: its state is pending-acceptance',
    ],
    ['peering that has ended', 'peer a-b main other\nno-peer a-b', ''],
    [
      'peering across accounts',
      'account 210987654321\nvpc theirs 10.2.0.0/16\npeer a-b main theirs',
      `account 210987654321 (210987654321)
       region us-east-1 in 210987654321
       vpc theirs (10.2.0.0/16) in us-east-1
       peering main > theirs`,
    ],
    [
      'peering across Regions',
      'region eu-west-1\nvpc theirs 10.2.0.0/16\npeer a-b main theirs',
      `region eu-west-1 in 123456789012
       vpc theirs (10.2.0.0/16) in eu-west-1
       peering main > theirs`,
    ],
    [
      'a transit gateway, which has no interface to be seen',
      'transit-gateway hub\nattach to-main hub main app',
      `transit-gateway hub (ASN 64512) in us-east-1
       transit main > hub`,
    ],
    [
      'a transit gateway that nothing is attached to any more',
      'transit-gateway hub\nattach to-main hub main app\ndetach to-main',
      'transit-gateway hub (ASN 64512) in us-east-1',
    ],
    [
      'transit gateways that are peered: one line, though each has an attachment',
      'transit-gateway hub\nregion eu-west-1\nvpc there 10.3.0.0/16\ntransit-gateway west\nregion us-east-1\npeer-hubs ew hub west',
      `region eu-west-1 in 123456789012
       vpc there (10.3.0.0/16) in eu-west-1
       transit-gateway hub (ASN 64512) in us-east-1
       transit-gateway west (ASN 64512) in eu-west-1
       transit west > hub`,
    ],
    [
      'transit gateways that are peered in one Region',
      'transit-gateway hub\ntransit-gateway west\npeer-hubs ew hub west',
      `transit-gateway hub (ASN 64512) in us-east-1
       transit-gateway west (ASN 64512) in us-east-1
       transit west > hub`,
    ],
  ])
})

describe('on premises', () => {
  it('sites have hosts and routers', () => {
    expect(drawn(worldOf(bothEnds)).filter((line) => /\bdc\b/.test(line))).toEqual(
      linesOf(`
        site dc (192.168.0.0/16)
        site-host pc:instance (192.168.1.10) in dc
        site-host printer:instance (192.168.1.20) in dc
        site-router edge in dc
      `),
    )
  })

  adds(bothEnds, [
    [
      'a second site with a line to the first',
      'site branch 192.169.0.0/16\nsite-link dc branch',
      `site branch (192.169.0.0/16)
       cable branch > dc`,
    ],
    [
      'a VPN connection that no router is configured for leads to the customer gateway',
      'vpn line cgw vgw',
      `customer-gateway cgw (203.0.113.10)
       vpn cgw > vgw, broken: both of its tunnels are down`,
    ],
    [
      'a VPN connection leads to the router',
      'vpn line cgw vgw\nuplink edge line\nwait 60',
      'vpn onprem:edge > vgw',
    ],
    [
      'a VPN connection to a transit gateway',
      'transit-gateway hub\nvpn line cgw hub\nuplink edge line\nwait 60',
      `transit-gateway hub (ASN 64512) in us-east-1
       vpn onprem:edge > hub`,
    ],
  ])

  adds(dynamicVpn, [
    ['one tunnel of a VPN connection is down: it works', 'fault line/1\nwait 60', ''],
    [
      'both tunnels are down',
      'fault line\nwait 60',
      `- vpn onprem:edge > vgw
       vpn onprem:edge > vgw, broken: both of its tunnels are down`,
    ],
    ['they are up again', 'fault line\nwait 60\nmend line\nwait 300', ''],
  ])

  adds(directConnect, [
    [
      'a private virtual interface that no router is configured for',
      'private-vif vif port vgw',
      `virtual-interface vif (private · VLAN 101), broken: its BGP session is down
       direct-connect vif > vgw, broken: its BGP session is down`,
    ],
    [
      'a private virtual interface',
      'private-vif vif port vgw asn 65010\nuplink edge vif\nwait 60',
      `virtual-interface vif (private · VLAN 101)
       direct-connect onprem:edge > vif
       direct-connect vif > vgw`,
    ],
    [
      'a Direct Connect gateway',
      'dx-gateway dxgw\njoin dxgw vgw\nprivate-vif vif port dxgw asn 65010\nuplink edge vif\nwait 60',
      `direct-connect-gateway dxgw (ASN 64512)
       virtual-interface vif (private · VLAN 101)
       direct-connect dxgw > vgw
       direct-connect onprem:edge > vif
       direct-connect vif > dxgw`,
    ],
    [
      'a Direct Connect gateway with a transit gateway: one line, though it is attached, too',
      'dx-gateway dxgw 64600\ntransit-gateway hub\njoin dxgw hub 10.0.0.0/16\ntransit-vif vif port dxgw asn 65010\nuplink edge vif\nwait 60',
      `transit-gateway hub (ASN 64512) in us-east-1
       direct-connect-gateway dxgw (ASN 64600)
       virtual-interface vif (transit · VLAN 101)
       direct-connect dxgw > hub
       direct-connect onprem:edge > vif
       direct-connect vif > dxgw`,
    ],
    [
      'an association that is not there yet',
      'dx-gateway dxgw\njoin dxgw vgw after 0',
      `direct-connect-gateway dxgw (ASN 64512)
       direct-connect dxgw > vgw, pending: the association is associating`,
    ],
    [
      'a public virtual interface leads to no network of one’s own',
      'public-vif vif port 203.0.113.0/29 asn 65010\nuplink edge vif\nwait 60',
      `virtual-interface vif (public · VLAN 101)
       aws-service AWS (public addresses)
       direct-connect onprem:edge > vif
       direct-connect vif > aws/public`,
    ],
  ])
})
