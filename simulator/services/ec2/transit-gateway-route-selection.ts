import type { Ec2 } from '../../api/generated/types.d.ts'
import { canonicalCidr } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { findPrefixList, prefixListEntries } from './prefix-lists.ts'
import { type Attachment, isAlive, transitGatewayAttachments } from './transit-gateway-attachments.ts'
import { propagationsOfTable } from './transit-gateway-links.ts'
import { type TransitGatewayRouteTable, transitGatewayRouteTables } from './transit-gateway-route-tables.ts'
import { type StaticRoute, staticRoutesOf } from './transit-gateway-static-routes.ts'
import { transitGateways } from './transit-gateways.ts'
import { vpcs } from './vpcs.ts'

/** A route of a transit gateway's table, with what it goes by. */
export interface TransitRoute {
  readonly cidr: string
  readonly type: 'static' | 'propagated'
  readonly state: 'active' | 'blackhole'
  /** The prefix list that the route came by. */
  readonly prefixList?: string
  /** Several where a gateway balances over VPN connections of equal cost; none for a blackhole. */
  readonly attachments: readonly string[]
}

/**
 * The routes that a table of a transit gateway goes by at this moment: of several for the same destination the best
 * one, in the order of the transit gateway guide, how-transit-gateways-work, "Route evaluation order".
 */
export function routesOfTable(ctx: Pick<Context, 'store'>, table: TransitGatewayRouteTable): TransitRoute[] {
  const best = new Map<string, TransitRoute & { readonly rank: number }>()
  for (const route of candidatesOf(ctx, table)) {
    const before = best.get(route.cidr)
    if (!before || route.rank < before.rank) best.set(route.cidr, route)
    else if (route.rank === before.rank && balances(ctx, table, route.rank)) {
      best.set(route.cidr, { ...before, attachments: [...before.attachments, ...route.attachments] })
    }
  }
  return [...best.values()].map(({ rank: _, ...route }) => route)
}

type Candidate = TransitRoute & { readonly rank: number }

const ranks = {
  static: 0,
  prefixList: 1,
  vpc: 2,
  'direct-connect-gateway': 3,
  connect: 4,
  'private-vpn': 5,
  vpn: 6,
} as const

const balanced: readonly number[] = [ranks.connect, ranks['private-vpn'], ranks.vpn]

// Transit gateway guide, how-transit-gateways-work: of two VPCs with the same block only the first is propagated;
// connections that speak BGP share the traffic.
function balances(ctx: Pick<Context, 'store'>, table: TransitGatewayRouteTable, rank: number): boolean {
  const gateway = transitGateways.get(ctx, table.record.TransitGatewayId ?? '')
  return balanced.includes(rank) && gateway?.record.Options?.VpnEcmpSupport === 'enable'
}

function candidatesOf(ctx: Pick<Context, 'store'>, table: TransitGatewayRouteTable): Candidate[] {
  const id = transitGatewayRouteTables.idOf(table)
  return [
    ...staticRoutesOf(ctx.store, id).map((route) => staticCandidate(ctx, route)),
    ...(table.side.prefixLists ?? []).flatMap((reference) => listCandidates(ctx, table, reference)),
    ...propagationsOfTable(ctx.store, id).flatMap(({ attachment }) => propagatedCandidates(ctx, attachment)),
  ]
}

const staticCandidate = (ctx: Pick<Context, 'store'>, { cidr, attachment }: StaticRoute): Candidate => ({
  cidr,
  type: 'static',
  state: leadsSomewhere(ctx, attachment) ? 'active' : 'blackhole',
  attachments: attachment === undefined ? [] : [attachment],
  rank: ranks.static,
})

function leadsSomewhere(ctx: Pick<Context, 'store'>, attachment: string | undefined): boolean {
  const state = attachment && transitGatewayAttachments.get(ctx, attachment)?.record.State
  return state === 'available' || state === 'modifying'
}

function listCandidates(
  ctx: Pick<Context, 'store'>,
  { region }: TransitGatewayRouteTable,
  reference: Ec2.TransitGatewayPrefixListReference,
): Candidate[] {
  const list = findPrefixList(ctx, region, reference.PrefixListId ?? '')
  const attachment = reference.TransitGatewayAttachment?.TransitGatewayAttachmentId
  return ((list && prefixListEntries(list)) ?? []).map(({ Cidr = '' }) => ({
    cidr: canonicalCidr(Cidr) ?? Cidr,
    type: 'static',
    state: leadsSomewhere(ctx, attachment) ? 'active' : 'blackhole',
    ...(reference.PrefixListId !== undefined && { prefixList: reference.PrefixListId }),
    attachments: attachment === undefined ? [] : [attachment],
    rank: ranks.prefixList,
  }))
}

function propagatedCandidates(ctx: Pick<Context, 'store'>, id: string): Candidate[] {
  const attachment = transitGatewayAttachments.get(ctx, id)
  if (!attachment || !leadsSomewhere(ctx, id)) return []
  const rank = ranks[(attachment.record.ResourceType ?? '') as keyof typeof ranks] ?? ranks.vpn
  return cidrsBehind(ctx, attachment).map((cidr) => ({
    cidr,
    type: 'propagated',
    state: 'active',
    attachments: [id],
    rank,
  }))
}

/** The CIDR blocks that an attachment brings to the tables that it propagates to. */
function cidrsBehind(ctx: Pick<Context, 'store'>, attachment: Attachment): string[] {
  const { ResourceType, ResourceId = '' } = attachment.record
  if (!isAlive(attachment)) return []
  if (ResourceType === 'vpc') {
    return cidrsOfVpc(ctx, ResourceId, attachment.side.vpc?.options.Ipv6Support === 'enable')
  }
  return [...(attachment.side.learned ?? [])]
}

function cidrsOfVpc(ctx: Pick<Context, 'store'>, id: string, withIpv6: boolean): string[] {
  const { CidrBlockAssociationSet = [], Ipv6CidrBlockAssociationSet = [] } = vpcs.get(ctx, id)?.record ?? {}
  const ipv4 = CidrBlockAssociationSet.filter((one) => one.CidrBlockState?.State === 'associated')
  const ipv6 = Ipv6CidrBlockAssociationSet.filter((one) => one.Ipv6CidrBlockState?.State === 'associated')
  return [
    ...ipv4.map(({ CidrBlock = '' }) => CidrBlock),
    ...(withIpv6 ? ipv6.map(({ Ipv6CidrBlock = '' }) => Ipv6CidrBlock) : []),
  ]
}
