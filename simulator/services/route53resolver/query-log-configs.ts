import type { Route53resolver } from '../../api/generated/types.d.ts'
import { scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { alreadyExists, invalidParameter, invalidRequest, limitExceeded, notFound } from './errors.ts'
import { filtered, pageOf, type Readers, sorted } from './listing.ts'
import { checkTags } from './tag-rules.ts'

type Config = Route53resolver.ResolverQueryLogConfig

interface ConfigSide {
  readonly tags: readonly Tag[]
  readonly policy?: string
}

/** Where the questions of VPCs are written down. */
export const queryLogConfigs = family<Config, ConfigSide>({
  service: 'route53resolver',
  resource: 'resolver-query-log-config',
  id: 'Id',
  prefix: 'rqlc',
  missing: notFound('Resolver query log config'),
  indexes: {
    arn: ({ record }) => record.Arn,
    'creator-request': ({ account, region, record }) => `${account}/${region}/${record.CreatorRequestId}`,
  },
  view: ({ account, guests, record }, ctx) => {
    const AssociationCount = queryLogAssociations.count(ctx, 'config', record.Id ?? '')
    const shown = { ...record, AssociationCount }
    if (account !== ctx.account) return { ...shown, ShareStatus: 'SHARED_WITH_ME' }
    return guests?.length ? { ...shown, ShareStatus: 'SHARED_BY_ME' } : shown
  },
})

type Association = Route53resolver.ResolverQueryLogConfigAssociation

export const queryLogAssociations = family<Association>({
  service: 'route53resolver',
  resource: 'resolver-query-log-config-association',
  id: 'Id',
  prefix: 'rqlca',
  missing: notFound('Resolver query log config association'),
  references: {
    config: {
      to: 'route53resolver:resolver-query-log-config',
      read: ({ record }) => record.ResolverQueryLogConfigId,
    },
  },
  indexes: { vpc: ({ record }) => record.ResourceId },
})

// Route 53 guide, DNSLimitations.
const mostConfigs = 20

export const createResolverQueryLogConfig = operation(
  'route53resolver',
  'CreateResolverQueryLogConfig',
  {
    fidelity: { simplified: 'Whether the destination exists, and takes logs, is not looked at.' },
    source: 'Route 53 API reference, CreateResolverQueryLogConfig',
  },
  ({ Name, DestinationArn, CreatorRequestId = '', Tags = [] }, ctx) => {
    const request = `${ctx.account}/${ctx.region}/${CreatorRequestId}`
    if (CreatorRequestId !== '' && queryLogConfigs.count(ctx, 'creator-request', request)) {
      throw alreadyExists(
        `Resolver query log config with creator request ID '${CreatorRequestId}' already exists`,
        'resolver-query-log-config',
      )
    }
    if (!destinationOf(DestinationArn)) {
      throw invalidParameter(`The destination ARN '${DestinationArn}' is invalid`, 'DestinationArn')
    }
    if (queryLogConfigs.count(ctx, 'scope', scopeKey(ctx)) >= mostConfigs) {
      throw limitExceeded(ctx.account, 'max-query-log-configs')
    }
    const Id = ctx.newId('rqlc')
    const config = queryLogConfigs.create(
      ctx,
      {
        Id,
        OwnerId: ctx.account,
        Status: 'CREATING',
        ShareStatus: 'NOT_SHARED',
        AssociationCount: 0,
        Arn: `arn:aws:route53resolver:${ctx.region}:${ctx.account}:resolver-query-log-config/${Id}`,
        Name,
        DestinationArn,
        CreatorRequestId,
        CreationTime: timestamp(ctx.now),
      },
      { tags: checkTags([], Tags, ctx.account) },
    )
    ctx.after('resolver-query-log-changed', 'resolver-query-log-created', { id: Id })
    return { ResolverQueryLogConfig: queryLogConfigs.print(ctx, config) }
  },
)

const destinations = { s3: 'S3', logs: 'CloudWatchLogs', firehose: 'KinesisFirehose' } as const

/** The service that a destination's ARN names, in the word that filters have for it. */
const destinationOf = (arn: string | undefined): string | undefined => {
  const name = /^arn:aws:(s3|logs|firehose):/.exec(arn ?? '')?.[1] as keyof typeof destinations | undefined
  return name && destinations[name]
}

export const queryLogCreated = due<{ id: string }>('resolver-query-log-created', ({ id }, ctx) => {
  const config = queryLogConfigs.get(ctx, id)
  if (config?.record.Status === 'CREATING') queryLogConfigs.update(ctx, config, { Status: 'CREATED' })
})

export const getResolverQueryLogConfig = operation(
  'route53resolver',
  'GetResolverQueryLogConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverQueryLogConfig' },
  ({ ResolverQueryLogConfigId }, ctx) => ({
    ResolverQueryLogConfig: queryLogConfigs.print(
      ctx,
      queryLogConfigs.require(ctx, ResolverQueryLogConfigId),
    ),
  }),
)

