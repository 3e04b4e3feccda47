import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { pageByMarker } from '../paging.ts'
import { notPermitted, tooMany, validationError } from './errors.ts'
import { requireActions } from './listener-actions.ts'
import { defaultRule, type ListenerRule, listenerRules, requireRule, rulesOf } from './listener-rules.ts'
import { type Listener, listeners, loadBalancerOf, requireListener } from './listeners.ts'
import { usualPage } from './load-balancers.ts'
import { newTail } from './names.ts'
import { requireConditions } from './rule-conditions.ts'
import { requireTransforms } from './rule-transforms.ts'
import { withTags } from './tags.ts'

const simplified = {
  simplified:
    'Authentication actions and JWT validation are refused. Regular expressions are kept as they are given.',
}

export const createRule = operation(
  'elbv2',
  'CreateRule',
  { fidelity: simplified, source: 'Elastic Load Balancing API reference, CreateRule' },
  (input, ctx) => {
    const listener = requireListener(ctx, input.ListenerArn)
    const { record } = listener
    const balancer = loadBalancerOf(ctx, listener)
    const { LoadBalancerArn = '' } = balancer
    requireRulesAllowed(balancer)
    const tags = withTags([], input.Tags)
    const Conditions = requireConditions(input.Conditions)
    const Actions = requireActions(ctx, balancer, record.Protocol, input.Actions, 'An action')
    const Transforms = requireTransforms(input.Transforms ?? [])
    const { ListenerArn = '' } = record
    refuseTaken(rulesOf(ctx, ListenerArn), input.Priority)
    if (listenerRules.count(ctx, 'load-balancer', LoadBalancerArn) >= mostRules) {
      throw tooMany('TooManyRules', 'rules on this load balancer')
    }
    const rule = listenerRules.create(
      ctx,
      {
        RuleArn: `${ListenerArn.replace(':listener/', ':listener-rule/')}/${newTail(ctx)}`,
        Priority: String(input.Priority),
        Conditions,
        Actions,
        IsDefault: false,
        ...(Transforms.length && { Transforms }),
      },
      { tags, listener: ListenerArn, balancer: LoadBalancerArn },
    )
    return { Rules: [rule.record] }
  },
)

/** Application Load Balancer guide, load-balancer-limits: default rules are not counted. */
const mostRules = 100

// API reference, CreateRule: "The listener must be associated with an Application Load Balancer." It lists no error for
// that; code and words are as people report them.
function requireRulesAllowed({ Type = 'application' }: Elbv2.LoadBalancer): void {
  if (Type === 'application') return
  const kind = Type === 'network' ? 'Network' : 'Gateway'
  throw new AwsError('UnsupportedFeature', `Rules are unsupported for ${kind} Load Balancer listeners`)
}

function refuseTaken(others: readonly ListenerRule[], priority: number): void {
  if (!others.some(({ record }) => record.Priority === String(priority))) return
  throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`)
}

export const describeRules = operation(
  'elbv2',
  'DescribeRules',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeRules' },
  ({ ListenerArn, RuleArns = [], ...asked }, ctx) => {
    if (ListenerArn === undefined && !RuleArns.length) {
      throw validationError('You must specify either listener rule ARNs or a listener ARN')
    }
    if (ListenerArn !== undefined && RuleArns.length) {
      throw validationError('Listener rule ARNs and a listener ARN cannot be specified at the same time')
    }
    const found =
      ListenerArn === undefined
        ? RuleArns.map((arn) => describe(ctx, arn))
        : allRules(ctx, requireListener(ctx, ListenerArn))
    const { items, NextMarker } = pageByMarker(found, asked, usualPage)
    return { Rules: items, ...(NextMarker && { NextMarker }) }
  },
)

function describe(ctx: Context, arn: string): Elbv2.Rule {
  const found = requireRule(ctx, arn)
  return 'rule' in found ? found.rule.record : defaultRule(found.defaultOf)
}

/** The default rule is the last to be evaluated. */
const allRules = (ctx: Context, listener: Listener): Elbv2.Rule[] => [
  ...rulesOf(ctx, listeners.idOf(listener)).map(({ record }) => record),
  defaultRule(listener),
]

export const modifyRule = operation(
  'elbv2',
  'ModifyRule',
  { fidelity: simplified, source: 'Elastic Load Balancing API reference, ModifyRule' },
  (input, ctx) => {
    const rule = requireOwnRule(ctx, input.RuleArn, 'modified')
    const listener = requireListener(ctx, rule.side.listener)
    const { Conditions, Actions, Transforms, ResetTransforms = false } = input
    if (Transforms && ResetTransforms) {
      throw validationError("You cannot specify both 'Transforms' and 'ResetTransforms'")
    }
    const changed = listenerRules.update(ctx, rule, {
      ...(Conditions && { Conditions: requireConditions(Conditions) }),
      ...(Actions && {
        Actions: requireActions(
          ctx,
          loadBalancerOf(ctx, listener),
          listener.record.Protocol,
          Actions,
          'An action',
        ),
      }),
      ...(Transforms && { Transforms: requireTransforms(Transforms) }),
      ...(ResetTransforms && { Transforms: undefined }),
    })
    return { Rules: [changed.record] }
  },
)

/** A rule that is not a listener's default one. Both texts are quoted in issues. */
function requireOwnRule(ctx: Context, arn: string, verb: 'modified' | 'deleted'): ListenerRule {
  const found = requireRule(ctx, arn)
  if ('rule' in found) return found.rule
  throw notPermitted(`Default rule '${arn}' cannot be ${verb}`)
}

export const deleteRule = operation(
  'elbv2',
  'DeleteRule',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DeleteRule' },
  ({ RuleArn }, ctx) => {
    listenerRules.remove(ctx, requireOwnRule(ctx, RuleArn, 'deleted'))
    return {}
  },
)

export const setRulePriorities = operation(
  'elbv2',
  'SetRulePriorities',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, SetRulePriorities' },
  ({ RulePriorities }, ctx) => {
    const asked = RulePriorities.map(({ RuleArn, Priority }) => {
      if (RuleArn === undefined || Priority === undefined) {
        throw validationError('A rule ARN and a priority must be specified')
      }
      return { rule: requireOwnRule(ctx, RuleArn, 'modified'), Priority }
    })
    const [first] = asked
    if (!first) throw validationError('At least one rule priority must be specified')
    const { listener } = first.rule.side
    if (asked.some(({ rule }) => rule.side.listener !== listener)) {
      throw validationError('All rules must belong to the same listener')
    }
    // "as long as there are no priority conflicts in the new order": rules may change places with each other.
    const staying = rulesOf(ctx, listener).filter((rule) => !asked.some((one) => one.rule === rule))
    for (const [i, { Priority }] of asked.entries()) {
      refuseTaken(staying, Priority)
      if (asked.findIndex((one) => one.Priority === Priority) < i) {
        throw new AwsError('PriorityInUse', `Priority '${Priority}' is currently in use`)
      }
    }
    const changed = asked.map(({ rule, Priority }) =>
      listenerRules.update(ctx, rule, { Priority: String(Priority) }),
    )
    return { Rules: changed.map(({ record }) => record) }
  },
)
