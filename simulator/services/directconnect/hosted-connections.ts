import type { Directconnect } from '../../api/generated/types.d.ts'
import { hostedConnectionBandwidths } from '../../world/catalogue/direct-connect-locations.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { connections, type HeldConnection, printConnection, requireConnection } from './connections.ts'
import { inWrongState, refused } from './errors.ts'
import { newShortId } from './identifiers.ts'
import { requirePartner } from './interconnects.ts'
import { lags } from './lags.ts'
import { settleConnection } from './link-states.ts'
import { pageOf } from './listing.ts'
import { withTags } from './tags.ts'
import { requireFreeOn, requireVlan } from './vlans.ts'

/** What can carry hosted connections: an interconnect, or a LAG that allows them. */
type Carrier = Pick<
  Directconnect.Connection,
  'location' | 'awsDeviceV2' | 'awsLogicalDeviceId' | 'providerName' | 'macSecCapable' | 'jumboFrameCapable'
>

function requireCarrier(ctx: Context, id: string, operationName: string): Carrier {
  if (id.startsWith('dxlag-')) {
    const { record } = lags.require(ctx, id)
    if (!record.allowsHostedConnections) throw refused(`LAG ${id} does not allow hosted connections.`)
    if (record.lagState === 'available' || record.lagState === 'down') return record
    throw inWrongState(operationName, id, record.lagState)
  }
  const { record, side } = requireConnection(ctx, id)
  if (!side.isInterconnect) throw refused(`${id} is not an interconnect.`)
  if (record.connectionState === 'available' || record.connectionState === 'down') return record
  throw inWrongState(operationName, id, record.connectionState)
}

interface Allocation {
  readonly parent: string
  readonly ownerAccount: string
  readonly bandwidth: string
  readonly connectionName: string
  readonly vlan: number
  readonly tags?: Parameters<typeof withTags>[1]
}

function allocate(ctx: Context, wanted: Allocation, operationName: string): Directconnect.Connection {
  const { parent, ownerAccount, bandwidth, connectionName, vlan, tags } = wanted
  requirePartner(ctx)
  const carrier = requireCarrier(ctx, parent, operationName)
  if (!hostedConnectionBandwidths().includes(bandwidth)) {
    throw refused(`Bandwidth ${bandwidth} is not valid for a hosted connection.`)
  }
  if (!/^\d{12}$/.test(ownerAccount)) throw refused(`Account ${ownerAccount} is not valid.`)
  requireFreeOn(ctx, parent, { vlan: requireVlan(vlan) })
  const { awsDeviceV2, awsLogicalDeviceId, providerName, location } = carrier
  const held = connections.create(
    { ...ctx, account: ownerAccount },
    {
      ownerAccount,
      connectionId: newShortId(ctx, 'dxcon'),
      connectionName,
      connectionState: 'ordering',
      region: ctx.region,
      ...(location !== undefined && { location }),
      bandwidth,
      vlan,
      partnerName: providerName ?? `Partner ${ctx.account}`,
      jumboFrameCapable: carrier.jumboFrameCapable ?? false,
      ...(awsDeviceV2 !== undefined && { awsDeviceV2 }),
      ...(awsLogicalDeviceId !== undefined && { awsLogicalDeviceId }),
      hasLogicalRedundancy: 'unknown',
      ...(providerName !== undefined && { providerName }),
      macSecCapable: false,
      partnerInterconnectMacSecCapable: carrier.macSecCapable ?? false,
    },
    { tags: withTags([], tags), parent },
  )
  return printConnection(ctx, held)
}

const partnership = { simplified: 'An account is a Direct Connect Partner where it has an interconnect.' }

export const allocateHostedConnection = operation(
  'directconnect',
  'AllocateHostedConnection',
  { fidelity: partnership, source: 'Direct Connect API reference, AllocateHostedConnection' },
  ({ connectionId: parent, ...wanted }, ctx) =>
    allocate(ctx, { ...wanted, parent }, 'AllocateHostedConnection'),
)

