import { type Address, familyOf, formatAddress } from '../../kernel/address.ts'
import { occupantOf } from '../../network/occupants.ts'
import { icmp, icmpv6, type Packet, tcp, udp } from '../../network/packet.ts'
import { explainDrop } from '../../network/reasons.ts'
import { originOf } from '../../network/session/client.ts'
import { peerAt } from '../../network/session/peers.ts'
import { type Trace, trace } from '../../network/trace.ts'
import { instances } from '../../services/ec2/instances.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { systemOf } from '../hosts/users.ts'
import type { Machine } from '../machine.ts'
import { cardNextTo, isOwnAddress, ownAddress } from './own-addresses.ts'
import { socketsOn } from './sockets.ts'
import { type WayPoint, wayPointsOf } from './way-points.ts'

// One packet that a tool sends to see what comes back.

export interface Probe {
  readonly destination: Address
  readonly protocol: 'icmp' | 'udp' | 'tcp'
  readonly port?: number
  readonly sourcePort?: number
  /** Of the whole IP packet, in bytes. */
  readonly size?: number
  /** How many routers it may pass. */
  readonly ttl?: number
}

export type Heard =
  /** Whoever has the address answered: an echo, a reset, that nothing listens at the port, or the handshake. */
  | {
      readonly kind: 'answer'
      readonly trace?: Trace
      readonly ttl: number
      readonly hops: number
      readonly how: 'echo' | 'port-unreachable' | 'reset' | 'accepted'
    }
  /** Somebody on the way said that the packet cannot go on. */
  | {
      readonly kind: 'error'
      readonly trace: Trace
      readonly from: string
      readonly how: 'ttl-exceeded'
      readonly at: WayPoint
      readonly hops: number
    }
  | {
      readonly kind: 'error'
      readonly trace?: Trace
      readonly from: string
      readonly how: 'net-unreachable' | 'host-unreachable'
      readonly hops: number
    }
  | {
      readonly kind: 'error'
      readonly trace: Trace
      readonly from: string
      readonly how: 'too-big'
      readonly mtu: number
      readonly hops: number
    }
  | { readonly kind: 'silence'; readonly trace: Trace }
  /** The machine has no address of that kind to send from. */
  | { readonly kind: 'no-way' }

export function probe(machine: Machine, { ttl = 255, ...asked }: Probe): Heard {
  const { destination, protocol } = asked
  const { fabric } = machine
  const text = formatAddress(destination)
  if (isOwnAddress(machine, destination))
    return { kind: 'answer', ttl: initialTtl(machine), hops: 0, how: atOnce(machine, asked) }
  const origin = originOf(fabric, machine.clientTo(text), familyOf(destination))
  if (!origin) return { kind: 'no-way' }
  const made = trace(fabric, origin.start, packetOf(asked, origin.source))
  const points = wayPointsOf(fabric, made.forward, machine)
  const short = points[ttl - 1]
  if (short) {
    if (short.address === undefined) return { kind: 'silence', trace: made }
    return { kind: 'error', trace: made, from: short.address, how: 'ttl-exceeded', at: short, hops: ttl }
  }
  const { forward, reply } = made
  if (forward.dropped) return whenDropped(machine, made, points)
  if (!reply?.arrival || ttl <= points.length) return { kind: 'silence', trace: made }
  const how = howAnswered(machine, made, protocol)
  return how
    ? {
        kind: 'answer',
        trace: made,
        ttl: initialTtlOf(machine, made) - points.length,
        hops: points.length,
        how,
      }
    : { kind: 'silence', trace: made }
}

function packetOf({ destination, protocol, port = 0, sourcePort, size }: Probe, source: Address): Packet {
  const sized = size === undefined ? {} : { size }
  if (protocol === 'icmp') {
    const kind = familyOf(destination) === 4 ? { protocol: icmp, type: 8 } : { protocol: icmpv6, type: 128 }
    return { ...kind, code: 0, source, destination, sourcePort: 0, destinationPort: 0, ...sized }
  }
  const number = protocol === 'tcp' ? tcp : udp
  return {
    protocol: number,
    source,
    destination,
    sourcePort: sourcePort ?? 40_000,
    destinationPort: port,
    ...sized,
  }
}

