// Who makes a request, as policies see them.

export type Caller = IamCaller | ServiceCaller | { readonly type: 'anonymous' }

export interface IamCaller {
  readonly type: 'root' | 'user' | 'assumed-role' | 'federated-user'
  readonly account: string
  /** Of the session, where there is one. */
  readonly arn: string
  /** What `sts get-caller-identity` calls UserId. */
  readonly userId: string
  /** The role that was assumed. An assumed role's own ARN does not show the role's path. */
  readonly roleArn?: string
  /** The user that asked for a federation token. */
  readonly userArn?: string
  /** Of the user or the role, with session tags over them. */
  readonly tags?: Readonly<Record<string, string>>
  readonly organization?: Membership
  /** Set for temporary credentials. */
  readonly session?: Session
  /** S3's canonical user id of the account. */
  readonly canonicalUser?: string
}

/** An AWS service that acts for itself, such as `vpce.amazonaws.com`. */
export interface ServiceCaller {
  readonly type: 'service'
  readonly service: string
  /** All of the service's names, where it has more than one. */
  readonly names?: readonly string[]
  /** The resource on whose behalf it acts. */
  readonly sourceArn?: string
  readonly sourceAccount?: string
  readonly sourceOrganization?: Membership
}

export interface Membership {
  readonly id: string
  /** `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/`: where the account hangs, with a slash at the end. */
  readonly path?: string
}

export interface Session {
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  /** When the person proved themselves with a second factor, in milliseconds since 1970. */
  readonly mfaAt?: number
}

/** The role behind a session. */
export function roleArnOf(caller: IamCaller): string {
  if (caller.roleArn) return caller.roleArn
  const [, partition, , , account, resource = ''] = caller.arn.split(':')
  return `arn:${partition}:iam::${account}:role/${resource.split('/')[1]}`
}

/** What `aws:PrincipalArn` holds: a session's role, else the caller's own ARN. */
export const principalArnOf = (caller: IamCaller): string =>
  caller.type === 'assumed-role' ? roleArnOf(caller) : caller.arn

export const isIamCaller = (caller: Caller): caller is IamCaller =>
  caller.type !== 'service' && caller.type !== 'anonymous'
