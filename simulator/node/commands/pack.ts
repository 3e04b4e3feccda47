import { writeFile } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Problem } from '../../packs/problem.ts'
import { type ProgramCommand, type ProgramContext, UsageError } from '../command.ts'

const wrong = 1

export const pack: ProgramCommand = {
  name: 'pack',
  summary: 'Prove, build and look into packs of scenarios.',
  usage: 'lint PACK… | build PACK --out FILE | info PACK [--json] | schema pack|scenario|question',
  help: `PACK is the folder of a pack, or a .hopwise file.

  lint    tells everything that is wrong with a pack: its files, and what its scenarios do. Of each, the setup has to
          work, the start to fail a check, the solution and every alternative to pass all of them, and every near miss
          to fail exactly the checks that it names
  build   makes one file of it. Equal packs give equal bytes
  info    tells what is in it, and the hash that it is known by
  schema  prints the JSON Schema of a pack's YAML files, for editors

Exit status: 0 when all is well, 1 when something is wrong with a pack, 2 when the command is used wrongly.`,

  async run([what = '', ...args], context) {
    const run = Object.hasOwn(actions, what) ? actions[what] : undefined
    if (!run) throw new UsageError(what ? `there is no pack ${what}` : 'expected lint, build, info or schema')
    return run(args, context)
  },
}

type Action = (args: readonly string[], context: ProgramContext) => Promise<number>

const actions: Readonly<Record<string, Action>> = { lint, build, info, schema }

async function lint(args: readonly string[], context: ProgramContext): Promise<number> {
  const { positionals } = parse(args)
  if (!positionals.length) throw new UsageError('lint which pack?')
  const [{ contract }, { proveScenario }, { readPack }] = await Promise.all([
    import('../../api/contract.ts'),
    import('../../authoring/prove.ts'),
    import('../pack-files.ts'),
  ])
  let status = 0
  for (const place of positionals) {
    const read = await readPack(place)
    const problems: Problem[] = 'problems' in read ? [...read.problems] : []
    const scenarios = 'pack' in read ? read.pack.scenarios : []
    for (const scenario of scenarios) {
      problems.push(...(await proveScenario({ contract, turn: () => turn() }, scenario)))
    }
    if (problems.length) status = await tell(place, problems, context)
    else {
      const nearMisses = scenarios.reduce((sum, one) => sum + one.nearMisses.length, 0)
      context.stdout.write(
        `${place}: ${counted(scenarios.length, 'scenario')} proved, with ${counted(nearMisses, 'near miss')}\n`,
      )
    }
  }
  return status
}

async function build(args: readonly string[], context: ProgramContext): Promise<number> {
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

async function info(args: readonly string[], context: ProgramContext): Promise<number> {
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

async function schema(args: readonly string[], { stdout }: ProgramContext): Promise<number> {
  const { jsonSchemas } = await import('../../packs/json-schema.ts')
  const schemas = jsonSchemas()
  const [name = ''] = args
  if (!Object.hasOwn(schemas, name))
    throw new UsageError(`expected one of ${Object.keys(schemas).join(', ')}`)
  stdout.write(`${JSON.stringify(schemas[name as keyof typeof schemas], null, 2)}\n`)
  return 0
}

async function tell(
  place: string,
  problems: readonly Problem[],
  { stderr }: ProgramContext,
): Promise<number> {
  const { tellProblem } = await import('../../packs/problem.ts')
  stderr.write(
    `${place}: ${counted(problems.length, 'problem')}\n${problems.map((one) => `  ${tellProblem(one)}\n`).join('')}`,
  )
  return wrong
}

const counted = (count: number, what: string): string =>
  `${count} ${count === 1 ? what : what.endsWith('s') ? `${what}es` : `${what}s`}`

function parse(args: readonly string[]) {
  try {
    const options = { out: { type: 'string' }, json: { type: 'boolean', default: false } } as const
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
