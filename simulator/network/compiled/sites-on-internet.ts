import { type Address, formatAddress } from '../../kernel/address.ts'
import { sites } from '../../services/onprem/tables.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { Position } from '../positions.ts'
import { serviceAt } from '../service-addresses.ts'
import { interfaceAtPublic } from './public-addresses.ts'
import { wayOverPublicInterfaces } from './ways-to-sites.ts'

/** The Region of AWS that a public address belongs to; undefined where it is not AWS's. */
const regionOfAddress = (fabric: Fabric, address: Address): string | undefined =>
  interfaceAtPublic(fabric, address)?.region ?? serviceAt(address)?.region

/**
 * The way to a site that has a public address. Direct Connect guide, routing-and-bgp: what is sent from AWS goes over a
 * public virtual interface that announces the address; nobody else hears of what is announced there.
 */
export function wayToPublicSite(fabric: Fabric, packet: Packet): Position | undefined {
  const region = regionOfAddress(fabric, packet.source)
  const way = region === undefined ? undefined : wayOverPublicInterfaces(fabric, region, packet)
  if (way) return { kind: 'virtual-interface-out', line: way.line }
  const [site] = fabric.store.by(sites, 'public-ip', formatAddress(packet.destination))
  return site && { kind: 'site-router', site: site.Name, from: 'internet' }
}
