import type { Cloud } from '../../cloud.ts'
import { openStage } from '../../packs/begin.ts'
import { type LateScenario, type Scenario, type ScenarioStart, wholeScenario } from '../../packs/scenario.ts'
import type { SetupPorts } from '../../packs/setup-terminals.ts'
import type { Locks } from '../../services/locks.ts'
import type { Attempt, AttemptOptions, SavedAttempt } from './attempt.ts'
import { locksOf } from './locks.ts'
import { loadedAttempts, needAttempts } from './need.ts'
import { accountOf, type LabOptions } from './opening.ts'

// A learner's go at a scenario, from the moment at which its world is there. Its goals, the checks and all that they bring
// along may come later: nobody waits for them who only types.

interface LateOptions extends Omit<AttemptOptions, 'scenario'> {
  readonly scenario: Scenario | LateScenario
}

export class LateAttempt {
  readonly scenario: ScenarioStart
  readonly start: Cloud
  readonly locks: Locks
  readonly #options: LateOptions
  #attempt: Attempt | undefined
  #loading: Promise<void> | undefined
  #startText: string | undefined

  /** `startText` is the world that it began with as text, for who has it. */
  constructor(options: LateOptions, startText?: string) {
    this.scenario = options.scenario
    this.start = options.start
    this.locks = locksOf(options.scenario, options.variables)
    this.#options = options
    this.#startText = startText
  }

  get variables(): AttemptOptions['variables'] {
    return this.#options.variables
  }

  /** Loads what goals are judged with. */
  need(): Promise<void> {
    this.#loading ??= this.#load()
    // What could not be fetched may be there the next time.
    this.#loading.catch(() => {
      this.#loading = undefined
    })
    return this.#loading
  }

  async #load(): Promise<void> {
    const [{ Attempt }, scenario] = await Promise.all([needAttempts(), wholeScenario(this.#options.scenario)])
    await Attempt.load(this.#options.contract, scenario.goals)
    this.#attempt ??= new Attempt({ ...this.#options, scenario })
  }

  get isLoaded(): boolean {
    return this.#attempt !== undefined
  }

  /** The attempt itself; `need` goes first. */
  get whole(): Attempt {
    if (!this.#attempt) throw new Error('The goals are not loaded: await lab.needGoals() first.')
    return this.#attempt
  }

  /** Looks again at the goals that may have changed, where they are loaded; what a stage brings happens in this world. */
  async tick(cloud: Cloud, ports: SetupPorts): Promise<void> {
    const attempt = this.#attempt
    if (!attempt?.wantsTicks(cloud)) return
    const around = { scenario: attempt.scenario, variables: this.variables, ports }
    await attempt.tick(cloud, (stage) => openStage(cloud, stage, around))
  }

  save(): SavedAttempt & { readonly start: string } {
    this.#startText ??= this.start.save()
    const { scenario, variables, saved } = this.#options
    const kept = this.#attempt?.save() ??
      saved ?? { scenario: scenario.id, variables, answers: {}, hints: [] }
    return { ...kept, start: this.#startText }
  }

  /** The same once more: neither sees what is answered, or asked for, in the other. */
  fork(): LateAttempt {
    const options = { ...this.#options, saved: this.save() }
    const fork = new LateAttempt(options, this.#startText)
    if (this.#attempt)
      fork.#attempt = new (loadedAttempts().Attempt)({ ...options, scenario: this.#attempt.scenario })
    return fork
  }
}

/** A go at the scenario that a lab is opened with. */
export const attemptAt = (
  options: LabOptions,
  scenario: Scenario | LateScenario,
  go: Pick<AttemptOptions, 'variables' | 'start' | 'saved'>,
  startText?: string,
): LateAttempt =>
  new LateAttempt({ ...go, scenario, contract: options.contract, account: accountOf(options) }, startText)
