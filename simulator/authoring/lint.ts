import type { Pack, PackFiles, Scenario } from '../packs/load.ts'
import type { Problem } from '../packs/problem.ts'
import { missingActors } from './cast.ts'
import { locksOfNothing } from './locks.ts'
import { type MutationReport, mutate, type Survivor } from './mutation/mutate.ts'
import { type ProvedScript, proveScenario } from './prove.ts'
import { problemsInProofs } from './questions.ts'
import { missingHints } from './texts/hints.ts'
import { problemsInTexts, type TextPorts } from './texts/problems.ts'
import { unknownVariables } from './texts/variables.ts'

// Everything that is wrong with a pack, once its files can be read: what its texts say, and what its scenarios do.

export interface LintOptions extends TextPorts {
  /** Whether to change solved worlds, and see which check notices. */
  readonly mutation: boolean
  /** Told what is being done, and how far it is. */
  onProgress?(what: string, done: number, of: number): void
}

export interface ScenarioReport {
  readonly id: string
  readonly problems: readonly Problem[]
  readonly scripts: readonly ProvedScript[]
  readonly mutation?: MutationReport
}

export interface PackReport {
  readonly problems: readonly Problem[]
  readonly scenarios: readonly ScenarioReport[]
  /** Of all mutants of the pack's scenarios, how many were noticed; from 0 to 100. */
  readonly score?: number
}

/** From 0 to 100: a scenario whose checks notice less is not done. */
export const wantedScore = 95

export async function lintPack(options: LintOptions, pack: Pack, files: PackFiles): Promise<PackReport> {
  const inTexts = await problemsInTexts(options, pack, files)
  const scenarios: ScenarioReport[] = []
  for (const scenario of pack.scenarios) scenarios.push(await lintScenario(options, scenario))
  const inProofs = await problemsInProofs(options, pack.questions)
  const problems = [...inTexts, ...scenarios.flatMap((one) => one.problems), ...inProofs]
  const score = scoreOf(scenarios)
  return { problems, scenarios, ...(score !== undefined && { score }) }
}

export async function lintScenario(options: LintOptions, scenario: Scenario): Promise<ScenarioReport> {
  const { contract, turn, mutation: wanted, onProgress } = options
  onProgress?.(`${scenario.id}: proofs`, 0, 1)
  const proof = await proveScenario({ contract, turn }, scenario)
  const { scripts, start, solved } = proof
  const atStart = scripts.find(({ kind }) => kind === 'start')?.failed ?? []
  const problems = [
    ...(solved ? unknownVariables(scenario, solved.attempt?.variables ?? {}) : []),
    ...(start ? missingActors(scenario, start) : []),
    ...(await locksOfNothing(contract, scenario)),
    ...proof.problems,
    ...(solved ? missingHints(scenario, atStart) : []),
  ]
  const proved = { id: scenario.id, problems, scripts }
  // Checks that do not hold in the solved world notice nothing.
  if (!wanted || !solved || scripts.some(({ kind, isRight }) => kind === 'solution' && !isRight))
    return proved
  const mutation = await mutate({
    contract,
    turn,
    solved,
    accepts: scenario.document.accepts,
    ...(onProgress && { onProgress: (done, of) => onProgress(`${scenario.id}: mutants`, done, of) }),
  })
  return { ...proved, problems: [...problems, ...problemsInMutation(scenario, mutation)], mutation }
}

function problemsInMutation({ name }: Scenario, { score, survivors, unknown }: MutationReport): Problem[] {
  const file = `scenarios/${name}/scenario.yaml`
  const stale = unknown.map((sentence) => ({
    file,
    path: 'accepts',
    found: `“${sentence}”`,
    expected: 'a change that no check notices',
    hint: 'A check notices it now, or it is called otherwise: `hopwise pack test` tells.',
  }))
  if (score >= wantedScore) return stale
  const open = survivors.filter(({ accepted }) => accepted === undefined)
  return [...stale, ...open.map((one) => ({ file, path: 'checks', ...tellSurvivor(one) }))]
}

const tellSurvivor = ({
  sentence,
  difference,
  commands,
}: Survivor): Pick<Problem, 'found' | 'expected' | 'hint'> => ({
  found: `no check that notices “${sentence}” (${difference.question}: ${difference.was}, then ${difference.is})`,
  expected: 'one that fails',
  hint: `It is made by: ${commands.join('; ')}`,
})

function scoreOf(scenarios: readonly ScenarioReport[]): number | undefined {
  const all = scenarios.flatMap(({ mutation }) => mutation ?? [])
  if (!all.length) return undefined
  const killed = all.reduce((sum, one) => sum + one.killed, 0)
  const missed = all.flatMap(({ survivors }) => survivors.filter((one) => one.accepted === undefined)).length
  return killed + missed ? Math.floor((killed / (killed + missed)) * 1000) / 10 : 100
}
