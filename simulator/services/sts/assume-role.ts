import { AwsError } from '../../api/error.ts'
import type { Sts } from '../../api/generated/types.d.ts'
import type { Principal } from '../../world/accounts.ts'
import type { Context } from '../context.ts'
import { validationError } from '../iam/errors.ts'
import { type Role, roles } from '../iam/roles.ts'
import { tagsWith } from '../iam/tags.ts'
import { operation } from '../operation.ts'
import { giveCredentials } from './credentials.ts'
import { packedSize, sessionPoliciesIn } from './session-policies.ts'

/** STS API reference, AssumeRole: who is a role's session already gets an hour and no more. */
const chainedSeconds = 3600

export const assumeRole = operation(
  'sts',
  'AssumeRole',
  {
    fidelity: {
      simplified: 'How much room packed policies and tags take is an estimate; MFA devices do not exist.',
    },
    source: 'STS API reference, AssumeRole',
  },
  (input, ctx) => {
    const { RoleArn, RoleSessionName, SourceIdentity } = input
    if (ctx.caller.type === 'root') {
      throw new AwsError('AccessDenied', 'Roles may not be assumed by root accounts.', 403)
    }
    const role = requireRole(ctx, RoleArn)
    const seconds = secondsOf(ctx, role, input.DurationSeconds)
    const policies = sessionPoliciesIn(ctx, role.account, input)
    const tags = tagsOf(input)
    const { inherited, transitive } = passedOn(ctx)
    const { RoleName = '', RoleId = '' } = role.record
    const sourceIdentity = SourceIdentity ?? ctx.caller.session?.sourceIdentity
    const principal: Principal = {
      account: role.account,
      arn: `arn:aws:sts::${role.account}:assumed-role/${RoleName}/${RoleSessionName}`,
      userId: `${RoleId}:${RoleSessionName}`,
      type: 'assumed-role',
      session: {
        issuedAt: ctx.now,
        identity: RoleId,
        roleArn: RoleArn,
        ...(policies && { policies }),
        tags: { ...tags, ...inherited },
        transitiveTags: [...new Set([...transitive, ...(input.TransitiveTagKeys ?? [])])],
        ...(sourceIdentity !== undefined && { sourceIdentity }),
      },
    }
    roles.update(ctx, role, {}, { lastUsed: { at: ctx.now, region: ctx.region } })
    const packed = packedSize(policies, tags)
    if (packed !== undefined && packed > 100) {
      throw new AwsError(
        'PackedPolicyTooLarge',
        `Serialized token too large for session. Packed size was ${packed} percent of the limit.`,
      )
    }
    return {
      Credentials: giveCredentials(ctx, principal, seconds),
      AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
      ...(packed !== undefined && { PackedPolicySize: packed }),
      ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
    }
  },
)

function requireRole(ctx: Context, arn: string): Role {
  const [role] = roles.by(ctx, 'arn', arn)
  if (!role) throw new Error(`Nobody may assume ${arn}, and yet somebody was let through.`)
  return role
}

function secondsOf({ caller }: Context, { record }: Role, asked: number | undefined): number {
  const isChained = caller.type === 'assumed-role'
  if (isChained && asked !== undefined && asked > chainedSeconds) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
    )
  }
  if (asked !== undefined && asked > (record.MaxSessionDuration ?? chainedSeconds)) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  }
  return asked ?? chainedSeconds
}

function tagsOf({ Tags }: Sts.AssumeRoleRequest): Record<string, string> {
  return Object.fromEntries(tagsWith([], Tags).map(({ Key = '', Value = '' }) => [Key, Value]))
}

/** IAM user guide, id_session-tags, "Chaining roles with session tags": transitive ones go on and cannot be changed. */
function passedOn({ caller: { session } }: Context) {
  const transitive = session?.transitiveTags ?? []
  const inherited = Object.fromEntries(transitive.map((key) => [key, session?.tags?.[key] ?? '']))
  return { transitive, inherited }
}
