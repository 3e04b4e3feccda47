import { writeFile } from 'node:fs/promises'
import { UsageError } from '../command.ts'
import { type Action, parse, tell } from './action.ts'

/** One file of a pack. */
export const build: Action = async (args, context) => {
  const { positionals, values } = parse(args)
  const [place] = positionals
  if (place === undefined || values.out === undefined)
    throw new UsageError('build wants a pack and --out FILE')
  const [{ buildArchive, hashOfPack }, { readPack }] = await Promise.all([
    import('../../packs/archive.ts'),
    import('../pack-files.ts'),
  ])
  const read = await readPack(place)
  if ('problems' in read) return tell(place, read.problems, context)
  const bytes = buildArchive(read.files)
  await writeFile(values.out, bytes)
  context.stdout.write(`${values.out}: ${bytes.length} bytes, sha256 ${hashOfPack(read.files)}\n`)
  return 0
}
