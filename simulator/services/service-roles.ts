import { authorise } from '../policy/authorise.ts'
import type { IamCaller } from '../policy/callers.ts'
import { contextKeys } from '../policy/context-keys.ts'
import { readPolicy } from '../policy/read-policy.ts'
import type { Context } from './context.ts'
import { entitlementOf } from './iam/effective-policies.ts'
import { nameKey } from './iam/identifiers.ts'
import { type Role, roles, trustTextOf } from './iam/roles.ts'
import { type ActingService, serviceMay } from './service-callers.ts'

/** Why a service cannot do something as a role: there is none, it does not trust the service, or it may not. */
export type RoleProblem = 'no-role' | 'no-trust' | 'no-permission'

/** Whether a service may take on a role, and as that role do something. */
export function problemWithRole(
  ctx: Context,
  acting: ActingService,
  roleArn: string,
  wanted: readonly { readonly action: string; readonly resource: string }[],
): RoleProblem | undefined {
  const role = roleOf(ctx, roleArn)
  if (!role) return 'no-role'
  const { policy } = readPolicy(trustTextOf(role), 'trust')
  const policies = policy ? [{ policy }] : []
  if (!serviceMay(ctx, acting, 'sts:AssumeRole', { arn: roleArn, account: role.account, policies }))
    return 'no-trust'
  const { identity, boundary } = entitlementOf(ctx, role)
  const caller = sessionOf(role, roleArn)
  const mayAll = wanted.every(({ action, resource }) => {
    const keys = contextKeys({ caller, action, region: ctx.region, now: ctx.now })
    const decision = authorise(
      { caller, action, resource, keys },
      { identity, ...(boundary && { boundary }) },
    )
    return decision.outcome === 'allowed'
  })
  return mayAll ? undefined : 'no-permission'
}

function roleOf(ctx: Context, arn: string): Role | undefined {
  const [, , , , account = '', path = ''] = arn.split(':')
  const [role] = roles.by(ctx, 'name', nameKey(account, path.slice(path.lastIndexOf('/') + 1)))
  return role?.record.Arn === arn ? role : undefined
}

function sessionOf(role: Role, roleArn: string): IamCaller {
  const { RoleId = '', RoleName = '' } = role.record
  return {
    type: 'assumed-role',
    account: role.account,
    arn: `arn:aws:sts::${role.account}:assumed-role/${RoleName}/logs`,
    userId: `${RoleId}:logs`,
    tags: {},
    roleArn,
  }
}
