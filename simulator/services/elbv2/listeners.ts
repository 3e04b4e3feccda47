import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import type { Tag } from '../tags.ts'
import type { Attributes } from './attributes.ts'
import { listenerNotFound, loadBalancersNotFound, validationError } from './errors.ts'
import { loadBalancers, requireLoadBalancer, usualPage } from './load-balancers.ts'
import { requireArn } from './names.ts'

export interface ListenerSide {
  readonly tags: readonly Tag[]
  readonly attributes: Attributes
  /** Certificates beside the default one, which are chosen by the name that a client asks for. */
  readonly certificates: readonly string[]
  /** Each listener has a default rule. */
  readonly rule: { readonly arn: string; readonly tags: readonly Tag[] }
  /** Since when it listens, in milliseconds since 1970. */
  readonly since: number
}

export type Listener = Held<Elbv2.Listener, ListenerSide>

export const listeners = family<Elbv2.Listener, ListenerSide>({
  service: 'elbv2',
  resource: 'listener',
  id: 'ListenerArn',
  prefix: 'listener',
  missing: listenerNotFound,
  tags: { side: 'tags' },
  references: {
    'load-balancer': {
      to: 'elbv2:load-balancer',
      read: ({ record }) => record.LoadBalancerArn,
      blocks: false,
    },
    'target-group': { to: 'elbv2:target-group', read: ({ record }) => targetGroupsIn(record.DefaultActions) },
  },
  indexes: {
    port: ({ record }) => portKey(record.LoadBalancerArn ?? '', record.Port),
    rule: ({ side }) => side.rule.arn,
  },
})

const portKey = (balancer: string, port: number | undefined): string => `${balancer}/${port ?? ''}`

/** The target groups that actions forward to. */
export function targetGroupsIn(actions: readonly Elbv2.Action[] | undefined): string[] {
  const named = (actions ?? []).flatMap(({ TargetGroupArn, ForwardConfig }) => [
    TargetGroupArn,
    ...(ForwardConfig?.TargetGroups ?? []).map((one) => one.TargetGroupArn),
  ])
  return [...new Set(named)].filter((arn) => arn !== undefined)
}

export const listenersOf = (ctx: Pick<Context, 'store'>, balancer: string): Listener[] =>
  listeners.by(ctx, 'load-balancer', balancer)

export const listenerOnPort = (
  ctx: Pick<Context, 'store'>,
  balancer: string,
  port: number | undefined,
): Listener | undefined => listeners.by(ctx, 'port', portKey(balancer, port))[0]

export function requireListener(ctx: Context, arn: string): Listener {
  requireArn('listener', arn)
  return listeners.require(ctx, arn)
}

export const describeListeners = operation(
  'elbv2',
  'DescribeListeners',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeListeners' },
  ({ LoadBalancerArn, ListenerArns = [], ...asked }, ctx) => {
    if (LoadBalancerArn === undefined && !ListenerArns.length) {
      throw validationError('You must specify either listener ARNs or a load balancer ARN')
    }
    if (LoadBalancerArn !== undefined && ListenerArns.length) {
      throw validationError('Listener ARNs and a load balancer ARN cannot be specified at the same time')
    }
    const selected =
      LoadBalancerArn === undefined
        ? [...new Set(ListenerArns.map((arn) => requireListener(ctx, arn)))]
        : listenersBehind(ctx, LoadBalancerArn)
    const { items, NextMarker } = pageByMarker(selected, asked, usualPage)
    return { Listeners: items.map(({ record }) => record), ...(NextMarker && { NextMarker }) }
  },
)

function listenersBehind(ctx: Context, arn: string): Listener[] {
  requireArn('load balancer', arn)
  if (!loadBalancers.find(ctx, arn)) throw loadBalancersNotFound()
  return listenersOf(ctx, arn)
}

/** The load balancer that a listener belongs to. */
export const loadBalancerOf = (ctx: Context, { record }: Listener): Elbv2.LoadBalancer =>
  requireLoadBalancer(ctx, record.LoadBalancerArn ?? '').record
