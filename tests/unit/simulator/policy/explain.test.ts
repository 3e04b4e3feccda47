import { describe, expect, it } from 'vitest'
import { authorise } from '../../../../simulator/policy/authorise.ts'
import { decodeRefusal, encodeRefusal } from '../../../../simulator/policy/encoded-message.ts'
import { explain, refusal } from '../../../../simulator/policy/explain.ts'
import type { Policies } from '../../../../simulator/policy/layers.ts'
import type { AccessRequest } from '../../../../simulator/policy/request.ts'
import { abroad, alice, allow, attached, auditor, deny, home, request } from './notation.ts'

function denied(policies: Partial<Policies>, changes: Partial<AccessRequest>) {
  const asked = request(changes)
  const decision = authorise(asked, { identity: [], ...policies })
  if (decision.outcome === 'allowed') throw new Error('It was allowed.')
  return { decision, asked }
}

function said(policies: Partial<Policies>, changes: Partial<AccessRequest> = {}): string {
  const { decision, asked } = denied(policies, changes)
  return explain(decision, asked)
}

const secret = `arn:aws:secretsmanager:us-east-1:${home}:secret:db-AbCdEf`
const reading = { action: 'secretsmanager:GetSecretValue', resource: secret }
const start = `User: ${alice.arn} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secret}`
const everything = [attached('identity', allow('*'))]
const everybody = { Principal: '*' }
const denyAll = deny('*')
const named = (kind: 'identity' | 'boundary' | 'scp', arn: string) => ({ ...attached(kind, denyAll), arn })

