import type { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import type { Family } from '../family.ts'
import type { Tag } from '../tags.ts'
import { resolverEndpoints } from './endpoints.ts'
import { firewallAssociations } from './firewall-associations.ts'
import { firewallDomainLists } from './firewall-domain-lists.ts'
import { firewallRuleGroups } from './firewall-rule-groups.ts'
import { queryLogConfigs } from './query-log-configs.ts'
import { resolverRules } from './rules.ts'

// Tags and policies name their resource by its ARN alone.

interface ByArn {
  readonly tags: readonly Tag[]
  setTags(tags: readonly Tag[]): void
}

/** The caller's resource that has an ARN, whatever it is. */
export function requireByArn(ctx: Context, arn: string, missing: (arn: string) => AwsError): ByArn {
  const found =
    findIn(ctx, resolverEndpoints, arn) ??
    findIn(ctx, resolverRules, arn) ??
    findIn(ctx, queryLogConfigs, arn) ??
    findIn(ctx, firewallDomainLists, arn) ??
    findIn(ctx, firewallRuleGroups, arn) ??
    findIn(ctx, firewallAssociations, arn)
  if (found) return found
  throw missing(arn)
}

function findIn<A extends object, S extends { readonly tags: readonly Tag[] }>(
  ctx: Context,
  family: Family<A, S>,
  arn: string,
): ByArn | undefined {
  const [held] = family.by(ctx, 'arn', arn)
  if (held?.account !== ctx.account || held.region !== ctx.region) return undefined
  return {
    tags: held.side.tags,
    setTags: (tags) => family.update(ctx, held, {}, { tags } as Partial<S>),
  }
}
