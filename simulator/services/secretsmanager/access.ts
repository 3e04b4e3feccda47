import { readPolicy } from '../../policy/read-policy.ts'
import { access } from '../access.ts'
import { findSecret } from './secrets.ts'

/** Secrets are named by name or ARN and have policies of their own. */
export const touched = access(
  (_, { SecretId, Name }, ctx) => {
    const front = `arn:aws:secretsmanager:${ctx.region}:${ctx.account}:secret:`
    if (typeof SecretId !== 'string') return [{ arn: typeof Name === 'string' ? `${front}${Name}` : '*' }]
    const held = findSecret(ctx, SecretId)
    if (!held) return [{ arn: SecretId.startsWith('arn:') ? SecretId : `${front}${SecretId}` }]
    const policy =
      held.side.policy === undefined ? undefined : readPolicy(held.side.policy, 'resource').policy
    return [
      {
        arn: held.record.ARN ?? '',
        account: held.account,
        tags: held.side.tags,
        policies: policy ? [{ policy }] : [],
      },
    ]
  },
  { hasPolicies: true },
)
