import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { inWrongState, refused } from './errors.ts'
import { settleInterface } from './link-states.ts'
import { newPeer } from './new-peers.ts'
import {
  type HeldInterface,
  printInterface,
  requireOwnInterface,
  virtualInterfaces,
} from './virtual-interfaces.ts'

const changeable: readonly (string | undefined)[] = ['pending', 'available', 'down']

function requireInterfaceForPeers(
  ctx: Context,
  id: string | undefined,
  operationName: string,
): HeldInterface {
  if (id === undefined) throw refused('A virtualInterfaceId must be provided.')
  const held = requireOwnInterface(ctx, id)
  const { virtualInterfaceState } = held.record
  if (changeable.includes(virtualInterfaceState)) return held
  throw inWrongState(operationName, id, virtualInterfaceState)
}

const remains = ({ bgpPeerState }: Directconnect.BGPPeer): boolean =>
  bgpPeerState !== 'deleting' && bgpPeerState !== 'deleted'

export const createBgpPeer = operation(
  'directconnect',
  'CreateBGPPeer',
  { fidelity: 'exact', source: 'Direct Connect API reference, CreateBGPPeer' },
  ({ virtualInterfaceId, newBGPPeer }, ctx) => {
    const held = requireInterfaceForPeers(ctx, virtualInterfaceId, 'CreateBGPPeer')
    const { connectionId = '', virtualInterfaceType: type = '', bgpPeers = [] } = held.record
    if (newBGPPeer === undefined) throw refused('A newBGPPeer must be provided.')
    const { addressFamily = 'ipv4' } = newBGPPeer
    // "If logical redundancy is not supported …, the BGP peer cannot be in the same address family as an existing BGP
    // peer on the virtual interface." No port that is ordered now supports it.
    if (bgpPeers.some((peer) => remains(peer) && peer.addressFamily === addressFamily)) {
      throw refused(`${virtualInterfaceId} already has a BGP peer with address family ${addressFamily}.`)
    }
    const { awsDeviceV2, awsLogicalDeviceId } = held.record
    const device = {
      ...(awsDeviceV2 !== undefined && { awsDeviceV2 }),
      ...(awsLogicalDeviceId !== undefined && { awsLogicalDeviceId }),
    }
    const peer = newPeer(ctx, { link: connectionId, type, device }, { ...newBGPPeer, addressFamily })
    const changed = virtualInterfaces.update(ctx, held, { bgpPeers: [...bgpPeers, peer] })
    const args = { id: virtualInterfaces.idOf(held), peer: peer.bgpPeerId }
    if (type === 'public') ctx.after('dx-interface-verified', 'dx-peer-ready', args)
    else ctx.after('dx-peer-changed', 'dx-peer-ready', args)
    return { virtualInterface: printInterface(ctx, changed) }
  },
)

export const peerReady = due<{ id: string; peer: string }>('dx-peer-ready', ({ id, peer }, ctx) => {
  const held = virtualInterfaces.get(ctx, id)
  if (!held) return
  const bgpPeers = held.record.bgpPeers?.map(
    (one): Directconnect.BGPPeer =>
      one.bgpPeerId === peer && remains(one) ? { ...one, bgpPeerState: 'available' } : one,
  )
  settleInterface(ctx, virtualInterfaces.update(ctx, held, { bgpPeers }))
})

export const deleteBgpPeer = operation(
  'directconnect',
  'DeleteBGPPeer',
  { fidelity: 'exact', source: 'Direct Connect API reference, DeleteBGPPeer' },
  ({ virtualInterfaceId, bgpPeerId, asn, asnLong, customerAddress }, ctx) => {
    const held = requireInterfaceForPeers(ctx, virtualInterfaceId, 'DeleteBGPPeer')
    const peers = (held.record.bgpPeers ?? []).filter(remains)
    const number = asnLong ?? asn
    if (bgpPeerId === undefined && (number === undefined || customerAddress === undefined)) {
      throw refused('Either bgpPeerId, or asn and customerAddress, must be provided.')
    }
    const peer = peers.find((one) =>
      bgpPeerId === undefined
        ? one.asnLong === number && one.customerAddress === customerAddress
        : one.bgpPeerId === bgpPeerId,
    )
    if (!peer) throw refused(`The BGP peer does not exist on Virtual Interface ${virtualInterfaceId}.`)
    // Observed.
    if (peers.length === 1) throw refused('The last BGP Peer on a Virtual Interface cannot be deleted')
    const bgpPeers = held.record.bgpPeers?.map(
      (one): Directconnect.BGPPeer =>
        one === peer ? { ...one, bgpPeerState: 'deleting', bgpStatus: 'down' } : one,
    )
    const changed = settleInterface(ctx, virtualInterfaces.update(ctx, held, { bgpPeers }))
    const id = virtualInterfaces.idOf(held)
    ctx.after('dx-peer-changed', 'dx-peer-deleted', { id, peer: peer.bgpPeerId ?? '' })
    return { virtualInterface: printInterface(ctx, changed) }
  },
)

// What the interface itself says of its session is what its first peer says.
export const peerDeleted = due<{ id: string; peer: string }>('dx-peer-deleted', ({ id, peer }, ctx) => {
  const held = virtualInterfaces.get(ctx, id)
  if (!held) return
  const bgpPeers = (held.record.bgpPeers ?? []).filter((one) => one.bgpPeerId !== peer)
  const [first] = bgpPeers
  virtualInterfaces.update(ctx, held, {
    bgpPeers,
    ...(first && {
      asn: first.asn,
      asnLong: first.asnLong,
      authKey: first.authKey,
      amazonAddress: first.amazonAddress,
      customerAddress: first.customerAddress,
      addressFamily: first.addressFamily,
    }),
  })
})
