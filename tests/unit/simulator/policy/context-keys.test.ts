import { describe, expect, it } from 'vitest'
import { type Circumstances, contextKeys } from '../../../../simulator/policy/context-keys.ts'
import { alice, auditor, auditRole, home, root } from './notation.ts'

const now = Date.UTC(2026, 10, 2, 9)

const keysOf = (changes: Partial<Circumstances> = {}) =>
  contextKeys({
    caller: alice,
    action: 'ec2:CreateVpc',
    region: 'eu-west-1',
    now,
    sourceIp: '203.0.113.7',
    ...changes,
  })

describe('every request', () => {
  it('says when, where and how it comes', () => {
    expect(keysOf({ userAgent: 'aws-cli/2.36.7' })).toMatchObject({
      'aws:requestedregion': 'eu-west-1',
      'aws:currenttime': '2026-11-02T09:00:00Z',
      'aws:epochtime': '1793610000',
      'aws:securetransport': 'true',
      'aws:useragent': 'aws-cli/2.36.7',
      'aws:viaawsservice': 'false',
      'aws:principalisawsservice': 'false',
    })
  })

  it('may come without TLS', () => {
    expect(keysOf({ secure: false })).toMatchObject({ 'aws:securetransport': 'false' })
  })
})

describe('the caller', () => {
  it.each<[string, Circumstances['caller'], object]>([
    [
      'a user',
      alice,
      {
        'aws:principaltype': 'User',
        'aws:username': 'alice',
        'aws:principalarn': alice.arn,
        'aws:userid': alice.userId,
        'aws:principalaccount': home,
      },
    ],
    ['root', root, { 'aws:principaltype': 'Account', 'aws:principalarn': root.arn, 'aws:userid': home }],
    [
      'a session',
      auditor,
      { 'aws:principaltype': 'AssumedRole', 'aws:principalarn': auditRole, 'aws:userid': auditor.userId },
    ],
    ['nobody', { type: 'anonymous' }, { 'aws:principaltype': 'Anonymous' }],
    [
      'a service',
      {
        type: 'service',
        service: 'sns.amazonaws.com',
        sourceArn: 'arn:aws:sns:us-east-1:1:t',
        sourceAccount: '1',
      },
      {
        'aws:principalisawsservice': 'true',
        'aws:principalservicename': 'sns.amazonaws.com',
        'aws:principalservicenameslist': ['sns.amazonaws.com'],
        'aws:sourcearn': 'arn:aws:sns:us-east-1:1:t',
        'aws:sourceaccount': '1',
      },
    ],
    [
      'a tagged user of an organization',
      { ...alice, tags: { Team: 'Blue' }, organization: { id: 'o-1', path: 'o-1/r-1/ou-1/' } },
      {
        'aws:principaltag/team': 'Blue',
        'aws:principalorgid': 'o-1',
        'aws:principalorgpaths': ['o-1/r-1/ou-1/'],
      },
    ],
  ])('%s', (_, caller, expected) => {
    expect(keysOf({ caller })).toMatchObject(expected)
  })

  it.each<[string, Circumstances['caller'], string[]]>([
    [
      'a user with keys of long life',
      alice,
      ['aws:multifactorauthpresent', 'aws:tokenissuetime', 'aws:principalorgid'],
    ],
    ['a session', auditor, ['aws:username']],
    ['root', root, ['aws:username']],
    [
      'nobody',
      { type: 'anonymous' },
      ['aws:principalarn', 'aws:principalaccount', 'aws:userid', 'aws:username'],
    ],
  ])('%s has no such keys', (_, caller, absent) => {
    expect(absent.filter((key) => key in keysOf({ caller }))).toEqual([])
  })

  it('with temporary credentials says whether a second factor was used, and how long ago', () => {
    const issuedAt = now - 60_000
    expect(keysOf({ caller: { ...alice, session: { issuedAt } } })).toMatchObject({
      'aws:tokenissuetime': '2026-11-02T08:59:00Z',
      'aws:multifactorauthpresent': 'false',
    })
    expect(keysOf({ caller: { ...alice, session: { issuedAt } } })).not.toHaveProperty(
      'aws:multifactorauthage',
    )
    expect(keysOf({ caller: { ...alice, session: { issuedAt, mfaAt: now - 90_500 } } })).toMatchObject({
      'aws:multifactorauthpresent': 'true',
      'aws:multifactorauthage': '90',
    })
  })
})

