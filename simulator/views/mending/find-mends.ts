import type { Contract } from '../../api/model.ts'
import type { Cloud } from '../../cloud.ts'
import type { Fabric } from '../../network/fabric.ts'
import { servicesOfRepairs } from '../../network/mending/repairs.ts'
import { mend } from '../../network/mending/search.ts'
import type { Trace } from '../../network/trace.ts'
import { type MendReport, reportMending } from './mend-report.ts'
import { type profilesOf, speakerTo } from './spell-repair.ts'

export interface MendsAsked {
  readonly contract: Contract
  readonly actors: Parameters<typeof profilesOf>[0]
  readonly follow: (fabric: Fabric) => Trace
}

/** What stands in a flow's way, and what mends it. */
export async function findMends(cloud: Cloud, { contract, actors, follow }: MendsAsked): Promise<MendReport> {
  for (const service of servicesOfRepairs) await contract.need(service)
  return reportMending(speakerTo(cloud, actors), mend(cloud.trial(), follow))
}
