import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { type LinkWorld, linkWorld, owner, refusal } from './links.ts'

const prefixes = (...cidrs: string[]) => cidrs.map((cidr) => ({ cidr }))

function associate(
  world: LinkWorld,
  directConnectGatewayId: string,
  gatewayId: string,
  cidrs: string[] = [],
) {
  const { directConnectGatewayAssociation } = world.dx('CreateDirectConnectGatewayAssociation', {
    directConnectGatewayId,
    gatewayId,
    ...(cidrs.length && { addAllowedPrefixesToDirectConnectGateway: prefixes(...cidrs) }),
  })
  return directConnectGatewayAssociation!
}

const shown = (world: LinkWorld, associationId: string, where?: object) =>
  world.dx('DescribeDirectConnectGatewayAssociations', { associationId }, where)
    .directConnectGatewayAssociations![0]!

describe('associating a virtual private gateway', () => {
  it('announces the blocks of its VPC when nothing else is said', () => {
    const world = linkWorld()
    const [gateway, vgw] = [world.gateway(), world.vgw('10.0.0.0/16')] as const
    const made = associate(world, gateway, vgw)
    expect(made).toEqual({
      directConnectGatewayId: gateway,
      directConnectGatewayOwnerAccount: owner,
      associationState: 'associating',
      associatedGateway: { id: vgw, type: 'virtualPrivateGateway', ownerAccount: owner, region: 'us-east-1' },
      associationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      allowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16'),
      virtualGatewayId: vgw,
      virtualGatewayRegion: 'us-east-1',
      virtualGatewayOwnerAccount: owner,
    })
    world.pass(300)
    expect(shown(world, made.associationId!).associationState).toBe('associated')
  })

  it('reaches VPCs in several Regions, and is seen from all', () => {
    const world = linkWorld()
    const gateway = world.gateway()
    associate(world, gateway, world.vgw('10.0.0.0/16'))
    const west = { region: 'us-west-2' }
    const vgw = world.vgw('10.1.0.0/16', west)
    const asked = { directConnectGatewayId: gateway, gatewayId: vgw }
    expect(world.refuses('CreateDirectConnectGatewayAssociation', asked)).toBe(
      refusal(`The VirtualGateway ${vgw} does not exist.`),
    )
    world.dx('CreateDirectConnectGatewayAssociation', asked, west)
    const regions = world
      .dx('DescribeDirectConnectGatewayAssociations', { directConnectGatewayId: gateway })
      .directConnectGatewayAssociations!.map((one) => one.associatedGateway!.region)
    expect(regions).toEqual(['us-east-1', 'us-west-2'])
  })

  it('is refused without a VPC, for a second Direct Connect gateway, and for VPCs that overlap', () => {
    const world = linkWorld()
    const [gateway, other] = [world.gateway(), world.gateway()] as const
    const alone = world.ask('CreateVpnGateway', { Type: 'ipsec.1' }).VpnGateway!.VpnGatewayId!
    const [vgw, clash] = [world.vgw('10.0.0.0/16'), world.vgw('10.0.0.0/20')] as const
    const refuses = (directConnectGatewayId: string, gatewayId: string) =>
      world.refuses('CreateDirectConnectGatewayAssociation', { directConnectGatewayId, gatewayId })
    expect(refuses(gateway, alone)).toBe(refusal(`The VirtualGateway ${alone} is not attached to a VPC.`))
    associate(world, gateway, vgw)
    expect(refuses(gateway, vgw)).toBe(
      refusal(`${vgw} is already associated with Direct Connect Gateway ${gateway}.`),
    )
    expect(refuses(other, vgw)).toBe(
      refusal(`${vgw} is already associated with another Direct Connect Gateway.`),
    )
    expect(refuses(gateway, clash)).toBe(
      refusal(`The CIDR 10.0.0.0/20 of ${clash} overlaps with 10.0.0.0/16 of ${vgw}.`),
    )
    expect(refuses('nobody', clash)).toBe(refusal('Direct Connect Gateway nobody does not exist.'))
  })

  it('wants one gateway, and prefixes that are CIDR blocks', () => {
    const world = linkWorld()
    const [directConnectGatewayId, vgw] = [world.gateway(), world.vgw('10.0.0.0/16')] as const
    const refuses = (input: object) =>
      world.refuses('CreateDirectConnectGatewayAssociation', { directConnectGatewayId, ...input })
    expect(refuses({})).toBe(refusal('Either gatewayId or virtualGatewayId must be provided.'))
    expect(refuses({ gatewayId: vgw, virtualGatewayId: vgw })).toBe(
      refusal('Only one of gatewayId and virtualGatewayId can be provided.'),
    )
    const addAllowedPrefixesToDirectConnectGateway = prefixes('10.0.0.1/16')
    expect(refuses({ virtualGatewayId: vgw, addAllowedPrefixesToDirectConnectGateway })).toBe(
      refusal('Allowed prefix 10.0.0.1/16 is not a valid CIDR.'),
    )
  })

  it('keeps both gateways from being deleted until it has ended', () => {
    const world = linkWorld()
    const [directConnectGatewayId, vgw] = [world.gateway(), world.vgw('10.0.0.0/16')] as const
    const VpcId = world.ask('DescribeVpnGateways').VpnGateways![0]!.VpcAttachments![0]!.VpcId!
    const { associationId } = associate(world, directConnectGatewayId, vgw)
    world.pass(300)
    world.ask('DetachVpnGateway', { VpnGatewayId: vgw, VpcId })
    world.pass(10)
    expect(world.refused('DeleteVpnGateway', { VpnGatewayId: vgw })).toMatch(/^IncorrectState: /)
    expect(world.refuses('DeleteDirectConnectGateway', { directConnectGatewayId })).toContain(
      'cannot be deleted',
    )
    const ended = world.dx('DeleteDirectConnectGatewayAssociation', {
      directConnectGatewayId,
      virtualGatewayId: vgw,
    })
    expect(ended.directConnectGatewayAssociation!.associationState).toBe('disassociating')
    world.pass(300)
    expect(shown(world, associationId!).associationState).toBe('disassociated')
    expect(world.refuses('DeleteDirectConnectGatewayAssociation', { associationId: associationId! })).toBe(
      refusal(`Direct Connect Gateway Association ${associationId} does not exist.`),
    )
    world.ask('DeleteVpnGateway', { VpnGatewayId: vgw })
    world.dx('DeleteDirectConnectGateway', { directConnectGatewayId })
    world.pass(3600)
    expect(world.refuses('DescribeDirectConnectGatewayAssociations', { associationId: associationId! })).toBe(
      refusal(`Direct Connect Gateway Association ${associationId} does not exist.`),
    )
  })

  it('is for twenty of them', () => {
    const world = linkWorld()
    const gateway = world.gateway()
    const regions = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'eu-west-1']
    // Four in each: an account has four VPCs left in a Region.
    regions.forEach((region, r) => {
      for (let n = 0; n < 4; n++) {
        const gatewayId = world.vgw(`10.${r * 4 + n}.0.0/16`, { region })
        const asked = { directConnectGatewayId: gateway, gatewayId }
        world.dx('CreateDirectConnectGatewayAssociation', asked, { region })
      }
    })
    const region = 'eu-central-1'
    const asked = { directConnectGatewayId: gateway, gatewayId: world.vgw('10.99.0.0/16', { region }) }
    expect(world.refuses('CreateDirectConnectGatewayAssociation', asked, { region })).toBe(
      refusal(
        `The maximum number of associations (20) of Direct Connect Gateway ${gateway} has been reached.`,
      ),
    )
  })
})

