import { describe, expect, it } from 'vitest'
import { type RoutingWorld, routingWorld } from './routing-world.ts'

/** `rtbassoc-1 subnet-1 associated` for each association of a table. */
function associations({ ask }: RoutingWorld, table: string): string[] {
  const { RouteTables } = ask('DescribeRouteTables', { RouteTableIds: [table] })
  return RouteTables![0]!.Associations!.map((one) => {
    const what = one.Main ? 'main' : (one.SubnetId ?? one.GatewayId)
    return `${one.RouteTableAssociationId} ${what} ${one.AssociationState?.State}`
  })
}

describe('a subnet’s route table', () => {
  it('is associated at once', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const [RouteTableId, SubnetId] = [world.table(VpcId), world.subnet(VpcId, '10.0.0.0/24')]
    const answer = world.ask('AssociateRouteTable', { RouteTableId, SubnetId })
    expect(answer).toEqual({
      AssociationId: expect.stringMatching(/^rtbassoc-0[0-9a-f]{16}$/),
      AssociationState: { State: 'associated' },
    })
    expect(associations(world, RouteTableId)).toEqual([`${answer.AssociationId} ${SubnetId} associated`])
  })

  it('is one; a table may serve many subnets', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const [first, second] = [world.table(VpcId), world.table(VpcId)]
    const subnets = [world.subnet(VpcId, '10.0.0.0/24'), world.subnet(VpcId, '10.0.1.0/24')]
    for (const SubnetId of subnets) world.ask('AssociateRouteTable', { RouteTableId: first, SubnetId })
    expect(associations(world, first)).toHaveLength(2)
    for (const RouteTableId of [first, second]) {
      expect(world.refused('AssociateRouteTable', { RouteTableId, SubnetId: subnets[0] })).toBe(
        `Resource.AlreadyAssociated: the specified association for route table ${RouteTableId} conflicts with an existing association`,
      )
    }
  })

  it('is of the subnet’s own VPC', () => {
    const { refused, vpc, table, subnet } = routingWorld()
    const [one, other] = [vpc(), vpc('10.1.0.0/16')]
    const [RouteTableId, SubnetId] = [table(one), subnet(other, '10.1.0.0/24')]
    expect(refused('AssociateRouteTable', { RouteTableId, SubnetId })).toBe(
      `InvalidParameterValue: route table ${RouteTableId} and subnet ${SubnetId} belong to different networks`,
    )
  })

  it('is the main one again after disassociating', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const [RouteTableId, SubnetId] = [world.table(VpcId), world.subnet(VpcId, '10.0.0.0/24')]
    const { AssociationId = '' } = world.ask('AssociateRouteTable', { RouteTableId, SubnetId })
    world.ask('DisassociateRouteTable', { AssociationId })
    expect(associations(world, RouteTableId)).toEqual([])
    expect(world.refused('DisassociateRouteTable', { AssociationId })).toBe(
      `InvalidAssociationID.NotFound: The association ID '${AssociationId}' does not exist`,
    )
  })

  it('forgets a subnet that is deleted', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const [RouteTableId, SubnetId] = [world.table(VpcId), world.subnet(VpcId, '10.0.0.0/24')]
    world.ask('AssociateRouteTable', { RouteTableId, SubnetId })
    world.ask('DeleteSubnet', { SubnetId })
    expect(associations(world, RouteTableId)).toEqual([])
  })

  it('can be replaced, which makes a new association', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const [from, to, SubnetId] = [world.table(VpcId), world.table(VpcId), world.subnet(VpcId, '10.0.0.0/24')]
    const { AssociationId = '' } = world.ask('AssociateRouteTable', { RouteTableId: from, SubnetId })
    const answer = world.ask('ReplaceRouteTableAssociation', { AssociationId, RouteTableId: to })
    expect(answer).toEqual({
      NewAssociationId: expect.stringMatching(/^rtbassoc-/),
      AssociationState: { State: 'associated' },
    })
    expect(answer.NewAssociationId).not.toBe(AssociationId)
    expect(associations(world, from)).toEqual([])
    expect(associations(world, to)).toEqual([`${answer.NewAssociationId} ${SubnetId} associated`])
  })

  it('cannot be replaced by one of another VPC', () => {
    const { ask, refused, vpc, table, subnet } = routingWorld()
    const VpcId = vpc()
    const RouteTableId = table(vpc('10.1.0.0/16'))
    const { AssociationId = '' } = ask('AssociateRouteTable', {
      RouteTableId: table(VpcId),
      SubnetId: subnet(VpcId, '10.0.0.0/24'),
    })
    expect(refused('ReplaceRouteTableAssociation', { AssociationId, RouteTableId })).toBe(
      `InvalidParameterValue: route table association ${AssociationId} and route table ${RouteTableId} belong to different networks`,
    )
  })
})

