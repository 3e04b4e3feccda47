import { describe, expect, it } from 'vitest'
import { account, testCloud } from '../cloud.ts'
import { allow, awsManaged, deny, policy, trust } from './words.ts'

const own = (name: string) => `arn:aws:iam::${account}:policy/${name}`
const reads = policy(allow('ec2:Describe*'))
const p = { PolicyName: 'p', PolicyDocument: reads }

describe('a managed policy', () => {
  it('is made with one version, and get-policy tells more than create-policy', () => {
    const { call } = testCloud()
    const { Policy } = call('iam', 'CreatePolicy', { ...p, Description: 'reads' })
    expect(Policy).toEqual({
      PolicyName: 'p',
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
      Arn: own('p'),
      Path: '/',
      DefaultVersionId: 'v1',
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 0,
      IsAttachable: true,
      CreateDate: '2026-11-02T09:00:00.000Z',
      UpdateDate: '2026-11-02T09:00:00.000Z',
    })
    expect(call('iam', 'GetPolicy', { PolicyArn: own('p') }).Policy).toEqual({
      ...Policy,
      Description: 'reads',
      Tags: [],
    })
  })

  it.each([
    ['no JSON', '{', 'MalformedPolicyDocument: Syntax errors in policy.'],
    [
      'a principal',
      policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
      'MalformedPolicyDocument: Policy document should not specify a principal.',
    ],
    [
      'no resource',
      policy({ Effect: 'Allow', Action: 'ec2:*' }),
      'MalformedPolicyDocument: Policy statement must contain resources.',
    ],
    [
      'more than 6144 characters',
      policy(allow(Array.from({ length: 400 }, (_, i) => `ec2:DescribeSomething${i}`))),
      'LimitExceeded: Cannot exceed quota for PolicySize: 6144',
    ],
  ])('is refused with %s', (_, PolicyDocument, error) => {
    const { refusedBy } = testCloud()
    expect(refusedBy('iam', 'CreatePolicy', { PolicyName: 'x', PolicyDocument })).toBe(error)
  })

  it('has a name of its own', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreatePolicy', p)
    expect(refusedBy('iam', 'CreatePolicy', p)).toBe(
      'EntityAlreadyExists: A policy called p already exists. Duplicate names are not allowed.',
    )
  })

  it('has five versions at most, never the same number twice, newest first', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreatePolicy', p)
    const PolicyArn = own('p')
    const add = { PolicyArn, PolicyDocument: policy(deny('*')) }
    for (let i = 0; i < 4; i++) call('iam', 'CreatePolicyVersion', add)
    expect(refusedBy('iam', 'CreatePolicyVersion', add)).toBe(
      'LimitExceeded: A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    )
    call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v5' })
    call('iam', 'CreatePolicyVersion', { ...add, SetAsDefault: true })
    const { Versions } = call('iam', 'ListPolicyVersions', { PolicyArn })
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v6', true],
      ['v4', false],
      ['v3', false],
      ['v2', false],
      ['v1', false],
    ])
    call('iam', 'SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' })
    expect(call('iam', 'GetPolicy', { PolicyArn }).Policy?.DefaultVersionId).toBe('v1')
    expect(refusedBy('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v1' })).toBe(
      'DeleteConflict: Cannot delete the default version of a policy.',
    )
    expect(refusedBy('iam', 'GetPolicyVersion', { PolicyArn, VersionId: 'v5' })).toMatch('NoSuchEntity')
  })

  it('gives its document URL-encoded, as it was written', () => {
    const { call } = testCloud()
    const text = `{ "Version": "2012-10-17",\n "Statement": { "Effect": "Allow", "Action": "ec2:*", "Resource": "*" } }`
    call('iam', 'CreatePolicy', { PolicyName: 'p', PolicyDocument: text })
    const { Document = '' } =
      call('iam', 'GetPolicyVersion', { PolicyArn: own('p'), VersionId: 'v1' }).PolicyVersion ?? {}
    expect(Document).not.toMatch(/[*"{]/)
    expect(decodeURIComponent(Document)).toBe(text)
  })

  it('stays while it is attached or has other versions', () => {
    const { call, refusedBy } = testCloud()
    const PolicyArn = own('p')
    call('iam', 'CreatePolicy', p)
    call('iam', 'CreateGroup', { GroupName: 'g' })
    call('iam', 'AttachGroupPolicy', { GroupName: 'g', PolicyArn })
    expect(refusedBy('iam', 'DeletePolicy', { PolicyArn })).toBe(
      'DeleteConflict: Cannot delete a policy attached to entities.',
    )
    call('iam', 'DetachGroupPolicy', { GroupName: 'g', PolicyArn })
    call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument: reads })
    expect(refusedBy('iam', 'DeletePolicy', { PolicyArn })).toMatch(
      'DeleteConflict: This policy has more than one version.',
    )
    call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: 'v2' })
    call('iam', 'DeletePolicy', { PolicyArn })
    expect(refusedBy('iam', 'GetPolicy', { PolicyArn })).toBe(
      `NoSuchEntity: Policy ${PolicyArn} was not found.`,
    )
  })

  it('is tagged', () => {
    const { call } = testCloud()
    call('iam', 'CreatePolicy', p)
    const PolicyArn = own('p')
    call('iam', 'TagPolicy', {
      PolicyArn,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    })
    call('iam', 'UntagPolicy', { PolicyArn, TagKeys: ['a'] })
    expect(call('iam', 'ListPolicyTags', { PolicyArn }).Tags).toEqual([{ Key: 'b', Value: '2' }])
  })
})

