import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import type { Operations } from '../../../../../simulator/services/operation.ts'
import { testCloud } from '../cloud.ts'

await contract.need('directconnect')

type Name = keyof Operations['onprem'] & string

const site = { Name: 'dc', Prefixes: ['192.168.0.0/16'], Asn: 65010, PublicIp: '203.0.113.10' }

function siteWorld() {
  const world = testCloud('onprem')
  const set = <N extends Name>(operation: N, input: Operations['onprem'][N]['input']) =>
    world.call('onprem', operation, input as never)
  const refused = <N extends Name>(operation: N, input: Operations['onprem'][N]['input']) =>
    world.refusedBy('onprem', operation, input as never)
  set('CreateSite', site)
  set('CreateHost', { Name: 'pc', Site: 'dc', Address: '192.168.1.10' })
  set('CreateRouter', { Name: 'edge', Site: 'dc' })
  return { ...world, set, refused }
}

/** A VPC with a virtual private gateway, and a VPN connection that was just ordered. */
function vpnWorld({ isStatic = false, ip = site.PublicIp, asn = site.Asn } = {}) {
  const world = siteWorld()
  const { ask, call, pass } = world
  const { VpcId = '' } = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc!
  const { VpnGatewayId = '' } = ask('CreateVpnGateway', { Type: 'ipsec.1' }).VpnGateway!
  ask('AttachVpnGateway', { VpcId, VpnGatewayId })
  const cgw = ask('CreateCustomerGateway', { Type: 'ipsec.1', IpAddress: ip, BgpAsn: asn }).CustomerGateway!
  const { VpnConnectionId: id = '', Options } = ask('CreateVpnConnection', {
    Type: 'ipsec.1',
    CustomerGatewayId: cgw.CustomerGatewayId ?? '',
    VpnGatewayId,
    Options: { StaticRoutesOnly: isStatic },
  }).VpnConnection!
  const tunnels = () =>
    ask('DescribeVpnConnections', { VpnConnectionIds: [id] }).VpnConnections?.[0]?.VgwTelemetry?.map(
      ({ Status, StatusMessage, AcceptedRouteCount }) => `${Status} ${StatusMessage} ${AcceptedRouteCount}`,
    )
  const uplink = () => call('onprem', 'DescribeUplinks').Uplinks?.[0]
  const outside = Options?.TunnelOptions?.map(({ OutsideIpAddress = '' }) => OutsideIpAddress) ?? []
  return { ...world, id, tunnels, uplink, outside, VpnGatewayId, ready: () => pass(300) }
}

