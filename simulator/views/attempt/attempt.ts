import type { Contract } from '../../api/model.ts'
import type { Cloud } from '../../cloud.ts'
import { checkKinds } from '../../grading/checks/index.ts'
import {
  type Goal,
  type Grade,
  type GradedGoal,
  grade,
  gradeGoal,
  servicesOf,
  signatureOf,
} from '../../grading/grade.ts'
import { mendCheck } from '../../grading/judge.ts'
import { Subject } from '../../grading/subject.ts'
import type { Variables } from '../../grading/variables.ts'
import { servicesOfRepairs } from '../../network/mending/repairs.ts'
import type { Scenario } from '../../packs/load.ts'
import { accounts } from '../../world/accounts.ts'
import { estimateOf } from '../bill/bill.ts'
import { reportMending, tellMending } from '../mending/mend-report.ts'
import { tellGoal, tellGoals } from './tell-grade.ts'

/** What an attempt is, beside the world: kept with a saved lab. */
export interface SavedAttempt {
  readonly scenario: string
  readonly variables: Variables
  readonly answers: Readonly<Record<string, readonly string[]>>
  readonly hints: readonly number[]
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

/** One learner's go at a scenario: its goals, judged on forks, and the hints that were taken. */
export class Attempt {
  readonly scenario: Scenario
  readonly variables: Variables
  readonly start: Cloud
  readonly #options: AttemptOptions
  #answers: Readonly<Record<string, readonly string[]>>
  #hints: readonly number[]

  constructor(options: AttemptOptions) {
    this.scenario = options.scenario
    this.variables = options.variables
    this.start = options.start
    this.#options = options
    this.#answers = options.saved?.answers ?? {}
    this.#hints = options.saved?.hints ?? []
  }

  /** What has to be loaded before goals can be judged, and mends searched for. */
  static async load(contract: Contract, goals: readonly Goal[]): Promise<void> {
    const known = [...servicesOf(goals), ...servicesOfRepairs].filter((one) =>
      contract.services.includes(one),
    )
    for (const service of new Set(known)) await contract.need(service)
  }

  save(): SavedAttempt {
    return {
      scenario: this.scenario.id,
      variables: this.variables,
      answers: this.#answers,
      hints: this.#hints,
    }
  }

  /** How it stands: every goal, and the score. */
  grade(cloud: Cloud): Grade {
    const { goals, document } = this.scenario
    return grade(this.#subject(cloud), goals, document['pass-at'])
  }

  tellGoals(cloud: Cloud): string {
    return tellGoals(this.scenario, this.grade(cloud))
  }

  /** What was found of the goals that are not reached, or of one; undefined where there is no such goal. */
  tellCheck(cloud: Cloud, id?: string): { readonly text: string; readonly met: boolean } | undefined {
    const all = this.grade(cloud)
    const asked = all.goals.filter((goal) => id === undefined || goal.id === id)
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
  tellMend(cloud: Cloud, id: string): string | undefined {
    const goal = this.scenario.goals.find((one) => one.id === id)
    if (!goal) return undefined
    const mending = mendCheck(checkKinds, this.#subject(cloud), goal.check)
    if (!mending)
      return 'No change can be told for this goal: it asks for more than that something is reached.'
    const speaker = { contract: this.#options.contract, hasProfiles: cloud.store.size(accounts) > 1 }
    return tellMending(reportMending(speaker, mending))
  }

  /** How many hints were taken. */
  get hintsTaken(): number {
    return this.#hints.length
  }

  /** The next hint that helps with something that is not reached yet; undefined where there is none left. */
  nextHint(cloud: Cloud): string | undefined {
    const open = new Set(
      this.grade(cloud)
        .goals.filter(({ verdict }) => !verdict.met)
        .map(({ id }) => id),
    )
    const { hints } = this.scenario.document
    const next = hints.findIndex((one, i) => !this.#hints.includes(i) && isWanted(one, open))
    if (next < 0) return undefined
    this.#hints = [...this.#hints, next]
    return hints[next]?.text
  }

  /** Answers a question of the scenario; undefined where there is none of that id. */
  answer(id: string, letters: readonly string[]): GradedGoal | undefined {
    const goal = this.scenario.goals.find((one) => one.id === id && 'quiz' in one.check)
    if (!goal) return undefined
    this.#answers = { ...this.#answers, [id]: letters }
    return gradeGoal(this.#subject(this.start), goal)
  }

  #subject(cloud: Cloud): Subject {
    const { account, variables, start } = this.#options
    const costOf = (...[fabric, asked]: Parameters<typeof estimateOf>) => estimateOf(fabric, asked)
    return Subject.of({ cloud, start, variables, account, answers: this.#answers, costOf })
  }
}

function isWanted(
  hint: { readonly text: string; readonly for?: string | undefined },
  open: ReadonlySet<string>,
): boolean {
  return hint.for === undefined ? open.size > 0 : open.has(hint.for)
}
