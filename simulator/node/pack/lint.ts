import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PackReport } from '../../authoring/lint.ts'
import { type ProgramContext, UsageError } from '../command.ts'
import { type Action, counted, parse, tell, wrong } from './action.ts'
import { lintAt } from './linting.ts'

/** Everything that is wrong with packs. */
export const lint: Action = async (args, context) => {
  const { positionals, values } = parse(args)
  if (!positionals.length) throw new UsageError('lint which pack?')
  const wishes = { mutation: !values['no-mutation'] }
  const reports: object[] = []
  let status = 0
  for (const place of positionals) {
    if (values.record) await record(place, context)
    const linted = await lintAt(place, wishes, context)
    if (linted.problems.length) status = wrong
    if (values.json) reports.push({ pack: place, ...linted })
    else if (linted.problems.length) await tell(place, linted.problems, context)
    else context.stdout.write(`${place}: ${tellProved(linted)}\n${tellMissed(linted)}`)
  }
  if (values.json) context.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
  return status
}

/** Writes into the near misses of a folder what they are known by. */
async function record(place: string, context: ProgramContext): Promise<void> {
  const { scenarios } = await lintAt(place, { mutation: false }, context)
  const { withSignature } = await import('../../packs/near-miss.ts')
  const home =
    path.basename(path.dirname(path.resolve(place))) === 'scenarios' ? path.resolve(place, '../..') : place
  for (const { id, scripts } of scenarios) {
    for (const { file, signature } of scripts) {
      if (!signature || signature.isRecorded) continue
      const at = path.join(home, 'scenarios', id.split('/').at(-1) ?? '', file)
      await writeFile(at, withSignature(await readFile(at, 'utf8'), signature.found))
      context.stdout.write(`${at}: recorded ${signature.found}\n`)
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