describe('the main route table', () => {
  it('cannot be disassociated, but another one can take its place', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const old = world.mainTable(VpcId)
    const [AssociationId = ''] = associations(world, old)[0]!.split(' ')
    expect(world.refused('DisassociateRouteTable', { AssociationId })).toBe(
      `InvalidParameterValue: cannot disassociate the main route table association ${AssociationId}`,
    )
    const RouteTableId = world.table(VpcId)
    world.ask('ReplaceRouteTableAssociation', { AssociationId, RouteTableId })
    expect(world.mainTable(VpcId)).toBe(RouteTableId)
    world.ask('DeleteRouteTable', { RouteTableId: old })
    world.ask('DeleteVpc', { VpcId })
  })
})

describe('a gateway’s route table', () => {
  it('takes a moment to be associated and to be disassociated', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const [RouteTableId, GatewayId] = [world.table(VpcId), world.internetGateway(VpcId)]
    const { AssociationId = '', AssociationState } = world.ask('AssociateRouteTable', {
      RouteTableId,
      GatewayId,
    })
    expect(AssociationState).toEqual({ State: 'associating' })
    world.pass(1)
    expect(associations(world, RouteTableId)).toEqual([`${AssociationId} ${GatewayId} associated`])
    world.ask('DisassociateRouteTable', { AssociationId })
    expect(associations(world, RouteTableId)).toEqual([`${AssociationId} ${GatewayId} disassociating`])
    world.pass(1)
    expect(associations(world, RouteTableId)).toEqual([])
  })

  it('can be that of a virtual private gateway, which cannot be detached meanwhile', () => {
    const { ask, refused, vpc, table, vpnGateway } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, VpnGatewayId] = [table(VpcId), vpnGateway(VpcId)]
    ask('AssociateRouteTable', { RouteTableId, GatewayId: VpnGatewayId })
    expect(refused('DetachVpnGateway', { VpnGatewayId, VpcId })).toMatch(/^DependencyViolation: /)
  })

  it('can be replaced', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const [from, to, GatewayId] = [world.table(VpcId), world.table(VpcId), world.internetGateway(VpcId)]
    const { AssociationId = '' } = world.ask('AssociateRouteTable', { RouteTableId: from, GatewayId })
    world.ask('ReplaceRouteTableAssociation', { AssociationId, RouteTableId: to })
    world.pass(1)
    expect(associations(world, from)).toEqual([])
    expect(associations(world, to)[0]).toMatch(new RegExp(`${GatewayId} associated$`))
  })

  it('is one per gateway', () => {
    const { ask, refused, vpc, table, internetGateway } = routingWorld()
    const VpcId = vpc()
    const [GatewayId, RouteTableId] = [internetGateway(VpcId), table(VpcId)]
    ask('AssociateRouteTable', { RouteTableId: table(VpcId), GatewayId })
    expect(refused('AssociateRouteTable', { RouteTableId, GatewayId })).toMatch(
      /^Resource\.AlreadyAssociated/,
    )
  })

  it('is for internet gateways and virtual private gateways that are attached', () => {
    const { refused, vpc, table, internetGateway, egressOnlyGateway } = routingWorld()
    const VpcId = vpc()
    const RouteTableId = table(VpcId)
    const [free, egress] = [internetGateway(), egressOnlyGateway(VpcId)]
    const cases = [
      [
        free,
        `InvalidParameterValue: route table ${RouteTableId} and network gateway ${free} belong to different networks`,
      ],
      ['igw-0', "InvalidGatewayID.NotFound: The gateway ID 'igw-0' does not exist"],
      ['nat-0', 'InvalidParameterValue: invalid value for parameter gateway-id: nat-0'],
      [egress, `InvalidParameterValue: invalid value for parameter gateway-id: ${egress}`],
    ]
    for (const [GatewayId, words] of cases) {
      expect(refused('AssociateRouteTable', { RouteTableId, GatewayId })).toBe(words)
    }
  })

  it('may not have a route to anywhere but the VPC, nor to a gateway', () => {
    const { ask, refused, vpc, table, subnet, interface: open, internetGateway } = routingWorld()
    const VpcId = vpc()
    const GatewayId = internetGateway(VpcId)
    const [gatewayRoute, outside] = [table(VpcId), table(VpcId)]
    const NetworkInterfaceId = open(subnet(VpcId, '10.0.0.0/24'))
    ask('CreateRoute', { RouteTableId: gatewayRoute, DestinationCidrBlock: '0.0.0.0/0', GatewayId })
    ask('CreateRoute', { RouteTableId: outside, DestinationCidrBlock: '192.168.0.0/16', NetworkInterfaceId })
    for (const RouteTableId of [gatewayRoute, outside]) {
      expect(refused('AssociateRouteTable', { RouteTableId, GatewayId })).toMatch(/^InvalidParameterValue: /)
    }
  })

  it('keeps to those rules afterwards', () => {
    const { ask, refused, vpc, table, subnet, interface: open, internetGateway } = routingWorld()
    const VpcId = vpc()
    const [RouteTableId, GatewayId] = [table(VpcId), internetGateway(VpcId)]
    const NetworkInterfaceId = open(subnet(VpcId, '10.0.0.0/24'))
    ask('AssociateRouteTable', { RouteTableId, GatewayId })
    const [list] = ask('DescribePrefixLists').PrefixLists!
    const DestinationPrefixListId = list!.PrefixListId!
    const refusals: [object, RegExp][] = [
      [{ DestinationCidrBlock: '10.0.0.0/24', GatewayId }, /^RouteNotSupported: .*unsupported route target/],
      [{ DestinationCidrBlock: '0.0.0.0/0', NetworkInterfaceId }, /outside of the VPC/],
      [{ DestinationPrefixListId, NetworkInterfaceId }, /prefix list/],
    ]
    for (const [request, words] of refusals) {
      expect(refused('CreateRoute', { RouteTableId, ...request })).toMatch(words)
    }
    ask('CreateRoute', { RouteTableId, DestinationCidrBlock: '10.0.0.0/24', NetworkInterfaceId })
  })
})

describe('associate-route-table', () => {
  const words = 'The request must contain exactly one of subnetId, gatewayId or publicIpv4Pool'

  it('wants one thing to associate', () => {
    const { refused, vpc, table } = routingWorld()
    const RouteTableId = table(vpc())
    expect(refused('AssociateRouteTable', { RouteTableId })).toBe(`MissingParameter: ${words}`)
    expect(refused('AssociateRouteTable', { RouteTableId, SubnetId: 'subnet-0', GatewayId: 'igw-0' })).toBe(
      `InvalidParameterCombination: ${words}`,
    )
  })

  it('needs a table and a subnet that exist', () => {
    const { refused, vpc, table } = routingWorld()
    expect(refused('AssociateRouteTable', { RouteTableId: 'rtb-0', SubnetId: 'subnet-0' })).toMatch(
      /^InvalidRouteTableID\.NotFound/,
    )
    expect(refused('AssociateRouteTable', { RouteTableId: table(vpc()), SubnetId: 'subnet-0' })).toBe(
      "InvalidSubnetID.NotFound: The subnet ID 'subnet-0' does not exist",
    )
  })
})
