import { describe, expect, it } from 'vitest'
import { account, otherAccount, type TestCloud, testCloud } from '../cloud.ts'
import { allow, awsManaged, deny, policy, trust, trustsAccount, userWith } from '../iam/words.ts'

const RoleArn = `arn:aws:iam::${account}:role/app/r`
const session = `arn:aws:sts::${account}:assumed-role/r/monday`
const ask = { RoleArn, RoleSessionName: 'monday' }
const block = { CidrBlock: '10.0.0.0/16' }
const dev = `arn:aws:iam::${account}:user/Dev`

/** A role with all rights, which trusts whom it is told to, and a user who may do what the statements say. */
function setUp(trustText: string, ...statements: object[]) {
  const cloud = testCloud()
  const me = userWith(cloud, 'Dev', ...statements)
  const AssumeRolePolicyDocument = trustText
  cloud.call('iam', 'CreateRole', { RoleName: 'r', Path: '/app/', AssumeRolePolicyDocument })
  cloud.call('iam', 'AttachRolePolicy', { RoleName: 'r', PolicyArn: awsManaged('AdministratorAccess') })
  return { cloud, me }
}

const mayAssume = allow('sts:AssumeRole')

function assume(cloud: TestCloud, me: object, more: object = {}) {
  return { as: cloud.call('sts', 'AssumeRole', { ...ask, ...more }, me).Credentials ?? {} }
}

