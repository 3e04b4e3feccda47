import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PackReport } from '../../authoring/lint.ts'
import { type ProgramContext, UsageError } from '../command.ts'
import { type Action, counted, parse, tell, wrong } from './action.ts'
import { lintAt } from './linting.ts'
import { onSave } from './watching.ts'

/** Everything that is wrong with packs. */
export const lint: Action = async (args, context) => {
  const { positionals, values } = parse(args)
  const [first] = positionals
  if (first === undefined) throw new UsageError('lint which pack?')
  const wishes = { mutation: !values['no-mutation'] }
  const reports: object[] = []
  let status = 0
  const look = async (place: string) => {
    if (values.record) await record(place, context)
    const linted = await lintAt(place, wishes, context)
    if (linted.problems.length) status = wrong
    if (values.json) reports.push({ pack: place, ...linted })
    else if (linted.problems.length) await tell(place, linted.problems, context)
    else context.stdout.write(`${place}: ${tellProved(linted)}\n${tellMissed(linted)}`)
  }
  if (values.watch && (values.json || values.record || positionals.length > 1)) {
    throw new UsageError('--watch goes with one pack, and with neither --json nor --record')
  }
  for (const place of positionals) await look(place)
  if (values.watch) {
    context.stdout.write(`Looking at ${first} again whenever something is saved there. Ctrl-C ends it.\n`)
    await onSave(first, look)
  }
  if (values.json) context.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
  return status
}

/** Writes into the near misses of a folder what they are known by, and into solutions how many commands they take. */
async function record(place: string, context: ProgramContext): Promise<void> {
  const { scenarios } = await lintAt(place, { mutation: false }, context)
  const [{ withSignature }, { withCommands }] = await Promise.all([
    import('../../packs/near-miss.ts'),
    import('../../packs/recorded-commands.ts'),
  ])
  const home =
    path.basename(path.dirname(path.resolve(place))) === 'scenarios' ? path.resolve(place, '../..') : place
  for (const { id, scripts } of scenarios) {
    for (const { file, signature, commands } of scripts) {
      const at = path.join(home, 'scenarios', id.split('/').at(-1) ?? '', file)
      if (signature && !signature.isRecorded) {
        await writeFile(at, withSignature(await readFile(at, 'utf8'), signature.found))
        context.stdout.write(`${at}: recorded ${signature.found}\n`)
      }
      if (commands && !commands.isRecorded) {
        await writeFile(at, withCommands(await readFile(at, 'utf8'), commands.found))
        context.stdout.write(`${at}: recorded ${commands.found} commands\n`)
      }
    }
  }
}

/** Few enough to pass, and still worth a check, or an acceptance. */
const tellMissed = ({ scenarios }: Pick<PackReport, 'scenarios'>): string =>
  scenarios
    .flatMap(({ id, mutation }) =>
      (mutation?.survivors ?? []).flatMap(({ sentence, difference, accepted }) =>
        accepted === undefined
          ? `  ${id}: not noticed: ${sentence} (${difference.question}: ${difference.was}, then ${difference.is})\n`
          : [],
      ),
    )
    .join('')

function tellProved({ scenarios, score }: Pick<PackReport, 'scenarios' | 'score'>): string {
  const scripts = scenarios.flatMap((one) => one.scripts)
  const of = (kind: string) => scripts.filter((one) => one.kind === kind).length
  const proved = `${counted(scenarios.length, 'scenario')} proved, with ${counted(of('alternative'), 'alternative')} and ${counted(of('near-miss'), 'near miss')}`
  if (score === undefined) return proved
  const mutants = scenarios.reduce((sum, { mutation }) => sum + (mutation?.counted ?? 0), 0)
  return `${proved}; ${score} % of ${counted(mutants, 'mutant')} noticed`
}