export const allocateConnectionOnInterconnect = operation(
  'directconnect',
  'AllocateConnectionOnInterconnect',
  { fidelity: partnership, source: 'Direct Connect API reference, AllocateConnectionOnInterconnect' },
  ({ interconnectId: parent, ...wanted }, ctx) =>
    allocate(ctx, { ...wanted, parent }, 'AllocateConnectionOnInterconnect'),
)

export const confirmConnection = operation(
  'directconnect',
  'ConfirmConnection',
  { fidelity: 'exact', source: 'Direct Connect API reference, ConfirmConnection' },
  ({ connectionId }, ctx) => {
    const held = requireConnection(ctx, connectionId)
    const { connectionState } = held.record
    if (connectionState !== 'ordering') throw inWrongState('ConfirmConnection', connectionId, connectionState)
    connections.update(ctx, held, { connectionState: 'pending' })
    ctx.after('dx-hosted-ready', 'dx-hosted-ready', { id: connectionId })
    return { connectionState: 'pending' as const }
  },
)

export const hostedReady = due<{ id: string }>('dx-hosted-ready', ({ id }, ctx) => {
  const held = connections.get(ctx, id)
  if (held?.record.connectionState === 'pending') settleConnection(ctx, held)
})

/** The hosted connections on an interconnect or LAG of the caller's, oldest first. */
function requireHostedOn(ctx: Context, id: string, operationName: string): HeldConnection[] {
  if (lags.find(ctx, id)) return connections.by(ctx, 'hosting-lag', id)
  if (connections.find(ctx, id)?.side.isInterconnect) return connections.by(ctx, 'interconnect', id)
  // Observed for DescribeHostedConnections.
  throw refused(`${ctx.account} ${operationName} failed for connection ${id} doesn't exist.`)
}

export const describeHostedConnections = operation(
  'directconnect',
  'DescribeHostedConnections',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeHostedConnections' },
  ({ connectionId, ...asked }, ctx) => {
    const hosted = requireHostedOn(ctx, connectionId, 'DescribeHostedConnections')
    const { items, next } = pageOf(hosted, asked)
    return { connections: items.map((one) => printConnection(ctx, one)), ...next }
  },
)

export const describeConnectionsOnInterconnect = operation(
  'directconnect',
  'DescribeConnectionsOnInterconnect',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeConnectionsOnInterconnect' },
  ({ interconnectId }, ctx) => {
    const hosted = requireHostedOn(ctx, interconnectId, 'DescribeConnectionsOnInterconnect')
    return { connections: hosted.map((one) => printConnection(ctx, one)) }
  },
)

export const associateHostedConnection = operation(
  'directconnect',
  'AssociateHostedConnection',
  {
    fidelity: { simplified: 'The connection moves at once, without an interruption.' },
    source: 'Direct Connect API reference, AssociateHostedConnection',
  },
  ({ connectionId, parentConnectionId }, ctx) => {
    requirePartner(ctx)
    const held = connections.get(ctx, connectionId)
    const { parent } = held?.side ?? {}
    const isOurs = parent && (connections.find(ctx, parent) ?? lags.find(ctx, parent))
    if (!held || !isOurs) throw refused(`Could not find Connection with ID ${connectionId}`)
    const { location, awsDeviceV2 } = requireCarrier(ctx, parentConnectionId, 'AssociateHostedConnection')
    if (location !== held.record.location) {
      throw refused(`${connectionId} and ${parentConnectionId} are not at the same location.`)
    }
    requireFreeOn(ctx, parentConnectionId, { vlan: held.record.vlan })
    const device = awsDeviceV2 === undefined ? {} : { awsDeviceV2, awsLogicalDeviceId: awsDeviceV2 }
    const moved = connections.update(ctx, held, device, { parent: parentConnectionId })
    return printConnection(ctx, settleConnection(ctx, moved))
  },
)