describe('assume-role', () => {
  it('gives temporary credentials of the role', () => {
    const { cloud, me } = setUp(trustsAccount, mayAssume)
    const answer = cloud.call('sts', 'AssumeRole', ask, me)
    expect(answer).toEqual({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SecretAccessKey: expect.stringMatching(/^.{40}$/),
        SessionToken: expect.stringMatching(/^IQoJ/),
        Expiration: '2026-11-02T10:00:00.000Z',
      },
      AssumedRoleUser: { AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:monday$/), Arn: session },
    })
    const as = answer.Credentials
    expect(cloud.call('sts', 'GetCallerIdentity', {}, { as: as! })).toMatchObject({
      Account: account,
      Arn: session,
    })
    expect(cloud.ask('CreateVpc', block, { as: as! }).Vpc?.OwnerId).toBe(account)
  })

  it('credentials end, and need their token', () => {
    const { cloud, me } = setUp(trustsAccount, mayAssume)
    const { as } = assume(cloud, me, { DurationSeconds: 900 })
    const { SessionToken: _, ...tokenless } = as
    expect(cloud.refusedBy('sts', 'GetCallerIdentity', {}, { as: tokenless })).toMatch('InvalidClientTokenId')
    cloud.pass(899)
    expect(cloud.call('sts', 'GetCallerIdentity', {}, { as }).Arn).toBe(session)
    cloud.pass(1)
    expect(cloud.refusedBy('sts', 'GetCallerIdentity', {}, { as })).toBe(
      'ExpiredToken: The security token included in the request is expired',
    )
    expect(() => cloud.ask('DescribeVpcs', {}, { as })).toThrow('RequestExpired')
  })

  const denied = `AccessDenied: User: ${dev} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`

  it.each<[string, string, object[], string | undefined]>([
    ['the account is trusted and the user allowed', trustsAccount, [mayAssume], undefined],
    [
      'the account alone is trusted',
      trustsAccount,
      [],
      'because no identity-based policy allows the sts:AssumeRole action',
    ],
    ['the user by name is trusted', trust({ AWS: dev }), [], undefined],
    [
      'a service alone is trusted',
      trust({ Service: 'ec2.amazonaws.com' }),
      [allow('*')],
      'because no role trust policy allows the sts:AssumeRole action',
    ],
    [
      'the user is trusted and forbidden',
      trust({ AWS: dev }),
      [deny('sts:*')],
      'with an explicit deny in an identity-based policy',
    ],
    [
      'another id is wanted',
      trust({ AWS: account }, 'sts:AssumeRole', { Condition: { StringEquals: { 'sts:ExternalId': '42' } } }),
      [mayAssume],
      'because no role trust policy allows the sts:AssumeRole action',
    ],
  ])('is decided by both sides: %s', (_, trustText, statements, why) => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev', ...statements)
    cloud.call('iam', 'CreateRole', { RoleName: 'r', Path: '/app/', AssumeRolePolicyDocument: trustText })
    if (why === undefined) expect(assume(cloud, me).as.AccessKeyId).toMatch(/^ASIA/)
    else expect(cloud.refusedBy('sts', 'AssumeRole', ask, me)).toBe(`${denied} ${why}`)
  })

  it('asks for the external id', () => {
    const Condition = { StringEquals: { 'sts:ExternalId': '42' } }
    const { cloud, me } = setUp(trust({ AWS: account }, 'sts:AssumeRole', { Condition }), mayAssume)
    expect(cloud.refusedBy('sts', 'AssumeRole', { ...ask, ExternalId: '41' }, me)).toMatch('AccessDenied')
    expect(assume(cloud, me, { ExternalId: '42' }).as.AccessKeyId).toMatch(/^ASIA/)
  })

  it('crosses accounts when both sides say so', () => {
    const cloud = testCloud()
    const far = { account: otherAccount }
    cloud.call('iam', 'CreateUser', { UserName: 'Far' }, far)
    const { AccessKey: as = {} } = cloud.call('iam', 'CreateAccessKey', { UserName: 'Far' }, far)
    const AssumeRolePolicyDocument = trust({ AWS: `arn:aws:iam::${otherAccount}:root` })
    cloud.call('iam', 'CreateRole', { RoleName: 'r', Path: '/app/', AssumeRolePolicyDocument })
    expect(cloud.refusedBy('sts', 'AssumeRole', ask, { as })).toMatch('no identity-based policy')
    const PolicyDocument = policy(allow('sts:AssumeRole', RoleArn))
    cloud.call('iam', 'PutUserPolicy', { UserName: 'Far', PolicyName: 'p', PolicyDocument }, far)
    const visitor = assume(cloud, { as })
    expect(cloud.call('sts', 'GetCallerIdentity', {}, visitor).Account).toBe(account)
  })

  it.each([
    ['the root user', {}, 'AccessDenied: Roles may not be assumed by root accounts.'],
    [
      'more time than the role gives',
      { DurationSeconds: 3601 },
      'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [
      'less time than there is',
      { DurationSeconds: 899 },
      "ValidationError: 1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    ['a policy that is none', { Policy: '{' }, 'MalformedPolicyDocument: Syntax errors in policy.'],
  ])('is refused: %s', (who, more, error) => {
    const { cloud, me } = setUp(trustsAccount, mayAssume)
    const where = who === 'the root user' ? {} : me
    expect(cloud.refusedBy('sts', 'AssumeRole', { ...ask, ...more }, where)).toBe(error)
  })

  it('of a role by a role lasts an hour at most', () => {
    const { cloud, me } = setUp(trustsAccount, mayAssume)
    cloud.call('iam', 'UpdateRole', { RoleName: 'r', MaxSessionDuration: 43_200 })
    const first = assume(cloud, me, { DurationSeconds: 7200 })
    expect(cloud.refusedBy('sts', 'AssumeRole', { ...ask, DurationSeconds: 3601 }, first)).toMatch(
      '1 hour session limit for roles assumed by role chaining',
    )
    expect(assume(cloud, first).as.AccessKeyId).toMatch(/^ASIA/)
  })

  it('ends with the session policy, which only narrows', () => {
    const { cloud, me } = setUp(trustsAccount, mayAssume)
    const narrow = assume(cloud, me, { Policy: policy(allow('ec2:Describe*')) })
    expect(cloud.ask('DescribeVpcs', {}, narrow).Vpcs).toHaveLength(1)
    expect(cloud.refused('CreateVpc', block, narrow)).toMatch(
      `User: ${session} is not authorized to perform: ec2:CreateVpc on resource: arn:aws:ec2:us-east-1:${account}:vpc/* because no session policy allows the ec2:CreateVpc action`,
    )
    const byArn = assume(cloud, me, { PolicyArns: [{ arn: awsManaged('AmazonEC2ReadOnlyAccess') }] })
    expect(cloud.refused('CreateVpc', block, byArn)).toMatch('no session policy allows')
  })

  it('carries tags, where both sides let it', () => {
    const both = trust({ AWS: account }, ['sts:AssumeRole', 'sts:TagSession'])
    const { cloud, me } = setUp(both, mayAssume)
    const Tags = [{ Key: 'team', Value: 'a' }]
    expect(cloud.refusedBy('sts', 'AssumeRole', { ...ask, Tags }, me)).toMatch(
      'because no identity-based policy allows the sts:TagSession action',
    )
    cloud.call('iam', 'PutUserPolicy', {
      UserName: 'Dev',
      PolicyName: 'own',
      PolicyDocument: policy(allow(['sts:AssumeRole', 'sts:TagSession'])),
    })
    const PolicyDocument = policy(
      deny('ec2:*', '*', { Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'a' } } }),
    )
    cloud.call('iam', 'PutRolePolicy', { RoleName: 'r', PolicyName: 'p', PolicyDocument })
    expect(cloud.ask('DescribeVpcs', {}, assume(cloud, me, { Tags })).Vpcs).toHaveLength(1)
    expect(() => cloud.ask('DescribeVpcs', {}, assume(cloud, me))).toThrow('explicit deny')
  })

  it('of a role that lost its policy lets nothing through any more', () => {
    const { cloud, me } = setUp(trustsAccount, mayAssume)
    const there = assume(cloud, me)
    cloud.call('iam', 'DetachRolePolicy', { RoleName: 'r', PolicyArn: awsManaged('AdministratorAccess') })
    expect(cloud.refused('DescribeVpcs', {}, there)).toMatch('no identity-based policy')
  })
})

