import type { Reads } from '../kernel/store.ts'
import { checkKinds } from './checks/index.ts'
import { judge, readBound } from './judge.ts'
import type { WrittenCheck } from './kinds.ts'
import { type Judged, pointsOf, type Score, scoreOf, type Worth } from './score.ts'
import type { Subject } from './subject.ts'
import { type Verdict, verdictOf } from './verdict.ts'

/** A check of a scenario: what it judges, and what that is worth. */
export interface Goal {
  readonly id: string
  /** What learners read; what the check says of itself where its author says nothing. */
  readonly title?: string
  readonly check: WrittenCheck
  readonly worth: Worth
  /** The author's words, by the reason for which it fails. */
  readonly says?: Readonly<Record<string, string>>
  /** The topic that teaches it, where it is another than the reason's. */
  readonly lesson?: string
}

export interface GradedGoal extends Judged {
  readonly title: string
  readonly verdict: Verdict
  readonly points: number
  /** What the author has to say to that. */
  readonly said?: string
  /** It belongs to a stage that has not opened yet, and was not judged. */
  readonly isClosed?: true
}

export interface Grade {
  readonly goals: readonly GradedGoal[]
  readonly score: Score
}

/** Judges every goal, each in a fork of its own: none of them sees what another one did. */
export function grade(subject: Subject, goals: readonly Goal[], passAt?: number): Grade {
  const graded = goals.map((goal) => gradeGoal(subject, goal))
  return { goals: graded, score: scoreOf(graded, passAt) }
}

export function gradeGoal(
  subject: Subject,
  { id, title, check, worth, says = {}, lesson }: Goal,
  reads?: Reads,
): GradedGoal {
  const finding = judge(checkKinds, subject.fork(reads), check, id)
  const expected = expectedOf(subject, check)
  const verdict = verdictOf(expected, lesson === undefined ? finding : { ...finding, lesson })
  const reason = verdict.obstacles.find((one) => Object.hasOwn(says, one.reason))?.reason
  const said = verdict.met || reason === undefined ? undefined : says[reason]
  const judged = { id, worth, verdict }
  return {
    ...judged,
    title: title ?? expected,
    points: pointsOf(judged),
    ...(said !== undefined && { said }),
  }
}

/** A goal of a stage that has not opened yet: nobody can have reached it. */
export function closedGoal(subject: Subject, { id, title, check, worth }: Goal): GradedGoal {
  const expected = expectedOf(subject, check)
  const verdict = verdictOf(expected, { met: false, observed: 'Its stage has not opened yet' })
  return { id, worth, verdict, title: title ?? expected, points: 0, isClosed: true }
}

/** The goals that fail; those of stages that have not opened yet are not among them. */
export const failedIn = ({ goals }: Pick<Grade, 'goals'>): readonly GradedGoal[] =>
  goals.filter(({ verdict, isClosed }) => !verdict.met && !isClosed)

function expectedOf(subject: Subject, check: WrittenCheck): string {
  const read = readBound(checkKinds, subject, check)
  return read.problem === undefined ? read.type.expected(read.params) : checkKinds.typeOf(check).summary
}

/** The services whose models must be loaded before these can be judged without waiting. */
export const servicesOf = (goals: readonly Pick<Goal, 'check'>[]): readonly string[] => [
  ...new Set(
    goals.flatMap(({ check }) => {
      const type = checkKinds.typeOf(check)
      const { success, data } = type.params.safeParse(checkKinds.paramsOf(check))
      return success ? (type.services?.(data as never) ?? []) : []
    }),
  ),
]

/** The same for what they ask of AWS's services by plain HTTP: labels of names, among which those of services are. */
export const endpointsOf = (goals: readonly Pick<Goal, 'check'>[]): readonly string[] => [
  ...new Set(
    goals.flatMap(({ check }) => {
      const type = checkKinds.typeOf(check)
      const { success, data } = type.params.safeParse(checkKinds.paramsOf(check))
      return success ? (type.endpoints?.(data as never) ?? []) : []
    }),
  ),
]

/**
 * What tells a wrong solution from others: which goals fail, for which reasons, at which kinds of things. Two worlds
 * that are wrong in the same way have the same one.
 */
export function signatureOf({ goals }: Grade): string {
  const told = failedIn({ goals }).map(({ id, verdict: { obstacles, resources } }) => {
    const reasons = [...new Set(obstacles.map(({ reason }) => reason))].sort()
    const kinds = [
      ...new Set(resources.map((one) => /^([a-z]+)-[0-9a-f]{8,17}$/.exec(one)?.[1] ?? 'thing')),
    ].sort()
    return `${id}(${reasons.join(',')};${kinds.join(',')})`
  })
  return told.sort().join(' ')
}
