import { readPolicy } from '../../policy/read-policy.ts'
import { access } from '../access.ts'
import { repositories, repositoryArn } from './repositories.ts'

/** Repositories are named, not by id, and their policies can let other accounts in. */
export const ecrAccess = access(
  (_, { repositoryName, registryId, resourceArn }, ctx) => {
    const registry = typeof registryId === 'string' ? registryId : undefined
    const arn =
      typeof resourceArn === 'string'
        ? resourceArn
        : typeof repositoryName === 'string'
          ? repositoryArn(ctx, repositoryName, registry)
          : undefined
    if (arn === undefined) return undefined
    const held = repositories.get(ctx, arn)
    if (!held) return [{ arn }]
    const policy = held.side.policy && readPolicy(held.side.policy, 'resource').policy
    return [{ arn, account: held.account, tags: held.side.tags, policies: policy ? [{ policy }] : [] }]
  },
  { hasPolicies: true },
)
