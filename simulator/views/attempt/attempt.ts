import type { Contract } from '../../api/model.ts'
import type { Cloud } from '../../cloud.ts'
import { checkKinds } from '../../grading/checks/index.ts'
import {
  endpointsOf,
  type Goal,
  type Grade,
  type GradedGoal,
  gradeGoal,
  servicesOf,
  signatureOf,
} from '../../grading/grade.ts'
import { mendCheck } from '../../grading/judge.ts'
import { scoreOf } from '../../grading/score.ts'
import { Subject } from '../../grading/subject.ts'
import type { Variables } from '../../grading/variables.ts'
import { servicesOfRepairs } from '../../network/mending/repairs.ts'
import { needEndpoint } from '../../network/session/answer-http.ts'
import type { Scenario } from '../../packs/load.ts'
import type { Stage } from '../../packs/stages.ts'
import type { Locks } from '../../services/locks.ts'
import { accounts } from '../../world/accounts.ts'
import { estimateOf } from '../bill/bill.ts'
import { reportMending, tellMending } from '../mending/mend-report.ts'
import { profilesOf } from '../mending/spell-repair.ts'
import { type GoalEvent, type GoalState, Goals } from './goals.ts'
import { type HintOffer, hintsOn, takenHint } from './hints.ts'
import { Judgements } from './judgements.ts'
import { locksOf } from './locks.ts'
import { isStageDone, nextStage, openNextStage, openStages } from './progress.ts'
import { type Standing, standingOf } from './standing.ts'
import { tellGoals } from './tell-goals.ts'
import { tellGoal } from './tell-grade.ts'

/** What an attempt is, beside the world: kept with a saved lab. */
export interface SavedAttempt {
  readonly scenario: string
  readonly variables: Variables
  readonly answers: Readonly<Record<string, readonly string[]>>
  readonly hints: readonly number[]
  readonly sawSolution?: boolean
}

export interface AttemptOptions {
  readonly scenario: Scenario
  readonly contract: Contract
  /** Whose account the workstation is of. */
  readonly account: string
  /** What the setup exported. */
  readonly variables: Variables
  /** The world as the learner found it. */
  readonly start: Cloud
  readonly saved?: SavedAttempt
}

/** A grade, with what it took to get there. */
export interface AttemptGrade extends Grade {
  readonly standing: Standing
}

/** One learner's go at a scenario: its goals, judged on forks, its stages, and the hints that were taken. */
export class Attempt {
  readonly scenario: Scenario
  readonly variables: Variables
  readonly start: Cloud
  /** What the learner may not change. */
  readonly locks: Locks
  /** How the goals stood when they were judged last, for whoever follows them. */
  readonly goals = new Goals()
  readonly #options: AttemptOptions
  readonly #judgements: Judgements
  #answers: Readonly<Record<string, readonly string[]>>
  #hints: readonly number[]
  #sawSolution: boolean

  constructor(options: AttemptOptions) {
    this.scenario = options.scenario
    this.variables = options.variables
    this.start = options.start
    this.locks = locksOf(options.scenario, options.variables)
    this.#options = options
    this.#judgements = new Judgements(options.scenario, (cloud) => this.#subject(cloud))
    this.#answers = options.saved?.answers ?? {}
    this.#hints = options.saved?.hints ?? []
    this.#sawSolution = options.saved?.sawSolution ?? false
  }

  /** What has to be loaded before goals can be judged. */
  static async load(contract: Contract, goals: readonly Goal[]): Promise<void> {
    const known = servicesOf(goals).filter((one) => contract.services.includes(one))
    for (const service of new Set(known)) await contract.need(service)
    for (const name of endpointsOf(goals)) await needEndpoint(contract, name)
  }

