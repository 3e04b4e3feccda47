import type { Position } from '../../network/positions.ts'
import type { Hop } from '../../network/trace.ts'
import { siteFrame } from '../topology/on-premises.ts'
import type { Thing, Topology } from '../topology/parts.ts'

// Where on the map a place is that a packet comes to.

/** The thing that stands for a place; undefined for what has none: routers, borders of subnets. */
export function thingAt(
  { things }: Pick<Topology, 'things'>,
  { id, position, judged }: Hop,
): Thing | undefined {
  const eni = interfaceOf(position)
  if (eni) {
    const { SubnetId, PrivateIpAddress = '' } = eni.record
    return things.find(
      ({ frame, detail }) => frame === SubnetId && detail.split(' · ').includes(PrivateIpAddress),
    )
  }
  // A site is entered and left by one of its routers.
  if (position.kind === 'site-router') {
    const named = judged.flatMap(({ judgement }) => judgement.evidence)
    const { site } = position
    const routers = things.filter(({ kind, frame }) => kind === 'site-router' && frame === siteFrame(site))
    return routers.find((one) => named.includes(one.id)) ?? routers[0]
  }
  // The public addresses of AWS's services are drawn as one thing, for lines that lead there.
  if (position.kind === 'internet')
    return things.find((one) => one.id === 'aws/public' || one.id === 'internet')
  const key = 'endpoint' in position ? position.endpoint : 'gateway' in position ? position.gateway : id
  return things.find(({ resource, id: own }) => resource === key || own === key)
}

/** Where on the map something is: on a thing, along a link, or somewhere in a frame. */
export interface MapPart {
  readonly id: string
  readonly kind: 'thing' | 'link' | 'frame'
}

/** The part of the map that a place is at: its thing, or else its link, or else the frame that it is in. */
export function partAt(topology: Topology, hop: Hop): MapPart | undefined {
  const thing = thingAt(topology, hop)
  if (thing) return { id: thing.id, kind: 'thing' }
  const { position, id } = hop
  const attachment = 'attachment' in position ? position.attachment : undefined
  const link = topology.links.find(({ resource }) => resource === id || resource === attachment)
  if (link) return { id: link.id, kind: 'link' }
  const subnet = 'subnet' in position ? position.subnet?.record.SubnetId : undefined
  const vpc = 'vpc' in position ? position.vpc : undefined
  const frameOf = (wanted: string | undefined) => topology.frames.find((frame) => frame.id === wanted)
  const frame = frameOf(subnet) ?? frameOf(vpc)
  return frame && { id: frame.id, kind: 'frame' }
}

const standsAt: ReadonlySet<Position['kind']> = new Set([
  'interface-out',
  'interface-in',
  'inspection-node',
  'inspection-appliance',
  'service-endpoint',
  'balancer-node',
  'resource-gateway',
])

const interfaceOf = (position: Position) =>
  standsAt.has(position.kind) && 'eni' in position ? position.eni : undefined
