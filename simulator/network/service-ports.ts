import { servicesOf } from '../world/catalogue/privatelink-services.ts'
import { hasPorts, isIcmp, type Packet, tcp } from './packet.ts'
import { shortName } from './service-names.ts'

// What AWS's own services take connections on.

/** Nearly all answer on 443 and, for plain HTTP or to redirect, on 80. */
const web: readonly (number | string)[] = [443, 80]

const portsOfRegions = new Map<string, ReadonlyMap<string, readonly (number | string)[]>>()

function portsIn(region: string): ReadonlyMap<string, readonly (number | string)[]> {
  const known = portsOfRegions.get(region)
  if (known) return known
  const made = new Map(
    servicesOf(region).flatMap(({ serviceName, ports }) =>
      ports ? [[shortName(serviceName, region), ports] as const] : [],
    ),
  )
  portsOfRegions.set(region, made)
  return made
}

/** Whether a service's public hosts answer such a packet: TCP on its ports, and a ping. */
export function doesListen({ name, region }: { name: string; region: string }, packet: Packet): boolean {
  if (!hasPorts(packet)) return isIcmp(packet)
  if (packet.protocol !== tcp) return false
  const ports = portsIn(region).get(name) ?? web
  return ports.some((port) => isOneOf(port, packet.destinationPort))
}

/** `443`, or a range such as `1400-1499`. */
function isOneOf(port: number | string, wanted: number): boolean {
  if (typeof port === 'number') return port === wanted
  const [from = 0, to = from] = port.split('-').map(Number)
  return from <= wanted && wanted <= to
}
