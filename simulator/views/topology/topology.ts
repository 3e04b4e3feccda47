import type { Fabric } from '../../network/fabric.ts'
import { betweenNetworks } from './between.ts'
import { framesOf } from './frames.ts'
import { insideVpcs } from './inside-vpcs.ts'
import { onPremises } from './on-premises.ts'
import type { Part, Topology } from './parts.ts'
import { privateLinks } from './private-links.ts'

const parts: readonly ((fabric: Fabric) => Part)[] = [
  framesOf,
  insideVpcs,
  privateLinks,
  betweenNetworks,
  onPremises,
]

export function topologyOf(fabric: Fabric): Topology {
  const drawn = parts.map((part) => part(fabric))
  const frames = drawn.flatMap((part) => part.frames ?? [])
  const things = drawn.flatMap((part) => part.things ?? [])
  const known = new Set([...frames, ...things].map(({ id }) => id))
  // What leads to something that is gone leads nowhere.
  const links = drawn
    .flatMap((part) => part.links ?? [])
    .filter(({ from, to }) => known.has(from) && known.has(to))
  return { frames, things, links }
}
