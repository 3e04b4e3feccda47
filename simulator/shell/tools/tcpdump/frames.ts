import { parseAddress } from '../../../kernel/address.ts'
import { scramble } from '../../../kernel/random.ts'
import { networkInterfaces } from '../../../services/ec2/network-interfaces.ts'
import { targetGroups } from '../../../services/elbv2/target-groups.ts'
import { registrationsOf } from '../../../services/elbv2/targets.ts'
import { type Header, type Sighting, type Traffic, trafficSince, type Way } from '../../../world/traffic.ts'
import type { Machine } from '../../machine.ts'

// The packets of the world's traffic as a machine's interfaces saw them: a row of the traffic is a whole connection, of
// which the packets follow.

export interface Frame {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly device: string
  readonly isOut: boolean
  readonly header: Header
  readonly family: 4 | 6
  /** Of the application's own. */
  readonly length: number
  readonly tcp?: Tcp
  readonly icmp?: Icmp
  /** GENEVE around it: the packet that is carried, between a Gateway Load Balancer and an appliance. */
  readonly outer?: Header
  readonly payload?: string
  readonly macs: readonly [own: string, other: string]
}

export interface Tcp {
  readonly flags: string
  /** From the first of a connection on; absolute in packets with SYN. */
  readonly sequence: number
  readonly acknowledgement?: number
  readonly first: number
  readonly window: number
  /** The largest segment that the sender takes, said with SYN. */
  readonly mss?: number
}

export interface Icmp {
  readonly isReply: boolean
  readonly id: number
  readonly sequence: number
}

/** Everything from a row of the traffic on, in the order of time. */
export function framesOn(machine: Machine, from: number): Frame[] {
  const devices = new Map(
    machine.cards.map(({ eni = `onprem:${machine.id}`, name, mac }) => [eni, { name, mac }] as const),
  )
  const frames = trafficSince(machine.fabric.store, from).flatMap((row) => framesOfRow(machine, row, devices))
  return frames.sort((a, b) => a.at - b.at)
}

type Devices = ReadonlyMap<string, { readonly name: string; readonly mac: string }>

/** A packet in one of the two directions of a connection, before it is known who saw it. */
interface Sent {
  readonly way: Way
  readonly at: number
  readonly length: number
  readonly tcp?: Tcp
  readonly icmp?: Icmp
  readonly isFirstData?: true
}

function framesOfRow(machine: Machine, row: Traffic, devices: Devices): Frame[] {
  const seen = [...row.sightings, ...(row.hosts ?? [])].flatMap((sighting, i) => {
    const device = devices.get(sighting.interface)
    // What a filter keeps out never comes to the machine; what it sends, it has sent.
    if (!device || (sighting.refusedBy && sighting.direction === 'ingress')) return []
    return [{ sighting, device, inner: sighting.wrapping === undefined ? undefined : innerOf(row, i) }]
  })
  if (!seen.length) return []
  const isThere = (way: Way) => seen.some(({ sighting }) => sighting.way === way)
  const prefaces = seen.map(({ sighting }) =>
    'vpc' in sighting && sighting.direction === 'ingress' && sighting.way === 'there'
      ? prefaceOf(machine, row, sighting)
      : undefined,
  )
  const more = prefaces.find((one) => one !== undefined)?.length ?? 0
  return packetsOf(row, isThere('back')).flatMap((sent) =>
    seen.flatMap(({ sighting, device, inner }, i): Frame[] => {
      if (sighting.way !== sent.way) return []
      const header: Header = inner ?? sighting
      const preface = sent.isFirstData ? prefaces[i] : undefined
      const { protocol, source, destination, sourcePort, destinationPort } = header
      const tcp = sent.tcp && shifted(sent, sent.tcp, more)
      return [
        {
          at: sent.at + seen.slice(0, i).filter((one) => one.sighting.way === sent.way).length * 0.02,
          device: device.name,
          isOut: sighting.direction === 'egress',
          header: { protocol, source, destination, sourcePort, destinationPort },
          family: typeof parseAddress(header.source) === 'bigint' ? 6 : 4,
          length: sent.length + (preface?.length ?? 0),
          ...(tcp && { tcp }),
          ...(sent.icmp && { icmp: sent.icmp }),
          ...(inner && { outer: sighting }),
          ...(preface !== undefined && { payload: preface }),
          macs: [device.mac, `${device.mac.slice(0, 9)}${device.mac.slice(9).split('').reverse().join('')}`],
        },
      ]
    }),
  )
}

/** What stands before the client's own words moves all that comes after it. */
function shifted({ way, isFirstData }: Sent, tcp: Tcp, more: number): Tcp {
  if (!more || tcp.flags.includes('S') || isFirstData) return tcp
  if (way === 'there') return tcp.sequence > 1 ? { ...tcp, sequence: tcp.sequence + more } : tcp
  const { acknowledgement = 0 } = tcp
  return acknowledgement > 1 ? { ...tcp, acknowledgement: acknowledgement + more } : tcp
}

/** What a Gateway Load Balancer carries, as it was seen before it was wrapped up. */
function innerOf({ sightings }: Traffic, at: number): Header | undefined {
  const { way } = sightings[at]!
  return sightings.slice(0, at).findLast((one) => one.way === way && one.wrapping === undefined)
}

/**
 * Network Load Balancer guide, load-balancer-target-groups, "Proxy protocol": version 2, with the id of the VPC
 * endpoint that the connection came by.
 */
