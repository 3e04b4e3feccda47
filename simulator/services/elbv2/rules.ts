import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import { ruleNotFound, validationError } from './errors.ts'
import { type Listener, listeners, requireListener } from './listeners.ts'
import { usualPage } from './load-balancers.ts'
import { requireArn } from './names.ts'

// NOT MODELLED: rules beside the default one, which says what the listener's own actions say.

export const describeRules = operation(
  'elbv2',
  'DescribeRules',
  {
    fidelity: { simplified: 'A listener has its default rule and no other.' },
    source: 'Elastic Load Balancing API reference, DescribeRules',
  },
  ({ ListenerArn, RuleArns = [], ...asked }, ctx) => {
    if (ListenerArn === undefined && !RuleArns.length) {
      throw validationError('You must specify either listener rule ARNs or a listener ARN')
    }
    if (ListenerArn !== undefined && RuleArns.length) {
      throw validationError('Listener rule ARNs and a listener ARN cannot be specified at the same time')
    }
    const found =
      ListenerArn === undefined
        ? RuleArns.map((arn) => listenerOfRule(ctx, arn))
        : [requireListener(ctx, ListenerArn)]
    const { items, NextMarker } = pageByMarker(found.map(defaultRule), asked, usualPage)
    return { Rules: items, ...(NextMarker && { NextMarker }) }
  },
)

/** The listener whose default rule it is. */
export function listenerOfRule(ctx: Context, arn: string): Listener {
  requireArn('listener rule', arn)
  const [listener] = listeners.by(ctx, 'rule', arn)
  if (listener && listener.account === ctx.account && listener.region === ctx.region) return listener
  throw ruleNotFound()
}

const defaultRule = ({ record, side }: Listener): Elbv2.Rule => ({
  RuleArn: side.rule.arn,
  Priority: 'default',
  Conditions: [],
  Actions: record.DefaultActions,
  IsDefault: true,
})
