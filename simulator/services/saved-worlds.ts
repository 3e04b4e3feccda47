import { plannedWork, type Work } from '../kernel/clock.ts'
import type { Snapshot } from '../kernel/store.ts'
import { serviceOfTable, services } from './index.ts'

// What a saved world wants to have loaded before it is put together: what exists in it, and what falls due there.

export async function needServicesOf(snapshot: Snapshot, text: string): Promise<void> {
  await Promise.all([...servicesIn(snapshot)].map((name) => services.needWorld(name, text)))
}

/** The services that have something in a world, or something to do there. */
function servicesIn(snapshot: Snapshot): ReadonlySet<string> {
  const owners = Object.keys(snapshot.tables).map(serviceOfTable)
  const due = workIn(snapshot).map(({ args }) => String(args['service']))
  return new Set([...owners, ...due].filter((one) => one !== undefined))
}

/** Whether AWS's analyzers are at work in it. */
export const isAnalysing = (snapshot: Snapshot): boolean =>
  workIn(snapshot).some(({ kind }) => kind.startsWith('network-insights'))

const workIn = ({ tables }: Snapshot): readonly Work[] =>
  (tables[plannedWork.name] ?? []).map(({ record }) => record as Work)
