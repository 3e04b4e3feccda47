import { describe, expect, it } from 'vitest'
import { setLearnedPrefixes, setTunnelStatus } from '../../../../../simulator/services/ec2/vpn-connections.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account } from '../cloud.ts'
import { transitWorld, wait } from './transit-world.ts'

const site = { Type: 'ipsec.1' as const, PublicIp: '203.0.113.9', BgpAsn: 65010 }
const scope = { account, region: 'us-east-1' }
const minutes = 300

function vpnWorld() {
  const world = transitWorld()
  const { ask, pass } = world
  const customer = ask('CreateCustomerGateway', site).CustomerGateway!.CustomerGatewayId!
  const gateway = ask('CreateVpnGateway', { Type: 'ipsec.1' }).VpnGateway!.VpnGatewayId!
  const request = { Type: 'ipsec.1', CustomerGatewayId: customer, VpnGatewayId: gateway }
  return {
    ...world,
    customer,
    vpnGateway: gateway,
    request,
    connect(change = {}) {
      const { VpnConnection } = ask('CreateVpnConnection', { ...request, ...change })
      pass(minutes)
      return VpnConnection!.VpnConnectionId!
    },
    describeOne: (id: string) =>
      ask('DescribeVpnConnections', { VpnConnectionIds: [id] }).VpnConnections![0]!,
  }
}

