import { codeSpansIn } from '../../packs/code-in-text.ts'
import type { Scenario } from '../../packs/load.ts'
import type { Problem } from '../../packs/problem.ts'
import { commandsIn } from './commands-in-text.ts'

/** Variables that checks or briefs name, and that neither the scenario declares nor a setup exports. */
export function unknownVariables(
  { name, document, goals, brief, stages }: Scenario,
  variables: Readonly<Record<string, string>>,
): readonly Problem[] {
  const known = new Set([...Object.keys(variables), ...Object.keys(document.variables), 'AWS_REGION'])
  const file = `scenarios/${name}/scenario.yaml`
  const complain = (at: Pick<Problem, 'file' | 'path' | 'line'>, names: readonly string[]): Problem[] =>
    [...new Set(names)]
      .filter((one) => !known.has(one))
      .map((one) => ({
        ...at,
        found: `$${one}`,
        expected:
          known.size > 1
            ? `one of ${[...known].map((known) => `$${known}`).join(', ')}`
            : 'a variable that there is',
        hint: 'setup.sh exports it (`export NAME=…`), or `variables` declares it.',
      }))
  const told = [
    { file: `scenarios/${name}/brief.md`, text: brief },
    ...stages.map(({ id, brief: text = '' }) => ({ file: `scenarios/${name}/stages/${id}.md`, text })),
  ]
  return [
    ...goals.flatMap(({ id, check }) =>
      complain({ file, path: `checks.${id}` }, namesIn(JSON.stringify(check))),
    ),
    ...told.flatMap(({ file: at, text }) => complain({ file: at }, namesIn(codeIn(text)))),
  ]
}

const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{?([A-Z][A-Z0-9_]*)\b/g)].map(([, name = '']) => name)

/** What stands in code, but for what the text itself sets there. */
function codeIn(text: string): string {
  const inline = codeSpansIn(text).map(({ code }) => code)
  const all = [...inline, ...commandsIn({ text }).map(({ line }) => line)].join('\n')
  const own = new Set([...all.matchAll(/\b([A-Z][A-Z0-9_]*)=/g)].map(([, name = '']) => name))
  return all.replace(/\$\{?([A-Z][A-Z0-9_]*)/g, (whole, name: string) => (own.has(name) ? '' : whole))
}
