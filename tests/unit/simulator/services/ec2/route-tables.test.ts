import { describe, expect, it } from 'vitest'
import { account } from '../cloud.ts'
import { routingWorld } from './routing-world.ts'

const local = (DestinationCidrBlock: string) => ({
  DestinationCidrBlock,
  GatewayId: 'local',
  Origin: 'CreateRouteTable',
  State: 'active',
})

describe('a route table', () => {
  it('starts with the local route of its VPC and nothing else', () => {
    const { ask, vpc } = routingWorld()
    const VpcId = vpc()
    expect(ask('CreateRouteTable', { VpcId, ClientToken: 'once' })).toEqual({
      RouteTable: {
        Associations: [],
        PropagatingVgws: [],
        RouteTableId: expect.stringMatching(/^rtb-0[0-9a-f]{16}$/),
        Routes: [local('10.0.0.0/16')],
        Tags: [],
        VpcId,
        OwnerId: account,
      },
      ClientToken: 'once',
    })
  })

  it('has a local route per CIDR block of the VPC, those that come later too', () => {
    const { ask, pass, vpc, table, routes, internetGateway } = routingWorld()
    const VpcId = vpc()
    const early = table(VpcId)
    const GatewayId = internetGateway(VpcId)
    ask('CreateRoute', { RouteTableId: early, DestinationCidrBlock: '0.0.0.0/0', GatewayId })
    const { CidrBlockAssociation } = ask('AssociateVpcCidrBlock', { VpcId, CidrBlock: '10.1.0.0/16' })
    pass(2)
    const both = ['10.0.0.0/16 local active', '10.1.0.0/16 local active']
    expect(routes(early)).toEqual([...both, `0.0.0.0/0 ${GatewayId} active`])
    expect(routes(table(VpcId))).toEqual(both)
    ask('DisassociateVpcCidrBlock', { AssociationId: CidrBlockAssociation!.AssociationId! })
    pass(2)
    expect(routes(early)).toEqual(['10.0.0.0/16 local active', `0.0.0.0/0 ${GatewayId} active`])
  })

  it('has a local route for IPv6 behind that for IPv4', () => {
    const { vpc, table, routes } = routingWorld()
    const [ipv4, ipv6] = routes(table(vpc('10.0.0.0/16', true)))
    expect(ipv4).toBe('10.0.0.0/16 local active')
    expect(ipv6).toMatch(/^[0-9a-f:]+::\/56 local active$/)
  })

  it('is the main one when it came with the VPC', () => {
    const { ask, vpc, mainTable } = routingWorld()
    const RouteTableId = mainTable(vpc())
    const { RouteTables } = ask('DescribeRouteTables', { RouteTableIds: [RouteTableId] })
    expect(RouteTables?.[0]?.Associations).toEqual([
      {
        Main: true,
        RouteTableAssociationId: expect.stringMatching(/^rtbassoc-0[0-9a-f]{16}$/),
        RouteTableId,
        AssociationState: { State: 'associated' },
      },
    ])
  })

  it('can be deleted, unless it is the main one or a subnet uses it', () => {
    const { ask, refused, vpc, table, subnet, mainTable } = routingWorld()
    const VpcId = vpc()
    const [unused, used] = [table(VpcId), table(VpcId)]
    ask('AssociateRouteTable', { RouteTableId: used, SubnetId: subnet(VpcId, '10.0.0.0/24') })
    for (const RouteTableId of [used, mainTable(VpcId)]) {
      expect(refused('DeleteRouteTable', { RouteTableId })).toBe(
        `DependencyViolation: The routeTable '${RouteTableId}' has dependencies and cannot be deleted.`,
      )
    }
    ask('DeleteRouteTable', { RouteTableId: unused })
    expect(refused('DescribeRouteTables', { RouteTableIds: [unused] })).toBe(
      `InvalidRouteTableID.NotFound: The routeTable ID '${unused}' does not exist`,
    )
  })

  it('keeps its VPC from being deleted; the main one goes with it', () => {
    const { ask, refused, vpc, table, mainTable } = routingWorld()
    const VpcId = vpc()
    const main = mainTable(VpcId)
    const RouteTableId = table(VpcId)
    expect(refused('DeleteVpc', { VpcId })).toMatch(/^DependencyViolation: /)
    ask('DeleteRouteTable', { RouteTableId })
    ask('DeleteVpc', { VpcId })
    expect(refused('DescribeRouteTables', { RouteTableIds: [main] })).toMatch(/NotFound/)
  })

  it('needs a VPC that exists, and tags for a route table', () => {
    const { refused, vpc } = routingWorld()
    expect(refused('CreateRouteTable', { VpcId: 'vpc-0' })).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist",
    )
    const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'a', Value: 'b' }] }]
    expect(refused('CreateRouteTable', { VpcId: vpc(), TagSpecifications })).toMatch(
      /^InvalidParameterValue: /,
    )
  })

  it('is one of at most 200 in its VPC, the main one included', () => {
    const { refused, vpc, table } = routingWorld()
    const VpcId = vpc()
    for (let made = 1; made < 200; made++) table(VpcId)
    expect(refused('CreateRouteTable', { VpcId })).toBe(
      'RouteTableLimitExceeded: The maximum number of route tables has been reached.',
    )
  })

  it('is described in pages of at most 100', () => {
    const { ask, refused, vpc, table } = routingWorld()
    const VpcId = vpc()
    const made = Array.from({ length: 6 }, () => table(VpcId))
    const Filters = [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'association.main', Values: ['true', 'false'] },
    ]
    expect(ask('DescribeRouteTables', { Filters }).RouteTables).toHaveLength(1)
    const first = ask('DescribeRouteTables', { Filters: Filters.slice(0, 1), MaxResults: 5 })
    const second = ask('DescribeRouteTables', {
      Filters: Filters.slice(0, 1),
      MaxResults: 5,
      NextToken: first.NextToken,
    })
    const ids = [...first.RouteTables!, ...second.RouteTables!].map((one) => one.RouteTableId)
    expect(first.RouteTables).toHaveLength(5)
    expect(second.NextToken).toBeUndefined()
    expect(ids.slice(1)).toEqual(made)
    expect(refused('DescribeRouteTables', { MaxResults: 101 })).toMatch(/^InvalidParameterValue: /)
  })
})

