import { describe, expect, it } from 'vitest'
import type { PolicyKind } from '../../../../simulator/policy/policy.ts'
import { readPolicy } from '../../../../simulator/policy/read-policy.ts'
import { allow, deny } from './notation.ts'

const version = '2012-10-17'
const kinds: readonly PolicyKind[] = [
  ...(['identity', 'boundary', 'session', 'resource', 'trust', 'endpoint', 'scp', 'rcp'] as const),
]

const everyone = { Principal: '*' }
const without = (statement: object, name: string) =>
  Object.fromEntries(Object.entries(statement).filter(([key]) => key !== name))

/** A statement that each kind takes; every case changes one thing of it. */
const sound: Record<PolicyKind, Record<string, unknown>> = {
  identity: allow('s3:GetObject'),
  boundary: allow('s3:GetObject'),
  session: allow('s3:GetObject'),
  resource: allow('s3:GetObject', '*', everyone),
  trust: without(allow('sts:AssumeRole', '*', everyone), 'Resource'),
  endpoint: allow('s3:GetObject', '*', everyone),
  scp: deny('s3:GetObject'),
  rcp: deny('s3:GetObject', '*', everyone),
}

const faultsOf = (kind: PolicyKind, document: unknown) =>
  readPolicy(typeof document === 'string' ? document : JSON.stringify(document), kind).problems.map(
    ({ fault, path, found }) => [fault, path, ...(found === undefined ? [] : [found])].join(' '),
  )

const faults = (kind: PolicyKind, changes: object, remove = '') =>
  faultsOf(kind, { Version: version, Statement: without({ ...sound[kind], ...changes }, remove) })

describe('a sound policy', () => {
  it.each(kinds)('of kind %s has no problem', (kind) => {
    expect(faults(kind, {})).toEqual([])
  })

  it('may hold every element', () => {
    const text = JSON.stringify({
      Version: version,
      Id: 'two buckets',
      Statement: [
        {
          Sid: 'First thing',
          Effect: 'Deny',
          NotPrincipal: {
            AWS: ['111111111111', 'arn:aws:iam::111111111111:user/staff/alice', 'AIDAALICEALICEALICE00'],
            Service: 'logs.us-east-1.amazonaws.com',
            Federated: 'accounts.google.com',
            CanonicalUser: '0123456789abcdef'.repeat(4),
          },
          NotAction: ['s3:Get*', 'S3:?etObject'],
          NotResource: ['arn:aws:s3:::a', `arn:aws:s3:::a/\${aws:username}/*`],
          Condition: {
            StringLike: { 'aws:PrincipalArn': ['arn:aws:iam::1:*'], 's3:prefix': '' },
            'ForAllValues:NumericLessThanIfExists': { 's3:max-keys': [10, '20'] },
            Bool: { 'aws:SecureTransport': false },
            Null: { 'aws:SourceVpce': 'true' },
          },
        },
        sound.resource,
      ],
    })
    const { policy, problems } = readPolicy(text, 'resource')
    expect(problems).toEqual([])
    expect(policy).toMatchObject({ id: 'two buckets', version, kind: 'resource' })
    expect(policy?.statements.map(({ sid, effect, index }) => [sid, effect, index])).toEqual([
      ['First thing', 'Deny', 0],
      [undefined, 'Allow', 1],
    ])
  })

  it('is read only once', () => {
    const text = JSON.stringify({ Version: version, Statement: sound.identity })
    expect(readPolicy(text, 'identity')).toBe(readPolicy(text, 'identity'))
    expect(readPolicy(text, 'boundary').policy?.kind).toBe('boundary')
  })
})

