import { describe, expect, it } from 'vitest'
import { routingWorld } from './routing-world.ts'

const everywhere = '0.0.0.0/0'

describe('create-route', () => {
  it('adds a route, and says so', () => {
    const { ask, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), internetGateway(VpcId)]
    expect(ask('CreateRoute', { RouteTableId, DestinationCidrBlock: everywhere, GatewayId })).toEqual({
      Return: true,
    })
    const { RouteTables } = ask('DescribeRouteTables', { RouteTableIds: [RouteTableId] })
    expect(RouteTables?.[0]?.Routes?.[1]).toEqual({
      DestinationCidrBlock: everywhere,
      GatewayId,
      Origin: 'CreateRoute',
      State: 'active',
    })
  })

  it('clears the host bits of its destination', () => {
    const { ask, vpc, table, internetGateway, routes } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), internetGateway(VpcId)]
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: '100.68.0.18/18', GatewayId })
    ask('CreateRoute', { RouteTableId, DestinationIpv6CidrBlock: '2001:DB8:0::5/32', GatewayId })
    expect(routes(RouteTableId).slice(1)).toEqual([
      `100.68.0.0/18 ${GatewayId} active`,
      `2001:db8::/32 ${GatewayId} active`,
    ])
  })

  it('is content when the same route is there already, but not when another one is', () => {
    const { ask, refused, vpc, table, internetGateway, vpnGateway, routes } = routingWorld()
    const VpcId = vpc()
    const RouteTableId = table(VpcId)
    const route = { RouteTableId, DestinationCidrBlock: everywhere }
    const GatewayId = internetGateway(VpcId)
    ask('CreateRoute', { ...route, GatewayId })
    ask('CreateRoute', { ...route, GatewayId })
    expect(routes(RouteTableId)).toHaveLength(2)
    expect(refused('CreateRoute', { ...route, GatewayId: vpnGateway(VpcId) })).toBe(
      'RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.',
    )
  })

  it('wants one destination and one target', () => {
    const { refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), internetGateway(VpcId)]
    const destinations =
      'The request must contain exactly one of: destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId'
    const targets =
      'The request must contain exactly one of gatewayId, localGatewayId, carrierGatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId, vpcEndpointId, coreNetworkArn or instanceId'
    const ipv4 = { RouteTableId, DestinationCidrBlock: everywhere }
    expect(refused('CreateRoute', { RouteTableId, GatewayId })).toBe(`MissingParameter: ${destinations}`)
    expect(refused('CreateRoute', { ...ipv4, DestinationIpv6CidrBlock: '::/0', GatewayId })).toBe(
      `InvalidParameterCombination: ${destinations}`,
    )
    expect(refused('CreateRoute', ipv4)).toBe(`MissingParameter: ${targets}`)
    expect(refused('CreateRoute', { ...ipv4, GatewayId, NatGatewayId: 'nat-0' })).toBe(
      `InvalidParameterCombination: ${targets}`,
    )
  })

  const notBlocks: [object, string][] = [
    [{ DestinationCidrBlock: '::/0' }, 'Value (::/0) for parameter destinationCidrBlock'],
    [{ DestinationCidrBlock: '10.0.0.0' }, 'Value (10.0.0.0) for parameter destinationCidrBlock'],
    [{ DestinationCidrBlock: '10.0.0.0/33' }, 'Value (10.0.0.0/33) for parameter destinationCidrBlock'],
    [{ DestinationIpv6CidrBlock: '0.0.0.0/0' }, 'Value (0.0.0.0/0) for parameter destinationIpv6CidrBlock'],
  ]
  it.each(notBlocks)('refuses the destination %j', (destination, words) => {
    const { refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const request = { ...destination, RouteTableId: table(VpcId), GatewayId: internetGateway(VpcId) }
    expect(refused('CreateRoute', request)).toBe(
      `InvalidParameterValue: ${words} is invalid. This is not a valid CIDR block.`,
    )
  })

  const reserved: [string, string, boolean][] = [
    ['DestinationCidrBlock', '169.254.168.0/22', false],
    ['DestinationCidrBlock', '169.254.169.254/32', false],
    ['DestinationCidrBlock', '169.254.0.0/16', true],
    ['DestinationCidrBlock', '169.254.172.0/22', true],
    ['DestinationIpv6CidrBlock', 'fd00:ec2::/32', false],
    ['DestinationIpv6CidrBlock', 'fd00:ec2::254/128', false],
    ['DestinationIpv6CidrBlock', 'fd00::/8', true],
  ]
  it.each(reserved)('%s %s, allowed: %s', (member, cidr, isAllowed) => {
    const { ask, refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const request = { [member]: cidr, RouteTableId: table(VpcId), GatewayId: internetGateway(VpcId) }
    if (isAllowed) ask('CreateRoute', request)
    else expect(refused('CreateRoute', request)).toMatch(/^InvalidParameterValue: The destination CIDR block/)
  })

  const nobody: [string, string, string][] = [
    ['GatewayId', 'igw-0', "InvalidGatewayID.NotFound: The gateway ID 'igw-0' does not exist"],
    ['GatewayId', 'local', "InvalidGatewayID.NotFound: The gateway ID 'local' does not exist"],
    ['GatewayId', 'nat-0', "InvalidGatewayID.NotFound: The gateway ID 'nat-0' does not exist"],
    [
      'EgressOnlyInternetGatewayId',
      'eigw-0',
      "InvalidGatewayID.NotFound: The gateway ID 'eigw-0' does not exist",
    ],
    ['NatGatewayId', 'nat-0', "InvalidNatGatewayID.NotFound: The natGateway ID 'nat-0' does not exist"],
    ['NatGatewayId', 'igw-0', "InvalidNatGatewayID.NotFound: The natGateway ID 'igw-0' does not exist"],
    [
      'NetworkInterfaceId',
      'eni-0',
      "InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'eni-0' does not exist",
    ],
    ['InstanceId', 'i-0', "InvalidInstanceID.NotFound: The instance ID 'i-0' does not exist"],
    [
      'TransitGatewayId',
      'tgw-0',
      "InvalidTransitGatewayID.NotFound: The transitGateway ID 'tgw-0' was deleted or does not exist.",
    ],
    [
      'VpcPeeringConnectionId',
      'pcx-0',
      "InvalidVpcPeeringConnectionID.NotFound: The vpcPeeringConnection ID 'pcx-0' does not exist",
    ],
    ['VpcEndpointId', 'vpce-0', "InvalidVpcEndpointId.NotFound: The Vpc Endpoint Id 'vpce-0' does not exist"],
    [
      'CarrierGatewayId',
      'cagw-0',
      "InvalidCarrierGatewayID.NotFound: The carrierGateway ID 'cagw-0' does not exist",
    ],
    ['LocalGatewayId', 'lgw-0', "InvalidLocalGatewayID.NotFound: The localGateway ID 'lgw-0' does not exist"],
    [
      'CoreNetworkArn',
      'arn:aws:x',
      "InvalidCoreNetworkArn.NotFound: The core network 'arn:aws:x' does not exist",
    ],
    [
      'OdbNetworkArn',
      'arn:aws:x',
      "InvalidOdbNetworkArn.NotFound: The ODB network 'arn:aws:x' does not exist",
    ],
  ]
  it.each(nobody)('refuses %s %s, which nobody has', (member, id, words) => {
    const { refused, vpc, table } = routingWorld()
    const request = { RouteTableId: table(vpc()), DestinationCidrBlock: everywhere, [member]: id }
    expect(refused('CreateRoute', request)).toBe(words)
  })

  it('needs a table and a prefix list that exist', () => {
    const { refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const GatewayId = internetGateway(VpcId)
    expect(
      refused('CreateRoute', { RouteTableId: 'rtb-0', DestinationCidrBlock: everywhere, GatewayId }),
    ).toBe("InvalidRouteTableID.NotFound: The routeTable ID 'rtb-0' does not exist")
    const RouteTableId = table(VpcId)
    expect(refused('CreateRoute', { RouteTableId, DestinationPrefixListId: 'pl-0', GatewayId })).toBe(
      "InvalidPrefixListID.NotFound: The prefix list ID 'pl-0' does not exist",
    )
  })

  it('takes gateways of the table’s own VPC only', () => {
    const { refused, vpc, table, subnet, interface: open, ...world } = routingWorld()
    const [VpcId, elsewhere] = [vpc(), vpc('10.1.0.0/16')]
    const route = { RouteTableId: table(VpcId), DestinationCidrBlock: everywhere }
    for (const GatewayId of [world.internetGateway(), world.internetGateway(elsewhere)]) {
      expect(refused('CreateRoute', { ...route, GatewayId })).toBe(
        `InvalidParameterValue: route table ${route.RouteTableId} and network gateway ${GatewayId} belong to different networks`,
      )
    }
    const vpnGateway = world.vpnGateway(elsewhere)
    expect(refused('CreateRoute', { ...route, GatewayId: vpnGateway })).toBe(
      `InvalidGatewayID.NotFound: The gateway ID '${vpnGateway}' does not exist`,
    )
    const eni = open(subnet(elsewhere, '10.1.0.0/24'))
    expect(refused('CreateRoute', { ...route, NetworkInterfaceId: eni })).toBe(
      `InvalidParameterValue: route table ${route.RouteTableId} and interface ${eni} belong to different networks`,
    )
  })

  it('sends IPv6 alone through an egress-only internet gateway', () => {
    const { ask, refused, vpc, table, egressOnlyGateway, routes } = routingWorld()
    const VpcId = vpc('10.0.0.0/16', true)
    const [RouteTableId, EgressOnlyInternetGatewayId] = [table(VpcId), egressOnlyGateway(VpcId)]
    expect(
      refused('CreateRoute', { RouteTableId, DestinationCidrBlock: everywhere, EgressOnlyInternetGatewayId }),
    ).toMatch(/^InvalidParameterValue: /)
    ask('CreateRoute', { RouteTableId, DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId })
    expect(routes(RouteTableId).at(-1)).toBe(`::/0 ${EgressOnlyInternetGatewayId} active`)
  })
})

describe('a route into the VPC itself', () => {
  const words =
    "is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance."

  it.each(['10.0.0.0/16', '10.0.1.0/24', '10.0.1.0/25'])('%s cannot lead to a gateway', (cidr) => {
    const { refused, vpc, table, subnet, internetGateway } = routingWorld()
    const VpcId = vpc()
    subnet(VpcId, '10.0.1.0/24')
    const request = {
      RouteTableId: table(VpcId),
      DestinationCidrBlock: cidr,
      GatewayId: internetGateway(VpcId),
    }
    expect(refused('CreateRoute', request)).toBe(
      `InvalidParameterValue: The destination CIDR block ${cidr} ${words}`,
    )
  })

  it('may lead to an interface when it is for a whole subnet', () => {
    const { ask, refused, vpc, table, subnet, interface: open, routes } = routingWorld()
    const VpcId = vpc()
    const RouteTableId = table(VpcId)
    const NetworkInterfaceId = open(subnet(VpcId, '10.0.0.0/24'))
    subnet(VpcId, '10.0.1.0/24')
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: '10.0.1.0/24', NetworkInterfaceId })
    expect(routes(RouteTableId).at(-1)).toMatch(/^10\.0\.1\.0\/24 eni-/)
    expect(
      refused('CreateRoute', { RouteTableId, DestinationCidrBlock: '10.0.1.0/25', NetworkInterfaceId }),
    ).toMatch(/^InvalidParameterValue: .* does not match the CIDR block of a subnet\.$/)
    expect(
      refused('CreateRoute', { RouteTableId, DestinationCidrBlock: '10.0.0.0/16', NetworkInterfaceId }),
    ).toBe('RouteAlreadyExists: The route identified by 10.0.0.0/16 already exists.')
  })

  it('may be larger than the VPC', () => {
    const { ask, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    ask('CreateRoute', {
      RouteTableId: table(VpcId),
      DestinationCidrBlock: '10.0.0.0/8',
      GatewayId: internetGateway(VpcId),
    })
  })
})

