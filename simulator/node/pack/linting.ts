import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { PackReport } from '../../authoring/lint.ts'
import type { ProgramContext } from '../command.ts'

export type Linted = Pick<PackReport, 'problems' | 'scenarios' | 'score'>

export interface LintWishes {
  readonly mutation: boolean
}

/** A pack, read and linted; what is wrong with its files alone where they cannot be read. */
export async function lintAt(
  place: string,
  { mutation }: LintWishes,
  context: ProgramContext,
): Promise<Linted> {
  const [{ contract }, { lintPack }, { readPack }] = await Promise.all([
    import('../../api/contract.ts'),
    import('../../authoring/lint.ts'),
    import('../pack-files.ts'),
  ])
  const read = await readPack(place)
  if ('problems' in read) return { problems: read.problems, scenarios: [] }
  const { onProgress, clear } = progressOn(context)
  const options = { contract, turn: () => turn(), curriculum: await curriculum(), mutation, onProgress }
  try {
    return await lintPack(options, read.pack, read.files)
  } finally {
    clear()
  }
}

/** The ids of the curriculum that comes with the program. */
async function curriculum(): Promise<ReadonlySet<string>> {
  const text = await readFile(path.resolve(import.meta.dirname, '../../../content/curriculum.yaml'), 'utf8')
  return new Set([...text.matchAll(/^([A-Z0-9-]+): /gm)].map(([, id = '']) => id))
}

/** A line that says how far it is, where somebody looks at it. */
export function progressOn({ stderr }: ProgramContext) {
  const isSeen = 'isTTY' in stderr && stderr.isTTY === true
  let shown = ''
  const show = (text: string) => {
    if (!isSeen || text === shown) return
    shown = text
    stderr.write(`\r\u001B[2K${text}`)
  }
  const onProgress = (what: string, done: number, of: number) => {
    const filled = Math.round((done / Math.max(1, of)) * 20)
    const bar = of > 1 ? ` [${'#'.repeat(filled)}${' '.repeat(20 - filled)}] ${done} of ${of}` : ''
    show(`${what}${bar}`)
  }
  return { onProgress, clear: () => show('') }
}
