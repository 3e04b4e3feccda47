import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import {
  connections,
  type HeldConnection,
  isLive,
  printConnection,
  requireConnection,
  requireRoom,
} from './connections.ts'
import { inWrongState, refused } from './errors.ts'
import { deviceAt, newShortId } from './identifiers.ts'
import { requireRoomInLag } from './lag-links.ts'
import { lags, requireLiveLag } from './lags.ts'
import { settleConnection, settleLag } from './link-states.ts'
import { requirePort } from './locations.ts'
import { withTags } from './tags.ts'
import { interfacesOn } from './virtual-interfaces.ts'

interface NewPort {
  readonly name: string
  readonly location: string
  readonly bandwidth: string
  readonly providerName?: string | undefined
  readonly requestMACSec?: boolean | undefined
  readonly lagId?: string | undefined
  readonly tags: readonly Tag[]
  readonly isInterconnect?: boolean
}

/** Orders a port: a connection, an interconnect, or a link of a LAG. */
export function orderPort(ctx: Context, port: NewPort): HeldConnection {
  const { location, bandwidth, providerName, lagId, requestMACSec: macSecCapable = false } = port
  const connectionId = newShortId(ctx, 'dxcon')
  const held = connections.create(
    ctx,
    {
      ownerAccount: ctx.account,
      connectionId,
      connectionName: port.name,
      connectionState: 'requested',
      region: ctx.region,
      location,
      bandwidth,
      ...(lagId !== undefined && { lagId }),
      jumboFrameCapable: false,
      hasLogicalRedundancy: 'unknown',
      ...(providerName !== undefined && { providerName }),
      macSecCapable,
      ...(macSecCapable && {
        portEncryptionStatus: 'Encryption Down',
        encryptionMode: 'should_encrypt',
        macSecKeys: [],
      }),
    },
    { tags: port.tags, ...(port.isInterconnect && { isInterconnect: true }) },
  )
  ctx.after('dx-letter-issued', 'dx-letter-issued', { id: connectionId })
  return held
}

// API reference, Connection: it "stays in the requested state until the Letter of Authorization (LOA) is sent".
export const letterIssued = due<{ id: string }>('dx-letter-issued', ({ id }, ctx) => {
  const held = connections.get(ctx, id)
  if (held?.record.connectionState !== 'requested') return
  const device = deviceAt(held.record.location ?? '')
  const approved = connections.update(ctx, held, {
    connectionState: 'pending',
    jumboFrameCapable: true,
    awsDeviceV2: device,
    awsLogicalDeviceId: device,
  })
  settleConnection(ctx, approved)
  const lag = held.record.lagId === undefined ? undefined : lags.get(ctx, held.record.lagId)
  if (!lag) return
  const onDevice = { jumboFrameCapable: true, awsDeviceV2: device, awsLogicalDeviceId: device }
  settleLag(ctx, lags.update(ctx, lag, onDevice))
})

export const createConnection = operation(
  'directconnect',
  'CreateConnection',
  {
    fidelity: { simplified: 'All ports at a location end at one device of AWS’s.' },
    source: 'Direct Connect API reference, CreateConnection',
  },
  ({ location, bandwidth, connectionName, lagId, tags, providerName, requestMACSec }, ctx) => {
    requirePort(ctx, { location, bandwidth, providerName, requestMACSec })
    requireRoom(ctx, location, 1)
    if (lagId !== undefined) {
      const lag = requireLiveLag(ctx, lagId, 'CreateConnection')
      requireRoomInLag(ctx, lag, { location, bandwidth }, 1)
      if (lag.record.macSecCapable && !requestMACSec) {
        throw refused(`LAG ${lagId} supports MACsec and takes only connections that do, too.`)
      }
    }
    const port = { location, bandwidth, lagId, providerName, requestMACSec }
    const held = orderPort(ctx, { ...port, name: connectionName, tags: withTags([], tags) })
    return printConnection(ctx, held)
  },
)

const encryptionModes: readonly string[] = ['no_encrypt', 'should_encrypt', 'must_encrypt']

export function requireEncryption(
  { macSecCapable }: Directconnect.Connection | Directconnect.Lag,
  id: string,
  mode: string,
): void {
  if (!encryptionModes.includes(mode)) throw refused(`Encryption mode ${mode} is not valid.`)
  if (!macSecCapable) throw refused(`${id} does not support MACsec.`)
}

export const updateConnection = operation(
  'directconnect',
  'UpdateConnection',
  { fidelity: 'exact', source: 'Direct Connect API reference, UpdateConnection' },
  ({ connectionId, connectionName, encryptionMode }, ctx) => {
    const held = requireConnection(ctx, connectionId)
    if (!isLive(held)) throw inWrongState('UpdateConnection', connectionId, held.record.connectionState)
    if (encryptionMode !== undefined) requireEncryption(held.record, connectionId, encryptionMode)
    const changed = connections.update(ctx, held, {
      ...(connectionName !== undefined && { connectionName }),
      ...(encryptionMode !== undefined && { encryptionMode }),
    })
    return printConnection(ctx, changed)
  },
)

export const deleteConnection = operation(
  'directconnect',
  'DeleteConnection',
  { fidelity: 'exact', source: 'Direct Connect API reference, DeleteConnection' },
  ({ connectionId }, ctx) => {
    const held = requireConnection(ctx, connectionId)
    return printConnection(ctx, beginDeletingPort(ctx, held, 'DeleteConnection'))
  },
)

/** Begins to give a port back. A hosted connection that its owner never confirmed is declined. */
export function beginDeletingPort(ctx: Context, held: HeldConnection, operationName: string): HeldConnection {
  const id = connections.idOf(held)
  const { connectionState: state, lagId } = held.record
  if (state === 'deleting') return held
  if (!isLive(held)) throw inWrongState(operationName, id, state)
  if (interfacesOn(ctx, id).length) {
    throw refused(`${id} has virtual interfaces, which must be deleted first.`)
  }
  if (connections.count(ctx, 'interconnect', id)) {
    throw refused(`${id} has hosted connections, which must be deleted first.`)
  }
  const lag = lagId === undefined ? undefined : lags.get(ctx, lagId)
  const next = state === 'ordering' ? 'rejected' : 'deleting'
  const going = connections.update(ctx, held, { connectionState: next })
  ctx.after('dx-deleted', 'dx-connection-deleted', { id })
  if (lag) settleLag(ctx, lag)
  return going
}

export const connectionDeleted = due<{ id: string }>('dx-connection-deleted', ({ id }, ctx) => {
  const held = connections.get(ctx, id)
  if (!held) return
  if (held.record.connectionState === 'deleting') {
    connections.update(ctx, held, { connectionState: 'deleted' })
  }
  ctx.after('dx-forgotten', 'dx-connection-forgotten', { id })
})

export const connectionForgotten = due<{ id: string }>('dx-connection-forgotten', ({ id }, ctx) => {
  const held = connections.get(ctx, id)
  if (held) connections.remove(ctx, held)
})
