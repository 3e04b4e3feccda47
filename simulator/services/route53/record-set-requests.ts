import type { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { cidrCollections, hasLocation } from './cidr-collections.ts'
import { invalidInput } from './errors.ts'
import { healthChecks } from './health-checks.ts'

// Whether one change of a batch is put together in a way that Route 53 takes at all. What is wrong here fails the
// request before anybody looks at the zone.

/** A routing policy: the member that chooses it, and its name in AWS's sentences. */
interface RoutingPolicy {
  readonly member: keyof Route53.ResourceRecordSet
  readonly word: string
}

const routingPolicies: readonly RoutingPolicy[] = [
  { member: 'Weight', word: 'weighted' },
  { member: 'Region', word: 'latency' },
  { member: 'Failover', word: 'failover' },
  { member: 'GeoLocation', word: 'geolocation' },
  { member: 'MultiValueAnswer', word: 'multivalue answer' },
  { member: 'CidrRoutingConfig', word: 'cidr' },
  { member: 'GeoProximityLocation', word: 'geoproximity' },
]

/** The policy of a record set; none for a simple one. */
export const policyOf = (record: Route53.ResourceRecordSet): RoutingPolicy | undefined =>
  routingPolicies.find(({ member }) => chooses(record[member]))

const chooses = (value: unknown) => value !== undefined && value !== false

export function requireWellFormed(ctx: Context, change: Route53.Change): void {
  const { ResourceRecordSet: record } = change
  const invalid = (problem: string) =>
    invalidInput(`Invalid request: ${problem} in Change with [${nameOf(change)}]`)
  const wrong = wrongContent(record) ?? wrongPolicy(record)
  if (wrong !== undefined) throw invalid(wrong)
  if (record.GeoLocation) checkGeoLocation(record.GeoLocation, invalid)
  if (record.GeoProximityLocation) checkGeoProximity(record.GeoProximityLocation, invalid)
  if (record.CidrRoutingConfig) checkCidrRouting(ctx, record.CidrRoutingConfig, invalid)
  if (record.HealthCheckId !== undefined && change.Action !== 'DELETE') {
    healthChecks.require(ctx, record.HealthCheckId)
  }
}

const nameOf = ({ Action, ResourceRecordSet: { Name, Type, SetIdentifier = 'null' } }: Route53.Change) =>
  `Action=${Action}, Name=${Name}, Type=${Type}, SetIdentifier=${SetIdentifier}`

function wrongContent(record: Route53.ResourceRecordSet): string | undefined {
  const { AliasTarget, TTL, ResourceRecords, TrafficPolicyInstanceId, Type } = record
  const values = TTL !== undefined && ResourceRecords !== undefined
  const some = TTL !== undefined || ResourceRecords !== undefined
  const contents = [AliasTarget !== undefined, values, TrafficPolicyInstanceId !== undefined]
  const given = contents.filter(Boolean).length
  const found = given > 1 || (given === 1 && some && !values) ? 'more than one' : given === 0 ? 'none' : ''
  if (found !== '') {
    return `Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${found}`
  }
  // NOT MODELLED: traffic policies, so no record set can belong to one.
  if (TrafficPolicyInstanceId !== undefined)
    return `Unknown TrafficPolicyInstanceId ${TrafficPolicyInstanceId}`
  // Route 53 API reference, AliasTarget: neither may be an alias.
  if (AliasTarget && (Type === 'NS' || Type === 'SOA')) return `AliasTarget is not allowed for type ${Type}`
  return undefined
}

function wrongPolicy(record: Route53.ResourceRecordSet): string | undefined {
  const chosen = routingPolicies.filter(({ member }) => chooses(record[member]))
  if (record.SetIdentifier === undefined) {
    // A health check decides between record sets, so it needs a policy, which needs the identifier.
    return chosen.length || record.HealthCheckId !== undefined ? "Missing field 'SetIdentifier'" : undefined
  }
  if (chosen.length !== 1) {
    const found = chosen.length ? 'more than one' : 'none'
    return `Expected exactly one of [Weight, Region, Failover, GeoLocation, or MultiValueAnswer], but found ${found}`
  }
  // Route 53 API reference, ResourceRecordSet.
  if (record.MultiValueAnswer && record.AliasTarget) return 'AliasTarget is not allowed with MultiValueAnswer'
  if (record.Type === 'NS' || record.Type === 'SOA')
    return `SetIdentifier is not allowed for type ${record.Type}`
  return undefined
}

type Invalid = (problem: string) => AwsError

const continents = ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']

// Route 53 API reference, GeoLocation.
function checkGeoLocation(location: Route53.GeoLocation, invalid: Invalid): void {
  const { ContinentCode, CountryCode, SubdivisionCode } = location
  if ((ContinentCode === undefined) === (CountryCode === undefined)) {
    throw invalid('Expected exactly one of [ContinentCode, or CountryCode]')
  }
  if (ContinentCode !== undefined && !continents.includes(ContinentCode)) {
    throw invalid(`Unknown ContinentCode ${ContinentCode}`)
  }
  if (CountryCode !== undefined && !/^([A-Z]{2}|\*)$/.test(CountryCode)) {
    throw invalid(`Unknown CountryCode ${CountryCode}`)
  }
  if (SubdivisionCode !== undefined && CountryCode !== 'US' && CountryCode !== 'UA') {
    throw invalid('SubdivisionCode is allowed only for the CountryCodes US and UA')
  }
}

// Route 53 API reference, GeoProximityLocation.
function checkGeoProximity(location: Route53.GeoProximityLocation, invalid: Invalid): void {
  const places = [location.AWSRegion, location.LocalZoneGroup, location.Coordinates]
  if (places.filter((place) => place !== undefined).length !== 1) {
    throw invalid('Expected exactly one of [AWSRegion, LocalZoneGroup, or Coordinates]')
  }
  const { Latitude, Longitude } = location.Coordinates ?? { Latitude: '0', Longitude: '0' }
  if (Math.abs(Number(Latitude)) > 90 || Math.abs(Number(Longitude)) > 180) {
    throw invalid('Coordinates are out of range')
  }
}

function checkCidrRouting(ctx: Context, config: Route53.CidrRoutingConfig, invalid: Invalid): void {
  const { CollectionId = '', LocationName = '' } = config
  const collection = cidrCollections.find(ctx, CollectionId)
  if (!collection) throw invalid(`Unknown CidrCollection ${CollectionId}`)
  if (LocationName !== '*' && !hasLocation(collection, LocationName)) {
    throw invalid(`Unknown CidrLocation ${LocationName}`)
  }
}
