import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { refreshLearnedRoutes } from './announcements.ts'
import { connections } from './connections.ts'
import { inWrongState, noSuchInterface, refused } from './errors.ts'
import {
  requireHostedVlan,
  requireInterfaceName,
  requireLink,
  requireMtu,
  requireRoomFor,
} from './interface-requests.ts'
import { lags } from './lags.ts'
import { settleInterface } from './link-states.ts'
import {
  type HeldInterface,
  isLive,
  printInterface,
  requireInterface,
  requireOwnInterface,
  virtualInterfaces,
} from './virtual-interfaces.ts'
import { requireFreeOn } from './vlans.ts'

export const deleteVirtualInterface = operation(
  'directconnect',
  'DeleteVirtualInterface',
  { fidelity: 'exact', source: 'Direct Connect API reference, DeleteVirtualInterface' },
  ({ virtualInterfaceId: id }, ctx) => {
    const held = requireInterface(ctx, id)
    const { virtualInterfaceState: state } = held.record
    if (state === 'deleting') return { virtualInterfaceState: state }
    // "If a virtual interface in the Confirming state is deleted by the virtual interface owner, the virtual interface
    // enters the Rejected state."
    const isDeclined = state === 'confirming' && held.account === ctx.account
    const virtualInterfaceState = isDeclined ? ('rejected' as const) : ('deleting' as const)
    const bgpPeers = (held.record.bgpPeers ?? []).map((peer) => ({ ...peer, bgpStatus: 'down' as const }))
    const going = virtualInterfaces.update(ctx, held, { virtualInterfaceState, bgpPeers })
    ctx.after('dx-interface-deleted', 'dx-interface-deleted', { id })
    refreshLearnedRoutes(ctx, going)
    return { virtualInterfaceState }
  },
)

export const interfaceDeleted = due<{ id: string }>('dx-interface-deleted', ({ id }, ctx) => {
  const held = virtualInterfaces.get(ctx, id)
  if (!held) return
  if (held.record.virtualInterfaceState === 'deleting') {
    virtualInterfaces.update(ctx, held, { virtualInterfaceState: 'deleted' })
  }
  ctx.after('dx-interface-forgotten', 'dx-interface-forgotten', { id })
})

export const interfaceForgotten = due<{ id: string }>('dx-interface-forgotten', ({ id }, ctx) => {
  const held = virtualInterfaces.get(ctx, id)
  if (held) virtualInterfaces.remove(ctx, held)
})

export const updateVirtualInterfaceAttributes = operation(
  'directconnect',
  'UpdateVirtualInterfaceAttributes',
  {
    fidelity: { simplified: 'The MTU changes without interrupting the connection.' },
    source: 'Direct Connect API reference, UpdateVirtualInterfaceAttributes',
  },
  ({ virtualInterfaceId, mtu, enableSiteLink, virtualInterfaceName }, ctx) => {
    const held = requireChangeable(ctx, virtualInterfaceId, 'UpdateVirtualInterfaceAttributes')
    const { virtualInterfaceType: type = '', directConnectGatewayId } = held.record
    if (enableSiteLink && directConnectGatewayId === undefined) {
      throw refused(
        'SiteLink is only available for virtual interfaces that are attached to a Direct Connect Gateway.',
      )
    }
    const changed = virtualInterfaces.update(ctx, held, {
      ...(mtu !== undefined && { mtu: requireMtu(type, mtu) }),
      ...(enableSiteLink !== undefined && { siteLinkEnabled: enableSiteLink }),
      ...(virtualInterfaceName !== undefined && {
        virtualInterfaceName: requireInterfaceName(virtualInterfaceName),
      }),
    })
    return printInterface(ctx, changed)
  },
)

function requireChangeable(ctx: Context, id: string, operationName: string): HeldInterface {
  const held = requireOwnInterface(ctx, id)
  if (isLive(held)) return held
  throw inWrongState(operationName, id, held.record.virtualInterfaceState)
}

export const associateVirtualInterface = operation(
  'directconnect',
  'AssociateVirtualInterface',
  {
    fidelity: { simplified: 'The virtual interface moves at once, without an interruption.' },
    source: 'Direct Connect API reference, AssociateVirtualInterface',
  },
  ({ virtualInterfaceId, connectionId }, ctx) => {
    const held = requireInterface(ctx, virtualInterfaceId)
    const { connectionId: former = '', vlan = 0, virtualInterfaceType = '' } = held.record
    if (!isLive(held)) {
      throw inWrongState('AssociateVirtualInterface', virtualInterfaceId, held.record.virtualInterfaceState)
    }
    const ownsLink = connections.get(ctx, former)?.account ?? lags.get(ctx, former)?.account
    if (held.account !== ctx.account && ownsLink !== ctx.account) throw noSuchInterface(virtualInterfaceId)
    const { record: link, region } = requireLink(ctx, connectionId, 'AssociateVirtualInterface')
    if (region !== held.region) throw refused(`${connectionId} is not in Region ${held.region}.`)
    if (former === connectionId) throw refused(`${virtualInterfaceId} is already on ${connectionId}.`)
    // "Virtual interfaces associated with a hosted connection cannot be associated with a LAG"
    if (connections.get(ctx, former)?.side.parent !== undefined && connectionId.startsWith('dxlag-')) {
      throw refused(`${virtualInterfaceId} is on a hosted connection and cannot be associated with a LAG.`)
    }
    requireHostedVlan(ctx, connectionId, vlan)
    requireFreeOn(ctx, connectionId, held.record)
    requireRoomFor(ctx, connectionId, virtualInterfaceType)
    const moved = virtualInterfaces.update(ctx, held, {
      connectionId,
      ...(link.location !== undefined && { location: link.location }),
      ...(link.awsDeviceV2 !== undefined && { awsDeviceV2: link.awsDeviceV2 }),
      ...(link.awsLogicalDeviceId !== undefined && { awsLogicalDeviceId: link.awsLogicalDeviceId }),
    })
    return printInterface(ctx, settleInterface(ctx, moved))
  },
)
