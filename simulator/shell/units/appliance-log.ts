import { protocolName } from '../../network/packet.ts'
import { type Sighting, type Traffic, traffic } from '../../world/traffic.ts'
import type { Machine } from '../machine.ts'

/** The packets of others that the machine got, newest last: what came of them, and why. */
export function tellPassed(machine: Machine, most: number): string {
  const own = new Set(machine.cards.map(({ eni }) => eni))
  const addresses = new Set(machine.cards.flatMap((card) => card.addresses.map(({ address }) => address)))
  const lines = machine.cloud.store
    .all(traffic)
    .flatMap((row) => {
      const seen = row.sightings.find(
        (one) => own.has(one.interface) && one.direction === 'ingress' && one.way === 'there',
      )
      const shown = seen && innerHeader(row, seen)
      if (!shown || addresses.has(shown.destination) || addresses.has(shown.source)) return []
      return [lineOf(row, shown)]
    })
    .slice(-most)
  return lines.length ? `${lines.join('\n')}\n` : 'No packet of others has come here.\n'
}

/** What a Gateway Load Balancer wraps up is for the machine itself; inside is what it looks at. */
function innerHeader({ sightings }: Traffic, seen: Sighting): Sighting {
  return seen.wrapping === undefined ? seen : (sightings.find((one) => one.wrapping === undefined) ?? seen)
}

function lineOf(
  { start, drop }: Traffic,
  { protocol, source, destination, sourcePort, destinationPort }: Sighting,
): string {
  const hasPorts = protocol === 6 || protocol === 17
  const from = hasPorts ? `${source}:${sourcePort}` : source
  const to = hasPorts ? `${destination}:${destinationPort}` : destination
  const verdict = drop?.startsWith('appliance-') ? 'DROP' : 'PASS'
  const time = new Date(start).toISOString().slice(0, 19)
  return `${time}Z ${verdict} ${protocolName(protocol)} ${from} > ${to}${verdict === 'DROP' ? ` (${drop})` : ''}`
}
