import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { connections, type HeldConnection, printConnection, requireOwnPort } from './connections.ts'
import { refused } from './errors.ts'
import { requireRoomInLag, requireSpareLink } from './lag-links.ts'
import { type HeldLag, lags, requireLiveLag } from './lags.ts'
import { settleConnection, settleInterface, settleLag } from './link-states.ts'
import { interfacesOn, virtualInterfaces } from './virtual-interfaces.ts'
import { requireFreeOn } from './vlans.ts'

export const associateConnectionWithLag = operation(
  'directconnect',
  'AssociateConnectionWithLag',
  {
    fidelity: { simplified: 'The connection is a member at once, without an interruption.' },
    source: 'Direct Connect API reference, AssociateConnectionWithLag',
  },
  ({ connectionId, lagId }, ctx) => {
    const connection = requireOwnPort(ctx, connectionId, 'AssociateConnectionWithLag')
    const lag = requireLiveLag(ctx, lagId, 'AssociateConnectionWithLag')
    if (connection.record.lagId === lagId)
      throw refused(`${connectionId} is already a member of LAG ${lagId}.`)
    return printConnection(ctx, moveIntoLag(ctx, connection, lag, 'AssociateConnectionWithLag'))
  },
)

/**
 * Makes a connection a link of a LAG. What uses the connection goes with it; of a connection that came from another
 * LAG, it stays there.
 */
export function moveIntoLag(
  ctx: Context,
  connection: HeldConnection,
  lag: HeldLag,
  operationName: string,
): HeldConnection {
  const id = connections.idOf(connection)
  const lagId = lags.idOf(lag)
  const { location, bandwidth, awsDeviceV2, macSecCapable } = connection.record
  if (connection.record.connectionState === 'requested') {
    throw refused(`${operationName} failed. ${id} is in state requested`)
  }
  requireRoomInLag(ctx, lag, { location, bandwidth }, 1)
  if (lag.record.awsDeviceV2 !== undefined && lag.record.awsDeviceV2 !== awsDeviceV2) {
    throw refused(`${id} and LAG ${lagId} do not terminate at the same Direct Connect endpoint.`)
  }
  if (lag.record.macSecCapable && !macSecCapable) throw refused(`${id} does not support MACsec.`)
  const former = connection.record.lagId === undefined ? undefined : lags.get(ctx, connection.record.lagId)
  if (former) requireSpareLink(ctx, former, connection)
  else moveUses(ctx, id, lagId)
  const member = connections.update(ctx, connection, { lagId })
  const onDevice = awsDeviceV2 === undefined ? {} : { awsDeviceV2, awsLogicalDeviceId: awsDeviceV2 }
  settleLag(ctx, lags.update(ctx, lags.require(ctx, lagId), { ...onDevice, jumboFrameCapable: true }))
  if (former) settleLag(ctx, former)
  return member
}

function moveUses(ctx: Context, connection: string, lag: string): void {
  for (const one of interfacesOn(ctx, connection)) {
    requireFreeOn(ctx, lag, one.record)
    settleInterface(ctx, virtualInterfaces.update(ctx, one, { connectionId: lag }))
  }
  for (const hosted of connections.by(ctx, 'interconnect', connection)) {
    requireFreeOn(ctx, lag, { vlan: hosted.record.vlan })
    settleConnection(ctx, connections.update(ctx, hosted, {}, { parent: lag }))
  }
}

export const disassociateConnectionFromLag = operation(
  'directconnect',
  'DisassociateConnectionFromLag',
  {
    fidelity: { simplified: 'The connection stands alone at once, without an interruption.' },
    source: 'Direct Connect API reference, DisassociateConnectionFromLag',
  },
  ({ connectionId, lagId }, ctx) => {
    const connection = requireOwnPort(ctx, connectionId, 'DisassociateConnectionFromLag')
    const lag = requireLiveLag(ctx, lagId, 'DisassociateConnectionFromLag')
    if (connection.record.lagId !== lagId) throw refused(`${connectionId} is not a member of LAG ${lagId}.`)
    requireSpareLink(ctx, lag, connection)
    const { lagId: _, ...alone } = connection.record
    const held = ctx.store.put(connections.table, { ...connection, record: alone })
    settleLag(ctx, lag)
    return printConnection(ctx, held)
  },
)