describe('the document', () => {
  it.each<[string, unknown, string[]]>([
    ['no JSON', 'This is not a json document', ['bad-json ']],
    ['cut off', '{"Version":"2012-10-17","Statement":[{', ['bad-json ']],
    ['no object', '[]', ['bad-type ']],
    ['no statement', { Version: version }, ['missing-statement Statement']],
    ['an empty list of statements', { Version: version, Statement: [] }, ['missing-statement Statement']],
    ['statements of text', { Version: version, Statement: ['afd'] }, ['bad-type Statement[0]']],
    [
      'a version of the future',
      { Version: '2013-10-17', Statement: sound.identity },
      ['bad-version Version 2013-10-17'],
    ],
    ['a version that is no text', { Version: 2012, Statement: sound.identity }, ['bad-type Version ']],
    [
      'an unknown element',
      { Version: version, Extra: 1, Statement: sound.identity },
      ['unknown-element Extra'],
    ],
    ['an id that is no text', { Version: version, Id: {}, Statement: sound.identity }, ['bad-type Id']],
    ['an element twice', '{"Version":"2012-10-17","Version":"2012-10-17"}', ['duplicate-element  Version']],
  ])('with %s', (_, document, expected) => {
    expect(faultsOf('identity', document)).toEqual(expected)
  })

  it.each(kinds)('of kind %s in the language of 2008', (kind) => {
    const old = ['resource', 'trust', 'endpoint'].includes(kind)
    expect(faultsOf(kind, { Statement: sound[kind] })).toEqual(old ? [] : ['old-version Version'])
    expect(faultsOf(kind, { Version: '2008-10-17', Statement: sound[kind] })).toEqual(
      old ? [] : ['old-version Version 2008-10-17'],
    )
  })

  it('tells all problems, in the order of the text', () => {
    const document = { Statement: [{ Effect: 'allow', Action: 'x', Resource: 'y' }], Version: '1' }
    expect(faultsOf('identity', document)).toEqual([
      'effect-capitals Statement[0].Effect allow',
      'action-without-service Statement[0].Action x',
      'resource-not-arn Statement[0].Resource y',
      'bad-version Version 1',
    ])
  })
})