describe('a customer gateway', () => {
  it('is available at once', () => {
    const { ask, customer } = vpnWorld()
    expect(ask('DescribeCustomerGateways').CustomerGateways).toEqual([
      {
        Tags: [],
        CustomerGatewayId: customer,
        State: 'available',
        Type: 'ipsec.1',
        IpAddress: '203.0.113.9',
        BgpAsn: '65010',
      },
    ])
  })

  it('is the existing one when all is the same', () => {
    const { ask, customer } = vpnWorld()
    const again = (change = {}) =>
      ask('CreateCustomerGateway', { ...site, ...change }).CustomerGateway!.CustomerGatewayId
    expect(again()).toBe(customer)
    expect(again({ BgpAsn: 65011 })).not.toBe(customer)
  })

  it.each<[object, object]>([
    [{ BgpAsn: undefined }, { BgpAsn: '65000' }],
    [{ BgpAsn: undefined, BgpAsnExtended: 4200000000 }, { BgpAsnExtended: '4200000000' }],
    [{ DeviceName: 'router', PublicIp: '203.0.113.11' }, { DeviceName: 'router' }],
    [{ PublicIp: undefined, IpAddress: '203.0.113.10' }, { IpAddress: '203.0.113.10' }],
  ])('with %o has %o', (change, expected) => {
    const given = Object.entries({ ...site, ...change }).filter(([, value]) => value !== undefined)
    const input = Object.fromEntries(given) as unknown as typeof site
    expect(vpnWorld().ask('CreateCustomerGateway', input).CustomerGateway).toMatchObject(expected)
  })

  it.each<[object, RegExp]>([
    [{ Type: 'ipsec.2' }, /^InvalidParameterValue: /],
    [{ BgpAsn: 0 }, /^InvalidParameterValue: /],
    [{ BgpAsn: 65000, BgpAsnExtended: 4200000000 }, /^InvalidParameterCombination: /],
    [{ PublicIp: '203.0.113.256' }, /^InvalidParameterValue: Value \(203\.0\.113\.256\)/],
  ])('is refused with %o', (change, expected) => {
    expect(vpnWorld().refused('CreateCustomerGateway', { ...site, ...change })).toMatch(expected)
  })

  it('needs an address or a certificate', () => {
    const { ask, refused } = vpnWorld()
    expect(refused('CreateCustomerGateway', { Type: 'ipsec.1' })).toMatch(/^MissingParameter: /)
    ask('CreateCustomerGateway', { Type: 'ipsec.1', CertificateArn: 'arn:aws:acm:us-east-1:1:certificate/1' })
  })

  it('cannot be deleted while a connection uses it', () => {
    const { ask, refused, pass, customer, connect } = vpnWorld()
    const VpnConnectionId = connect()
    const input = { CustomerGatewayId: customer }
    expect(refused('DeleteCustomerGateway', input)).toBe('IncorrectState: The customer gateway is in use.')
    ask('DeleteVpnConnection', { VpnConnectionId })
    pass(minutes)
    ask('DeleteCustomerGateway', input)
    expect(ask('DescribeCustomerGateways').CustomerGateways![0]!.State).toBe('deleted')
    expect(refused('DeleteCustomerGateway', input)).toBe(
      `InvalidCustomerGatewayID.NotFound: The customerGateway ID '${customer}' does not exist`,
    )
    pass(2 * 3600)
    expect(ask('DescribeCustomerGateways').CustomerGateways).toEqual([])
  })

  it('is one of fifty', () => {
    const { cloud, refused } = vpnWorld()
    raiseQuota(cloud.store, scope, 'cgws-per-region', 1)
    expect(refused('CreateCustomerGateway', { ...site, BgpAsn: 65011 })).toMatch(
      /^CustomerGatewayLimitExceeded: /,
    )
  })

  it.each<[string, string, number]>([
    ['bgp-asn', '65010', 1],
    ['customer-gateway-id', 'cgw-*', 1],
    ['ip-address', '203.0.113.9', 1],
    ['state', 'deleted', 0],
    ['type', 'ipsec.1', 1],
    ['tag-key', 'team', 0],
  ])('filter %s', (Name, value, count) => {
    const { CustomerGateways } = vpnWorld().ask('DescribeCustomerGateways', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(CustomerGateways).toHaveLength(count)
  })
})

describe('a VPN connection', () => {
  it('is pending, then available with two tunnels down', () => {
    const { ask, pass, request, customer, vpnGateway, describeOne } = vpnWorld()
    const created = ask('CreateVpnConnection', request).VpnConnection!
    const tunnel = {
      OutsideIpAddress: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      TunnelInsideCidr: expect.stringMatching(/^169\.254\.\d+\.\d+\/30$/),
      PreSharedKey: expect.stringMatching(/^[A-Za-z1-9._]{32}$/),
    }
    expect(created).toEqual({
      Category: 'VPN',
      VpnGatewayId: vpnGateway,
      GatewayAssociationState: 'associated',
      Options: {
        EnableAcceleration: false,
        StaticRoutesOnly: false,
        LocalIpv4NetworkCidr: '0.0.0.0/0',
        RemoteIpv4NetworkCidr: '0.0.0.0/0',
        OutsideIpAddressType: 'PublicIpv4',
        TunnelInsideIpVersion: 'ipv4',
        TunnelOptions: [tunnel, tunnel],
      },
      Routes: [],
      Tags: [],
      VpnConnectionId: expect.stringMatching(/^vpn-0[0-9a-f]{16}$/),
      State: 'pending',
      CustomerGatewayConfiguration: expect.any(String),
      Type: 'ipsec.1',
      CustomerGatewayId: customer,
    })
    pass(minutes)
    const available = describeOne(created.VpnConnectionId!)
    expect(available.State).toBe('available')
    expect(available.VgwTelemetry).toEqual(
      created.Options!.TunnelOptions!.map(({ OutsideIpAddress }) => ({
        AcceptedRouteCount: 0,
        LastStatusChange: expect.any(String),
        OutsideIpAddress,
        Status: 'DOWN',
        StatusMessage: 'IPSEC IS DOWN',
      })),
    )
  })

  it('tells the customer’s device what to set up', () => {
    const { connect, describeOne } = vpnWorld()
    const { CustomerGatewayConfiguration: text = '', Options } = describeOne(
      connect({
        Options: { TunnelOptions: [{ TunnelInsideCidr: '169.254.44.0/30', PreSharedKey: 'secret_1' }] },
      }),
    )
    const [first] = Options!.TunnelOptions!
    for (const part of [
      `<ip_address>${first!.OutsideIpAddress}</ip_address>`,
      '<ip_address>203.0.113.9</ip_address>',
      '<ip_address>169.254.44.1</ip_address>',
      '<ip_address>169.254.44.2</ip_address>',
      '<pre_shared_key>secret_1</pre_shared_key>',
      '<asn>65010</asn>',
      '<asn>64512</asn>',
    ]) {
      expect(text).toContain(part)
    }
    expect(text.match(/<ipsec_tunnel>/g)).toHaveLength(2)
  })

  it('with static routes only speaks no BGP', () => {
    const { connect, describeOne } = vpnWorld()
    const { CustomerGatewayConfiguration: text } = describeOne(
      connect({ Options: { StaticRoutesOnly: true } }),
    )
    expect(text).toContain('NoBGPVPNConnection')
    expect(text).not.toContain('<bgp>')
  })

  it.each<[object, RegExp]>([
    [{ TunnelInsideCidr: '169.254.0.0/30' }, /TunnelInsideCidr/],
    [{ TunnelInsideCidr: '169.254.169.252/30' }, /TunnelInsideCidr/],
    [{ TunnelInsideCidr: '169.254.10.0/29' }, /TunnelInsideCidr/],
    [{ TunnelInsideCidr: '10.0.0.0/30' }, /TunnelInsideCidr/],
    [{ PreSharedKey: '0secrets' }, /^InvalidParameterValue: Value for parameter PreSharedKey is invalid\.$/],
    [{ PreSharedKey: 'secrets' }, /PreSharedKey/],
    [{ PreSharedKey: 'secret+secret' }, /PreSharedKey/],
    [{ PreSharedKey: 's'.repeat(65) }, /PreSharedKey/],
    [{ Phase1LifetimeSeconds: 899 }, /Phase1LifetimeSeconds/],
    [{ Phase2LifetimeSeconds: 3601 }, /Phase2LifetimeSeconds/],
    [{ DPDTimeoutSeconds: 29 }, /DPDTimeoutSeconds/],
    [{ DPDTimeoutAction: 'wait' }, /DPDTimeoutAction/],
    [{ IKEVersions: [{ Value: 'ikev3' }] }, /IKEVersions/],
    [{ Phase1DHGroupNumbers: [{ Value: 5 }] }, /Phase1DHGroupNumbers/],
    [{ Phase2EncryptionAlgorithms: [{ Value: 'DES' }] }, /Phase2EncryptionAlgorithms/],
  ])('refuses a tunnel with %o', (options, expected) => {
    const { refused, request } = vpnWorld()
    const refusal = refused('CreateVpnConnection', { ...request, Options: { TunnelOptions: [options] } })
    expect(refusal).toMatch(/^InvalidParameterValue: /)
    expect(refusal).toMatch(expected)
  })

  it('keeps the options of its tunnels, under the names that describe has', () => {
    const { connect, describeOne } = vpnWorld()
    const id = connect({
      Options: { TunnelOptions: [{ DPDTimeoutSeconds: 40, IKEVersions: [{ Value: 'ikev2' }] }] },
    })
    expect(describeOne(id).Options!.TunnelOptions![0]).toMatchObject({
      DpdTimeoutSeconds: 40,
      IkeVersions: [{ Value: 'ikev2' }],
    })
  })

  it('does not share the inside of a tunnel with another', () => {
    const { refused, connect, request } = vpnWorld()
    const Options = { TunnelOptions: [{ TunnelInsideCidr: '169.254.44.0/30' }] }
    connect({ Options })
    expect(refused('CreateVpnConnection', { ...request, Options })).toMatch(/already in use/)
  })

  it.each<[object, RegExp]>([
    [{ Type: 'ipsec.2' }, /^InvalidParameterValue: /],
    [{ CustomerGatewayId: 'cgw-0' }, /^InvalidCustomerGatewayID\.NotFound: /],
    [{ VpnGatewayId: 'vgw-0' }, /^InvalidVpnGatewayID\.NotFound: /],
    [{ TransitGatewayId: 'tgw-0' }, /^InvalidParameterCombination: /],
    [{ Options: { EnableAcceleration: true } }, /^UnsupportedOperation: /],
    [{ Options: { LocalIpv4NetworkCidr: 'here' } }, /^InvalidParameterValue: /],
    [{ Options: { TunnelOptions: [{}, {}, {}] } }, /^InvalidParameterValue: /],
  ])('is refused with %o', (change, expected) => {
    const { refused, request } = vpnWorld()
    expect(refused('CreateVpnConnection', { ...request, ...change })).toMatch(expected)
  })

  it('counts against the quotas of the Region and of the gateway', () => {
    const { cloud, refused, connect, request } = vpnWorld()
    connect()
    raiseQuota(cloud.store, scope, 'vpn-connections-per-vgw', 1)
    expect(refused('CreateVpnConnection', request)).toMatch(/^VpnConnectionLimitExceeded: /)
    const { VpnGatewayId: _, ...free } = request
    raiseQuota(cloud.store, scope, 'vpn-connections-per-region', 1)
    expect(refused('CreateVpnConnection', free)).toMatch(/^VpnConnectionLimitExceeded: /)
  })

  it('is deleting, deleted and forgotten, and holds its gateway until then', () => {
    const { ask, refused, pass, connect, describeOne, vpnGateway } = vpnWorld()
    const VpnConnectionId = connect()
    expect(refused('DeleteVpnGateway', { VpnGatewayId: vpnGateway })).toMatch(/^IncorrectState: /)
    ask('DeleteVpnConnection', { VpnConnectionId })
    expect(describeOne(VpnConnectionId).State).toBe('deleting')
    pass(minutes)
    expect(describeOne(VpnConnectionId).State).toBe('deleted')
    expect(refused('DeleteVpnConnection', { VpnConnectionId })).toBe(
      `InvalidVpnConnectionID.NotFound: The vpnConnection ID '${VpnConnectionId}' does not exist`,
    )
    ask('DeleteVpnGateway', { VpnGatewayId: vpnGateway })
    pass(2 * 3600)
    expect(ask('DescribeVpnConnections').VpnConnections).toEqual([])
  })

  it('may have no gateway yet, and moves to one', () => {
    const { ask, refused, pass, request, vpnGateway, describeOne } = vpnWorld()
    const { VpnGatewayId: _, ...free } = request
    const { VpnConnectionId = '', GatewayAssociationState } = ask('CreateVpnConnection', free).VpnConnection!
    expect(GatewayAssociationState).toBe('not-associated')
    const move = { VpnConnectionId, VpnGatewayId: vpnGateway }
    expect(refused('ModifyVpnConnection', move)).toMatch(/^IncorrectState: /)
    pass(minutes)
    expect(ask('ModifyVpnConnection', move).VpnConnection).toMatchObject({
      VpnGatewayId: vpnGateway,
      GatewayAssociationState: 'associated',
      State: 'modifying',
    })
    pass(minutes)
    expect(describeOne(VpnConnectionId).State).toBe('available')
  })

  it('changes its networks and the options of a tunnel', () => {
    const { ask, refused, pass, connect, describeOne } = vpnWorld()
    const VpnConnectionId = connect()
    const options = { VpnConnectionId, LocalIpv4NetworkCidr: '192.168.0.0/16' }
    expect(ask('ModifyVpnConnectionOptions', options).VpnConnection?.Options).toMatchObject({
      LocalIpv4NetworkCidr: '192.168.0.0/16',
      RemoteIpv4NetworkCidr: '0.0.0.0/0',
    })
    pass(minutes)
    const before = describeOne(VpnConnectionId).Options!.TunnelOptions!
    const VpnTunnelOutsideIpAddress = before[1]!.OutsideIpAddress!
    const change = { VpnConnectionId, TunnelOptions: { PreSharedKey: 'other_secret' } }
    ask('ModifyVpnTunnelOptions', { ...change, VpnTunnelOutsideIpAddress })
    expect(describeOne(VpnConnectionId).Options!.TunnelOptions).toEqual([
      before[0],
      { ...before[1], PreSharedKey: 'other_secret' },
    ])
    pass(minutes)
    const nowhere = { ...change, VpnTunnelOutsideIpAddress: '203.0.113.1' }
    expect(refused('ModifyVpnTunnelOptions', nowhere)).toMatch(/^InvalidParameterValue: /)
  })

  it.each<[string, (world: ReturnType<typeof vpnWorld>, id: string) => string, number]>([
    ['customer-gateway-configuration', () => '*203.0.113.9*', 1],
    ['customer-gateway-id', ({ customer }) => customer, 1],
    ['state', () => 'available', 1],
    ['option.static-routes-only', () => 'true', 1],
    ['route.destination-cidr-block', () => '192.168.0.0/16', 1],
    ['bgp-asn', () => '65010', 1],
    ['type', () => 'ipsec.1', 1],
    ['vpn-connection-id', (_, id) => id, 1],
    ['vpn-gateway-id', ({ vpnGateway }) => vpnGateway, 1],
    ['transit-gateway-id', () => 'tgw-*', 0],
    ['tag-key', () => 'team', 0],
  ])('filter %s', (Name, value, count) => {
    const world = vpnWorld()
    const VpnConnectionId = world.connect({ Options: { StaticRoutesOnly: true } })
    world.ask('CreateVpnConnectionRoute', { VpnConnectionId, DestinationCidrBlock: '192.168.0.0/16' })
    const Filters = [{ Name, Values: [value(world, VpnConnectionId)] }]
    expect(world.ask('DescribeVpnConnections', { Filters }).VpnConnections).toHaveLength(count)
  })
})

describe('static routes of a VPN connection', () => {
  const to = { DestinationCidrBlock: '192.168.0.0/16' }

  it('come and go', () => {
    const { ask, refused, pass, connect, describeOne } = vpnWorld()
    const VpnConnectionId = connect({ Options: { StaticRoutesOnly: true } })
    const routes = () => describeOne(VpnConnectionId).Routes
    ask('CreateVpnConnectionRoute', { VpnConnectionId, ...to })
    expect(routes()).toEqual([{ ...to, Source: 'Static', State: 'pending' }])
    pass(minutes)
    ask('CreateVpnConnectionRoute', { VpnConnectionId, ...to })
    expect(routes()).toEqual([{ ...to, Source: 'Static', State: 'available' }])
    ask('DeleteVpnConnectionRoute', { VpnConnectionId, ...to })
    expect(routes()).toEqual([])
    expect(refused('DeleteVpnConnectionRoute', { VpnConnectionId, ...to })).toMatch(
      /^InvalidRoute\.NotFound: /,
    )
  })

  it('are not for a connection that speaks BGP', () => {
    const { refused, connect } = vpnWorld()
    expect(refused('CreateVpnConnectionRoute', { VpnConnectionId: connect(), ...to })).toMatch(
      /^UnsupportedOperation: /,
    )
  })

  it('are propagated into route tables while a tunnel is up', () => {
    const { cloud, ask, pass, vpc, connect, describeOne, vpnGateway } = vpnWorld()
    const { vpc: VpcId } = vpc('10.0.0.0/16')
    ask('AttachVpnGateway', { VpnGatewayId: vpnGateway, VpcId })
    const VpnConnectionId = connect({ Options: { StaticRoutesOnly: true } })
    ask('CreateVpnConnectionRoute', { VpnConnectionId, ...to })
    pass(minutes)
    const Filters = [{ Name: 'vpc-id', Values: [VpcId] }]
    const table = () => ask('DescribeRouteTables', { Filters }).RouteTables![0]!
    ask('EnableVgwRoutePropagation', { GatewayId: vpnGateway, RouteTableId: table().RouteTableId! })
    expect(table().Routes).toHaveLength(1)
    const [{ OutsideIpAddress = '' }] = describeOne(VpnConnectionId).VgwTelemetry as [Record<string, string>]
    setTunnelStatus(cloud, VpnConnectionId, OutsideIpAddress, { status: 'UP' })
    expect(describeOne(VpnConnectionId).VgwTelemetry!.map(({ Status }) => Status)).toEqual(['UP', 'DOWN'])
    const propagated = { ...to, GatewayId: vpnGateway, Origin: 'EnableVgwRoutePropagation', State: 'active' }
    expect(table().Routes![1]).toEqual(propagated)
    const byOrigin = [{ Name: 'route.origin', Values: ['EnableVgwRoutePropagation'] }]
    expect(ask('DescribeRouteTables', { Filters: byOrigin }).RouteTables).toHaveLength(1)
    ask('CreateRoute', { RouteTableId: table().RouteTableId!, ...to, GatewayId: vpnGateway })
    expect(table().Routes!.map(({ Origin }) => Origin)).toEqual(['CreateRouteTable', 'CreateRoute'])
  })
})

describe('a VPN connection of a transit gateway', () => {
  function attachedVpn() {
    const world = vpnWorld()
    const transit = world.gateway()
    const { VpnGatewayId: _, ...free } = world.request
    const { VpnConnectionId = '' } = world.ask('CreateVpnConnection', { ...free, TransitGatewayId: transit })
      .VpnConnection!
    world.pass(minutes)
    const attachments = () => world.ask('DescribeTransitGatewayAttachments').TransitGatewayAttachments!
    return { ...world, transit, VpnConnectionId, attachments }
  }

  it('has an attachment for as long as it lasts', () => {
    const { ask, refused, pass, transit, VpnConnectionId, attachments } = attachedVpn()
    expect(attachments()).toMatchObject([
      { ResourceType: 'vpn', ResourceId: VpnConnectionId, TransitGatewayId: transit, State: 'available' },
    ])
    const id = attachments()[0]!.TransitGatewayAttachmentId
    expect(refused('DeleteTransitGateway', { TransitGatewayId: transit })).toBe(
      `IncorrectState: ${transit} has non-deleted VPN Attachments: ${id}.`,
    )
    ask('DeleteVpnConnection', { VpnConnectionId })
    pass(minutes)
    expect(attachments()[0]!.State).toBe('deleted')
    ask('DeleteTransitGateway', { TransitGatewayId: transit })
  })

  it('brings what it learns over BGP, shared by two of equal cost', () => {
    const { cloud, ask, pass, transit, VpnConnectionId, attachments, routes, defaultTable } = attachedVpn()
    const customer = ask('CreateCustomerGateway', { ...site, PublicIp: '203.0.113.10' }).CustomerGateway!
    const second = ask('CreateVpnConnection', {
      Type: 'ipsec.1',
      CustomerGatewayId: customer.CustomerGatewayId!,
      TransitGatewayId: transit,
    }).VpnConnection!.VpnConnectionId!
    pass(minutes)
    setLearnedPrefixes(cloud, VpnConnectionId, ['192.168.0.0/16'])
    const [one, two] = attachments().map((each) => each.TransitGatewayAttachmentId)
    const table = defaultTable(transit)
    expect(routes(table)).toEqual([`192.168.0.0/16 propagated active ${one}`])
    setLearnedPrefixes(cloud, second, ['192.168.0.0/16'])
    expect(routes(table)).toEqual([`192.168.0.0/16 propagated active ${one} ${two}`])
    ask('ModifyTransitGateway', { TransitGatewayId: transit, Options: { VpnEcmpSupport: 'disable' } })
    pass(wait)
    expect(routes(table)).toEqual([`192.168.0.0/16 propagated active ${one}`])
  })
})
