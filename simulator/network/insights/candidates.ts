import { type Address, familyOf } from '../../kernel/address.ts'
import { listenersOf } from '../../services/elbv2/listeners.ts'
import { kindOfAddress } from '../address-kinds.ts'
import { type GroupDirection, groupRulesOf } from '../compiled/security-groups.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import { isInSpan, type Span } from './header-space.ts'
import type { Side, Start } from './side.ts'

// An analysis asks whether there is any packet that gets through. Those that are worth a try are the ones that rules on
// the way tell apart.

export interface Wanted {
  readonly protocol: number
  readonly source?: Address
  readonly destination?: Address
  readonly sourcePorts: Span
  readonly destinationPorts: Span
  /** Load balancers that the path is to pass. */
  readonly balancers: readonly string[]
}

const usualPorts = [443, 80, 22] as const

/** What systems use for connections that they open: Linux begins at 32768. */
const usualSourcePort = 49152

const mostPorts = 12
const mostSources = 6

/** Ports that a rule of a security group, or a listener, tells from others: the wanted ones, the usual ones first. */
export function portsToTry(fabric: Fabric, from: Side, to: Side, wanted: Wanted): readonly number[] {
  const { destinationPorts: span } = wanted
  if (span.from === span.to) return [span.from]
  const spans = [
    ...spansOf(fabric, to, 'ingress', wanted.protocol),
    ...spansOf(fabric, from, 'egress', wanted.protocol),
    ...wanted.balancers.flatMap((arn) =>
      listenersOf(fabric, arn).flatMap(({ record: { Port } }) =>
        Port === undefined ? [] : [{ from: Port, to: Port }],
      ),
    ),
  ]
  const usual = usualPorts.filter((port) => isInSpan(span, port))
  const within = spans.map((one) => Math.max(one.from, span.from)).filter((port) => isInSpan(span, port))
  return [...new Set([...usual, ...within, span.from])].slice(0, mostPorts)
}

/** The port ranges of the rules of a side's security groups. */
export function spansOf(fabric: Fabric, side: Side, direction: GroupDirection, protocol: number): Span[] {
  const groups = new Set(
    side.interfaces.flatMap(({ record }) => (record.Groups ?? []).map((one) => one.GroupId ?? '')),
  )
  return [...groups]
    .flatMap((group) => groupRulesOf(fabric, group, direction))
    .filter((rule) => rule.protocol === -1 || rule.protocol === protocol)
    .map((rule) =>
      rule.protocol === -1 || rule.from < 0 ? { from: 0, to: 65535 } : { from: rule.from, to: rule.to },
    )
}

export const sourcePortToTry = ({ sourcePorts: span }: Wanted): number =>
  isInSpan(span, usualSourcePort) ? usualSourcePort : span.from

/** Who is on the internet may be anybody whom a rule at the other end admits. */
export function sourcesToTry(
  fabric: Fabric,
  from: Side,
  to: Side,
  start: Start,
  wanted: Wanted,
): readonly Address[] {
  if (wanted.source !== undefined) return [wanted.source]
  if (!from.isPublic) return start.typical
  const groups = to.interfaces.flatMap(({ record }) => (record.Groups ?? []).map((one) => one.GroupId ?? ''))
  const admitted = groups
    .flatMap((group) => groupRulesOf(fabric, group, 'ingress'))
    .flatMap(({ peer }) => (peer.kind === 'prefix' ? [peer.prefix.first, peer.prefix.last] : []))
    .filter((address) => familyOf(address) === 4 && kindOfAddress(address) === 'global')
  return [...new Set([...start.typical, ...admitted])].slice(0, mostSources)
}

/** Every packet to try from a start, the likeliest first. */
export function* packetsToTry(
  fabric: Fabric,
  from: Side,
  to: Side,
  start: Start,
  wanted: Wanted,
  destinations: readonly Address[],
): Generator<Packet> {
  const ports = portsToTry(fabric, from, to, wanted)
  const sourcePort = sourcePortToTry(wanted)
  for (const destination of destinations) {
    for (const source of sourcesToTry(fabric, from, to, start, wanted)) {
      for (const destinationPort of ports) {
        yield { protocol: wanted.protocol, source, destination, sourcePort, destinationPort }
      }
    }
  }
}
