import type { Condition } from '../../policy/condition.ts'
import type { Policy } from '../../policy/policy.ts'
import type { Statement } from '../../policy/statement.ts'

// S3 user guide, access-control-block-public-access, "The meaning of public".

/** Keys that, held to fixed values, keep the world out. */
const narrowing = new Set([
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourceip',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:userid',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
])

export const isPublic = ({ statements }: Policy): boolean => statements.some(letsAnybodyIn)

function letsAnybodyIn({ effect, principal, conditions }: Statement): boolean {
  if (effect !== 'Allow' || !principal) return false
  const isForAll = principal.not || principal.names.everyone
  return isForAll && !conditions.some(narrows)
}

function narrows({ operator, key, values, variables }: Condition): boolean {
  const name = key.toLowerCase()
  if (!narrowing.has(name) || /Not|Null|IfExists$/.test(operator) || variables.length) return false
  if (name === 'aws:sourceip') return !values.some((range) => /^(0\.0\.0\.0|::)\/0$|\/[0-7]$/.test(range))
  // A pattern leaves it open who comes, except in an ARN that has the account written out.
  return values.every((value) => !/[*?]/.test(value) || /^arn:[^*?]*:\d{12}:/.test(value))
}
