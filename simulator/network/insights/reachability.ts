import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Address } from '../../kernel/address.ts'
import type { PathAnalysis, PathFilters } from '../../services/context.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { nodesOf } from '../compiled/load-balancers.ts'
import type { Fabric } from '../fabric.ts'
import { withAdditionalDetails } from './additional-details.ts'
import { alternativesFor } from './alternatives.ts'
import { packetsToTry, type Wanted } from './candidates.ts'
import { areConnected } from './connected-vpcs.ts'
import { aboutComponent, explanation } from './explanations.ts'
import { distinct, type Followed, follow } from './following.ts'
import { blockOf, everyPort, type HeaderSpace, publicBlocks, turnedRound } from './header-space.ts'
import { impossibility, missingEnd } from './impossible-paths.ts'
import { componentOf, idNamed } from './named-components.ts'
import { unusedRoute } from './passed-routes.ts'
import { misfitOf, wantedOf } from './path-filters.ts'
import type { Side } from './side.ts'
import { ofAddress, sideOf } from './sides.ts'
import { type Ends, type ToldPath, tellPath } from './told-path.ts'

// Reachability Analyzer: is there any packet that gets from one end of a path to the other, and its answer back?

/** More packets than any lab's path needs. */
const mostAttempts = 400

export function analysePath(
  fabric: Fabric,
  path: Ec2.NetworkInsightsPath,
  filters: PathFilters,
): PathAnalysis {
  const missing = missingEnd(fabric, path)
  if (missing !== undefined) {
    return unreachable([{ ExplanationCode: 'NO_SOURCE_OR_DESTINATION', MissingComponent: missing }])
  }
  const wanted = wantedOf(path, filters)
  const from = sideOf(fabric, path.Source ?? '')
  const to = path.Destination === undefined ? toAddress(wanted) : sideOf(fabric, path.Destination)
  if (!from || !to) return unreachable([{ ExplanationCode: 'NO_SOURCE_OR_DESTINATION' }])
  const impossible = impossibility(fabric, path, wanted, from, to)
  if (impossible) return unreachable([impossible])
  return decide(fabric, path, filters, wanted, from, to)
}

const unreachable = (Explanations: readonly Ec2.Explanation[]): PathAnalysis => ({
  NetworkPathFound: false,
  Explanations,
})

const toAddress = ({ destination }: Wanted): Side | undefined =>
  destination === undefined ? undefined : ofAddress(destination)

interface Attempt {
  readonly followed: Followed
  readonly forward: ToldPath
  readonly reply?: ToldPath
  /** What the path does not fit that was asked of it. */
  readonly misfit?: Ec2.Explanation
}

function decide(
  fabric: Fabric,
  path: Ec2.NetworkInsightsPath,
  filters: PathFilters,
  wanted: Wanted,
  from: Side,
  to: Side,
): PathAnalysis {
  let nearest: Followed | undefined
  let unfit: Attempt | undefined
  for (const followed of attempts(fabric, from, to, wanted)) {
    if (followed.isOpen) {
      const attempt = tell(fabric, path, wanted, from, to, followed)
      const passed = [...attempt.forward.components, ...(attempt.reply?.components ?? [])]
      const misfit = misfitOf(fabric, path, filters, followed, passed)
      if (!misfit) return reachable(attempt)
      unfit ??= { ...attempt, misfit }
    } else if (!nearest || nearness(followed) > nearness(nearest)) nearest = followed
  }
  if (unfit?.misfit) return { ...unreachable([unfit.misfit]), ...hints(fabric, path, wanted, from, to) }
  if (!nearest) return unreachable([aboutComponent(fabric, 'NO_PATH', path.Destination ?? path.Source ?? '')])
  const attempt = tell(fabric, path, wanted, from, to, nearest)
  return {
    NetworkPathFound: false,
    ForwardPathComponents: attempt.forward.components,
    Explanations: reasonsFor(fabric, path, filters, from, to, attempt),
    ...hints(fabric, path, wanted, from, to),
  }
}

function* attempts(fabric: Fabric, from: Side, to: Side, wanted: Wanted): Generator<Followed> {
  const destinations = destinationsFor(fabric, from, to, wanted)
  let left = mostAttempts
  for (const start of from.starts(to)) {
    for (const packet of packetsToTry(fabric, from, to, start, wanted, destinations)) {
      if (left-- <= 0) return
      yield follow(fabric, from, to, start, packet)
    }
  }
}

/** A path that is to pass a load balancer is addressed to it. */
function destinationsFor(fabric: Fabric, from: Side, to: Side, wanted: Wanted): readonly Address[] {
  if (wanted.destination !== undefined) return [wanted.destination]
  const nodes = wanted.balancers.flatMap((arn) => nodesOf(fabric, arn))
  const ofNodes = nodes.flatMap(({ eni }) => addressesOf(eni).filter((one) => typeof one === 'number'))
  return distinct(ofNodes.length ? ofNodes : to.addresses(from))
}

/** Of the ways that are closed the one is told that lacks least. */
function nearness({ isReached, forward, reply }: Followed): number {
  if (!isReached) return forward.hops.length
  const drops = [...forward.hops, ...(reply?.hops ?? [])].flatMap(({ judged }) =>
    judged.filter(({ judgement }) => judgement.verdict === 'drop'),
  )
  return 1000 - drops.length * 10 - (reply?.dropped ? 5 : 0)
}

