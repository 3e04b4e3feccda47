import type { Link, Thing } from '../../../../../simulator/views/topology/parts.ts'
import { topologyOf } from '../../../../../simulator/views/topology/topology.ts'
import type { World } from '../../network/notation/world.ts'

// What is drawn of a world, a line a part, by the names that the world's statements gave:
//
//   vpc main (10.0.0.0/16) in us-east-1
//   instance web-1 (10.0.1.10) in web, pending: its state is pending
//   peering main > other

export function drawn(world: World): readonly string[] {
  const { frames, things, links } = topologyOf(world.fabric)
  const detailed = (detail: string) => (detail ? ` (${inNames(world, detail)})` : '')
  return [
    ...frames.map(({ id, kind, detail, parent, isPublic }) => {
      const within = parent === undefined ? '' : ` in ${named(world, parent)}`
      return `${isPublic ? 'public ' : ''}${kind} ${named(world, id)}${detailed(detail)}${within}`
    }),
    ...things.map(({ kind, label, detail, frame, ...stands }) => {
      const within = frame === undefined ? '' : ` in ${named(world, frame)}`
      const shown = chosen.has(kind) ? detail : detail.replace(/\d+\.\d+\.\d+\.\d+/, 'somewhere')
      return `${kind} ${inNames(world, label)}${detailed(shown)}${within}${standing(stands)}`
    }),
    ...links.map(({ kind, from, to, ...stands }) => {
      return `${kind} ${named(world, from)} > ${named(world, to)}${standing(stands)}`
    }),
  ]
}

/** What has the address that was asked for; others have one that AWS picks. */
const chosen: ReadonlySet<Thing['kind']> = new Set(['instance', 'appliance', 'site-host', 'customer-gateway'])

/** The lines that another picture does not have. */
export const beyond = (now: readonly string[], before: readonly string[]): readonly string[] =>
  now.filter((line) => !before.includes(line))

const standing = ({ condition, because }: Pick<Thing | Link, 'condition' | 'because'>): string =>
  condition === 'working' ? '' : `, ${condition}: ${because}`

/** `api-ep/app` of an endpoint's part in a subnet, `us-east-1` of a Region's frame. */
function named(world: World, id: string): string {
  if (world.nameOf(id) !== id) return world.nameOf(id)
  const [, kind = '', last = ''] = /^(account|region|zone|site)\/(?:.*\/)?([^/]+)$/.exec(id) ?? []
  if (kind) return last
  const [, whole = '', part = ''] = /^(.+)\/([^/]+)$/.exec(id) ?? []
  return whole ? `${named(world, whole)}/${named(world, part)}` : id
}

const inNames = (world: World, text: string): string =>
  text.replace(/[^\s,()]+/g, (word) => world.nameOf(word))
