import { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { delegationSetKey, delegationSets } from './delegation-sets.ts'
import { parentOf, readName, sortKey } from './domain-names.ts'
import { bareId, invalidInput } from './errors.ts'
import { type Page, pageAt, pageFrom, pageSize } from './listing.ts'
import { recordCount } from './record-sets.ts'

/** What `list-hosted-zones` does not tell. */
interface HostedZoneSide {
  /** The VPCs that a private zone answers in. A VPC that is deleted stays on the list, as it does at AWS. */
  readonly vpcs: readonly Route53.VPC[]
  /** VPCs of other accounts that may be associated. */
  readonly authorized: readonly Route53.VPC[]
  readonly nameServers: readonly string[]
  readonly delegationSet?: string | undefined
  readonly tags: readonly Route53.Tag[]
}

export type HostedZone = Held<Route53.HostedZone, HostedZoneSide>

export const hostedZones = family<Route53.HostedZone, HostedZoneSide>({
  service: 'route53',
  resource: 'hosted-zone',
  id: 'Id',
  prefix: '/hostedzone/Z',
  missing: (id) => noSuchZone(bareId(id)),
  references: {
    'delegation-set': { to: 'route53:delegation-set', read: ({ side }) => side.delegationSet },
  },
  indexes: {
    account: ({ account }) => account,
    // In which VPC, and there by which name: `us-east-1/vpc-1/example.com.`.
    vpc: ({ side }) => side.vpcs.map(vpcKey),
    'vpc-name': ({ side, record }) => side.vpcs.map((vpc) => `${vpcKey(vpc)}/${record.Name}`),
    // Public zones by their names; where two have one name, the internet knows the older one.
    'public-name': ({ record }) => (record.Config?.PrivateZone ? undefined : record.Name),
    'server-name': ({ side, record }) =>
      record.Config?.PrivateZone ? undefined : side.nameServers.map((server) => `${server}/${record.Name}`),
  },
  quota: {
    id: 'hosted-zones',
    error: () =>
      new AwsError(
        'TooManyHostedZones',
        'Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones.',
      ),
  },
  arn: ({ record }) => `arn:aws:route53:::${record.Id?.slice(1)}`,
  view: ({ record }, ctx) => ({ ...record, ResourceRecordSetCount: recordCount(ctx, record.Id ?? '') }),
})

export const zoneKey = (id: string): string => `/hostedzone/${id}`

export const vpcKey = ({ VPCRegion, VPCId }: Route53.VPC): string => `${VPCRegion}/${VPCId}`

export const noSuchZone = (id: string) =>
  new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, 404)

/** The caller's zone of that id, in whichever way the id is written. */
export const requireZone = (ctx: Context, id: string): HostedZone =>
  hostedZones.require(ctx, zoneKey(bareId(id)))

export const isPrivate = ({ record }: HostedZone): boolean => record.Config?.PrivateZone === true

/** The private zones that answer in a VPC, whoever owns them. Their names may lie one within another. */
export const zonesForVpc = (ctx: Reader, vpcId: string, region: string): readonly HostedZone[] =>
  hostedZones.by(ctx, 'vpc', `${region}/${vpcId}`)

type Reader = Pick<Context, 'store'>

/** The private zone that a VPC asks about a name: the one with the longest name that the name lies in. */
export const privateZoneFor = (
  ctx: Reader,
  vpcId: string,
  region: string,
  name: string,
): HostedZone | undefined =>
  nearestZone(name, (domain) => hostedZones.by(ctx, 'vpc-name', `${region}/${vpcId}/${domain}`))

/** The public zone that the internet asks about a name. */
export const publicZoneFor = (ctx: Reader, name: string): HostedZone | undefined =>
  nearestZone(name, (domain) => hostedZones.by(ctx, 'public-name', domain))

function nearestZone(
  name: string,
  zonesNamed: (domain: string) => readonly HostedZone[],
): HostedZone | undefined {
  for (let domain: string | undefined = name; domain !== undefined; domain = parentOf(domain)) {
    const [zone] = zonesNamed(domain)
    if (zone) return zone
  }
  return undefined
}

/** Name servers, as answers about public zones have them. */
export function delegationSetOf(ctx: Context, { side }: HostedZone): Route53.DelegationSet {
  const reusable = side.delegationSet === undefined ? undefined : delegationSets.get(ctx, side.delegationSet)
  return reusable?.record ?? { NameServers: side.nameServers }
}

