import { AwsError } from '../../api/error.ts'
import { readPolicy } from '../../policy/read-policy.ts'
import type { Context } from '../context.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'

/** The policy of an endpoint that was given none, as EC2 prints it. */
export const fullAccess =
  '{\n  "Statement": [\n    {\n      "Action": "*", \n      "Effect": "Allow", \n      "Principal": "*", \n      "Resource": "*"\n    }\n  ]\n}'

export const gatewayFullAccess =
  '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'

/** Refuses a policy that an endpoint cannot have. */
export function requirePolicy(ctx: Context, text: string, isGateway: boolean): void {
  const most = ctx.limit('endpoint-policy-size')
  if (text.length > most) {
    throw invalidPolicy(`Endpoint policy size of ${text.length} exceeds the maximum of ${most} characters`)
  }
  const { policy, problems } = readPolicy(text, 'endpoint')
  const [problem] = problems
  // Observed: EC2 says where it stopped reading, by line and column, and nothing of what is wrong there.
  if (problem) {
    throw invalidPolicy(
      `The Policy Document is not valid. Syntax error at position ${positionOf(text, problem.at)}`,
    )
  }
  if (!isGateway) return
  // PrivateLink guide, vpc-endpoints-access: `"*"` is the one principal; an account stands for its root user alone.
  const odd = policy?.statements
    .flatMap(({ principal }) => [...(principal?.names.aws ?? [])])
    .find((name) => !/^(\*|\d{12}|arn:aws:iam::\d{12}:root)$/.test(name))
  if (odd !== undefined) {
    throw invalidPolicy(
      `The principal ${odd} is not valid in the policy of a gateway endpoint, which must be "*"`,
    )
  }
}

export function requirePolicySupport(name: string, takesPolicies: boolean): void {
  if (!takesPolicies)
    throw badEndpoint(`The VPC endpoint service ${name} does not support endpoint policies.`)
}

function positionOf(text: string, at: number): string {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  return `(${line},${at - before.lastIndexOf('\n')})`
}

const invalidPolicy = (message: string) => new AwsError('InvalidPolicyDocument', message)
