import type { Ec2 } from '../../api/generated/types.d.ts'
import {
  type Address,
  bitsOf,
  familyOf,
  formatAddress,
  formatPrefix,
  type Prefix,
  parsePrefix,
  prefixAt,
  prefixCovers,
  prefixesOverlap,
} from '../../kernel/address.ts'
import type { Packet } from '../packet.ts'
import type { Detail } from '../rule.ts'

// The analyzers speak of all packets that take a way, not of one. What one packet showed is widened to what every rule on
// its way let pass.

export interface Span {
  readonly from: number
  readonly to: number
}

export interface HeaderSpace {
  readonly protocol: number
  readonly sources: readonly Prefix[]
  readonly destinations: readonly Prefix[]
  readonly sourcePorts: Span
  readonly destinationPorts: Span
}

export const everyPort: Span = { from: 0, to: 65535 }

/** Reachability Analyzer guide, explanation-codes, REMAP_EPHEMERAL_PORT. */
export const ephemeralPorts: Span = { from: 1024, to: 65535 }

export const isInSpan = ({ from, to }: Span, port: number): boolean => from <= port && port <= to

/** The block of one address. */
export const blockOf = (address: Address): Prefix => prefixAt(address, bitsOf(familyOf(address)))

const prefixes = (...cidrs: readonly string[]): readonly Prefix[] =>
  cidrs.map((cidr) => parsePrefix(cidr)!.prefix)

/** Network Access Analyzer guide, getting-started-cli: what an internet gateway's packets may come from, as AWS lists it. */
export const publicBlocks: readonly Prefix[] = without(
  prefixes('0.0.0.0/0')[0]!,
  prefixes('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'),
)

/** The largest blocks that hold all of a prefix but some others. */
function without(prefix: Prefix, others: readonly Prefix[]): Prefix[] {
  if (others.some((other) => prefixCovers(other, prefix))) return []
  if (!others.some((other) => prefixesOverlap(other, prefix))) return [prefix]
  const halves = [prefixAt(prefix.first, prefix.length + 1), prefixAt(prefix.last, prefix.length + 1)]
  return halves.flatMap((half) => without(half, others))
}

/** What blocks and a prefix have in common. */
export const within = (blocks: readonly Prefix[], prefix: Prefix): readonly Prefix[] =>
  blocks.flatMap((block) =>
    prefixCovers(prefix, block) ? [block] : prefixCovers(block, prefix) ? [prefix] : [],
  )

const common = (span: Span, from: number | undefined, to: number | undefined): Span =>
  from === undefined || to === undefined || from < 0
    ? span
    : { from: Math.max(span.from, from), to: Math.min(span.to, to) }

/** Which ends of the packet are still as they were when it set out: rules say nothing about what was rewritten since. */
export interface Untouched {
  readonly source: boolean
  readonly destinationPort: boolean
}

/** What is left of a space behind the line of a security group or network ACL that let the packet pass. */
export function narrowed(
  space: HeaderSpace,
  { groupRule, aclEntry }: Detail,
  direction: 'ingress' | 'egress',
  untouched: Untouched,
): HeaderSpace {
  const ports = groupRule
    ? { From: groupRule.FromPort, To: groupRule.ToPort }
    : { From: aclEntry?.PortRange?.From, To: aclEntry?.PortRange?.To }
  const cidr = direction === 'ingress' ? (groupRule?.CidrIpv4 ?? aclEntry?.CidrBlock) : undefined
  const prefix = cidr === undefined ? undefined : parsePrefix(cidr)?.prefix
  return {
    ...space,
    ...(prefix && untouched.source && { sources: within(space.sources, prefix) }),
    ...(untouched.destinationPort && {
      destinationPorts: common(space.destinationPorts, ports.From, ports.To),
    }),
  }
}

/** The space of a packet that was rewritten, where it was. */
export function rewritten(space: HeaderSpace, before: Packet, after: Packet): HeaderSpace {
  return {
    protocol: after.protocol,
    sources: after.source === before.source ? space.sources : [blockOf(after.source)],
    destinations:
      after.destination === before.destination ? space.destinations : [blockOf(after.destination)],
    sourcePorts: after.sourcePort === before.sourcePort ? space.sourcePorts : ephemeralPorts,
    destinationPorts:
      after.destinationPort === before.destinationPort
        ? space.destinationPorts
        : { from: after.destinationPort, to: after.destinationPort },
  }
}

/** The space of the answers. */
export const turnedRound = (space: HeaderSpace): HeaderSpace => ({
  protocol: space.protocol,
  sources: space.destinations,
  destinations: space.sources,
  sourcePorts: space.destinationPorts,
  destinationPorts: space.sourcePorts,
})

const listed = (blocks: readonly Prefix[]): string[] => blocks.map(formatPrefix).sort()

const ranges = ({ from, to }: Span): Ec2.PortRange[] => [{ From: from, To: to }]

export const headerOf = (space: HeaderSpace): Ec2.AnalysisPacketHeader => ({
  DestinationAddresses: listed(space.destinations),
  DestinationPortRanges: ranges(space.destinationPorts),
  Protocol: String(space.protocol),
  SourceAddresses: listed(space.sources),
  SourcePortRanges: ranges(space.sourcePorts),
})

/** Only what a component changed; undefined where it changed nothing. */
export function changedHeader(before: Packet, after: Packet): Ec2.AnalysisPacketHeader | undefined {
  const one = (address: Address) => [`${formatAddress(address)}/${bitsOf(familyOf(address))}`]
  const changed: Ec2.AnalysisPacketHeader = {
    ...(after.destination !== before.destination && { DestinationAddresses: one(after.destination) }),
    ...(after.destinationPort !== before.destinationPort && {
      DestinationPortRanges: ranges({ from: after.destinationPort, to: after.destinationPort }),
    }),
    ...(after.source !== before.source && { SourceAddresses: one(after.source) }),
    ...(after.sourcePort !== before.sourcePort && { SourcePortRanges: ranges(ephemeralPorts) }),
  }
  return Object.keys(changed).length ? changed : undefined
}
