import type { Problem } from './problem.ts'
import type { ScenarioDocument } from './scenario-schema.ts'

/** A part of a scenario that opens when the one before it is done. */
export interface Stage {
  readonly id: string
  readonly title: string
  /** What learners read when it opens, in Markdown. */
  readonly brief?: string
  /** The ids of its checks. */
  readonly checks: readonly string[]
  /** What happens when it opens, as a script. */
  readonly setup?: string
}

/** The files in a scenario's folder `stages/`, by their names. */
type StageFiles = (name: string) => string | undefined

export function stagesOf({ stages }: ScenarioDocument, file: StageFiles): readonly Stage[] {
  return Object.entries(stages).map(([id, { title, brief = file(`${id}.md`), checks }]) => {
    const setup = file(`${id}.sh`)
    return { id, title, checks, ...(brief !== undefined && { brief }), ...(setup !== undefined && { setup }) }
  })
}

/** What is wrong with the files of a scenario's stages. */
export function problemsInStageFiles(
  folder: string,
  { stages }: ScenarioDocument,
  names: readonly string[],
): readonly Problem[] {
  const ids = Object.keys(stages)
  return names.flatMap((name): Problem[] => {
    const file = `${folder}stages/${name}`
    const id = name.split('.')[0]!
    if (!ids.includes(id)) {
      const expected = ids.length ? `the name of a stage: ${ids.join(', ')}` : 'stages in scenario.yaml'
      return [{ file, found: id, expected }]
    }
    if (name === `${ids[0]}.sh`) {
      return [{ file, found: 'a script of the first stage', expected: 'what it begins with in setup.sh' }]
    }
    if (name === `${id}.md` && stages[id]?.brief !== undefined) {
      return [{ file, found: 'a second brief', expected: 'one brief: here, or in scenario.yaml' }]
    }
    return []
  })
}