describe('the sentence', () => {
  it.each<[string, Partial<Policies>, string]>([
    [
      'identity, implicit',
      {},
      'because no identity-based policy allows the secretsmanager:GetSecretValue action',
    ],
    [
      'identity, explicit',
      { identity: [attached('identity', denyAll)] },
      'with an explicit deny in an identity-based policy',
    ],
    [
      'resource, explicit',
      { resource: [attached('resource', deny('*', '*', everybody))] },
      'with an explicit deny in a resource-based policy',
    ],
    [
      'endpoint, implicit',
      { endpoint: { policy: attached('endpoint', allow('s3:*', '*', everybody)) } },
      'because no VPC endpoint policy allows the secretsmanager:GetSecretValue action',
    ],
    [
      'endpoint, explicit',
      { endpoint: { policy: attached('endpoint', deny('*', '*', everybody)) } },
      'with an explicit deny in a VPC endpoint policy',
    ],
    [
      'SCP, implicit',
      { scps: [[]] },
      'because no service control policy allows the secretsmanager:GetSecretValue action',
    ],
    [
      'SCP, explicit',
      { scps: [[attached('scp', denyAll)]] },
      'with an explicit deny in a service control policy',
    ],
    [
      'RCP, explicit',
      { rcps: [[attached('rcp', deny('secretsmanager:*', '*', everybody))]] },
      'with an explicit deny in a resource control policy',
    ],
    [
      'boundary, implicit',
      { identity: everything, boundary: attached('boundary', allow('s3:*')) },
      'because no permissions boundary allows the secretsmanager:GetSecretValue action',
    ],
    [
      'boundary, explicit',
      { boundary: attached('boundary', denyAll) },
      'with an explicit deny in a permissions boundary',
    ],
    [
      'session, implicit',
      { identity: everything, session: [] },
      'because no session policy allows the secretsmanager:GetSecretValue action',
    ],
    [
      'session, explicit',
      { session: [attached('session', denyAll)] },
      'with an explicit deny in a session policy',
    ],
  ])('%s', (_, policies, ending) => {
    expect(said(policies, reading)).toBe(`${start} ${ending}`)
  })

  it('for a resource of another account that does not let the caller in', () => {
    expect(said({ identity: everything }, { ...reading, resourceAccount: abroad })).toBe(
      `${start} because no resource-based policy allows the secretsmanager:GetSecretValue action`,
    )
  })

  it.each<[string, Partial<Policies>, string]>([
    ['implicit', { identity: everything }, 'because no role trust policy allows the sts:AssumeRole action'],
    [
      'explicit',
      { resource: [attached('trust', { Effect: 'Deny', Action: 'sts:*', ...everybody })] },
      'with an explicit deny in the role trust policy',
    ],
  ])('for a role that may not be assumed, %s', (_, policies, ending) => {
    const resource = `arn:aws:iam::${home}:role/admin`
    const assuming = { action: 'sts:AssumeRole', resource, needsResourcePolicy: true }
    expect(said(policies, assuming)).toBe(
      `User: ${alice.arn} is not authorized to perform: sts:AssumeRole on resource: ${resource} ${ending}`,
    )
  })

  it('names the session, not its role', () => {
    expect(said({}, { caller: auditor })).toMatch(
      /^User: arn:aws:sts::111111111111:assumed-role\/audit\/monday is/,
    )
  })

  it('says anonymous of whom it does not know', () => {
    expect(said({}, { caller: { type: 'anonymous' } })).toMatch(/^User: anonymous is not authorized/)
  })

  describe('with the ARN of the policy that denies', () => {
    const scpArn = 'arn:aws:organizations::999999999999:policy/o-qv5af4abcd/service_control_policy/p-2kgnabcd'
    const mine = `arn:aws:iam::${home}:policy/no`
    const oneOrganization = { 'aws:principalorgid': 'o-1', 'aws:resourceorgid': 'o-1' }
    const twoOrganizations = { 'aws:principalorgid': 'o-1', 'aws:resourceorgid': 'o-2' }
    it.each<[string, Partial<Policies>, Partial<AccessRequest>, string]>([
      ['an SCP', { scps: [[named('scp', scpArn)]] }, {}, `service control policy: ${scpArn}`],
      ['a managed policy', { identity: [named('identity', mine)] }, {}, `identity-based policy: ${mine}`],
      ['a boundary', { boundary: named('boundary', mine) }, {}, `permissions boundary: ${mine}`],
      [
        'in the organization',
        { identity: [named('identity', mine)] },
        { resourceAccount: abroad, keys: oneOrganization },
        `identity-based policy: ${mine}`,
      ],
      [
        'but not outside of it',
        { identity: [named('identity', mine)] },
        { resourceAccount: abroad, keys: twoOrganizations },
        'identity-based policy',
      ],
    ])('%s', (_, policies, changes, ending) => {
      const sentence = said(policies, { ...reading, ...changes })
      expect(sentence.endsWith(ending), sentence).toBe(true)
    })
  })
})

