import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { inWrongState, noSuchConnection, refused } from './errors.ts'
import { pageOf } from './listing.ts'
import { type Tagged, withPrintedTags } from './tags.ts'

// Dedicated connections, the hosted connections of partners' customers, and the partners' interconnects are ports of
// one kind with ids of one kind; what makes a port an interconnect or hosted is in the side.

interface ConnectionSide extends Tagged {
  readonly isInterconnect?: boolean
  /** The interconnect or LAG that carries a hosted connection. */
  readonly parent?: string
  /** The cross-connect to the customer's router is in place. */
  readonly isPlugged?: boolean
}

export type HeldConnection = Held<Directconnect.Connection, ConnectionSide>

const gone: readonly (string | undefined)[] = ['deleting', 'deleted', 'rejected']

export const isLive = ({ record }: HeldConnection): boolean => !gone.includes(record.connectionState)

export const connections = family<Directconnect.Connection, ConnectionSide>({
  service: 'directconnect',
  resource: 'dxcon',
  id: 'connectionId',
  prefix: 'dxcon',
  missing: noSuchConnection,
  tags: { side: 'tags' },
  references: {
    lag: { to: 'directconnect:dxlag', read: (held) => (isLive(held) ? held.record.lagId : undefined) },
    interconnect: { to: 'directconnect:dxcon', read: (held) => parentOf(held, 'dxcon-') },
    'hosting-lag': { to: 'directconnect:dxlag', read: (held) => parentOf(held, 'dxlag-') },
  },
  // API reference, CreateLag: "You can have up to 10 dedicated connections per location."
  indexes: {
    place: (held) =>
      isLive(held) && held.side.parent === undefined
        ? `${held.account}/${held.region}/${held.record.location}`
        : undefined,
  },
  view: (held) => withPrintedTags(held),
})

const parentOf = (held: HeldConnection, prefix: string): string | undefined =>
  isLive(held) && held.side.parent?.startsWith(prefix) ? held.side.parent : undefined

const mostPerLocation = 10

export function requireRoom(ctx: Context, location: string, more: number): void {
  const used = connections.count(ctx, 'place', `${ctx.account}/${ctx.region}/${location}`)
  if (used + more > mostPerLocation) {
    throw refused(
      `The maximum number of connections (${mostPerLocation}) at location ${location} is exceeded.`,
    )
  }
}

/** A connection of the caller's that has not been deleted. */
export function requireConnection(ctx: Context, id: string): HeldConnection {
  const held = connections.require(ctx, id)
  if (held.record.connectionState === 'deleted') throw noSuchConnection(id)
  return held
}

/** A port that is the caller's own: no hosted connection, and not on its way out. */
export function requireOwnPort(ctx: Context, id: string, operationName: string): HeldConnection {
  const held = requireConnection(ctx, id)
  if (!isLive(held)) throw inWrongState(operationName, id, held.record.connectionState)
  if (held.side.parent !== undefined) throw refused(`${id} is a hosted connection.`)
  return held
}

export const printConnection = (ctx: Context, held: HeldConnection): Directconnect.Connection =>
  connections.print(ctx, held)

export const describeConnections = operation(
  'directconnect',
  'DescribeConnections',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeConnections' },
  ({ connectionId, ...asked }, ctx) => {
    const held = connections.select(ctx, connectionId === undefined ? undefined : [connectionId], undefined)
    const { items, next } = pageOf(
      held.filter(({ side }) => !side.isInterconnect),
      asked,
    )
    if (connectionId !== undefined && !items.length) throw noSuchConnection(connectionId)
    return { connections: items.map((one) => printConnection(ctx, one)), ...next }
  },
)
