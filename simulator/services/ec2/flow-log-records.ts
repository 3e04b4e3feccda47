import {
  type Ending,
  type Header,
  type Sighting,
  type Station,
  type Traffic,
  volumeOf,
  type Way,
} from '../../world/traffic.ts'

// What flow logs make of traffic: one record for each flow, interface and direction in each aggregation interval (VPC
// user guide, flow-log-records, "Aggregation interval").

export interface Window {
  /** Milliseconds since 1970. */
  readonly from: number
  readonly until: number
}

export interface Counts {
  readonly packets: number
  readonly bytes: number
  /** Seconds since 1970. */
  readonly start: number
  readonly end: number
  readonly tcpFlags: number
}

export interface InterfaceRecord extends Counts {
  readonly sighting: Sighting
}

/** What attachments of a transit gateway see. */
export interface TransitRecord extends Counts {
  readonly direction: 'ingress' | 'egress'
  readonly gateway: string
  readonly attachment: string
  /** Where it comes from or goes to on the other side. */
  readonly pair: string
  readonly header: Header
  /** The interfaces of the attachments, where these are of VPCs. */
  readonly source?: Sighting
  readonly destination?: Sighting
  readonly drop?: string
}

export const interfaceRecords = (
  rows: readonly Traffic[],
  window: Window,
  isWanted: (sighting: Sighting) => boolean,
): InterfaceRecord[] =>
  summed(
    rows.flatMap((row) =>
      row.sightings.filter(isWanted).flatMap((sighting) => {
        const counts = countsIn(row, sighting.way, sighting.protocol, window, sighting.wrapping)
        return counts ? [{ sighting, ...counts }] : []
      }),
    ),
    ({ sighting: { way: _, path: __, next: ___, ...seen } }) => JSON.stringify(seen),
  )

export const transitRecords = (
  rows: readonly Traffic[],
  window: Window,
  isWanted: (station: Pick<Station, 'id' | 'of'>) => boolean,
): TransitRecord[] =>
  summed(
    rows.flatMap((row) =>
      (['there', 'back'] as const).flatMap((way) => passagesOf(row, way, window, isWanted)),
    ),
    ({ direction, attachment, pair, header, drop }) =>
      JSON.stringify([direction, attachment, pair, header, drop]),
  )

/** Through each transit gateway in by one attachment and out by another, each of which has a record of its own. */
function passagesOf(
  row: Traffic,
  way: Way,
  window: Window,
  isWanted: (station: Pick<Station, 'id' | 'of'>) => boolean,
): TransitRecord[] {
  const stations = row.stations.filter((one) => one.way === way && one.kind.startsWith('transit-gateway'))
  const seen = row.sightings.filter((one) => one.way === way)
  return stations.flatMap((station, i) => {
    if (station.kind !== 'transit-gateway-in' || !station.header) return []
    const { header, of: gateway = '' } = station
    const next = stations[i + 1]
    const out = next?.kind === 'transit-gateway-out' && next.of === gateway ? next : undefined
    const counts = countsIn(row, way, header.protocol, window)
    if (!counts) return []
    const source = interfaceWith(seen, header, 'ingress')
    const destination = interfaceWith(seen, header, 'egress')
    const drop = station.drop ?? out?.drop
    const common = {
      gateway,
      header,
      ...counts,
      ...(source && { source }),
      ...(destination && out && { destination }),
      ...(drop !== undefined && { drop }),
    }
    const records: TransitRecord[] = [
      { ...common, direction: 'ingress', attachment: station.id, pair: out?.id ?? '' },
      ...(out && drop === undefined
        ? [{ ...common, direction: 'egress' as const, attachment: out.id, pair: station.id }]
        : []),
    ]
    return records.filter((one) => isWanted({ id: one.attachment, of: gateway }))
  })
}

/** An attachment's interface is one that sees a packet that is neither from nor for itself. */
const interfaceWith = (
  seen: readonly Sighting[],
  header: Header,
  direction: 'ingress' | 'egress',
): Sighting | undefined =>
  seen.find(
    (one) =>
      one.direction === direction &&
      one.source === header.source &&
      one.destination === header.destination &&
      one.own !== header.source &&
      one.own !== header.destination,
  )

/** Undefined where nothing of the traffic falls into the window. */
function countsIn(
  row: Traffic,
  way: Way,
  protocol: number,
  { from, until }: Window,
  wrapping = 0,
): Counts | undefined {
  const { start, end } = row
  if (start === end ? start < from || start >= until : start >= until || end <= from) return undefined
  const share = (at: number) =>
    end === start ? Number(at > start) : Math.min(1, Math.max(0, (at - start) / (end - start)))
  const part = (whole: number) => Math.floor(whole * share(until)) - Math.floor(whole * share(from))
  const { packets: allPackets, bytes: allBytes } = volumeOf(row, way)
  const packets = part(allPackets)
  if (!packets) return undefined
  return {
    packets,
    bytes: part(allBytes) + packets * wrapping,
    start: Math.floor(Math.max(start, from) / 1000),
    end: Math.floor((end < until ? end : until - 1) / 1000),
    tcpFlags: protocol === 6 ? flagsIn(row, way, start >= from, end < until || start === end) : 0,
  }
}

const syn = 2
const synAck = 18
const fin = 1
const rst = 4

/** The same page, tcp-flags: those of all packets of the interval together; ACK counts only beside SYN. */
function flagsIn({ ending }: Traffic, way: Way, isFirst: boolean, isLast: boolean): number {
  const opening = way === 'there' ? syn : ending === 'refused' ? rst : synAck
  return (isFirst ? opening : 0) | (isLast ? closingFlags(ending, way) : 0)
}

function closingFlags(ending: Ending, way: Way): number {
  if (ending === 'closed') return fin
  return ending === 'reset' && way === 'back' ? rst : 0
}

function summed<R extends Counts>(records: readonly R[], keyOf: (record: R) => string): R[] {
  const found = new Map<string, R>()
  for (const record of records) {
    const key = keyOf(record)
    const before = found.get(key)
    found.set(key, before ? add(before, record) : record)
  }
  return [...found.values()].sort((a, b) => a.start - b.start)
}

const add = <R extends Counts>(before: R, more: R): R => ({
  ...before,
  packets: before.packets + more.packets,
  bytes: before.bytes + more.bytes,
  start: Math.min(before.start, more.start),
  end: Math.max(before.end, more.end),
  tcpFlags: before.tcpFlags | more.tcpFlags,
})