function prefaceOf({ fabric }: Machine, row: Traffic, sighting: Sighting): string | undefined {
  const balancer = row.stations.find(({ kind, way }) => kind === 'balancer-node' && way === 'there')
  if (!balancer) return undefined
  const instance = networkInterfaces.get(fabric, sighting.interface)?.record.Attachment?.InstanceId ?? ''
  const speaks = [instance, sighting.destination].some((id) =>
    registrationsOf(fabric, id).some(
      ({ group }) => targetGroups.get(fabric, group)?.side.attributes['proxy_protocol_v2.enabled'] === 'true',
    ),
  )
  if (!speaks) return undefined
  const endpoint = balancer.of
  // 16 bytes of header, 12 of addresses and ports, a check sum, and the endpoint's id with its own header.
  return `....QUIT.!........................${endpoint === undefined ? '' : `....${endpoint}`}`
}

function packetsOf(row: Traffic, isAnswered: boolean): Sent[] {
  const { protocol } = row.sightings[0] ?? row.hosts?.[0] ?? {}
  if (protocol === 6) return tcpPackets(row, isAnswered)
  if (protocol === 1 || protocol === 58) return echoes(row)
  const each = (way: Way) => {
    const { packets, bytes } = way === 'there' ? row.sent : row.received
    return Array.from(
      { length: Math.min(packets, most) },
      (_, i): Sent => ({
        way,
        at: row.start + i * 0.2 + (way === 'back' ? Math.max(0.3, row.end - row.start) : 0),
        length: Math.max(0, Math.round(bytes / packets) - 28),
      }),
    )
  }
  return [...each('there'), ...each('back')]
}

/** So many of one connection are shown. */
const most = 2000

function echoes({ number, start, end, sent, received }: Traffic): Sent[] {
  const id = scramble(`echo ${number}`)[0] % 65_536
  const isSent = sent.packets
  const pause =
    isSent > 1
      ? Math.max(1, Math.min(1000, (end - start) / (isSent - (received.packets < isSent ? 0 : 1))))
      : 0
  const length = Math.max(8, Math.round(sent.bytes / Math.max(1, isSent)) - 20)
  return Array.from({ length: Math.min(isSent, most) }, (_, i) => i).flatMap((i): Sent[] => {
    const at = start + i * pause
    const one = (way: Way): Sent => ({
      way,
      at: way === 'there' ? at : at + 0.6,
      length,
      icmp: { isReply: way === 'back', id, sequence: i + 1 },
    })
    return i < received.packets ? [one('there'), one('back')] : [one('there')]
  })
}

/** tcp(7), tcp_syn_retries: the seconds after which another SYN is sent. */
const retries = [0, 1, 3, 7, 15, 31, 63]

const segment = 1448

function tcpPackets(row: Traffic, isAnswered: boolean): Sent[] {
  const { number, start, end, ending, sent, received } = row
  const [ours = 0, theirs = 0] = scramble(`tcp ${number}`)
  const base = (way: Way) => (way === 'there' ? ours : theirs)
  const made: Sent[] = []
  let at = start
  const place: Record<Way, number> = { there: 0, back: 0 }
  const other = (way: Way): Way => (way === 'there' ? 'back' : 'there')
  // Hosts on premises are on an Ethernet of 1500 bytes, instances on one of 9001.
  const isOnPremises = (way: Way) =>
    (row.hosts ?? []).some((one) => one.way === way && one.direction === 'egress')
  const push = (way: Way, flags: string, length = 0, extra: Partial<Sent> = {}) => {
    const isSyn = flags.includes('S')
    const acknowledges = flags.includes('.') || flags === 'R.'
    made.push({
      way,
      at,
      length,
      tcp: {
        flags,
        sequence: isSyn ? base(way) : place[way] + 1,
        ...(acknowledges && {
          acknowledgement: isSyn || flags === 'R.' ? base(other(way)) + 1 : place[other(way)] + 1,
        }),
        first: base(way),
        ...(isSyn && isOnPremises(way) && { mss: 1460 }),
        window: isSyn ? 62_727 : flags.startsWith('R') ? 0 : 490,
      },
      ...extra,
    })
    place[way] += length
    at += 0.05
  }
  if (ending === 'unanswered') {
    for (const seconds of retries.slice(0, Math.max(1, sent.packets))) {
      at = start + seconds * 1000
      push('there', 'S')
      if (isAnswered) push('back', 'S.')
    }
    return made
  }
  push('there', 'S')
  const step = Math.max(0.3, Math.min(40, (end - start) / 6))
  at = start + step
  if (ending === 'refused') {
    push('back', 'R.')
    return made
  }
  push('back', 'S.')
  push('there', '.')
  const ip = (row.sightings[0] ?? row.hosts?.[0])?.source.includes(':') ? 40 : 20
  const out = Math.max(0, sent.bytes - (ip + 40) - (sent.packets - 1) * (ip + 32))
  const back = Math.max(0, received.bytes - (ip + 40) - (received.packets - 1) * (ip + 32))
  const send = (way: Way, bytes: number) => {
    let isFirst = true
    for (let rest = bytes, count = 0; rest > 0 && count < most; rest -= segment, count++) {
      push(
        way,
        rest <= segment ? 'P.' : '.',
        Math.min(rest, segment),
        isFirst && way === 'there' ? { isFirstData: true } : {},
      )
      isFirst = false
      if (count % 2 === 1 || rest <= segment) push(other(way), '.')
    }
  }
  send('there', out)
  at = Math.max(at, start + 3 * step)
  send('back', back)
  if (ending === 'open') return made
  if (ending === 'reset') {
    push('back', 'R.')
    return made
  }
  at = Math.max(at, Math.min(end, at + 1))
  push('there', 'F.')
  place.there++
  push('back', 'F.')
  place.back++
  push('there', '.')
  return made
}
