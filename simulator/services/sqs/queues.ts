import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { noSuchQueue } from './errors.ts'

/** SQS has no record of a queue: what `get-queue-attributes` prints is put together from these. */
export interface QueueRecord {
  readonly QueueUrl: string
  readonly QueueName: string
}

export interface QueueSide {
  readonly tags: readonly Tag[]
  /** Attributes that were set; the others have their defaults. */
  readonly attributes: Readonly<Record<string, string>>
  readonly createdAt: number
  readonly changedAt: number
  readonly purgedAt?: number
}

export type Queue = Held<QueueRecord, QueueSide>

export const queues = family<QueueRecord, QueueSide>({
  service: 'sqs',
  resource: 'queue',
  id: 'QueueUrl',
  prefix: 'sqs:queue',
  missing: noSuchQueue,
  tags: { side: 'tags' },
  arn: ({ account, region, record }) => `arn:aws:sqs:${region}:${account}:${record.QueueName}`,
  indexes: {
    arn: ({ account, region, record }) => `arn:aws:sqs:${region}:${account}:${record.QueueName}`,
    'dead-letter-queue': ({ side }) => deadLetterOf(side.attributes)?.arn,
  },
})

export const queueUrl = (region: string, account: string, name: string): string =>
  `https://sqs.${region}.amazonaws.com/${account}/${name}`

/** The queue of a URL, whoever owns it; any host in front of the path will do, as an endpoint's own name. */
export function requireQueue(ctx: Context, url: string): Queue {
  const [, account = '', name = ''] = /\/(\d{12})\/([^/]+)\/?$/.exec(url) ?? []
  // The URL may also be the bare name.
  const found = queues.get(ctx, queueUrl(ctx.region, account || ctx.account, name || url))
  if (found) return found
  throw noSuchQueue()
}

export const queueOfArn = (ctx: Pick<Context, 'store'>, arn: string): Queue | undefined =>
  queues.by(ctx, 'arn', arn)[0]

export const isFifo = ({ record }: Queue): boolean => record.QueueName.endsWith('.fifo')

export interface DeadLetter {
  readonly arn: string
  readonly most: number
}

export function deadLetterOf(attributes: QueueSide['attributes']): DeadLetter | undefined {
  const text = attributes['RedrivePolicy']
  if (text === undefined || text === '') return undefined
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<string, unknown>
    const most = Number(maxReceiveCount)
    return typeof deadLetterTargetArn === 'string' && most >= 1
      ? { arn: deadLetterTargetArn, most }
      : undefined
  } catch {
    // What is no JSON was refused when the attribute was set; here it means that there is none.
    return undefined
  }
}
