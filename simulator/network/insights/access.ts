import type { Ec2 } from '../../api/generated/types.d.ts'
import {
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixCovers,
  prefixesOverlap,
} from '../../kernel/address.ts'
import type { AccessFound } from '../../services/context.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import type { Scope } from '../../world/held.ts'
import { cidrsOfPrefixList } from '../compiled/prefix-sets.ts'
import type { Fabric } from '../fabric.ts'
import { type Packet, tcp, udp } from '../packet.ts'
import { selectedBy, sidesIn } from './access-resources.ts'
import { sourcesToTry, spansOf, type Wanted } from './candidates.ts'
import { type Followed, follow } from './following.ts'
import { blockOf, everyPort, type HeaderSpace, isInSpan, publicBlocks, type Span } from './header-space.ts'
import { idNamed } from './named-components.ts'
import type { Side, Start } from './side.ts'
import { tellPath } from './told-path.ts'

// Network Access Analyzer: which paths are there that a scope names, and that it does not except? Network Access Analyzer
// guide, match-paths, exclude-paths, resource-statement, packet-header-statement.

/** AWS's quota is 10,000 (Network Access Analyzer guide, quotas). Findings are large, and a world is saved with them. */
const mostFindings = 1000

/** "A best effort attempt to return a diverse, representative set of findings": more packets than any lab needs. */
const mostWalks = 60_000

interface Condition {
  readonly path: Ec2.AccessScopePath
  readonly from: ReadonlySet<string> | undefined
  readonly to: ReadonlySet<string> | undefined
}

interface Found {
  readonly from: Side
  readonly to: Side
  readonly sent: HeaderSpace
  readonly received: HeaderSpace
  readonly components: readonly Ec2.PathComponent[]
}

export function findAccess(
  fabric: Fabric,
  scope: Scope,
  { MatchPaths = [], ExcludePaths = [] }: Ec2.NetworkInsightsAccessScopeContent,
): AccessFound {
  const sides = sidesIn(fabric, scope)
  const read = (path: Ec2.AccessScopePath): Condition => ({
    path,
    from: selectedBy(sides, path.Source?.ResourceStatement),
    to: selectedBy(sides, path.Destination?.ResourceStatement),
  })
  const matches = MatchPaths.map(read)
  const excludes = ExcludePaths.map(read)
  const paths = new Map<string, readonly Ec2.PathComponent[]>()
  const budget = { walks: mostWalks }
  for (const match of matches) {
    for (const found of pathsOf(fabric, scope.region, sides, match, budget)) {
      if (excludes.some((condition) => isExcepted(fabric, scope.region, condition, found))) continue
      const key = keyOf(found)
      if (!paths.has(key)) paths.set(key, found.components)
      if (paths.size >= mostFindings) break
    }
  }
  const interfaces = networkInterfaces.list({ ...fabric, ...scope }).length
  return {
    paths: [...paths.values()],
    interfaces,
    isPartial: budget.walks <= 0 || paths.size >= mostFindings,
  }
}

/** Findings are the same where they pass the same lines with the same protocol. */
const keyOf = ({ components, sent }: Found): string =>
  JSON.stringify([
    sent.protocol,
    components.map((one) => [one.Component?.Id, one.SecurityGroupRule, one.AclRule, one.RouteTableRoute]),
  ])

function* pathsOf(
  fabric: Fabric,
  region: string,
  sides: readonly Side[],
  { path, from: sources, to: destinations }: Condition,
  budget: { walks: number },
): Generator<Found> {
  const starting = sides.filter(({ id, isSilent }) => !isSilent && (!sources || sources.has(id)))
  const ending = sides.filter(({ id }) => !destinations || destinations.has(id))
  for (const from of starting) {
    for (const to of ending) {
      // Paths begin or end at network interfaces; two gateways have none between them.
      if (from === to || (!from.interfaces.length && !to.interfaces.length)) continue
      for (const { start, wanted, packet } of packetsBetween(fabric, region, path, from, to)) {
        if (budget.walks-- <= 0) return
        const followed = follow(fabric, from, to, start, packet)
        if (!followed.isOpen) continue
        const found = tell(fabric, from, to, followed, wanted)
        if (fits(fabric, region, path, found)) yield found
      }
    }
  }
}

