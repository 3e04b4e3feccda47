import { contract } from '../../../../../simulator/api/contract.ts'
import { interfacesOf } from '../../../../../simulator/services/ec2/network-interfaces.ts'
import { inspect } from '../../../../../simulator/views/inspector/inspect.ts'
import type { Chapter, Inspection } from '../../../../../simulator/views/inspector/inspection.ts'
import { speakerTo } from '../../../../../simulator/views/mending/spell-repair.ts'
import { topologyOf } from '../../../../../simulator/views/topology/topology.ts'
import { type World, worldOf } from '../../network/notation/world.ts'

// What is seen of a thing, by the names that a world's statements gave.

await Promise.all(
  ['elbv2', 'route53', 'route53resolver', 'directconnect', 's3api', 'sqs', 'vpc-lattice'].map((one) =>
    contract.need(one),
  ),
)

export async function inspected(world: World, name: string): Promise<Inspection> {
  const seen = await inspect(world.cloud, speakerTo(world.cloud), world.id(name))
  if (!seen) throw new Error(`Nothing is seen of ${name}.`)
  return seen
}

export const worldAnd = async (text: string, name: string) => {
  const world = worldOf(text)
  return { world, seen: await inspected(world, name) }
}

/** The rows of a chapter, a line each, in names. */
export function rowsOf(world: World, { chapters }: Inspection, kind: Chapter['kind']): string[] {
  const found = chapters.filter((one) => one.kind === kind)
  return found.flatMap(({ table }) =>
    (table?.rows ?? []).map(({ cells, isBroken }) => {
      const told = cells.filter(Boolean).map((cell) => inNames(world, cell))
      return `${told.join(' | ')}${isBroken ? ' ✗' : ''}`
    }),
  )
}

export const inNames = (world: World, text: string): string =>
  text.replace(/[^\s,()]+/g, (word) => world.nameOf(word))

/** Every id that somebody could click on the map. */
export function idsOnMap(world: World): readonly string[] {
  const { frames, things, links } = topologyOf(world.fabric)
  return [
    ...new Set([
      ...frames.map(({ id }) => id),
      ...things.map(({ resource }) => resource),
      ...links.map(({ resource }) => resource),
    ]),
  ]
}

/** The host that an instance is, by the name of its interface. */
export const namedBy = (world: World, instance: string): string => {
  const [eni] = interfacesOf(world.fabric, instance)
  return world.nameOf(eni?.record.NetworkInterfaceId ?? '')
}
