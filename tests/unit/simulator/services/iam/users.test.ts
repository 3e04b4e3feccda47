import { describe, expect, it } from 'vitest'
import { account, testCloud } from '../cloud.ts'
import { allow, awsManaged, policy, userWith } from './words.ts'

const dev = { UserName: 'Dev' }

describe('a user', () => {
  it('is what create-user answers, and is found again without regard to capitals', () => {
    const { call } = testCloud()
    const { User } = call('iam', 'CreateUser', {
      ...dev,
      Path: '/team/',
      Tags: [{ Key: 'cost', Value: '1' }],
    })
    expect(User).toMatchObject({
      Path: '/team/',
      UserName: 'Dev',
      UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
      Arn: `arn:aws:iam::${account}:user/team/Dev`,
      CreateDate: '2026-11-02T09:00:00.000Z',
      Tags: [{ Key: 'cost', Value: '1' }],
    })
    expect(call('iam', 'GetUser', { UserName: 'dev' }).User).toEqual(User)
  })

  it('is the same in every Region, and another account does not see it', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', dev)
    expect(call('iam', 'ListUsers', {}, { region: 'eu-west-1' }).Users).toHaveLength(1)
    expect(refusedBy('iam', 'GetUser', dev, { account: '210987654321' })).toBe(
      'NoSuchEntity: The user with name Dev cannot be found.',
    )
  })

  it('is itself where no name is given', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev', allow('iam:GetUser'))
    expect(cloud.call('iam', 'GetUser', {}, me).User?.UserName).toBe('Dev')
    expect(cloud.call('iam', 'GetUser').User?.Arn).toBe(`arn:aws:iam::${account}:root`)
  })

  it.each([
    [
      'a name that is taken, in other capitals',
      { UserName: 'DEV' },
      'EntityAlreadyExists: User with name DEV already exists.',
    ],
    [
      'a boundary that does not exist',
      { UserName: 'Other', PermissionsBoundary: awsManaged('Nothing') },
      `NoSuchEntity: Policy ${awsManaged('Nothing')} does not exist or is not attachable.`,
    ],
    [
      'a name with a space',
      { UserName: 'a b' },
      "ValidationError: 1 validation error detected: Value 'a b' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
    ],
    [
      'the same tag twice',
      {
        UserName: 'Other',
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
      'InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
  ])('is not created with %s', (_, input, error) => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', dev)
    expect(refusedBy('iam', 'CreateUser', input)).toBe(error)
  })

  it('keeps its id and its keys when it gets another name', () => {
    const cloud = testCloud()
    const me = userWith(cloud, 'Dev')
    const before = cloud.call('iam', 'GetUser', dev).User
    cloud.call('iam', 'UpdateUser', { ...dev, NewUserName: 'Ops', NewPath: '/ops/' })
    expect(cloud.call('sts', 'GetCallerIdentity', {}, me)).toEqual({
      UserId: before?.UserId,
      Account: account,
      Arn: `arn:aws:iam::${account}:user/ops/Ops`,
    })
    expect(cloud.refusedBy('iam', 'GetUser', dev)).toMatch('NoSuchEntity')
  })

  it('shows its boundary until that is taken away', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', dev)
    const PermissionsBoundary = awsManaged('ReadOnlyAccess')
    call('iam', 'PutUserPermissionsBoundary', { ...dev, PermissionsBoundary })
    expect(call('iam', 'GetUser', dev).User?.PermissionsBoundary).toEqual({
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: PermissionsBoundary,
    })
    expect(call('iam', 'GetPolicy', { PolicyArn: PermissionsBoundary }).Policy).toMatchObject({
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 1,
    })
    call('iam', 'DeleteUserPermissionsBoundary', dev)
    expect(call('iam', 'GetUser', dev).User?.PermissionsBoundary).toBeUndefined()
    expect(refusedBy('iam', 'DeleteUserPermissionsBoundary', dev)).toMatch('NoSuchEntity')
  })

  it('is tagged, untagged, and lists its tags', () => {
    const { call } = testCloud()
    call('iam', 'CreateUser', {
      ...dev,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    })
    call('iam', 'TagUser', { ...dev, Tags: [{ Key: 'A', Value: '3' }] })
    call('iam', 'UntagUser', { ...dev, TagKeys: ['B'] })
    expect(call('iam', 'ListUserTags', dev).Tags).toEqual([{ Key: 'A', Value: '3' }])
  })
})

