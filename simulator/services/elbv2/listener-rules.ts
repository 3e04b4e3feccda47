import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { ruleNotFound } from './errors.ts'
import { type Listener, listeners, targetGroupsIn } from './listeners.ts'
import { requireArn } from './names.ts'

// The rules that were made for a listener. Its default rule is a part of the listener, whose actions it has.

export interface RuleSide {
  readonly tags: readonly Tag[]
  /** ARN of its listener. */
  readonly listener: string
  /** ARN of the listener's load balancer. */
  readonly balancer: string
}

export type ListenerRule = Held<Elbv2.Rule, RuleSide>

export const listenerRules = family<Elbv2.Rule, RuleSide>({
  service: 'elbv2',
  resource: 'listener-rule',
  id: 'RuleArn',
  prefix: 'listener-rule',
  missing: ruleNotFound,
  tags: { side: 'tags' },
  references: {
    listener: { to: 'elbv2:listener', read: ({ side }) => side.listener, blocks: false },
    'load-balancer': { to: 'elbv2:load-balancer', read: ({ side }) => side.balancer, blocks: false },
    'target-group': { to: 'elbv2:target-group', read: ({ record }) => targetGroupsIn(record.Actions) },
  },
})

/** In the order in which they are evaluated. */
export const rulesOf = (ctx: Pick<Context, 'store'>, listener: string): ListenerRule[] =>
  listenerRules
    .by(ctx, 'listener', listener)
    .sort((a, b) => Number(a.record.Priority) - Number(b.record.Priority))

export const defaultRule = ({ record, side }: Listener): Elbv2.Rule => ({
  RuleArn: side.rule.arn,
  Priority: 'default',
  Conditions: [],
  Actions: record.DefaultActions,
  IsDefault: true,
})

/** A rule that was made, or the listener whose default rule it is. */
export function requireRule(
  ctx: Context,
  arn: string,
): { readonly rule: ListenerRule } | { readonly defaultOf: Listener } {
  requireArn('listener rule', arn)
  const rule = listenerRules.find(ctx, arn)
  if (rule) return { rule }
  const [listener] = listeners.by(ctx, 'rule', arn)
  if (listener && listener.account === ctx.account && listener.region === ctx.region) {
    return { defaultOf: listener }
  }
  throw ruleNotFound()
}
