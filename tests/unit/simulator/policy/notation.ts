import type { IamCaller } from '../../../../simulator/policy/callers.ts'
import type { AttachedPolicy, PolicyKind } from '../../../../simulator/policy/policy.ts'
import { readPolicy } from '../../../../simulator/policy/read-policy.ts'
import type { AccessRequest } from '../../../../simulator/policy/request.ts'

// Short words for policies and requests, so that a case is one line.

type StatementText = Readonly<Record<string, unknown>>

export const allow = (action: unknown, resource: unknown = '*', more: object = {}): StatementText => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
})

export const deny = (action: unknown, resource: unknown = '*', more: object = {}): StatementText => ({
  ...allow(action, resource, more),
  Effect: 'Deny',
})

/** A policy of the language of 2012; complains when its author made a mistake. */
export function attached(kind: PolicyKind, ...statements: StatementText[]): AttachedPolicy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  const { policy, problems } = readPolicy(text, kind)
  if (!policy) throw new Error(`Not a policy: ${JSON.stringify(problems)}`)
  return { policy }
}

export const home = '111111111111'
export const abroad = '222222222222'

export const root: IamCaller = { type: 'root', account: home, arn: `arn:aws:iam::${home}:root`, userId: home }

export const alice: IamCaller = {
  type: 'user',
  account: home,
  arn: `arn:aws:iam::${home}:user/staff/alice`,
  userId: 'AIDAALICEALICEALICE00',
}

export const auditRole = `arn:aws:iam::${home}:role/teams/audit`

export const auditor: IamCaller = {
  type: 'assumed-role',
  account: home,
  arn: `arn:aws:sts::${home}:assumed-role/audit/monday`,
  userId: 'AROAAUDITAUDITAUDIT00:monday',
  roleArn: auditRole,
}

export const report = 'arn:aws:s3:::reports/march.pdf'

/** Alice reads a report, with something changed. */
export const request = (changes: Partial<AccessRequest> = {}): AccessRequest => ({
  caller: alice,
  action: 's3:GetObject',
  resource: report,
  keys: {},
  ...changes,
})