describe("a router's end of a VPN connection", () => {
  it('may be set up before the connection is ready; the tunnels are up as soon as it is', () => {
    const { set, id, tunnels, uplink, ready } = vpnWorld()
    set('PutUplink', { Router: 'edge', Target: id })
    expect(uplink()).toMatchObject({ Status: 'down', StatusReason: 'The VPN connection is pending.' })
    ready()
    expect(tunnels()).toEqual(['UP 1 BGP ROUTES 1', 'UP 1 BGP ROUTES 1'])
    expect(uplink()).toEqual({ Router: 'edge', Target: id, Status: 'up', LearnedPrefixes: ['10.0.0.0/16'] })
  })

  it('brings tunnels up without a word on routes where they are static', () => {
    const { set, id, tunnels, ready } = vpnWorld({ isStatic: true })
    ready()
    expect(tunnels()).toEqual(['DOWN IPSEC IS DOWN 0', 'DOWN IPSEC IS DOWN 0'])
    set('PutUplink', { Router: 'edge', Target: id })
    expect(tunnels()).toEqual(['UP  0', 'UP  0'])
    set('DeleteUplink', { Router: 'edge', Target: id })
    expect(tunnels()).toEqual(['DOWN IPSEC IS DOWN 0', 'DOWN IPSEC IS DOWN 0'])
  })

  it('may be set up for one of the tunnels alone', () => {
    const { set, id, tunnels, outside, ready } = vpnWorld()
    ready()
    set('PutUplink', { Router: 'edge', Target: id, Tunnels: [outside[1]!] })
    expect(tunnels()).toEqual(['DOWN IPSEC IS DOWN 0', 'UP 1 BGP ROUTES 1'])
  })

  it('is down where the customer gateway names another address', () => {
    const { set, id, tunnels, uplink, ready } = vpnWorld({ ip: '203.0.113.99' })
    ready()
    set('PutUplink', { Router: 'edge', Target: id })
    expect(tunnels()).toEqual(['DOWN IPSEC IS DOWN 0', 'DOWN IPSEC IS DOWN 0'])
    expect(uplink()?.StatusReason).toMatch(
      /^The customer gateway cgw-\w+ names 203.0.113.99, and the router has 203.0.113.10.$/,
    )
    set('ModifyRouter', { Name: 'edge', PublicIp: '203.0.113.99' })
    expect(uplink()?.Status).toBe('up')
  })

  it('has IPsec up and BGP down where the customer gateway names another ASN', () => {
    const { set, id, tunnels, uplink, ready } = vpnWorld({ asn: 65099 })
    ready()
    set('PutUplink', { Router: 'edge', Target: id })
    expect(tunnels()).toEqual(['DOWN IPSEC IS UP 0', 'DOWN IPSEC IS UP 0'])
    expect(uplink()?.StatusReason).toContain('has the ASN 65099, the router 65010: BGP stays down.')
  })

  it('closes BGP with more routes than the gateway takes', () => {
    const { set, id, tunnels, ready } = vpnWorld()
    ready()
    const many = (count: number) => Array.from({ length: count }, (_, i) => `192.168.${i}.0/24`)
    set('PutUplink', { Router: 'edge', Target: id, AdvertisedPrefixes: many(100) })
    expect(tunnels()?.[0]).toBe('UP 100 BGP ROUTES 100')
    set('PutUplink', { Router: 'edge', Target: id, AdvertisedPrefixes: many(101) })
    expect(tunnels()?.[0]).toBe('DOWN IPSEC IS UP 0')
  })

  it('follows faults of a tunnel, the connection, the router and the site', () => {
    const { set, call, id, tunnels, outside, ready } = vpnWorld({ isStatic: true })
    ready()
    set('PutUplink', { Router: 'edge', Target: id })
    const upWith = (target: string) => {
      call('fault', 'InjectFault', { Targets: [target] })
      const up = tunnels()?.map((text) => text.startsWith('UP'))
      call('fault', 'ClearFault', { Targets: [target] })
      return up
    }
    expect(upWith(`${id}/${outside[0]}`)).toEqual([false, true])
    for (const target of [id, 'onprem:edge', 'onprem:dc']) expect(upWith(target)).toEqual([false, false])
    expect(tunnels()).toEqual(['UP  0', 'UP  0'])
  })

  it('follows the connection to another gateway', () => {
    const { ask, pass, set, id, tunnels, uplink, ready } = vpnWorld()
    ready()
    set('PutUplink', { Router: 'edge', Target: id })
    const { TransitGatewayId = '' } = ask('CreateTransitGateway').TransitGateway!
    pass(120)
    ask('ModifyVpnConnection', { VpnConnectionId: id, TransitGatewayId })
    pass(600)
    expect(tunnels()?.[0]).toBe('UP 1 BGP ROUTES 1')
    expect(uplink()).toMatchObject({ Status: 'up', LearnedPrefixes: [] })
    const [table] = ask('DescribeTransitGatewayRouteTables').TransitGatewayRouteTables ?? []
    const { Routes } = ask('SearchTransitGatewayRoutes', {
      TransitGatewayRouteTableId: table?.TransitGatewayRouteTableId ?? '',
      Filters: [{ Name: 'type', Values: ['propagated'] }],
    })
    expect(Routes?.map(({ DestinationCidrBlock }) => DestinationCidrBlock)).toEqual(['192.168.0.0/16'])
  })

  it('is gone with the router', () => {
    const { set, id, tunnels, ready } = vpnWorld({ isStatic: true })
    ready()
    set('PutUplink', { Router: 'edge', Target: id })
    set('DeleteRouter', { Name: 'edge' })
    expect(tunnels()).toEqual(['DOWN IPSEC IS DOWN 0', 'DOWN IPSEC IS DOWN 0'])
  })

  it('is one router’s alone', () => {
    const { set, refused, id } = vpnWorld()
    set('PutUplink', { Router: 'edge', Target: id })
    set('CreateRouter', { Name: 'other', Site: 'dc' })
    expect(refused('PutUplink', { Router: 'other', Target: id })).toBe(
      `AlreadyExists: The router "edge" has the other end of ${id} already.`,
    )
  })
})