function tell(
  fabric: Fabric,
  path: Ec2.NetworkInsightsPath,
  wanted: Wanted,
  from: Side,
  to: Side,
  followed: Followed,
): Attempt {
  const { Source = '', Destination } = path
  const ends = endsOf(Source, Destination)
  const forward = tellPath(fabric, followed.forward, firstSpace(wanted, from, to, followed), ends)
  const back: Ends = {
    ...(ends.to !== undefined && { from: ends.to }),
    ...(ends.from !== undefined && { to: ends.from }),
    destination: Source,
  }
  const reply = followed.reply && tellPath(fabric, followed.reply, turnedRound(forward.received), back)
  return { followed, forward: withAdditionalDetails(fabric, forward, followed), ...(reply && { reply }) }
}

/** An instance stands before its network interface; what it is attached to does not, where the interface was named. */
function endsOf(Source: string, Destination: string | undefined): Ends {
  const isListed = (id = '') => /^(i|vpce-svc|tgw)-[0-9a-f]+$/.test(id)
  return {
    ...(isListed(Source) && { from: Source }),
    ...(isListed(Destination) && { to: Destination! }),
    ...(Destination !== undefined && { destination: Destination }),
  }
}

function firstSpace(wanted: Wanted, from: Side, to: Side, { start, forward }: Followed): HeaderSpace {
  const { source, destination } = forward.hops[0]!.packet
  const isAnybody = wanted.source === undefined && !from.interfaces.length
  const isAnywhere = wanted.destination === undefined && to.isPublic
  return {
    protocol: wanted.protocol,
    sources: isAnybody ? start.blocks : [blockOf(source)],
    destinations: isAnywhere ? publicBlocks : [blockOf(destination)],
    sourcePorts: wanted.sourcePorts,
    destinationPorts: wanted.destinationPorts,
  }
}

function reachable({ forward, reply }: Attempt): PathAnalysis {
  return {
    NetworkPathFound: true,
    ForwardPathComponents: forward.components,
    ...(reply && { ReturnPathComponents: reply.components }),
  }
}

function reasonsFor(
  fabric: Fabric,
  path: Ec2.NetworkInsightsPath,
  { FilterInArns = [] }: PathFilters,
  from: Side,
  to: Side,
  { forward, reply, followed }: Attempt,
): readonly Ec2.Explanation[] {
  const { Destination } = path
  if (!followed.isReached) {
    // An endpoint leads into a VPC that is not connected with its own.
    const isPrivateLink = followed.forward.hops.some(({ position }) => position.kind === 'service-endpoint')
    if (Destination !== undefined && !isPrivateLink && !areConnected(fabric, from.vpcs, to.vpcs)) {
      return [
        {
          DestinationVpc: componentOf(fabric, to.vpcs[0] ?? ''),
          ExplanationCode: 'DISCONNECTED_VPCS',
          SourceVpc: componentOf(fabric, from.vpcs[0] ?? ''),
        },
      ]
    }
    const astray = strayed(fabric, path, followed)
    if (astray) return [...forward.explanations, astray]
  }
  const [omitted] = FilterInArns
  const unused = omitted === undefined ? undefined : unusedRoute(fabric, followed, idNamed(omitted))
  const all = [...forward.explanations, ...(reply?.explanations ?? []), ...(unused ? [unused] : [])]
  if (all.length) return eachOnce(all)
  return [aboutComponent(fabric, 'NO_PATH', Destination ?? '')]
}

/** What closes both the way there and the way back in one place is told once. */
function eachOnce(all: readonly Ec2.Explanation[]): readonly Ec2.Explanation[] {
  const isBlock = ({ ExplanationCode }: Ec2.Explanation) =>
    ExplanationCode === 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED'
  const keyOf = (one: Ec2.Explanation) => JSON.stringify(isBlock(one) ? [one.ExplanationCode, one.Vpc] : one)
  const seen = new Map<string, Ec2.Explanation>()
  for (const one of all) if (!seen.has(keyOf(one))) seen.set(keyOf(one), one)
  return [...seen.values()]
}

/** Where the packet came to somebody else than the one that it was for. */
function strayed(
  fabric: Fabric,
  path: Ec2.NetworkInsightsPath,
  { forward }: Followed,
): Ec2.Explanation | undefined {
  if (forward.dropped) return undefined
  const gateway = forward.hops.find(({ position }) => position.kind === 'internet-gateway-out')
  if (gateway) return explanation(fabric, 'IGW_NAT_REFLECTION', [gateway.id])
  if (!forward.arrival) return undefined
  const balancer = forward.hops.findLast(({ position }) => position.kind === 'balancer-node')
  if (balancer) {
    return {
      Destination: componentOf(fabric, path.Destination ?? ''),
      ExplanationCode: 'TARGET_ADDRESS_RESTRICTION',
      LoadBalancerArn: balancer.id,
    }
  }
  return {
    Component: componentOf(fabric, forward.arrival.id),
    Destination: componentOf(fabric, path.Destination ?? ''),
    ExplanationCode: 'NO_PATH',
  }
}

/** Load balancers that lead to the destination where the way to it itself is closed. */
function hints(fabric: Fabric, path: Ec2.NetworkInsightsPath, wanted: Wanted, from: Side, to: Side) {
  if (path.Destination === undefined || wanted.balancers.length || !to.interfaces.length) return {}
  const leading = alternativesFor(fabric, to).filter((arn) => {
    const through: Wanted = { ...wanted, balancers: [arn], destinationPorts: everyPort }
    const nodes = nodesOf(fabric, arn).flatMap(({ eni }) =>
      addressesOf(eni).filter((one) => typeof one === 'number'),
    )
    return from
      .starts(to)
      .some((start) =>
        [...packetsToTry(fabric, from, to, start, through, nodes)].some(
          (packet) => follow(fabric, from, to, start, packet).isOpen,
        ),
      )
  })
  if (!leading.length) return {}
  return {
    AlternatePathHints: leading.map((arn) => ({
      ComponentId: componentOf(fabric, arn).Id,
      ComponentArn: arn,
    })),
  }
}