describe('describe-route-tables filters', () => {
  const world = routingWorld()
  const vpc = world.vpc('10.0.0.0/16', true)
  const main = world.mainTable(vpc)
  const [front, edge, back] = [world.table(vpc), world.table(vpc), world.table(vpc)]
  const subnet = world.subnet(vpc, '10.0.0.0/24')
  const gateway = world.internetGateway(vpc)
  const egress = world.egressOnlyGateway(vpc)
  const { AssociationId } = world.ask('AssociateRouteTable', { RouteTableId: front, SubnetId: subnet })
  world.ask('AssociateRouteTable', { RouteTableId: edge, GatewayId: gateway })
  world.ask('CreateRoute', { RouteTableId: front, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway })
  const [, s3] = world.ask('DescribePrefixLists').PrefixLists!
  world.ask('CreateRoute', {
    RouteTableId: front,
    DestinationPrefixListId: s3!.PrefixListId!,
    GatewayId: gateway,
  })
  world.ask('CreateRoute', {
    RouteTableId: back,
    DestinationIpv6CidrBlock: '::/0',
    EgressOnlyInternetGatewayId: egress,
  })
  world.ask('DeleteEgressOnlyInternetGateway', { EgressOnlyInternetGatewayId: egress })
  world.ask('CreateTags', { Resources: [back], Tags: [{ Key: 'Team', Value: 'blue' }] })

  const cases: [string, string, string[]][] = [
    ['association.gateway-id', gateway, [edge]],
    ['association.route-table-association-id', AssociationId!, [front]],
    ['association.route-table-association-id', `${AssociationId!.slice(0, -1)}*`, [front]],
    ['association.route-table-id', front, [front]],
    ['association.subnet-id', subnet, [front]],
    ['association.main', 'true', [main]],
    ['association.main', 'false', [front, edge]],
    ['owner-id', account, [main, front, edge, back]],
    ['route-table-id', back, [back]],
    ['route.destination-cidr-block', '0.0.0.0/0', [front]],
    ['route.destination-ipv6-cidr-block', '::/0', [back]],
    ['route.destination-prefix-list-id', s3!.PrefixListId!, [front]],
    ['route.egress-only-internet-gateway-id', egress, [back]],
    ['route.gateway-id', gateway, [front]],
    ['route.instance-id', 'i-0', []],
    ['route.nat-gateway-id', 'nat-0', []],
    ['route.transit-gateway-id', 'tgw-0', []],
    ['route.vpc-peering-connection-id', 'pcx-0', []],
    ['route.origin', 'CreateRoute', [front, back]],
    ['route.state', 'blackhole', [back]],
    ['route.state', 'active', [main, front, edge, back]],
    ['tag:Team', 'blue', [back]],
    ['tag-key', 'Team', [back]],
  ]
  it.each(cases)('%s = %s', (Name, value, expected) => {
    const Filters = [
      { Name: 'vpc-id', Values: [vpc] },
      { Name, Values: [value] },
    ]
    const { RouteTables } = world.ask('DescribeRouteTables', { Filters })
    expect(RouteTables?.map((one) => one.RouteTableId)).toEqual(expected)
  })
})