describe('the number of routes', () => {
  it('is 500 for IPv4 and 500 for IPv6', () => {
    const { ask, refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), internetGateway(VpcId)]
    for (let n = 0; n < 500; n++) {
      const DestinationCidrBlock = `172.16.${n >> 8}.${n & 255}/32`
      ask('CreateRoute', { RouteTableId, DestinationCidrBlock, GatewayId })
    }
    expect(refused('CreateRoute', { RouteTableId, DestinationCidrBlock: everywhere, GatewayId })).toBe(
      'RouteLimitExceeded: The maximum number of routes has been reached.',
    )
    ask('CreateRoute', { RouteTableId, DestinationIpv6CidrBlock: '::/0', GatewayId })
  })

  it('counts a prefix list as many times as it may have entries', () => {
    const { ask, refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), internetGateway(VpcId)]
    const list = (MaxEntries: number, AddressFamily = 'IPv4') =>
      ask('CreateManagedPrefixList', { PrefixListName: 'x', MaxEntries, AddressFamily }).PrefixList!
        .PrefixListId!
    ask('CreateRoute', { RouteTableId, DestinationPrefixListId: list(499), GatewayId })
    expect(refused('CreateRoute', { RouteTableId, DestinationPrefixListId: list(2), GatewayId })).toMatch(
      /^RouteLimitExceeded/,
    )
    ask('CreateRoute', { RouteTableId, DestinationPrefixListId: list(2, 'IPv6'), GatewayId })
    ask('CreateRoute', { RouteTableId, DestinationPrefixListId: list(1), GatewayId })
  })
})

