import type { Directconnect } from '../../api/generated/types.d.ts'
import { overlap } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { connections } from './connections.ts'
import { refused } from './errors.ts'
import { interfacesOn, virtualInterfaces } from './virtual-interfaces.ts'

// IEEE 802.1Q: 0 and 4095 are reserved.
const lastVlan = 4094

export function requireVlan(vlan: number | undefined): number {
  if (vlan === undefined) throw refused('A VLAN must be provided.')
  if (vlan < 1 || vlan > lastVlan)
    throw refused(`VLAN ${vlan} is not valid. It must be between 1 and ${lastVlan}.`)
  return vlan
}

type Wanted = Pick<Directconnect.VirtualInterface, 'virtualInterfaceId' | 'vlan' | 'bgpPeers'>

/**
 * Refuses what would be in the way of something else on a connection or LAG. API reference, AssociateVirtualInterface:
 * no two have the same VLAN, or addresses in conflict.
 */
export function requireFreeOn(
  ctx: Context,
  link: string,
  { virtualInterfaceId, vlan, bgpPeers }: Wanted,
): void {
  const hosted = [...connections.by(ctx, 'interconnect', link), ...connections.by(ctx, 'hosting-lag', link)]
  const isTaken = virtualInterfaces
    .by(ctx, 'vlan', `${link}/${vlan}`)
    .some(({ record }) => record.virtualInterfaceId !== virtualInterfaceId)
  if (isTaken || hosted.some(({ record }) => record.vlan === vlan)) {
    throw refused(`VLAN ${vlan} is already in use on ${link}.`)
  }
  for (const peer of bgpPeers ?? []) requireFreeAddresses(ctx, link, peer, virtualInterfaceId)
}

/** Refuses a peer whose addresses overlap those of another interface on the link. */
export function requireFreeAddresses(
  ctx: Context,
  link: string,
  { amazonAddress = '' }: Directconnect.BGPPeer,
  except?: string,
): void {
  for (const { record } of interfacesOn(ctx, link)) {
    if (record.virtualInterfaceId === except) continue
    const other = record.bgpPeers?.find((one) => overlap(one.amazonAddress ?? '', amazonAddress))
    if (!other) continue
    throw refused(
      `Address ${amazonAddress} overlaps with ${other.amazonAddress} of ${record.virtualInterfaceId}.`,
    )
  }
}
