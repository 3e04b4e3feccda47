import { UsageError } from '../command.ts'
import { type Action, counted, parse, tell } from './action.ts'

/** What is in a pack, and the hash that it is known by. */
export const info: Action = async (args, context) => {
  const { positionals, values } = parse(args)
  const [place] = positionals
  if (place === undefined) throw new UsageError('info of which pack?')
  const [{ hashOfPack }, { readPack }] = await Promise.all([
    import('../../packs/archive.ts'),
    import('../pack-files.ts'),
  ])
  const read = await readPack(place)
  if ('problems' in read) return tell(place, read.problems, context)
  const { document, scenarios, questions } = read.pack
  const hash = hashOfPack(read.files)
  const listed = scenarios.map(({ id, document: { title, level, minutes, teaches }, goals, nearMisses }) => ({
    id,
    title,
    level,
    minutes,
    teaches,
    checks: goals.length,
    nearMisses: nearMisses.length,
  }))
  if (values.json) {
    context.stdout.write(
      `${JSON.stringify({ ...document, hash, scenarios: listed, questions: questions.size }, null, 2)}\n`,
    )
    return 0
  }
  const lines = [
    `${document.title} (${document.id} ${document.version})`,
    document.summary,
    `by ${document.author}, ${document.licence}; sha256 ${hash}`,
    `${counted(scenarios.length, 'scenario')}, ${counted(questions.size, 'question')}`,
    ...listed.map(
      (one) =>
        `  ${one.id}: ${one.title} (${one.level}, ${one.minutes} min, ${counted(one.checks, 'check')})`,
    ),
  ]
  context.stdout.write(`${lines.join('\n')}\n`)
  return 0
}
