import type { Store } from '../kernel/store.ts'
import type { Scope } from '../world/held.ts'
import { type JournalSeen, writeJournal } from '../world/journal.ts'
import { recordTraffic, type TrafficSeen } from '../world/traffic.ts'
import { addUsage, type Usage } from '../world/usage.ts'
import { evaluateSoon } from './cloudwatch/alarm-evaluation.ts'
import { type Measured, recordMetric } from './cloudwatch/metrics.ts'
import { logTraffic } from './ec2/flow-log-delivery.ts'
import { logQuery } from './route53resolver/query-log-delivery.ts'

/** What probes and tools put on the network, as AWS's logs, metrics and bills have it. */
export interface Observation {
  readonly rows: readonly TrafficSeen[]
  /** Lines for the query logs of VPCs. */
  readonly queries: readonly { readonly vpc: string; readonly line: string }[]
  readonly measurements: readonly Measurement[]
  readonly usage: readonly Usage[]
  /** What servers and appliances on the way wrote into their logs. */
  readonly journal: readonly JournalSeen[]
}

/** What goes into a metric of AWS's, and whose it is. */
export interface Measurement extends Measured {
  readonly scope: Scope
}

/** Writes it down, and sets going what AWS makes of it. */
export function writeDown(
  { store, now }: { readonly store: Store; readonly now: number },
  { rows, queries, measurements, usage, journal }: Observation,
): void {
  for (const row of rows) logTraffic({ store, now }, recordTraffic(store, row))
  for (const { vpc, line } of queries) logQuery({ store, now }, vpc, line)
  for (const { scope, ...measured } of measurements) {
    recordMetric(store, scope, measured)
    evaluateSoon({ store, now, ...scope }, measured)
  }
  for (const used of usage) addUsage(store, used)
  for (const seen of journal) writeJournal(store, seen)
}
