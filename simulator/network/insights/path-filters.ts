import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Address, parseAddress } from '../../kernel/address.ts'
import type { PathFilters } from '../../services/context.ts'
import type { Fabric } from '../fabric.ts'
import { tcp, udp } from '../packet.ts'
import type { Wanted } from './candidates.ts'
import { aboutComponent } from './explanations.ts'
import type { Followed } from './following.ts'
import { everyPort, isInSpan, type Span } from './header-space.ts'
import { idNamed } from './named-components.ts'
import { unusedRoute } from './passed-routes.ts'

// What a path asks for beside its two ends. Reachability Analyzer guide, explanation-codes, "Search filter codes".

/** The packets that a path is about. */
export function wantedOf(path: Ec2.NetworkInsightsPath, { FilterInArns = [] }: PathFilters): Wanted {
  const { FilterAtSource: source, FilterAtDestination: destination, Protocol, DestinationPort } = path
  const address = (text: string | undefined) => (text === undefined ? undefined : parseAddress(text))
  const one = DestinationPort === undefined ? undefined : { from: DestinationPort, to: DestinationPort }
  const from = address(source?.SourceAddress ?? path.SourceIp)
  const to = address(source?.DestinationAddress ?? path.DestinationIp)
  const balancers = FilterInArns.filter((arn) => arn.includes(':loadbalancer/'))
  const here = spanOf(source?.DestinationPortRange)
  // A load balancer may lead to another port than the one that it listens on.
  const there = balancers.length || to !== undefined ? undefined : spanOf(destination?.DestinationPortRange)
  return {
    protocol: Protocol === 'udp' ? udp : tcp,
    ...(from !== undefined && { source: from }),
    ...(to !== undefined && { destination: to }),
    sourcePorts: spanOf(source?.SourcePortRange) ?? everyPort,
    destinationPorts: one ?? here ?? there ?? everyPort,
    balancers,
  }
}

const spanOf = (range: Ec2.FilterPortRange | undefined): Span | undefined =>
  range && { from: range.FromPort ?? 0, to: range.ToPort ?? 65535 }

/** What was asked of the path, at its other end and on the way, that it does not fit. */
export function misfitOf(
  fabric: Fabric,
  path: Ec2.NetworkInsightsPath,
  { FilterInArns = [], FilterOutArns = [] }: PathFilters,
  followed: Followed,
  components: readonly Ec2.PathComponent[],
): Ec2.Explanation | undefined {
  const code = misfitAtDestination(path, followed)
  if (code !== undefined) return aboutComponent(fabric, code, path.Destination ?? path.Source ?? '')
  const passed = components.flatMap(namesIn)
  const omitted = FilterInArns.find((arn) => !passed.includes(arn) && !passed.includes(idNamed(arn)))
  if (omitted !== undefined) {
    const unused = unusedRoute(fabric, followed, idNamed(omitted))
    return unused ?? aboutComponent(fabric, 'COMPONENT_FILTER_RESTRICTION', idNamed(omitted))
  }
  const used = FilterOutArns.find((arn) => passed.includes(arn) || passed.includes(idNamed(arn)))
  if (used === undefined) return undefined
  return aboutComponent(fabric, 'COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT', idNamed(used))
}

const namesIn = ({ Component, AttachedTo, Subnet, Vpc, TransitGateway }: Ec2.PathComponent): string[] =>
  [Component, AttachedTo, Subnet, Vpc, TransitGateway].flatMap((one) =>
    [one?.Arn, one?.Id].filter((name) => name !== undefined),
  )

function misfitAtDestination(path: Ec2.NetworkInsightsPath, { received }: Followed): string | undefined {
  const filter = path.FilterAtDestination
  if (!filter) return undefined
  const isOther = (text: string | undefined, address: Address) =>
    text !== undefined && parseAddress(text) !== address
  const isOutside = (range: Ec2.FilterPortRange | undefined, port: number) => {
    const span = spanOf(range)
    return span !== undefined && !isInSpan(span, port)
  }
  if (isOther(filter.DestinationAddress, received.destination))
    return 'FILTER_AT_DESTINATION_DESTINATION_ADDRESS'
  if (isOutside(filter.DestinationPortRange, received.destinationPort)) {
    return 'FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE'
  }
  if (isOther(filter.SourceAddress, received.source)) return 'FILTER_AT_DESTINATION_SOURCE_ADDRESS'
  return isOutside(filter.SourcePortRange, received.sourcePort)
    ? 'FILTER_AT_DESTINATION_SOURCE_PORT_RANGE'
    : undefined
}
