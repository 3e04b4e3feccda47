import { describe, expect, it } from 'vitest'
import { type RoutingWorld, routingWorld } from './routing-world.ts'

const propagating = ({ ask }: RoutingWorld, table: string) =>
  ask('DescribeRouteTables', { RouteTableIds: [table] }).RouteTables![0]!.PropagatingVgws

describe('route propagation', () => {
  it('is switched on and off; doing so twice changes nothing', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const request = { RouteTableId: world.table(VpcId), GatewayId: world.vpnGateway(VpcId) }
    for (let times = 0; times < 2; times++) {
      world.ask('EnableVgwRoutePropagation', request)
      expect(propagating(world, request.RouteTableId)).toEqual([{ GatewayId: request.GatewayId }])
    }
    for (let times = 0; times < 2; times++) {
      world.ask('DisableVgwRoutePropagation', request)
      expect(propagating(world, request.RouteTableId)).toEqual([])
    }
  })

  it('needs a virtual private gateway that is attached to the table’s VPC', () => {
    const { refused, vpc, table, vpnGateway, internetGateway } = routingWorld()
    const [VpcId, elsewhere] = [vpc(), vpc('10.1.0.0/16')]
    const RouteTableId = table(VpcId)
    for (const GatewayId of ['vgw-0', vpnGateway(), vpnGateway(elsewhere), internetGateway(VpcId)]) {
      expect(refused('EnableVgwRoutePropagation', { RouteTableId, GatewayId })).toBe(
        `Gateway.NotAttached: resource ${GatewayId} is not attached to network ${VpcId}`,
      )
    }
  })

  it('ends when the gateway is detached', () => {
    const world = routingWorld()
    const VpcId = world.vpc()
    const [RouteTableId, GatewayId] = [world.table(VpcId), world.vpnGateway(VpcId)]
    world.ask('EnableVgwRoutePropagation', { RouteTableId, GatewayId })
    world.ask('DetachVpnGateway', { VpnGatewayId: GatewayId, VpcId })
    world.pass(10)
    expect(propagating(world, RouteTableId)).toEqual([])
  })

  it('and a gateway’s own route table exclude each other', () => {
    const { ask, refused, vpc, table, vpnGateway, internetGateway } = routingWorld()
    const VpcId = vpc()
    const [GatewayId, entrance] = [vpnGateway(VpcId), internetGateway(VpcId)]
    const [first, second] = [table(VpcId), table(VpcId)]
    ask('EnableVgwRoutePropagation', { RouteTableId: first, GatewayId })
    expect(refused('AssociateRouteTable', { RouteTableId: first, GatewayId: entrance })).toMatch(
      /^InvalidParameterValue: /,
    )
    ask('AssociateRouteTable', { RouteTableId: second, GatewayId: entrance })
    expect(refused('EnableVgwRoutePropagation', { RouteTableId: second, GatewayId })).toMatch(
      /^InvalidParameterValue: /,
    )
  })
})