interface Try {
  readonly start: Start
  readonly wanted: Wanted
  readonly packet: Packet
}

/** One packet for each port range that a security group lets into the other end, or out of this one. */
function* packetsBetween(
  fabric: Fabric,
  region: string,
  { Source, Destination }: Ec2.AccessScopePath,
  from: Side,
  to: Side,
): Generator<Try> {
  const asked = Source?.PacketHeaderStatement
  const other = Destination?.PacketHeaderStatement
  const protocols = [...(asked?.Protocols ?? other?.Protocols ?? ['tcp', 'udp'])].map((one) =>
    one === 'udp' ? udp : tcp,
  )
  const [sourceBlock] = blocksOf(fabric, region, asked?.SourceAddresses, asked?.SourcePrefixLists)
  const [destinationBlock] = blocksOf(
    fabric,
    region,
    asked?.DestinationAddresses,
    asked?.DestinationPrefixLists,
  )
  const asks = portSpans(asked?.DestinationPorts) ?? portSpans(other?.DestinationPorts)
  const sourcePorts = portSpans(asked?.SourcePorts)?.[0] ?? everyPort
  for (const protocol of protocols) {
    for (const start of from.starts(to)) {
      for (const span of spansBetween(fabric, from, to, protocol, asks)) {
        const source = from.isPublic && sourceBlock ? { source: sourceBlock.first } : {}
        const wanted: Wanted = { protocol, ...source, sourcePorts, destinationPorts: span, balancers: [] }
        for (const address of sourcesToTry(fabric, from, to, start, wanted)) {
          const chosen = to.isPublic && destinationBlock ? [destinationBlock.first] : to.addresses(from)
          for (const destination of chosen) {
            const sourcePort = isInSpan(sourcePorts, 49152) ? 49152 : sourcePorts.from
            const packet = { protocol, source: address, destination, sourcePort, destinationPort: span.from }
            yield { start, wanted, packet }
          }
        }
      }
    }
  }
}

function spansBetween(
  fabric: Fabric,
  from: Side,
  to: Side,
  protocol: number,
  asked: readonly Span[] | undefined,
): readonly Span[] {
  const own = to.interfaces.length
    ? spansOf(fabric, to, 'ingress', protocol)
    : spansOf(fabric, from, 'egress', protocol)
  const spans = asked ? own.flatMap((span) => asked.flatMap((one) => overlapOf(span, one))) : own
  return [...new Map(spans.map((span) => [`${span.from}-${span.to}`, span])).values()]
}

function overlapOf(a: Span, b: Span): Span[] {
  const span = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }
  return span.from <= span.to ? [span] : []
}

function tell(fabric: Fabric, from: Side, to: Side, followed: Followed, wanted: Wanted): Found {
  const { source, destination } = followed.forward.hops[0]!.packet
  const asked: HeaderSpace = {
    protocol: wanted.protocol,
    sources: from.interfaces.length ? [blockOf(source)] : followed.start.blocks,
    destinations: to.isPublic ? publicBlocks : [blockOf(destination)],
    sourcePorts: wanted.sourcePorts,
    destinationPorts: wanted.destinationPorts,
  }
  const { sent, received, components } = tellPath(fabric, followed.forward, asked, {})
  return { from, to, sent, received, components }
}

const portSpans = (texts: readonly string[] | undefined): readonly Span[] | undefined =>
  texts?.length
    ? texts.map((text) => {
        const [from = 0, to = from] = text.split('-').map(Number)
        return { from, to }
      })
    : undefined

function blocksOf(
  fabric: Fabric,
  region: string,
  addresses: readonly string[] | undefined,
  lists: readonly string[] | undefined,
): readonly Prefix[] {
  const cidrs = [
    ...(addresses ?? []),
    ...(lists ?? []).flatMap((list) => cidrsOfPrefixList(fabric, region, idNamed(list))),
  ]
  return cidrs.flatMap((cidr) => {
    const address = parseAddress(cidr)
    const prefix = address === undefined ? parsePrefix(cidr)?.prefix : blockOf(address)
    return prefix ? [prefix] : []
  })
}

