import type { Fabric } from '../../network/fabric.ts'
import type { AnyFamily } from '../../services/context.ts'
import { isAutomatic } from '../../services/ec2/interface-associations.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { type LedgerEntry, ledger } from '../../world/ledger.ts'
import { type Fact, type Meter, meters } from './meters.ts'

// From when to when everything existed that is paid for by the hour. What is there says so itself; what is gone is
// found in the ledger of calls.

export interface Lifetime {
  readonly account: string
  readonly region: string
  /** The item's id in the catalogue of prices. */
  readonly item: string
  readonly resource: string
  /** How many of the item's units it is, all this time. */
  readonly units: number
  /** Milliseconds since 1970. */
  readonly from: number
  /** Undefined: it is still there. */
  readonly until?: number
}

export function lifetimesOf(fabric: Fabric): Lifetime[] {
  const entries = fabric.store.all(ledger).filter(({ output }) => output !== undefined)
  return [...meters.flatMap((meter) => lifetimesBy(fabric, meter, entries)), ...automaticAddresses(fabric)]
}

/** What the ledger tells of those that one meter is about. */
interface Told {
  readonly made: Map<string, LedgerEntry>
  readonly ended: Map<string, number>
  readonly parts: Map<string, PartTimes>
}

interface PartTimes {
  readonly since: Map<string, number>
  readonly removed: { readonly part: string; readonly from: number | undefined; readonly until: number }[]
}

function lifetimesBy(fabric: Fabric, meter: Meter, entries: readonly LedgerEntry[]): Lifetime[] {
  const told = toldOf(meter, entries)
  const family: AnyFamily | undefined = fabric.families.all.find(({ name }) => name === meter.family)
  const live = new Map(
    (family?.everyone(fabric) ?? [])
      .filter(({ record }) => meter.isLive(record))
      .map((held) => [family!.idOf(held), held]),
  )
  return [...new Set([...live.keys(), ...told.made.keys()])].flatMap((id) => {
    const held = live.get(id)
    const entry = told.made.get(id)
    const home = held ?? (entry?.principal && { account: entry.principal.account, region: entry.region })
    if (!home) return []
    const from = (held && meter.since(held.record)) ?? entry?.at ?? 0
    // What came to an end by itself, and nobody said when, is not charged for.
    const until = held ? undefined : (told.ended.get(id) ?? from)
    const facts = held ? meter.facts(held.record) : meter.factsWhenMade(entry!)
    return withParts(facts, told.parts.get(id), from).flatMap(({ item, units, part, since, till }) => {
      const end = till ?? until
      const resource = part === undefined ? id : `${id}/${part}`
      const { account, region } = home
      return [
        { account, region, item, resource, units, from: since, ...(end !== undefined && { until: end }) },
      ]
    })
  })
}

interface Timed extends Fact {
  readonly since: number
  readonly till?: number
}

function withParts(facts: readonly Fact[], times: PartTimes | undefined, from: number): Timed[] {
  const [first] = facts
  return [
    ...facts.map((fact) => ({ ...fact, since: times?.since.get(fact.part ?? '') ?? from })),
    ...(times?.removed ?? [])
      // Of what is gone altogether, the facts are those of its first day.
      .filter(
        ({ part, from: again }) =>
          first && (again !== undefined || !facts.some((fact) => fact.part === part)),
      )
      .map(({ part, from: since, until: till }) => ({ ...first!, part, since: since ?? from, till })),
  ]
}

function toldOf(meter: Meter, entries: readonly LedgerEntry[]): Told {
  const told: Told = { made: new Map(), ended: new Map(), parts: new Map() }
  for (const entry of entries) {
    for (const id of meter.made(entry)) if (!told.made.has(id)) told.made.set(id, entry)
    for (const id of meter.ended(entry)) told.ended.set(id, entry.at)
    const changed = meter.changed(entry)
    if (!changed) continue
    const times: PartTimes = told.parts.get(changed.id) ?? { since: new Map(), removed: [] }
    for (const part of changed.added) times.since.set(part, entry.at)
    for (const part of changed.removed) {
      times.removed.push({ part, from: times.since.get(part), until: entry.at })
      times.since.delete(part)
    }
    told.parts.set(changed.id, times)
  }
  return told
}

/** VPC pricing: public IPv4 addresses cost the same whether they were allocated or came by themselves. */
function automaticAddresses(fabric: Fabric): Lifetime[] {
  return networkInterfaces.everyone(fabric).flatMap(({ account, region, record }) => {
    const { Association, Attachment, NetworkInterfaceId = '' } = record
    if (Association?.PublicIp === undefined || !isAutomatic(Association)) return []
    const from = Date.parse(Attachment?.AttachTime ?? '') || 0
    return [{ account, region, item: 'public-ipv4-hour', resource: NetworkInterfaceId, units: 1, from }]
  })
}
