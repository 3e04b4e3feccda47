import type { Cloud } from '../../cloud.ts'
import { troublesOf } from '../inspector/inspect.ts'
import type { Speaker } from '../mending/spell-repair.ts'
import { topologyOf } from './topology.ts'

/** What is wrong with things on the map, or around them, by their resources. */
export type Troubles = Readonly<Record<string, readonly string[]>>

/** Looks at one thing after the other, and yields after each: a map may be large, and somebody may be waiting. */
export async function* troublesOnMap(cloud: Cloud, speaker: Speaker): AsyncGenerator<undefined, Troubles> {
  const { frames, things, links } = topologyOf(cloud.fabric)
  const all = new Set([
    ...frames.map(({ id }) => id),
    ...things.map(({ resource }) => resource),
    ...links.map(({ resource }) => resource),
  ])
  const found: Record<string, readonly string[]> = {}
  for (const id of all) {
    const troubles = await troublesOf(cloud, speaker, id)
    if (troubles.length) found[id] = troubles
    yield
  }
  return found
}
