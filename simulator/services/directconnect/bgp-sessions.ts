import type { Context } from '../context.ts'
import { settleInterface } from './link-states.ts'
import { type HeldInterface, virtualInterfaces } from './virtual-interfaces.ts'

// What routers on premises do to a virtual interface.

/**
 * The customer's router opens or closes its BGP sessions: that with one peer, or those with all. The status follows,
 * once the link is up and the peer is ready.
 */
export function setBgpSession(ctx: Context, interfaceId: string, isOpen: boolean, peerId?: string): void {
  const held = virtualInterfaces.get(ctx, interfaceId)
  if (!held) return
  const ids = (held.record.bgpPeers ?? []).map(({ bgpPeerId = '' }) => bgpPeerId)
  const meant = peerId === undefined ? ids : [peerId]
  const others = (held.side.established ?? []).filter((id) => !meant.includes(id))
  const established = isOpen ? [...others, ...meant] : others
  settleInterface(ctx, virtualInterfaces.update(ctx, held, {}, { established }))
}

/**
 * The customer's routers announce these CIDR blocks over an interface. More of them than the quota allows close its
 * BGP sessions (Direct Connect guide, limits: "the BGP session goes into an idle state with the BGP session DOWN").
 */
export function announce(ctx: Context, interfaceId: string, cidrs: readonly string[]): void {
  const held = virtualInterfaces.get(ctx, interfaceId)
  if (!held) return
  const announced = virtualInterfaces.update(ctx, held, {}, { announced: cidrs })
  if (cidrs.length > ctx.limit(quotaOf(held))) setBgpSession(ctx, interfaceId, false)
  else settleInterface(ctx, announced)
}

const quotaOf = ({ record }: HeldInterface): string =>
  record.virtualInterfaceType === 'public' ? 'dx-prefixes-public-vif' : 'dx-prefixes-private-transit-vif'
