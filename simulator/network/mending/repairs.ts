import { endpointRepairs } from './endpoint-repairs.ts'
import type { Failure, Repair, Repairers } from './repair.ts'
import { vpcRepairs } from './vpc-repairs.ts'

const repairers: Repairers = { ...vpcRepairs, ...endpointRepairs }

/** What could be done about a drop. */
export const repairsFor = (failure: Failure): readonly Repair[] =>
  repairers[failure.dropped.reason]?.(failure) ?? []
