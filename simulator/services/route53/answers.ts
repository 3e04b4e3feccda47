import type { Route53 } from '../../api/generated/types.d.ts'
import { contains } from '../../kernel/address.ts'
import { scramble } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { cidrCollections } from './cidr-collections.ts'
import { parentOf, wildcardOf } from './domain-names.ts'
import { type EndpointHealth, isHealthy } from './health-checks.ts'
import { type RecordSet, recordsAt } from './record-sets.ts'

// What a zone answers to a question, by the routing policies of its record sets. Reads alone: the same question at the
// same moment has the same answer.

export interface Asker {
  /** Where the question comes from: the client's network if its resolver tells, or the resolver itself. */
  readonly address?: string | undefined
  /** The Region that is nearest to the asker, as far as anybody knows. */
  readonly region?: string | undefined
  readonly continent?: string | undefined
  readonly country?: string | undefined
  /** Who can tell whether an endpoint answers health checkers. */
  readonly endpointHealth?: EndpointHealth | undefined
  /** Who can tell whether somebody healthy is behind a name of an AWS service. */
  readonly aliasHealth?: ((target: Route53.AliasTarget) => boolean) | undefined
}

type ZoneAnswer =
  /** Record sets of the type asked for, or the CNAME that stands for all types; aliases are followed in the zone. */
  { readonly code: 'NOERROR'; readonly records: readonly RecordSet[] } | { readonly code: 'NXDOMAIN' }

type Reader = Pick<Context, 'store' | 'now'>

/** What a zone answers for a name that lies in it. The name is one as Route 53 keeps it. */
export function answerFrom(
  ctx: Reader,
  zone: string,
  zoneName: string,
  name: string,
  type: string,
  asker: Asker = {},
): ZoneAnswer {
  const all = recordsFor(ctx, zone, zoneName, name)
  if (!all.length) return { code: 'NXDOMAIN' }
  const sameType = all.filter((record) => record.Type === type)
  const candidates = sameType.length ? sameType : all.filter((record) => record.Type === 'CNAME')
  return { code: 'NOERROR', records: follow(ctx, zone, candidates, asker, 0) }
}

/** The record sets at a name, or at the wildcard that stands for it (Route 53 guide, DomainNameFormat). */
function recordsFor(ctx: Reader, zone: string, zoneName: string, name: string): RecordSet[] {
  const exact = recordsAt(ctx, zone, name)
  if (exact.length || name === zoneName) return exact
  for (let domain = parentOf(name); domain !== undefined; domain = parentOf(domain)) {
    const wildcard = recordsAt(ctx, zone, wildcardOf(domain))
    if (wildcard.length) return wildcard
    // A name with records of its own hides the wildcards above it.
    if (domain === zoneName || recordsAt(ctx, zone, domain).length) return []
  }
  return []
}

const deepestAlias = 16

/** The record sets chosen, with aliases to others of the zone replaced by what these answer. */
function follow(
  ctx: Reader,
  zone: string,
  candidates: readonly RecordSet[],
  asker: Asker,
  depth: number,
): readonly RecordSet[] {
  return choose(ctx, zone, candidates, asker).flatMap((record) => {
    const target = record.AliasTarget
    if (!target || depth > deepestAlias || `/hostedzone/${target.HostedZoneId}` !== zone) return [record]
    return follow(ctx, zone, targetsOf(ctx, zone, record), asker, depth + 1)
  })
}

const targetsOf = (ctx: Reader, zone: string, { AliasTarget, Type }: RecordSet): RecordSet[] =>
  recordsAt(ctx, zone, AliasTarget?.DNSName ?? '').filter((one) => one.Type === Type)

function choose(
  ctx: Reader,
  zone: string,
  candidates: readonly RecordSet[],
  asker: Asker,
): readonly RecordSet[] {
  const [first] = candidates
  if (!first || first.SetIdentifier === undefined) return candidates
  const isUp = (record: RecordSet) => isRecordHealthy(ctx, zone, record, asker, 0)
  // Route 53 guide, dns-failover-complex-configs: when nothing is healthy, everything counts as healthy.
  const healthy = candidates.filter(isUp)
  const usable = healthy.length ? healthy : candidates
  if (first.Failover !== undefined) return failover(candidates, isUp)
  if (first.MultiValueAnswer) return someOf(ctx, usable)
  if (first.Weight !== undefined) return byWeight(ctx, usable)
  if (first.GeoLocation) return byLocation(candidates, usable, asker)
  if (first.CidrRoutingConfig) return byNetwork(ctx, usable, asker)
  if (first.Region !== undefined) return one(nearest(usable, asker, ({ Region }) => Region))
  return one(nearest(usable, asker, ({ GeoProximityLocation }) => GeoProximityLocation?.AWSRegion))
}

const one = (record: RecordSet | undefined): readonly RecordSet[] => (record ? [record] : [])