describe('allowed prefixes', () => {
  it('are added and taken away, in a while', () => {
    const world = linkWorld()
    const { associationId = '' } = associate(world, world.gateway(), world.vgw('10.0.0.0/16'), ['10.0.0.0/8'])
    const change = (add: string[], remove: string[]) => ({
      associationId,
      addAllowedPrefixesToDirectConnectGateway: prefixes(...add),
      removeAllowedPrefixesToDirectConnectGateway: prefixes(...remove),
    })
    expect(world.refuses('UpdateDirectConnectGatewayAssociation', change(['10.1.0.0/16'], []))).toBe(
      refusal(`UpdateDirectConnectGatewayAssociation failed. ${associationId} is in state associating`),
    )
    world.pass(300)
    expect(world.refuses('UpdateDirectConnectGatewayAssociation', change([], ['10.7.0.0/16']))).toBe(
      refusal('Allowed prefix 10.7.0.0/16 does not exist.'),
    )
    const { directConnectGatewayAssociation: changed } = world.dx(
      'UpdateDirectConnectGatewayAssociation',
      change(['10.0.0.0/16', '10.1.0.0/16'], ['10.0.0.0/8']),
    )
    expect(changed).toMatchObject({
      associationState: 'updating',
      allowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16', '10.1.0.0/16'),
    })
    world.pass(300)
    expect(shown(world, associationId).associationState).toBe('associated')
  })
})

