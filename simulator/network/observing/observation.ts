import type { Observation } from '../../services/observations.ts'
import { entryOf } from '../dns/query-log.ts'
import type { Fabric } from '../fabric.ts'
import { passedBy } from './appliances.ts'
import { measuredBy, measuredByLookup } from './metrics.ts'
import { flowsOf, type Observed, rowOf } from './observed.ts'
import { servedBy, servedToItself } from './servers.ts'
import { usageBy, usageByLookup } from './usage.ts'

/** What went over the network, as AWS's logs, metrics and bills have it. */
export function observationOf(fabric: Fabric, observed: readonly Observed[]): Observation {
  const lookups = observed.filter((one) => one.kind === 'lookup')
  const flows = observed.flatMap((one) => {
    if (one.kind === 'own') return []
    return one.kind === 'flow' ? [one] : flowsOf(one)
  })
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
    journal: [
      ...flows.flatMap((flow) => [...passedBy(fabric, flow), ...servedBy(fabric, flow)]),
      ...observed.flatMap((one) => (one.kind === 'own' ? servedToItself(fabric, one) : [])),
    ],
    usage: [
      ...rows.flatMap((row) => usageBy(fabric, row)),
      ...lookups.flatMap((lookup) => usageByLookup(fabric, lookup)),
    ],
  }
}
