import { describe, expect, it } from 'vitest'
import { malformedPolicy } from '../../../../simulator/policy/malformed.ts'
import type { PolicyKind } from '../../../../simulator/policy/policy.ts'
import { readPolicy } from '../../../../simulator/policy/read-policy.ts'

const Version = '2012-10-17'
const good = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::example_bucket' }
const old = 'Policy document must be version 2012-10-17 or greater.'
const syntax = 'Syntax errors in policy.'
const legacy = 'The policy failed legacy parsing'

function said(document: unknown, kind: PolicyKind = 'identity'): string {
  const text = typeof document === 'string' ? document : JSON.stringify(document)
  return malformedPolicy(readPolicy(text, kind).problems)
}

describe('MalformedPolicyDocument', () => {
  it.each<[string, object, string]>([
    ['another effect', { Effect: 'invalid' }, syntax],
    ['an effect in other capitals', { Effect: 'denY' }, legacy],
    [
      'no service',
      { Action: 'invalid' },
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    ['a service with a space', { Action: 'a a:ListBucket' }, 'Vendor a a is not valid'],
    ['two colons', { Action: 's3:List:Bucket' }, 'Actions/Condition can contain only one colon.'],
    ['no actions', { Action: [] }, 'Policy statement must contain actions.'],
    ['no resources', { Resource: [] }, 'Policy statement must contain resources.'],
    ['no ARN', { Resource: 'invalid resource' }, 'Resource invalid resource must be in ARN format or "*".'],
    ['an empty ARN', { Resource: '' }, 'Resource  must be in ARN format or "*".'],
    [
      'no partition',
      { Resource: 'a:bsdf' },
      'Partition "bsdf" is not valid for resource "arn:bsdf:*:*:*:*".',
    ],
    [
      'a long ARN',
      { Resource: 'a:b:c:d:e:f:g:h' },
      'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".',
    ],
    [
      'a short ARN',
      { Resource: 'arn:aws' },
      'Resource vendor must be fully qualified and cannot contain regexes.',
    ],
    ['an ARN that lacks a colon', { Resource: 'arn:aws:s3::example_bucket' }, legacy],
    [
      'a bucket in a Region',
      { Resource: 'arn:aws:s3:us-east-1::b' },
      'Resource arn:aws:s3:us-east-1::b can not contain region information.',
    ],
    [
      'IAM in a Region',
      { Resource: 'arn:aws:iam:us-east-1::b' },
      'IAM resource arn:aws:iam:us-east-1::b cannot contain region information.',
    ],
    [
      'IAM’s unknown path',
      { Resource: 'arn:aws:iam:::example_bucket' },
      'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
    ],
    ['a date that is none', { Condition: { DateGreaterThan: { a: 'sdfdsf' } } }, legacy],
    ['a principal', { Principal: '*' }, 'Policy document should not specify a principal.'],
    // One thing is told at a time.
    [
      'no service and no ARN',
      { Action: 's:3:ListBucket', Resource: 'sdfsadf' },
      'Resource sdfsadf must be in ARN format or "*".',
    ],
    ['an effect in other capitals and no actions', { Effect: 'allow', Action: [] }, legacy],
    ['an unknown operator and no actions', { Action: [], Condition: { x: { a: '1' } } }, syntax],
  ])('%s', (_, changes, expected) => {
    expect(said({ Version, Statement: { ...good, ...changes } })).toBe(expected)
  })

  it.each<[string, unknown, string]>([
    ['no JSON', 'x', syntax],
    ['no version', { Statement: good }, old],
    ['no version and a bad date', { Statement: { ...good, Condition: { DateLessThan: { a: 'x' } } } }, old],
    ['no version and another effect', { Statement: { ...good, Effect: 'x' } }, syntax],
    [
      'a Sid twice, before what else is missing',
      {
        Version,
        Statement: [
          { ...good, Sid: 'x' },
          { Sid: 'x', Effect: 'Allow' },
        ],
      },
      'Statement IDs (SID) in a single policy must be unique.',
    ],
  ])('%s', (_, document, expected) => {
    expect(said(document)).toBe(expected)
  })

  it.each<[object, string]>([
    [{ Resource: '*', Principal: '*' }, 'Has prohibited field Resource'],
    [{}, 'Missing required field Principal'],
    [{ Principal: { AWS: 'bob' } }, 'Invalid principal in policy: "AWS":"bob"'],
    [{ Principal: { Service: 'ec2' } }, 'Invalid principal in policy: "SERVICE":"ec2"'],
  ])('of a role’s trust policy with %j', (changes, expected) => {
    expect(
      said({ Version, Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...changes } }, 'trust'),
    ).toBe(expected)
  })
})