describe('the routes of a site', () => {
  it('are told with where they came from, and which of them are used', () => {
    const { set, id, ready } = vpnWorld()
    ready()
    set('PutUplink', { Router: 'edge', Target: id, LocalPreference: 200 })
    set('ModifyRouter', { Name: 'edge', StaticRoutes: [{ Destination: '10.0.0.0/16', Target: 'internet' }] })
    const { Routes } = set('DescribeRoutes', {}) as Operations['onprem']['DescribeRoutes']['output']
    expect(
      Routes?.map((one) =>
        [one.Destination, one.Target, one.Origin, one.LocalPreference, one.Chosen].join(' '),
      ),
    ).toEqual([
      '10.0.0.0/16 internet static 100 true',
      `10.0.0.0/16 ${id} bgp 200 false`,
      '0.0.0.0/0 internet provider 100 true',
    ])
  })
})

describe('a cross-connect', () => {
  it('brings the Direct Connect connection up once its letter is there, and down when it is pulled', () => {
    const { set, call, pass } = siteWorld()
    const input = { location: 'EqDC2', bandwidth: '1Gbps', connectionName: 'port' }
    const { connectionId: ConnectionId = '' } = call('directconnect', 'CreateConnection', input)
    const state = () => call('directconnect', 'DescribeConnections').connections?.[0]?.connectionState
    set('PutCrossConnect', { ConnectionId, Site: 'dc' })
    expect(state()).toBe('requested')
    pass(3600)
    expect(state()).toBe('available')
    call('fault', 'InjectFault', { Targets: ['onprem:dc'] })
    expect(state()).toBe('down')
    call('fault', 'ClearFault')
    expect(state()).toBe('available')
    set('DeleteCrossConnect', { ConnectionId })
    expect(state()).toBe('down')
  })
})

