import { familyOf } from '../../kernel/address.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { addressesOf } from '../compiled/addresses.ts'
import type { Fabric } from '../fabric.ts'
import { icmp, icmpv6, type Packet } from '../packet.ts'
import { isWorking, type Trace, trace } from '../trace.ts'
import { classesOf } from './classes.ts'

// Who reaches whom. A million pairs are few questions, since most interfaces are like many others: one trace answers
// for all members of two classes, unless chance played a part in it.

/** What is sent: a protocol and, for TCP and UDP, a port. */
export interface Wire {
  readonly protocol: number
  readonly port: number
}

/** Who sends and who receives: network interfaces by their ids, `onprem:NAME`, `internet`. */
export interface FlowBetween {
  readonly from: string
  readonly to: string
  readonly wire: Wire
}

export interface ReachMatrix {
  readonly interfaces: readonly NetworkInterface[]
  /** Whether a flow from one to the other works, there and back. By place in `interfaces`. */
  reaches(from: number, to: number): boolean
  /** How many traces it took. */
  readonly traced: number
}

const clientPort = 49152

/** The trace of such a flow between the first addresses of two interfaces that are of one family. */
export function traceBetween(
  fabric: Fabric,
  from: NetworkInterface,
  to: NetworkInterface,
  wire: Wire,
): Trace | undefined {
  const packet = packetBetween(from, to, wire)
  return packet && trace(fabric, { kind: 'interface-out', eni: from }, packet)
}

function packetBetween(
  from: NetworkInterface,
  to: NetworkInterface,
  { protocol, port }: Wire,
): Packet | undefined {
  for (const source of addressesOf(from)) {
    const destination = addressesOf(to).find((one) => familyOf(one) === familyOf(source))
    if (destination === undefined) continue
    if (protocol !== icmp)
      return { protocol, source, destination, sourcePort: clientPort, destinationPort: port }
    const isIpv6 = familyOf(source) === 6
    const header = { protocol: isIpv6 ? icmpv6 : icmp, type: isIpv6 ? 128 : 8, code: 0 }
    return { ...header, source, destination, sourcePort: 0, destinationPort: 0 }
  }
  return undefined
}

/** Whether chance, as the hash of a header is for people, had a part in where the packet went. */
const isSpread = ({ forward, reply }: Trace): boolean =>
  [forward, reply].some(
    (walk) => walk && [...walk.flow.notes.keys()].some((key) => key.startsWith('spread/')),
  )

/** All pairs of some interfaces. */
export function reachMatrix(
  fabric: Fabric,
  interfaces: readonly NetworkInterface[],
  wire: Wire,
): ReachMatrix {
  const places = new Map(interfaces.map((eni, i) => [eni, i]))
  const classes = classesOf(fabric, interfaces)
  const rows = interfaces.map(() => new Uint8Array(interfaces.length))
  let traced = 0
  const works = (from: NetworkInterface, to: NetworkInterface): { works: boolean; byChance: boolean } => {
    traced++
    const made = traceBetween(fabric, from, to, wire)
    return made ? { works: isWorking(made), byChance: isSpread(made) } : { works: false, byChance: false }
  }
  const set = (from: NetworkInterface, to: NetworkInterface, value: boolean) => {
    if (value) rows[places.get(from)!]![places.get(to)!] = 1
  }
  for (const senders of classes) {
    for (const receivers of classes) {
      const [sender] = senders as [NetworkInterface]
      const receiver = receivers.find((one) => one !== sender)
      if (!receiver) continue
      const first = works(sender, receiver)
      for (const from of senders) {
        for (const to of receivers) {
          if (from === to) continue
          const isFirst = from === sender && to === receiver
          set(from, to, first.byChance && !isFirst ? works(from, to).works : first.works)
        }
      }
    }
  }
  return { interfaces, traced, reaches: (from, to) => rows[from]?.[to] === 1 }
}
