import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { validationError } from './errors.ts'
import { listenerRules, requireRule } from './listener-rules.ts'
import { listeners, requireListener } from './listeners.ts'
import { loadBalancers, requireLoadBalancer } from './load-balancers.ts'
import { withTags } from './tags.ts'
import { requireTargetGroup, targetGroups } from './target-groups.ts'

/** Something that has tags, whatever it is. */
interface Tagged {
  readonly tags: readonly Tag[]
  set(tags: readonly Tag[]): void
}

function requireTagged(ctx: Context, arn: string): Tagged {
  if (arn.includes(':loadbalancer/')) {
    const balancer = requireLoadBalancer(ctx, arn)
    return { tags: balancer.side.tags, set: (tags) => loadBalancers.setTags(ctx, balancer, tags) }
  }
  if (arn.includes(':targetgroup/')) {
    const group = requireTargetGroup(ctx, arn)
    return { tags: group.side.tags, set: (tags) => targetGroups.setTags(ctx, group, tags) }
  }
  if (arn.includes(':listener/')) {
    const listener = requireListener(ctx, arn)
    return { tags: listener.side.tags, set: (tags) => listeners.setTags(ctx, listener, tags) }
  }
  if (arn.includes(':listener-rule/')) {
    const found = requireRule(ctx, arn)
    if ('rule' in found) {
      return { tags: found.rule.side.tags, set: (tags) => listenerRules.setTags(ctx, found.rule, tags) }
    }
    const { rule } = found.defaultOf.side
    const set = (tags: readonly Tag[]) => {
      listeners.update(ctx, found.defaultOf, {}, { rule: { ...rule, tags } })
    }
    return { tags: rule.tags, set }
  }
  throw validationError(`'${arn}' is not a valid load balancer, target group, listener or listener rule ARN`)
}

// API reference, DescribeTags: "You can specify up to 20 resources in a single call."
const mostResources = 20

function requireFew(arns: readonly string[]): void {
  if (!arns.length) throw validationError('At least one resource ARN must be specified')
  if (arns.length > mostResources) {
    throw validationError(`The number of resource ARNs cannot be greater than ${mostResources}`)
  }
}

export const addTags = operation(
  'elbv2',
  'AddTags',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, AddTags' },
  ({ ResourceArns, Tags }, ctx) => {
    requireFew(ResourceArns)
    for (const arn of ResourceArns) {
      const resource = requireTagged(ctx, arn)
      resource.set(withTags(resource.tags, Tags))
    }
    return {}
  },
)

export const removeTags = operation(
  'elbv2',
  'RemoveTags',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, RemoveTags' },
  ({ ResourceArns, TagKeys }, ctx) => {
    requireFew(ResourceArns)
    for (const arn of ResourceArns) {
      const resource = requireTagged(ctx, arn)
      resource.set(resource.tags.filter(({ Key = '' }) => !TagKeys.includes(Key)))
    }
    return {}
  },
)

export const describeTags = operation(
  'elbv2',
  'DescribeTags',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeTags' },
  ({ ResourceArns }, ctx) => {
    requireFew(ResourceArns)
    const TagDescriptions = ResourceArns.map(
      (ResourceArn): Elbv2.TagDescription => ({ ResourceArn, Tags: requireTagged(ctx, ResourceArn).tags }),
    )
    return { TagDescriptions }
  },
)
