import { plan } from '../../kernel/clock.ts'
import { type Store, table } from '../../kernel/store.ts'
import { type LedgerEntry, ledger } from '../../world/ledger.ts'
import type { Context } from '../context.ts'
import { deliverToBucket, deliverToGroup, fileHash, fileTime, folderOf } from '../log-delivery.ts'
import { due } from '../operation.ts'
import { recordsManagement, recordsNetworkActivity } from './event-matching.ts'
import { eventRecord, networkActivityRecord } from './event-records.ts'
import { trails } from './trails.ts'

// Trails write what they record into their bucket and log group, about every five minutes (CloudTrail user guide,
// how-cloudtrail-works).

type Category = 'Management' | 'NetworkActivity'

interface PendingEvent {
  readonly trail: string
  /** In the ledger. */
  readonly number: number
  readonly category: Category
}

export const pendingEvents = table<PendingEvent>(
  'pending-trail-events',
  ({ trail, number, category }) => `${trail}/${number}/${category}`,
  { trail: ({ trail }) => trail },
)

const delay = 300_000

/** Tells every trail of a call. */
export function tellTrails(
  { store, now }: { readonly store: Store; readonly now: number },
  entry: LedgerEntry,
): void {
  if (!store.size(trails.table)) return
  for (const trail of trails.everyone({ store })) {
    if (!trail.side.isLogging) continue
    const categories: Category[] = []
    if (recordsManagement(trail, entry)) categories.push('Management')
    if (recordsNetworkActivity(trail, entry)) categories.push('NetworkActivity')
    if (!categories.length) continue
    const arn = trails.idOf(trail)
    if (!store.count(pendingEvents, 'trail', arn)) {
      const { account, region } = trail
      plan(store, now + delay, 'trail-delivered', {
        service: 'cloudtrail',
        account,
        region,
        args: { trail: arn },
      })
    }
    for (const category of categories)
      store.put(pendingEvents, { trail: arn, number: entry.number, category })
  }
}

export const trailDelivered = due<{ trail: string }>('trail-delivered', ({ trail: arn }, ctx) => {
  const pending = ctx.store.by(pendingEvents, 'trail', arn)
  for (const one of pending) ctx.store.delete(pendingEvents, pendingEvents.key(one))
  const trail = trails.get(ctx, arn)
  if (!trail) return
  const events = pending.flatMap(({ number, category }) => {
    const entry = ctx.store.get(ledger, String(number))
    return entry ? [{ entry, category, text: textOf(entry, category) }] : []
  })
  const files = new Map<string, typeof events>()
  for (const event of events) {
    const key = `${event.category}/${event.entry.region}`
    files.set(key, [...(files.get(key) ?? []), event])
  }
  const { S3BucketName = '', S3KeyPrefix, CloudWatchLogsLogGroupArn } = trail.record
  let isDelivered = true
  for (const own of files.values()) {
    const [{ category, entry } = events[0]!] = own
    const key = `${S3KeyPrefix === undefined ? '' : `${S3KeyPrefix}/`}${fileOf(ctx, category, entry.region)}`
    const text = `{"Records":[${own.map((event) => event.text).join(',')}]}`
    isDelivered = deliverToBucket(ctx, S3BucketName, key, [text]) && isDelivered
    if (CloudWatchLogsLogGroupArn === undefined) continue
    const group = CloudWatchLogsLogGroupArn.split(':').slice(6).join(':').replace(/:\*$/, '')
    const lines = own.map((event) => ({ timestamp: event.entry.at, message: event.text }))
    deliverToGroup(ctx, group, `${ctx.account}_CloudTrail_${entry.region}`, lines)
  }
  const { deliveryError: _, ...side } = trail.side
  const now = isDelivered ? { ...side, deliveredAt: ctx.now } : { ...side, deliveryError: 'NoSuchBucket' }
  ctx.store.put(trails.table, { ...trail, side: now })
})

const textOf = (entry: LedgerEntry, category: Category): string =>
  category === 'Management' ? eventRecord(entry) : networkActivityRecord(entry)

// The same guide, get-and-view-cloudtrail-log-files and cloudtrail-log-file-examples.
function fileOf(ctx: Context, category: Category, region: string): string {
  const kind = category === 'Management' ? 'CloudTrail' : 'CloudTrail-NetworkActivity'
  const folder = folderOf({ account: ctx.account, region }, kind, ctx.now)
  return `${folder}/${[ctx.account, kind, region, fileTime(ctx.now), fileHash(ctx, 16)].join('_')}.json.gz`
}
