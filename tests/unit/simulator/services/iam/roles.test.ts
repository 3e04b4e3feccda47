import { describe, expect, it } from 'vitest'
import { account, otherAccount, testCloud } from '../cloud.ts'
import { awsManaged, trust, trustsAccount } from './words.ts'

const r = { RoleName: 'r', AssumeRolePolicyDocument: trustsAccount }
const role = { RoleName: 'r' }

describe('a role', () => {
  it('is what create-role answers; get-role adds session length and last use', () => {
    const { call } = testCloud()
    const { Role } = call('iam', 'CreateRole', { ...r, Path: '/app/' })
    expect(Role).toEqual({
      Path: '/app/',
      RoleName: 'r',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${account}:role/app/r`,
      CreateDate: '2026-11-02T09:00:00.000Z',
      AssumeRolePolicyDocument: expect.any(String),
    })
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(trustsAccount)
    expect(call('iam', 'GetRole', role).Role).toEqual({ ...Role, MaxSessionDuration: 3600, RoleLastUsed: {} })
    expect(call('iam', 'ListRoles').Roles).toEqual([{ ...Role, MaxSessionDuration: 3600 }])
  })

  it.each([
    [
      'a resource',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' },
      }),
      'Has prohibited field Resource',
    ],
    [
      'no principal',
      JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole' } }),
      'Missing required field Principal',
    ],
    [
      'a user that does not exist',
      trust({ AWS: `arn:aws:iam::${account}:user/nobody` }),
      `Invalid principal in policy: "AWS":"arn:aws:iam::${account}:user/nobody"`,
    ],
    [
      'a role of another account that does not exist',
      trust({ AWS: `arn:aws:iam::${otherAccount}:role/nothing` }),
      `Invalid principal in policy: "AWS":"arn:aws:iam::${otherAccount}:role/nothing"`,
    ],
  ])('is not created with a trust policy that has %s', (_, AssumeRolePolicyDocument, text) => {
    const { refusedBy } = testCloud()
    expect(refusedBy('iam', 'CreateRole', { ...role, AssumeRolePolicyDocument })).toBe(
      `MalformedPolicyDocument: ${text}`,
    )
  })

  it('trusts users and roles that exist, wherever they are', () => {
    const { call } = testCloud()
    call('iam', 'CreateUser', { UserName: 'u', Path: '/x/' }, { account: otherAccount })
    const AWS = `arn:aws:iam::${otherAccount}:user/x/u`
    expect(
      call('iam', 'CreateRole', { ...role, AssumeRolePolicyDocument: trust({ AWS }) }).Role,
    ).toBeDefined()
  })

  it.each([
    [59, 'Member must have value greater than or equal to 3600'],
    [43_201, 'Member must have value less than or equal to 43200'],
  ])('has no session of %i seconds', (MaxSessionDuration, rule) => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateRole', r)
    expect(refusedBy('iam', 'UpdateRole', { ...role, MaxSessionDuration })).toBe(
      `ValidationError: 1 validation error detected: Value '${MaxSessionDuration}' at 'maxSessionDuration' failed to satisfy constraint: ${rule}`,
    )
  })

  it('is changed: description, session length, trust, tags, boundary', () => {
    const { call } = testCloud()
    call('iam', 'CreateRole', r)
    call('iam', 'UpdateRole', { ...role, Description: 'd', MaxSessionDuration: 7200 })
    const PolicyDocument = trust({ Service: 'ec2.amazonaws.com' })
    call('iam', 'UpdateAssumeRolePolicy', { ...role, PolicyDocument })
    call('iam', 'TagRole', { ...role, Tags: [{ Key: 'a', Value: '1' }] })
    call('iam', 'PutRolePermissionsBoundary', { ...role, PermissionsBoundary: awsManaged('ReadOnlyAccess') })
    const { Role } = call('iam', 'GetRole', role)
    expect(Role).toMatchObject({
      Description: 'd',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'a', Value: '1' }],
      PermissionsBoundary: { PermissionsBoundaryArn: awsManaged('ReadOnlyAccess') },
    })
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).toBe(PolicyDocument)
    call('iam', 'UntagRole', { ...role, TagKeys: ['a'] })
    expect(call('iam', 'ListRoleTags', role).Tags).toEqual([])
  })

  it('stays while policies or instance profiles have it', () => {
    const { call, refusedBy } = testCloud()
    const profile = { InstanceProfileName: 'i', ...role }
    call('iam', 'CreateRole', r)
    call('iam', 'CreateInstanceProfile', { InstanceProfileName: 'i' })
    call('iam', 'AddRoleToInstanceProfile', profile)
    expect(refusedBy('iam', 'DeleteRole', role)).toBe(
      'DeleteConflict: Cannot delete entity, must remove roles from instance profile first.',
    )
    call('iam', 'RemoveRoleFromInstanceProfile', profile)
    call('iam', 'AttachRolePolicy', { ...role, PolicyArn: awsManaged('ReadOnlyAccess') })
    expect(refusedBy('iam', 'DeleteRole', role)).toBe(
      'DeleteConflict: Cannot delete entity, must detach all policies first.',
    )
    call('iam', 'DetachRolePolicy', { ...role, PolicyArn: awsManaged('ReadOnlyAccess') })
    call('iam', 'DeleteRole', role)
    expect(refusedBy('iam', 'GetRole', role)).toBe('NoSuchEntity: The role with name r cannot be found.')
  })
})

describe('an instance profile', () => {
  const i = { InstanceProfileName: 'i' }

  it('holds one role', () => {
    const { call, refusedBy } = testCloud()
    const { Role } = call('iam', 'CreateRole', r)
    call('iam', 'CreateRole', { ...r, RoleName: 'r2' })
    expect(call('iam', 'CreateInstanceProfile', i).InstanceProfile).toMatchObject({
      InstanceProfileId: expect.stringMatching(/^AIPA/),
      Arn: `arn:aws:iam::${account}:instance-profile/i`,
      Roles: [],
    })
    call('iam', 'AddRoleToInstanceProfile', { ...i, ...role })
    expect(refusedBy('iam', 'AddRoleToInstanceProfile', { ...i, RoleName: 'r2' })).toBe(
      'LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    )
    expect(call('iam', 'GetInstanceProfile', i).InstanceProfile?.Roles).toEqual([Role])
    expect(call('iam', 'ListInstanceProfilesForRole', role).InstanceProfiles).toHaveLength(1)
    expect(refusedBy('iam', 'DeleteInstanceProfile', i)).toMatch('DeleteConflict')
    expect(refusedBy('iam', 'RemoveRoleFromInstanceProfile', { ...i, RoleName: 'r2' })).toBe(
      'NoSuchEntity: Role r2 in Instance Profile i cannot be found.',
    )
  })

  it.each([
    ['CreateInstanceProfile', 'EntityAlreadyExists: Instance Profile i already exists.', 'i'],
    ['GetInstanceProfile', 'NoSuchEntity: Instance Profile j cannot be found.', 'j'],
  ] as const)('%s says %s', (operation, error, InstanceProfileName) => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateInstanceProfile', i)
    expect(refusedBy('iam', operation, { InstanceProfileName })).toBe(error)
  })
})

describe('a service-linked role', () => {
  const AWSServiceName = 'elasticloadbalancing.amazonaws.com'
  const linked = { RoleName: 'AWSServiceRoleForElasticLoadBalancing' }

  it('is named by its service, and nobody else may change it', () => {
    const { call, refusedBy } = testCloud()
    const { Role } = call('iam', 'CreateServiceLinkedRole', { AWSServiceName })
    expect(Role?.Arn).toBe(
      `arn:aws:iam::${account}:role/aws-service-role/${AWSServiceName}/${linked.RoleName}`,
    )
    expect(call('iam', 'ListAttachedRolePolicies', linked).AttachedPolicies).toEqual([
      {
        PolicyName: 'AWSElasticLoadBalancingServiceRolePolicy',
        PolicyArn: awsManaged('aws-service-role/AWSElasticLoadBalancingServiceRolePolicy'),
      },
    ])
    expect(refusedBy('iam', 'DeleteRole', linked)).toMatch(/^UnmodifiableEntity: /)
    expect(refusedBy('iam', 'CreateServiceLinkedRole', { AWSServiceName })).toMatch(
      /^InvalidInput: .*has been taken/,
    )
  })

  it('is deleted by an operation of its own', () => {
    const { call } = testCloud()
    call('iam', 'CreateServiceLinkedRole', { AWSServiceName })
    const { DeletionTaskId = '' } = call('iam', 'DeleteServiceLinkedRole', linked)
    expect(call('iam', 'GetServiceLinkedRoleDeletionStatus', { DeletionTaskId }).Status).toBe('SUCCEEDED')
    expect(call('iam', 'ListRoles').Roles).toEqual([])
  })
})

describe('the account', () => {
  it('has one alias, which no other account has', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateAccountAlias', { AccountAlias: 'one' })
    call('iam', 'CreateAccountAlias', { AccountAlias: 'two' })
    expect(call('iam', 'ListAccountAliases').AccountAliases).toEqual(['two'])
    expect(refusedBy('iam', 'CreateAccountAlias', { AccountAlias: 'two' }, { account: otherAccount })).toBe(
      'EntityAlreadyExists: The account alias two already exists.',
    )
    expect(refusedBy('iam', 'DeleteAccountAlias', { AccountAlias: 'one' })).toMatch('NoSuchEntity')
  })

  it('is summed up and told in detail', () => {
    const { call } = testCloud()
    call('iam', 'CreateRole', r)
    call('iam', 'CreateUser', { UserName: 'u' })
    call('iam', 'CreateGroup', { GroupName: 'g' })
    call('iam', 'AddUserToGroup', { UserName: 'u', GroupName: 'g' })
    call('iam', 'AttachRolePolicy', { ...role, PolicyArn: awsManaged('ReadOnlyAccess') })
    expect(call('iam', 'GetAccountSummary').SummaryMap).toMatchObject({
      Users: 1,
      Groups: 1,
      Roles: 1,
      Policies: 0,
    })
    expect(call('iam', 'GetAccountAuthorizationDetails')).toMatchObject({
      UserDetailList: [{ UserName: 'u', GroupList: ['g'], AttachedManagedPolicies: [] }],
      GroupDetailList: [{ GroupName: 'g' }],
      RoleDetailList: [{ RoleName: 'r', AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess' }] }],
      Policies: [{ PolicyName: 'ReadOnlyAccess', AttachmentCount: 1 }],
    })
    expect(call('iam', 'GetAccountAuthorizationDetails', { Filter: ['Group'] })).toMatchObject({
      UserDetailList: [],
      GroupDetailList: [{ GroupName: 'g' }],
    })
  })
})
