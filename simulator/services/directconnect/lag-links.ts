import type { Context } from '../context.ts'
import type { HeldConnection } from './connections.ts'
import { refused } from './errors.ts'
import { type HeldLag, lags, membersOf } from './lags.ts'

interface Link {
  readonly location?: string | undefined
  readonly bandwidth?: string | undefined
}

// Direct Connect guide, lags: two connections of 100 Gbps or 400 Gbps, four of less.
const fastest: readonly (string | undefined)[] = ['100Gbps', '400Gbps']

export function requireFewLinks(ctx: Context, bandwidth: string | undefined, links: number): void {
  const most = fastest.includes(bandwidth) ? 2 : ctx.limit('links-per-lag')
  if (links > most) throw refused(`A LAG of ${bandwidth} connections can have at most ${most} connections.`)
}

/** Refuses links that a LAG cannot take: they end at the same device, are equally fast, and there are few of them. */
export function requireRoomInLag(ctx: Context, lag: HeldLag, link: Link, more: number): void {
  const id = lags.idOf(lag)
  const { location, connectionsBandwidth: bandwidth } = lag.record
  if (link.location !== location)
    throw refused(`The connection must be at location ${location}, as LAG ${id} is.`)
  if (link.bandwidth !== bandwidth) {
    throw refused(`The connection must have bandwidth ${bandwidth}, as LAG ${id} has.`)
  }
  requireFewLinks(ctx, bandwidth, membersOf(ctx, lag).length + more)
}

/** Refuses to take a link away that its LAG needs. The last one may always go. */
export function requireSpareLink(ctx: Context, lag: HeldLag, link: HeldConnection): void {
  const others = membersOf(ctx, lag).filter((one) => one.record.connectionId !== link.record.connectionId)
  const up = others.filter(({ record }) => record.connectionState === 'available').length
  if (!others.length || up >= (lag.record.minimumLinks ?? 0)) return
  throw refused(
    `LAG ${lags.idOf(lag)} would have fewer operational connections than its minimum of ${lag.record.minimumLinks}.`,
  )
}
