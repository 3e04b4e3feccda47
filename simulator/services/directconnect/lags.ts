import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { connections, type HeldConnection, printConnection } from './connections.ts'
import { inWrongState, noSuchLag, refused } from './errors.ts'
import { pageOf } from './listing.ts'
import { type Tagged, withPrintedTags } from './tags.ts'

export type HeldLag = Held<Directconnect.Lag, Tagged>

const isLive = ({ record }: HeldLag): boolean =>
  record.lagState !== 'deleting' && record.lagState !== 'deleted'

// Direct Connect guide, limits: 10 LAGs in a Region.
const mostPerRegion = 10

export const lags = family<Directconnect.Lag, Tagged>({
  service: 'directconnect',
  resource: 'dxlag',
  id: 'lagId',
  prefix: 'dxlag',
  missing: noSuchLag,
  tags: { side: 'tags' },
  // The connections are computed when somebody looks.
  view: (held, ctx) => {
    const members = membersOf(ctx, held)
    return {
      ...withPrintedTags(held),
      numberOfConnections: members.length,
      connections: members.map((one) => printConnection(ctx, one)),
    }
  },
})

export function requireRoomForLag(ctx: Context): void {
  if (lags.list(ctx).filter(isLive).length < mostPerRegion) return
  throw refused(`The maximum number of LAGs (${mostPerRegion}) in ${ctx.region} is reached.`)
}

/** The ports that a LAG bundles, oldest first. */
export const membersOf = (ctx: Pick<Context, 'store'>, lag: HeldLag): HeldConnection[] =>
  connections.by(ctx, 'lag', lags.idOf(lag))

/** A LAG of the caller's that has not been deleted. */
export function requireLag(ctx: Context, id: string): HeldLag {
  const held = lags.require(ctx, id)
  if (held.record.lagState === 'deleted') throw noSuchLag(id)
  return held
}

/** A LAG of the caller's that is not on its way out. */
export function requireLiveLag(ctx: Context, id: string, operationName: string): HeldLag {
  const held = requireLag(ctx, id)
  if (!isLive(held)) throw inWrongState(operationName, id, held.record.lagState)
  return held
}

export const describeLags = operation(
  'directconnect',
  'DescribeLags',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeLags' },
  ({ lagId, ...asked }, ctx) => {
    const held = lags.select(ctx, lagId === undefined ? undefined : [lagId], undefined)
    const { items, next } = pageOf(held, asked)
    return { lags: items.map((one) => lags.print(ctx, one)), ...next }
  },
)
