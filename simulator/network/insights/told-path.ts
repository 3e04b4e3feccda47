import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { Drop } from '../rule.ts'
import type { Hop, Walk } from '../trace.ts'
import { explain } from './explanations.ts'
import { changedHeader, type HeaderSpace, headerOf, narrowed, rewritten } from './header-space.ts'
import { componentOf } from './named-components.ts'
import { entryOf, type Part, partsOf } from './path-components.ts'

/** A walk as the list of components that it passed. */
export interface ToldPath {
  readonly components: readonly Ec2.PathComponent[]
  readonly explanations: readonly Ec2.Explanation[]
  /** The headers with which packets set out. */
  readonly sent: HeaderSpace
  /** The headers with which they come to the end. */
  readonly received: HeaderSpace
}

export interface Ends {
  /** Listed before and after what the walk itself comes to: an instance, before and after its network interface. */
  readonly from?: string
  readonly to?: string
  readonly destination?: string
}

interface Listed {
  readonly part: Part
  readonly hop: Hop
}

/** What a hop was dropped for, whether or not the walk went on. */
export const dropsOf = ({ judged }: Hop): readonly Drop[] =>
  judged.flatMap(({ judgement }) => (judgement.verdict === 'drop' ? [judgement] : []))

export function tellPath(fabric: Fabric, walk: Walk, start: HeaderSpace, ends: Ends): ToldPath {
  const hops = aclsFirst(walk.hops)
  const blocked = hops.findIndex((hop) => dropsOf(hop).length > 0)
  const passed = blocked < 0 ? hops : hops.slice(0, blocked + 1)
  const listed = passed.flatMap((hop) => partsOfHop(fabric, hop, ends).map((part): Listed => ({ part, hop })))
  const explanations = hops.flatMap((hop) =>
    dropsOf(hop).map((drop) => explain(fabric, hop, drop, ends.destination)),
  )
  const { first, last } = spacesOf(walk, start)
  const isOpen = blocked < 0
  const all = [
    ...(ends.from === undefined ? entryOf(fabric, walk.hops[0]!.position) : [{ id: ends.from }]),
    ...listed.map(({ part, hop }, i) => withHeader(part, hop, headerChange(walk, hop), listed[i + 1]?.hop)),
    ...(ends.to === undefined || !isOpen ? [] : [{ id: ends.to }]),
  ]
  const blockedPart = isOpen ? -1 : blockedAt(all, hops[blocked]!)
  const shown = blockedPart < 0 ? all : all.slice(0, blockedPart + 1)
  const components = shown.map(({ id, ...members }, i): Ec2.PathComponent => {
    const isFirst = i === 0
    const isLast = isOpen && i === all.length - 1
    const { OutboundHeader } = members as Part
    return {
      SequenceNumber: i + 1,
      ...members,
      Component: componentOf(fabric, id),
      ...(isFirst && !OutboundHeader && { OutboundHeader: headerOf(first) }),
      ...(isFirst && OutboundHeader && { InboundHeader: headerOf(first) }),
      ...(isLast && !isFirst && OutboundHeader && { OutboundHeader: headerOf(last) }),
      ...(isLast && !isFirst && !OutboundHeader && { InboundHeader: headerOf(last) }),
      AdditionalDetails: (members as Part).AdditionalDetails ?? [],
      Explanations: i === blockedPart ? explanations.slice(0, dropsOf(hops[blocked]!).length) : [],
    }
  })
  return { components: components.map(inOrder), explanations, sent: first, received: last }
}

/** The component that stands in the way: what the drop names, or else the place itself. */
function blockedAt(all: readonly { readonly id: string }[], hop: Hop): number {
  const named = all.findLastIndex(({ id }) => dropsOf(hop).some((drop) => drop.evidence.includes(id)))
  return named < 0 ? all.findLastIndex(({ id }) => id === hop.id) : named
}

/** A hop that is no component of its own is listed where it is what stands in the way. */
function partsOfHop(fabric: Fabric, hop: Hop, { destination = '' }: Ends): readonly Part[] {
  const parts = partsOf(fabric, hop)
  // Which way a transit gateway sends a packet on does not matter to a path that ends at it.
  const { position } = hop
  if (
    position.kind === 'transit-gateway-in' &&
    [position.gateway, position.attachment].includes(destination)
  ) {
    return parts.slice(0, 1)
  }
  return parts.length || !dropsOf(hop).length ? parts : [{ id: hop.id }]
}

/** Getting started, "Example 2": the network ACL that a packet leaves by is listed before the route table. */
function aclsFirst(hops: readonly Hop[]): readonly Hop[] {
  const ordered: Hop[] = []
  for (const hop of hops) {
    const router = ordered.findLastIndex(({ position }) => position.kind !== 'vpc-local')
    const isAfterRouter = hop.position.kind === 'subnet-out' && ordered[router]?.position.kind === 'router'
    if (isAfterRouter) ordered.splice(router, 0, hop)
    else ordered.push(hop)
  }
  return ordered
}

const packetAfter = ({ hops, arrival, left }: Walk, hop: Hop): Packet => {
  const i = hops.indexOf(hop)
  return hops[i + 1]?.packet ?? left ?? arrival?.packet ?? hop.packet
}

const headerChange = (walk: Walk, hop: Hop): Ec2.AnalysisPacketHeader | undefined =>
  changedHeader(unwrapped(hop.packet), unwrapped(packetAfter(walk, hop)))

const unwrapped = (packet: Packet): Packet => packet.carries?.packet ?? packet

/** Of the parts of a hop, the last one is what rewrote the packet. */
function withHeader(
  part: Part,
  hop: Hop,
  change: Ec2.AnalysisPacketHeader | undefined,
  next: Hop | undefined,
): Part {
  return change && next !== hop ? { ...part, OutboundHeader: change } : part
}

/** The headers that pass every rule of the walk: as they set out, and as they come to its end. */
function spacesOf(
  walk: Walk,
  start: HeaderSpace,
): { readonly first: HeaderSpace; readonly last: HeaderSpace } {
  const set = walk.hops[0]?.packet
  let first = start
  let last = start
  if (!set) return { first, last }
  for (const hop of walk.hops) {
    const { packet } = hop
    const untouched = {
      source: packet.source === set.source,
      destinationPort: packet.destinationPort === set.destinationPort,
    }
    for (const { rule, judgement } of hop.judged) {
      if (judgement.verdict === 'drop' || !judgement.detail) continue
      const direction = rule.endsWith('ingress') ? 'ingress' : 'egress'
      first = narrowed(first, judgement.detail, direction, untouched)
      last = narrowed(last, judgement.detail, direction, { source: true, destinationPort: true })
    }
    const after = packetAfter(walk, hop)
    if (after !== packet) last = rewritten(last, packet, after)
  }
  return { first, last }
}

const order: readonly (keyof Ec2.PathComponent)[] = [
  'SequenceNumber',
  'AclRule',
  'AttachedTo',
  'Component',
  'DestinationVpc',
  'OutboundHeader',
  'InboundHeader',
  'RouteTableRoute',
  'SecurityGroupRule',
  'SourceVpc',
  'Subnet',
  'Vpc',
  'AdditionalDetails',
  'TransitGateway',
  'TransitGatewayRouteTableRoute',
  'Explanations',
  'ElasticLoadBalancerListener',
  'ServiceName',
]

const inOrder = (component: Ec2.PathComponent): Ec2.PathComponent =>
  Object.fromEntries(
    order.flatMap((member) => (component[member] === undefined ? [] : [[member, component[member]]])),
  )