describe('deleting a user', () => {
  it.each<[string, (cloud: ReturnType<typeof testCloud>) => unknown, string]>([
    [
      'an attached policy',
      ({ call }) => call('iam', 'AttachUserPolicy', { ...dev, PolicyArn: awsManaged('ReadOnlyAccess') }),
      'Cannot delete entity, must detach all policies first.',
    ],
    [
      'a policy of its own',
      ({ call }) =>
        call('iam', 'PutUserPolicy', { ...dev, PolicyName: 'p', PolicyDocument: policy(allow('ec2:*')) }),
      'Cannot delete entity, must delete policies first.',
    ],
    [
      'an access key',
      ({ call }) => call('iam', 'CreateAccessKey', dev),
      'Cannot delete entity, must delete access keys first.',
    ],
    [
      'a password',
      ({ call }) => call('iam', 'CreateLoginProfile', { ...dev, Password: 'secret-1234' }),
      'Cannot delete entity, must delete login profile first.',
    ],
    [
      'a group',
      ({ call }) => {
        call('iam', 'CreateGroup', { GroupName: 'all' })
        call('iam', 'AddUserToGroup', { GroupName: 'all', ...dev })
      },
      'Cannot delete entity, must remove users from group first.',
    ],
  ])('is refused while it has %s', (_, give, message) => {
    const cloud = testCloud()
    cloud.call('iam', 'CreateUser', dev)
    give(cloud)
    expect(cloud.refusedBy('iam', 'DeleteUser', dev)).toBe(`DeleteConflict: ${message}`)
  })

  it('takes it away', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', dev)
    call('iam', 'DeleteUser', dev)
    expect(refusedBy('iam', 'DeleteUser', dev)).toBe('NoSuchEntity: The user with name Dev cannot be found.')
  })
})

describe('lists of IAM', () => {
  it('come by name, below a path, a page at a time', () => {
    const { call } = testCloud()
    for (const [UserName, Path] of [
      ['c', '/a/'],
      ['B', '/a/'],
      ['a', '/'],
      ['d', '/a/b/'],
    ] as const) {
      call('iam', 'CreateUser', { UserName, Path })
    }
    const names = (input: { PathPrefix?: string; MaxItems?: number; Marker?: string | undefined }) => {
      const { Users, IsTruncated, Marker } = call('iam', 'ListUsers', input)
      return { names: Users?.map((user) => user.UserName), IsTruncated, Marker }
    }
    expect(names({})).toEqual({ names: ['a', 'B', 'c', 'd'], IsTruncated: false })
    expect(names({ PathPrefix: '/a/' }).names).toEqual(['B', 'c', 'd'])
    const first = names({ MaxItems: 3 })
    expect(first).toMatchObject({ names: ['a', 'B', 'c'], IsTruncated: true })
    expect(names({ MaxItems: 3, Marker: first.Marker })).toEqual({ names: ['d'], IsTruncated: false })
  })

  it('refuse a marker of nobody', () => {
    const { refusedBy } = testCloud()
    expect(refusedBy('iam', 'ListUsers', { Marker: 'zzz' })).toMatch(/^ValidationError: /)
  })
})