export const getHostedZone = operation(
  'route53',
  'GetHostedZone',
  { fidelity: 'exact', source: 'Route 53 API reference, GetHostedZone' },
  ({ Id }, ctx) => {
    const zone = requireZone(ctx, Id)
    const HostedZone = hostedZones.print(ctx, zone)
    if (isPrivate(zone)) return { HostedZone, VPCs: zone.side.vpcs }
    return { HostedZone, DelegationSet: delegationSetOf(ctx, zone) }
  },
)

export const getHostedZoneCount = operation(
  'route53',
  'GetHostedZoneCount',
  { fidelity: 'exact', source: 'Route 53 API reference, GetHostedZoneCount' },
  (_, ctx) => ({ HostedZoneCount: hostedZones.count(ctx, 'account', ctx.account) }),
)

export const updateHostedZoneComment = operation(
  'route53',
  'UpdateHostedZoneComment',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateHostedZoneComment' },
  ({ Id, Comment }, ctx) => {
    const zone = requireZone(ctx, Id)
    const PrivateZone = isPrivate(zone)
    // The same page: without a comment, the one that the zone has is deleted.
    const Config = Comment === undefined ? { PrivateZone } : { Comment, PrivateZone }
    return { HostedZone: hostedZones.print(ctx, hostedZones.update(ctx, zone, { Config })) }
  },
)

const mostAtOnce = 100

export const listHostedZones = operation(
  'route53',
  'ListHostedZones',
  { fidelity: 'exact', source: 'Route 53 API reference, ListHostedZones' },
  ({ Marker = '', MaxItems, DelegationSetId, HostedZoneType }, ctx) => {
    const size = pageSize(MaxItems, mostAtOnce)
    const set =
      DelegationSetId === undefined
        ? undefined
        : delegationSets.idOf(delegationSets.require(ctx, delegationSetKey(bareId(DelegationSetId))))
    const zones = hostedZones
      .list(ctx)
      .filter((zone) => set === undefined || zone.side.delegationSet === set)
      .filter((zone) => HostedZoneType === undefined || isPrivate(zone))
    const { items, next } = pageAt(zones, bareId(Marker), (zone) => bareId(hostedZones.idOf(zone)), size)
    return {
      HostedZones: items.map((zone) => hostedZones.print(ctx, zone)),
      Marker,
      IsTruncated: next !== undefined,
      ...(next && { NextMarker: bareId(hostedZones.idOf(next)) }),
      MaxItems: String(size),
    }
  },
)

export const listHostedZonesByName = operation(
  'route53',
  'ListHostedZonesByName',
  { fidelity: 'exact', source: 'Route 53 API reference, ListHostedZonesByName' },
  ({ DNSName, HostedZoneId, MaxItems }, ctx) => {
    const size = pageSize(MaxItems, mostAtOnce)
    const { items, next } = pageByName(ctx, DNSName, HostedZoneId && bareId(HostedZoneId), size)
    return {
      HostedZones: items.map((zone) => hostedZones.print(ctx, zone)),
      ...(DNSName !== undefined && { DNSName }),
      ...(HostedZoneId !== undefined && { HostedZoneId }),
      IsTruncated: next !== undefined,
      ...(next && { NextDNSName: next.record.Name, NextHostedZoneId: bareId(hostedZones.idOf(next)) }),
      MaxItems: String(size),
    }
  },
)

/** Zones by their reversed names and, where those are one, by id, from a name and an id on. */
function pageByName(
  ctx: Context,
  from: string | undefined,
  fromId: string | undefined,
  size: number,
): Page<HostedZone> {
  if (fromId !== undefined && from === undefined) {
    throw invalidInput('A hosted zone ID must be specified together with a DNS name.')
  }
  const places = hostedZones
    .list(ctx)
    .map((zone) => ({ zone, name: sortKey(zone.record.Name ?? ''), id: bareId(hostedZones.idOf(zone)) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id))
  if (from === undefined) return pageFrom(zonesOf(places), 0, size)
  const { name, problem } = readName(from)
  if (problem !== undefined) throw new AwsError('InvalidDomainName', problem)
  const key = sortKey(name)
  const start = places.findIndex((at) => at.name > key || (at.name === key && at.id >= (fromId ?? '')))
  return pageFrom(zonesOf(places), start < 0 ? places.length : start, size)
}

const zonesOf = (places: readonly { readonly zone: HostedZone }[]) => places.map(({ zone }) => zone)

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
