import { setImmediate as immediate } from 'node:timers/promises'
import { contract } from '../../simulator/api/contract.ts'
import { lintScenario } from '../../simulator/authoring/lint.ts'
import { readPack } from '../../simulator/node/pack-files.ts'
import type { Result } from './measure.ts'

// How long an author waits, who lints a scenario after a change.

/** Shorter ones are faster, too. */
const largeFrom = 20

export async function lintBenchmarks(): Promise<Result[]> {
  const results: Result[] = []
  const read = await readPack('content/packs/private-paths')
  if ('problems' in read) throw new Error('content/packs/private-paths cannot be read.')
  const large = read.pack.scenarios.filter(({ document }) => document.minutes >= largeFrom)
  for (const scenario of large) {
    const from = performance.now()
    const options = { contract, turn: () => immediate(), curriculum: new Set<string>(), mutation: true }
    await lintScenario(options, scenario)
    results.push({
      name: `${scenario.name}, lint with mutants`,
      value: performance.now() - from,
      unit: 'ms',
      goal: { atMost: 10_000 },
    })
  }
  return results
}
