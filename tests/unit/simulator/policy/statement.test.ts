import { describe, expect, it } from 'vitest'
import { type AccessRequest, questionOf } from '../../../../simulator/policy/request.ts'
import { judgeStatement } from '../../../../simulator/policy/statement.ts'
import { alice, allow, attached, auditor, deny, home, report, request } from './notation.ts'

/** `applies`, or the element that is against it. */
function verdict(
  statement: Record<string, unknown>,
  changes: Partial<AccessRequest> = {},
  hasBoundary = false,
) {
  const kind = 'Principal' in statement || 'NotPrincipal' in statement ? 'resource' : 'identity'
  const [read] = attached(kind, statement).policy.statements
  const judged = judgeStatement(read!, questionOf(request(changes), hasBoundary))
  return 'applies' in judged ? 'applies' : judged.element
}

const { Action: _, ...noAction } = allow('s3:*', report)
const { Resource: __, ...noResource } = allow('s3:*')
const bob = { keys: { 'aws:username': 'bob' } }

describe('a statement', () => {
  it.each<[string, Record<string, unknown>, Partial<AccessRequest>, string]>([
    ['the action', allow('s3:GetObject', report), {}, 'applies'],
    ['the action in other capitals', allow('S3:getOBJECT', report), {}, 'applies'],
    ['a pattern of actions', allow(['ec2:*', 's3:Get?bject'], report), {}, 'applies'],
    ['every action', allow('*', report), {}, 'applies'],
    ['another action', allow('s3:PutObject', report), {}, 'Action'],
    ['another service', allow('s3:*', report), { action: 's3express:CreateSession' }, 'Action'],
    ['all actions but others', { ...noAction, NotAction: 's3:Put*' }, {}, 'applies'],
    ['all actions but this', { ...noAction, NotAction: ['iam:*', 's3:G*'] }, {}, 'Action'],
    ['the resource, or another', allow('s3:*', ['arn:aws:s3:::x', report]), {}, 'applies'],
    ['a pattern of resources', allow('s3:*', 'arn:aws:s3:::rep*/*'), {}, 'applies'],
    ['another resource', allow('s3:*', 'arn:aws:s3:::reports'), {}, 'Resource'],
    [
      'resource names keep their capitals',
      allow('s3:*', report.toUpperCase().replace('ARN:AWS:S3', 'arn:aws:s3')),
      {},
      'Resource',
    ],
    ['all resources but others', { ...noResource, NotResource: 'arn:aws:s3:::x/*' }, {}, 'applies'],
    ['all resources but this', { ...noResource, NotResource: 'arn:aws:s3:::reports/*' }, {}, 'Resource'],
    [
      'what has no resource',
      allow('s3:ListAllMyBuckets'),
      { action: 's3:ListAllMyBuckets', resource: '*' },
      'applies',
    ],
    [
      'what has no resource, by the ARN of one',
      allow('s3:*', 'arn:aws:s3:::*'),
      { resource: '*' },
      'Resource',
    ],
    [
      'a resource with the caller’s name',
      allow('s3:*', `arn:aws:s3:::\${aws:username}/*`),
      { ...bob, resource: 'arn:aws:s3:::bob/x' },
      'applies',
    ],
    [
      'a resource with another’s name',
      allow('s3:*', `arn:aws:s3:::\${aws:username}/*`),
      { ...bob, resource: 'arn:aws:s3:::eve/x' },
      'Resource',
    ],
    [
      'a resource with a name that is not there',
      allow('s3:*', `arn:aws:s3:::\${aws:username}/*`),
      {},
      'Resource',
    ],
    [
      'all resources but that of a name that is not there',
      { ...noResource, NotResource: `arn:aws:s3:::\${aws:username}/*` },
      {},
      'Resource',
    ],
    ['the caller', allow('s3:*', '*', { Principal: { AWS: alice.arn } }), {}, 'applies'],
    [
      'another caller',
      allow('s3:*', '*', { Principal: { AWS: alice.arn } }),
      { caller: auditor },
      'Principal',
    ],
    [
      'everybody but the caller',
      deny('s3:*', '*', { NotPrincipal: { AWS: [alice.arn, home] } }),
      {},
      'Principal',
    ],
    [
      'everybody but another',
      deny('s3:*', '*', { NotPrincipal: { AWS: [alice.arn, home] } }),
      { caller: auditor },
      'applies',
    ],
    [
      'a condition that holds',
      allow('s3:*', '*', { Condition: { StringEquals: { 'aws:UserName': 'bob' } } }),
      bob,
      'applies',
    ],
    [
      'a condition that does not',
      allow('s3:*', '*', { Condition: { StringEquals: { 'aws:UserName': 'eve' } } }),
      bob,
      'Condition',
    ],
    [
      'all conditions together',
      allow('s3:*', '*', {
        Condition: { StringEquals: { 'aws:UserName': 'bob' }, Bool: { 'aws:SecureTransport': 'true' } },
      }),
      bob,
      'Condition',
    ],
  ])('speaks of %s', (_, statement, changes, expected) => {
    expect(verdict(statement, changes)).toBe(expected)
  })

  it('denies with NotPrincipal whoever has a permissions boundary, also those it names', () => {
    const statement = deny('s3:*', '*', { NotPrincipal: { AWS: [alice.arn, home] } })
    expect(verdict(statement, {}, true)).toBe('applies')
  })

  it('of a policy without a resource speaks of what the policy is attached to', () => {
    expect(verdict({ ...noResource, Principal: '*' })).toBe('applies')
  })
})
