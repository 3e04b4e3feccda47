import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import { delegationSetKey, delegationSets } from './delegation-sets.ts'
import { bareId } from './errors.ts'
import { healthChecks, mostHealthChecks } from './health-checks.ts'
import { hostedZones, isPrivate, requireZone } from './hosted-zones.ts'
import { recordCount } from './record-sets.ts'
import { mostDelegationSets } from './reusable-delegation-sets.ts'

// Route 53 guide, DNSLimitations.
const mostZonesOfSet = 100
const mostTrafficPolicies = 50
const mostTrafficPolicyInstances = 5

export const getAccountLimit = operation(
  'route53',
  'GetAccountLimit',
  { fidelity: 'exact', source: 'Route 53 API reference, GetAccountLimit' },
  ({ Type }, ctx) => {
    const limits = {
      MAX_HEALTH_CHECKS_BY_OWNER: [mostHealthChecks, healthChecks.list(ctx).length],
      MAX_HOSTED_ZONES_BY_OWNER: [ctx.limit('hosted-zones'), hostedZones.count(ctx, 'account', ctx.account)],
      MAX_REUSABLE_DELEGATION_SETS_BY_OWNER: [mostDelegationSets, delegationSets.list(ctx).length],
      MAX_TRAFFIC_POLICIES_BY_OWNER: [mostTrafficPolicies, 0],
      MAX_TRAFFIC_POLICY_INSTANCES_BY_OWNER: [mostTrafficPolicyInstances, 0],
    } as const
    const [Value, Count] = limits[Type]
    return { Limit: { Type, Value }, Count }
  },
)

export const getHostedZoneLimit = operation(
  'route53',
  'GetHostedZoneLimit',
  { fidelity: 'exact', source: 'Route 53 API reference, GetHostedZoneLimit' },
  ({ Type, HostedZoneId }, ctx) => {
    const zone = requireZone(ctx, HostedZoneId)
    if (Type === 'MAX_RRSETS_BY_ZONE') {
      const Value = ctx.limit('records-per-hosted-zone')
      return { Limit: { Type, Value }, Count: recordCount(ctx, hostedZones.idOf(zone)) }
    }
    if (!isPrivate(zone)) {
      throw new AwsError(
        'HostedZoneNotPrivate',
        'The specified hosted zone is a public hosted zone, not a private hosted zone.',
      )
    }
    return { Limit: { Type, Value: ctx.limit('vpcs-per-private-hosted-zone') }, Count: zone.side.vpcs.length }
  },
)

export const getReusableDelegationSetLimit = operation(
  'route53',
  'GetReusableDelegationSetLimit',
  { fidelity: 'exact', source: 'Route 53 API reference, GetReusableDelegationSetLimit' },
  ({ Type, DelegationSetId }, ctx) => {
    const id = delegationSets.idOf(delegationSets.require(ctx, delegationSetKey(bareId(DelegationSetId))))
    return { Limit: { Type, Value: mostZonesOfSet }, Count: hostedZones.count(ctx, 'delegation-set', id) }
  },
)
