import type { Route53 } from '../../api/generated/types.d.ts'
import { type Store, table } from '../../kernel/store.ts'
import { sortKey } from './domain-names.ts'

// The record sets of all hosted zones. A set is known by its name, its type and, where several share these two, by its
// set identifier.

export type RecordSet = Route53.ResourceRecordSet

interface KeptRecordSet {
  /** The zone's id as records of zones have it: `/hostedzone/Z…`. */
  readonly zone: string
  readonly record: RecordSet
}

const nameKey = (zone: string, name: string) => `${zone} ${name}`
const keyOf = (zone: string, { Name, Type, SetIdentifier }: RecordSet) =>
  `${zone} ${Name} ${Type} ${SetIdentifier ?? ''}`

export const recordSets = table<KeptRecordSet>(
  'route53:record-set',
  (kept) => keyOf(kept.zone, kept.record),
  {
    zone: ({ zone }) => zone,
    name: ({ zone, record }) => nameKey(zone, record.Name ?? ''),
    'cidr-collection': ({ record }) => record.CidrRoutingConfig?.CollectionId,
  },
)

interface Reader {
  readonly store: Store
}

/** The record sets that a zone has at a name, of all types. The name is one as Route 53 keeps it. */
export const recordsAt = ({ store }: Reader, zone: string, name: string): RecordSet[] =>
  store.by(recordSets, 'name', nameKey(zone, name)).map(({ record }) => record)

export const recordCount = ({ store }: Reader, zone: string): number => store.count(recordSets, 'zone', zone)

/** All record sets of a zone in the order that Route 53 lists them in: by reversed name, type, set identifier. */
export const recordsOf = ({ store }: Reader, zone: string): RecordSet[] =>
  store
    .by(recordSets, 'zone', zone)
    .map(({ record }) => ({ record, place: placeOf(record) }))
    .sort((a, b) => comparePlaces(a.place, b.place))
    .map(({ record }) => record)

/** Where a record set, or where one would, stand in the list. */
export type Place = readonly [name: string, type: string, identifier: string]

export const placeOf = ({ Name = '', Type, SetIdentifier = '' }: RecordSet): Place => [
  sortKey(Name),
  Type ?? '',
  SetIdentifier,
]

export function comparePlaces(a: Place, b: Place): number {
  for (const [i, part] of a.entries()) {
    const other = b[i]!
    if (part !== other) return part < other ? -1 : 1
  }
  return 0
}

export const findRecord = ({ store }: Reader, zone: string, like: RecordSet): RecordSet | undefined =>
  store.get(recordSets, keyOf(zone, like))?.record

export function putRecord({ store }: Reader, zone: string, record: RecordSet): void {
  store.put(recordSets, { zone, record })
}

export function removeRecord({ store }: Reader, zone: string, record: RecordSet): void {
  store.delete(recordSets, keyOf(zone, record))
}

export function removeRecordsOf({ store }: Reader, zone: string): void {
  for (const { record } of store.by(recordSets, 'zone', zone)) store.delete(recordSets, keyOf(zone, record))
}