describe('the way in', () => {
  const arrival = { endpointId: 'vpce-1', vpcId: 'vpc-1', sourceIp: '10.0.0.5' }
  const overEndpoint = [
    'aws:sourcevpce',
    'aws:sourcevpc',
    'aws:vpcsourceip',
    'aws:sourcevpcarn',
    'aws:vpceaccount',
  ]

  it('over the internet shows the public address and nothing of a VPC', () => {
    const keys = keysOf()
    expect(keys).toMatchObject({ 'aws:sourceip': '203.0.113.7' })
    expect(overEndpoint.filter((key) => key in keys)).toEqual([])
  })

  it('over an endpoint shows endpoint, VPC and private address, and no public one', () => {
    const keys = keysOf({ arrival })
    expect(keys).toMatchObject({
      'aws:sourcevpce': 'vpce-1',
      'aws:sourcevpc': 'vpc-1',
      'aws:vpcsourceip': '10.0.0.5',
    })
    expect(keys).not.toHaveProperty('aws:sourceip')
    expect(keys).not.toHaveProperty('aws:vpceaccount')
  })

  it('over an endpoint shows its owner to services that ask', () => {
    const owner = { account: home, organization: { id: 'o-1', path: 'o-1/r-1/' } }
    expect(keysOf({ arrival: { ...arrival, vpcArn: 'arn:vpc', owner } })).toMatchObject({
      'aws:sourcevpcarn': 'arn:vpc',
      'aws:vpceaccount': home,
      'aws:vpceorgid': 'o-1',
      'aws:vpceorgpaths': ['o-1/r-1/'],
    })
  })

  it('through other services shows these, and no address of the caller', () => {
    const keys = keysOf({ via: ['cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'] })
    expect(keys).toMatchObject({
      'aws:viaawsservice': 'true',
      'aws:calledvia': ['cloudformation.amazonaws.com', 'dynamodb.amazonaws.com'],
      'aws:calledviafirst': 'cloudformation.amazonaws.com',
      'aws:calledvialast': 'dynamodb.amazonaws.com',
    })
    expect(keys).not.toHaveProperty('aws:sourceip')
  })
})

describe('tags and the resource', () => {
  it('shows the tags that are asked for', () => {
    expect(keysOf({ requestTags: { Team: 'Blue' }, tagKeys: ['Team', 'Old'] })).toMatchObject({
      'aws:requesttag/team': 'Blue',
      'aws:tagkeys': ['Team', 'Old'],
    })
    expect(keysOf({ requestTags: {} })).not.toHaveProperty('aws:tagkeys')
  })

  it('shows the resource’s owner and tags, under the service’s own name too', () => {
    const resource = { account: home, organization: { id: 'o-1' }, tags: { Stage: 'Prod' } }
    expect(keysOf({ resource })).toMatchObject({
      'aws:resourceaccount': home,
      'aws:resourceorgid': 'o-1',
      'aws:resourcetag/stage': 'Prod',
      'ec2:resourcetag/stage': 'Prod',
    })
    expect(keysOf({ resource, action: 's3:GetObject' })).toMatchObject({ 's3:resourceaccount': home })
  })

  it('takes the service’s own keys in any capitals', () => {
    expect(keysOf({ serviceKeys: { 'ec2:VpceServiceName': 'com.amazonaws.eu-west-1.s3' } })).toMatchObject({
      'ec2:vpceservicename': 'com.amazonaws.eu-west-1.s3',
    })
  })
})