/** Whether some packets of the path are of the kind that a statement names. */
function admits(
  fabric: Fabric,
  region: string,
  statement: Ec2.PacketHeaderStatement | undefined,
  space: HeaderSpace,
  holds: (own: readonly Prefix[], named: readonly Prefix[]) => boolean,
  covers: (own: Span, named: readonly Span[]) => boolean,
): boolean {
  if (!statement) return true
  const { Protocols, SourceAddresses, SourcePrefixLists, DestinationAddresses, DestinationPrefixLists } =
    statement
  const name = space.protocol === udp ? 'udp' : 'tcp'
  if (Protocols?.length && !Protocols.includes(name)) return false
  const sources = blocksOf(fabric, region, SourceAddresses, SourcePrefixLists)
  if (sources.length && !holds(space.sources, sources)) return false
  const destinations = blocksOf(fabric, region, DestinationAddresses, DestinationPrefixLists)
  if (destinations.length && !holds(space.destinations, destinations)) return false
  const from = portSpans(statement.SourcePorts)
  if (from && !covers(space.sourcePorts, from)) return false
  const to = portSpans(statement.DestinationPorts)
  return !to || covers(space.destinationPorts, to)
}

const sharesSome = (own: readonly Prefix[], named: readonly Prefix[]): boolean =>
  own.some((a) => named.some((b) => prefixesOverlap(a, b)))

const overlapsSome = (own: Span, named: readonly Span[]): boolean =>
  named.some((one) => own.from <= one.to && one.from <= own.to)

const fits = (
  fabric: Fabric,
  region: string,
  { Source, Destination }: Ec2.AccessScopePath,
  found: Found,
): boolean =>
  admits(fabric, region, Source?.PacketHeaderStatement, found.sent, sharesSome, overlapsSome) &&
  admits(fabric, region, Destination?.PacketHeaderStatement, found.received, sharesSome, overlapsSome)

const areAllIn = (own: readonly Prefix[], named: readonly Prefix[]): boolean =>
  own.every((a) => named.some((b) => prefixCovers(b, a)))

const isAllIn = (own: Span, named: readonly Span[]): boolean =>
  named.some((one) => one.from <= own.from && own.to <= one.to)

/** A path is excepted where no packet of it remains outside what the condition names. */
function isExcepted(fabric: Fabric, region: string, { path, from, to }: Condition, found: Found): boolean {
  if (from && !from.has(found.from.id)) return false
  if (to && !to.has(found.to.id)) return false
  const { Source, Destination, ThroughResources = [] } = path
  const through = ThroughResources.map(({ ResourceStatement }) => ResourceStatement)
  if (!through.every((statement) => isPassed(statement, found.components))) return false
  return (
    admits(fabric, region, Source?.PacketHeaderStatement, found.sent, areAllIn, isAllIn) &&
    admits(fabric, region, Destination?.PacketHeaderStatement, found.received, areAllIn, isAllIn)
  )
}

/** What the types of a statement are called in ARNs. */
const typeNames: Readonly<Record<string, string>> = {
  'AWS::EC2::InternetGateway': ':internet-gateway/',
  'AWS::EC2::NatGateway': ':natgateway/',
  'AWS::EC2::TransitGatewayAttachment': ':transit-gateway-attachment/',
  'AWS::EC2::VPCEndpoint': ':vpc-endpoint/',
  'AWS::EC2::VPCEndpointService': ':vpc-endpoint-service/',
  'AWS::EC2::VPCPeeringConnection': ':vpc-peering-connection/',
  'AWS::EC2::VPNGateway': ':vpn-gateway/',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ':loadbalancer/',
}

function isPassed(
  statement: Ec2.ResourceStatement | undefined,
  components: readonly Ec2.PathComponent[],
): boolean {
  const { Resources = [], ResourceTypes = [] } = statement ?? {}
  return components.some(({ Component: { Id = '', Arn = '' } = {} }) => {
    if (Resources.some((one) => one === Arn || idNamed(one) === Id)) return true
    return ResourceTypes.some((type) => typeNames[type] !== undefined && Arn.includes(typeNames[type]))
  })
}