  save(): SavedAttempt {
    return {
      scenario: this.scenario.id,
      variables: this.variables,
      answers: this.#answers,
      hints: this.#hints,
      ...(this.#sawSolution && { sawSolution: true }),
    }
  }

  /** The same attempt once more: neither sees what is answered, or asked for, in the other. */
  fork(): Attempt {
    return new Attempt({ ...this.#options, saved: this.save() })
  }

  /** How it stands: every goal, judged in this very world, the score, and what it took. */
  grade(cloud: Cloud): AttemptGrade {
    return this.#gradeOf(cloud, this.#judgements.fresh(cloud))
  }

  /** The same for who looks after each command: goals that cannot have changed are not judged again. */
  look(cloud: Cloud): AttemptGrade {
    return this.#gradeOf(cloud, this.#judgements.again(cloud))
  }

  #gradeOf(cloud: Cloud, goals: readonly GradedGoal[]): AttemptGrade {
    const score = scoreOf(goals, this.scenario.document['pass-at'])
    const hints = this.#hints.flatMap((index) => takenHint(this.scenario, index))
    const { scenario, start } = this
    const asked = { scenario, score, cloud, start, hints, sawSolution: this.#sawSolution }
    return { goals, score, standing: standingOf(asked) }
  }

  /** Whether judging after each command changes anything: somebody follows, or a stage may open. */
  wantsTicks(cloud: Cloud): boolean {
    return this.goals.isFollowed || nextStage(this.scenario, cloud) !== undefined
  }

  /** Looks again at the goals that may have changed, and opens what comes next; `happen` is what its script does. */
  async tick(cloud: Cloud, happen: (stage: Stage) => Promise<void>): Promise<readonly GoalEvent[]> {
    const events: GoalEvent[] = []
    const look = () => events.push(...this.goals.update(this.#states(cloud)))
    look()
    for (;;) {
      const stage = nextStage(this.scenario, cloud)
      const met = new Set(this.goals.states.flatMap((goal) => (goal.met ? [goal.id] : [])))
      if (!stage || !isStageDone(this.scenario, cloud, met)) break
      await happen(stage)
      openNextStage(cloud)
      const { stages } = this.scenario
      const number = stages.indexOf(stage) + 1
      events.push({ kind: 'stage', id: stage.id, title: stage.title, number, of: stages.length })
      look()
    }
    this.goals.tell(events)
    return events
  }

  #states(cloud: Cloud): readonly GoalState[] {
    const { stages } = this.scenario
    return this.#judgements.again(cloud).map((graded): GoalState => {
      const stage = stages.find(({ checks }) => checks.includes(graded.id))
      return {
        id: graded.id,
        title: graded.title,
        met: graded.verdict.met,
        isOpen: !graded.isClosed,
        ...(stage && { stage: stage.id }),
        graded,
      }
    })
  }

  /** What learners read: the scenario's brief, or that of the stage that was opened last. */
  brief(cloud: Cloud): string {
    const stage = openStages(this.scenario, cloud).at(-1)
    if (!stage) return this.scenario.brief
    const isFirst = stage === this.scenario.stages[0]
    return [
      ...(isFirst ? [this.scenario.brief] : [`# ${stage.title}`]),
      ...(stage.brief === undefined ? [] : [stage.brief]),
    ].join('\n\n')
  }

  tellGoals(cloud: Cloud): string {
    const graded = this.grade(cloud)
    return tellGoals(this.scenario, graded, graded.standing, cloud)
  }

  /** What was found of the goals that are not reached, or of one; undefined where there is no such goal. */
  tellCheck(cloud: Cloud, id?: string): { readonly text: string; readonly met: boolean } | undefined {
    const all = this.grade(cloud)
    const asked = all.goals.filter((goal) => (id === undefined ? !goal.isClosed : goal.id === id))
    if (!asked.length) return undefined
    const told = id === undefined ? asked.filter(({ verdict }) => !verdict.met) : asked
    if (!told.length) return { text: 'Every goal is reached.', met: true }
    const lines = told.map((one) => tellGoal(one, id !== undefined))
    const known = this.#knownMistake(all)
    if (known !== undefined && told.some(({ verdict }) => !verdict.met))
      lines.push(`It looks as if ${known}.`)
    return { text: lines.join('\n\n'), met: told.every(({ verdict }) => verdict.met) }
  }

  /** What its author says to a world that is wrong in the very way of a near miss. */
  #knownMistake(graded: Grade): string | undefined {
    const signature = signatureOf(graded)
    return this.scenario.nearMisses.find((one) => one.signature === signature)?.because
  }

  /** The fewest changes that would reach a goal, as commands; undefined where there is no such goal. */
  async tellMend(cloud: Cloud, id: string): Promise<string | undefined> {
    const goal = this.scenario.goals.find((one) => one.id === id)
    if (!goal) return undefined
    const { contract } = this.#options
    for (const service of servicesOfRepairs) await contract.need(service)
    const mending = mendCheck(checkKinds, this.#subject(cloud), goal.check)
    if (!mending)
      return 'No change can be told for this goal: it asks for more than that something is reached.'
    const speaker = {
      contract,
      hasProfiles: cloud.store.size(accounts) > 1,
      profiles: profilesOf(this.scenario.document.actors),
    }
    return tellMending(reportMending(speaker, mending))
  }

  /** How many hints were taken. */
  get hintsTaken(): number {
    return this.#hints.length
  }

  /** The words of the hints that were taken, in the order in which they were. */
  get hintTexts(): readonly string[] {
    return this.#hints.flatMap((index) => this.scenario.document.hints[index]?.text ?? [])
  }

  /** The hints that would help with what is open and not reached, or with one goal, the next one first. */
  hintsOffered(cloud: Cloud, id?: string): readonly HintOffer[] {
    const { goals } = this.look(cloud)
    const unmet = goals.filter(({ verdict, isClosed }) => !verdict.met && !isClosed).map((goal) => goal.id)
    const offers = hintsOn(this.scenario, new Set(unmet), this.#hints)
    return id === undefined ? offers : offers.filter((one) => one.for === id)
  }

  takeHint({ index }: HintOffer): void {
    this.#hints = [...this.#hints, index]
  }

  seeSolution(): void {
    this.#sawSolution = true
  }

  get sawSolution(): boolean {
    return this.#sawSolution
  }

  /** A question of the scenario, as it is asked; undefined where there is none of that id. */
  question(id: string): string | undefined {
    const asked = this.scenario.goals.find((one) => one.id === id)?.check['quiz'] as
      | { question: string; options: Readonly<Record<string, { text: string }>> }
      | undefined
    if (!asked) return undefined
    const options = Object.entries(asked.options).map(([letter, { text }]) => `  ${letter}  ${text}`)
    return [asked.question, ...options].join('\n')
  }

  /** Answers a question of the scenario; undefined where there is none of that id. */
  answer(id: string, letters: readonly string[]): GradedGoal | undefined {
    const goal = this.scenario.goals.find((one) => one.id === id && 'quiz' in one.check)
    if (!goal) return undefined
    this.#answers = { ...this.#answers, [id]: letters }
    this.#judgements.forget()
    return gradeGoal(this.#subject(this.start), goal)
  }

  /** A world as this attempt's goals are judged in it: a fork that has settled. */
  subjectOf(cloud: Cloud): Subject {
    return this.#subject(cloud)
  }

  #subject(cloud: Cloud): Subject {
    const { account, variables, start } = this.#options
    const costOf = (...[fabric, asked]: Parameters<typeof estimateOf>) => estimateOf(fabric, asked)
    return Subject.of({ cloud, start, variables, account, answers: this.#answers, costOf })
  }
}
