import type { Elbv2 } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import type { Tag } from '../tags.ts'
import type { Attributes } from './attributes.ts'
import {
  loadBalancersNotFound,
  resourceInUse,
  targetGroupNotFound,
  tooMany,
  validationError,
} from './errors.ts'
import { listenerRules } from './listener-rules.ts'
import { listeners, listenersOf, targetGroupsIn } from './listeners.ts'
import { loadBalancers, usualPage } from './load-balancers.ts'
import { requireArn } from './names.ts'

export interface TargetGroupSide {
  readonly tags: readonly Tag[]
  readonly attributes: Attributes
  /** What it was asked to be, as text: the same request again is answered with the same group. */
  readonly request: string
}

export type TargetGroup = Held<Elbv2.TargetGroup, TargetGroupSide>

// A VPC may be deleted although a target group names it, so the name is no reference.
export const targetGroups = family<Elbv2.TargetGroup, TargetGroupSide>({
  service: 'elbv2',
  resource: 'target-group',
  id: 'TargetGroupArn',
  prefix: 'targetgroup',
  missing: targetGroupNotFound,
  tags: { side: 'tags' },
  indexes: {
    name: (held) => `${scopeKey(held)}/${held.record.TargetGroupName}`,
    protocol: (held) => `${scopeKey(held)}/${held.record.Protocol}`,
    vpc: ({ record }) => record.VpcId,
  },
  quota: {
    id: 'target-groups-per-region',
    error: () => tooMany('TooManyTargetGroups', 'target groups'),
  },
  inUse: (arn) => resourceInUse(`Target group '${arn}' is currently in use by a listener or a rule`),
  view: ({ record }, ctx) => ({
    ...record,
    LoadBalancerArns: loadBalancersBehind(ctx, record.TargetGroupArn ?? ''),
  }),
})

/** The load balancers that forward to a target group: "You can use each target group with only one." */
export const loadBalancersBehind = (ctx: Pick<Context, 'store'>, group: string): string[] => [
  ...new Set([
    ...listeners.by(ctx, 'target-group', group).map(({ record }) => record.LoadBalancerArn ?? ''),
    ...listenerRules.by(ctx, 'target-group', group).map(({ side }) => side.balancer),
  ]),
]

export const findGroupByName = (ctx: Context, name: string): TargetGroup | undefined =>
  targetGroups.by(ctx, 'name', `${scopeKey(ctx)}/${name}`)[0]

export const countOfProtocol = (ctx: Context, protocol: Elbv2.ProtocolEnum): number =>
  targetGroups.count(ctx, 'protocol', `${scopeKey(ctx)}/${protocol}`)

export function requireTargetGroup(ctx: Context, arn: string): TargetGroup {
  requireArn('target group', arn)
  return targetGroups.require(ctx, arn)
}

export const describeTargetGroups = operation(
  'elbv2',
  'DescribeTargetGroups',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeTargetGroups' },
  ({ LoadBalancerArn, TargetGroupArns = [], Names = [], ...asked }, ctx) => {
    const ways = [LoadBalancerArn !== undefined, TargetGroupArns.length > 0, Names.length > 0]
    if (ways.filter(Boolean).length > 1) {
      throw validationError(
        'Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time',
      )
    }
    let selected = targetGroups.list(ctx)
    if (LoadBalancerArn !== undefined) selected = groupsBehind(ctx, LoadBalancerArn)
    if (TargetGroupArns.length) selected = TargetGroupArns.map((arn) => requireTargetGroup(ctx, arn))
    if (Names.length) selected = Names.map((name) => requireByName(ctx, name))
    const { items, NextMarker } = pageByMarker([...new Set(selected)], asked, usualPage)
    return {
      TargetGroups: items.map((group) => targetGroups.print(ctx, group)),
      ...(NextMarker && { NextMarker }),
    }
  },
)

function groupsBehind(ctx: Context, arn: string): TargetGroup[] {
  requireArn('load balancer', arn)
  if (!loadBalancers.find(ctx, arn)) throw loadBalancersNotFound()
  const used = new Set([
    ...listenersOf(ctx, arn).flatMap(({ record }) => targetGroupsIn(record.DefaultActions)),
    ...listenerRules.by(ctx, 'load-balancer', arn).flatMap(({ record }) => targetGroupsIn(record.Actions)),
  ])
  return [...used].map((group) => targetGroups.get(ctx, group)).filter((group) => group !== undefined)
}

function requireByName(ctx: Context, name: string): TargetGroup {
  const group = findGroupByName(ctx, name)
  if (group) return group
  throw targetGroupNotFound()
}
