import type { Scenario } from '../../packs/load.ts'
import { recordedCommands } from '../../packs/recorded-commands.ts'

const known = new WeakMap<Scenario, number>()

/** How many commands that change something the shortest of the author's solutions has. */
export function bestOf(scenario: Scenario): number {
  const before = known.get(scenario)
  if (before !== undefined) return before
  const scripts = [scenario.solution, ...scenario.alternatives.map(({ script }) => script)]
  const best = Math.min(...scripts.map((script) => recordedCommands(script) ?? commandsIn(script)))
  known.set(scenario, best)
  return best
}

/** The commands of `aws` that change something, as a reader counts them: what a loop repeats counts once. */
export function commandsIn(script: string): number {
  const lines = script
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.replace(/^\s*#.*$/, ''))
  return lines
    .flatMap((line) => [...line.matchAll(command)])
    .filter(([, service, operation]) => changes(service ?? '', operation ?? '')).length
}

const command = /(?:^|[\s;&|(`])aws\s+(?:--\S+\s+)*([a-z0-9-]+)\s+([a-z0-9-]+)/g

const changes = (service: string, operation: string): boolean =>
  service !== 'sts' &&
  service !== 'configure' &&
  operation !== 'wait' &&
  !/^(describe|get|list|search|lookup|head|ls$|presign$|help$)/.test(operation)
