import type { Directconnect, Ec2 } from '../../api/generated/types.d.ts'
import { overlap } from '../../kernel/address.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { transitGateways } from '../ec2/transit-gateways.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { vpnGateways } from '../ec2/vpn-gateways.ts'
import { associationsOfAssociated, associationsOfGateway } from './associations.ts'
import { noSuchTransitGateway, noSuchVirtualGateway, refused } from './errors.ts'
import { requireOneKind } from './interface-targets.ts'

// The virtual private gateways and transit gateways that a Direct Connect gateway leads to.

export type AssociatedGateway = Required<Directconnect.AssociatedGateway>

/** A gateway that an account owns in the Region of the request. */
export function requireAssociated(ctx: Context, id: string, owner = ctx.account): AssociatedGateway {
  const isTransit = id.startsWith('tgw-')
  const state = isTransit ? ownTransitGateway(ctx, id, owner) : ownVpnGateway(ctx, id, owner)
  if (state === undefined) throw isTransit ? noSuchTransitGateway(id) : noSuchVirtualGateway(id)
  return {
    id,
    type: isTransit ? 'transitGateway' : 'virtualPrivateGateway',
    ownerAccount: owner,
    region: ctx.region,
  }
}

const isThere = (held: Held<object> | undefined, { region }: Context, owner: string) =>
  held?.account === owner && held.region === region

function ownTransitGateway(ctx: Context, id: string, owner: string): string | undefined {
  const held = transitGateways.get(ctx, id)
  const state = held?.record.State
  return isThere(held, ctx, owner) && state !== 'deleted' && state !== 'deleting' ? state : undefined
}

function ownVpnGateway(ctx: Context, id: string, owner: string): string | undefined {
  const held = vpnGateways.get(ctx, id)
  const state = held?.record.State
  return isThere(held, ctx, owner) && state !== 'deleted' ? state : undefined
}

/** Refuses what cannot be associated with a Direct Connect gateway. */
export function requireAssociable(
  ctx: Context,
  gateway: { readonly id: string; readonly amazonSideAsn: number },
  associated: AssociatedGateway,
): void {
  const isTransit = associated.type === 'transitGateway'
  requireOneKind(ctx, gateway.id, isTransit ? 'transit' : 'private')
  const siblings = associationsOfGateway(ctx, gateway.id)
  const limit = ctx.limit(isTransit ? 'tgws-per-dxgw' : 'vgws-per-dxgw')
  if (siblings.length >= limit) {
    throw refused(
      `The maximum number of associations (${limit}) of Direct Connect Gateway ${gateway.id} has been reached.`,
    )
  }
  const others = associationsOfAssociated(ctx, associated.id)
  if (others.some(({ record }) => record.directConnectGatewayId === gateway.id)) {
    throw refused(`${associated.id} is already associated with Direct Connect Gateway ${gateway.id}.`)
  }
  if (isTransit) requireTransit(ctx, gateway.amazonSideAsn, associated.id, others.length)
  else requireVirtual(ctx, gateway.id, associated.id, others.length)
}

function requireTransit(ctx: Context, amazonSideAsn: number, id: string, others: number): void {
  const limit = ctx.limit('dxgws-per-tgw')
  if (others >= limit) {
    throw refused(`The maximum number of Direct Connect Gateways (${limit}) of ${id} has been reached.`)
  }
  const transit = transitGateways.get(ctx, id)
  if (transit?.record.State !== 'available') throw refused(`${id} is in state ${transit?.record.State}`)
  // API reference, CreateTransitVirtualInterface: "the Autonomous System Number (ASN) … must be different".
  if (transit.record.Options?.AmazonSideAsn === amazonSideAsn) {
    throw refused(
      `${id} and the Direct Connect Gateway must not have the same Amazon side ASN ${amazonSideAsn}.`,
    )
  }
}

// API reference, CreateDirectConnectGatewayAssociation: "The virtual private gateway must be attached to a VPC and must
// not be associated with another Direct Connect gateway." Guide, direct-connect-gateways-intro: no overlapping VPCs.
function requireVirtual(ctx: Context, gateway: string, id: string, others: number): void {
  if (others) throw refused(`${id} is already associated with another Direct Connect Gateway.`)
  const blocks = blocksBehind(ctx, id)
  if (!blocks.length) throw refused(`The VirtualGateway ${id} is not attached to a VPC.`)
  for (const { record } of associationsOfGateway(ctx, gateway)) {
    const other = record.virtualGatewayId ?? ''
    for (const block of blocksBehind(ctx, other)) {
      const clash = blocks.find((own) => overlap(own, block))
      if (clash) throw refused(`The CIDR ${clash} of ${id} overlaps with ${block} of ${other}.`)
    }
  }
}

/** The CIDR blocks of the VPC that a virtual private gateway is attached to. */
export function blocksBehind(ctx: Pick<Context, 'store'>, id: string): string[] {
  const attachment = vpnGateways
    .get(ctx, id)
    ?.record.VpcAttachments?.find(({ State }) => State === 'attached' || State === 'attaching')
  const vpc = attachment?.VpcId === undefined ? undefined : vpcs.get(ctx, attachment.VpcId)
  return vpc ? [...ipv4Blocks(vpc.record), ...ipv6Blocks(vpc.record)] : []
}

const ipv4Blocks = ({ CidrBlockAssociationSet = [] }: Ec2.Vpc): string[] =>
  CidrBlockAssociationSet.filter((one) => one.CidrBlockState?.State === 'associated').flatMap(
    (one) => one.CidrBlock ?? [],
  )

const ipv6Blocks = ({ Ipv6CidrBlockAssociationSet = [] }: Ec2.Vpc): string[] =>
  Ipv6CidrBlockAssociationSet.filter((one) => one.Ipv6CidrBlockState?.State === 'associated').flatMap(
    (one) => one.Ipv6CidrBlock ?? [],
  )
