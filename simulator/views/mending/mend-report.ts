import { type Made, nameIn } from '../../network/mending/made.ts'
import type { Failure } from '../../network/mending/repair.ts'
import type { Mending } from '../../network/mending/search.ts'
import { explainDrop, lessonOf } from '../../network/reasons.ts'
import { type Speaker, spellRepair } from './spell-repair.ts'

// What stands in the way of a flow and what mends it, as data for programs and as text for people.

export interface MendReport {
  readonly obstacles: readonly ObstacleReport[]
  /** Together they open the way; null where nothing does. */
  readonly mends: readonly MendStep[] | null
}

export interface ObstacleReport {
  /** Whether the packet met it, or its answer. */
  readonly direction: 'forward' | 'return'
  readonly reason: string
  readonly at: string
  readonly explanation: string
  readonly evidence: readonly string[]
  /** A topic of the curriculum. */
  readonly topic: string
  /** What to build instead, where a change of what is there may not help. */
  readonly instead?: string
}

export interface MendStep {
  readonly sentence: string
  /** Lines for a shell, in order. */
  readonly commands: readonly string[]
}

export const reportMending = (speaker: Speaker, { obstacles, repairs, made }: Mending): MendReport => ({
  obstacles: obstacles.map((obstacle) => reportObstacle(obstacle, made)),
  mends:
    repairs?.map((repair) => ({ sentence: repair.sentence, commands: spellRepair(speaker, repair) })) ?? null,
})

function reportObstacle({ direction, dropped }: Failure, made: Made): ObstacleReport {
  const { reason, at, judgement } = dropped
  const { topic, instead } = lessonOf(reason)
  return {
    direction: direction === 'forward' ? 'forward' : 'return',
    reason,
    at: nameIn(at, made),
    explanation: explainDrop(reason).sentence,
    evidence: judgement.evidence.map((id) => nameIn(id, made)),
    topic,
    ...(instead !== undefined && { instead }),
  }
}

/** As lines of text, of which those that are no commands are comments, so that a shell may run all of it. */
export function tellMending({ obstacles, mends }: MendReport, isAsked = true): string {
  if (!obstacles.length) return '# Nothing stands in the way.'
  const lines = ['# What stands in the way, in the order in which the packet meets it:']
  for (const [i, { direction, reason, at, explanation, topic }] of obstacles.entries()) {
    const whose = direction === 'return' ? ', for the answer' : ''
    lines.push(`#   ${i + 1}. ${reason} at ${at}${whose}: ${explanation} (${topic})`)
  }
  if (!isAsked) return [...lines, '# What mends it is told with --mend.'].join('\n')
  if (mends) {
    lines.push('# What mends it, in this order; a change has to be done before the next one is taken:')
    for (const { sentence, commands } of mends) lines.push(`#   ${sentence}`, ...commands)
    return lines.join('\n')
  }
  const last = obstacles.at(-1)
  lines.push('# No change of what is there mends it.')
  if (last?.instead !== undefined) lines.push(`#   Instead: ${last.instead}`)
  return lines.join('\n')
}