describe('replace-route', () => {
  it('changes where a route leads, in its place', () => {
    const { ask, vpc, table, internetGateway, vpnGateway, routes } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, first, second] = [table(VpcId), internetGateway(VpcId), vpnGateway(VpcId)]
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: everywhere, GatewayId: first })
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: '192.168.0.0/16', GatewayId: first })
    expect(
      ask('ReplaceRoute', { RouteTableId, DestinationCidrBlock: '0.0.0.1/0', GatewayId: second }),
    ).toEqual({})
    expect(routes(RouteTableId)).toEqual([
      '10.0.0.0/16 local active',
      `0.0.0.0/0 ${second} active`,
      `192.168.0.0/16 ${first} active`,
    ])
  })

  it('needs a route to replace', () => {
    const { refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const request = { RouteTableId: table(VpcId), GatewayId: internetGateway(VpcId) }
    expect(refused('ReplaceRoute', { ...request, DestinationCidrBlock: '10.9.0.0/16' })).toBe(
      "InvalidParameterValue: There is no route defined for '10.9.0.0/16' in the route table. Use CreateRoute instead.",
    )
  })

  it('takes the local route to an interface and back', () => {
    const { ask, refused, vpc, table, subnet, interface: open, routes, internetGateway } = routingWorld()
    const VpcId = vpc()
    const RouteTableId = table(VpcId)
    const local = { RouteTableId, DestinationCidrBlock: '10.0.0.0/16' }
    const NetworkInterfaceId = open(subnet(VpcId, '10.0.0.0/24'))
    ask('ReplaceRoute', { ...local, NetworkInterfaceId })
    const { RouteTables } = ask('DescribeRouteTables', { RouteTableIds: [RouteTableId] })
    expect(RouteTables?.[0]?.Routes).toEqual([
      {
        DestinationCidrBlock: '10.0.0.0/16',
        NetworkInterfaceId,
        Origin: 'CreateRouteTable',
        State: 'blackhole',
      },
    ])
    expect(refused('DeleteRoute', local)).toMatch(/cannot remove local route/)
    expect(refused('ReplaceRoute', { ...local, GatewayId: internetGateway(VpcId) })).toMatch(
      /This route can target only an interface or an instance/,
    )
    ask('ReplaceRoute', { ...local, LocalTarget: true })
    expect(routes(RouteTableId)).toEqual(['10.0.0.0/16 local active'])
  })

  it('makes only local routes local', () => {
    const { ask, refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const route = { RouteTableId: table(VpcId), DestinationCidrBlock: everywhere }
    ask('CreateRoute', { ...route, GatewayId: internetGateway(VpcId) })
    expect(refused('ReplaceRoute', { ...route, LocalTarget: true })).toBe(
      'InvalidParameterValue: local-target only allowed with network local destination CIDRs',
    )
    expect(refused('ReplaceRoute', route)).toMatch(
      /^MissingParameter: .* or instanceId, or must have localTarget set to true$/,
    )
  })
})

