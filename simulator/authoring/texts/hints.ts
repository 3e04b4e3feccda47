import { hintDepths } from '../../packs/hint-schema.ts'
import type { Scenario } from '../../packs/load.ts'
import type { Problem } from '../../packs/problem.ts'

/** Checks whose title tells what is to do. */
const sayItThemselves: ReadonlySet<string> = new Set(['quiz', 'tidy', 'cost', 'audit'])

/** Whether whoever is stuck is helped: with each goal that is open at the start, from a nudge to the answer. */
export function missingHints(
  { name, document, goals }: Scenario,
  open: readonly string[],
): readonly Problem[] {
  const file = `scenarios/${name}/scenario.yaml`
  const { hints } = document
  const lacking = hintDepths.filter((one) => !hints.some(({ depth }) => depth === one))
  const helped = new Set(hints.flatMap((one) => one.for ?? []))
  const isGeneral = hints.some((one) => one.for === undefined)
  const alone = goals.filter(
    ({ id, worth, check }) =>
      open.includes(id) &&
      !worth.bonus &&
      !Object.keys(check).some((type) => sayItThemselves.has(type)) &&
      !helped.has(id) &&
      !isGeneral,
  )
  return [
    ...(lacking.length
      ? [
          {
            file,
            path: 'hints',
            found: `no hint of the depth ${lacking.join(', ')}`,
            expected: 'a nudge, a direction and an answer',
            hint: 'An entry {for, nudge, direction, answer} has all three.',
          },
        ]
      : []),
    ...alone.map(({ id }) => ({
      file,
      path: 'hints',
      found: `no hint for ${id}`,
      expected: 'one for each check that fails at the start',
    })),
  ]
}
