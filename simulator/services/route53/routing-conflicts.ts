import type { Route53 } from '../../api/generated/types.d.ts'
import { policyOf } from './record-set-requests.ts'

type RecordSet = Route53.ResourceRecordSet

// What record sets of one name may stand beside each other.

/** What a new record set cannot be beside the others that its name has, in Route 53's words. */
export function conflictsOf(record: RecordSet, atName: readonly RecordSet[], zone: string): string[] {
  const sameType = atName.filter((one) => one.Type === record.Type && one !== record)
  return [conflictWithOtherTypes(record, atName, zone), conflictWithinType(record, sameType)].filter(
    (one) => one !== undefined,
  )
}

function conflictWithOtherTypes(
  { Name, Type }: RecordSet,
  atName: readonly RecordSet[],
  zone: string,
): string | undefined {
  if (Type === 'CNAME') {
    // The apex is told apart: the same as saying that the zone's own records stand there.
    if (Name === zone || !atName.some((one) => one.Type !== 'CNAME')) return undefined
    return (
      `RRSet of type CNAME with DNS name ${Name} is not permitted as it conflicts with other records ` +
      `with the same DNS name in zone ${zone}`
    )
  }
  if (!atName.some((one) => one.Type === 'CNAME')) return undefined
  return (
    `RRSet of type ${Type} with DNS name ${Name} is not permitted because a conflicting RRSet of type CNAME ` +
    `with the same DNS name already exists in zone ${zone}`
  )
}

function conflictWithinType(record: RecordSet, others: readonly RecordSet[]): string | undefined {
  const { Name, Type, SetIdentifier } = record
  if (!others.length) return undefined
  const what = `RRSet with DNS name ${Name}, type ${Type}`
  const policy = policyOf(record)
  if (!policy) return `${what} cannot be created as other RRSets exist with the same name and type.`
  const which = `${what}, SetIdentifier ${SetIdentifier}`
  if (others.some((one) => policyOf(one)?.member !== policy.member)) {
    return `${which} cannot be created as a non-${policy.word} set exists with the same name and type.`
  }
  const place = placeOf(record)
  if (place && others.some((one) => placeOf(one)?.key === place.key)) {
    return (
      `${which}, and ${place.text} cannot be created because a ${policy.word} RRSet ` +
      `with the same name, type and ${place.kind} already exists.`
    )
  }
  const { TTL } = record
  const ttlDiffers = others.some((one) => one.TTL !== undefined && TTL !== undefined && one.TTL !== TTL)
  if (policy.member === 'Weight' && ttlDiffers) {
    return `${which} cannot be created as weighted sets must contain the same TTL.`
  }
  return undefined
}

/** What only one record set of a policy may have, such as the Region of a latency record. */
function placeOf(record: RecordSet): { key: string; text: string; kind: string } | undefined {
  const { Region, Failover, GeoLocation, CidrRoutingConfig } = record
  if (Region !== undefined) return { key: Region, text: `Region Name=${Region}`, kind: 'region' }
  if (Failover !== undefined) return { key: Failover, text: `Failover=${Failover}`, kind: 'failover type' }
  if (GeoLocation) {
    const { ContinentCode, CountryCode, SubdivisionCode } = GeoLocation
    const key = [ContinentCode, CountryCode, SubdivisionCode].filter((one) => one !== undefined).join('-')
    return { key, text: `GeoLocation=${key}`, kind: 'geolocation' }
  }
  if (CidrRoutingConfig) {
    const key = `${CidrRoutingConfig.CollectionId}/${CidrRoutingConfig.LocationName}`
    return { key, text: `CIDR location=${key}`, kind: 'location' }
  }
  return undefined
}
