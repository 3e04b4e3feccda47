import { type Grade, failedIn as openFailures, signatureOf } from '../grading/grade.ts'
import { Lab, type LabOptions } from '../lab.ts'
import type { Scenario } from '../packs/load.ts'
import type { Problem } from '../packs/problem.ts'
import { recordedCommands } from '../packs/recorded-commands.ts'
import { SetupFailed, setupLimits } from '../packs/setup.ts'
import type { AttemptGrade } from '../views/attempt/attempt.ts'

// What every scenario has to prove: that its start is not solved, that its solutions are, and that each known mistake
// fails what it says.

export type ProofPorts = Pick<LabOptions, 'contract' | 'turn'>

export interface Attempted {
  readonly grade: AttemptGrade
  readonly exitCode: number
  readonly stderr: string
  /** The lab as the script left it. */
  readonly lab: Lab
}

/** A lab at the start of a scenario. It is begun once, and forked for each script that is tried on it. */
export const beginScenario = (ports: ProofPorts, scenario: Scenario, seed = 'proof'): Promise<Lab> =>
  Lab.open({ ...ports, scenario, seed, terminal: { limits: setupLimits } })

/** A script run on a fork of a lab, as a learner would type it; what it printed where it failed, and the grade. */
export async function attemptOn(start: Lab, script: string): Promise<Attempted> {
  const lab = start.fork()
  const { exitCode, stderr } = script === '' ? nothing : await lab.on('workstation', script)
  return { grade: lab.grade()!, exitCode, stderr, lab }
}

const nothing = { exitCode: 0, stderr: '' }

/** A script run on a scenario's start. */
export async function attemptWith(
  ports: ProofPorts,
  scenario: Scenario,
  script: string,
  seed?: string,
): Promise<Attempted> {
  return attemptOn(await beginScenario(ports, scenario, seed), script)
}

/** One script of a scenario, and whether it did what it has to do. */
export interface ProvedScript {
  /** Its file in the scenario's folder. */
  readonly file: string
  readonly kind: 'start' | 'solution' | 'alternative' | 'near-miss'
  /** The checks that failed. */
  readonly failed: readonly string[]
  readonly percent: number
  readonly isRight: boolean
  /** Of a near miss that fails what it names: what it is known by, and whether its file says so. */
  readonly signature?: { readonly found: string; readonly isRecorded: boolean }
  /** Of a solution: how many changes it makes, and whether its file says so. */
  readonly commands?: { readonly found: number; readonly isRecorded: boolean }
}

export interface Proof {
  readonly problems: readonly Problem[]
  readonly scripts: readonly ProvedScript[]
  /** The lab as it begins and as the reference solution leaves it; missing where the setup does not work. */
  readonly start?: Lab
  readonly solved?: Lab
}

export async function proveScenario(ports: ProofPorts, scenario: Scenario): Promise<Proof> {
  const proving = new Proving(scenario)
  try {
    const start = await beginScenario(ports, scenario)
    await proving.startFails(start)
    const solved = await proving.solutionsPass(start)
    await proving.nearMissesFail(start)
    return { ...proving.found, start, solved }
  } catch (error) {
    if (!(error instanceof SetupFailed)) throw error
    proving.complain('setup.sh', error.message, 'a setup that works')
    return proving.found
  }
}

class Proving {
  readonly #scenario: Scenario
  readonly #problems: Problem[] = []
  readonly #scripts: ProvedScript[] = []

  constructor(scenario: Scenario) {
    this.#scenario = scenario
  }

  get found(): Pick<Proof, 'problems' | 'scripts'> {
    return { problems: this.#problems, scripts: this.#scripts }
  }

  complain(file: string, found: string, expected: string, hint?: string): void {
    const at = `scenarios/${this.#scenario.name}/${file}`
    this.#problems.push({ file: at, found, expected, ...(hint !== undefined && { hint }) })
  }

  #tell(
    file: string,
    kind: ProvedScript['kind'],
    { score, ...grade }: Grade,
    so: Pick<ProvedScript, 'isRight' | 'signature' | 'commands'>,
  ): void {
    this.#scripts.push({ file, kind, failed: failedIn(grade), percent: score.percent, ...so })
  }

  async startFails(start: Lab): Promise<void> {
    const { grade } = await attemptOn(start, '')
    const isRight = failedIn(grade).length > 0
    if (!isRight) this.complain('setup.sh', 'a start that meets every check', 'one that fails a check')
    this.#tell('setup.sh', 'start', grade, { isRight })
  }

  /** Returns the lab as the reference solution leaves it. */
  async solutionsPass(start: Lab): Promise<Lab> {
    const { solution, alternatives } = this.#scenario
    const solved = await this.#passes(start, 'solution.sh', solution)
    for (const { name, script } of alternatives) await this.#passes(start, `alternatives/${name}.sh`, script)
    return solved
  }

  async #passes(start: Lab, file: string, script: string): Promise<Lab> {
    const { grade, stderr, lab } = await attemptOn(start, script)
    if (stderr) this.complain(file, stderr.trim().split('\n')[0]!, 'commands that all succeed')
    for (const { id, verdict } of grade.goals) {
      if (!verdict.met) this.complain(file, `${id} not met: ${verdict.observed}`, verdict.expected)
    }
    const kind = file === 'solution.sh' ? 'solution' : 'alternative'
    const isRight = !stderr && !failedIn(grade).length
    const found = grade.standing.spent.find((one) => one.kind === 'commands')?.used ?? 0
    const recorded = recordedCommands(script)
    if (isRight && recorded !== undefined && recorded !== found) {
      const hint = '`hopwise pack lint --record` writes it.'
      this.complain(file, `"# commands: ${recorded}"`, `"# commands: ${found}"`, hint)
    }
    this.#tell(file, kind, grade, {
      isRight,
      ...(isRight && { commands: { found, isRecorded: recorded === found } }),
    })
    return lab
  }

  async nearMissesFail(start: Lab): Promise<void> {
    const known = new Map<string, string>()
    for (const { name, script, fails, signature } of this.#scenario.nearMisses) {
      const file = `near-misses/${name}.sh`
      const { grade } = await attemptOn(start, script)
      const failed = openFailures(grade).map(({ id }) => id)
      const isRight = [...failed].sort().join() === [...fails].sort().join()
      const found = signatureOf(grade)
      const isRecorded = found === signature
      this.#tell(file, 'near-miss', grade, {
        isRight: isRight && !known.has(found),
        ...(isRight && { signature: { found, isRecorded } }),
      })
      if (!isRight) {
        const expected = `exactly what it names: ${fails.join(' ')}`
        this.complain(file, `${failed.join(' ') || 'no check'} failing`, expected)
        continue
      }
      const twin = known.get(found)
      known.set(found, name)
      if (twin !== undefined)
        this.complain(file, `the same failures as of ${twin}`, 'near misses that can be told apart')
      else if (!isRecorded)
        this.complain(
          file,
          signature ?? 'no signature',
          `a line "# signature: ${found}"`,
          '`hopwise pack lint --record` writes it.',
        )
    }
  }
}

const failedIn = ({ goals }: Pick<Grade, 'goals'>): readonly string[] =>
  goals.filter(({ verdict }) => !verdict.met).map(({ id }) => id)
