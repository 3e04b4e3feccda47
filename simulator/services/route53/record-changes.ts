import { AwsError } from '../../api/error.ts'
import type { Route53 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { aliasProblems } from './alias-targets.ts'
import { submitChange } from './changes.ts'
import { isWithin, readName } from './domain-names.ts'
import { bareId, invalidChangeBatch } from './errors.ts'
import { type HostedZone, hostedZones, requireZone } from './hosted-zones.ts'
import { requireWellFormed } from './record-set-requests.ts'
import { findRecord, putRecord, type RecordSet, recordCount, recordsAt, removeRecord } from './record-sets.ts'
import { problemWith } from './record-values.ts'
import { conflictsOf } from './routing-conflicts.ts'

export const changeResourceRecordSets = operation(
  'route53',
  'ChangeResourceRecordSets',
  {
    fidelity: {
      simplified:
        'Traffic policies do not exist. The wording for rarer mistakes in values is formed after the ones that were seen.',
    },
    source: 'Route 53 API reference, ChangeResourceRecordSets',
  },
  ({ HostedZoneId, ChangeBatch }, ctx) => {
    const zone = requireZone(ctx, HostedZoneId)
    for (const change of ChangeBatch.Changes) requireWellFormed(ctx, change)
    refuseOversize(ChangeBatch.Changes)
    const problems = changeAll(ctx, zone, ChangeBatch.Changes)
    // All or nothing: the throw takes back what was written.
    if (problems.length) throw invalidChangeBatch(problems)
    refuseTooMany(ctx, zone)
    return { ChangeInfo: submitChange(ctx, ChangeBatch.Comment) }
  },
)

// Route 53 guide, DNSLimitations: an UPSERT counts twice.
const mostValues = 1000
const mostCharacters = 32_000

function refuseOversize(changes: readonly Route53.Change[]): void {
  let values = 0
  let characters = 0
  for (const { Action, ResourceRecordSet } of changes) {
    const times = Action === 'UPSERT' ? 2 : 1
    for (const { Value = '' } of ResourceRecordSet.ResourceRecords ?? []) {
      values += times
      characters += times * Value.length
    }
  }
  if (values > mostValues) throw invalidChangeBatch([`Number of records limit of ${mostValues} exceeded.`])
  if (characters > mostCharacters) {
    throw invalidChangeBatch([`Number of characters in Value elements limit of ${mostCharacters} exceeded.`])
  }
}

function refuseTooMany(ctx: Context, zone: HostedZone): void {
  if (recordCount(ctx, hostedZones.idOf(zone)) <= ctx.limit('records-per-hosted-zone')) return
  throw new AwsError(
    'LimitsExceeded',
    'Limits Exceeded: MAX_RRSETS_BY_ZONE - Cannot create more record sets in the hosted zone.',
  )
}

/** Makes the changes one after the other; then looks at what came of them. Gives what is wrong. */
function changeAll(ctx: Context, zone: HostedZone, changes: readonly Route53.Change[]): string[] {
  const problems: string[] = []
  const written: RecordSet[] = []
  for (const { Action, ResourceRecordSet } of changes) {
    const { record, problems: unreadable } = readRecord(zone, ResourceRecordSet)
    const wrong = unreadable.length ? unreadable : changeOne(ctx, zone, Action, record)
    problems.push(...wrong)
    if (!wrong.length && Action !== 'DELETE') written.push(record)
  }
  const apex = recordsAt(ctx, hostedZones.idOf(zone), zone.record.Name ?? '')
  if (!apex.some(({ Type }) => Type === 'NS')) {
    problems.push('A HostedZone must contain at least one NS record for the zone itself.')
  }
  if (!apex.some(({ Type }) => Type === 'SOA'))
    problems.push('A HostedZone must contain exactly one SOA record.')
  for (const record of written) problems.push(...outcomeProblems(ctx, zone, record))
  return problems
}

/** What does not fit about a record set now that all changes of the batch are made. */
function outcomeProblems(ctx: Context, zone: HostedZone, record: RecordSet): string[] {
  const atName = recordsAt(ctx, hostedZones.idOf(zone), record.Name ?? '')
  const kept = atName.find((one) => isSame(one, record))
  // A later change of the batch may have replaced it.
  if (!kept) return []
  return [...conflictsOf(kept, atName, zone.record.Name ?? ''), ...aliasProblems(ctx, zone, kept)]
}

const isSame = (a: RecordSet, b: RecordSet): boolean =>
  a.Name === b.Name && a.Type === b.Type && a.SetIdentifier === b.SetIdentifier

interface ReadRecord {
  readonly record: RecordSet
  readonly problems: readonly string[]
}

/** A record set as the zone would keep it, and why it cannot. */
function readRecord(zone: HostedZone, asked: RecordSet): ReadRecord {
  const { name, problem } = readName(asked.Name ?? '')
  if (problem !== undefined) return { record: asked, problems: [problem] }
  const record = {
    ...asked,
    Name: name,
    ...(asked.AliasTarget && { AliasTarget: readAlias(asked.AliasTarget) }),
  }
  const domain = zone.record.Name ?? ''
  if (!isWithin(name, domain)) {
    return { record, problems: [`RRSet with DNS name ${name} is not permitted in zone ${domain}`] }
  }
  return { record, problems: [] }
}

function readAlias(target: Route53.AliasTarget): Route53.AliasTarget {
  const HostedZoneId = bareId(target.HostedZoneId ?? '')
  const DNSName = readName(target.DNSName ?? '').name ?? target.DNSName
  return { HostedZoneId, DNSName, EvaluateTargetHealth: target.EvaluateTargetHealth }
}

/** Makes one change, or says why it cannot be made. */
function changeOne(ctx: Context, zone: HostedZone, action: string, record: RecordSet): readonly string[] {
  const id = hostedZones.idOf(zone)
  const existing = findRecord(ctx, id, record)
  if (action === 'DELETE') {
    if (!existing) return [`Tried to delete resource record set ${labelled(record)} but it was not found`]
    if (!matches(existing, record)) {
      return [
        `Tried to delete resource record set ${labelled(record)} but the values provided do not match the current values`,
      ]
    }
    removeRecord(ctx, id, record)
    return []
  }
  const wrong = contentProblems(zone, record)
  if (wrong.length) return wrong
  if (action === 'CREATE' && existing) {
    return [`Tried to create resource record set ${labelled(record)} but it already exists`]
  }
  putRecord(ctx, id, record)
  return []
}

function labelled({ Name, Type, SetIdentifier }: RecordSet): string {
  const identifier = SetIdentifier === undefined ? '' : `, set-identifier='${SetIdentifier}'`
  return `[name='${Name}', type='${Type}'${identifier}]`
}

/** What is wrong with a record set in itself, whatever else its zone has. */
function contentProblems(zone: HostedZone, { Name, Type, ResourceRecords = [] }: RecordSet): string[] {
  const domain = zone.record.Name ?? ''
  const isApex = Name === domain
  if (isApex && (Type === 'CNAME' || Type === 'DS')) {
    return [`RRSet of type ${Type} with DNS name ${Name} is not permitted at apex in zone ${domain}`]
  }
  if (!isApex && Type === 'SOA') {
    return [`RRSet of type SOA with DNS name ${Name} is not permitted in zone ${domain}`]
  }
  const values = ResourceRecords.map(({ Value = '' }) => Value)
  const problems = values.map((value) => problemWith(Type ?? '', value)).filter((one) => one !== undefined)
  for (const value of new Set(values.filter((one, i) => values.indexOf(one) !== i))) {
    problems.push(`Duplicate Resource Record: '${value}'`)
  }
  if (values.length > 1 && (Type === 'CNAME' || Type === 'SOA')) {
    problems.push(`RRSet of type ${Type} with DNS name ${Name} must contain exactly one resource record`)
  }
  return problems
}

/** The page of ChangeResourceRecordSets: to delete, one says what is there. Values may come in any order. */
function matches(existing: RecordSet, asked: RecordSet): boolean {
  return Object.entries(asked).every(([member, value]) => {
    if (value === undefined) return true
    const current = existing[member as keyof RecordSet]
    if (member === 'ResourceRecords') return valuesOf(current) === valuesOf(value)
    return textOf(current) === textOf(value)
  })
}

const valuesOf = (records: unknown): string =>
  ((records ?? []) as readonly Route53.ResourceRecord[])
    .map(({ Value = '' }) => JSON.stringify(Value))
    .sort()
    .join()

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : JSON.stringify(value)