describe('what is on premises', () => {
  it('is described, changed and deleted', () => {
    const { set } = siteWorld()
    expect(set('DescribeSites', {})).toEqual({ Sites: [site] })
    set('ModifySite', { Name: 'dc', Prefixes: ['192.168.0.0/16', '172.20.0.0/16'] })
    set('ModifyHost', { Name: 'pc', DnsServers: ['192.168.1.53'] })
    expect(set('DescribeHosts', { Site: 'dc' })).toEqual({
      Hosts: [{ Name: 'pc', Site: 'dc', Address: '192.168.1.10', DnsServers: ['192.168.1.53'] }],
    })
    set('DeleteHost', { Name: 'pc' })
    set('DeleteRouter', { Name: 'edge' })
    set('DeleteSite', { Name: 'dc' })
    expect(set('DescribeSites', {})).toEqual({ Sites: [] })
  })

  it('may be a DNS server, whose names are compared without regard to case and the last dot', () => {
    const { set } = siteWorld()
    const Records = [{ Name: 'Orders.corp.example.', Type: 'A', Values: ['192.168.1.20'] }] as const
    set('PutDnsServer', {
      Host: 'pc',
      Zones: [{ Name: 'Corp.Example.', Records }],
      Forwarders: [{ Domain: 'AWS.internal', Addresses: ['10.0.0.53'] }],
    })
    expect(set('DescribeDnsServers', {})).toEqual({
      DnsServers: [
        {
          Host: 'pc',
          Zones: [
            { Name: 'corp.example', Records: [{ ...Records[0], Name: 'orders.corp.example', Ttl: 300 }] },
          ],
          Forwarders: [{ Domain: 'aws.internal', Addresses: ['10.0.0.53'] }],
          Recursion: true,
        },
      ],
    })
    set('DeleteHost', { Name: 'pc' })
    expect(set('DescribeDnsServers', {})).toEqual({ DnsServers: [] })
  })

  it('may be joined by private lines', () => {
    const { set } = siteWorld()
    set('CreateSite', { Name: 'branch', Prefixes: ['172.20.0.0/16'] })
    set('PutSiteLink', { Sites: ['dc', 'branch'] })
    set('PutSiteLink', { Sites: ['branch', 'dc'] })
    expect(set('DescribeSiteLinks', {})).toEqual({ SiteLinks: [{ Sites: ['branch', 'dc'] }] })
    set('DeleteSite', { Name: 'branch' })
    expect(set('DescribeSiteLinks', {})).toEqual({ SiteLinks: [] })
  })

  it.each<[Name, object, string]>([
    [
      'CreateSite',
      { Name: 'pc', Prefixes: ['172.16.0.0/16'] },
      'AlreadyExists: There is a site, router or host called "pc" already.',
    ],
    ['CreateSite', { Name: 'x', Prefixes: [] }, 'InvalidValue: A site needs at least one CIDR block.'],
    [
      'CreateSite',
      { Name: 'x', Prefixes: ['10.0.0.1/8'] },
      'InvalidValue: "10.0.0.1/8" is no CIDR block such as 192.168.0.0/16.',
    ],
    [
      'CreateSite',
      { Name: 'x', Prefixes: ['10.0.0.0/8'], PublicIp: '192.168.1.1' },
      'InvalidValue: "192.168.1.1" is no public IPv4 address.',
    ],
    [
      'CreateSite',
      { Name: 'x', Prefixes: ['10.0.0.0/8'], PublicIp: site.PublicIp },
      'AlreadyExists: The site "dc" has the public address 203.0.113.10 already.',
    ],
    ['DeleteSite', { Name: 'dc' }, 'InUse: The site "dc" still has the host "pc".'],
    [
      'CreateHost',
      { Name: 'x', Site: 'mars', Address: '10.0.0.1' },
      'NotFound: There is no site called "mars". There are: dc.',
    ],
    [
      'CreateHost',
      { Name: 'x', Site: 'dc', Address: '10.0.0.1' },
      'InvalidValue: 10.0.0.1 is in no CIDR block of the site "dc": 192.168.0.0/16.',
    ],
    [
      'CreateHost',
      { Name: 'x', Site: 'dc', Address: '192.168.1.10' },
      'AlreadyExists: The host "pc" has the address 192.168.1.10 already.',
    ],
    [
      'ModifySite',
      { Name: 'dc', Prefixes: ['172.16.0.0/16'] },
      `InvalidValue: The host "pc" has the address 192.168.1.10, which would not be the site's.`,
    ],
    [
      'ModifyRouter',
      { Name: 'edge', StaticRoutes: [{ Destination: '10.0.0.0/8', Target: 'mars' }] },
      'InvalidValue: "mars" is no target of a route. Name a VPN connection, a virtual interface, a site, internet or blackhole.',
    ],
    ['PutUplink', { Router: 'edge', Target: 'vpn-0123' }, 'NotFound: There is no VPN connection vpn-0123.'],
    [
      'PutUplink',
      { Router: 'edge', Target: 'pc' },
      'NotFound: There is no VPN connection or virtual interface pc.',
    ],
    ['PutSiteLink', { Sites: ['dc'] }, 'InvalidValue: A line joins two sites: name two.'],
    [
      'PutCrossConnect',
      { ConnectionId: 'dxcon-1' },
      'NotFound: There is no Direct Connect connection dxcon-1.',
    ],
    ['DeleteFirewall', { Site: 'dc' }, 'NotFound: The site "dc" has no firewall.'],
    [
      'PutDnsServer',
      {
        Host: 'pc',
        Zones: [{ Name: 'a.example', Records: [{ Name: 'b.example', Type: 'A', Values: ['10.0.0.1'] }] }],
      },
      'InvalidValue: "b.example" does not belong to the zone a.example.',
    ],
    [
      'PutDnsServer',
      {
        Host: 'pc',
        Zones: [
          { Name: 'a.example', Records: [{ Name: 'a.example.', Type: 'CNAME', Values: ['b.example'] }] },
        ],
      },
      'InvalidValue: A zone can have no CNAME record at its own name, a.example: other records are there.',
    ],
    [
      'PutDnsServer',
      {
        Host: 'pc',
        Zones: [{ Name: 'a.example', Records: [{ Name: 'a.example', Type: 'A', Values: ['fd00::1'] }] }],
      },
      'InvalidValue: "fd00::1" is no value of a record of the type A.',
    ],
  ])('%s %j is refused', (operation, input, message) => {
    expect(siteWorld().refused(operation, input as never)).toBe(message)
  })
})
