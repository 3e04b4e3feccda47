import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Prefix, prefixesOverlap } from '../../kernel/address.ts'
import type { Held, Scope } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { due } from '../operation.ts'
import { doesNotExist } from './errors.ts'
import { ipv4BlocksOf, ipv6BlocksOf, vpcs } from './vpcs.ts'

// The owner of a connection's record is whoever asked for it; the other end sees it as a guest.

export type PeeringConnection = Held<Ec2.VpcPeeringConnection>

const inForce: readonly (string | undefined)[] = ['provisioning', 'active']

export const isInForce = ({ record }: PeeringConnection): boolean => inForce.includes(record.Status?.Code)

export const peeringConnections = family<Ec2.VpcPeeringConnection>({
  service: 'ec2',
  resource: 'vpc-peering-connection',
  id: 'VpcPeeringConnectionId',
  prefix: 'pcx',
  missing: doesNotExist('InvalidVpcPeeringConnectionId.NotFound', 'vpcPeeringConnection'),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    vpc: { to: 'ec2:vpc', read: (held) => (isInForce(held) ? vpcIdsOf(held) : undefined) },
  },
  indexes: {
    pair: (held) => pairOf(...vpcIdsOf(held)),
    pending: ({ account, record }) => (record.Status?.Code === 'pending-acceptance' ? account : undefined),
  },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:vpc-peering-connection/${record.VpcPeeringConnectionId}`,
  view: (held, ctx) => ({
    ...held.record,
    AccepterVpcInfo: viewSide(ctx, held, held.record.AccepterVpcInfo),
    RequesterVpcInfo: viewSide(ctx, held, held.record.RequesterVpcInfo),
  }),
  filters: {
    'accepter-vpc-info.cidr-block': (held, ctx) => cidrsOf(viewSide(ctx, held, held.record.AccepterVpcInfo)),
    'accepter-vpc-info.owner-id': ({ record }) => record.AccepterVpcInfo?.OwnerId,
    'accepter-vpc-info.vpc-id': ({ record }) => record.AccepterVpcInfo?.VpcId,
    'expiration-time': ({ record }) => record.ExpirationTime,
    'requester-vpc-info.cidr-block': (held, ctx) =>
      cidrsOf(viewSide(ctx, held, held.record.RequesterVpcInfo)),
    'requester-vpc-info.owner-id': ({ record }) => record.RequesterVpcInfo?.OwnerId,
    'requester-vpc-info.vpc-id': ({ record }) => record.RequesterVpcInfo?.VpcId,
    'status-code': ({ record }) => record.Status?.Code,
    'status-message': ({ record }) => record.Status?.Message,
    'vpc-peering-connection-id': ({ record }) => record.VpcPeeringConnectionId,
  },
})

export const describeVpcPeeringConnections = describe(
  'ec2',
  'DescribeVpcPeeringConnections',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcPeeringConnections' },
  peeringConnections,
  { ids: 'VpcPeeringConnectionIds', list: 'VpcPeeringConnections' },
)

export function vpcIdsOf({ record }: PeeringConnection): [string, string] {
  return [record.RequesterVpcInfo?.VpcId ?? '', record.AccepterVpcInfo?.VpcId ?? '']
}

const pairOf = (a: string, b: string): string => [a, b].sort().join('/')

/** Every connection, of whatever status, between two VPCs. */
export const peeringsBetween = (ctx: Pick<Context, 'store'>, a: string, b: string): PeeringConnection[] =>
  peeringConnections.by(ctx, 'pair', pairOf(a, b))

/** The connections of a VPC that carry traffic or are about to. */
export const peeringsInForce = (ctx: Pick<Context, 'store'>, vpcId: string): PeeringConnection[] =>
  peeringConnections.by(ctx, 'vpc', vpcId)

/** Where the end of a connection is. */
export const scopeOf = (side: Ec2.VpcPeeringConnectionVpcInfo | undefined): Scope => ({
  account: side?.OwnerId ?? '',
  region: side?.Region ?? '',
})

export const isAt = (ctx: Scope, side: Ec2.VpcPeeringConnectionVpcInfo | undefined): boolean =>
  side?.OwnerId === ctx.account && side.Region === ctx.region

// A connection in force tells the CIDR blocks that its VPCs have now; any other the ones that it knew.
function viewSide(
  ctx: Pick<Context, 'store'>,
  held: PeeringConnection,
  side: Ec2.VpcPeeringConnectionVpcInfo | undefined,
): Ec2.VpcPeeringConnectionVpcInfo | undefined {
  const vpc = isInForce(held) ? vpcs.get(ctx, side?.VpcId ?? '')?.record : undefined
  return vpc && side ? { ...side, ...blocksOf(vpc) } : side
}

const cidrsOf = (side: Ec2.VpcPeeringConnectionVpcInfo | undefined): string[] =>
  (side?.CidrBlockSet ?? []).map(({ CidrBlock = '' }) => CidrBlock)

/** The CIDR blocks of a VPC as a peering connection lists them. */
export function blocksOf(vpc: Ec2.Vpc): Partial<Ec2.VpcPeeringConnectionVpcInfo> {
  const ipv4 = (vpc.CidrBlockAssociationSet ?? []).filter(
    ({ CidrBlockState }) => CidrBlockState?.State === 'associated',
  )
  const ipv6 = (vpc.Ipv6CidrBlockAssociationSet ?? []).filter(
    ({ Ipv6CidrBlockState }) => Ipv6CidrBlockState?.State === 'associated',
  )
  return {
    CidrBlock: vpc.CidrBlock,
    ...(ipv6.length && { Ipv6CidrBlockSet: ipv6.map(({ Ipv6CidrBlock }) => ({ Ipv6CidrBlock })) }),
    CidrBlockSet: ipv4.map(({ CidrBlock }) => ({ CidrBlock })),
  }
}

/** Whether any block of one VPC has an address in common with a block of the other. */
export function vpcsOverlap(a: Ec2.Vpc, b: Ec2.Vpc): boolean {
  const blocks: Prefix[] = [...ipv4BlocksOf(b), ...ipv6BlocksOf(b)]
  return [...ipv4BlocksOf(a), ...ipv6BlocksOf(a)].some((one) =>
    blocks.some((other) => prefixesOverlap(one, other)),
  )
}

/** Gives a connection a new status; only a request that nobody has answered has a time to expire at. */
export function setStatus(
  ctx: Pick<Context, 'store'>,
  held: PeeringConnection,
  Code: Ec2.VpcPeeringConnectionStateReasonCode,
  Message: string,
  more: Partial<Ec2.VpcPeeringConnection> = {},
): PeeringConnection {
  const { ExpirationTime: _, ...record } = { ...held.record, ...more, Status: { Code, Message } }
  return ctx.store.put(peeringConnections.table, { ...held, record })
}

// Peering guide, vpc-peering-basics, "Lifecycle": for how long each side still sees a connection that came to an end.

/** Plans that one end stops to see the connection. */
export function hideFrom(
  ctx: Context,
  id: string,
  { account, region }: Scope,
  when: 'peering-hidden-early' | 'peering-hidden-late',
): void {
  ctx.after(when, 'peering-hidden', { id, account, region })
}

export const peeringHidden = due<{ id: string; account: string; region: string }>(
  'peering-hidden',
  ({ id, account, region }, ctx) => {
    const held = peeringConnections.get(ctx, id)
    if (!held) return
    const { guests = [] } = held
    const isOwner = held.account === account && held.region === region
    const [heir, ...others] = guests
    if (!isOwner) peeringConnections.dismiss(ctx, held, { account, region })
    else if (!heir) peeringConnections.remove(ctx, held)
    else {
      // The record passes to the end that still sees it, with the tags of that end.
      const record = { ...held.record, Tags: heir.tags ?? [] }
      ctx.store.put(peeringConnections.table, {
        ...held,
        account: heir.account,
        region: heir.region,
        record,
        guests: others,
      })
    }
  },
)
