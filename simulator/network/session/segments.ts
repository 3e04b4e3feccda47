import { subnets } from '../../services/ec2/subnets.ts'
import { aclOfSubnet, decidingEntry } from '../compiled/network-acls.ts'
import type { Fabric } from '../fabric.ts'
import { answerTo, icmp, icmpv6, type Packet } from '../packet.ts'
import type { Position } from '../positions.ts'
import { type Dropped, firstFlow, sentFrom, type Trace, type Walk, walk } from '../trace.ts'
import type { Attempt } from './connect.ts'

// How much of what a connection carries goes into one packet, and whether packets of that size get through: the
// handshake is small and says nothing about it.

export interface Transfer {
  /** The size of the largest packets that are sent in the end, in bytes. */
  readonly largest: number
  /** What loses them where nobody tells the sender, so that the connection hangs. */
  readonly stalls?: Dropped
}

type Direction = 'sent' | 'received'

/** Carries bytes over a connection that was made: those of the client, or those of whoever answers it. */
export function transfer(fabric: Fabric, made: Trace, direction: Direction, bytes: number): Transfer {
  const start = made.forward.hops[0]?.position
  const { arrival } = made.forward
  const from = direction === 'sent' ? start : arrival?.answersFrom
  if (!from || !start || !arrival) return { largest: 0 }
  const packet = direction === 'sent' ? made.packet : answerTo(arrival.packet)
  const headers = typeof packet.source === 'number' ? 40 : 60
  let largest = Math.min(bytes + headers, mtuOf(start), mtuOfAnswering(made))
  if (largest <= fitsEverywhere) return { largest }
  for (;;) {
    const sized = sentFrom(from, { ...packet, size: largest })
    const flow =
      direction === 'sent' ? firstFlow(start) : { ...made.forward.flow, direction: 'reply' as const }
    const way = walk(fabric, from, sized, flow)
    const { dropped } = way
    const fits = dropped?.judgement.detail?.mtu
    if (!dropped || fits === undefined || fits >= largest) return { largest }
    if (!limitsSegments(way) && !isTold(fabric, from, sized)) return { largest, stalls: dropped }
    largest = fits
  }
}

/** Whether a connection hangs once so many bytes go over it. */
export const isLostForSize = (
  fabric: Fabric,
  { trace }: Attempt,
  bytes: number,
  direction: Direction,
): boolean => trace !== undefined && transfer(fabric, trace, direction, bytes).stalls !== undefined

/** RFC 8200, section 5: IPv6's least MTU. No way in AWS, nor a tunnel, has a smaller one. */
const fitsEverywhere = 1280

// EC2 user guide, network_mtu; on the internet and on premises, Ethernet's usual 1500 bytes.
const mtuOf = ({ kind }: Position): number => (kind === 'interface-out' ? 9001 : 1500)

/** Of whoever answers; AWS's services take jumbo frames from VPC endpoints alone. */
function mtuOfAnswering({ forward: { arrival } }: Trace): number {
  if (arrival?.kind === 'interface') return 9001
  return arrival?.kind === 'service' && arrival.endpoint !== undefined ? 8500 : 1500
}

/**
 * Whether what lost the packet has told both ends beforehand, in the handshake, how large their segments may be.
 * Transit gateway guide, transit-gateway-quotas, VPC user guide, nat-gateway-basics, and PrivateLink guide,
 * vpc-limits-endpoints, each: MSS clamping is enforced for all packets. Customer gateway devices do it as AWS's sample
 * configurations set it (Site-to-Site VPN guide, cgw-best-practice).
 */
const limitsSegments = ({ hops }: Walk): boolean =>
  /^(transit-gateway|nat-gateway|service-endpoint|gateway-endpoint|inspection-endpoint|vpn-connection)/.test(
    hops.at(-1)?.position.kind ?? '',
  )

/**
 * Whether the ICMP message that a packet was too large gets to its sender. EC2 user guide, network_mtu: security groups
 * are stateful and let it pass; VPC user guide, nacl-path-mtu-discovery: network ACLs have to allow it.
 */
function isTold(fabric: Fabric, from: Position, { source, destination }: Packet): boolean {
  if (from.kind !== 'interface-out') return true
  const subnet = subnets.get(fabric, from.eni.record.SubnetId ?? '')
  const acl = aclOfSubnet(fabric, subnet?.record.SubnetId ?? '')
  if (!acl) return true
  // Who sends it is a router on the way, about which nothing is known but that it is on the far side.
  const message = { source: destination, destination: source, sourcePort: 0, destinationPort: 0 }
  const tooLarge: Packet =
    typeof source === 'number'
      ? { ...message, protocol: icmp, type: 3, code: 4 }
      : { ...message, protocol: icmpv6, type: 2, code: 0 }
  return decidingEntry(acl, 'in', tooLarge)?.RuleAction === 'allow'
}