describe('delete-route', () => {
  it('removes the route', () => {
    const { ask, vpc, table, internetGateway, routes } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), internetGateway(VpcId)]
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: everywhere, GatewayId })
    ask('DeleteRoute', { RouteTableId, DestinationCidrBlock: everywhere })
    expect(routes(RouteTableId)).toEqual(['10.0.0.0/16 local active'])
  })

  const absent: [object, string][] = [
    [{ DestinationCidrBlock: '10.9.0.0/16' }, 'destination-cidr-block 10.9.0.0/16'],
    [{ DestinationIpv6CidrBlock: '::/0' }, 'destination-ipv6-cidr-block ::/0'],
    [{ DestinationPrefixListId: 'pl-0' }, 'destination-prefix-list-id pl-0'],
  ]
  it.each(absent)('refuses %j, which is not there', (destination, words) => {
    const { refused, vpc, table } = routingWorld()
    const RouteTableId = table(vpc())
    expect(refused('DeleteRoute', { RouteTableId, ...destination })).toBe(
      `InvalidRoute.NotFound: no route with ${words} in route table ${RouteTableId}`,
    )
  })

  it('leaves the local route alone', () => {
    const { refused, vpc, table } = routingWorld()
    const RouteTableId = table(vpc())
    expect(refused('DeleteRoute', { RouteTableId, DestinationCidrBlock: '10.0.0.0/16' })).toBe(
      `InvalidParameterValue: cannot remove local route 10.0.0.0/16 in route table ${RouteTableId}`,
    )
  })
})

