import type { Scenario } from '../../packs/load.ts'
import type { Problem } from '../../packs/problem.ts'

// A brief that gives the solution away: it shows a command that the solution has, or as many of its words in a row.

/** Words in a row that no brief has in common with a solution by chance. */
const longest = 6

const tooClose = 'words that do not give the solution away'

export function leaksIn(scenario: Scenario): readonly Problem[] {
  const { name, brief, document, goals, solution, setup, stages } = scenario
  const folder = `scenarios/${name}`
  const texts = [
    { file: `${folder}/brief.md`, text: brief },
    { file: `${folder}/scenario.yaml`, path: 'title', text: document.title },
    { file: `${folder}/scenario.yaml`, path: 'summary', text: document.summary },
    ...goals.map(({ id, title = '' }) => ({
      file: `${folder}/scenario.yaml`,
      path: `checks.${id}.title`,
      text: title,
    })),
    ...stages.map(({ id, brief: text = '' }) => ({ file: `${folder}/stages/${id}.md`, text })),
    ...document.hints.flatMap(({ entry, depth, text }) =>
      depth === 'nudge' ? [{ file: `${folder}/scenario.yaml`, path: `hints.${entry}`, text }] : [],
    ),
  ]
  const commands = changesIn(solution)
  const known = new Set(runsOf(setup))
  const own = new Set(runsOf(solution).filter((run) => !known.has(run)))
  return texts.flatMap(({ text, ...at }) => [
    ...commands
      .filter((command) => text.includes(command))
      .map((command) => ({
        ...at,
        ...lineOf(at.path, text, command),
        found: `\`${command}\`, which solution.sh has`,
        expected: tooClose,
      })),
    ...firstShared(text, own).map((run) => ({
      ...at,
      found: `“${run}”, which solution.sh has`,
      expected: tooClose,
    })),
  ])
}

/** `aws ec2 create-vpc-endpoint`, for each command that changes something. */
function changesIn(script: string): readonly string[] {
  const found = [...script.matchAll(/\baws\s+([a-z0-9-]+)\s+([a-z0-9-]+)/g)].map(
    ([, service, operation]) => `${service} ${operation}`,
  )
  return [...new Set(found)].filter((one) => !/ (describe|get|list|wait|head|search|lookup)\b/.test(one))
}

/** Every few words in a row. */
function runsOf(text: string): readonly string[] {
  const words = text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\n/g, ' ')
    .split(/[\s`]+/)
    .filter(Boolean)
  return words.flatMap((_, at) =>
    at + longest <= words.length ? [words.slice(at, at + longest).join(' ')] : [],
  )
}

const firstShared = (text: string, runs: ReadonlySet<string>): readonly string[] =>
  runsOf(text)
    .filter((run) => runs.has(run))
    .slice(0, 1)

const lineOf = (path: string | undefined, text: string, words: string): { line?: number } =>
  path === undefined ? { line: text.slice(0, text.indexOf(words)).split('\n').length } : {}
