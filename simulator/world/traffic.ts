import { cell, type Store, table } from '../kernel/store.ts'

// What went over the network: a row for each connection, with its header at every network interface that it passed.
// Flow logs are written from it. It forgets what is old: metrics and usage have been summed up by then.

const kept = 4_000

export interface Volume {
  readonly packets: number
  /** Of whole IP packets. */
  readonly bytes: number
}

/** Which way: with the first packet, or with its answer. */
export type Way = 'there' | 'back'

/** How a connection came to its end, or did not. */
export type Ending =
  /** Both ends are done. */
  | 'closed'
  /** It goes on. */
  | 'open'
  /** The far end broke it off. */
  | 'reset'
  /** Nothing listens, and whoever was asked said so. */
  | 'refused'
  /** Nobody said anything. */
  | 'unanswered'

export interface Header {
  /** IANA's number: 6 is TCP. */
  readonly protocol: number
  readonly source: string
  readonly destination: string
  readonly sourcePort: number
  readonly destinationPort: number
}

export type Refusal = 'security-group' | 'network-acl' | 'public-access'

/** The traffic as one network interface saw it go in or out. */
export interface Sighting extends Header {
  readonly interface: string
  readonly vpc: string
  readonly subnet: string
  readonly way: Way
  readonly direction: 'ingress' | 'egress'
  /** The interface's own address: its primary one, of the packet's IP version. */
  readonly own: string
  readonly refusedBy?: Refusal
  /** The AWS service that a public address belongs to, as flow logs name it. */
  readonly sourceService?: string
  readonly destinationService?: string
  /** By which way it left, in the numbers of flow logs. */
  readonly path?: number
  /** The interface that it went to next. */
  readonly next?: string
  /** What carries it adds so many bytes to each packet. */
  readonly wrapping?: number
}

/** The traffic as a host on premises saw it go in or out. */
export interface HostSighting extends Header {
  /** `onprem:NAME` */
  readonly interface: string
  readonly way: Way
  readonly direction: Sighting['direction']
  readonly refusedBy?: never
  readonly wrapping?: never
}

/** A gateway, endpoint or load balancer that the traffic came to. */
export interface Station {
  /** As places are called: `nat-gateway-out`, `balancer-node`. */
  readonly kind: string
  readonly id: string
  readonly way: Way
  /** The transit gateway of an attachment; the endpoint that something was reached through. */
  readonly of?: string
  readonly vpc?: string
  readonly interface?: string
  /** The zone of the interface, by its id. */
  readonly zone?: string
  /** Where attachments of a transit gateway are all that sees the traffic, its header there. */
  readonly header?: Header
  /** Why it went no further. */
  readonly drop?: string
  /** What the station answered to it: a reset, an error of HTTP. */
  readonly answer?: string
}

export interface Traffic extends TrafficSeen {
  readonly number: number
}

export interface TrafficSeen {
  /** Milliseconds since 1970. */
  readonly start: number
  readonly end: number
  readonly ending: Ending
  readonly sent: Volume
  readonly received: Volume
  readonly sightings: readonly Sighting[]
  readonly stations: readonly Station[]
  /** The same as hosts on premises saw it. AWS's logs and metrics know nothing of them. */
  readonly hosts?: readonly HostSighting[]
  /** What it arrived at: a network interface, the internet, an AWS service. */
  readonly arrival?: { readonly kind: string; readonly service?: string; readonly region?: string }
  /** Why it did not arrive, or its answer did not. */
  readonly drop?: string
}

export const traffic = table<Traffic>('traffic', ({ number }) => String(number))

const rows = cell('traffic-rows', 0)

/** The number that the next row gets. */
export const nextRow = (store: Store): number => store.read(rows) + 1

export function recordTraffic(store: Store, row: TrafficSeen): Traffic {
  const number = nextRow(store)
  store.set(rows, number)
  store.delete(traffic, String(number - kept))
  return store.put(traffic, { number, ...row })
}

export const volumeOf = ({ sent, received }: TrafficSeen, way: Way): Volume =>
  way === 'there' ? sent : received

/** Both ways. */
export const bytesOf = ({ sent, received }: TrafficSeen): number => sent.bytes + received.bytes

/** Whether rows from a number on have been forgotten. */
export const isForgotten = (store: Store, first: number): boolean => first < nextRow(store) - kept

/** Row after row, from a number on. */
export function trafficSince(store: Store, first: number): Traffic[] {
  const found: Traffic[] = []
  for (let number = Math.max(first, nextRow(store) - kept); number < nextRow(store); number++) {
    const row = store.get(traffic, String(number))
    if (row) found.push(row)
  }
  return found
}
