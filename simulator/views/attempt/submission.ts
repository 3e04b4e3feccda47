import type { Cloud } from '../../cloud.ts'
import { sha256 } from '../../kernel/sha256.ts'
import type { Submission, SubmittedResult } from '../../packs/submission-schema.ts'
import type { LogEntry } from '../../shell/lab/log.ts'
import type { Attempt, AttemptGrade } from './attempt.ts'

/** The program that a lab ran in, and the pack that its scenario is from. */
export type Origin = Pick<Submission, 'engine' | 'pack'>

/** A submission as a file. */
export interface HandedIn {
  /** What the file may be called. */
  readonly file: string
  readonly text: string
  /** A sentence for whoever hands it in. */
  readonly told: string
}

export interface SubmissionAsked {
  readonly name: string
  readonly from: Origin
  readonly log: readonly LogEntry[]
  readonly seed: string | undefined
  readonly cloud: Cloud
}

export function submissionOf(attempt: Attempt, { name, from, log, seed, cloud }: SubmissionAsked): HandedIn {
  const { scenario } = attempt
  const graded = attempt.grade(cloud)
  const result = resultOf(graded)
  const head: Omit<Submission, 'log'> = {
    kind: 'hopwise-submission',
    format: 1,
    name,
    ...from,
    scenario: scenario.id,
    language: scenario.language,
    ...(seed !== undefined && { seed }),
    result,
    world: hashOfWorld(cloud),
  }
  const lines = log.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')
  const text = `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "log": [\n${lines}\n  ]\n}\n`
  const met = graded.goals.filter(({ verdict }) => verdict.met).length
  const steps = log.length === 1 ? 'one step' : `${log.length} steps`
  return {
    file: `${slugOf(`${name} ${scenario.name}`)}.json`,
    text,
    told: `${name} hands in ${scenario.document.title}: ${met} of ${graded.goals.length} goals, ${result.percent} %, after ${steps}.`,
  }
}

/** Two worlds have the same one only if they are equal in everything. */
export const hashOfWorld = (cloud: Pick<Cloud, 'save'>): string =>
  [...sha256(new TextEncoder().encode(cloud.save()))].map((one) => one.toString(16).padStart(2, '0')).join('')

export function resultOf({ goals, score, standing }: AttemptGrade): SubmittedResult {
  const used = (kind: string) => standing.spent.find((one) => one.kind === kind)?.used ?? 0
  return {
    percent: standing.percent,
    reached: standing.reached,
    passed: score.passed,
    points: score.points,
    of: score.of,
    checks: Object.fromEntries(goals.map(({ id, verdict, points }) => [id, { met: verdict.met, points }])),
    hints: {
      taken: standing.hints.length,
      cost: standing.hints.reduce((sum, { cost }) => sum + cost, 0),
    },
    sawSolution: standing.sawSolution,
    commands: used('commands'),
    usd: used('usd'),
    minutes: used('minutes'),
  }
}

/** Letters of every script stay; what files cannot be called everywhere goes. */
const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80) || 'submission'