export const deleteResolverQueryLogConfig = operation(
  'route53resolver',
  'DeleteResolverQueryLogConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, DeleteResolverQueryLogConfig' },
  ({ ResolverQueryLogConfigId: id }, ctx) => {
    const config = queryLogConfigs.require(ctx, id)
    if (queryLogAssociations.count(ctx, 'config', id)) {
      throw invalidRequest(
        `Resolver query log config '${id}' has associations. Disassociate all VPCs before deleting it`,
      )
    }
    const deleting = queryLogConfigs.update(ctx, config, { Status: 'DELETING' })
    ctx.after('resolver-query-log-changed', 'resolver-query-log-deleted', { id })
    return { ResolverQueryLogConfig: queryLogConfigs.print(ctx, deleting) }
  },
)

export const queryLogDeleted = due<{ id: string }>('resolver-query-log-deleted', ({ id }, ctx) => {
  const config = queryLogConfigs.get(ctx, id)
  if (config) queryLogConfigs.remove(ctx, config)
})

const readers: Readers<Config> = {
  Arn: ({ Arn }) => Arn,
  AssociationCount: ({ AssociationCount }) => AssociationCount,
  CreationTime: ({ CreationTime }) => CreationTime,
  CreatorRequestId: ({ CreatorRequestId }) => CreatorRequestId,
  DestinationArn: ({ DestinationArn }) => DestinationArn,
  Id: ({ Id }) => Id,
  Name: ({ Name }) => Name,
  OwnerId: ({ OwnerId }) => OwnerId,
  ShareStatus: ({ ShareStatus }) => ShareStatus,
  Status: ({ Status }) => Status,
}

export const listResolverQueryLogConfigs = operation(
  'route53resolver',
  'ListResolverQueryLogConfigs',
  { fidelity: 'exact', source: 'Route 53 API reference, ListResolverQueryLogConfigs and Filter' },
  (input, ctx) => {
    const all = queryLogConfigs.list(ctx).map((config) => queryLogConfigs.print(ctx, config))
    const selected = filtered(all, input.Filters, {
      ...readers,
      Destination: ({ DestinationArn }: Config) => destinationOf(DestinationArn),
    })
    const { items, size: _, ...more } = pageOf(sorted(selected, input, readers), input)
    return {
      ...more,
      TotalCount: all.length,
      TotalFilteredCount: selected.length,
      ResolverQueryLogConfigs: items,
    }
  },
)

/** The configs that write down what a VPC asks. */
export const queryLogConfigsOf = (ctx: Pick<Context, 'store'>, vpcId: string): Config[] =>
  queryLogAssociations
    .by(ctx, 'vpc', vpcId)
    .filter(({ record }) => record.Status === 'ACTIVE')
    .map(({ record }) => queryLogConfigs.get(ctx, record.ResolverQueryLogConfigId ?? '')?.record)
    .filter((config) => config !== undefined)
