import type { Cloud } from '../../cloud.ts'
import { tableOfSubnet } from '../../network/compiled/routes.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { relatedOf } from '../inspector/related.ts'
import { findSubject } from '../inspector/subject.ts'
import { topologyOf } from './topology.ts'

// What stands around a thing: what a line or a route leads to, what it names or is named by, and the frames around all
// of that.

/** What is not drawn leads on to what is. */
const between = /^(eni|dxcon)-|:(targetgroup|listener)\//

/** The parts of the map that belong to a thing and its neighbours; none where it is not on the map. */
export function neighboursOf(cloud: Cloud, id: string): readonly string[] {
  const { frames, things, links } = topologyOf(cloud.fabric)
  const partsOf = (resource: string): readonly string[] => [
    ...things.flatMap((one) => (one.resource === resource ? [one.id] : [])),
    ...frames.flatMap((one) => (one.id === resource ? [one.id] : [])),
    ...links.flatMap((one) => (one.resource === resource ? [one.from, one.to] : [])),
  ]
  const parents = new Map([
    ...frames.map((one) => [one.id, one.parent] as const),
    ...things.map((one) => [one.id, one.frame] as const),
  ])
  const isIn = (part: string, frame: string): boolean => {
    for (let at = parents.get(part); at !== undefined; at = parents.get(at)) if (at === frame) return true
    return false
  }
  const own = partsOf(id)
  if (!own.length) return []
  const inside = [...frames, ...things].flatMap((one) => (own.some((of) => isIn(one.id, of)) ? [one.id] : []))
  const ownAndInside = new Set([...own, ...inside])
  const linked = links.flatMap(({ from, to }) => [
    ...(ownAndInside.has(from) ? [to] : []),
    ...(ownAndInside.has(to) ? [from] : []),
  ])
  const found = new Set([...ownAndInside, ...linked, ...relatedTo(cloud, id).flatMap(partsOf)])
  for (const part of [...found])
    for (let at = parents.get(part); at !== undefined; at = parents.get(at)) found.add(at)
  return [...found]
}

function relatedTo(cloud: Cloud, id: string): readonly string[] {
  const about = (one: string) => {
    const found = findSubject(cloud, one)
    return found ? relatedOf(cloud, found.family, found.key).map((other) => other.id) : []
  }
  const near = about(id)
  return [...near, ...near.filter((one) => between.test(one)).flatMap(about), ...routedWith(cloud, id)]
}

/** The targets in the route table of a subnet, and the subnets from which routes lead to a target. */
function routedWith({ fabric }: Cloud, id: string): readonly string[] {
  return subnets.everyone(fabric).flatMap(({ record: { SubnetId = '', VpcId = '' } }) => {
    const routes = tableOfSubnet(fabric, VpcId, SubnetId)?.record.Routes ?? []
    const targets = routes.flatMap((route) =>
      Object.values(route).filter((value) => target.test(String(value))),
    )
    if (SubnetId === id) return targets.map(String)
    return targets.includes(id) ? [SubnetId] : []
  })
}

const target = /^(igw|vgw|nat|tgw|pcx|vpce|eni|eigw|i)-/
