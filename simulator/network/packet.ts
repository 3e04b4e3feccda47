import { type Address, formatAddress } from '../kernel/address.ts'
import type { HttpHead } from './http-head.ts'

// A packet's header, as far as anything on the way looks at it.

export interface Packet {
  /** IANA's number: 6 is TCP. */
  readonly protocol: number
  readonly source: Address
  readonly destination: Address
  /** TCP and UDP; 0 where the protocol has none. */
  readonly sourcePort: number
  readonly destinationPort: number
  /** ICMP and ICMPv6. */
  readonly type?: number
  readonly code?: number
  /** Of the whole IP packet, in bytes. Where it is not said, the packet fits everywhere. */
  readonly size?: number
  /**
   * The network interface that the packet is seen to come from by rules that name security groups. What rewrites,
   * inspects or re-sends a packet takes it away.
   */
  readonly sender?: string
  /** What is asked in the connection, where that is known and matters. */
  readonly http?: HttpHead
  /** What is inside, where the packet is one that a Gateway Load Balancer made to carry another one. */
  readonly carries?: Carried
}

export interface Carried {
  readonly packet: Packet
  /** The Gateway Load Balancer endpoint that it came from and goes back to. */
  readonly endpoint: string
}

export const tcp = 6
export const udp = 17
export const icmp = 1
export const icmpv6 = 58

const echoReplies: Readonly<Record<number, number>> = { 8: 0, 128: 129 }

/** What comes back: ends exchanged, and for an echo request its reply. */
export function answerTo(packet: Packet): Packet {
  const { source, destination, sourcePort, destinationPort, type, sender: _, http: __, ...rest } = packet
  return {
    ...rest,
    source: destination,
    destination: source,
    sourcePort: destinationPort,
    destinationPort: sourcePort,
    ...(type !== undefined && { type: echoReplies[type] ?? type }),
  }
}

export const hasPorts = ({ protocol }: Packet): boolean => protocol === tcp || protocol === udp

export const isIcmp = ({ protocol }: Packet): boolean => protocol === icmp || protocol === icmpv6

const names: Readonly<Record<number, string>> = {
  [tcp]: 'tcp',
  [udp]: 'udp',
  [icmp]: 'icmp',
  [icmpv6]: 'icmpv6',
}

export const protocolName = (protocol: number): string => names[protocol] ?? String(protocol)

/** `tcp 10.0.0.5:49152 → 10.0.1.9:443` */
export function describePacket(packet: Packet): string {
  const { protocol, source, destination, sourcePort, destinationPort, carries } = packet
  const end = (address: Address, port: number) =>
    hasPorts(packet) ? `${bracketed(address)}:${port}` : formatAddress(address)
  const ends = `${protocolName(protocol)} ${end(source, sourcePort)} → ${end(destination, destinationPort)}`
  return carries ? `${ends}, carrying ${describePacket(carries.packet)}` : ends
}

const bracketed = (address: Address) =>
  typeof address === 'number' ? formatAddress(address) : `[${formatAddress(address)}]`

/** A number from a flow's header, always the same for the same flow: what spreads flows over equal ways. */
export function flowHash(packet: Packet, salt = ''): number {
  let hash = 2166136261
  const mix = (value: number) => {
    hash = Math.imul(hash ^ value, 16777619) >>> 0
  }
  const mixAddress = (address: Address) => {
    if (typeof address === 'number') return mix(address)
    for (let rest = address; rest > 0n; rest >>= 32n) mix(Number(rest & 0xffffffffn))
  }
  for (let i = 0; i < salt.length; i++) mix(salt.charCodeAt(i))
  mix(packet.protocol)
  mixAddress(packet.source)
  mix(packet.sourcePort)
  mixAddress(packet.destination)
  mix(packet.destinationPort)
  return scatter(hash)
}

/** So that each bit of the hash depends on each bit of the header: the remainder of a division looks at few of them. */
function scatter(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** The same for both directions of a flow. */
export function symmetricHash(packet: Packet, salt = ''): number {
  return (flowHash(packet, salt) ^ flowHash(answerTo(packet), salt)) >>> 0
}
