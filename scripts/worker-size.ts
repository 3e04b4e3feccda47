// What the lab's worker weighs on its way to the browser, compressed as a web server does it (gzip, kB = 1000 bytes). What
// is loaded when is not guessed: each shipped scenario is opened in the bundle, and the files that it asks for are counted.

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { serviceOfTable } from '../simulator/services/index.ts'
import type { ScenarioFile } from '../src/packs/scenario-file.ts'
import { scenarioFiles } from '../src/packs/shipped.ts'
import { root, run } from './commands.ts'
import { answered } from './site/models-later.ts'
import type { BundleRun, ScenarioFiles } from './site/run-bundle.ts'
import { bundleWorker, type Chunk, writeBundle } from './site/worker-bundle.ts'
import type { StepResult } from './test-steps.ts'

interface Weights {
  /** What the worker asks for at once. */
  readonly start: number
  /**
   * All that a scenario's lab asks for until its prompt is there: its world, too, and the models of the services that
   * have something in it, though they come with the first command.
   */
  readonly prompt: number
  /** The same with its goals, and with a first command of EC2. */
  readonly command: number
}

/** In kB, a little above what they are, so that nothing large creeps in: lower them with what they hold. */
const budgets: readonly { readonly name: string; readonly of: keyof Weights; readonly most: number }[] = [
  { name: 'the worker', of: 'start', most: 402 },
  { name: 'a scenario’s lab before its first command', of: 'prompt', most: 480 },
  { name: 'with its goals and a first command', of: 'command', most: 823 },
]

export async function checkWorkerSize(): Promise<StepResult> {
  const weights = await weighScenarios(await bundleWorker())
  const problems: string[] = []
  const notes: string[] = []
  for (const { name, of, most } of budgets) {
    const [heaviest = { id: '', weight: 0 }] = weights
      .map(({ id, ...each }) => ({ id, weight: each[of] }))
      .sort((a, b) => b.weight - a.weight)
    notes.push(`${name} ${heaviest.weight.toFixed(0)} kB`)
    if (heaviest.weight > most)
      problems.push(
        `${name} (${heaviest.id}): ${heaviest.weight.toFixed(1)} kB, and the budget is ${most} kB. Load what is not ` +
          'needed at first later (`await import` at an asynchronous edge), or raise the budget in ' +
          'scripts/worker-size.ts and say why.',
      )
  }
  return {
    passed: budgets.length - problems.length,
    failed: problems.length,
    output: problems.join('\n'),
    note: notes.join(', '),
  }
}

export async function weighScenarios(
  chunks: readonly Chunk[],
): Promise<readonly (Weights & { readonly id: string })[]> {
  const entry = writeBundle(chunks, 'worker')
  const sizes = new Map(chunks.map(({ fileName, code }) => [path.basename(fileName), weightOf(code)]))
  const sum = (files: Iterable<string>) =>
    [...new Set(files)].reduce((total, name) => total + (sizes.get(name) ?? 0), 0)
  const modelOf = (service: string) =>
    [answered, ''].flatMap((which) =>
      chunks.filter(({ facadeModuleId }) =>
        facadeModuleId?.endsWith(`/generated/${service}.model.json${which}`),
      ),
    )[0]
  const start = sum(startOf(chunks))
  const files = await scenarioFiles()
  return Promise.all(
    files.map(async ({ props }) => {
      const { file, scenario } = props
      const { opening, goals, lines } = await runInBundle(entry, props, ['aws ec2 describe-vpcs'])
      const models = servicesIn(file).flatMap((service) => modelOf(service)?.fileName ?? [])
      const before = [...opening, ...models.map((one) => path.basename(one))]
      const world = weightOf(JSON.stringify(file))
      const whole = weightOf(JSON.stringify(scenario))
      return {
        id: scenario.id,
        start,
        prompt: world + sum(before),
        command: world + whole + sum([...before, ...goals, ...lines.flatMap((line) => line.files)]),
      }
    }),
  )
}

/** Opens a scenario in a bundle that was written, in a program of its own, and types lines there. */
export async function runInBundle(
  entry: string,
  files: ScenarioFiles,
  lines: readonly string[],
): Promise<BundleRun> {
  const place = path.join(path.dirname(entry), `${files.scenario.id.replaceAll('/', '-')}.json`)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, JSON.stringify(files))
  const program = path.join(root, 'scripts/site/run-bundle.ts')
  const { status, output } = await run(program, [entry, place, ...lines])
  if (status !== 0) throw new Error(output)
  return JSON.parse(output) as BundleRun
}

function startOf(chunks: readonly Chunk[]): readonly string[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const wanted = new Set<string>()
  const want = (name: string) => {
    if (wanted.has(name)) return
    wanted.add(name)
    for (const other of byName.get(name)?.imports ?? []) want(other)
  }
  for (const { isEntry, fileName } of chunks) if (isEntry) want(fileName)
  return [...wanted].map((name) => path.basename(name))
}

const servicesIn = ({ begun }: ScenarioFile): readonly string[] => {
  const { tables } = JSON.parse(begun?.world ?? '{"tables":{}}') as { tables: object }
  return [...new Set(Object.keys(tables).flatMap((name) => serviceOfTable(name) ?? []))]
}

const weightOf = (text: string): number => gzipSync(text, { level: 9 }).length / 1000
