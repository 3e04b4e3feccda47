import { formatPrefix, parsePrefix, prefixAt } from '../kernel/address.ts'
import { scramble } from '../kernel/random.ts'
import type { ScenarioDocument } from './scenario-schema.ts'

type Drawn = Readonly<Record<string, string>>

/** A scenario's variables as a seed draws them: each depends on the seed and its own name alone. */
export function drawVariables(variables: ScenarioDocument['variables'], seed: string): Drawn {
  return Object.fromEntries(
    Object.entries(variables).map(([name, spec]) => {
      const [dice] = scramble(`${seed}/${name}`)
      const choices = spec['one-of']
      if (choices) return [name, choices[dice % choices.length] ?? '']
      return [name, blockIn(spec['block-in'] ?? '', spec.length ?? 32, dice)]
    }),
  )
}

function blockIn(cidr: string, length: number, dice: number): string {
  const prefix = parsePrefix(cidr)?.prefix
  if (prefix?.family !== 4 || length < prefix.length || length > 32) return cidr
  const blocks = 2 ** (length - prefix.length)
  return formatPrefix(prefixAt(prefix.first + (dice % blocks) * 2 ** (32 - length), length))
}
