import { describe, expect, it } from 'vitest'
import { otherAccount } from '../cloud.ts'
import { linkWorld, location, owner, refusal } from './links.ts'

describe('a private virtual interface', () => {
  it('is shown as AWS shows it, with the addresses and the key that AWS fills in', () => {
    const { connection, privateInterface, vgw, shown } = linkWorld()
    const virtualGatewayId = vgw('10.0.0.0/16')
    const connectionId = connection()
    const id = privateInterface({ virtualGatewayId }, connectionId)
    const vif = shown(id)
    expect(vif).toMatchObject({
      ownerAccount: owner,
      virtualInterfaceId: expect.stringMatching(/^dxvif-f[0-9a-z]{7}$/),
      location,
      connectionId,
      virtualInterfaceType: 'private',
      virtualInterfaceName: 'vif',
      vlan: 101,
      asn: 65000,
      asnLong: 65000,
      amazonSideAsn: 64512,
      addressFamily: 'ipv4',
      virtualInterfaceState: 'pending',
      mtu: 1500,
      virtualGatewayId,
      routeFilterPrefixes: [],
      region: 'us-east-1',
      siteLinkEnabled: false,
      tags: [],
    })
    expect(vif).not.toHaveProperty('directConnectGatewayId')
    expect(vif.amazonAddress).toMatch(/^169\.254\.\d+\.\d+\/30$/)
    const last = (address: string) => Number(/(\d+)\/30$/.exec(address)![1])
    expect([last(vif.amazonAddress!) % 4, last(vif.customerAddress!) % 4]).toEqual([1, 2])
    expect(vif.authKey).toMatch(/^0x\w{22}$/)
    const { asn, asnLong, authKey, addressFamily, amazonAddress, customerAddress } = vif
    const session = { asn, asnLong, authKey, addressFamily, amazonAddress, customerAddress }
    expect(vif.bgpPeers).toMatchObject([
      {
        ...session,
        bgpPeerId: expect.stringMatching(/^dxpeer-f/),
        bgpPeerState: 'pending',
        bgpStatus: 'down',
      },
    ])
  })

  it('describes itself to a router in XML', () => {
    const { privateInterface, vgw, shown } = linkWorld()
    const addresses = { amazonAddress: '192.168.1.1/30', customerAddress: '192.168.1.2/30' }
    const id = privateInterface({ virtualGatewayId: vgw('10.0.0.0/16'), authKey: 'a<b>&cd', ...addresses })
    expect(shown(id).customerRouterConfig).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<logical_connection id="${id}">`,
        '  <vlan>101</vlan>',
        '  <customer_address>192.168.1.2/30</customer_address>',
        '  <amazon_address>192.168.1.1/30</amazon_address>',
        '  <bgp_asn>65000</bgp_asn>',
        '  <bgp_auth_key>a&lt;b&gt;&amp;cd</bgp_auth_key>',
        '  <amazon_bgp_asn>64512</amazon_bgp_asn>',
        '  <connection_type>private</connection_type>',
        '</logical_connection>',
        '',
      ].join('\n'),
    )
  })

  it('is down when it is made, and available while BGP is up over a link that is', () => {
    const { connection, privateInterface, vgw, shown, pass, session, pull, plug } = linkWorld()
    const link = connection()
    const id = privateInterface({ virtualGatewayId: vgw('10.0.0.0/16') }, link)
    const state = () => [shown(id).virtualInterfaceState, shown(id).bgpPeers![0]!.bgpStatus]
    expect(state()).toEqual(['pending', 'down'])
    pass(120)
    expect(state()).toEqual(['down', 'down'])
    expect(shown(id).bgpPeers![0]!.bgpPeerState).toBe('available')
    session(id, true)
    expect(state()).toEqual(['available', 'up'])
    pull(link)
    expect(state()).toEqual(['down', 'down'])
    plug(link)
    expect(state()).toEqual(['available', 'up'])
    session(id, false)
    expect(state()).toEqual(['down', 'down'])
  })

  it('loses its session when the customer announces more than a hundred prefixes', () => {
    const { privateInterface, vgw, shown, pass, session, announces } = linkWorld()
    const id = privateInterface({ virtualGatewayId: vgw('10.0.0.0/16') })
    const prefixes = (n: number) => Array.from({ length: n }, (_, i) => `172.16.${i}.0/24`)
    pass(120)
    session(id, true)
    announces(id, prefixes(100))
    expect(shown(id).virtualInterfaceState).toBe('available')
    announces(id, prefixes(101))
    expect(shown(id).virtualInterfaceState).toBe('down')
  })

  it('takes a long ASN, and the long member wins', () => {
    const { connection, privateInterface, vgw, shown } = linkWorld()
    const virtualGatewayId = vgw('10.0.0.0/16')
    const link = connection()
    const asns = (asked: object, vlan: number) => {
      const { asn, asnLong } = shown(privateInterface({ virtualGatewayId, vlan, ...asked }, link))
      return [asn, asnLong]
    }
    expect(asns({ asn: undefined, asnLong: 4200000001 }, 1)).toEqual([0, 4200000001])
    expect(asns({ asn: 65000, asnLong: 65001 }, 2)).toEqual([65001, 65001])
  })

  const world = linkWorld()
  const link = world.connection()
  const gateway = world.vgw('10.0.0.0/16')
  const hub = world.gateway()
  world.privateInterface(
    { vlan: 9, virtualGatewayId: gateway, amazonAddress: '10.9.0.1/30', customerAddress: '10.9.0.2/30' },
    link,
  )
  const good = { virtualInterfaceName: 'vif', vlan: 10, asn: 65000, virtualGatewayId: gateway }
  const addresses = (amazonAddress: string, customerAddress: string) => ({ amazonAddress, customerAddress })
  const wrong: [string, object, string][] = [
    ['a VLAN that is taken', { vlan: 9 }, `VLAN 9 is already in use on ${link}.`],
    ['VLAN 0', { vlan: 0 }, 'VLAN 0 is not valid. It must be between 1 and 4094.'],
    ['VLAN 4095', { vlan: 4095 }, 'VLAN 4095 is not valid. It must be between 1 and 4094.'],
    ['no ASN', { asn: undefined }, 'Either asn or asnLong must be provided.'],
    ['ASN 0', { asn: 0 }, 'ASN 0 is not valid. It must be between 1 and 2147483646.'],
    [
      'an ASN too long',
      { asn: 2147483647 },
      'ASN 2147483647 is not valid. It must be between 1 and 2147483646.',
    ],
    [
      'an MTU of its own',
      { mtu: 1400 },
      'MTU 1400 is not valid for a private virtual interface. Valid values: 1500, 8500, 9001.',
    ],
    [
      'a short key',
      { authKey: 'abcde' },
      'The BGP authentication key must have 6 to 80 characters and no white space.',
    ],
    [
      'an empty name',
      { virtualInterfaceName: '' },
      'The name of a virtual interface must have 1 to 100 characters.',
    ],
    [
      'nothing to lead to',
      { virtualGatewayId: undefined },
      'Either virtualGatewayId or directConnectGatewayId must be provided.',
    ],
    [
      'two things to lead to',
      { directConnectGatewayId: hub },
      'Only one of virtualGatewayId and directConnectGatewayId can be provided.',
    ],
    ['an unknown gateway', { virtualGatewayId: 'vgw-0' }, 'The VirtualGateway vgw-0 does not exist.'],
    [
      'SiteLink to a virtual private gateway',
      { enableSiteLink: true },
      'SiteLink is only available for virtual interfaces that are attached to a Direct Connect Gateway.',
    ],
    [
      'one address',
      { amazonAddress: '10.0.0.1/30' },
      'Amazon Address and Customer Address must be provided together.',
    ],
    [
      'two networks',
      addresses('10.0.0.1/30', '10.0.0.6/30'),
      'Amazon Address and Customer Address must be in the same CIDR',
    ],
    [
      'two masks',
      addresses('10.0.0.1/30', '10.0.0.2/29'),
      'Amazon Address and Customer Address must be in the same CIDR',
    ],
    [
      'the network’s own address',
      addresses('10.0.0.0/30', '10.0.0.2/30'),
      'Amazon Address is address 0 on its subnet.',
    ],
    [
      'the broadcast address',
      addresses('10.0.0.1/30', '10.0.0.3/30'),
      'Customer Address is the broadcast address on its subnet.',
    ],
    [
      'the same address twice',
      addresses('10.0.0.1/30', '10.0.0.1/30'),
      'Amazon Address and Customer Address must not be the same.',
    ],
    ['no mask', addresses('10.0.0.1', '10.0.0.2'), 'Amazon Address 10.0.0.1 is not a valid IPv4 CIDR.'],
    ['addresses that are taken', addresses('10.9.0.1/30', '10.9.0.2/30'), 'overlaps with 10.9.0.1/30'],
    [
      'addresses of its own for IPv6',
      { ...addresses('fd00::1/125', 'fd00::2/125'), addressFamily: 'ipv6' },
      'Custom IPv6 addresses are not supported. They are assigned automatically.',
    ],
  ]
  it.each(wrong)('is refused with %s', (_, change, text) => {
    const newPrivateVirtualInterface = { ...good, ...change }
    const said = world.refuses('CreatePrivateVirtualInterface', {
      connectionId: link,
      newPrivateVirtualInterface,
    })
    expect(said).toMatch(/^DirectConnectClientException: /)
    expect(said).toContain(text)
  })

  it('may have addresses of a /31, and automatic ones of IPv6', () => {
    const { connection, privateInterface, vgw, shown } = linkWorld()
    const virtualGatewayId = vgw('10.0.0.0/16')
    const on = connection()
    const thin = addresses('10.0.0.0/31', '10.0.0.1/31')
    expect(shown(privateInterface({ virtualGatewayId, ...thin }, on))).toMatchObject(thin)
    const six = shown(privateInterface({ virtualGatewayId, vlan: 2, addressFamily: 'ipv6' }, on))
    expect(six.amazonAddress).toMatch(/^2620:107:300f:.*1\/125$|^2620:107:300f:.*9\/125$/)
    expect(six.customerRouterConfig).toContain('<ipv6_amazon_address>')
  })

  it('needs a connection that has been up', () => {
    const { order, pass, vgw, refuses } = linkWorld()
    const connectionId = order()
    const newPrivateVirtualInterface = { ...good, virtualGatewayId: vgw('10.0.0.0/16') }
    const asked = { connectionId, newPrivateVirtualInterface }
    const failed = (state: string) =>
      refusal(`CreatePrivateVirtualInterface failed. ${connectionId} is in state ${state}`)
    expect(refuses('CreatePrivateVirtualInterface', asked)).toBe(failed('requested'))
    pass(3600)
    expect(refuses('CreatePrivateVirtualInterface', asked)).toBe(failed('pending'))
  })

  it('keeps its virtual private gateway from being deleted', () => {
    const { dx, privateInterface, ask, refused } = linkWorld()
    const VpnGatewayId = ask('CreateVpnGateway', { Type: 'ipsec.1' }).VpnGateway!.VpnGatewayId!
    const virtualInterfaceId = privateInterface({ virtualGatewayId: VpnGatewayId })
    expect(refused('DeleteVpnGateway', { VpnGatewayId })).toMatch(/^IncorrectState: /)
    dx('DeleteVirtualInterface', { virtualInterfaceId })
    ask('DeleteVpnGateway', { VpnGatewayId })
  })
})

describe('how many interfaces a connection has', () => {
  it('is at most fifty private and public ones, and four transit ones besides', () => {
    const { connection, gateway, vgw, privateInterface, transitInterface, refuses } = linkWorld()
    const connectionId = connection()
    const virtualGatewayId = vgw('10.0.0.0/16')
    const directConnectGatewayId = gateway()
    for (let vlan = 1; vlan <= 50; vlan++) privateInterface({ virtualGatewayId, vlan }, connectionId)
    for (let vlan = 51; vlan <= 54; vlan++) transitInterface({ directConnectGatewayId, vlan }, connectionId)
    const asked = { virtualInterfaceName: 'v', vlan: 99, asn: 65000 }
    expect(
      refuses('CreatePrivateVirtualInterface', {
        connectionId,
        newPrivateVirtualInterface: { ...asked, virtualGatewayId },
      }),
    ).toBe(
      refusal(
        `The maximum number of private and public virtual interfaces (50) on ${connectionId} has been reached.`,
      ),
    )
    expect(
      refuses('CreateTransitVirtualInterface', {
        connectionId,
        newTransitVirtualInterface: { ...asked, directConnectGatewayId },
      }),
    ).toBe(
      refusal(`The maximum number of transit virtual interfaces (4) on ${connectionId} has been reached.`),
    )
  })
})

describe('a public virtual interface', () => {
  const asked = {
    virtualInterfaceName: 'public',
    vlan: 7,
    asn: 65000,
    amazonAddress: '203.0.113.1/30',
    customerAddress: '203.0.113.2/30',
    routeFilterPrefixes: [{ cidr: '198.51.100.0/24' }, { cidr: '2001:db8::/48' }],
  }

  it('is verified before it is made', () => {
    const { dx, connection, shown, pass } = linkWorld()
    const input = { connectionId: connection(), newPublicVirtualInterface: asked }
    const made = dx('CreatePublicVirtualInterface', input)
    expect(made).toMatchObject({
      virtualInterfaceType: 'public',
      virtualInterfaceState: 'verifying',
      amazonSideAsn: 7224,
      virtualGatewayId: '',
      routeFilterPrefixes: asked.routeFilterPrefixes,
    })
    expect(made).not.toHaveProperty('siteLinkEnabled')
    const state = () => {
      const vif = shown(made.virtualInterfaceId!)
      return [vif.virtualInterfaceState, vif.bgpPeers![0]!.bgpPeerState]
    }
    expect(state()).toEqual(['verifying', 'verifying'])
    pass(3600)
    expect(state()).toEqual(['pending', 'pending'])
    pass(120)
    expect(state()).toEqual(['down', 'available'])
  })

  const { connection, refuses } = linkWorld()
  const connectionId = connection()
  const wrong: [string, object, string][] = [
    [
      'a private address',
      { amazonAddress: '10.0.0.1/30' },
      'Amazon Address is not allowed to contain a private IP',
    ],
    [
      'no addresses',
      { amazonAddress: undefined, customerAddress: undefined },
      'A public virtual interface needs an Amazon Address and a Customer Address.',
    ],
    [
      'a private prefix',
      { routeFilterPrefixes: [{ cidr: '172.16.0.0/16' }] },
      'Route filter prefix 172.16.0.0/16 is not allowed to contain a private IP',
    ],
    [
      'a long IPv6 prefix',
      { routeFilterPrefixes: [{ cidr: '2001:db8::/65' }] },
      'Route filter prefix 2001:db8::/65 must be a /64 or shorter.',
    ],
    [
      'no prefix at all',
      { routeFilterPrefixes: [{ cidr: 'net' }] },
      'Route filter prefix net is not a valid CIDR.',
    ],
  ]
  it.each(wrong)('is refused with %s', (_, change, text) => {
    const newPublicVirtualInterface = { ...asked, ...change }
    expect(refuses('CreatePublicVirtualInterface', { connectionId, newPublicVirtualInterface })).toBe(
      refusal(text),
    )
  })
})

describe('deleting a virtual interface', () => {
  it('frees its VLAN at once; it is shown for a quarter of an hour', () => {
    const { dx, connection, privateInterface, vgw, shown, pass, refuses } = linkWorld()
    const link = connection()
    const virtualGatewayId = vgw('10.0.0.0/16')
    const virtualInterfaceId = privateInterface({ virtualGatewayId }, link)
    expect(dx('DeleteVirtualInterface', { virtualInterfaceId })).toEqual({
      virtualInterfaceState: 'deleting',
    })
    privateInterface({ virtualGatewayId }, link)
    pass(60)
    expect(shown(virtualInterfaceId).virtualInterfaceState).toBe('deleted')
    const gone = refusal(`Virtual Interface ${virtualInterfaceId} does not exist.`)
    expect(refuses('DeleteVirtualInterface', { virtualInterfaceId })).toBe(gone)
    pass(900)
    expect(refuses('DescribeVirtualInterfaces', { virtualInterfaceId })).toBe(gone)
  })
})

describe('changing a virtual interface', () => {
  it('sets MTU, name and SiteLink', () => {
    const { dx, privateInterface, gateway } = linkWorld()
    const virtualInterfaceId = privateInterface({ directConnectGatewayId: gateway() })
    const changes = { mtu: 8500, virtualInterfaceName: 'jumbo' }
    expect(
      dx('UpdateVirtualInterfaceAttributes', { virtualInterfaceId, ...changes, enableSiteLink: true }),
    ).toMatchObject({ ...changes, siteLinkEnabled: true })
  })

  it('moves it to another connection where its VLAN and addresses are free', () => {
    const { dx, connection, privateInterface, vgw, refuses } = linkWorld()
    const [one, two] = [connection(), connection({ location: 'CSVA1' })] as const
    const virtualGatewayId = vgw('10.0.0.0/16')
    const ends = { amazonAddress: '10.9.0.1/30', customerAddress: '10.9.0.2/30' }
    const id = privateInterface({ virtualGatewayId, vlan: 1, ...ends }, one)
    const move = { virtualInterfaceId: id, connectionId: two }
    expect(refuses('AssociateVirtualInterface', { ...move, connectionId: one })).toBe(
      refusal(`${id} is already on ${one}.`),
    )
    const same = privateInterface({ virtualGatewayId, vlan: 1 }, two)
    expect(refuses('AssociateVirtualInterface', move)).toBe(refusal(`VLAN 1 is already in use on ${two}.`))
    dx('DeleteVirtualInterface', { virtualInterfaceId: same })
    const near = privateInterface({ virtualGatewayId, vlan: 2, ...ends }, two)
    expect(refuses('AssociateVirtualInterface', move)).toBe(
      refusal(`Address 10.9.0.1/30 overlaps with 10.9.0.1/30 of ${near}.`),
    )
    dx('DeleteVirtualInterface', { virtualInterfaceId: near })
    expect(dx('AssociateVirtualInterface', move)).toMatchObject({ connectionId: two, location: 'CSVA1' })
  })
})

describe('a virtual interface for another account', () => {
  const them = { account: otherAccount }
  const allocation = { virtualInterfaceName: 'for-you', vlan: 20, asn: 65000 }

  it('waits for its owner to say where it leads', () => {
    const { dx, connection, gateway, shown, pass, refuses } = linkWorld()
    const connectionId = connection()
    const made = dx('AllocatePrivateVirtualInterface', {
      connectionId,
      ownerAccount: otherAccount,
      newPrivateVirtualInterfaceAllocation: allocation,
    })
    const virtualInterfaceId = made.virtualInterfaceId!
    expect(made).toMatchObject({ ownerAccount: otherAccount, virtualInterfaceState: 'confirming' })
    expect(made).not.toHaveProperty('amazonSideAsn')
    expect(shown(virtualInterfaceId, them)).toEqual(shown(virtualInterfaceId))
    const directConnectGatewayId = gateway({ amazonSideAsn: 64600 }, them)
    const word = { virtualInterfaceId, directConnectGatewayId }
    expect(refuses('ConfirmPrivateVirtualInterface', word)).toBe(
      refusal(`Virtual Interface ${virtualInterfaceId} does not exist.`),
    )
    expect(refuses('ConfirmTransitVirtualInterface', word, them)).toBe(
      refusal(`${virtualInterfaceId} is not a transit virtual interface.`),
    )
    expect(dx('ConfirmPrivateVirtualInterface', word, them)).toEqual({ virtualInterfaceState: 'pending' })
    expect(refuses('ConfirmPrivateVirtualInterface', word, them)).toBe(
      refusal(`ConfirmPrivateVirtualInterface failed. ${virtualInterfaceId} is in state pending`),
    )
    pass(120)
    expect(shown(virtualInterfaceId, them)).toMatchObject({
      virtualInterfaceState: 'down',
      directConnectGatewayId,
      amazonSideAsn: 64600,
    })
  })

  it('may be transit or public', () => {
    const { dx, connection, gateway } = linkWorld()
    const common = { connectionId: connection(), ownerAccount: otherAccount }
    const transit = dx('AllocateTransitVirtualInterface', {
      ...common,
      newTransitVirtualInterfaceAllocation: { ...allocation, mtu: 8500 },
    }).virtualInterface!
    const open = dx('AllocatePublicVirtualInterface', {
      ...common,
      newPublicVirtualInterfaceAllocation: {
        ...allocation,
        vlan: 21,
        amazonAddress: '203.0.113.1/30',
        customerAddress: '203.0.113.2/30',
      },
    })
    const directConnectGatewayId = gateway({}, them)
    expect(
      dx(
        'ConfirmTransitVirtualInterface',
        { virtualInterfaceId: transit.virtualInterfaceId!, directConnectGatewayId },
        them,
      ),
    ).toEqual({ virtualInterfaceState: 'pending' })
    expect(
      dx('ConfirmPublicVirtualInterface', { virtualInterfaceId: open.virtualInterfaceId! }, them),
    ).toEqual({ virtualInterfaceState: 'verifying' })
  })

  it.each([
    ['is rejected when its owner deletes it unconfirmed', them, 'rejected'],
    ['is deleted when the connection’s owner takes it back', {}, 'deleting'],
  ])('%s', (_, who, virtualInterfaceState) => {
    const { dx, connection } = linkWorld()
    const { virtualInterfaceId } = dx('AllocatePrivateVirtualInterface', {
      connectionId: connection(),
      ownerAccount: otherAccount,
      newPrivateVirtualInterfaceAllocation: allocation,
    })
    const id = { virtualInterfaceId: virtualInterfaceId! }
    expect(dx('DeleteVirtualInterface', id, who)).toEqual({ virtualInterfaceState })
  })
})
