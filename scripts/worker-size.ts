// What the lab's worker weighs on its way to the browser before the first command runs, compressed as a web server does
// it (gzip, kB = 1000 bytes).

import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { root } from './commands.ts'
import { splitJustBash } from './site/split-just-bash.ts'
import type { StepResult } from './test-steps.ts'

interface Budget {
  readonly name: string
  /** Files that are asked for once the worker runs; what they bring along counts, too. */
  readonly later: readonly string[]
  /** In kB. */
  readonly most: number
}

const begun = ['services/sts/index.ts', 'api/generated/sts.model.json', 'world/catalogue/*.json']

/** A little above what they are, so that nothing large creeps in: lower them with what they hold. */
const budgets: readonly Budget[] = [
  { name: 'the worker', later: [], most: 615 },
  {
    name: 'a lab with its first command of EC2',
    later: [...begun, 'api/generated/ec2.model.json'],
    most: 700,
  },
]

export async function checkWorkerSize(): Promise<StepResult> {
  const chunks = await bundle()
  const problems: string[] = []
  const notes: string[] = []
  for (const { name, later, most } of budgets) {
    const weight = weigh(chunks, later)
    notes.push(`${name} ${weight.toFixed(0)} kB`)
    if (weight > most)
      problems.push(
        `${name}: ${weight.toFixed(1)} kB, and the budget is ${most} kB. Load what is not needed at first later ` +
          '(`await import` at an asynchronous edge), or raise the budget in scripts/worker-size.ts and say why.',
      )
  }
  return {
    passed: budgets.length - problems.length,
    failed: problems.length,
    output: problems.join('\n'),
    note: notes.join(', '),
  }
}

type Chunk = Rolldown.OutputChunk

/** The lab as the site's worker holds it, without what speaks with the page. */
async function bundle(): Promise<readonly Chunk[]> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [splitJustBash()],
    resolve: { alias: { 'node:zlib': path.join(root, 'scripts/site/zlib-in-browsers.ts') } },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input: path.join(root, 'src/lab/worker/lab-host.ts'),
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: { groups: [{ name: 'lab', tags: ['$initial'] }] } },
      },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]) as readonly Rolldown.RolldownOutput[]
  return outputs.flatMap(({ output }) => output.filter((one) => one.type === 'chunk'))
}

/** What the entry asks for at once, and what is asked for later with all that it asks for. */
function weigh(chunks: readonly Chunk[], later: readonly string[]): number {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const wanted = new Set<Chunk>()
  const want = (chunk: Chunk | undefined) => {
    if (!chunk || wanted.has(chunk)) return
    wanted.add(chunk)
    for (const name of chunk.imports) want(byName.get(name))
  }
  for (const chunk of chunks) if (chunk.isEntry) want(chunk)
  for (const place of later) {
    const found = chunks.filter(
      ({ facadeModuleId }) => facadeModuleId && path.matchesGlob(facadeModuleId, `**/${place}`),
    )
    if (!found.length) throw new Error(`Nothing of the worker is ${place} any more: scripts/worker-size.ts.`)
    for (const chunk of found) want(chunk)
  }
  return [...wanted].reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length / 1000, 0)
}
