import { composeScript } from './directives.ts'
import type { Problem } from './problem.ts'

/** A wrong solution that its author knows: why somebody comes to it, and which checks fail then. */
export interface NearMiss {
  readonly name: string
  /** The whole of it, whatever its file leaves to a solution. */
  readonly script: string
  readonly because: string
  readonly fails: readonly string[]
  /** How its world looks to the checks, by which it is known again; lint says what it is. */
  readonly signature?: string
}

/** What stands in the first lines of a near miss: `# because: …`, `# fails: …`. */
export function readNearMiss(
  file: string,
  script: string,
  checks: readonly string[],
  solutions: ReadonlyMap<string, string>,
): { miss: NearMiss; problems: readonly Problem[] } {
  const lines = script.split('\n')
  const said = (key: string) => {
    const at = lines.findIndex((line) => line.startsWith(`# ${key}:`))
    return { line: at + 1, text: at < 0 ? '' : (lines[at] ?? '').slice(key.length + 3).trim() }
  }
  const because = said('because')
  const fails = said('fails')
  const signature = said('signature').text
  const named = fails.text.split(/[\s,]+/).filter(Boolean)
  const strangers = named.filter((one) => !checks.includes(one))
  const problems: Problem[] = []
  if (!because.text)
    problems.push({
      file,
      line: 1,
      found: 'no reason',
      expected: 'a line "# because: what is wrong with it"',
    })
  if (!named.length)
    problems.push({ file, line: 1, found: 'no checks', expected: 'a line "# fails: check-one check-two"' })
  if (strangers.length) {
    problems.push({
      file,
      line: fails.line,
      found: strangers.join(', '),
      expected: `some of ${checks.join(', ')}`,
    })
  }
  const composed = composeScript(file, script, solutions)
  problems.push(...composed.problems)
  const name = file.split('/').at(-1)!.replace(/\.sh$/, '')
  return {
    miss: {
      name,
      script: composed.script,
      because: because.text,
      fails: named,
      ...(signature !== '' && { signature }),
    },
    problems,
  }
}

/** The script with this signature in its first lines, in place of the one that it had. */
export function withSignature(script: string, signature: string): string {
  const line = `# signature: ${signature}`
  if (/^# signature:.*$/m.test(script)) return script.replace(/^# signature:.*$/m, () => line)
  return script.replace(/^# fails:.*$/m, (fails) => `${fails}\n${line}`)
}