describe('the refusal', () => {
  const answer = (changes: Partial<AccessRequest>, policies: Partial<Policies> = {}, detail = {}) => {
    const { decision, asked } = denied(policies, changes)
    return refusal(decision, asked, detail)
  }

  it.each<[string, string, string, number]>([
    ['ec2:DescribeVpcs', '*', 'UnauthorizedOperation', 403],
    ['s3:ListAllMyBuckets', '*', 'AccessDenied', 403],
    ['iam:ListRoles', '*', 'AccessDenied', 403],
    ['elasticloadbalancing:DescribeLoadBalancers', '*', 'AccessDenied', 403],
    ['dynamodb:Query', '*', 'AccessDeniedException', 400],
    ['ssm:GetParameter', '*', 'AccessDeniedException', 400],
    ['kms:Decrypt', '*', 'AccessDeniedException', 400],
    ['vpc-lattice:ListServices', '*', 'AccessDeniedException', 403],
    ['sns:Publish', '*', 'AuthorizationError', 403],
  ])('of %s has the service’s code', (action, resource, code, status) => {
    expect(answer({ action, resource })).toMatchObject({ code, status })
  })

  it('of EC2 begins in its own way, and names no resource where there is none', () => {
    expect(answer({ action: 'ec2:DescribeVpcs', resource: '*' }, {}, { encoded: 'blob' }).message).toBe(
      `You are not authorized to perform this operation. User: ${alice.arn} is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the ec2:DescribeVpcs action`,
    )
  })

  it('of EC2 ends with the encoded message where there is a resource', () => {
    const resource = `arn:aws:ec2:us-east-1:${home}:vpc/*`
    expect(answer({ action: 'ec2:CreateVpc', resource }, {}, { encoded: 'blob' }).message).toBe(
      `You are not authorized to perform this operation. User: ${alice.arn} is not authorized to perform: ec2:CreateVpc on resource: ${resource} because no identity-based policy allows the ec2:CreateVpc action. Encoded authorization failure message: blob`,
    )
  })

  it('to a HEAD request has no body', () => {
    expect(answer({}, {}, { isHead: true })).toEqual({ code: '403', status: 403, message: 'Forbidden' })
  })

  it.each([
    ['sqs:SendMessage', 'sqs:sendmessage'],
    ['sns:Publish', 'SNS:Publish'],
  ])('spells %s as %s', (action, spelled) => {
    expect(answer({ action, resource: 'arn:aws:x:::q' }).message).toBe(
      `User: ${alice.arn} is not authorized to perform: ${spelled} on resource: arn:aws:x:::q because no identity-based policy allows the ${spelled} action`,
    )
  })

  const reason = `User: ${alice.arn} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::reports/march.pdf" because no identity-based policy allows the s3:GetObject action`
  const closed = { endpoint: { policy: attached('endpoint', allow('ec2:*', '*', everybody)) } }
  const friends = { 'aws:principalorgid': 'o-1', 'aws:resourceorgid': 'o-1' }
  const granted = { resource: [attached('resource', allow('s3:*', '*', everybody))] }
  it.each<[string, Partial<AccessRequest>, Partial<Policies>, string | RegExp]>([
    ['in the own account', {}, {}, reason],
    ['in an account of the organization', { resourceAccount: abroad, keys: friends }, granted, reason],
    ['in a strange account', { resourceAccount: abroad }, granted, 'Access Denied'],
    ['by an endpoint, in the own account', {}, closed, /because no VPC endpoint policy allows/],
    [
      'by an endpoint, in the organization',
      { resourceAccount: abroad, keys: friends },
      closed,
      'Access Denied',
    ],
    ['to nobody', { caller: { type: 'anonymous' } }, {}, 'Access Denied'],
  ])('of S3 %s', (_, changes, policies, expected) => {
    expect(answer(changes, policies).message).toMatch(expected)
  })
})

describe('the encoded message', () => {
  it('opens to what was denied, to whom, and by which statement', () => {
    const { decision, asked } = denied(
      { identity: [attached('identity', { ...deny('s3:*'), Sid: 'NoReading' })] },
      { keys: { 'aws:requestedregion': 'us-east-1', 'aws:principaltag/name': 'Zoë' } },
    )
    const encoded = encodeRefusal(decision, asked)
    expect(encoded).toMatch(/^[\w-]+$/)
    expect(JSON.parse(decodeRefusal(encoded)!)).toMatchObject({
      allowed: false,
      explicitDeny: true,
      matchedStatements: { items: [{ statementId: 'NoReading', effect: 'DENY' }] },
      context: {
        principal: { id: alice.userId, arn: alice.arn },
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::reports/march.pdf',
        conditions: {
          items: [
            { key: 'aws:requestedregion', values: { items: [{ value: 'us-east-1' }] } },
            { key: 'aws:principaltag/name', values: { items: [{ value: 'Zoë' }] } },
          ],
        },
      },
    })
  })

  it.each(['', 'blob', 'a', 'not base64!', btoa('{"allowed":true}').replace('=', '')])(
    '%j is none',
    (text) => {
      expect(decodeRefusal(text)).toBeUndefined()
    },
  )
})
