import type { Route53 } from '../../api/generated/types.d.ts'
import { answerFrom } from '../../services/route53/answers.ts'
import { isWithin, parentOf } from '../../services/route53/domain-names.ts'
import type { HostedZone } from '../../services/route53/hosted-zones.ts'
import { recordSets, recordsAt } from '../../services/route53/record-sets.ts'
import { perTables } from '../remembered.ts'
import { type DnsRecord, found, noData, noSuchName, type Reply } from './answer.ts'
import { awsName } from './aws-names.ts'
import type { Client } from './clients.ts'
import { type Lookup, note, rotate } from './lookup.ts'
import { recordsOf } from './named.ts'
import { absolute, bare, type Question, valueFor } from './question.ts'

// What a hosted zone answers, by itself: its records, aliases followed, and what it says of names that it lacks.

export interface Delegation {
  /** The domain that is delegated. */
  readonly domain: string
  /** Name servers, with the dot at the end. */
  readonly servers: readonly string[]
}

/** The name servers that a zone hands a name on to; none where the zone answers itself. */
export function delegationOf(
  lookup: Lookup,
  { record }: HostedZone,
  { name }: Question,
): Delegation | undefined {
  const { Id = '', Name = '' } = record
  let cut: Delegation | undefined
  for (
    let domain: string | undefined = name;
    domain !== undefined && domain !== Name;
    domain = parentOf(domain)
  ) {
    const servers = recordsAt(lookup.fabric, Id, domain).find(({ Type }) => Type === 'NS')
    // The one nearest to the zone's own name counts: what lies below it is not this zone's to say.
    if (servers)
      cut = { domain, servers: (servers.ResourceRecords ?? []).map(({ Value = '' }) => absolute(Value)) }
  }
  return cut
}

/** The zone's own answer. The question's name lies in the zone. */
export function askZone(lookup: Lookup, zone: HostedZone, question: Question, client: Client): Reply {
  const { Id = '', Name = '' } = zone.record
  const { name, type } = question
  const answer = answerFrom(lookup.fabric, Id, Name, name, type, client)
  const at = idOf(zone)
  if (answer.code === 'NXDOMAIN') {
    // RFC 8020: a name exists if there is one below it.
    if (emptyNames(lookup.fabric.store, Id).has(name)) {
      note(lookup, at, question, 'zone-lacks-type', [at])
      return noData(soaOf(lookup, zone))
    }
    note(lookup, at, question, 'zone-lacks-name', [at])
    return noSuchName(soaOf(lookup, zone))
  }
  const records = answer.records.flatMap((one) => readSet(lookup, one, question, client))
  note(lookup, at, question, records.length ? 'zone-answers' : 'zone-lacks-type', [at])
  return records.length ? found(records) : noData(soaOf(lookup, zone))
}

const idOf = ({ record }: HostedZone): string => (record.Id ?? '').replace('/hostedzone/', '')

function readSet(
  lookup: Lookup,
  { Type = 'A', TTL = 300, ResourceRecords = [], AliasTarget }: Route53.ResourceRecordSet,
  { name }: Question,
  client: Client,
): readonly DnsRecord[] {
  if (AliasTarget) return readAlias(lookup, AliasTarget, Type, name, client)
  const values = ResourceRecords.map(({ Value = '' }) => Value)
  const shown = Type === 'A' || Type === 'AAAA' ? rotate(values, lookup, name) : values
  return shown.map((value) => ({
    name,
    type: Type,
    ttl: TTL,
    value: valueFor(Type, value),
  }))
}

/** Route 53 guide, resource-record-sets-choosing-alias-non-alias: the answer shows the target's records, not its name. */
function readAlias(
  lookup: Lookup,
  { DNSName = '' }: Route53.AliasTarget,
  type: string,
  name: string,
  client: Client,
): readonly DnsRecord[] {
  const target = absolute(DNSName)
  const named = awsName(lookup, { name: target, type }, client)
  if (!named) return []
  note(lookup, bare(target), { name: target, type }, named.reason, named.evidence)
  return recordsOf(lookup, named, { name: target, type }).map((one) =>
    one.name === target ? { ...one, name } : one,
  )
}

/** Route 53 guide, SOA-NSrecords: how long a "no" is kept is the smaller of the record's own time and its last number. */
export function soaOf(lookup: Lookup, { record }: HostedZone): readonly DnsRecord[] {
  const { Id = '', Name = '' } = record
  const soa = recordsAt(lookup.fabric, Id, Name).find(({ Type }) => Type === 'SOA')
  const value = soa?.ResourceRecords?.[0]?.Value
  if (!soa || value === undefined) return []
  const minimum = Number(value.split(/\s+/).at(-1))
  return [{ name: Name, type: 'SOA', ttl: Math.min(soa.TTL ?? minimum, minimum), value }]
}

/** Names of a zone that have no records and yet lie between it and names that do. */
const emptyNames = perTables([recordSets], (store, zone): ReadonlySet<string> => {
  const names = new Set<string>()
  const kept = store.by(recordSets, 'zone', zone)
  const apex = kept.find(({ record }) => record.Type === 'SOA')?.record.Name ?? ''
  for (const { record } of kept) {
    for (
      let domain = parentOf(record.Name ?? '');
      domain && isWithin(domain, apex);
      domain = parentOf(domain)
    ) {
      names.add(domain)
    }
  }
  return names
})
