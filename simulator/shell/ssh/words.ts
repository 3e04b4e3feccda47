import { getopt } from '../tools/getopt.ts'

// Options as OpenSSH and sudo read them: letters alone, each as often as somebody likes.

export interface Read {
  /** Each letter with its values in order; an empty text for one without a value. */
  readonly options: ReadonlyMap<string, readonly string[]>
  readonly operands: readonly string[]
  /** What OpenSSH says of an option that is none, or that lacks its value. */
  readonly problem?: string
}

/** `letters` has a colon after each that takes a value. Reading ends at the first operand, unless it goes on. */
export function readOptions(args: readonly string[], letters: string, goesOn = false): Read {
  const read = getopt(args, { short: letters, ...(!goesOn && { isStrict: true }) })
  const options = new Map<string, string[]>()
  for (const { name, value } of read.options) options.set(name, [...(options.get(name) ?? []), value])
  const { operands, problem } = read
  if (!problem) return { options, operands }
  const letter = 'letter' in problem ? problem.letter : '-'
  const what = problem.kind === 'wants-argument' ? 'option requires an argument' : 'unknown option'
  return { options, operands, problem: `${what} -- ${letter}` }
}
