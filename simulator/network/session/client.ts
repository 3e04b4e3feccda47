import { type Address, type Family, familyOf, parseAddress } from '../../kernel/address.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import { workstation } from '../../world/workstation.ts'
import { addressesOf } from '../compiled/addresses.ts'
import type { Asker } from '../dns/resolve.ts'
import type { Fabric } from '../fabric.ts'
import type { Position } from '../positions.ts'

/** Who opens a connection: a network interface of a machine, a host on premises, somebody on the internet. */
export type Client = Extract<Asker, { readonly kind: 'interface' | 'site-host' | 'internet' }>

export interface Origin {
  readonly start: Position
  readonly source: Address
}

/** The learner's own machine has IPv4 alone, as most homes do. */
const home = parseAddress(workstation.sourceIp)!

/** Where packets of the client set out, by the family of their destination; undefined where it has none of those. */
export function originOf(fabric: Fabric, client: Client, family: Family): Origin | undefined {
  if (client.kind === 'interface') {
    const eni = networkInterfaces.get(fabric, client.id)
    const source = eni && addressesOf(eni).find((one) => familyOf(one) === family)
    return eni && source !== undefined ? { start: { kind: 'interface-out', eni }, source } : undefined
  }
  if (client.kind === 'site-host') {
    const host = fabric.store.get(siteHosts, client.id)
    const source = parseAddress(host?.Address ?? '')
    if (!host || source === undefined || familyOf(source) !== family) return undefined
    return { start: { kind: 'site-host-out', host }, source }
  }
  const source = client.address === undefined ? home : parseAddress(client.address)
  return source !== undefined && familyOf(source) === family
    ? { start: { kind: 'internet' }, source }
    : undefined
}
