import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { lintJson } from '../../../../../simulator/views/policy-editing/lint.ts'

/** A sound policy of a bucket, to change one thing in. */
const sound = {
  Effect: 'Allow',
  Principal: '*',
  Action: ['s3:GetObject', 's3:ListBucket'],
  Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'],
  Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
}

const policy = (changed: object = {}, version = '2012-10-17') =>
  JSON.stringify({ Version: version, Statement: [{ ...sound, ...changed }] }, null, 2)

/** What is complained about, and the part of the text that is underlined. */
const told = async (text: string) =>
  (await lintJson(text, contract)).map(
    ({ severity, message, from, to }) => `${severity} ${text.slice(from, to)}: ${message}`,
  )

describe('a policy in the editor', () => {
  it.each<[string, string]>([
    ['a policy of a bucket', policy()],
    ['a wildcard in an action', policy({ Action: 's3:Get*' })],
    ['an action in other capitals', policy({ Action: 'S3:getobject' })],
    ['every action', policy({ Action: '*' })],
    ['a permission that is no operation', policy({ Action: 'iam:PassRole' })],
    [
      'an operator for keys that may be missing',
      policy({ Condition: { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } } }),
    ],
    ['a tag of whoever asks', policy({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } })],
    ['a trust policy', policy({ Action: 'sts:AssumeRole', Resource: undefined, Condition: undefined })],
    ['JSON that is no policy', '{ "VpcId": "vpc-1", "Tags": [] }'],
  ])('%s is fine', async (_, text) => {
    expect(await told(text)).toEqual([])
  })

  it.each<[string, string, string]>([
    [
      'a misspelt element',
      policy({ Efect: 'Allow' }),
      'error "Efect": A policy has no element “Efect” here. Is Effect meant?',
    ],
    ['an effect in small letters', policy({ Effect: 'allow' }), 'error "allow": Capitals count: "Allow".'],
    [
      'an unknown operator',
      policy({ Condition: { StringEqual: { 'aws:SourceVpc': 'vpc-1' } } }),
      'error "StringEqual": “StringEqual” is no operator of conditions. Capitals count. Is StringEquals meant?',
    ],
    [
      'an unknown action',
      policy({ Action: ['s3:GetObject', 's3:GetObjects'] }),
      'warning "s3:GetObjects": No operation of s3 asks for “s3:GetObjects”. Is s3:GetObject meant?',
    ],
    [
      'a pattern that matches nothing',
      policy({ Action: 's3:Fetch*' }),
      'warning "s3:Fetch*": No action of s3 matches “s3:Fetch*”.',
    ],
    [
      'a misspelt service',
      policy({ Action: 'secretmanager:GetSecretValue' }),
      'warning "secretmanager:GetSecretValue": No service has “secretmanager:”. Is secretsmanager: meant?',
    ],
    [
      'a service that is not simulated',
      policy({ Action: 'braket:GetDevice' }),
      'hint "braket:GetDevice": Hopwise does not simulate the service behind “braket:”, and cannot say whether this exists.',
    ],
    [
      'a misspelt condition key',
      policy({ Condition: { StringEquals: { 'aws:SourceVpcEndpoint': 'vpce-1' } } }),
      'warning "aws:SourceVpcEndpoint": AWS has no condition key “aws:SourceVpcEndpoint”. Is aws:SourceVpce meant?',
    ],
    [
      'the date of today as version',
      policy({}, '2026-01-01'),
      'error "2026-01-01": Version is of the policy language, not of your policy: "2012-10-17", or the old "2008-10-17".',
    ],
    ['no effect', policy({ Effect: undefined }), 'error {: The statement has no Effect: "Allow" or "Deny".'],
    [
      'an address that is none',
      policy({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0' } } }),
      'error "10.0.0": “10.0.0” is no value that this operator can compare.',
    ],
  ])('%s is underlined, and told how to mend', async (_, text, complaint) => {
    expect(await told(text)).toEqual([complaint])
  })

  it.each<[string, string, string]>([
    [
      'a comma too many',
      '{ "Version": "2012-10-17", }',
      'error }: JSON has no comma before }: take the last one away.',
    ],
    [
      'a comma too few',
      '{ "Version": "2012-10-17" "Statement": [] }',
      'error ": A comma or a colon is missing before this.',
    ],
    [
      'an open bracket',
      '{ "Statement": [',
      'error [: The text ends too early: a bracket or a quote is still open.',
    ],
    ['single quotes', "{ 'Version': 1 }", "error ': JSON wants double quotes: \" and not '."],
    ['a comment', '// mine\n{}', 'error /: JSON has no comments.'],
    ['a name twice', '{ "Id": "a", "Id": "b" }', 'error ": “Id” is there twice in this object.'],
  ])('%s is shown where it is', async (_, text, complaint) => {
    expect(await told(text)).toEqual([complaint])
  })
})
