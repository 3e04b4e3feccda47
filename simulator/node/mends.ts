import { contract } from '../api/contract.ts'
import { Cloud } from '../cloud.ts'
import type { Fabric } from '../network/fabric.ts'
import { servicesOfRepairs } from '../network/mending/repairs.ts'
import { mend } from '../network/mending/search.ts'
import { ask, type Question } from '../network/question.ts'
import type { Trace } from '../network/trace.ts'
import { type MendReport, reportMending } from '../views/mending/mend-report.ts'
import { accounts } from '../world/accounts.ts'

/** What mends the flows that questions are about, in a model that stays as it is. */
export type Mender = (question: Question, first: Trace) => MendReport

/** For a text that has been found to hold a world. Changes are tried in all of the simulator, not only its network. */
export async function menderOf(saved: string): Promise<Mender> {
  const cloud = await Cloud.open(saved, { contract })
  for (const service of servicesOfRepairs) await contract.need(service)
  const speaker = { contract, hasProfiles: cloud.store.size(accounts) > 1 }
  return (question, first) => {
    const follow = (fabric: Fabric): Trace => {
      const answer = ask(fabric, question)
      // A change that takes away what the question names does not mend it.
      return 'cannotSay' in answer ? first : answer
    }
    return reportMending(speaker, mend(cloud.trial(), follow))
  }
}
