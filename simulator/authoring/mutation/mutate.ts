import type { Contract } from '../../api/model.ts'
import type { Cloud } from '../../cloud.ts'
import { checkKinds } from '../../grading/checks/index.ts'
import type { Goal } from '../../grading/grade.ts'
import { judge } from '../../grading/judge.ts'
import type { Subject } from '../../grading/subject.ts'
import type { Lab } from '../../lab.ts'
import { memberOf, replaceTexts } from '../../network/mending/made.ts'
import { spellRepair } from '../../views/mending/spell-repair.ts'
import { accounts, rootOf } from '../../world/accounts.ts'
import { labScope } from '../../world/held.ts'
import { ledger } from '../../world/ledger.ts'
import { Behaviour, type Difference } from './behaviour.ts'
import { callsIn } from './calls.ts'
import type { Mutant, Mutator } from './mutator.ts'
import { mutators } from './mutators/index.ts'
import { promisesOf } from './promises.ts'
import { solvedWorld } from './solved-world.ts'

// Would a scenario's checks notice? Its solved world is changed in one way after the other, each on a fork; a change
// that every check passes, although machines that the scenario speaks of now do something else, is told.

export interface MutationOptions {
  readonly contract: Contract
  /** The lab as the reference solution leaves it. */
  readonly solved: Lab
  /** Survivors that the author knows and accepts, with the reason. */
  readonly accepts?: readonly { readonly mutant: string; readonly because: string }[]
  /** Lets others have a turn, after each mutant. */
  onProgress?(done: number, of: number): void
  turn(): Promise<void>
}

export interface Survivor {
  readonly mutator: string
  readonly sentence: string
  /** The lines that make it, for a shell. */
  readonly commands: readonly string[]
  readonly difference: Difference
  /** Why its author accepts it. */
  readonly accepted?: string
}

export interface MutationReport {
  /** Mutants that count: those that a check noticed, and those that none noticed although something changed. */
  readonly counted: number
  readonly killed: number
  /** Mutants that change nothing that the scenario speaks of. */
  readonly neutral: number
  /** Changes that AWS refuses. */
  readonly refused: number
  readonly survivors: readonly Survivor[]
  /** How many mutants each check was the first to notice. */
  readonly byCheck: Readonly<Record<string, number>>
  /** From 0 to 100: of those that count, without accepted ones, how many were noticed. */
  readonly score: number
  /** Accepted sentences that are no survivor's. */
  readonly unknown: readonly string[]
}

export async function mutate(options: MutationOptions): Promise<MutationReport> {
  const { solved, contract, accepts = [], turn, onProgress } = options
  const { attempt } = solved
  if (!attempt) throw new Error('A lab without a scenario has no checks.')
  const cloud = solved.forkWorld()
  const { fabric } = cloud
  const world = solvedWorld(fabric, attempt.start.fabric, attempt.variables)
  const workedIn = accountsWorkedIn(attempt.start, cloud)
  const candidates = mutators.flatMap((mutator) =>
    mutator
      .mutants(world)
      .filter(({ requests }) => requests.every(({ account }) => workedIn.has(account)))
      .map((mutant) => ({ mutator, mutant })),
  )
  const calls = callsIn(fabric)
  const wanted = [...candidates.flatMap(({ mutant }) => mutant.requests), ...calls].map((one) => one.service)
  for (const service of new Set(wanted)) await contract.need(service)

  const right = attempt.subjectOf(cloud)
  const goals = attempt.scenario.goals.filter(
    (goal) => !('quiz' in goal.check) && judge(checkKinds, right.fork(), goal.check, goal.id).met,
  )
  const guard = new Guard(goals)
  const known = cloud.store.all(accounts).map(({ id }) => id)
  const actors = known.filter((one) => Object.values(attempt.scenario.document.actors).includes(one))
  let behaviour: Behaviour | undefined
  const survivors: Survivor[] = []
  let refused = 0
  let neutral = 0
  for (const [at, { mutator, mutant }] of candidates.entries()) {
    onProgress?.(at, candidates.length)
    await turn()
    const fork = cloud.fork()
    fork.lock(cloud.locks)
    if (!apply(fork, mutant)) {
      refused++
      continue
    }
    const subject = attempt.subjectOf(fork)
    if (guard.notices(mutator, subject)) continue
    behaviour ??= new Behaviour(right, {
      promises: promisesOf(attempt.scenario, fabric, attempt.variables),
      calls,
      accounts: actors,
    })
    const difference = behaviour.differenceOf(subject, mutator.changes)
    if (!difference) neutral++
    else {
      const accepted = accepts.find((one) => one.mutant === mutant.sentence)?.because
      survivors.push({
        mutator: mutator.name,
        sentence: mutant.sentence,
        commands: spell(options, mutant, attempt.scenario.document.actors, known.length > 1),
        difference,
        ...(accepted !== undefined && { accepted }),
      })
    }
  }
  onProgress?.(candidates.length, candidates.length)
  const { killed, byCheck } = guard
  const open = survivors.filter(({ accepted }) => accepted === undefined).length
  return {
    counted: killed + survivors.length,
    killed,
    neutral,
    refused,
    survivors,
    byCheck,
    score: killed + open ? Math.floor((killed / (killed + open)) * 1000) / 10 : 100,
    unknown: accepts.flatMap(({ mutant }) =>
      survivors.some((one) => one.sentence === mutant) ? [] : [mutant],
    ),
  }
}