describe('a route whose target is gone', () => {
  it('is a blackhole while its internet gateway is detached', () => {
    const { ask, vpc, table, internetGateway, routes } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), internetGateway(VpcId)]
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: everywhere, GatewayId })
    const move = { InternetGatewayId: GatewayId, VpcId }
    ask('DetachInternetGateway', move)
    expect(routes(RouteTableId)[1]).toBe(`0.0.0.0/0 ${GatewayId} blackhole`)
    ask('AttachInternetGateway', move)
    expect(routes(RouteTableId)[1]).toBe(`0.0.0.0/0 ${GatewayId} active`)
    ask('DetachInternetGateway', move)
    ask('DeleteInternetGateway', { InternetGatewayId: GatewayId })
    expect(routes(RouteTableId)[1]).toBe(`0.0.0.0/0 ${GatewayId} blackhole`)
  })

  it('is a blackhole from the moment its virtual private gateway begins to detach', () => {
    const { ask, vpc, table, vpnGateway, routes } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), vpnGateway(VpcId)]
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: everywhere, GatewayId })
    expect(routes(RouteTableId)[1]).toBe(`0.0.0.0/0 ${GatewayId} active`)
    ask('DetachVpnGateway', { VpnGatewayId: GatewayId, VpcId })
    expect(routes(RouteTableId)[1]).toBe(`0.0.0.0/0 ${GatewayId} blackhole`)
  })

  it('is a blackhole once its interface was deleted', () => {
    const { ask, vpc, table, subnet, interface: open, routes } = routingWorld()
    const VpcId = vpc()
    const RouteTableId = table(VpcId)
    const NetworkInterfaceId = open(subnet(VpcId, '10.0.0.0/24'))
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: everywhere, NetworkInterfaceId })
    ask('DeleteNetworkInterface', { NetworkInterfaceId })
    expect(routes(RouteTableId)[1]).toBe(`0.0.0.0/0 ${NetworkInterfaceId} blackhole`)
  })
})
