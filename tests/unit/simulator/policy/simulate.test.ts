import { describe, expect, it } from 'vitest'
import type { Policies } from '../../../../simulator/policy/layers.ts'
import type { AttachedPolicy, PolicyKind } from '../../../../simulator/policy/policy.ts'
import { readPolicy } from '../../../../simulator/policy/read-policy.ts'
import type { AccessRequest } from '../../../../simulator/policy/request.ts'
import { contextKeysIn, simulate } from '../../../../simulator/policy/simulate.ts'
import { abroad, allow, attached, deny, request } from './notation.ts'

function written(text: string, name = 'PolicyInputList.1', kind: PolicyKind = 'identity'): AttachedPolicy {
  const { policy } = readPolicy(text, kind)
  if (!policy) throw new Error('Not a policy')
  return { policy, name }
}

const result = (policies: Partial<Policies>, changes: Partial<AccessRequest> = {}) =>
  simulate(request(changes), { identity: [], ...policies })

// The example of SimulateCustomPolicy in the AWS CLI reference, to the letter.
const afterAugust = written(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}',
)
const backup = { action: 'dynamodb:CreateBackup', resource: '*' }

describe('the example of the CLI reference', () => {
  it('is allowed after August', () => {
    expect(
      result({ identity: [afterAugust] }, { ...backup, keys: { 'aws:currenttime': '2019-04-25T11:00:00Z' } }),
    ).toMatchObject({
      decision: 'allowed',
      matchedStatements: [
        {
          SourcePolicyId: 'PolicyInputList.1',
          SourcePolicyType: 'IAM Policy',
          StartPosition: { Line: 1, Column: 38 },
          EndPosition: { Line: 1, Column: 167 },
        },
      ],
      missingContextValues: [],
    })
  })

  it('is not allowed before', () => {
    expect(
      result({ identity: [afterAugust] }, { ...backup, keys: { 'aws:currenttime': '2014-04-25T11:00:00Z' } }),
    ).toMatchObject({ decision: 'implicitDeny', matchedStatements: [], missingContextValues: [] })
  })

  it('wants to know the time', () => {
    expect(result({ identity: [afterAugust] }, backup)).toMatchObject({
      decision: 'implicitDeny',
      missingContextValues: ['aws:CurrentTime'],
    })
  })
})

describe('positions', () => {
  it('are those that IAM tells of AdministratorAccess', () => {
    const text = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "*",
      "Resource": "*"
    }
  ]
}`
    expect(result({ identity: [written(text, 'AdministratorAccess')] }).matchedStatements).toEqual([
      {
        SourcePolicyId: 'AdministratorAccess',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 3, Column: 17 },
        EndPosition: { Line: 8, Column: 6 },
      },
    ])
  })

  it('of a later statement begin where the one before ends', () => {
    const text = `{"Version":"2012-10-17","Statement":[${JSON.stringify(allow('ec2:*'))},${JSON.stringify(allow('s3:*'))}]}`
    const [match] = result({ identity: [written(text)] }).matchedStatements
    expect(text.slice(match!.StartPosition.Column - 1, match!.EndPosition.Column - 1)).toBe(
      `,${JSON.stringify(allow('s3:*'))}`,
    )
  })
})

describe('a simulation', () => {
  const reads = attached('identity', allow('s3:Get*'))
  const forbids = attached('identity', allow('s3:*'), deny('s3:*'))

  it('lists the statements that deny, and only these', () => {
    const { decision, matchedStatements } = result({ identity: [reads, forbids] })
    expect(decision).toBe('explicitDeny')
    expect(matchedStatements).toHaveLength(1)
  })

  it('lists all statements that allow', () => {
    expect(result({ identity: [reads, reads] }).matchedStatements).toHaveLength(2)
  })

  it.each<[string, Partial<Policies>, boolean | undefined]>([
    ['none', {}, undefined],
    ['one that allows', { boundary: attached('boundary', allow('s3:*')) }, true],
    ['one that is silent', { boundary: attached('boundary', allow('ec2:*')) }, false],
    ['one that denies', { boundary: attached('boundary', deny('*')) }, false],
  ])('tells of the permissions boundary: %s', (_, policies, expected) => {
    expect(result({ identity: [reads], ...policies }).allowedByBoundary).toBe(expected)
  })

  it('names the boundary’s statement that denies', () => {
    const boundary = { ...attached('boundary', deny('*')), name: 'limits' }
    expect(result({ identity: [reads], boundary }).matchedStatements).toMatchObject([
      { SourcePolicyId: 'limits', SourcePolicyType: 'Permissions Boundary Policy' },
    ])
  })

  it('tells of the organization, but not which of its statements', () => {
    const scps = [[attached('scp', deny('s3:*'))]]
    expect(result({ identity: [reads], scps })).toMatchObject({
      decision: 'explicitDeny',
      matchedStatements: [],
      allowedByOrganizations: false,
    })
    expect(result({ identity: [reads] }).allowedByOrganizations).toBeUndefined()
    expect(result({ identity: [reads], scps: [[attached('scp', allow('*'))]] }).allowedByOrganizations).toBe(
      true,
    )
  })

  it('tells each side’s decision across accounts', () => {
    const resource = [attached('resource', allow('ec2:*', '*', { Principal: '*' }))]
    expect(result({ identity: [reads], resource }, { resourceAccount: abroad })).toMatchObject({
      decision: 'implicitDeny',
      details: { 'IAM Policy': 'allowed', 'Resource Policy': 'implicitDeny' },
    })
    expect(result({ identity: [reads], resource }).details).toBeUndefined()
  })

  it('asks for no key of a service control policy', () => {
    const scps = [[attached('scp', deny('*', '*', { Condition: { Bool: { 'aws:ViaAWSService': 'true' } } }))]]
    expect(result({ identity: [reads], scps }).missingContextValues).toEqual([])
  })

  it('asks for keys of statements on this action alone, each once', () => {
    const identity = [
      attached(
        'identity',
        allow('s3:*', `arn:aws:s3:::reports/\${aws:UserName}`, {
          Condition: { Bool: { 'aws:SecureTransport': 'true' } },
        }),
      ),
      attached(
        'identity',
        allow('s3:*', '*', {
          Condition: { StringLike: { 's3:Prefix': `\${aws:username}/*`, 'AWS:securetransport': 'x' } },
        }),
      ),
      attached('identity', allow('ec2:*', '*', { Condition: { Null: { 'ec2:Vpc': 'true' } } })),
    ]
    expect(result({ identity }).missingContextValues).toEqual([
      'aws:UserName',
      's3:Prefix',
      'AWS:securetransport',
    ])
    expect(contextKeysIn(identity)).toEqual(['aws:SecureTransport', 'aws:UserName', 's3:Prefix', 'ec2:Vpc'])
  })
})