describe('a policy that AWS manages', () => {
  it('is AWS’s own, in every account', () => {
    const { call } = testCloud()
    const PolicyArn = awsManaged('AdministratorAccess')
    expect(call('iam', 'GetPolicy', { PolicyArn }).Policy).toMatchObject({
      PolicyName: 'AdministratorAccess',
      PolicyId: 'ANPAIWMBCKSKIEE64ZLYK',
      CreateDate: '2015-02-06T18:39:46Z',
    })
    const { PolicyVersion } = call('iam', 'GetPolicyVersion', { PolicyArn, VersionId: 'v1' })
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    })
  })

  it('stands at its own path', () => {
    const { call, refusedBy } = testCloud()
    expect(
      call('iam', 'GetPolicy', { PolicyArn: awsManaged('job-function/NetworkAdministrator') }).Policy?.Path,
    ).toBe('/job-function/')
    expect(refusedBy('iam', 'GetPolicy', { PolicyArn: awsManaged('NetworkAdministrator') })).toMatch(
      'NoSuchEntity',
    )
  })

  it('cannot be changed', () => {
    const { refusedBy } = testCloud()
    const PolicyArn = awsManaged('AdministratorAccess')
    expect(refusedBy('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument: reads })).toMatch(
      'NoSuchEntity',
    )
  })

  it.each([
    'service-role/AWSLambdaBasicExecutionRole',
    'AmazonSSMManagedInstanceCore',
    'AmazonVPCFullAccess',
  ])('%s can be attached', (name) => {
    const { call } = testCloud()
    call('iam', 'CreateGroup', { GroupName: 'g' })
    call('iam', 'AttachGroupPolicy', { GroupName: 'g', PolicyArn: awsManaged(name) })
    expect(call('iam', 'ListAttachedGroupPolicies', { GroupName: 'g' }).AttachedPolicies).toHaveLength(1)
  })
})

describe('list-policies', () => {
  it.each<[string, object, string[]]>([
    ['the account’s own', { Scope: 'Local' }, ['bound', 'p', 'unused']],
    ['those attached', { OnlyAttached: true }, ['bound', 'p', 'ReadOnlyAccess']],
    ['those attached, of AWS', { OnlyAttached: true, Scope: 'AWS' }, ['ReadOnlyAccess']],
    ['boundaries', { PolicyUsageFilter: 'PermissionsBoundary' }, ['bound']],
    ['those below a path', { PathPrefix: '/far/' }, ['unused']],
  ])('lists %s', (_, input, names) => {
    const { call } = testCloud()
    call('iam', 'CreatePolicy', p)
    call('iam', 'CreatePolicy', { ...p, PolicyName: 'bound' })
    call('iam', 'CreatePolicy', { ...p, PolicyName: 'unused', Path: '/far/' })
    call('iam', 'CreateUser', { UserName: 'u', PermissionsBoundary: own('bound') })
    call('iam', 'AttachUserPolicy', { UserName: 'u', PolicyArn: own('p') })
    call('iam', 'AttachUserPolicy', { UserName: 'u', PolicyArn: awsManaged('ReadOnlyAccess') })
    expect(call('iam', 'ListPolicies', input).Policies?.map(({ PolicyName }) => PolicyName)).toEqual(names)
  })
})

