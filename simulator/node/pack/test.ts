import type { ScenarioReport } from '../../authoring/lint.ts'
import type { MutationReport } from '../../authoring/mutation/mutate.ts'
import type { ProvedScript } from '../../authoring/prove.ts'
import { UsageError } from '../command.ts'
import { type Action, parse, tell, wrong } from './action.ts'
import { lintAt } from './linting.ts'

/** What each script of a pack's scenarios comes to, and which mutants are noticed. */
export const test: Action = async (args, context) => {
  const { positionals, values } = parse(args)
  if (!positionals.length) throw new UsageError('test which pack?')
  let status = 0
  const reports: object[] = []
  for (const place of positionals) {
    const linted = await lintAt(place, { mutation: !values['no-mutation'] }, context)
    if (values.json) reports.push({ pack: place, ...linted })
    else context.stdout.write(linted.scenarios.map(tellScenario).join('\n'))
    if (!linted.problems.length) continue
    status = wrong
    if (!values.json) await tell(place, linted.problems, context)
  }
  if (values.json) context.stdout.write(`${JSON.stringify(reports, null, 2)}\n`)
  return status
}

function tellScenario({ id, scripts, mutation }: ScenarioReport): string {
  const width = Math.max(...scripts.map(({ file }) => file.length))
  const rows = scripts.map(
    (one) => `  ${one.isRight ? '✓' : '✗'} ${one.file.padEnd(width)}  ${tellScript(one)}`,
  )
  return `${[id, ...rows, ...(mutation ? tellMutation(mutation) : [])].join('\n')}\n`
}

const tellScript = ({ percent, failed }: ProvedScript): string =>
  `${String(percent).padStart(3)} %${failed.length ? `  fails ${failed.join(' ')}` : ''}`

function tellMutation({
  killed,
  counted,
  neutral,
  refused,
  score,
  survivors,
  byCheck,
}: MutationReport): string[] {
  const noticing = Object.entries(byCheck)
    .filter(([, count]) => count)
    .sort(([, a], [, b]) => b - a)
    .map(([check, count]) => `${check} ${count}`)
  const told = survivors.flatMap(({ sentence, difference, commands, accepted }) => [
    `  ${accepted === undefined ? '✗ not noticed' : '- accepted'}: ${sentence}`,
    `      ${difference.question}: ${difference.was}, then ${difference.is}`,
    ...(accepted === undefined ? commands.map((line) => `      ${line}`) : [`      because ${accepted}`]),
  ])
  return [
    `  mutants: ${score} %. ${killed} of ${counted} noticed; ${neutral} more change nothing that the scenario speaks of, and ${refused} are refused by AWS`,
    ...(noticing.length ? [`  noticed by: ${noticing.join(', ')}`] : []),
    ...told,
  ]
}
