import { AwsError } from '../../api/error.ts'
import { malformedPolicy } from '../../policy/malformed.ts'
import type { Policy, PolicyKind } from '../../policy/policy.ts'
import { readPolicy } from '../../policy/read-policy.ts'

// IAM API reference, "Errors" of each operation; the texts were observed in IAM's answers.

export const noSuchEntity = (message: string) => new AwsError('NoSuchEntity', message, 404)
export const alreadyExists = (message: string) => new AwsError('EntityAlreadyExists', message, 409)
export const deleteConflict = (message: string) => new AwsError('DeleteConflict', message, 409)
export const limitExceeded = (message: string) => new AwsError('LimitExceeded', message, 409)
export const overQuota = (quota: string, limit: number) =>
  limitExceeded(`Cannot exceed quota for ${quota}: ${limit}`)
export const invalidInput = (message: string) => new AwsError('InvalidInput', message)
export const validationError = (message: string) => new AwsError('ValidationError', message)

/** The policy that a text is, or IAM's words about what is wrong with it. */
export function requirePolicy(text: string, kind: PolicyKind): Policy {
  const { policy, problems } = readPolicy(text, kind)
  if (policy) return policy
  throw new AwsError('MalformedPolicyDocument', malformedPolicy(problems))
}

/** IAM and STS quotas, reference_iam-quotas: white space does not count. */
export const policySize = (text: string): number => text.replace(/\s/g, '').length
