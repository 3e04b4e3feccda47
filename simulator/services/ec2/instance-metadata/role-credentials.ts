import type { Ec2, Sts } from '../../../api/generated/types.d.ts'
import { table } from '../../../kernel/store.ts'
import type { Principal } from '../../../world/accounts.ts'
import type { Context } from '../../context.ts'
import { instanceProfiles } from '../../iam/instance-profiles.ts'
import { type Role, roles } from '../../iam/roles.ts'
import { problemWithRole } from '../../service-roles.ts'
import { giveCredentials } from '../../sts/credentials.ts'
import type { HeldInstance } from '../instances.ts'
import { wholeSecond, written } from './written.ts'

// EC2 user guide, iam-roles-for-amazon-ec2: an instance gets temporary credentials of its role, and gets new ones in
// time before they end.

interface InstanceCredentials {
  readonly instance: string
  readonly role: string
  readonly since: number
  readonly until: number
  readonly credentials: Sts.Credentials
}

/** The credentials that an instance has at the moment. */
export const instanceCredentials = table<InstanceCredentials>(
  'ec2:instance-credentials',
  ({ instance }) => instance,
)

/** They last six hours, and there are new ones five minutes before at the latest. */
const lifetime = 6 * 3600
const renewal = 5 * 60 * 1000

export const profileOf = (_: Context, { record }: HeldInstance): Ec2.IamInstanceProfile | undefined =>
  record.IamInstanceProfile

export const roleNameOf = (ctx: Context, held: HeldInstance): string | undefined =>
  roleOf(ctx, held)?.record.RoleName

function roleOf(ctx: Context, { record }: HeldInstance): Role | undefined {
  const profile = instanceProfiles.get(ctx, record.IamInstanceProfile?.Id ?? '')
  return roles.get(ctx, profile?.side.roles[0] ?? '')
}

export interface RoleCredentials {
  readonly credentials: Sts.Credentials
  /** Milliseconds since 1970. */
  readonly since: number
}

/** The credentials of the instance's role, made anew where the old ones are about to end; undefined where it has none. */
export function credentialsOf(ctx: Context, held: HeldInstance): RoleCredentials | 'not-trusted' | undefined {
  const role = roleOf(ctx, held)
  if (!role) return undefined
  const instance = held.record.InstanceId ?? ''
  const { Arn: roleArn = '', RoleId = '', RoleName = '' } = role.record
  const sourceArn = `arn:aws:ec2:${held.region}:${held.account}:instance/${instance}`
  const acting = { service: 'ec2.amazonaws.com', sourceArn, sourceAccount: held.account }
  if (problemWithRole(ctx, acting, roleArn, []) !== undefined) return 'not-trusted'
  const current = ctx.store.get(instanceCredentials, instance)
  if (current && current.role === roleArn && current.until - renewal > ctx.now) return current
  const principal: Principal = {
    account: role.account,
    arn: `arn:aws:sts::${role.account}:assumed-role/${RoleName}/${instance}`,
    userId: `${RoleId}:${instance}`,
    type: 'assumed-role',
    session: { issuedAt: ctx.now, identity: RoleId, roleArn, tags: {}, transitiveTags: [] },
  }
  const credentials = giveCredentials(ctx, principal, lifetime)
  return ctx.store.put(instanceCredentials, {
    instance,
    role: roleArn,
    since: ctx.now,
    until: ctx.now + lifetime * 1000,
    credentials,
  })
}

/** What `iam/security-credentials/ROLE` says. */
export function roleAnswer(ctx: Context, held: HeldInstance, role: string): string {
  const found = credentialsOf(ctx, held)
  if (found === undefined || found === 'not-trusted') {
    // IAM user guide, troubleshoot_iam-ec2_errors-info-doc.
    return written({
      Code: 'AssumeRoleUnauthorizedAccess',
      Message: `EC2 cannot assume the role ${role}. Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.`,
      LastUpdated: wholeSecond(ctx.now),
    })
  }
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = found.credentials
  return written({
    Code: 'Success',
    LastUpdated: wholeSecond(found.since),
    Type: 'AWS-HMAC',
    AccessKeyId,
    SecretAccessKey,
    Token: SessionToken,
    Expiration: wholeSecond(new Date(Expiration ?? 0).getTime()),
  })
}
