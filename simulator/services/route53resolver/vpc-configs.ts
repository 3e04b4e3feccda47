import type { Route53resolver } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { notFound } from './errors.ts'
import { filtered, pageOf } from './listing.ts'
import { requireVpc } from './rule-associations.ts'

// What a VPC's resolver does by itself: rules for reverse names, and validation of DNSSEC. A VPC that nobody
// configured has the usual settings and no record here.

export const resolverConfigs = family<Route53resolver.ResolverConfig>({
  service: 'route53resolver',
  resource: 'resolver-config',
  id: 'Id',
  prefix: 'rslvr-rc',
  missing: notFound('Resolver config'),
  indexes: { vpc: ({ record }) => record.ResourceId },
})

export const dnssecConfigs = family<Route53resolver.ResolverDnssecConfig>({
  service: 'route53resolver',
  resource: 'resolver-dnssec-config',
  id: 'Id',
  prefix: 'rdsc',
  missing: notFound('Resolver DNSSEC config'),
  indexes: { vpc: ({ record }) => record.ResourceId },
})

/** An id that depends on the VPC alone, so that asking for the usual settings leaves no trace. */
const idFor = (prefix: string, vpcId: string): string => {
  const [a, b] = scramble(`${prefix}/${vpcId}`)
  return `${prefix}-${a.toString(16).padStart(8, '0')}${b.toString(16).padStart(8, '0')}`
}

function resolverConfigOf(ctx: Context, vpcId: string): Route53resolver.ResolverConfig {
  const [kept] = resolverConfigs.by(ctx, 'vpc', vpcId)
  if (kept) return kept.record
  return {
    Id: idFor('rslvr-rc', vpcId),
    ResourceId: vpcId,
    OwnerId: ctx.account,
    AutodefinedReverse: 'ENABLED',
  }
}

function dnssecConfigOf(ctx: Context, vpcId: string): Route53resolver.ResolverDnssecConfig {
  const [kept] = dnssecConfigs.by(ctx, 'vpc', vpcId)
  if (kept) return kept.record
  return {
    Id: idFor('rdsc', vpcId),
    OwnerId: ctx.account,
    ResourceId: vpcId,
    ValidationStatus: 'DISABLED',
  }
}

/** Whether a VPC's resolver answers reverse names of its own networks by rules of its own. */
export const hasReverseRules = (ctx: Pick<Context, 'store'>, vpcId: string): boolean => {
  const status = resolverConfigs.by(ctx, 'vpc', vpcId)[0]?.record.AutodefinedReverse
  return status !== 'DISABLED' && status !== 'ENABLING'
}

const changing = { ENABLE: 'ENABLING', DISABLE: 'DISABLING' } as const
const changed = { ENABLING: 'ENABLED', DISABLING: 'DISABLED' } as const
const local = 'UPDATING_TO_USE_LOCAL_RESOURCE_SETTING' as const

export const getResolverConfig = operation(
  'route53resolver',
  'GetResolverConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverConfig' },
  ({ ResourceId }, ctx) => {
    requireVpc(ctx, ResourceId)
    return { ResolverConfig: resolverConfigOf(ctx, ResourceId) }
  },
)

export const updateResolverConfig = operation(
  'route53resolver',
  'UpdateResolverConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateResolverConfig' },
  ({ ResourceId, AutodefinedReverseFlag }, ctx) => {
    requireVpc(ctx, ResourceId)
    const AutodefinedReverse =
      AutodefinedReverseFlag === 'USE_LOCAL_RESOURCE_SETTING' ? local : changing[AutodefinedReverseFlag]
    const ResolverConfig = { ...resolverConfigOf(ctx, ResourceId), AutodefinedReverse }
    const [kept] = resolverConfigs.by(ctx, 'vpc', ResourceId)
    if (kept) resolverConfigs.update(ctx, kept, ResolverConfig)
    else resolverConfigs.create(ctx, ResolverConfig)
    ctx.after('resolver-config-changed', 'resolver-config-changed', { id: ResolverConfig.Id ?? '' })
    return { ResolverConfig }
  },
)

export const configChanged = due<{ id: string }>('resolver-config-changed', ({ id }, ctx) => {
  const config = resolverConfigs.get(ctx, id)
  const status = config?.record.AutodefinedReverse
  if (!config) return
  if (status === 'ENABLING' || status === 'DISABLING') {
    resolverConfigs.update(ctx, config, { AutodefinedReverse: changed[status] })
  }
  if (status === local) {
    resolverConfigs.update(ctx, config, { AutodefinedReverse: 'USE_LOCAL_RESOURCE_SETTING' })
  }
})

export const listResolverConfigs = operation(
  'route53resolver',
  'ListResolverConfigs',
  { fidelity: 'exact', source: 'Route 53 API reference, ListResolverConfigs' },
  (input, ctx) => {
    const { items, size: _, ...more } = pageOf(resolverConfigs.list(ctx), input)
    return { ...more, ResolverConfigs: items.map(({ record }) => record) }
  },
)

export const getResolverDnssecConfig = operation(
  'route53resolver',
  'GetResolverDnssecConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverDnssecConfig' },
  ({ ResourceId }, ctx) => {
    requireVpc(ctx, ResourceId)
    return { ResolverDNSSECConfig: dnssecConfigOf(ctx, ResourceId) }
  },
)

export const updateResolverDnssecConfig = operation(
  'route53resolver',
  'UpdateResolverDnssecConfig',
  { fidelity: 'exact', source: 'Route 53 API reference, UpdateResolverDnssecConfig' },
  ({ ResourceId, Validation }, ctx) => {
    requireVpc(ctx, ResourceId)
    const ValidationStatus = Validation === 'USE_LOCAL_RESOURCE_SETTING' ? local : changing[Validation]
    const ResolverDNSSECConfig = { ...dnssecConfigOf(ctx, ResourceId), ValidationStatus }
    const [kept] = dnssecConfigs.by(ctx, 'vpc', ResourceId)
    if (kept) dnssecConfigs.update(ctx, kept, ResolverDNSSECConfig)
    else dnssecConfigs.create(ctx, ResolverDNSSECConfig)
    ctx.after('resolver-config-changed', 'resolver-dnssec-changed', { id: ResolverDNSSECConfig.Id ?? '' })
    return { ResolverDNSSECConfig }
  },
)

export const dnssecChanged = due<{ id: string }>('resolver-dnssec-changed', ({ id }, ctx) => {
  const config = dnssecConfigs.get(ctx, id)
  const status = config?.record.ValidationStatus
  if (!config) return
  if (status === 'ENABLING' || status === 'DISABLING') {
    dnssecConfigs.update(ctx, config, { ValidationStatus: changed[status] })
  }
  if (status === local) {
    dnssecConfigs.update(ctx, config, { ValidationStatus: 'USE_LOCAL_RESOURCE_SETTING' })
  }
})

export const listResolverDnssecConfigs = operation(
  'route53resolver',
  'ListResolverDnssecConfigs',
  { fidelity: 'exact', source: 'Route 53 API reference, ListResolverDnssecConfigs' },
  (input, ctx) => {
    const selected = filtered(
      dnssecConfigs.list(ctx).map(({ record }) => record),
      input.Filters,
      {
        ResourceId: ({ ResourceId }) => ResourceId,
        ValidationStatus: ({ ValidationStatus }) => ValidationStatus,
      },
    )
    const { items, size: _, ...more } = pageOf(selected, input)
    return { ...more, ResolverDnssecConfigs: items }
  },
)
