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
