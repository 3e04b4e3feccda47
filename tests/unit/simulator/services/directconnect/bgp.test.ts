import { describe, expect, it } from 'vitest'
import { linkWorld, refusal } from './links.ts'

describe('BGP peers', () => {
  function withVif() {
    const world = linkWorld()
    const virtualInterfaceId = world.privateInterface({ directConnectGatewayId: world.gateway() })
    world.pass(120)
    const peers = () => world.shown(virtualInterfaceId).bgpPeers!
    return { ...world, virtualInterfaceId, peers }
  }

  it('are one per address family, each ready in a while', () => {
    const { dx, virtualInterfaceId, peers, pass, refuses, shown } = withVif()
    const add = (newBGPPeer: object) => ({ virtualInterfaceId, newBGPPeer })
    expect(refuses('CreateBGPPeer', add({ asn: 65000, addressFamily: 'ipv4' }))).toBe(
      refusal(`${virtualInterfaceId} already has a BGP peer with address family ipv4.`),
    )
    const { virtualInterface } = dx('CreateBGPPeer', add({ asn: 65001, addressFamily: 'ipv6' }))
    expect(virtualInterface!.bgpPeers!.map((one) => [one.addressFamily, one.bgpPeerState])).toEqual([
      ['ipv4', 'available'],
      ['ipv6', 'pending'],
    ])
    pass(60)
    expect(peers()[1]).toMatchObject({ asn: 65001, bgpPeerState: 'available', bgpStatus: 'down' })
    expect(shown(virtualInterfaceId).customerRouterConfig).toContain('<ipv6_bgp_asn>65001</ipv6_bgp_asn>')
  })

  it('go one by one, but never the last', () => {
    const { dx, virtualInterfaceId, peers, pass, refuses, shown } = withVif()
    const last = refusal('The last BGP Peer on a Virtual Interface cannot be deleted')
    const [first] = peers()
    expect(refuses('DeleteBGPPeer', { virtualInterfaceId, bgpPeerId: first!.bgpPeerId! })).toBe(last)
    dx('CreateBGPPeer', { virtualInterfaceId, newBGPPeer: { asn: 65001, addressFamily: 'ipv6' } })
    pass(60)
    const { customerAddress } = first!
    expect(refuses('DeleteBGPPeer', { virtualInterfaceId, asn: 1, customerAddress: customerAddress! })).toBe(
      refusal(`The BGP peer does not exist on Virtual Interface ${virtualInterfaceId}.`),
    )
    expect(refuses('DeleteBGPPeer', { virtualInterfaceId, asn: 65000 })).toBe(
      refusal('Either bgpPeerId, or asn and customerAddress, must be provided.'),
    )
    dx('DeleteBGPPeer', { virtualInterfaceId, asn: 65000, customerAddress: customerAddress! })
    expect(peers()[0]!.bgpPeerState).toBe('deleting')
    expect(refuses('DeleteBGPPeer', { virtualInterfaceId, bgpPeerId: peers()[1]!.bgpPeerId! })).toBe(last)
    pass(60)
    expect(peers()).toHaveLength(1)
    expect(shown(virtualInterfaceId)).toMatchObject({ addressFamily: 'ipv6', asn: 65001 })
  })

  it('come up apart; the interface is available while one of them is up', () => {
    const { dx, virtualInterfaceId, peers, pass, session, shown } = withVif()
    dx('CreateBGPPeer', { virtualInterfaceId, newBGPPeer: { asn: 65001, addressFamily: 'ipv6' } })
    pass(60)
    session(virtualInterfaceId, true, peers()[1]!.bgpPeerId)
    expect(peers().map(({ bgpStatus }) => bgpStatus)).toEqual(['down', 'up'])
    expect(shown(virtualInterfaceId).virtualInterfaceState).toBe('available')
  })
})

