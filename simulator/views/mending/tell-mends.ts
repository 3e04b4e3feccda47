import type { Contract } from '../../api/model.ts'
import type { Cloud } from '../../cloud.ts'
import type { Fabric } from '../../network/fabric.ts'
import { servicesOfRepairs } from '../../network/mending/repairs.ts'
import { mend } from '../../network/mending/search.ts'
import type { Trace } from '../../network/trace.ts'
import { reportMending, tellMending } from './mend-report.ts'
import { type profilesOf, speakerTo } from './spell-repair.ts'

export interface MendsAsked {
  readonly contract: Contract
  readonly actors: Parameters<typeof profilesOf>[0]
  readonly follow: (fabric: Fabric) => Trace
  /** Whether somebody wants to know the mends, too. */
  readonly isAsked: boolean
}

/** What stands in a flow's way, and what mends it, as text. */
export async function tellMends(
  cloud: Cloud,
  { contract, actors, follow, isAsked }: MendsAsked,
): Promise<string> {
  for (const service of servicesOfRepairs) await contract.need(service)
  return tellMending(reportMending(speakerTo(cloud, actors), mend(cloud.trial(), follow)), isAsked)
}
