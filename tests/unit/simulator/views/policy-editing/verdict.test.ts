import { expect, it } from 'vitest'
import { type Trial, verdictOn } from '../../../../../simulator/views/policy-editing/verdict.ts'

const lock = (condition: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OnlyByTheDoor',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::books/*',
        Condition: condition,
      },
    ],
  })
const byTheDoor = { id: 'vpce-1', vpc: 'vpc-1', from: '10.0.0.5' }
const trial: Trial = {
  kind: 'resource',
  policy: lock({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }),
  caller: 'arn:aws:iam::111111111111:role/reader',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::books/one',
  region: 'us-east-1',
  now: 0,
}

/** The outcome in a line: who decided, and how. */
function told(change: Partial<Trial>): string {
  const verdict = verdictOn({ ...trial, ...change })
  if ('problems' in verdict)
    return verdict.problems.map(({ line, message }) => `${line}: ${message}`).join('; ')
  const by = verdict.statements.find(({ decides }) => decides)?.name ?? 'none'
  return `${verdict.kind} by ${by}`
}

it.each<[string, Partial<Trial>, string]>([
  ['through the endpoint', { endpoint: byTheDoor }, 'allowed by none'],
  ['through another endpoint', { endpoint: { ...byTheDoor, id: 'vpce-2' } }, 'explicit by OnlyByTheDoor'],
  ['over the internet, where the key is not there', { sourceIp: '203.0.113.9' }, 'explicit by OnlyByTheDoor'],
  ['another action', { action: 's3:ListBucket', resource: 'arn:aws:s3:::books' }, 'allowed by none'],
  ['the key set by hand', { keys: { 'aws:SourceVpce': 'vpce-1' } }, 'allowed by none'],
  [
    'the key taken away by hand',
    { endpoint: byTheDoor, keys: { 'AWS:SourceVpce': null } },
    'explicit by OnlyByTheDoor',
  ],
  ['nobody in particular', { caller: 'anonymous', endpoint: byTheDoor }, 'implicit by none'],
])('a lock on a bucket: %s', (_, change, expected) => {
  expect(told(change)).toBe(expected)
})

const readOnly = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' },
})

it.each<[string, Partial<Trial>, string]>([
  ['lets pass what it allows', { kind: 'endpoint', policy: readOnly, endpoint: byTheDoor }, 'allowed by 1'],
  [
    'stops what it does not name',
    { kind: 'endpoint', policy: readOnly, endpoint: byTheDoor, action: 's3:PutObject' },
    'implicit by none',
  ],
])('a policy of an endpoint %s', (_, change, expected) => {
  expect(told(change)).toBe(expected)
})

it('says in AWS’s words what was denied, what each statement thought, and what was looked at', () => {
  expect(verdictOn({ ...trial, sourceIp: '203.0.113.9' })).toMatchObject({
    message: expect.stringContaining('with an explicit deny in a resource-based policy'),
    statements: [{ name: 'OnlyByTheDoor', effect: 'Deny', mismatch: undefined, decides: true, line: 1 }],
    looked: [{ key: 'aws:SourceVpce', value: undefined }],
  })
  expect(verdictOn({ ...trial, endpoint: byTheDoor })).toMatchObject({
    message: undefined,
    statements: [{ mismatch: expect.stringContaining('aws:SourceVpce'), decides: false }],
    looked: [{ key: 'aws:SourceVpce', value: 'vpce-1' }],
  })
})

it('tells what is wrong with a text, and in which line', () => {
  expect(told({ policy: '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Alow" }]\n}' })).toMatch(
    /3: “Alow”/,
  )
  expect(told({ policy: '{' })).toMatch(/^1: This is not JSON/)
})