function isRecordHealthy(ctx: Reader, zone: string, record: RecordSet, asker: Asker, depth: number): boolean {
  const { HealthCheckId, AliasTarget } = record
  if (HealthCheckId !== undefined && !isHealthy(ctx, HealthCheckId, asker.endpointHealth)) return false
  if (!AliasTarget?.EvaluateTargetHealth || depth > deepestAlias) return true
  const targets = targetsOf(ctx, zone, record)
  if (!targets.length) return asker.aliasHealth?.(AliasTarget) ?? true
  return targets.some((target) => isRecordHealthy(ctx, zone, target, asker, depth + 1))
}

// Route 53 guide, dns-failover-types: the primary one while it is healthy, or when the secondary one is not either.
function failover(
  candidates: readonly RecordSet[],
  isUp: (record: RecordSet) => boolean,
): readonly RecordSet[] {
  const primary = candidates.find(({ Failover }) => Failover === 'PRIMARY')
  const secondary = candidates.find(({ Failover }) => Failover === 'SECONDARY')
  if (primary && (isUp(primary) || !secondary || !isUp(secondary))) return [primary]
  return one(secondary)
}

// Route 53 guide, routing-policy-multivalue: up to eight, picked at random.
const mostValues = 8

function someOf(ctx: Reader, usable: readonly RecordSet[]): readonly RecordSet[] {
  if (usable.length <= mostValues) return usable
  const place = (record: RecordSet) => scramble(`${record.Name}/${record.SetIdentifier}/${ctx.now}`)[0]
  return [...usable].sort((a, b) => place(a) - place(b)).slice(0, mostValues)
}

// Route 53 guide, routing-policy-weighted: in proportion; when all weights are nought, all alike.
function byWeight(ctx: Reader, usable: readonly RecordSet[]): readonly RecordSet[] {
  const total = usable.reduce((sum, { Weight = 0 }) => sum + Weight, 0)
  const weightOf = ({ Weight = 0 }: RecordSet) => (total === 0 ? 1 : Weight)
  const drawn = scramble(`${usable[0]?.Name}/${usable[0]?.Type}/${ctx.now}`)[0] / 0x1_0000_0000
  let left = drawn * (total === 0 ? usable.length : total)
  for (const record of usable) {
    left -= weightOf(record)
    if (left < 0) return [record]
  }
  return one(usable.at(-1))
}

// Route 53 guide, routing-policy-geo: the smallest place that fits, at last the default; without one, no answer. A
// place whose record sets are all unhealthy leaves the question to the larger one.
function byLocation(
  candidates: readonly RecordSet[],
  usable: readonly RecordSet[],
  { continent, country }: Asker,
): readonly RecordSet[] {
  const sizes = [
    ({ CountryCode, SubdivisionCode }: Route53.GeoLocation) =>
      country !== undefined && CountryCode === country && SubdivisionCode === undefined,
    ({ ContinentCode }: Route53.GeoLocation) => continent !== undefined && ContinentCode === continent,
    ({ CountryCode }: Route53.GeoLocation) => CountryCode === '*',
  ]
  for (const records of [usable, candidates]) {
    for (const lies of sizes) {
      const found = records.find(({ GeoLocation }) => GeoLocation && lies(GeoLocation))
      if (found) return [found]
    }
  }
  return []
}

// Route 53 guide, routing-policy-ipbased: the longest block that the address lies in, else the default location.
function byNetwork(ctx: Reader, usable: readonly RecordSet[], { address }: Asker): readonly RecordSet[] {
  let best: { record: RecordSet; length: number } | undefined
  for (const record of usable) {
    const { CollectionId = '', LocationName = '' } = record.CidrRoutingConfig ?? {}
    const blocks = cidrCollections.get(ctx, CollectionId)?.side.locations[LocationName] ?? []
    for (const block of address === undefined ? [] : blocks) {
      const length = Number(block.slice(block.indexOf('/') + 1))
      if (contains(block, address ?? '') && length >= (best?.length ?? 0)) best = { record, length }
    }
  }
  return one(best?.record ?? usable.find(({ CidrRoutingConfig }) => CidrRoutingConfig?.LocationName === '*'))
}

/** The record set of the asker's own Region, else of one on the same continent, else the first by name. */
function nearest(
  usable: readonly RecordSet[],
  { region = 'us-east-1' }: Asker,
  regionOf: (record: RecordSet) => string | undefined,
): RecordSet | undefined {
  const area = region.slice(0, region.indexOf('-'))
  const byName = [...usable].sort((a, b) => ((regionOf(a) ?? '') < (regionOf(b) ?? '') ? -1 : 1))
  return (
    byName.find((record) => regionOf(record) === region) ??
    byName.find((record) => regionOf(record)?.startsWith(`${area}-`)) ??
    byName[0]
  )
}
