import { AwsError } from '../../api/error.ts'
import type { SessionFacts } from '../../world/accounts.ts'
import type { Context } from '../context.ts'
import { managed } from '../iam/effective-policies.ts'
import { policySize, requirePolicy } from '../iam/errors.ts'

interface Asked {
  readonly Policy?: string | undefined
  readonly PolicyArns?: readonly { readonly arn?: string | undefined }[] | undefined
}

type Policies = NonNullable<SessionFacts['policies']>

/** The session policies that a request brings, checked; undefined where it brings none. */
export function sessionPoliciesIn(ctx: Context, account: string, asked: Asked): Policies | undefined {
  const arns = (asked.PolicyArns ?? []).map(({ arn = '' }) => {
    if (managed(ctx, account, arn, 'session')) return { text: '', arn }
    throw new AwsError('MalformedPolicyDocument', `Policy ${arn} does not exist or is not attachable.`)
  })
  if (asked.Policy === undefined) return arns.length ? arns : undefined
  requirePolicy(asked.Policy, 'session')
  return [...arns, { text: asked.Policy }]
}

// NOT MODELLED: how AWS packs. A page of the STS API reference, AssumeRole, says only that the size is a percentage.
const mostPacked = 2048

/** How full the packed policies and tags make the request, in percent. */
export function packedSize(
  policies: Policies | undefined,
  tags: Readonly<Record<string, string>>,
): number | undefined {
  const texts = [...(policies ?? []).map(({ text, arn }) => arn ?? text), ...Object.entries(tags).flat()]
  if (texts.length === 0) return undefined
  const size = texts.reduce((sum, text) => sum + policySize(text), 0)
  return Math.max(1, Math.ceil((size * 100) / mostPacked))
}
