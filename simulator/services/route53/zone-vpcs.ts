import { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { domainKey, vpcEndpoints } from '../ec2/vpc-endpoints.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { operation } from '../operation.ts'
import { submitChange } from './changes.ts'
import { bareId, invalidInput } from './errors.ts'
import {
  type HostedZone,
  hostedZones,
  isPrivate,
  noSuchZone,
  requireZone,
  vpcKey,
  zoneKey,
  zonesForVpc,
} from './hosted-zones.ts'
import { pageFrom, pageSize } from './listing.ts'

// Which VPCs a private zone answers in, and who may say so.

const guide = 'Route 53 guide, hosted-zone-private-associate-vpcs-different-accounts'

interface NamedVpc {
  readonly vpc: Route53.VPC
  readonly account: string
}

/** The VPC that a request names, whoever owns it. */
export function requireVpc(ctx: Context, { VPCId, VPCRegion }: Route53.VPC): NamedVpc {
  if (VPCId === undefined || VPCRegion === undefined) {
    throw new AwsError('InvalidVPCId', 'Invalid or missing VPC Id.')
  }
  const vpc = { VPCRegion, VPCId }
  const held = vpcs.get(ctx, VPCId)
  if (!held || held.region !== VPCRegion) throw vpcNotAuthorized(vpc)
  return { vpc, account: held.account }
}

export const vpcNotAuthorized = ({ VPCId, VPCRegion }: Route53.VPC) =>
  new AwsError(
    'InvalidVPCId',
    `The VPC: ${VPCId} in region ${VPCRegion} that you provided is not authorized to make the association.`,
  )

/** One VPC cannot see two zones of one name. */
export function refuseConflict(ctx: Context, vpc: Route53.VPC, name: string): void {
  const [other] = hostedZones.by(ctx, 'vpc-name', `${vpcKey(vpc)}/${name}`)
  const otherId = other ? bareId(hostedZones.idOf(other)) : hiddenZone(ctx, vpc, name)
  if (otherId === undefined) return
  throw new AwsError(
    'ConflictingDomainExists',
    `The VPC ${vpc.VPCId} in region ${vpc.VPCRegion} has already been associated with the hosted zone ` +
      `${otherId} with the same domain name.`,
  )
}

/** The id of the zone in which an endpoint of the VPC keeps its private names, if it has one of that name. */
function hiddenZone(ctx: Context, { VPCId }: Route53.VPC, name: string): string | undefined {
  const domain = name.slice(0, -1)
  const [endpoint] = vpcEndpoints.by(ctx, 'private-domain', domainKey(VPCId, domain))
  return endpoint?.side.hiddenZones[domain]
}

const has = (list: readonly Route53.VPC[], vpc: Route53.VPC) =>
  list.some((one) => vpcKey(one) === vpcKey(vpc))
const without = (list: readonly Route53.VPC[], vpc: Route53.VPC) =>
  list.filter((one) => vpcKey(one) !== vpcKey(vpc))

export const associateVpcWithHostedZone = operation(
  'route53',
  'AssociateVPCWithHostedZone',
  { fidelity: 'exact', source: guide },
  ({ HostedZoneId, VPC, Comment }, ctx) => {
    const zone = requireAnyonesZone(ctx, HostedZoneId)
    if (!isPrivate(zone)) throw publicZone()
    const { vpc, account } = requireVpc(ctx, VPC)
    requirePermission(ctx, zone, vpc, account)
    refuseConflict(ctx, vpc, zone.record.Name ?? '')
    const limit = ctx.limit('vpcs-per-private-hosted-zone')
    if (zone.side.vpcs.length >= limit) {
      throw new AwsError(
        'LimitsExceeded',
        'Limits Exceeded: MAX_VPCS_ASSOCIATED_BY_ZONE - Cannot associate more VPCs with the hosted zone.',
      )
    }
    hostedZones.update(ctx, zone, {}, { vpcs: [...zone.side.vpcs, vpc] })
    return { ChangeInfo: submitChange(ctx, Comment) }
  },
)

/** The zone of that id, whoever owns it. */
function requireAnyonesZone(ctx: Context, id: string): HostedZone {
  const zone = hostedZones.get(ctx, zoneKey(bareId(id)))
  if (zone) return zone
  throw noSuchZone(bareId(id))
}

const publicZone = () =>
  new AwsError(
    'PublicZoneVPCAssociation',
    "You're trying to associate a VPC with a public hosted zone. Amazon Route 53 doesn't support associating a VPC with a public hosted zone.",
  )

// Who owns both needs to ask nobody. Between accounts it is the VPC's owner who associates, once the zone's owner has
// allowed it.
function requirePermission(ctx: Context, zone: HostedZone, vpc: Route53.VPC, owner: string): void {
  const ownsZone = zone.account === ctx.account
  if (owner === ctx.account && (ownsZone || has(zone.side.authorized, vpc))) return
  throw new AwsError(
    'NotAuthorizedException',
    `The VPC: ${vpc.VPCId} has not authorized to associate with your hosted zone.`,
    401,
  )
}

export const disassociateVpcFromHostedZone = operation(
  'route53',
  'DisassociateVPCFromHostedZone',
  { fidelity: 'exact', source: 'Route 53 API reference, DisassociateVPCFromHostedZone' },
  ({ HostedZoneId, VPC, Comment }, ctx) => {
    const zone = requireAnyonesZone(ctx, HostedZoneId)
    // Either owner can end the association.
    if (zone.account !== ctx.account && vpcs.get(ctx, VPC.VPCId ?? '')?.account !== ctx.account) {
      throw noSuchZone(bareId(HostedZoneId))
    }
    if (!has(zone.side.vpcs, VPC)) {
      throw new AwsError(
        'VPCAssociationNotFound',
        'The specified VPC and hosted zone are not currently associated.',
        404,
      )
    }
    const left = without(zone.side.vpcs, VPC)
    if (!left.length) {
      throw new AwsError(
        'LastVPCAssociation',
        "The VPC that you're trying to disassociate from the private hosted zone is the last VPC that is associated with the hosted zone. Amazon Route 53 doesn't support disassociating the last VPC from a hosted zone.",
      )
    }
    hostedZones.update(ctx, zone, {}, { vpcs: left })
    return { ChangeInfo: submitChange(ctx, Comment) }
  },
)

export const createVpcAssociationAuthorization = operation(
  'route53',
  'CreateVPCAssociationAuthorization',
  { fidelity: 'exact', source: guide },
  ({ HostedZoneId, VPC }, ctx) => {
    const zone = requirePrivateZone(ctx, HostedZoneId)
    const { vpc } = requireVpc(ctx, VPC)
    const { authorized } = zone.side
    if (!has(authorized, vpc)) {
      if (authorized.length >= ctx.limit('vpc-association-authorizations-per-zone')) {
        throw new AwsError(
          'TooManyVPCAssociationAuthorizations',
          "You've created the maximum number of authorizations that can be created for the specified hosted zone.",
        )
      }
      hostedZones.update(ctx, zone, {}, { authorized: [...authorized, vpc] })
    }
    return { HostedZoneId: bareId(HostedZoneId), VPC: vpc }
  },
)

export const deleteVpcAssociationAuthorization = operation(
  'route53',
  'DeleteVPCAssociationAuthorization',
  { fidelity: 'exact', source: guide },
  ({ HostedZoneId, VPC }, ctx) => {
    const zone = requireZone(ctx, HostedZoneId)
    if (!has(zone.side.authorized, VPC)) {
      throw new AwsError(
        'VPCAssociationAuthorizationNotFound',
        'The VPC that you specified is not authorized to be associated with the hosted zone.',
        404,
      )
    }
    hostedZones.update(ctx, zone, {}, { authorized: without(zone.side.authorized, VPC) })
    return {}
  },
)

export const listVpcAssociationAuthorizations = operation(
  'route53',
  'ListVPCAssociationAuthorizations',
  { fidelity: 'exact', source: 'Route 53 API reference, ListVPCAssociationAuthorizations' },
  ({ HostedZoneId, NextToken, MaxResults }, ctx) => {
    const zone = requireZone(ctx, HostedZoneId)
    const start = requireStart(NextToken)
    const size = pageSize(MaxResults, 50)
    const { items, next } = pageFrom(zone.side.authorized, start, size)
    return {
      HostedZoneId: bareId(HostedZoneId),
      ...(next && { NextToken: String(start + size) }),
      VPCs: items,
    }
  },
)

// Public zones have no VPCs to authorize; the operation has no error of its own for them.
function requirePrivateZone(ctx: Context, id: string): HostedZone {
  const zone = requireZone(ctx, id)
  if (isPrivate(zone)) return zone
  throw invalidInput(`The hosted zone ${bareId(id)} is not a private hosted zone.`)
}

export const listHostedZonesByVpc = operation(
  'route53',
  'ListHostedZonesByVPC',
  {
    fidelity: { simplified: 'Private zones that AWS services make in a VPC for themselves are not listed.' },
    source: 'Route 53 API reference, ListHostedZonesByVPC',
  },
  ({ VPCId, VPCRegion, MaxItems, NextToken }, ctx) => {
    const { vpc, account } = requireVpc(ctx, { VPCId, VPCRegion })
    if (account !== ctx.account) throw vpcNotAuthorized(vpc)
    const start = requireStart(NextToken)
    const size = pageSize(MaxItems, 100)
    const { items, next } = pageFrom(zonesForVpc(ctx, VPCId, VPCRegion), start, size)
    return {
      HostedZoneSummaries: items.map((zone) => ({
        HostedZoneId: bareId(hostedZones.idOf(zone)),
        Name: zone.record.Name,
        Owner: { OwningAccount: zone.account },
      })),
      MaxItems: String(size),
      ...(next && { NextToken: String(start + size) }),
    }
  },
)

function requireStart(token: string | undefined): number {
  if (token === undefined) return 0
  if (/^\d+$/.test(token)) return Number(token)
  throw new AwsError(
    'InvalidPaginationToken',
    'The value that you specified to get the second or subsequent page of results is invalid.',
  )
}
