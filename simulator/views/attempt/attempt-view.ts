import type { Cloud } from '../../cloud.ts'
import type { Score } from '../../grading/score.ts'
import type { Proof, Verdict } from '../../grading/verdict.ts'
import { type Cast, castOf, isTelling } from '../../packs/cast.ts'
import { withoutParts } from '../../packs/directives.ts'
import type { Attempt } from './attempt.ts'
import type { HintOffer } from './hints.ts'
import { openStages } from './progress.ts'
import type { Standing } from './standing.ts'
import { doneIn, type SolutionStep, stepsOf } from './steps.ts'

// A learner's go at a scenario as a page shows it: data alone, and no word of a hint that was not taken.

export interface AttemptView {
  readonly title: string
  /** Whom the brief speaks of; missing where there is nobody to tell apart. */
  readonly cast?: Cast
  /** What learners read, with what the stages that are open have added. */
  readonly brief: string
  /** Shown to those who have passed, or have looked at the solution. */
  readonly debrief?: string
  readonly stages: readonly { readonly id: string; readonly title: string; readonly isOpen: boolean }[]
  readonly goals: readonly GoalView[]
  readonly score: Score
  readonly standing: Standing
  readonly offers: readonly Omit<HintOffer, 'text'>[]
  readonly taken: readonly string[]
  /** For those who have looked at the solution: its steps, and which of them have been taken. */
  readonly solution?: readonly SolutionStepView[]
}

export interface SolutionStepView extends SolutionStep {
  readonly isDone: boolean
}

/** What telling the steps of a solution needs to know of the lab. */
export interface StepPorts {
  /** The lines that were typed so far. */
  typed(): readonly string[]
  isIncomplete(text: string): boolean
}

export interface GoalView {
  readonly id: string
  readonly title: string
  readonly stage?: string
  readonly isOpen: boolean
  readonly isBonus: boolean
  readonly isNeeded: boolean
  readonly points: number
  readonly of: number
  /** Whether it is reached, and what that is: why it is not is told to those who ask. */
  readonly verdict: Pick<Verdict, 'met' | 'expected'>
  readonly question?: { readonly text: string; readonly options: readonly (readonly [string, string])[] }
}

export function attemptView(attempt: Attempt, cloud: Cloud, ports?: StepPorts): AttemptView {
  const { scenario } = attempt
  const cast = castOf(scenario.document)
  const { goals, score, standing } = attempt.look(cloud)
  const open = new Set(openStages(scenario, cloud).map(({ id }) => id))
  const stageOf = new Map(
    scenario.stages.flatMap(({ id, checks }) => checks.map((check) => [check, id] as const)),
  )
  const isDebriefed = score.passed || attempt.sawSolution
  return {
    title: scenario.document.title,
    ...(isTelling(cast) && { cast }),
    brief: attempt.brief(cloud),
    ...(isDebriefed && scenario.debrief !== undefined && { debrief: scenario.debrief }),
    stages: scenario.stages.map(({ id, title }) => ({ id, title, isOpen: open.has(id) })),
    goals: goals.map(({ id, title, worth, points, verdict, isClosed }) => {
      const stage = stageOf.get(id)
      const question = questionOf(scenario.goals.find((one) => one.id === id)?.check['quiz'])
      return {
        id,
        title,
        isOpen: !isClosed,
        isBonus: worth.bonus,
        isNeeded: worth.must,
        points,
        of: worth.points,
        verdict: { met: verdict.met, expected: verdict.expected },
        ...(stage !== undefined && { stage }),
        ...(question && { question }),
      }
    }),
    score,
    standing,
    offers: attempt.hintsOffered(cloud).map(({ text: _, ...offer }) => offer),
    taken: attempt.hintTexts,
    ...(ports && attempt.sawSolution && { solution: solutionOf(attempt, ports) }),
  }
}

function solutionOf({ scenario }: Attempt, { typed, isIncomplete }: StepPorts): readonly SolutionStepView[] {
  const isDone = doneIn(typed())
  return stepsOf(withoutParts(scenario.solution), isIncomplete).map((step) => ({
    ...step,
    isDone: isDone(step),
  }))
}

/** What was found of a goal, for whoever wants to know; undefined where there is none, or its stage has not opened. */
export interface GoalFinding extends Pick<Verdict, 'observed' | 'obstacles' | 'resources'> {
  /** The author’s words on why it fails. */
  readonly said?: string
  readonly proof?: Proof
}

export function goalFinding(attempt: Attempt, cloud: Cloud, id: string): GoalFinding | undefined {
  const goal = attempt.look(cloud).goals.find((one) => one.id === id)
  if (!goal || goal.isClosed) return undefined
  const { met, observed, obstacles, resources, proof } = goal.verdict
  return {
    observed,
    obstacles: met ? [] : obstacles,
    resources,
    ...(goal.said !== undefined && { said: goal.said }),
    ...(proof && { proof: { kind: proof.kind, text: proof.text } }),
  }
}

function questionOf(asked: unknown): GoalView['question'] {
  if (!asked) return undefined
  const { question, options } = asked as {
    readonly question: string
    readonly options: Readonly<Record<string, { readonly text: string }>>
  }
  return {
    text: question,
    options: Object.entries(options).map(([letter, { text }]) => [letter, text] as const),
  }
}