/** Whose things the solution changes: what others have is as it is. */
function accountsWorkedIn(start: Cloud, solved: Cloud): ReadonlySet<string> {
  const known = start.store.size(ledger)
  const made = solved.store
    .all(ledger)
    .slice(known)
    .filter(({ output }) => output !== undefined)
  return new Set([labScope.account, ...made.flatMap(({ principal }) => principal?.account ?? [])])
}

/** False where the world refuses it. */
function apply(cloud: Cloud, { requests }: Mutant): boolean {
  const made = new Map<string, string>()
  for (const { account, keeps, ...request } of requests) {
    const input = replaceTexts(request.input, made)
    const response = cloud.send({ ...request, input, credentials: undefined }, rootOf(account))
    if (!('output' in response)) return false
    if (keeps) {
      made.set(`$${keeps.name}`, memberOf(response.output, keeps))
      cloud.advance(betweenCommands)
    }
  }
  return true
}

/** Seconds: what one command makes is there for the next one. */
const betweenCommands = 300

/** The checks, those first that are cheap or have noticed most: the first that fails ends it. */
class Guard {
  readonly #goals: readonly Goal[]
  readonly #kills = new Map<string, number>()
  killed = 0

  constructor(goals: readonly Goal[]) {
    this.#goals = goals
  }

  notices({ name }: Mutator, subject: Subject): boolean {
    const hits = ({ id }: Goal) => 4 * (this.#kills.get(`${name}/${id}`) ?? 0) + (this.#kills.get(id) ?? 0)
    const order = this.#goals
      .map((goal) => ({ goal, worth: (hits(goal) + 1) / costOf(goal) }))
      .sort((a, b) => b.worth - a.worth)
    const failed = order.find(({ goal }) => !judge(checkKinds, subject.fork(), goal.check, goal.id).met)
    if (!failed) return false
    const { id } = failed.goal
    for (const key of [id, `${name}/${id}`]) this.#kills.set(key, (this.#kills.get(key) ?? 0) + 1)
    this.killed++
    return true
  }

  get byCheck(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#goals.map(({ id }) => [id, this.#kills.get(id) ?? 0]))
  }
}

/** About how much longer one takes than another. */
const costs: Readonly<Record<string, number>> = {
  survives: 12,
  cost: 6,
  matrix: 4,
  query: 3,
  audit: 3,
  tidy: 2,
}

function costOf({ check }: Goal): number {
  const [type = ''] = Object.keys(check)
  return costs[type] ?? 1
}

/** As the lines that a learner would type, with the profiles that the learner has. */
function spell(
  { contract }: MutationOptions,
  { sentence, requests }: Mutant,
  actors: Readonly<Record<string, string>>,
  hasProfiles: boolean,
): readonly string[] {
  const people = Object.entries(actors)
  return spellRepair({ contract, hasProfiles }, { sentence, requests }).map((line) =>
    line.replace(/ --profile (\d{12})/, (whole, account: string) => {
      const name = people.find(([, one]) => one === account)?.[0]
      return account === people[0]?.[1] ? '' : name === undefined ? whole : ` --profile ${name}`
    }),
  )
}
