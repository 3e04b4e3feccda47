import { Bash } from 'just-bash'
import type { Script } from './syntax.ts'

// What matches patterns for the library, in file names, `[[ ]]`, `case` and `${x#…}`, is large. Where the lab comes through
// the network, it comes behind the shell (scripts/site/split-just-bash.ts): before the first line that may want it, and
// otherwise when the first line is done.

type LateBash = typeof Bash & { readonly needPatterns?: () => Promise<unknown> }

/** Loads what matches patterns, where it is not there from the start. */
export async function needPatterns(): Promise<void> {
  await (Bash as LateBash).needPatterns?.()
}

/** Programs of ours that run no line of a shell for themselves. */
const ours: ReadonlySet<string> = new Set(['aws', 'curl', 'dig', 'nc', 'nslookup', 'ping', 'traceroute'])

/** Whether nothing in a script can want a pattern matched: programs of ours alone, with words that stay what they are. */
export const isPlain = (script: Script): boolean =>
  script.statements.every(({ pipelines }) =>
    pipelines.every(({ commands }) =>
      commands.every((command) => {
        if (command.type !== 'SimpleCommand') return false
        const { name, args, assignments, redirections } = command
        const [only, more] = name?.parts ?? []
        if (only?.type !== 'Literal' || more || !ours.has(only.value)) return false
        return !assignments.length && !redirections.length && args.every(({ parts }) => parts.every(isFixed))
      }),
    ),
  )

interface Part {
  readonly type: string
  readonly value?: unknown
  readonly parts?: readonly Part[]
  readonly operation?: unknown
}

const isFixed = ({ type, value, parts = [] }: Part): boolean => {
  if (type === 'SingleQuoted') return true
  if (type === 'Literal') return !/[*?[\]{}~!@+()\\]/.test(String(value))
  return type === 'DoubleQuoted' && parts.every((part) => isFixedInside(part))
}

/** What a variable holds is not looked at again within double quotes. */
const isFixedInside = ({ type, operation }: Part): boolean =>
  type === 'Literal' || (type === 'ParameterExpansion' && !operation)
