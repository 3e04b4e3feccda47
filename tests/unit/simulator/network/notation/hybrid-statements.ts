import { contract } from '../../../../../simulator/api/contract.ts'
import type { SiteFirewall, SiteRouter, Uplink } from '../../../../../simulator/api/private/onprem.ts'
import type { Statement } from './world.ts'

await contract.need('directconnect')

/** The word behind a keyword: `after('asn', …)` of `asn 65010`. */
const after = (keyword: string, words: readonly string[]): string | undefined =>
  words.includes(keyword) ? words[words.indexOf(keyword) + 1] : undefined

const numberAfter = (keyword: string, words: readonly string[]): number | undefined => {
  const text = after(keyword, words)
  return text === undefined ? undefined : Number(text)
}

/** Sites with their hosts and routers, VPN connections, Direct Connect, and faults. */
export const hybridStatements: Readonly<Record<string, Statement>> = {
  /** `site dc 192.168.0.0/16 [public 203.0.113.10] [asn 65010]` */
  site(world, [Name = '', prefixes = '', ...rest]) {
    const Asn = numberAfter('asn', rest)
    const PublicIp = after('public', rest)
    world.call('onprem', 'CreateSite', { Name, Prefixes: prefixes.split(','), Asn, PublicIp })
  },
  /** `site-host app dc 192.168.1.10` */
  'site-host'(world, [Name = '', Site = '', Address = '']) {
    world.call('onprem', 'CreateHost', { Name, Site, Address })
    // Servers run on it as on an instance.
    world.name(`${Name}:instance`, Name)
  },
  /** `site-router edge dc [public 203.0.113.11] [asn 65011]` */
  'site-router'(world, [Name = '', Site = '', ...rest]) {
    const PublicIp = after('public', rest)
    world.call('onprem', 'CreateRouter', { Name, Site, PublicIp, Asn: numberAfter('asn', rest) })
  },
  /** `site-link dc branch` */
  'site-link'(world, Sites) {
    world.call('onprem', 'PutSiteLink', { Sites })
  },
  /** `router-route edge 10.0.0.0/16 vpn`: one more static route. */
  'router-route'(world, [Name = '', Destination = '', target = '']) {
    const { Routers } = world.call('onprem', 'DescribeRouters', { Names: [Name] })
    const before: SiteRouter['StaticRoutes'] = Routers?.[0]?.StaticRoutes ?? []
    const StaticRoutes = [...before, { Destination, Target: world.id(target) }]
    world.call('onprem', 'ModifyRouter', { Name, StaticRoutes })
  },
  /** `site-firewall dc | out allow tcp 443 10.0.0.0/8 | in allow icmp any`: all else is denied. */
  'site-firewall'(world, [Site = ''], clauses) {
    const Rules = clauses.map(
      ([direction, action, protocol, ports, peer]): NonNullable<SiteFirewall['Rules']>[number] => ({
        Direction: direction === 'in' ? 'in' : 'out',
        Action: action === 'deny' ? 'deny' : 'allow',
        Protocol: protocol as 'tcp',
        ...(ports !== undefined && ports !== 'any' && { Ports: ports }),
        ...(peer !== undefined && (direction === 'in' ? { Source: peer } : { Destination: peer })),
      }),
    )
    world.call('onprem', 'PutFirewall', { Site, Rules })
  },
  /** `uplink edge vpn [prefer 200] [prepend 2] [med 10] [community 7224:7300] [advertise 10.1.0.0/16,10.2.0.0/16] [tunnel 1]` */
  uplink(world, [Router = '', target = '', ...rest]) {
    const Target = world.id(target)
    const tunnel = after('tunnel', rest)
    const uplink: Omit<Uplink, 'Status'> = {
      Router,
      Target,
      LocalPreference: numberAfter('prefer', rest),
      AsPathPrepend: numberAfter('prepend', rest),
      Med: numberAfter('med', rest),
      Communities: after('community', rest)?.split(','),
      AdvertisedPrefixes: after('advertise', rest)?.split(','),
      Tunnels: tunnel === undefined ? undefined : [world.id(`${target}/${tunnel}`).split('/')[1]!],
    }
    world.call('onprem', 'PutUplink', uplink)
  },
  /** `unplug-uplink edge vpn` */
  'unplug-uplink'(world, [Router = '', target = '']) {
    world.call('onprem', 'DeleteUplink', { Router, Target: world.id(target) })
  },
  /** `router-asn edge 65099` */
  'router-asn'(world, [Name = '', asn]) {
    world.call('onprem', 'ModifyRouter', { Name, Asn: Number(asn) })
  },
  /** `router-ip edge 203.0.113.99` */
  'router-ip'(world, [Name = '', PublicIp]) {
    world.call('onprem', 'ModifyRouter', { Name, PublicIp })
  },
  /** `fault vpn`, `fault vpn/1` for its first tunnel, `fault onprem:edge`, `fault use1-az1` */
  fault(world, targets) {
    world.call('fault', 'InjectFault', { Targets: targets.map((one) => world.id(one)) })
  },
  /** `mend vpn`; without names everything is mended. */
  mend(world, targets) {
    world.call('fault', 'ClearFault', { Targets: targets.map((one) => world.id(one)) })
  },
  /** `customer-gateway cgw 203.0.113.10 65010` */
  'customer-gateway'(world, [name = '', IpAddress = '', asn]) {
    const { CustomerGateway } = world.ask(
      'CreateCustomerGateway',
      { Type: 'ipsec.1', IpAddress, BgpAsn: Number(asn ?? 65000) },
      world.where,
    )
    world.name(name, CustomerGateway?.CustomerGatewayId)
  },
  /** `vpn-gateway vgw main`: attached to the VPC. */
  'vpn-gateway'(world, [name = '', vpc = '']) {
    const { VpnGateway } = world.ask('CreateVpnGateway', { Type: 'ipsec.1' }, world.where)
    const VpnGatewayId = VpnGateway?.VpnGatewayId ?? ''
    world.name(name, VpnGatewayId)
    world.ask('AttachVpnGateway', { VpnGatewayId, VpcId: world.id(vpc) }, world.where)
    world.pass(60)
  },
  /** `detach-vpn-gateway vgw main` */
  'detach-vpn-gateway'(world, [name = '', vpc = '']) {
    world.ask('DetachVpnGateway', { VpnGatewayId: world.id(name), VpcId: world.id(vpc) }, world.where)
    world.pass(60)
  },
  /** `vgw-propagate main-table vgw` */
  'vgw-propagate'(world, [table = '', gateway = '']) {
    const input = { RouteTableId: world.id(table), GatewayId: world.id(gateway) }
    world.ask('EnableVgwRoutePropagation', input, world.where)
  },
  /** `vpn line cgw vgw [static] [local 192.168.0.0/16] [remote 10.0.0.0/16]`: also to a transit gateway. */
  vpn(world, [name = '', customer = '', gateway = '', ...rest]) {
    const id = world.id(gateway)
    const { VpnConnection } = world.ask(
      'CreateVpnConnection',
      {
        Type: 'ipsec.1',
        CustomerGatewayId: world.id(customer),
        ...(id.startsWith('tgw-') ? { TransitGatewayId: id } : { VpnGatewayId: id }),
        Options: {
          StaticRoutesOnly: rest.includes('static'),
          LocalIpv4NetworkCidr: after('local', rest),
          RemoteIpv4NetworkCidr: after('remote', rest),
        },
      },
      world.where,
    )
    const VpnConnectionId = VpnConnection?.VpnConnectionId ?? ''
    world.name(name, VpnConnectionId)
    for (const [i, tunnel] of (VpnConnection?.Options?.TunnelOptions ?? []).entries()) {
      world.name(`${name}/${i + 1}`, `${VpnConnectionId}/${tunnel.OutsideIpAddress}`)
    }
    const { TransitGatewayAttachments } = world.ask('DescribeTransitGatewayAttachments', {}, world.where)
    const own = TransitGatewayAttachments?.find(({ ResourceId }) => ResourceId === VpnConnectionId)
    world.name(`${name}-attachment`, own?.TransitGatewayAttachmentId)
    world.pass(300)
  },
  /** `vpn-route line 192.168.0.0/16` */
  'vpn-route'(world, [connection = '', DestinationCidrBlock = '']) {
    world.ask(
      'CreateVpnConnectionRoute',
      { VpnConnectionId: world.id(connection), DestinationCidrBlock },
      world.where,
    )
    world.pass(30)
  },
  /** `cable line dc [use1]`: a Direct Connect connection that is plugged in, in the Region of the statement. */
  cable(world, [name = '', Site = '']) {
    const location = world.where.region === 'us-east-1' ? 'EqDC2' : 'EqSV5'
    const input = { location, bandwidth: '10Gbps', connectionName: name }
    const { connectionId = '' } = world.call('directconnect', 'CreateConnection', input, world.where)
    world.name(name, connectionId)
    world.pass(3600)
    world.call('onprem', 'PutCrossConnect', { ConnectionId: connectionId, Site })
  },
  /** `unplug line` */
  unplug(world, [name = '']) {
    world.call('onprem', 'DeleteCrossConnect', { ConnectionId: world.id(name) })
  },
  /** `dx-gateway dxgw [64600]` */
  'dx-gateway'(world, [name = '', asn]) {
    const input = { directConnectGatewayName: name, ...(asn !== undefined && { amazonSideAsn: Number(asn) }) }
    const made = world.call('directconnect', 'CreateDirectConnectGateway', input, world.where)
    world.name(name, made.directConnectGateway?.directConnectGatewayId)
    world.pass(30)
  },
  /** `join dxgw vgw [10.0.0.0/16 …] [after 120]`: with allowed prefixes, and the seconds that are waited for it. */
  join(world, [directConnect = '', gateway = '', ...rest]) {
    const prefixes = rest.filter((word) => word.includes('/'))
    world.call(
      'directconnect',
      'CreateDirectConnectGatewayAssociation',
      {
        directConnectGatewayId: world.id(directConnect),
        gatewayId: world.id(gateway),
        ...(prefixes.length && {
          addAllowedPrefixesToDirectConnectGateway: prefixes.map((cidr) => ({ cidr })),
        }),
      },
      world.where,
    )
    const { TransitGatewayAttachments } = world.ask('DescribeTransitGatewayAttachments', {}, world.where)
    const ofType = TransitGatewayAttachments?.find(({ ResourceId }) => ResourceId === world.id(directConnect))
    world.name(`${directConnect}-to-${gateway}`, ofType?.TransitGatewayAttachmentId)
    world.pass(numberAfter('after', rest) ?? 600)
  },
  /** `private-vif vif line vgw [asn 65010] [vlan 101] [mtu 9001] [site-link]`: to a virtual private or Direct Connect gateway. */
  'private-vif'(world, [name = '', line = '', target = '', ...rest]) {
    const id = world.id(target)
    const made = world.call(
      'directconnect',
      'CreatePrivateVirtualInterface',
      {
        connectionId: world.id(line),
        newPrivateVirtualInterface: {
          ...interfaceOf(name, rest),
          ...(id.startsWith('vgw-') ? { virtualGatewayId: id } : { directConnectGatewayId: id }),
        },
      },
      world.where,
    )
    world.name(name, made.virtualInterfaceId)
    world.pass(300)
  },
  /** `transit-vif vif line dxgw [asn 65010] [vlan 101] [mtu 8500]` */
  'transit-vif'(world, [name = '', line = '', target = '', ...rest]) {
    const made = world.call(
      'directconnect',
      'CreateTransitVirtualInterface',
      {
        connectionId: world.id(line),
        newTransitVirtualInterface: { ...interfaceOf(name, rest), directConnectGatewayId: world.id(target) },
      },
      world.where,
    )
    world.name(name, made.virtualInterface?.virtualInterfaceId)
    world.pass(300)
  },
  /** `public-vif vif line 203.0.113.0/29 [asn 65010]` */
  'public-vif'(world, [name = '', line = '', cidr = '', ...rest]) {
    const { enableSiteLink: _, ...common } = interfaceOf(name, rest)
    const made = world.call(
      'directconnect',
      'CreatePublicVirtualInterface',
      {
        connectionId: world.id(line),
        newPublicVirtualInterface: {
          ...common,
          amazonAddress: '198.51.100.1/31',
          customerAddress: '198.51.100.0/31',
          routeFilterPrefixes: [{ cidr }],
        },
      },
      world.where,
    )
    world.name(name, made.virtualInterfaceId)
    world.pass(4000)
  },
}

function interfaceOf(name: string, rest: readonly string[]) {
  const mtu = numberAfter('mtu', rest)
  return {
    virtualInterfaceName: name,
    vlan: numberAfter('vlan', rest) ?? 101,
    asn: numberAfter('asn', rest) ?? 65000,
    ...(mtu !== undefined && { mtu }),
    ...(rest.includes('site-link') && { enableSiteLink: true }),
  }
}
