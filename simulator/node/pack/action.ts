import { parseArgs } from 'node:util'
import type { Problem } from '../../packs/problem.ts'
import { type ProgramContext, UsageError } from '../command.ts'

/** One of `hopwise pack …`: the words after its name, and the exit status. */
export type Action = (args: readonly string[], context: ProgramContext) => Promise<number>

/** Something is wrong with a pack. */
export const wrong = 1

export const counted = (count: number, what: string): string =>
  `${count} ${count === 1 ? what : what.endsWith('s') ? `${what}es` : `${what}s`}`

export function parse(args: readonly string[]) {
  try {
    const options = {
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      'no-mutation': { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
    } as const
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** Says what is wrong, one problem a line. */
export async function tell(
  place: string,
  problems: readonly Problem[],
  { stderr }: ProgramContext,
): Promise<number> {
  const { tellProblem } = await import('../../packs/problem.ts')
  const lines = problems.map((one) => `  ${tellProblem(one)}\n`).join('')
  stderr.write(`${place}: ${counted(problems.length, 'problem')}\n${lines}`)
  return wrong
}
