import { connections, isLive } from '../directconnect/connections.ts'
import { unplug } from '../directconnect/link-states.ts'
import { invalid, notFound } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { own, requireNamed } from './names.ts'
import { settleUplinks } from './settling.ts'
import { crossConnects, sites } from './tables.ts'

export const putCrossConnect = operation('onprem', 'PutCrossConnect', own, (input, ctx) => {
  const { ConnectionId, Site } = input
  if (Site !== undefined) requireNamed(ctx, sites, 'site', Site)
  const connection = connections.get(ctx, ConnectionId)
  if (!connection || !isLive(connection))
    throw notFound(`There is no Direct Connect connection ${ConnectionId}.`)
  if (connection.side.parent !== undefined) {
    throw invalid(`${ConnectionId} is a hosted connection: the partner's own cross-connect carries it.`)
  }
  const CrossConnect = ctx.store.put(crossConnects, input)
  settleUplinks(ctx)
  return { CrossConnect }
})

export const deleteCrossConnect = operation('onprem', 'DeleteCrossConnect', own, ({ ConnectionId }, ctx) => {
  if (!ctx.store.has(crossConnects, ConnectionId)) throw notFound(`${ConnectionId} has no cross-connect.`)
  ctx.store.delete(crossConnects, ConnectionId)
  unplug(ctx, ConnectionId)
  return {}
})

export const describeCrossConnects = operation('onprem', 'DescribeCrossConnects', own, (_, ctx) => ({
  CrossConnects: ctx.store.all(crossConnects),
}))
