import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Held, type Scope, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'

// An account that a transit gateway is shared with sees it as a guest: `transitGateways.admit(…)`.

export type TransitGateway = Held<Ec2.TransitGateway>

/** What the operations of transit gateways say of a resource that is gone. Observed: unlike the rest of EC2. */
export const wasDeleted = (code: string, noun: string) => (id: string) =>
  new AwsError(code, `${noun} ${id} was deleted or does not exist.`)

export const inInvalidState = (id: string) => new AwsError('IncorrectState', `${id} is in invalid state`)

const missingGateway = wasDeleted('InvalidTransitGatewayID.NotFound', 'Transit Gateway')

export const transitGateways = family<Ec2.TransitGateway>({
  service: 'ec2',
  resource: 'transit-gateway',
  id: 'TransitGatewayId',
  prefix: 'tgw',
  missing: missingGateway,
  tags: { member: 'Tags', whenEmpty: 'listed' },
  indexes: { alive: (held) => (held.record.State === 'deleted' ? undefined : scopeKey(held)) },
  quota: {
    id: 'tgws-per-account',
    per: 'alive',
    error: (limit) =>
      new AwsError(
        'TransitGatewayLimitExceeded',
        `You have reached the maximum number of transit gateways: ${limit}.`,
      ),
  },
  arn: ({ record }) => record.TransitGatewayArn ?? '',
  filters: {
    'options.propagation-default-route-table-id': ({ record }) =>
      record.Options?.PropagationDefaultRouteTableId,
    'options.amazon-side-asn': ({ record }) => record.Options?.AmazonSideAsn,
    'options.association-default-route-table-id': ({ record }) =>
      record.Options?.AssociationDefaultRouteTableId,
    'options.auto-accept-shared-attachments': ({ record }) => record.Options?.AutoAcceptSharedAttachments,
    'options.default-route-table-association': ({ record }) => record.Options?.DefaultRouteTableAssociation,
    'options.default-route-table-propagation': ({ record }) => record.Options?.DefaultRouteTablePropagation,
    'options.dns-support': ({ record }) => record.Options?.DnsSupport,
    'options.vpn-ecmp-support': ({ record }) => record.Options?.VpnEcmpSupport,
    'owner-id': ({ record }) => record.OwnerId,
    state: ({ record }) => record.State,
    'transit-gateway-id': ({ record }) => record.TransitGatewayId,
  },
})

export const describeTransitGateways = describe(
  'ec2',
  'DescribeTransitGateways',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeTransitGateways' },
  transitGateways,
  { ids: 'TransitGatewayIds', list: 'TransitGateways' },
)

/** A gateway of the caller's, or one that is shared with the caller, which has not been deleted. */
export function requireGateway(ctx: Context, id: string): TransitGateway {
  const gateway = transitGateways.require(ctx, id)
  if (gateway.record.State === 'deleted') throw missingGateway(id)
  return gateway
}

/** A gateway that is ready to be used. */
export function requireReadyGateway(ctx: Context, id: string): TransitGateway {
  const gateway = requireGateway(ctx, id)
  const { State } = gateway.record
  if (State === 'available' || State === 'modifying') return gateway
  throw inInvalidState(id)
}

/** A gateway that the caller may change: transit gateway guide, tgw-transit-gateways, only the owner does. */
export function requireOwnGateway(ctx: Context, id: string): TransitGateway {
  const gateway = requireGateway(ctx, id)
  requireOwner(ctx, gateway)
  return gateway
}

/** Refuses what only the owner of a shared resource may do. */
export function requireOwner(ctx: Scope, held: Scope): void {
  if (held.account === ctx.account) return
  throw new AwsError('UnauthorizedOperation', 'You are not authorized to perform this operation.', 403)
}

/** A record as the answer to its creation prints it: tags only when there are any. */
export function asCreated<A extends { readonly Tags?: readonly Ec2.Tag[] }>(record: A): A {
  if (record.Tags?.length) return record
  const { Tags: _, ...untagged } = record
  return untagged as A
}
