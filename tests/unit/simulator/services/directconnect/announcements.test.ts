import { describe, expect, it } from 'vitest'
import {
  announcedToCustomer,
  heardByVpnGateway,
} from '../../../../../simulator/services/directconnect/announcements.ts'
import { virtualInterfaces } from '../../../../../simulator/services/directconnect/virtual-interfaces.ts'
import { type LinkWorld, linkWorld } from './links.ts'

const toCustomer = ({ cloud }: LinkWorld, id: string) =>
  announcedToCustomer(cloud, virtualInterfaces.get(cloud, id)!)

function associate(world: LinkWorld, directConnectGatewayId: string, gatewayId: string, cidrs: string[]) {
  const addAllowedPrefixesToDirectConnectGateway = cidrs.map((cidr) => ({ cidr }))
  const asked = { directConnectGatewayId, gatewayId, addAllowedPrefixesToDirectConnectGateway }
  const { associationId } = world.dx('CreateDirectConnectGatewayAssociation', asked)
    .directConnectGatewayAssociation!
  world.pass(300)
  return associationId!
}

describe('what on-premises routers hear', () => {
  it('is the VPC’s blocks over an interface to its virtual private gateway', () => {
    const world = linkWorld()
    const vif = world.privateInterface({ virtualGatewayId: world.vgw('10.0.0.0/16') })
    expect(toCustomer(world, vif)).toEqual(['10.0.0.0/16'])
  })

  const filtered: [string, string[], string[]][] = [
    ['as wide', ['10.0.0.0/16'], ['10.0.0.0/16']],
    ['wider', ['10.0.0.0/8'], ['10.0.0.0/16']],
    ['narrower', ['10.0.0.0/20'], []],
    ['elsewhere', ['10.1.0.0/16'], []],
  ]
  it.each(filtered)('is the VPC’s blocks where an allowed prefix is %s', (_, allowed, heard) => {
    const world = linkWorld()
    const gateway = world.gateway()
    associate(world, gateway, world.vgw('10.0.0.0/16'), allowed)
    expect(toCustomer(world, world.privateInterface({ directConnectGatewayId: gateway }))).toEqual(heard)
  })

  it('is exactly the allowed prefixes of a transit gateway, whatever is behind it', () => {
    const world = linkWorld()
    const gateway = world.gateway()
    associate(world, gateway, world.tgw(64600), ['10.0.0.0/20', '172.16.0.0/12'])
    const vif = world.transitInterface({ directConnectGatewayId: gateway })
    expect(toCustomer(world, vif)).toEqual(['10.0.0.0/20', '172.16.0.0/12'])
  })

  it('ends with the association', () => {
    const world = linkWorld()
    const gateway = world.gateway()
    const associationId = associate(world, gateway, world.vgw('10.0.0.0/16'), ['10.0.0.0/8'])
    const vif = world.privateInterface({ directConnectGatewayId: gateway })
    world.dx('DeleteDirectConnectGatewayAssociation', { associationId })
    expect(toCustomer(world, vif)).toEqual([])
  })
})

describe('what a virtual private gateway hears', () => {
  it('comes over its own interfaces and those of its Direct Connect gateway, while BGP is up', () => {
    const world = linkWorld()
    const vgw = world.vgw('10.0.0.0/16')
    const gateway = world.gateway()
    associate(world, gateway, vgw, ['10.0.0.0/8'])
    const link = world.connection()
    const own = world.privateInterface({ virtualGatewayId: vgw, vlan: 1 }, link)
    const behind = world.privateInterface({ directConnectGatewayId: gateway, vlan: 2 }, link)
    world.pass(120)
    world.announces(own, ['192.168.0.0/16'])
    world.announces(behind, ['172.16.0.0/12', '192.168.0.0/16'])
    const heard = () => heardByVpnGateway(world.cloud, vgw)
    expect(heard()).toEqual([])
    world.session(own, true)
    expect(heard()).toEqual(['192.168.0.0/16'])
    world.session(behind, true)
    expect(heard()).toEqual(['192.168.0.0/16', '172.16.0.0/12'])
    world.pull(link)
    expect(heard()).toEqual([])
  })
})

describe('a route table that takes in what its virtual private gateway hears', () => {
  /** The propagated routes of the main table of the gateway's VPC, once propagation is on. */
  function propagation(world: LinkWorld, GatewayId: string) {
    const { VpcAttachments } = world.ask('DescribeVpnGateways', { VpnGatewayIds: [GatewayId] })
      .VpnGateways![0]!
    const Filters = [{ Name: 'vpc-id', Values: [VpcAttachments![0]!.VpcId!] }]
    const table = () => world.ask('DescribeRouteTables', { Filters }).RouteTables![0]!
    world.ask('EnableVgwRoutePropagation', { GatewayId, RouteTableId: table().RouteTableId! })
    return () =>
      table()
        .Routes!.filter(({ Origin }) => Origin === 'EnableVgwRoutePropagation')
        .map(
          (one) =>
            `${one.DestinationCidrBlock ?? one.DestinationIpv6CidrBlock} ${one.GatewayId} ${one.State}`,
        )
  }

  it.each([
    ['its own interface', (_: LinkWorld, vgw: string) => ({ virtualGatewayId: vgw })],
    [
      'an interface of its Direct Connect gateway',
      (world: LinkWorld, vgw: string) => {
        const directConnectGatewayId = world.gateway()
        associate(world, directConnectGatewayId, vgw, ['10.0.0.0/8'])
        return { directConnectGatewayId }
      },
    ],
  ])('has routes over %s while BGP is up', (_, leadTo) => {
    const world = linkWorld()
    const vgw = world.vgw('10.0.0.0/16')
    const routes = propagation(world, vgw)
    const vif = world.privateInterface(leadTo(world, vgw))
    world.pass(120)
    world.announces(vif, ['192.168.0.0/16', '2001:db8::/32'])
    expect(routes()).toEqual([])
    world.session(vif, true)
    expect(routes()).toEqual([`192.168.0.0/16 ${vgw} active`, `2001:db8::/32 ${vgw} active`])
    world.session(vif, false)
    expect(routes()).toEqual([])
  })

  it('has one route for what comes over two interfaces, and none for what a static route says', () => {
    const world = linkWorld()
    const vgw = world.vgw('10.0.0.0/16')
    const routes = propagation(world, vgw)
    const link = world.connection()
    for (const vlan of [1, 2]) {
      const vif = world.privateInterface({ virtualGatewayId: vgw, vlan }, link)
      world.pass(120)
      world.announces(vif, ['192.168.0.0/16', '10.0.0.0/16'])
      world.session(vif, true)
    }
    // The VPC's own block is the table's local route.
    expect(routes()).toEqual([`192.168.0.0/16 ${vgw} active`])
  })

  it('loses the routes with the association', () => {
    const world = linkWorld()
    const vgw = world.vgw('10.0.0.0/16')
    const routes = propagation(world, vgw)
    const directConnectGatewayId = world.gateway()
    const associationId = associate(world, directConnectGatewayId, vgw, ['10.0.0.0/8'])
    const vif = world.privateInterface({ directConnectGatewayId })
    world.pass(120)
    world.announces(vif, ['192.168.0.0/16'])
    world.session(vif, true)
    expect(routes()).toHaveLength(1)
    world.dx('DeleteDirectConnectGatewayAssociation', { associationId })
    expect(routes()).toEqual([])
  })
})