describe('groups', () => {
  const all = { GroupName: 'All' }

  it('hold users, whom both sides list', () => {
    const { call } = testCloud()
    call('iam', 'CreateUser', dev)
    const { Group } = call('iam', 'CreateGroup', all)
    expect(Group).toMatchObject({ Arn: `arn:aws:iam::${account}:group/All`, Path: '/' })
    call('iam', 'AddUserToGroup', { ...all, ...dev })
    call('iam', 'AddUserToGroup', { ...all, ...dev })
    expect(call('iam', 'GetGroup', all)).toMatchObject({ Group, Users: [dev], IsTruncated: false })
    expect(call('iam', 'ListGroupsForUser', dev).Groups).toEqual([Group])
    call('iam', 'RemoveUserFromGroup', { ...all, ...dev })
    expect(call('iam', 'GetGroup', all).Users).toEqual([])
  })

  it('stay while users are in them', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', dev)
    call('iam', 'CreateGroup', all)
    call('iam', 'AddUserToGroup', { ...all, ...dev })
    expect(refusedBy('iam', 'DeleteGroup', all)).toBe(
      'DeleteConflict: Cannot delete entity, must remove users from group first.',
    )
    call('iam', 'RemoveUserFromGroup', { ...all, ...dev })
    call('iam', 'DeleteGroup', all)
    expect(call('iam', 'ListGroups').Groups).toEqual([])
  })

  it('take ten users’ groups at most', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', dev)
    for (let i = 0; i <= 10; i++) call('iam', 'CreateGroup', { GroupName: `g${i}` })
    for (let i = 0; i < 10; i++) call('iam', 'AddUserToGroup', { GroupName: `g${i}`, ...dev })
    expect(refusedBy('iam', 'AddUserToGroup', { GroupName: 'g10', ...dev })).toBe(
      'LimitExceeded: Cannot exceed quota for GroupsPerUser: 10',
    )
  })

  it('are renamed, and refuse names that are taken', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateGroup', all)
    call('iam', 'CreateGroup', { GroupName: 'Few' })
    expect(refusedBy('iam', 'CreateGroup', all)).toBe(
      'EntityAlreadyExists: Group with name All already exists.',
    )
    expect(refusedBy('iam', 'UpdateGroup', { ...all, NewGroupName: 'few' })).toMatch('EntityAlreadyExists')
    call('iam', 'UpdateGroup', { ...all, NewGroupName: 'Most' })
    expect(refusedBy('iam', 'GetGroup', all)).toBe('NoSuchEntity: The group with name All cannot be found.')
  })
})

describe('access keys', () => {
  it('are two at most, listed without their secret', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', dev)
    const { AccessKey } = call('iam', 'CreateAccessKey', dev)
    expect(AccessKey).toMatchObject({
      UserName: 'Dev',
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^.{40}$/),
    })
    call('iam', 'CreateAccessKey', dev)
    expect(refusedBy('iam', 'CreateAccessKey', dev)).toBe(
      'LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2',
    )
    const [first] = call('iam', 'ListAccessKeys', dev).AccessKeyMetadata ?? []
    expect(first).toEqual({
      UserName: 'Dev',
      AccessKeyId: AccessKey?.AccessKeyId,
      Status: 'Active',
      CreateDate: AccessKey?.CreateDate,
    })
  })

  it('are not accepted while inactive, nor when deleted', () => {
    const cloud = testCloud()
    const { call, refusedBy } = cloud
    const me = userWith(cloud, 'Dev')
    const key = { ...dev, AccessKeyId: me.as.AccessKeyId ?? '' }
    const who = () => refusedBy('sts', 'GetCallerIdentity', {}, me)
    call('iam', 'UpdateAccessKey', { ...key, Status: 'Inactive' })
    expect(who()).toBe('InvalidClientTokenId: The security token included in the request is invalid.')
    call('iam', 'UpdateAccessKey', { ...key, Status: 'Active' })
    expect(call('sts', 'GetCallerIdentity', {}, me).Account).toBe(account)
    call('iam', 'DeleteAccessKey', key)
    expect(who()).toMatch('InvalidClientTokenId')
    expect(refusedBy('iam', 'DeleteAccessKey', key)).toBe(
      `NoSuchEntity: The Access Key with id ${key.AccessKeyId} cannot be found.`,
    )
  })
})

describe('a login profile', () => {
  it('is made once, changed and deleted', () => {
    const { call, refusedBy } = testCloud()
    call('iam', 'CreateUser', dev)
    expect(refusedBy('iam', 'GetLoginProfile', dev)).toBe(
      'NoSuchEntity: Login Profile for User Dev cannot be found.',
    )
    call('iam', 'CreateLoginProfile', { ...dev, Password: 'secret-1234' })
    expect(refusedBy('iam', 'CreateLoginProfile', { ...dev, Password: 'secret-1234' })).toBe(
      'EntityAlreadyExists: Login Profile for user Dev already exists.',
    )
    call('iam', 'UpdateLoginProfile', { ...dev, PasswordResetRequired: true })
    expect(call('iam', 'GetLoginProfile', dev).LoginProfile).toMatchObject({ PasswordResetRequired: true })
    call('iam', 'DeleteLoginProfile', dev)
    expect(refusedBy('iam', 'DeleteLoginProfile', dev)).toMatch('NoSuchEntity')
  })
})