describe('session tokens', () => {
  it('are of the user, who then may not touch IAM', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev', allow('*'))
    const { Credentials: as = {} } = cloud.call('sts', 'GetSessionToken', {}, me)
    expect(cloud.call('sts', 'GetCallerIdentity', {}, { as }).Arn).toBe(dev)
    expect(cloud.ask('DescribeVpcs', {}, { as }).Vpcs).toHaveLength(1)
    expect(cloud.refusedBy('iam', 'ListUsers', {}, { as })).toMatch('InvalidClientTokenId')
    expect(cloud.refusedBy('sts', 'GetSessionToken', {}, { as })).toBe(
      'AccessDenied: Cannot call GetSessionToken with session credentials',
    )
    expect(cloud.call('iam', 'ListAccessKeys', { UserName: 'Dev' }).AccessKeyMetadata).toHaveLength(1)
  })

  it('of a federated user may do what both the user and the policy allow', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev', allow(['ec2:*', 'sts:GetFederationToken']))
    const federate = (Policy?: string) => {
      const input = { Name: 'guest', ...(Policy !== undefined && { Policy }) }
      const { Credentials: as = {}, FederatedUser } = cloud.call('sts', 'GetFederationToken', input, me)
      return { as, FederatedUser }
    }
    const guest = federate(policy(allow(['ec2:Describe*', 's3:*'])))
    expect(guest.FederatedUser).toEqual({
      FederatedUserId: `${account}:guest`,
      Arn: `arn:aws:sts::${account}:federated-user/guest`,
    })
    expect(cloud.ask('DescribeVpcs', {}, guest).Vpcs).toHaveLength(1)
    expect(cloud.refused('CreateVpc', block, guest)).toMatch(
      'no session policy allows the ec2:CreateVpc action',
    )
    expect(cloud.refused('DescribeVpcs', {}, federate())).toMatch('no session policy allows')
  })
})

describe('other operations of STS', () => {
  it('an encoded refusal is decoded by whoever may', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev')
    const [, EncodedMessage = ''] = /message: (\S+)$/.exec(cloud.refused('CreateVpc', block, me)) ?? []
    const { DecodedMessage = '' } = cloud.call('sts', 'DecodeAuthorizationMessage', { EncodedMessage })
    expect(JSON.parse(DecodedMessage)).toMatchObject({
      allowed: false,
      explicitDeny: false,
      context: { action: 'ec2:CreateVpc', principal: { arn: dev } },
    })
    expect(cloud.refusedBy('sts', 'DecodeAuthorizationMessage', { EncodedMessage }, me)).toMatch(
      'AccessDenied',
    )
    expect(cloud.refusedBy('sts', 'DecodeAuthorizationMessage', { EncodedMessage: 'zzz' })).toMatch(
      'InvalidAuthorizationMessageException',
    )
  })

  it('a key tells its account', () => {
    const cloud = testCloud()
    const { as } = userWith(cloud, 'Dev')
    const AccessKeyId = as.AccessKeyId ?? ''
    const far = { account: otherAccount }
    expect(cloud.call('sts', 'GetAccessKeyInfo', { AccessKeyId }, far)).toEqual({ Account: account })
  })
})
