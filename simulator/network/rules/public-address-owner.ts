import { formatAddress } from '../../kernel/address.ts'
import { elasticIps } from '../../services/ec2/elastic-ips.ts'
import type { NetworkInterface } from '../../services/ec2/network-interfaces.ts'
import { isPartOfMore } from '../../world/furnished.ts'
import { kindOfAddress } from '../address-kinds.ts'
import { interfaceAtPublic, isCustomersAddress } from '../compiled/public-addresses.ts'
import { wayToPublicSite } from '../compiled/sites-on-internet.ts'
import { tunnelEndAt } from '../compiled/tunnel-ends.ts'
import { vpcOfIpv6 } from '../compiled/vpc-blocks.ts'
import type { Fabric } from '../fabric.ts'
import type { Internet, Position } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { serviceAt } from '../service-addresses.ts'

/** Who has an address of the internet. */
export type PublicOwner =
  | { readonly kind: 'interface'; readonly eni: NetworkInterface }
  /** An IPv6 address needs no pair: it is in the VPC's own block. */
  | { readonly kind: 'vpc'; readonly vpc: string }
  | { readonly kind: 'service'; readonly name: string; readonly region: string }
  /** AWS's end of a VPN tunnel. */
  | { readonly kind: 'tunnel'; readonly gateway: string }
  /** A site on premises, by whichever way AWS or the internet has to it. */
  | { readonly kind: 'site'; readonly to: Position }
  /** A host that the world knows nothing more of. */
  | { readonly kind: 'host' }

export const publicAddressOwner: Rule<Internet, PublicOwner> = {
  id: 'public-address-owner',
  question: 'Does somebody have the address on the internet?',
  judge({ fabric, packet }) {
    const { destination } = packet
    const text = formatAddress(destination)
    if (kindOfAddress(destination) !== 'global') return drop('not-routed-on-the-internet', [text])
    const eni = interfaceAtPublic(fabric, destination)
    if (eni) {
      const id = eni.record.NetworkInterfaceId ?? ''
      return pass('public-address-found', [text, id], { found: { kind: 'interface', eni } })
    }
    const vpc = typeof destination === 'bigint' ? vpcOfIpv6(fabric, destination) : undefined
    if (vpc !== undefined) return pass('public-address-found', [text, vpc], { found: { kind: 'vpc', vpc } })
    const to = wayToPublicSite(fabric, packet)
    if (to) return pass('public-address-is-a-sites', [text], { found: { kind: 'site', to } })
    const service = serviceAt(destination)
    if (service)
      return pass('public-address-is-a-services', [text], { found: { kind: 'service', ...service } })
    const end = tunnelEndAt(fabric, destination)
    if (end) {
      const { connection, gateway } = end
      return pass('public-address-is-a-tunnels', [text, connection], { found: { kind: 'tunnel', gateway } })
    }
    // An address of Amazon's that nobody in the world has now: released, not associated, never given. In an imported
    // world it may be somebody's who was not imported.
    if (isCustomersAddress(fabric, destination) && isSurelyNobodys(fabric, text))
      return drop('nobody-has-the-public-address', [text])
    return pass('public-address-is-outside', [text], { found: { kind: 'host' } })
  },
}

const isSurelyNobodys = (fabric: Fabric, address: string): boolean =>
  !fabric.store.read(isPartOfMore) || elasticIps.count(fabric, 'public-ip', address) > 0
