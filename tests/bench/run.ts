import { parseArgs } from 'node:util'
import { cloudBenchmarks } from './cloud.bench.ts'
import { commandBenchmarks } from './command.bench.ts'
import { gradingBenchmarks } from './grading.bench.ts'
import { lintBenchmarks } from './lint.bench.ts'
import { meetsGoal, printTable, type Result } from './measure.ts'
import { networkBenchmarks } from './network.bench.ts'
import { serveBenchmarks } from './serve.bench.ts'
import { shellBenchmarks } from './shell.bench.ts'
import { submissionBenchmarks } from './submissions.bench.ts'
import { topologyBenchmarks } from './topology.bench.ts'

// `npm run bench` prints a table; with --json, one JSON object, for whoever compares runs.

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } })

const results: Result[] = [
  ...(await cloudBenchmarks()),
  ...(await commandBenchmarks()),
  ...(await networkBenchmarks()),
  ...(await topologyBenchmarks()),
  ...(await shellBenchmarks()),
  ...(await gradingBenchmarks()),
  ...(await submissionBenchmarks()),
  ...(await lintBenchmarks()),
  ...(await serveBenchmarks()),
]

if (values.json) {
  const machine = { node: process.version, platform: `${process.platform}-${process.arch}` }
  const measured = results.map((result) => ({ ...result, met: meetsGoal(result) }))
  process.stdout.write(`${JSON.stringify({ machine, results: measured }, null, 2)}\n`)
} else {
  process.stdout.write(`${printTable(results)}\n`)
}