describe('attaching', () => {
  it('twice changes nothing, and a policy that is not attached cannot be detached', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', { UserName: 'u' })
    const input = { UserName: 'u', PolicyArn: awsManaged('ReadOnlyAccess') }
    call('iam', 'AttachUserPolicy', input)
    call('iam', 'AttachUserPolicy', input)
    expect(call('iam', 'ListAttachedUserPolicies', { UserName: 'u' }).AttachedPolicies).toEqual([
      { PolicyName: 'ReadOnlyAccess', PolicyArn: input.PolicyArn },
    ])
    call('iam', 'DetachUserPolicy', input)
    expect(refusedBy('iam', 'DetachUserPolicy', input)).toBe(
      `NoSuchEntity: Policy ${input.PolicyArn} was not found.`,
    )
  })

  it('goes to ten policies and not further', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', { UserName: 'u' })
    for (let i = 0; i <= 10; i++) call('iam', 'CreatePolicy', { ...p, PolicyName: `p${i}` })
    for (let i = 0; i < 10; i++) call('iam', 'AttachUserPolicy', { UserName: 'u', PolicyArn: own(`p${i}`) })
    expect(refusedBy('iam', 'AttachUserPolicy', { UserName: 'u', PolicyArn: own('p10') })).toBe(
      'LimitExceeded: Cannot exceed quota for PoliciesPerUser: 10',
    )
  })

  it('of another account’s policy is refused', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreatePolicy', p, { account: '210987654321' })
    call('iam', 'CreateUser', { UserName: 'u' })
    const PolicyArn = 'arn:aws:iam::210987654321:policy/p'
    expect(refusedBy('iam', 'AttachUserPolicy', { UserName: 'u', PolicyArn })).toBe(
      `NoSuchEntity: Policy ${PolicyArn} does not exist or is not attachable.`,
    )
  })

  it('is listed from the policy’s side', () => {
    const { call } = testCloud()
    const PolicyArn = awsManaged('ReadOnlyAccess')
    call('iam', 'CreateUser', { UserName: 'u' })
    call('iam', 'CreateUser', { UserName: 'bound', PermissionsBoundary: PolicyArn })
    call('iam', 'CreateGroup', { GroupName: 'g' })
    call('iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: trust({ AWS: account }) })
    call('iam', 'AttachUserPolicy', { UserName: 'u', PolicyArn })
    call('iam', 'AttachGroupPolicy', { GroupName: 'g', PolicyArn })
    call('iam', 'AttachRolePolicy', { RoleName: 'r', PolicyArn })
    expect(call('iam', 'ListEntitiesForPolicy', { PolicyArn })).toMatchObject({
      PolicyGroups: [{ GroupName: 'g' }],
      PolicyUsers: [{ UserName: 'u' }, { UserName: 'bound' }],
      PolicyRoles: [{ RoleName: 'r', RoleId: expect.stringMatching(/^AROA/) }],
      IsTruncated: false,
    })
    const users = { PolicyArn, EntityFilter: 'User', PolicyUsageFilter: 'PermissionsBoundary' } as const
    expect(call('iam', 'ListEntitiesForPolicy', users)).toMatchObject({
      PolicyGroups: [],
      PolicyUsers: [{ UserName: 'bound' }],
      PolicyRoles: [],
    })
  })
})

describe('policies of an entity’s own', () => {
  it.each([
    ['User', 'user', 2048],
    ['Group', 'group', 5120],
    ['Role', 'role', 10_240],
  ] as const)('of a %s are put, read, listed and deleted', (Kind, word, most) => {
    const { call, refusedBy } = testCloud()
    const name = { [`${Kind}Name`]: 'e' } as never
    call('iam', `Create${Kind}`, {
      ...(name as object),
      ...(Kind === 'Role' && { AssumeRolePolicyDocument: trust({ AWS: account }) }),
    } as never)
    const put = { ...(name as object), ...p } as never
    call('iam', `Put${Kind}Policy`, put)
    const got = call('iam', `Get${Kind}Policy`, { ...(name as object), PolicyName: 'p' } as never)
    expect(got).toMatchObject({ [`${Kind}Name`]: 'e', PolicyName: 'p' })
    expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(reads)
    expect(call('iam', `List${Kind === 'User' ? 'User' : Kind}Policies`, name).PolicyNames).toEqual(['p'])
    const long = policy(allow(Array.from({ length: most / 20 }, (_, i) => `ec2:DescribeSome${i}`)))
    expect(refusedBy('iam', `Put${Kind}Policy`, { ...(put as object), PolicyDocument: long } as never)).toBe(
      `LimitExceeded: Maximum policy size of ${most} bytes exceeded for ${word} e`,
    )
    const gone = { ...(name as object), PolicyName: 'p' } as never
    call('iam', `Delete${Kind}Policy`, gone)
    expect(refusedBy('iam', `Delete${Kind}Policy`, gone)).toBe(
      `NoSuchEntity: The ${word} policy with name p cannot be found.`,
    )
  })
})
