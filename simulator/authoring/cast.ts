import type { Lab } from '../lab.ts'
import type { Scenario } from '../packs/load.ts'
import type { Problem } from '../packs/problem.ts'
import { sites } from '../services/onprem/tables.ts'

// Actors that scripts and scenario.yaml speak of, and that there are not.

export function missingActors(scenario: Scenario, start: Lab): readonly Problem[] {
  return [...unknownProfiles(scenario), ...missingSites(scenario, start)]
}

interface Script {
  readonly file: string
  readonly text: string
}

function scriptsOf({ name, setup, solution, alternatives, nearMisses, stages }: Scenario): readonly Script[] {
  const all = [
    { file: 'setup.sh', text: setup },
    ...stages.flatMap((stage) =>
      stage.setup === undefined ? [] : { file: `stages/${stage.id}.sh`, text: stage.setup },
    ),
    { file: 'solution.sh', text: solution },
    ...alternatives.map((one) => ({ file: `alternatives/${one.name}.sh`, text: one.script })),
    ...nearMisses.map((one) => ({ file: `near-misses/${one.name}.sh`, text: one.script })),
  ]
  return all.map(({ file, text }) => ({ file: `scenarios/${name}/${file}`, text }))
}

/** A profile is that of an actor or a person, or one that a script configures. */
function unknownProfiles(scenario: Scenario): readonly Problem[] {
  const { actors, people } = scenario.document
  const scripts = scriptsOf(scenario)
  const known = new Set([
    'default',
    ...Object.keys(actors),
    ...Object.entries(people).flatMap(([id, { account }]) => (account === undefined ? [] : id)),
    ...scripts.flatMap(({ text }) =>
      [...text.matchAll(/aws configure set .*--profile[ =]([\w-]+)/g)].map(([, one = '']) => one),
    ),
  ])
  return scripts.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, i) =>
      line.trimStart().startsWith('#')
        ? []
        : [...line.matchAll(/(?:--profile[ =]|\bAWS_PROFILE=)([\w-]+)/g)]
            .filter(([, profile = '']) => !known.has(profile))
            .map((found) => ({
              file,
              // A near miss may be lines of its own and lines of the solution.
              ...(!file.includes('/near-misses/') && {
                line: i + 1,
                column: found.index + found[0].length - (found[1]?.length ?? 0) + 1,
              }),
              found: `the profile ${found[1]}`,
              expected: `one of ${[...known].join(', ')}`,
              hint: '`actors` in scenario.yaml names accounts, and `people` whoever has a user there.',
            })),
    ),
  )
}

/** Sites that scenario.yaml tells of have been made by the setup. */
function missingSites({ name, document }: Scenario, start: Lab): readonly Problem[] {
  const there = start
    .forkWorld()
    .store.all(sites)
    .flatMap(({ Name }) => Name ?? [])
  return Object.keys(document.sites)
    .filter((one) => !there.includes(one))
    .map((one) => ({
      file: `scenarios/${name}/scenario.yaml`,
      path: `sites.${one}`,
      found: `a site ${one}`,
      expected: there.length
        ? `one of those that setup.sh makes: ${there.join(', ')}`
        : 'a site that setup.sh makes',
      hint: '`onprem create-site --name …` makes one.',
    }))
}
