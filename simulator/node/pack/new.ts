import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../command.ts'
import { type Action, parse, wrong } from './action.ts'

/** The folder of a new pack, with one small scenario that works. */
export const begin: Action = async (args, context) => {
  const { positionals } = parse(args)
  const [place, ...more] = positionals
  if (place === undefined || more.length) throw new UsageError('new wants one name')
  const { newPack, problemInName } = await import('../../authoring/new-pack.ts')
  const name = path.basename(path.resolve(place))
  const problem = problemInName(name)
  if (problem !== undefined) throw new UsageError(problem)
  if (await stat(place).catch(() => undefined)) {
    context.stderr.write(`hopwise pack: ${place} is there already.\n`)
    return wrong
  }
  for (const [file, text] of newPack(name)) {
    const at = path.join(place, file)
    await mkdir(path.dirname(at), { recursive: true })
    await writeFile(at, text)
  }
  context.stdout.write(
    [
      `${place}: a pack with one scenario, which works.`,
      '',
      `  hopwise pack test ${place}`,
      `  hopwise shell --scenario ${path.join(place, 'scenarios', 'open-the-door')}`,
      '',
      'content/AUTHORS.md goes on from there.',
      '',
    ].join('\n'),
  )
  return 0
}