describe('a failover test', () => {
  function started(input: object = {}) {
    const world = linkWorld()
    const virtualInterfaceId = world.privateInterface({ directConnectGatewayId: world.gateway() })
    world.pass(120)
    world.session(virtualInterfaceId, true)
    const { virtualInterfaceTest } = world.dx('StartBgpFailoverTest', { virtualInterfaceId, ...input })
    const state = () => [
      world.shown(virtualInterfaceId).virtualInterfaceState,
      world.shown(virtualInterfaceId).bgpPeers![0]!.bgpStatus,
    ]
    return { ...world, virtualInterfaceId, test: virtualInterfaceTest!, state }
  }

  it('takes the sessions down for as long as was asked', () => {
    const { dx, test, state, pass, virtualInterfaceId } = started({ testDurationInMinutes: 5 })
    expect(test).toMatchObject({ status: 'In Progress', testDurationInMinutes: 5, virtualInterfaceId })
    expect(state()).toEqual(['testing', 'down'])
    pass(299)
    expect(state()).toEqual(['testing', 'down'])
    pass(1)
    expect(state()).toEqual(['available', 'up'])
    const { virtualInterfaceTestHistory } = dx('ListVirtualInterfaceTestHistory')
    expect(virtualInterfaceTestHistory).toEqual([{ ...test, status: 'Completed' }])
  })

  it('lasts three hours when nothing is said, and can be stopped', () => {
    const { dx, refuses, test, state, pass, virtualInterfaceId } = started()
    expect(test.testDurationInMinutes).toBe(180)
    pass(600)
    expect(dx('StopBgpFailoverTest', { virtualInterfaceId }).virtualInterfaceTest!.status).toBe('Stopped')
    expect(state()).toEqual(['available', 'up'])
    expect(refuses('StopBgpFailoverTest', { virtualInterfaceId })).toBe(
      refusal(`No failover test is in progress on ${virtualInterfaceId}.`),
    )
    const listed = (input: object) => dx('ListVirtualInterfaceTestHistory', input).virtualInterfaceTestHistory
    expect(listed({ status: 'Stopped' })).toHaveLength(1)
    expect(listed({ status: 'Completed' })).toEqual([])
  })

  it('is refused while the interface is down, for too long, and for peers of another', () => {
    const { privateInterface, gateway, refuses, pass, session } = linkWorld()
    const virtualInterfaceId = privateInterface({ directConnectGatewayId: gateway() })
    pass(120)
    expect(refuses('StartBgpFailoverTest', { virtualInterfaceId })).toBe(
      refusal(`StartBgpFailoverTest failed. ${virtualInterfaceId} is in state down`),
    )
    session(virtualInterfaceId, true)
    expect(refuses('StartBgpFailoverTest', { virtualInterfaceId, testDurationInMinutes: 4321 })).toBe(
      refusal('The test duration must be between 1 and 4320 minutes.'),
    )
    expect(refuses('StartBgpFailoverTest', { virtualInterfaceId, bgpPeers: ['dxpeer-x'] })).toBe(
      refusal(`BGP peer dxpeer-x does not exist on ${virtualInterfaceId}.`),
    )
  })
})

describe('a router’s configuration', () => {
  const world = linkWorld()
  const virtualInterfaceId = world.privateInterface({
    directConnectGatewayId: world.gateway(),
    amazonAddress: '192.168.1.1/30',
    customerAddress: '192.168.1.2/30',
    authKey: 'secret-key',
  })
  world.dx('CreateBGPPeer', { virtualInterfaceId, newBGPPeer: { asn: 65000, addressFamily: 'ipv6' } })

  it('is XML when no router is named', () => {
    expect(world.dx('DescribeRouterConfiguration', { virtualInterfaceId })).toEqual({
      customerRouterConfig: world.shown(virtualInterfaceId).customerRouterConfig,
      virtualInterfaceId,
      virtualInterfaceName: 'vif',
    })
  })

  it.each([
    ['CiscoSystemsInc-2900SeriesRouters-IOS124', 'ip address 192.168.1.2 255.255.255.252'],
    ['CiscoSystemsInc-Nexus7000SeriesSwitches-NXOS51', 'ip address 192.168.1.2/30'],
    ['JuniperNetworksInc-MXSeriesRouters-JunOS95', 'family inet address 192.168.1.2/30'],
    ['PaloAltoNetworks-PA3000SeriesFirewalls-PANOS412', 'peer-address ip 192.168.1.1'],
  ])('is written for %s', (routerTypeIdentifier, line) => {
    const answer = world.dx('DescribeRouterConfiguration', { virtualInterfaceId, routerTypeIdentifier })
    expect(answer.router).toMatchObject({ routerTypeIdentifier })
    for (const part of [line, '65000', '64512', 'secret-key', '101', virtualInterfaceId, 'IPV4', 'IPV6']) {
      expect(answer.customerRouterConfig).toContain(part)
    }
  })

  it('is refused for a router that nobody knows', () => {
    const routerTypeIdentifier = 'Acme-Router-1'
    expect(
      world.refuses('DescribeRouterConfiguration', { virtualInterfaceId, routerTypeIdentifier }),
    ).toContain(
      'Router type Acme-Router-1 is not valid. Valid values: CiscoSystemsInc-2900SeriesRouters-IOS124, ',
    )
  })
})