describe('associating a transit gateway', () => {
  it('attaches the Direct Connect gateway to it', () => {
    const world = linkWorld()
    const [gateway, tgw] = [world.gateway(), world.tgw(64600)] as const
    const made = associate(world, gateway, tgw, ['10.0.0.0/8'])
    expect(made).toMatchObject({ associatedGateway: { id: tgw, type: 'transitGateway' } })
    expect(made).not.toHaveProperty('virtualGatewayId')
    const attachment = () => {
      const [one] = world.ask('DescribeTransitGatewayAttachments').TransitGatewayAttachments!
      return [one!.TransitGatewayId, one!.ResourceType, one!.ResourceId, one!.State, one!.Association?.State]
    }
    expect(attachment()).toEqual([tgw, 'direct-connect-gateway', gateway, 'pending', undefined])
    world.pass(60)
    expect(attachment()).toEqual([tgw, 'direct-connect-gateway', gateway, 'available', 'associated'])
    expect(world.refused('DeleteTransitGateway', { TransitGatewayId: tgw })).toMatch(/^IncorrectState: /)
    world.dx('DeleteDirectConnectGatewayAssociation', { associationId: made.associationId! })
    world.pass(60)
    expect(attachment()[3]).toBe('deleted')
    world.ask('DeleteTransitGateway', { TransitGatewayId: tgw })
  })

  it('tells it what on-premises routers announce, while a session is up', () => {
    const world = linkWorld()
    const [gateway, tgw] = [world.gateway(), world.tgw(64600)] as const
    associate(world, gateway, tgw, ['10.0.0.0/8'])
    const vif = world.transitInterface({ directConnectGatewayId: gateway })
    world.pass(300)
    const table = world.ask('DescribeTransitGatewayRouteTables').TransitGatewayRouteTables![0]!
    const routes = () =>
      world
        .ask('SearchTransitGatewayRoutes', {
          TransitGatewayRouteTableId: table.TransitGatewayRouteTableId!,
          Filters: [{ Name: 'type', Values: ['propagated'] }],
        })
        .Routes!.map((one) => one.DestinationCidrBlock)
    world.announces(vif, ['192.168.0.0/16', '172.16.0.0/12'])
    expect(routes()).toEqual([])
    world.session(vif, true)
    expect(routes().sort()).toEqual(['172.16.0.0/12', '192.168.0.0/16'])
    world.announces(vif, ['192.168.0.0/16'])
    expect(routes()).toEqual(['192.168.0.0/16'])
    world.dx('DeleteVirtualInterface', { virtualInterfaceId: vif })
    expect(routes()).toEqual([])
  })

  it('is refused without prefixes, with the same ASN, and with prefixes that another one has', () => {
    const world = linkWorld()
    const gateway = world.gateway()
    const [one, two, same] = [world.tgw(64600), world.tgw(64601), world.tgw(64512)] as const
    const refuses = (gatewayId: string, cidrs: string[]) =>
      world.refuses('CreateDirectConnectGatewayAssociation', {
        directConnectGatewayId: gateway,
        gatewayId,
        addAllowedPrefixesToDirectConnectGateway: prefixes(...cidrs),
      })
    expect(refuses(one, [])).toBe(refusal('Allowed prefixes must be provided for a transit gateway.'))
    expect(refuses(same, ['10.0.0.0/8'])).toBe(
      refusal(`${same} and the Direct Connect Gateway must not have the same Amazon side ASN 64512.`),
    )
    associate(world, gateway, one, ['10.0.0.0/8'])
    expect(refuses(two, ['172.16.0.0/12', '10.1.0.0/16'])).toBe(
      refusal(`The allowed prefix 10.1.0.0/16 overlaps with 10.0.0.0/8 of ${one}.`),
    )
    const many = Array.from({ length: 201 }, (_, i) => `172.16.${i}.0/24`)
    expect(refuses(two, many)).toBe(refusal('The maximum number of allowed prefixes (200) is exceeded.'))
    associate(world, gateway, two, many.slice(1))
  })

  it('does not go together with virtual private gateways or private interfaces', () => {
    const world = linkWorld()
    const [left, right, third] = [world.gateway(), world.gateway(), world.gateway()] as const
    const [tgw, vgw] = [world.tgw(64600), world.vgw('10.0.0.0/16')] as const
    associate(world, left, tgw, ['10.0.0.0/8'])
    associate(world, right, vgw)
    world.privateInterface({ directConnectGatewayId: third })
    const refuses = (directConnectGatewayId: string, gatewayId: string) =>
      world.refuses('CreateDirectConnectGatewayAssociation', {
        directConnectGatewayId,
        gatewayId,
        addAllowedPrefixesToDirectConnectGateway: prefixes('172.16.0.0/12'),
      })
    expect(refuses(left, vgw)).toBe(
      refusal(`Direct Connect Gateway ${left} is associated with a transit gateway.`),
    )
    expect(refuses(right, tgw)).toBe(
      refusal(`Direct Connect Gateway ${right} is associated with a virtual private gateway.`),
    )
    expect(refuses(third, tgw)).toBe(
      refusal(`Direct Connect Gateway ${third} is attached to a private virtual interface.`),
    )
  })
})

