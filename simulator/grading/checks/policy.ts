import { z } from 'zod'
import type { Iam } from '../../api/generated/types.d.ts'
import { iamRegion } from '../../services/iam/identifiers.ts'
import { rootOf } from '../../world/accounts.ts'
import { defineCheck } from '../define.ts'
import { listed, oneOrMore } from '../parameters.ts'
import type { Subject } from '../subject.ts'
import { cannotAsk, type Finding, together } from '../verdict.ts'

const decisions = ['allowed', 'denied', 'explicitDeny', 'implicitDeny'] as const

const words: Readonly<Record<string, string>> = {
  allowed: 'allowed',
  denied: 'denied',
  explicitDeny: 'denied by a statement that says so',
  implicitDeny: 'denied, as no statement allows it',
}

const params = z.strictObject({
  principal: z
    .string()
    .regex(/^arn:aws:iam::\d{12}:(user|role|group)\/|\$/, {
      error: 'expected the ARN of an IAM user, group or role',
    })
    .describe('Who: the ARN of an IAM user, group or role.'),
  action: oneOrMore(z.string().max(128)).describe(
    'What is done: s3:GetObject. Several as a list: each of them.',
  ),
  resource: oneOrMore(z.string().max(2048)).default(['*']).describe('The ARN of what it is done to.'),
  expect: z.enum(decisions).describe('allowed; denied, in whichever way; explicitDeny; implicitDeny.'),
  with: z
    .record(z.string().max(128), oneOrMore(z.string().max(500)))
    .optional()
    .describe('Condition keys of the request: { "aws:SourceVpce": $ENDPOINT }.'),
  'resource-policy': z
    .string()
    .max(20_480)
    .optional()
    .describe('The policy of the resource, as JSON, where it has one.'),
})

type Params = z.output<typeof params>

export const policy = defineCheck({
  type: 'policy',
  summary:
    'Policies of IAM allow, or deny, somebody something: what `aws iam simulate-principal-policy` says.',
  params,
  services: () => ['iam'],
  expected: ({ principal, action, resource, expect }) =>
    `${principal} calling ${listed(action)} on ${listed(resource)} is ${words[expect]}`,
  evaluate: (subject, asked) => together(asked.action.map((action) => simulate(subject, action, asked))),
})

function simulate(subject: Subject, action: string, asked: Params): Finding {
  const { principal, resource, expect, with: keys = {}, 'resource-policy': ofResource } = asked
  const account = /^arn:aws:iam::(\d{12}):/.exec(principal)?.[1] ?? ''
  const request = {
    service: 'iam',
    operation: 'SimulatePrincipalPolicy',
    region: iamRegion,
    credentials: undefined,
    input: {
      PolicySourceArn: principal,
      ActionNames: [action],
      ResourceArns: resource,
      ContextEntries: Object.entries(keys).map(([ContextKeyName, ContextKeyValues]) => ({
        ContextKeyName,
        ContextKeyValues,
        ContextKeyType: ContextKeyValues.length > 1 ? 'stringList' : 'string',
      })),
      ...(ofResource !== undefined && { ResourcePolicy: ofResource, ...callerOf(principal) }),
    },
  }
  const response = subject.cloud.send(request, rootOf(account))
  if ('error' in response) return cannotAsk(`${response.error.code}: ${response.error.message}`)
  if (!('output' in response)) return cannotAsk('IAM does not answer.')
  const { EvaluationResults: results = [] } = response.output as Iam.SimulatePolicyResponse
  const wrong = results.find(({ EvalDecision: is }) => !isWanted(is ?? '', expect))
  const told = wrong ?? results[0]
  const statements = (told?.MatchedStatements ?? []).map(({ SourcePolicyId: id }) => id ?? '')
  return {
    met: results.length > 0 && !wrong,
    observed: `${action} on ${told?.EvalResourceName ?? resource[0]} is ${words[told?.EvalDecision ?? ''] ?? 'not decided'}`,
    proof: {
      kind: 'statement',
      text: statements.length ? `Decided by: ${listed(statements)}` : 'No statement is about it.',
    },
    resources: statements,
  }
}

const isWanted = (decision: string, expect: Params['expect']): boolean =>
  expect === 'denied' ? decision !== 'allowed' : decision === expect

/** IAM API reference, SimulatePrincipalPolicy: a resource's policy needs to know who calls, and that is a user alone. */
const callerOf = (principal: string): object => (principal.includes(':user/') ? { CallerArn: principal } : {})
