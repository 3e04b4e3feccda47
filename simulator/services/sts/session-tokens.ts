import { AwsError } from '../../api/error.ts'
import type { Principal } from '../../world/accounts.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { giveCredentials } from './credentials.ts'
import { packedSize, sessionPoliciesIn } from './session-policies.ts'

const halfDay = 43_200
/** For the root user, whatever it asks for: STS API reference, GetSessionToken and GetFederationToken. */
const rootSeconds = 3600

export const getSessionToken = operation(
  'sts',
  'GetSessionToken',
  {
    fidelity: { simplified: 'There are no MFA devices, so a code opens nothing more.' },
    source: 'STS API reference, GetSessionToken',
  },
  ({ DurationSeconds = halfDay }, ctx) => {
    const session = { issuedAt: ctx.now, identity: ctx.caller.userId }
    return { Credentials: giveCredentials(ctx, { ...ctx.caller, session }, secondsFor(ctx, DurationSeconds)) }
  },
)

export const getFederationToken = operation(
  'sts',
  'GetFederationToken',
  {
    fidelity: { simplified: 'How much room packed policies and tags take is an estimate.' },
    source: 'STS API reference, GetFederationToken',
  },
  (input, ctx) => {
    const { Name, DurationSeconds = halfDay, Tags } = input
    const { account, caller } = ctx
    const policies = sessionPoliciesIn(ctx, account, input)
    const tags = Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value]))
    const principal: Principal = {
      account,
      arn: `arn:aws:sts::${account}:federated-user/${Name}`,
      userId: `${account}:${Name}`,
      type: 'federated-user',
      session: {
        issuedAt: ctx.now,
        identity: caller.userId,
        userArn: caller.arn,
        // Without a policy, the session may do nothing but what resources grant it.
        policies: policies ?? [],
        tags,
      },
    }
    const packed = packedSize(policies, tags)
    return {
      Credentials: giveCredentials(ctx, principal, secondsFor(ctx, DurationSeconds)),
      FederatedUser: { FederatedUserId: principal.userId, Arn: principal.arn },
      ...(packed !== undefined && { PackedPolicySize: packed }),
    }
  },
)

const secondsFor = ({ caller }: Context, asked: number): number =>
  caller.type === 'root' ? Math.min(asked, rootSeconds) : asked

/**
 * What credentials of a session of a user cannot be used for, whatever its policies say. A role's session is free of
 * this. STS API reference, GetSessionToken and GetFederationToken, "Permissions".
 */
export function refuseForSession({ type, session }: Principal, service: string, operation: string): void {
  if (!session) return
  if (service === 'sts' && (operation === 'GetSessionToken' || operation === 'GetFederationToken')) {
    throw new AwsError('AccessDenied', `Cannot call ${operation} with session credentials`, 403)
  }
  if (type === 'assumed-role') return
  if (service === 'iam') {
    throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid', 403)
  }
  if (
    service === 'sts' &&
    operation !== 'GetCallerIdentity' &&
    (type !== 'user' || operation !== 'AssumeRole')
  ) {
    throw new AwsError('AccessDenied', `Cannot call ${operation} with session credentials`, 403)
  }
}
