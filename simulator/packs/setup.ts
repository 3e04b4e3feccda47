import type { Variables } from '../grading/variables.ts'
import type { Terminal } from '../shell/terminal.ts'
import type { Scenario } from './load.ts'
import { drawVariables } from './variables.ts'

/** A setup that did not work: what it printed tells why. */
export class SetupFailed extends Error {}

/** A setup may do much, and still has to end: it may be a stranger's. */
export const setupLimits = { steps: 20_000, tools: 2000, outputBytes: 1024 * 1024 } as const

const asking = 'declare -p'

/**
 * Builds a scenario's starting world, with the same commands that a learner has, and returns what the setup exported.
 * `open` gives a new terminal on the workstation, with variables to begin with.
 */
export async function runSetup(
  { id, document, setup }: Scenario,
  seed: string,
  open: (env: Variables) => Terminal,
): Promise<Variables> {
  const drawn = { AWS_REGION: document.region, ...drawVariables(document.variables, seed) }
  const terminal = open(drawn)
  const before = exportsIn((await terminal.runScript(asking)).stdout)
  const mark = `--${id}--`
  const script = `${setup}\nprintf '\\n%s\\n' '${mark}'; ${asking}\n`
  const { stdout, stderr, exitCode } = await terminal.runScript(script, [], { name: 'setup.sh' })
  const at = stdout.lastIndexOf(`\n${mark}\n`)
  if (at < 0 || exitCode !== 0) {
    const said = stderr.trim() || stdout.slice(-2000).trim()
    throw new SetupFailed(`The setup of ${id} ended with status ${exitCode}.\n${said}`.trim())
  }
  const after = exportsIn(stdout.slice(at))
  return {
    ...drawn,
    ...Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value)),
  }
}

/** Exported variables among what `declare -p` prints; a value may go over several lines. */
function exportsIn(text: string): Variables {
  const found: Record<string, string> = {}
  for (const [, name = '', value = ''] of text.matchAll(
    /^declare -[a-z]*x[a-z]* (\w+)="((?:[^"\\]|\\[\s\S])*)"$/gm,
  )) {
    found[name] = value.replace(/\\(["\\$`])/g, '$1')
  }
  return found
}