describe('looking at associations', () => {
  it('wants to know whose', () => {
    const world = linkWorld()
    const [gateway, vgw] = [world.gateway(), world.vgw('10.0.0.0/16')] as const
    const { associationId } = associate(world, gateway, vgw)
    const found = (input: object) =>
      world
        .dx('DescribeDirectConnectGatewayAssociations', input)
        .directConnectGatewayAssociations!.map((one) => one.associationId)
    for (const input of [
      { associationId },
      { associatedGatewayId: vgw },
      { virtualGatewayId: vgw },
      { directConnectGatewayId: gateway },
      { directConnectGatewayId: gateway, associatedGatewayId: vgw },
    ]) {
      expect(found(input)).toEqual([associationId])
    }
    expect(found({ directConnectGatewayId: world.gateway(), associatedGatewayId: vgw })).toEqual([])
    expect(world.refuses('DescribeDirectConnectGatewayAssociations')).toMatch(/must be provided\.$/)
  })
})

describe('a proposal from another account', () => {
  const them = { account: otherAccount }

  function proposed(world: LinkWorld, cidrs: string[], where: object = them) {
    const gateway = world.gateway()
    const vgw = world.vgw('10.0.0.0/16', where)
    const propose = (add: string[], remove: string[] = []) =>
      world.dx(
        'CreateDirectConnectGatewayAssociationProposal',
        {
          directConnectGatewayId: gateway,
          directConnectGatewayOwnerAccount: account,
          gatewayId: vgw,
          addAllowedPrefixesToDirectConnectGateway: prefixes(...add),
          removeAllowedPrefixesToDirectConnectGateway: prefixes(...remove),
        },
        where,
      ).directConnectGatewayAssociationProposal!
    const proposal = propose(cidrs)
    const word = (proposalId = proposal.proposalId!) => ({
      directConnectGatewayId: gateway,
      proposalId,
      associatedGatewayOwnerAccount: otherAccount,
    })
    return { gateway, vgw, proposal, propose, word }
  }

  it('is seen by both, and accepted by the owner of the Direct Connect gateway', () => {
    const world = linkWorld()
    const { gateway, vgw, proposal, word } = proposed(world, ['10.0.0.0/8'])
    expect(proposal).toMatchObject({
      directConnectGatewayId: gateway,
      directConnectGatewayOwnerAccount: account,
      proposalState: 'requested',
      associatedGateway: { id: vgw, ownerAccount: otherAccount },
      existingAllowedPrefixesToDirectConnectGateway: [],
      requestedAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/8'),
    })
    const seen = (where?: object) =>
      world.dx('DescribeDirectConnectGatewayAssociationProposals', {}, where)
        .directConnectGatewayAssociationProposals
    expect([seen(), seen(them)]).toEqual([[proposal], [proposal]])
    const name = 'AcceptDirectConnectGatewayAssociationProposal'
    expect(world.refuses(name, word(), them)).toBe(
      refusal(`Direct Connect Gateway Association Proposal ${proposal.proposalId} does not exist.`),
    )
    const accepted = world.dx(name, word()).directConnectGatewayAssociation!
    expect(accepted).toMatchObject({
      associationState: 'associating',
      directConnectGatewayOwnerAccount: account,
      virtualGatewayOwnerAccount: otherAccount,
      allowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/8'),
    })
    expect(shown(world, accepted.associationId!, them)).toEqual(accepted)
    expect(world.refuses(name, word())).toBe(
      refusal(`Direct Connect Gateway Association Proposal ${proposal.proposalId} is in state accepted`),
    )
  })

  it('may be accepted with other prefixes, and asks for a change later', () => {
    const world = linkWorld()
    const { propose, word } = proposed(world, ['10.0.0.0/8'])
    const name = 'AcceptDirectConnectGatewayAssociationProposal'
    const { directConnectGatewayAssociation: first } = world.dx(name, {
      ...word(),
      overrideAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/12'),
    })
    expect(first!.allowedPrefixesToDirectConnectGateway).toEqual(prefixes('10.0.0.0/12'))
    world.pass(300)
    const second = propose(['10.64.0.0/12'], ['10.0.0.0/12'])
    expect(second).toMatchObject({
      existingAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/12'),
      requestedAllowedPrefixesToDirectConnectGateway: prefixes('10.64.0.0/12'),
    })
    expect(world.dx(name, word(second.proposalId)).directConnectGatewayAssociation).toMatchObject({
      associationId: first!.associationId,
      associationState: 'updating',
      allowedPrefixesToDirectConnectGateway: prefixes('10.64.0.0/12'),
    })
  })

  it('is accepted in the Region of what it proposes', () => {
    const world = linkWorld()
    const west = { region: 'us-west-2' }
    const { proposal, word } = proposed(world, [], { ...them, ...west })
    const name = 'AcceptDirectConnectGatewayAssociationProposal'
    expect(world.refuses(name, word())).toBe(
      refusal(
        `The Virtual Gateway in the Direct Connect Gateway Association Proposal ${proposal.proposalId} is not found`,
      ),
    )
    const { directConnectGatewayAssociation } = world.dx(name, word(), west)
    expect(directConnectGatewayAssociation!.allowedPrefixesToDirectConnectGateway).toEqual(
      prefixes('10.0.0.0/16'),
    )
  })

  it('is withdrawn by deleting it', () => {
    const world = linkWorld()
    const { proposal, word } = proposed(world, [])
    const { proposalId = '' } = proposal
    const ended = world.dx('DeleteDirectConnectGatewayAssociationProposal', { proposalId }, them)
    expect(ended.directConnectGatewayAssociationProposal!.proposalState).toBe('deleted')
    expect(world.refuses('AcceptDirectConnectGatewayAssociationProposal', word())).toBe(
      refusal(`Direct Connect Gateway Association Proposal ${proposalId} is in state deleted`),
    )
  })

  it('is the only way: neither owner can associate alone, either can end it', () => {
    const world = linkWorld()
    const { gateway, vgw, word } = proposed(world, [])
    const asked = { directConnectGatewayId: gateway, gatewayId: vgw }
    expect(world.refuses('CreateDirectConnectGatewayAssociation', asked)).toBe(
      refusal(`The VirtualGateway ${vgw} does not exist.`),
    )
    expect(world.refuses('CreateDirectConnectGatewayAssociation', asked, them)).toBe(
      refusal(`Direct Connect Gateway ${gateway} does not exist.`),
    )
    const { directConnectGatewayAssociation } = world.dx(
      'AcceptDirectConnectGatewayAssociationProposal',
      word(),
    )
    const { associationId = '' } = directConnectGatewayAssociation!
    world.pass(300)
    expect(world.refuses('UpdateDirectConnectGatewayAssociation', { associationId }, them)).toBe(
      refusal(`Only the owner of the Direct Connect Gateway can update association ${associationId}.`),
    )
    world.dx('DeleteDirectConnectGatewayAssociation', { associationId }, them)
    expect(shown(world, associationId).associationState).toBe('disassociating')
  })

  it('must name the owner of the Direct Connect gateway', () => {
    const world = linkWorld()
    const gateway = world.gateway()
    const asked = {
      directConnectGatewayId: gateway,
      directConnectGatewayOwnerAccount: otherAccount,
      gatewayId: world.vgw('10.0.0.0/16', them),
    }
    expect(world.refuses('CreateDirectConnectGatewayAssociationProposal', asked, them)).toBe(
      refusal(`Direct Connect Gateway ${gateway} does not exist.`),
    )
  })
})