type How = Extract<Heard, { kind: 'answer' }>['how']

function howAnswered(machine: Machine, { forward }: Trace, protocol: Probe['protocol']): How | undefined {
  const { fabric } = machine
  const arrival = forward.arrival!
  // What AWS serves in every subnet answers its own protocols and nothing else.
  if (arrival.kind === 'link-local') return protocol === 'tcp' ? 'accepted' : undefined
  if (arrival.kind === 'interface') {
    const eni = networkInterfaces.get(fabric, arrival.id)
    const isInstance = eni !== undefined && occupantOf(eni).kind === 'instance'
    if (!isInstance) return protocol === 'tcp' ? 'accepted' : undefined
  }
  if (arrival.kind === 'service' || arrival.kind === 'internet') {
    if (protocol === 'icmp') return 'echo'
    return protocol === 'tcp' ? 'accepted' : 'port-unreachable'
  }
  if (protocol === 'icmp') return 'echo'
  const isOpen =
    peerAt(fabric, arrival, forward.flow, { port: arrival.packet.destinationPort, protocol }) !== undefined
  if (protocol === 'udp') return isOpen ? undefined : 'port-unreachable'
  return isOpen ? 'accepted' : 'reset'
}

function whenDropped(machine: Machine, made: Trace, points: readonly WayPoint[]): Heard {
  const dropped = made.forward.dropped!
  const at = made.forward.hops.at(-1)!
  const { packet } = at
  const before = points.filter((point) => point.address !== undefined).at(-1)?.address
  const hops = points.length
  switch (dropped.reason) {
    case 'larger-than-mtu': {
      const mtu = Number(dropped.judgement.detail?.mtu ?? 1500)
      const from = before ?? machine.cards[0]?.router ?? formatAddress(packet.destination)
      return { kind: 'error', trace: made, from, how: 'too-big', mtu, hops: hops + 1 }
    }
    case 'site-has-no-route':
      return before === undefined
        ? { kind: 'silence', trace: made }
        : { kind: 'error', trace: made, from: before, how: 'net-unreachable', hops }
    case 'no-host-at-site': {
      // Whoever is next to the address asks for its hardware address in vain.
      const own = cardNextTo(machine, packet.destination)
        ? ownAddress(machine, familyOf(packet.destination))
        : undefined
      const from = own ?? before
      return from === undefined
        ? { kind: 'silence', trace: made }
        : { kind: 'error', trace: made, from, how: 'host-unreachable', hops: own === undefined ? hops : 0 }
    }
    case 'nobody-has-the-address': {
      const from = cardNextTo(machine, packet.destination)
        ? ownAddress(machine, familyOf(packet.destination))
        : undefined
      return from === undefined
        ? { kind: 'silence', trace: made }
        : { kind: 'error', trace: made, from, how: 'host-unreachable', hops: 0 }
    }
    default:
      return explainDrop(dropped.reason).answer === 'reset' && packet.protocol === tcp
        ? { kind: 'answer', trace: made, ttl: 64 - points.length, hops: points.length, how: 'reset' }
        : { kind: 'silence', trace: made }
  }
}

function atOnce(machine: Machine, { protocol, port }: Pick<Probe, 'protocol' | 'port'>): How {
  if (protocol === 'icmp') return 'echo'
  const isOpen = socketsOn(machine.fabric, machine.id).some(
    (one) => one.protocol === protocol && one.port === port,
  )
  if (protocol === 'tcp') return isOpen ? 'accepted' : 'reset'
  return 'port-unreachable'
}

/** Amazon Linux 2023 sets net.ipv4.ip_default_ttl to 127; Linux begins with 64, Windows with 128. */
const ttls = { amazon: 127, debian: 64, windows: 128 } as const

const initialTtl = (machine: Machine): number => ttls[systemOf(machine.fabric, machine)]

function initialTtlOf({ fabric }: Machine, { forward }: Trace): number {
  const arrival = forward.arrival!
  const instance = networkInterfaces.get(fabric, arrival.id)?.record.Attachment?.InstanceId
  if (instance === undefined || !instances.get(fabric, instance)) return 64
  return ttls[systemOf(fabric, { kind: 'instance', id: instance })]
}
