import { AwsError } from '../../api/error.ts'
import type { Route53resolver } from '../../api/generated/types.d.ts'
import { timestamp } from '../context.ts'
import { due, operation } from '../operation.ts'
import { alreadyExists, invalidRequest } from './errors.ts'
import { filtered, pageOf, type Readers, sorted } from './listing.ts'
import { queryLogAssociations, queryLogConfigs } from './query-log-configs.ts'
import { requireVpc } from './rule-associations.ts'

export const associateResolverQueryLogConfig = operation(
  'route53resolver',
  'AssociateResolverQueryLogConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, AssociateResolverQueryLogConfig' },
  ({ ResolverQueryLogConfigId, ResourceId }, ctx) => {
    const config = queryLogConfigs.require(ctx, ResolverQueryLogConfigId)
    if (config.record.Status === 'DELETING') {
      throw invalidRequest(`Resolver query log config '${ResolverQueryLogConfigId}' is being deleted`)
    }
    requireVpc(ctx, ResourceId)
    const same = queryLogAssociations
      .by(ctx, 'vpc', ResourceId)
      .some(({ record }) => record.ResolverQueryLogConfigId === ResolverQueryLogConfigId)
    if (same) {
      throw alreadyExists(
        `Resolver query log config '${ResolverQueryLogConfigId}' is already associated with VPC '${ResourceId}'`,
        'resolver-query-log-config-association',
      )
    }
    const Id = ctx.newId('rqlca')
    const { record } = queryLogAssociations.create(ctx, {
      Id,
      ResolverQueryLogConfigId,
      ResourceId,
      Status: 'CREATING',
      Error: 'NONE',
      ErrorMessage: '',
      CreationTime: timestamp(ctx.now),
    })
    ctx.after('resolver-query-log-changed', 'resolver-query-log-associated', { id: Id })
    return { ResolverQueryLogConfigAssociation: record }
  },
)

export const queryLogAssociated = due<{ id: string }>('resolver-query-log-associated', ({ id }, ctx) => {
  const association = queryLogAssociations.get(ctx, id)
  if (association?.record.Status !== 'CREATING') return
  queryLogAssociations.update(ctx, association, { Status: 'ACTIVE' })
})

export const disassociateResolverQueryLogConfig = operation(
  'route53resolver',
  'DisassociateResolverQueryLogConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, DisassociateResolverQueryLogConfig' },
  ({ ResolverQueryLogConfigId, ResourceId }, ctx) => {
    const association = queryLogAssociations
      .by(ctx, 'vpc', ResourceId)
      .find(
        ({ account, record }) =>
          record.ResolverQueryLogConfigId === ResolverQueryLogConfigId && account === ctx.account,
      )
    if (!association) {
      throw new AwsError(
        'ResourceNotFoundException',
        `Resolver query log config '${ResolverQueryLogConfigId}' is not associated with VPC '${ResourceId}'`,
      )
    }
    const ending = queryLogAssociations.update(ctx, association, { Status: 'DELETING' })
    const id = queryLogAssociations.idOf(ending)
    ctx.after('resolver-query-log-changed', 'resolver-query-log-disassociated', { id })
    return { ResolverQueryLogConfigAssociation: ending.record }
  },
)

export const queryLogDisassociated = due<{ id: string }>(
  'resolver-query-log-disassociated',
  ({ id }, ctx) => {
    const association = queryLogAssociations.get(ctx, id)
    if (association) queryLogAssociations.remove(ctx, association)
  },
)

export const getResolverQueryLogConfigAssociation = operation(
  'route53resolver',
  'GetResolverQueryLogConfigAssociation',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverQueryLogConfigAssociation' },
  ({ ResolverQueryLogConfigAssociationId: id }, ctx) => ({
    ResolverQueryLogConfigAssociation: queryLogAssociations.require(ctx, id).record,
  }),
)

const readers: Readers<Route53resolver.ResolverQueryLogConfigAssociation> = {
  CreationTime: ({ CreationTime }) => CreationTime,
  Error: (record) => record.Error,
  Id: ({ Id }) => Id,
  ResolverQueryLogConfigId: ({ ResolverQueryLogConfigId }) => ResolverQueryLogConfigId,
  ResourceId: ({ ResourceId }) => ResourceId,
  Status: ({ Status }) => Status,
}

export const listResolverQueryLogConfigAssociations = operation(
  'route53resolver',
  'ListResolverQueryLogConfigAssociations',
  { fidelity: 'exact', source: 'Route 53 API reference, ListResolverQueryLogConfigAssociations and Filter' },
  (input, ctx) => {
    const all = queryLogAssociations.list(ctx).map(({ record }) => record)
    const selected = filtered(all, input.Filters, readers)
    const { items, size: _, ...more } = pageOf(sorted(selected, input, readers), input)
    return {
      ...more,
      TotalCount: all.length,
      TotalFilteredCount: selected.length,
      ResolverQueryLogConfigAssociations: items,
    }
  },
)
