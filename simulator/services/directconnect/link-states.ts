import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { refreshLearnedRoutes } from './announcements.ts'
import { connections, type HeldConnection } from './connections.ts'
import { type HeldLag, lags, membersOf } from './lags.ts'
import { type HeldInterface, interfacesOn, virtualInterfaces } from './virtual-interfaces.ts'

// What follows when a cable is plugged in or pulled: connections come up and go down, LAGs with their members, hosted
// connections with what carries them, and virtual interfaces with all of these.

type Store = Pick<Context, 'store'>

/**
 * Makes the cross-connect between AWS's port and the customer's router: the connection comes up, as soon as its letter
 * of authorization has been issued.
 */
export function plugIn(ctx: Store, connectionId: string): void {
  const held = connections.get(ctx, connectionId)
  if (held) settleConnection(ctx, connections.update(ctx, held, {}, { isPlugged: true }))
}

/** Takes the cross-connect away: the connection goes down. */
export function unplug(ctx: Store, connectionId: string): void {
  const held = connections.get(ctx, connectionId)
  if (held) settleConnection(ctx, connections.update(ctx, held, {}, { isPlugged: false }))
}

/** Whether the connection or LAG of this id carries packets. */
export function isUp(ctx: Store, link: string): boolean {
  if (link.startsWith('dxlag-')) return lags.get(ctx, link)?.record.lagState === 'available'
  return connections.get(ctx, link)?.record.connectionState === 'available'
}

const ready: readonly (string | undefined)[] = ['pending', 'available', 'down']

/** Brings a connection that is past its letter, or past its confirmation, into the state that its cable says. */
export function settleConnection(ctx: Store, held: HeldConnection): HeldConnection {
  const { connectionState: state } = held.record
  if (!ready.includes(state)) return held
  const { parent, isPlugged = false } = held.side
  const works = parent === undefined ? isPlugged : isUp(ctx, parent)
  const next = works ? 'available' : state === 'pending' ? 'pending' : 'down'
  if (next === state) return held
  const settled = connections.update(ctx, held, { connectionState: next })
  settleDependents(ctx, connections.idOf(settled))
  const lag = held.record.lagId === undefined ? undefined : lags.get(ctx, held.record.lagId)
  if (lag) settleLag(ctx, lag)
  return settled
}

/** A LAG works while at least the least number of its links do. */
export function settleLag(ctx: Store, lag: HeldLag): HeldLag {
  const { lagState, minimumLinks = 0 } = lag.record
  if (lagState === 'deleting' || lagState === 'deleted') return lag
  const members = membersOf(ctx, lag)
  const up = members.filter(({ record }) => record.connectionState === 'available').length
  const next = up >= Math.max(1, minimumLinks) ? 'available' : idleState(lag, members)
  if (next === lagState) return lag
  const settled = lags.update(ctx, lag, { lagState: next })
  settleDependents(ctx, lags.idOf(lag))
  return settled
}

function idleState({ record }: HeldLag, members: readonly HeldConnection[]): Directconnect.LagState {
  if (record.lagState === 'available' || record.lagState === 'down') return 'down'
  const waiting = members.every((one) => one.record.connectionState === 'requested')
  return members.length && waiting ? 'requested' : 'pending'
}

function settleDependents(ctx: Store, link: string): void {
  const reference = link.startsWith('dxlag-') ? 'hosting-lag' : 'interconnect'
  for (const hosted of connections.by(ctx, reference, link)) settleConnection(ctx, hosted)
  for (const one of interfacesOn(ctx, link)) settleInterface(ctx, one)
}

const settling: readonly (string | undefined)[] = ['available', 'down']

/** Brings an interface that is past its making into the state that its link and its BGP sessions say. */
export function settleInterface(ctx: Store, held: HeldInterface, isReady = false): HeldInterface {
  const { record, side } = held
  if (!isReady && !settling.includes(record.virtualInterfaceState) && !isTested(held)) return held
  const works = isUp(ctx, record.connectionId ?? '')
  const bgpPeers = (record.bgpPeers ?? []).map((peer): Directconnect.BGPPeer => {
    const id = peer.bgpPeerId ?? ''
    const speaks = side.established?.includes(id) && !side.heldDown?.includes(id)
    const up = works && speaks && peer.bgpPeerState === 'available'
    return { ...peer, bgpStatus: up ? 'up' : 'down' }
  })
  const speaks = bgpPeers.some(({ bgpStatus }) => bgpStatus === 'up')
  const virtualInterfaceState = isTested(held) ? 'testing' : speaks ? 'available' : 'down'
  const settled = virtualInterfaces.update(ctx, held, { bgpPeers, virtualInterfaceState })
  refreshLearnedRoutes(ctx, settled)
  return settled
}

const isTested = ({ record }: HeldInterface): boolean => record.virtualInterfaceState === 'testing'