describe('a statement', () => {
  it.each<[PolicyKind, string, object, string[]]>([
    ['identity', 'unknown element', { Actions: 's3:*' }, ['unknown-element Statement.Actions']],
    ['identity', 'effect in other capitals', { Effect: 'denY' }, ['effect-capitals Statement.Effect denY']],
    ['identity', 'unknown effect', { Effect: 'Permit' }, ['bad-effect Statement.Effect Permit']],
    ['identity', 'effect that is no text', { Effect: ['Allow'] }, ['bad-type Statement.Effect']],
    ['identity', 'Sid that is no text', { Sid: [] }, ['bad-type Statement.Sid']],
    ['identity', 'Sid with a space', { Sid: 'a b' }, ['bad-sid Statement.Sid a b']],
    ['resource', 'Sid with a space, in a bucket’s policy', { Sid: 'a b' }, []],
    ['trust', 'empty Sid', { Sid: '' }, []],
    ['identity', 'both actions', { NotAction: [] }, ['both-of-a-pair Statement.NotAction']],
    ['identity', 'both resources', { NotResource: '*' }, ['both-of-a-pair Statement.NotResource']],
    ['resource', 'both principals', { NotPrincipal: '*' }, ['both-of-a-pair Statement.NotPrincipal']],
    ['identity', 'no action in the list', { Action: [] }, ['missing-action Statement.Action']],
    [
      'identity',
      'action without service',
      { Action: 'GetObject' },
      ['action-without-service Statement.Action GetObject'],
    ],
    ['identity', 'no text as action', { Action: '' }, ['action-without-service Statement.Action ']],
    [
      'identity',
      'action with two colons',
      { Action: 's3:Get:Object' },
      ['action-with-two-colons Statement.Action s3:Get:Object'],
    ],
    ['identity', 'service with a space', { Action: 'a a:Get' }, ['bad-service Statement.Action a a:Get']],
    ['identity', 'service with a wildcard', { Action: 's*:Get' }, ['bad-service Statement.Action s*:Get']],
    ['identity', 'service with a dot', { Action: 's3.s:Get' }, []],
    ['identity', 'every action', { Action: '*' }, []],
    [
      'identity',
      'list in a list',
      { Action: [[]] },
      ['missing-action Statement.Action', 'bad-type Statement.Action'],
    ],
    ['identity', 'no resource in the list', { Resource: [] }, ['missing-resource Statement.Resource']],
    [
      'identity',
      'resource without colon',
      { Resource: ['*', 'b/*'] },
      ['resource-not-arn Statement.Resource b/*'],
    ],
    [
      'identity',
      'resource of another partition',
      { Resource: 'arn:error:s3:::b' },
      ['bad-partition Statement.Resource arn:error:s3:::b'],
    ],
    [
      'identity',
      'resource of no service',
      { Resource: 'arn:aws' },
      ['arn-without-service Statement.Resource arn:aws'],
    ],
    [
      'identity',
      'resource of any service',
      { Resource: 'arn:aws:*:*:*:*' },
      ['arn-without-service Statement.Resource arn:aws:*:*:*:*'],
    ],
    [
      'identity',
      'resource with five parts',
      { Resource: 'arn:aws:s3::b' },
      ['bad-arn Statement.Resource arn:aws:s3::b'],
    ],
    [
      'identity',
      'resource with an empty service',
      { Resource: 'arn:aws::b' },
      ['bad-arn Statement.Resource arn:aws::b'],
    ],
    ['identity', 'resource with three parts', { Resource: 'arn:aws:sqs' }, []],
    [
      'identity',
      'bucket in a Region',
      { Resource: 'arn:aws:s3:us-east-1::b' },
      ['region-in-arn Statement.Resource arn:aws:s3:us-east-1::b'],
    ],
    [
      'identity',
      'access point in a Region',
      { Resource: 'arn:aws:s3:us-east-1:111111111111:accesspoint/a' },
      [],
    ],
    [
      'identity',
      'role in a Region',
      { Resource: 'arn:aws:iam:us-east-1::role/r' },
      ['region-in-arn Statement.Resource arn:aws:iam:us-east-1::role/r'],
    ],
    [
      'identity',
      'nothing of IAM’s',
      { Resource: 'arn:aws:iam::1:u*' },
      ['bad-iam-path Statement.Resource arn:aws:iam::1:u*'],
    ],
    ['identity', 'principal', { Principal: '*' }, ['principal-not-allowed Statement.Principal']],
    ['scp', 'principal', { Principal: '*' }, ['principal-not-allowed Statement.Principal']],
    ['trust', 'resource', { Resource: '*' }, ['resource-not-allowed Statement.Resource']],
    [
      'resource',
      'principal that is no name',
      { Principal: 'alice' },
      ['bad-principal Statement.Principal alice'],
    ],
    ['resource', 'principal without names', { Principal: {} }, ['bad-principal Statement.Principal']],
    [
      'resource',
      'principal of an unknown sort',
      { Principal: { aws: '*' } },
      ['bad-principal Statement.Principal.aws aws'],
    ],
    [
      'resource',
      'principal with a wildcard',
      { Principal: { AWS: 'arn:aws:iam::111111111111:role/*' } },
      ['principal-wildcard Statement.Principal.AWS arn:aws:iam::111111111111:role/*'],
    ],
    [
      'resource',
      'principal that is a group',
      { Principal: { AWS: 'group/x' } },
      ['bad-principal Statement.Principal.AWS group/x'],
    ],
    [
      'resource',
      'service that is no name',
      { Principal: { Service: '*' } },
      ['bad-principal Statement.Principal.Service *'],
    ],
    [
      'resource',
      'principal that is a number',
      { Principal: { AWS: 111111111111 } },
      ['bad-type Statement.Principal.AWS'],
    ],
    ['trust', 'everybody, by name', { Principal: { AWS: ['*'] } }, []],
    ['identity', 'condition that is a list', { Condition: [] }, ['bad-type Statement.Condition']],
    ['identity', 'empty condition', { Condition: {} }, []],
    [
      'identity',
      'unknown operator',
      { Condition: { StringIs: { a: '1' } } },
      ['unknown-operator Statement.Condition.StringIs StringIs'],
    ],
    ['identity', 'unknown operator that compares nothing', { Condition: { x: {}, y: {} } }, []],
    [
      'identity',
      'operator without keys',
      { Condition: { StringLike: 'b' } },
      ['bad-type Statement.Condition.StringLike'],
    ],
    [
      'identity',
      'condition value that is an object',
      { Condition: { StringLike: { a: {} } } },
      ['bad-type Statement.Condition.StringLike.a'],
    ],
    ['identity', 'no condition value', { Condition: { StringLike: { a: [] } } }, []],
    [
      'identity',
      'date that is none',
      { Condition: { DateLessThan: { a: 'soon' } } },
      ['bad-condition-value Statement.Condition.DateLessThan.a soon'],
    ],
    [
      'identity',
      'Null that is neither',
      { Condition: { Null: { a: 'maybe' } } },
      ['bad-condition-value Statement.Condition.Null.a maybe'],
    ],
    [
      'identity',
      'key twice in other capitals',
      { Condition: { Bool: { 'aws:A': 'true', 'aws:a': 'true' } } },
      ['duplicate-element Statement.Condition.Bool.aws:a aws:a'],
    ],
    [
      'endpoint',
      'pattern for an id',
      { Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } },
      ['pattern-for-id Statement.Condition.StringLike.aws:SourceVpc StringLike'],
    ],
    ['endpoint', 'whole id', { Condition: { StringEquals: { 'aws:PrincipalAccount': '111111111111' } } }, []],
    ['scp', 'allowing, with a condition', { Effect: 'Allow', Condition: { Bool: { a: 'true' } } }, []],
    ['rcp', 'allowing something', { Effect: 'Allow' }, ['effect-not-supported Statement.Effect Allow']],
    ['rcp', 'allowing all, as RCPFullAWSAccess does', { Effect: 'Allow', Action: '*' }, []],
    [
      'rcp',
      'one principal',
      { Principal: { AWS: '111111111111' } },
      ['principal-not-everyone Statement.Principal'],
    ],
    [
      'rcp',
      'service that takes no part',
      { Action: 'ec2:*' },
      ['service-not-supported Statement.Action ec2:*'],
    ],
    ['rcp', 'denying every service', { Action: '*' }, ['service-not-supported Statement.Action *']],
  ])('%s, %s', (kind, _, changes, expected) => {
    expect(faults(kind, changes)).toEqual(expected)
  })

  it.each<[PolicyKind, string, string[]]>([
    ['identity', 'Effect', ['missing-effect Statement.Effect']],
    ['identity', 'Action', ['missing-action Statement.Action']],
    ['identity', 'Resource', ['missing-resource Statement.Resource']],
    ['scp', 'Resource', ['missing-resource Statement.Resource']],
    ['endpoint', 'Resource', ['missing-resource Statement.Resource']],
    ['resource', 'Resource', []],
    ['resource', 'Principal', ['missing-principal Statement.Principal']],
    ['trust', 'Principal', ['missing-principal Statement.Principal']],
    ['endpoint', 'Principal', ['missing-principal Statement.Principal']],
    ['rcp', 'Principal', ['missing-principal Statement.Principal']],
  ])('%s, without %s', (kind, name, expected) => {
    expect(faults(kind, {}, name)).toEqual(expected)
  })

  it.each<[PolicyKind, 'Allow' | 'Deny', string[]]>([
    ['resource', 'Deny', []],
    ['endpoint', 'Deny', []],
    ['resource', 'Allow', ['not-principal-not-supported Statement.NotPrincipal']],
    ['trust', 'Deny', ['not-principal-not-supported Statement.NotPrincipal']],
  ])('%s, with NotPrincipal and %s', (kind, Effect, expected) => {
    expect(faults(kind, { Effect, NotPrincipal: '*' }, 'Principal')).toEqual(expected)
  })

  it('of a resource control policy does not know NotAction', () => {
    expect(faults('rcp', { NotAction: 's3:*' }, 'Action')).toEqual([
      'not-action-not-supported Statement.NotAction',
    ])
  })

  it('shares its Sid with no other, where IAM looks at it', () => {
    const twice = {
      Version: version,
      Statement: [
        { ...sound.identity, Sid: 'x' },
        { ...sound.identity, Sid: 'x' },
      ],
    }
    expect(faultsOf('identity', twice)).toEqual(['duplicate-sid Statement[1].Sid x'])
    const bucket = {
      Version: version,
      Statement: [
        { ...sound.resource, Sid: 'x' },
        { ...sound.resource, Sid: 'x' },
      ],
    }
    expect(faultsOf('resource', bucket)).toEqual([])
  })
})
