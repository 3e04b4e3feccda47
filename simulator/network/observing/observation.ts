import type { Observation } from '../../services/observations.ts'
import { entryOf } from '../dns/query-log.ts'
import type { Fabric } from '../fabric.ts'
import { measuredBy, measuredByLookup } from './metrics.ts'
import { flowsOf, type Observed, rowOf } from './observed.ts'
import { usageBy, usageByLookup } from './usage.ts'

/** What went over the network, as AWS's logs, metrics and bills have it. */
export function observationOf(fabric: Fabric, observed: readonly Observed[]): Observation {
  const lookups = observed.filter((one) => one.kind === 'lookup')
  const flows = observed.flatMap((one) => (one.kind === 'flow' ? [one] : flowsOf(one)))
  const rows = flows.map((flow) => rowOf(fabric, flow))
  return {
    rows,
    queries: lookups.flatMap(({ answer }) =>
      answer.logged.map((logged) => ({ vpc: logged.vpc, line: JSON.stringify(entryOf(fabric, logged)) })),
    ),
    measurements: [
      ...rows.flatMap((row) => measuredBy(fabric, row)),
      ...lookups.flatMap((lookup) => measuredByLookup(fabric, lookup)),
    ],
    usage: [
      ...rows.flatMap((row) => usageBy(fabric, row)),
      ...lookups.flatMap((lookup) => usageByLookup(fabric, lookup)),
    ],
  }
}
