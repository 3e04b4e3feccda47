import type { Pack, PackFiles } from '../../packs/load.ts'
import type { Problem } from '../../packs/problem.ts'
import { proseIn } from '../../packs/prose.ts'
import type { ProofPorts } from '../prove.ts'
import { emptyWorld, problemsInCommands } from './commands.ts'
import { deadHeadings } from './headings.ts'
import { leaksIn } from './leaks.ts'
import { problemsInPictures } from './pictures.ts'
import { misspellings } from './spelling.ts'
import { unknownTopics } from './topics.ts'

export interface TextPorts extends ProofPorts {
  /** The topics of the curriculum. */
  readonly curriculum: ReadonlySet<string>
}

/** Everything that is wrong with what a pack tells people. */
export async function problemsInTexts(
  { curriculum, ...ports }: TextPorts,
  pack: Pack,
  files: PackFiles,
): Promise<readonly Problem[]> {
  const decoder = new TextDecoder()
  const prose = [...files].flatMap(([file, bytes]) =>
    /\.(md|yaml)$/.test(file) ? proseIn(file, decoder.decode(bytes).replaceAll('\r\n', '\n')) : [],
  )
  const world = await emptyWorld(ports)
  const problems: Problem[] = []
  for (const one of prose) {
    problems.push(
      ...(isTranslation(one.file) ? [] : misspellings(one)),
      ...deadHeadings(one),
      ...(await problemsInCommands(ports.contract, world, one)),
    )
  }
  return [
    ...unknownTopics(pack, curriculum),
    ...problems,
    ...problemsInPictures(prose, files),
    ...pack.scenarios.flatMap(leaksIn),
  ]
}

/** Other languages have words of their own. */
const isTranslation = (file: string): boolean => /\.[a-z]{2}(-[A-Z]{2})?\.(md|yaml)$/.test(file)
