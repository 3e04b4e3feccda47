import { checkKinds } from '../../grading/checks/index.ts'
import { readDestination } from '../../grading/destination.ts'
import { readBound } from '../../grading/judge.ts'
import type { Fabric } from '../../network/fabric.ts'
import { ask, type Question } from '../../network/question.ts'
import { isWorking } from '../../network/trace.ts'
import { endNamed } from '../../shell/lab/names.ts'
import type { LookupAsked } from '../trace/lookup-view.ts'
import type { Attempt } from './attempt.ts'

// What a goal looks at, as a way to follow: the packet of a probe, the lookup of a name.

export type GoalWay =
  | { readonly kind: 'packet'; readonly question: Question }
  | { readonly kind: 'lookup'; readonly asked: LookupAsked }

/** Undefined where a goal is about no way. */
export function wayOfGoal({ scenario, variables }: Attempt, fabric: Fabric, id: string): GoalWay | undefined {
  const goal = scenario.goals.find((one) => one.id === id)
  const read = goal && readBound(checkKinds, { variables }, goal.check)
  if (!read || read.problem !== undefined) return undefined
  const { from, to, name, type } = read.params as {
    readonly from?: readonly string[]
    readonly to?: unknown
    readonly name?: string
    readonly type?: string
  }
  const kind = read.type.type
  if (kind === 'resolve' && from?.[0] !== undefined && name !== undefined)
    return { kind: 'lookup', asked: { from: from[0], name, ...(type !== undefined && { type }) } }
  if ((kind !== 'probe' && kind !== 'denies') || !from?.length || typeof to !== 'string') return undefined
  return wayTo(fabric, from, to, kind === 'denies')
}

/** Of several that send, the first one for which it is not as it should be. */
function wayTo(
  fabric: Fabric,
  from: readonly string[],
  to: string,
  shouldFail: boolean,
): GoalWay | undefined {
  const destination = readDestination(to)
  if (!destination) return undefined
  const { scheme, host, port } = destination
  const questions = from.map(
    (sender): Question => ({
      from: sender,
      to: host.replace(/^\[(.*)\]$/, '$1'),
      protocol: scheme === 'ping' ? 'icmp' : scheme === 'udp' ? 'udp' : 'tcp',
      ...(scheme !== 'ping' && { port }),
    }),
  )
  const isWrong = (question: Question) => {
    const made = ask(fabric, { ...question, from: endNamed(fabric, question.from) })
    return ('cannotSay' in made || !isWorking(made)) !== shouldFail
  }
  const question = questions.find(isWrong) ?? questions[0]!
  const made = ask(fabric, { ...question, from: endNamed(fabric, question.from) })
  // What cannot be found cannot be sent to: then the name is worth looking at.
  if ('cannotSay' in made && host.includes('.'))
    return { kind: 'lookup', asked: { from: question.from, name: host } }
  return { kind: 'packet', question }
}
