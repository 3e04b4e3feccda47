import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadPack, type PackFiles, type Scenario } from '../../../../simulator/packs/load.ts'

export const filesIn = (folder: string): PackFiles =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => {
        const file = path.join(one.parentPath, one.name)
        return [
          path.relative(folder, file).split(path.sep).join('/'),
          new Uint8Array(readFileSync(file)),
        ] as const
      }),
  )

/** A scenario of a pack that comes with the program. */
export function scenarioNamed(pack: string, name: string): Scenario {
  const found = loadPack(filesIn(`content/packs/${pack}`)).pack?.scenarios.find((one) => one.name === name)
  if (!found) throw new Error(`There is no scenario ${pack}/${name}.`)
  return found
}

/** The ids of the topics that there are. */
export const curriculum: ReadonlySet<string> = new Set(
  [...readFileSync('content/curriculum.yaml', 'utf8').matchAll(/^([A-Z0-9-]+): /gm)].map(([, id = '']) => id),
)
