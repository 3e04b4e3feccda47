import { formatAddress } from '../../kernel/address.ts'
import { searchDomainsOf, serversOf } from '../../network/dns/resolve.ts'
import type { Fabric } from '../../network/fabric.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import { cardsOf, homeRouter } from './cards.ts'
import type { HostRef } from './find-host.ts'
import type { ResolverSettings } from './resolver-files.ts'

/** The settings that a machine gets by DHCP, or that its site gives it. */
export function usualResolver(fabric: Fabric, { kind, id }: HostRef): ResolverSettings {
  if (kind === 'workstation') return { servers: [homeRouter], search: [] }
  if (kind === 'site-host') return { servers: fabric.store.get(siteHosts, id)?.DnsServers ?? [], search: [] }
  const eni = networkInterfaces.get(fabric, cardsOf(fabric, { kind, id })[0]?.eni ?? '')
  if (!eni) return { servers: [], search: [] }
  return { servers: serversOf(fabric, eni).map(formatAddress), search: searchDomainsOf(fabric, eni) }
}
