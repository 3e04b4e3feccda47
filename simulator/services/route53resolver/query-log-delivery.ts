import { plan } from '../../kernel/clock.ts'
import { cell, type Store, table } from '../../kernel/store.ts'
import type { Context } from '../context.ts'
import {
  deliverToBucket,
  deliverToGroup,
  fileHash,
  fileTime,
  folderOf,
  placeInBucket,
} from '../log-delivery.ts'
import { due } from '../operation.ts'
import { queryLogConfigs, queryLogConfigsOf } from './query-log-configs.ts'

// Route 53 guide, resolver-query-logs-choosing-target-resource: to CloudWatch Logs in moments, to S3 in a file every
// few minutes.

interface PendingQuery {
  readonly config: string
  readonly number: number
  readonly at: number
  readonly vpc: string
  readonly line: string
}

export const pendingQueries = table<PendingQuery>(
  'pending-queries',
  ({ config, number }) => `${config}/${number}`,
  { config: ({ config }) => config },
)

const numbers = cell('pending-query-numbers', 0)

/** Milliseconds. */
const delays: Readonly<Record<string, number>> = { logs: 5_000, s3: 300_000 }

/** Has the configs that a VPC is associated with write a query down. */
export function logQuery(
  { store, now }: { readonly store: Store; readonly now: number },
  vpc: string,
  line: string,
): void {
  for (const { Id = '', DestinationArn = '' } of queryLogConfigsOf({ store }, vpc)) {
    const delay = delays[serviceOf(DestinationArn)]
    const config = queryLogConfigs.get({ store }, Id)
    if (delay === undefined || !config) continue
    const isPlanned = store.count(pendingQueries, 'config', Id) > 0
    const number = store.read(numbers) + 1
    store.set(numbers, number)
    store.put(pendingQueries, { config: Id, number, at: now, vpc, line })
    if (isPlanned) continue
    const { account, region } = config
    const args = { config: Id }
    plan(store, now + delay, 'query-log-delivered', { service: 'route53resolver', account, region, args })
  }
}

const serviceOf = (arn: string): string => arn.split(':')[2] ?? ''

export const queryLogDelivered = due<{ config: string }>('query-log-delivered', ({ config: id }, ctx) => {
  const pending = ctx.store.by(pendingQueries, 'config', id)
  for (const one of pending) ctx.store.delete(pendingQueries, pendingQueries.key(one))
  const config = queryLogConfigs.get(ctx, id)
  if (!config || !pending.length) return
  const { DestinationArn = '' } = config.record
  const vpcs = new Set(pending.map(({ vpc }) => vpc))
  for (const vpc of vpcs) {
    const own = pending.filter((one) => one.vpc === vpc)
    if (serviceOf(DestinationArn) === 's3') toBucket(ctx, DestinationArn, vpc, own)
    else toGroup(ctx, DestinationArn, `${vpc}_${id}`, own)
  }
})

function toGroup(ctx: Context, arn: string, stream: string, queries: readonly PendingQuery[]): void {
  const group = arn.split(':').slice(6).join(':').replace(/:\*$/, '')
  const lines = queries.map(({ at, line }) => ({ timestamp: at, message: line }))
  deliverToGroup(ctx, group, stream, lines)
}

function toBucket(ctx: Context, arn: string, vpc: string, queries: readonly PendingQuery[]): void {
  const { bucket, prefix } = placeInBucket(arn)
  const folder = folderOf(ctx, 'vpcdnsquerylogs', ctx.now).split('/')
  // `AWSLogs/account/vpcdnsquerylogs/vpc/year/month/day`: the VPC stands where others have the Region.
  folder[3] = vpc
  const name = [ctx.account, 'vpcdnsquerylogs', vpc, fileTime(ctx.now), fileHash(ctx)]
  const lines = queries.map(({ line }) => line)
  deliverToBucket(ctx, bucket, `${prefix}${folder.join('/')}/${name.join('_')}.log.gz`, lines)
}
