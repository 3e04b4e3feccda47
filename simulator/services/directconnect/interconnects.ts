import type { Directconnect } from '../../api/generated/types.d.ts'
import { scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { beginDeletingPort, orderPort } from './connection-creation.ts'
import { connections, type HeldConnection, isLive, requireConnection, requireRoom } from './connections.ts'
import { noSuchConnection, refused } from './errors.ts'
import { requireRoomInLag } from './lag-links.ts'
import { requireLiveLag } from './lags.ts'
import { pageOf } from './listing.ts'
import { requirePort } from './locations.ts'
import { printTags, withTags } from './tags.ts'

const isInterconnect = (held: HeldConnection): boolean => held.side.isInterconnect === true

/** Whether the caller's account may host the connections of others. */
export const isPartner = (ctx: Context): boolean =>
  connections.by(ctx, 'scope', scopeKey(ctx)).some((held) => isInterconnect(held) && isLive(held))

/** Observed. */
export function requirePartner(ctx: Context): void {
  if (isPartner(ctx)) return
  throw refused(`Account ${ctx.account} is not an authorized Direct Connect partner in ${ctx.region}.`)
}

const interconnectStates: readonly (string | undefined)[] = [
  'requested',
  'pending',
  'available',
  'down',
  'deleting',
  'deleted',
]

function printInterconnect({ record, side }: HeldConnection): Directconnect.Interconnect {
  const { connectionId, connectionName, connectionState, ownerAccount: _, vlan: __, ...port } = record
  const { partnerName: ___, partnerInterconnectMacSecCapable: ____, tags: _____, ...own } = port
  return {
    interconnectId: connectionId,
    interconnectName: connectionName,
    interconnectState: interconnectStates.includes(connectionState)
      ? (connectionState as Directconnect.InterconnectState)
      : 'unknown',
    ...own,
    tags: printTags(side.tags),
  }
}

export const createInterconnect = operation(
  'directconnect',
  'CreateInterconnect',
  {
    fidelity: {
      simplified: 'Every account may order one; at AWS, only registered Direct Connect Partners may.',
    },
    source: 'Direct Connect API reference, CreateInterconnect',
  },
  ({ interconnectName, bandwidth, location, lagId, tags, providerName, requestMACSec }, ctx) => {
    requirePort(ctx, { location, bandwidth, providerName, requestMACSec })
    requireRoom(ctx, location, 1)
    if (lagId !== undefined) {
      requireRoomInLag(ctx, requireLiveLag(ctx, lagId, 'CreateInterconnect'), { location, bandwidth }, 1)
    }
    const port = { location, bandwidth, lagId, providerName, requestMACSec, isInterconnect: true }
    return printInterconnect(orderPort(ctx, { ...port, name: interconnectName, tags: withTags([], tags) }))
  },
)

export const describeInterconnects = operation(
  'directconnect',
  'DescribeInterconnects',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeInterconnects' },
  ({ interconnectId, ...asked }, ctx) => {
    const held = connections.select(
      ctx,
      interconnectId === undefined ? undefined : [interconnectId],
      undefined,
    )
    const found = held.filter(isInterconnect)
    if (interconnectId !== undefined && !found.length) throw noSuchConnection(interconnectId)
    const { items, next } = pageOf(found, asked)
    return { interconnects: items.map(printInterconnect), ...next }
  },
)

export const deleteInterconnect = operation(
  'directconnect',
  'DeleteInterconnect',
  { fidelity: 'exact', source: 'Direct Connect API reference, DeleteInterconnect' },
  ({ interconnectId }, ctx) => {
    const held = requireConnection(ctx, interconnectId)
    if (!isInterconnect(held)) throw noSuchConnection(interconnectId)
    const { interconnectState } = printInterconnect(beginDeletingPort(ctx, held, 'DeleteInterconnect'))
    return { interconnectState }
  },
)
