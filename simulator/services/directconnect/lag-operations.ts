import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { beginDeletingPort, orderPort, requireEncryption } from './connection-creation.ts'
import { connections, type HeldConnection, requireOwnPort, requireRoom } from './connections.ts'
import { refused } from './errors.ts'
import { newShortId } from './identifiers.ts'
import { isPartner } from './interconnects.ts'
import { requireFewLinks } from './lag-links.ts'
import { moveIntoLag } from './lag-membership.ts'
import { type HeldLag, lags, membersOf, requireLag, requireLiveLag, requireRoomForLag } from './lags.ts'
import { settleLag } from './link-states.ts'
import { requirePort } from './locations.ts'
import { withTags } from './tags.ts'
import { interfacesOn } from './virtual-interfaces.ts'

// Direct Connect guide, lags: hosted speeds cannot be bundled.
const dedicated: readonly string[] = ['1Gbps', '10Gbps', '100Gbps', '400Gbps']

export const createLag = operation(
  'directconnect',
  'CreateLag',
  {
    fidelity: { simplified: 'An account is a Direct Connect Partner where it has an interconnect.' },
    source: 'Direct Connect API reference, CreateLag',
  },
  (input, ctx) => {
    const { numberOfConnections, location, connectionsBandwidth: bandwidth, connectionId } = input
    const { providerName, requestMACSec: macSecCapable = false } = input
    if (!dedicated.includes(bandwidth)) throw refused(`Bandwidth ${bandwidth} cannot be used in a LAG.`)
    requirePort(ctx, { location, bandwidth, providerName, requestMACSec: macSecCapable })
    requireRoomForLag(ctx)
    const least = connectionId === undefined ? 1 : 0
    if (numberOfConnections < least) {
      throw refused(`The number of connections must be at least ${least}.`)
    }
    const existing = connectionId === undefined ? undefined : requireOwnPort(ctx, connectionId, 'CreateLag')
    // "an existing connection … (which counts towards the total number of connections)"
    const ordered = Math.max(0, numberOfConnections - (existing ? 1 : 0))
    requireFewLinks(ctx, bandwidth, ordered + (existing ? 1 : 0))
    requireRoom(ctx, location, ordered)
    const lag = openLag(ctx, input, existing)
    const lagId = lags.idOf(lag)
    if (existing) moveIntoLag(ctx, existing, lag, 'CreateLag')
    const tags = withTags([], input.childConnectionTags)
    for (let n = 0; n < ordered; n++) {
      const port = { location, bandwidth, lagId, providerName, requestMACSec: macSecCapable, tags }
      const name = `Requested Connection ${n + 1} for Lag ${lagId}`
      orderPort(ctx, { ...port, name, isInterconnect: lag.record.allowsHostedConnections ?? false })
    }
    return lags.print(ctx, settleLag(ctx, lags.require(ctx, lagId)))
  },
)

interface NewLag {
  readonly location: string
  readonly connectionsBandwidth: string
  readonly lagName: string
  readonly numberOfConnections: number
  readonly providerName?: string | undefined
  readonly requestMACSec?: boolean | undefined
  readonly tags?: Parameters<typeof withTags>[1]
}

function openLag(ctx: Context, asked: NewLag, existing: HeldConnection | undefined): HeldLag {
  const device = existing?.record.awsDeviceV2
  const macSecCapable = asked.requestMACSec ?? false
  return lags.create(
    ctx,
    {
      connectionsBandwidth: asked.connectionsBandwidth,
      numberOfConnections: asked.numberOfConnections,
      lagId: newShortId(ctx, 'dxlag'),
      ownerAccount: ctx.account,
      lagName: asked.lagName,
      lagState: 'requested',
      location: asked.location,
      region: ctx.region,
      minimumLinks: 0,
      ...(device !== undefined && { awsDeviceV2: device, awsLogicalDeviceId: device }),
      connections: [],
      allowsHostedConnections: isPartner(ctx),
      jumboFrameCapable: existing?.record.jumboFrameCapable ?? false,
      hasLogicalRedundancy: 'unknown',
      ...(asked.providerName !== undefined && { providerName: asked.providerName }),
      macSecCapable,
      ...(macSecCapable && { encryptionMode: 'should_encrypt', macSecKeys: [] }),
    },
    { tags: withTags([], asked.tags) },
  )
}

export const updateLag = operation(
  'directconnect',
  'UpdateLag',
  { fidelity: 'exact', source: 'Direct Connect API reference, UpdateLag' },
  ({ lagId, lagName, minimumLinks, encryptionMode }, ctx) => {
    const lag = requireLiveLag(ctx, lagId, 'UpdateLag')
    if (minimumLinks !== undefined) requireEnoughLinks(ctx, lag, minimumLinks)
    if (encryptionMode !== undefined) {
      requireEncryption(lag.record, lagId, encryptionMode)
      for (const link of membersOf(ctx, lag)) connections.update(ctx, link, { encryptionMode })
    }
    const changed = lags.update(ctx, lag, {
      ...(lagName !== undefined && { lagName }),
      ...(minimumLinks !== undefined && { minimumLinks }),
      ...(encryptionMode !== undefined && { encryptionMode }),
    })
    return lags.print(ctx, settleLag(ctx, changed))
  },
)

// "ensure that the new value does not cause the LAG to fall below the threshold and become non-operational"
function requireEnoughLinks(ctx: Context, lag: HeldLag, minimumLinks: number): void {
  const links = membersOf(ctx, lag).length
  if (minimumLinks >= 0 && minimumLinks <= links) return
  throw refused(`The minimum number of links must be between 0 and ${links}, the number of connections.`)
}

export const deleteLag = operation(
  'directconnect',
  'DeleteLag',
  { fidelity: 'exact', source: 'Direct Connect API reference, DeleteLag' },
  ({ lagId }, ctx) => {
    const lag = requireLag(ctx, lagId)
    if (lag.record.lagState === 'deleting') return lags.print(ctx, lag)
    // "You cannot delete a LAG if it has active virtual interfaces or hosted connections."
    if (interfacesOn(ctx, lagId).length || connections.count(ctx, 'hosting-lag', lagId)) {
      throw refused(`LAG ${lagId} has virtual interfaces or hosted connections, which must be deleted first.`)
    }
    const deleting = lags.update(ctx, lag, { lagState: 'deleting' })
    for (const link of membersOf(ctx, lag)) beginDeletingPort(ctx, link, 'DeleteLag')
    ctx.after('dx-deleted', 'dx-lag-deleted', { id: lagId })
    return lags.print(ctx, deleting)
  },
)

export const lagDeleted = due<{ id: string }>('dx-lag-deleted', ({ id }, ctx) => {
  const lag = lags.get(ctx, id)
  if (!lag) return
  lags.update(ctx, lag, { lagState: 'deleted' })
  ctx.after('dx-forgotten', 'dx-lag-forgotten', { id })
})

export const lagForgotten = due<{ id: string }>('dx-lag-forgotten', ({ id }, ctx) => {
  const lag = lags.get(ctx, id)
  if (lag) lags.remove(ctx, lag)
})
