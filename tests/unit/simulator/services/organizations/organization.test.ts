import { describe, expect, it } from 'vitest'
import { account, otherAccount, testCloud } from '../cloud.ts'
import '../iam/words.ts'

const far = { account: otherAccount }

/** An organization of the first account, with its root. */
function organized() {
  const cloud = testCloud()
  const { Organization } = cloud.call('organizations', 'CreateOrganization')
  const [Root] = cloud.call('organizations', 'ListRoots').Roots ?? []
  return { ...cloud, org: Organization?.Id ?? '', root: Root?.Id ?? '' }
}

/** The second account comes in. */
function joined() {
  const world = organized()
  const Target = { Type: 'ACCOUNT', Id: otherAccount } as const
  world.ask('DescribeVpcs', {}, far)
  const { Handshake } = world.call('organizations', 'InviteAccountToOrganization', { Target })
  world.call('organizations', 'AcceptHandshake', { HandshakeId: Handshake?.Id ?? '' }, far)
  return world
}

describe('an organization', () => {
  it('has its maker as management account and first member', () => {
    const { call, org, root } = organized()
    const { Organization } = call('organizations', 'DescribeOrganization')
    expect(Organization).toMatchObject({
      Id: expect.stringMatching(/^o-[a-z0-9]{10}$/),
      Arn: `arn:aws:organizations::${account}:organization/${org}`,
      FeatureSet: 'ALL',
      MasterAccountId: account,
      MasterAccountArn: `arn:aws:organizations::${account}:account/${org}/${account}`,
    })
    expect(call('organizations', 'ListAccounts').Accounts).toEqual([
      {
        Id: account,
        Arn: `arn:aws:organizations::${account}:account/${org}/${account}`,
        Email: `account-${account}@example.com`,
        Name: `account ${account}`,
        Status: 'ACTIVE',
        State: 'ACTIVE',
        Paths: [`${org}/${root}/${account}/`],
        JoinedMethod: 'INVITED',
        JoinedTimestamp: '2026-11-02T09:00:00.000Z',
      },
    ])
    expect(call('organizations', 'ListRoots').Roots).toMatchObject([{ Name: 'Root', PolicyTypes: [] }])
  })

  it.each([
    [
      'CreateOrganization',
      {},
      'AlreadyInOrganizationException: The AWS account is already a member of an organization.',
    ],
    [
      'DescribeAccount',
      { AccountId: otherAccount },
      "AccountNotFoundException: You specified an account that doesn't exist.",
    ],
    ['LeaveOrganization', {}, /^MasterCannotLeaveOrganizationException/],
  ] as const)('answers %s with an error', (operation, input, error) => {
    const { refusedBy } = organized()
    expect(refusedBy('organizations', operation, input as never)).toMatch(error)
  })

  it('is unknown to accounts outside', () => {
    const { refusedBy } = organized()
    expect(refusedBy('organizations', 'DescribeOrganization', {}, far)).toBe(
      'AWSOrganizationsNotInUseException: Your account is not a member of an organization.',
    )
  })

  it('is seen by members, and run by the management account', () => {
    const { call, refusedBy, org } = joined()
    expect(call('organizations', 'DescribeOrganization', {}, far).Organization?.Id).toBe(org)
    expect(refusedBy('organizations', 'ListAccounts', {}, far)).toBe(
      "AccessDeniedException: You don't have permissions to access this resource.",
    )
  })

  it('goes when it has no other members', () => {
    const { call, refusedBy } = joined()
    expect(refusedBy('organizations', 'DeleteOrganization')).toMatch('OrganizationNotEmptyException')
    call('organizations', 'RemoveAccountFromOrganization', { AccountId: otherAccount })
    call('organizations', 'DeleteOrganization')
    expect(refusedBy('organizations', 'DescribeOrganization')).toMatch('AWSOrganizationsNotInUseException')
  })
})

describe('organizational units', () => {
  it('make a tree, in which accounts move', () => {
    const { call, root, org, refusedBy } = joined()
    const unit = (ParentId: string, Name: string) =>
      call('organizations', 'CreateOrganizationalUnit', { ParentId, Name }).OrganizationalUnit?.Id ?? ''
    const prod = unit(root, 'prod')
    const web = unit(prod, 'web')
    expect(web).toMatch(new RegExp(`^ou-${root.slice(2)}-[a-z0-9]{8}$`))
    call('organizations', 'MoveAccount', {
      AccountId: otherAccount,
      SourceParentId: root,
      DestinationParentId: web,
    })
    expect(call('organizations', 'DescribeAccount', { AccountId: otherAccount }).Account?.Paths).toEqual([
      `${org}/${root}/${prod}/${web}/${otherAccount}/`,
    ])
    expect(call('organizations', 'ListParents', { ChildId: otherAccount }).Parents).toEqual([
      { Id: web, Type: 'ORGANIZATIONAL_UNIT' },
    ])
    expect(call('organizations', 'ListParents', { ChildId: prod }).Parents).toEqual([
      { Id: root, Type: 'ROOT' },
    ])
    expect(call('organizations', 'ListChildren', { ParentId: web, ChildType: 'ACCOUNT' }).Children).toEqual([
      { Id: otherAccount, Type: 'ACCOUNT' },
    ])
    expect(call('organizations', 'ListAccountsForParent', { ParentId: web }).Accounts).toHaveLength(1)
    expect(refusedBy('organizations', 'DeleteOrganizationalUnit', { OrganizationalUnitId: web })).toMatch(
      'OrganizationalUnitNotEmptyException',
    )
  })

  it('are at most five deep, and differ in name below one parent', () => {
    const { call, refusedBy, root } = organized()
    let parent = root
    for (let i = 0; i < 5; i++) {
      const input = { ParentId: parent, Name: 'same' }
      const made = call('organizations', 'CreateOrganizationalUnit', input).OrganizationalUnit?.Id ?? ''
      expect(refusedBy('organizations', 'CreateOrganizationalUnit', input)).toBe(
        'DuplicateOrganizationalUnitException: An OU with the same name already exists.',
      )
      parent = made
    }
    expect(refusedBy('organizations', 'CreateOrganizationalUnit', { ParentId: parent, Name: 'x' })).toMatch(
      'ConstraintViolationException',
    )
  })

  it.each([
    ['the source is another', 'SourceParentNotFoundException', { SourceParentId: 'r-none' }],
    ['there is no such destination', 'DestinationParentNotFoundException', { DestinationParentId: 'r-none' }],
    ['it is there already', 'DuplicateAccountException', {}],
  ])('an account does not move when %s', (_, code, wrong) => {
    const { refusedBy, root } = joined()
    const input = { AccountId: otherAccount, SourceParentId: root, DestinationParentId: root, ...wrong }
    expect(refusedBy('organizations', 'MoveAccount', input)).toMatch(`${code}: `)
  })
})

describe('create-account', () => {
  it('takes a while, and gives the management account a role to come in by', () => {
    const { call, pass, refusedBy } = organized()
    const input = { AccountName: 'web', Email: 'web@example.com' }
    const { CreateAccountStatus } = call('organizations', 'CreateAccount', input)
    expect(CreateAccountStatus).toMatchObject({ State: 'IN_PROGRESS', AccountName: 'web' })
    const CreateAccountRequestId = CreateAccountStatus?.Id ?? ''
    pass(60)
    const done = call('organizations', 'DescribeCreateAccountStatus', { CreateAccountRequestId })
    expect(done.CreateAccountStatus).toMatchObject({
      State: 'SUCCEEDED',
      AccountId: expect.stringMatching(/^\d{12}$/),
    })
    const AccountId = done.CreateAccountStatus?.AccountId ?? ''
    expect(call('organizations', 'DescribeAccount', { AccountId }).Account).toMatchObject({
      Name: 'web',
      Email: 'web@example.com',
      JoinedMethod: 'CREATED',
    })
    call('iam', 'CreateUser', { UserName: 'Dev' })
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess'
    call('iam', 'AttachUserPolicy', { UserName: 'Dev', PolicyArn })
    const { AccessKey: me = {} } = call('iam', 'CreateAccessKey', { UserName: 'Dev' })
    const RoleArn = `arn:aws:iam::${AccountId}:role/OrganizationAccountAccessRole`
    const { Credentials: as = {} } = call('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'it' }, { as: me })
    expect(call('sts', 'GetCallerIdentity', {}, { as }).Account).toBe(AccountId)
    expect(refusedBy('organizations', 'RemoveAccountFromOrganization', { AccountId })).toMatch(
      /^ConstraintViolationException: The member account is missing one or more of the prerequisites/,
    )
  })

  it('fails with an address that is taken', () => {
    const { call, pass } = organized()
    const Email = `account-${account}@example.com`
    call('organizations', 'CreateAccount', { AccountName: 'web', Email })
    pass(60)
    expect(
      call('organizations', 'ListCreateAccountStatus', { States: ['FAILED'] }).CreateAccountStatuses,
    ).toMatchObject([{ FailureReason: 'EMAIL_ALREADY_EXISTS' }])
  })
})

describe('an invitation', () => {
  const Target = { Type: 'ACCOUNT', Id: otherAccount } as const

  function invited() {
    const world = organized()
    world.ask('DescribeVpcs', {}, far)
    const { Handshake } = world.call('organizations', 'InviteAccountToOrganization', {
      Target,
      Notes: 'come',
    })
    return { ...world, HandshakeId: Handshake?.Id ?? '', Handshake }
  }

  it('names both sides, and each sees it', () => {
    const { call, Handshake, HandshakeId, org } = invited()
    expect(Handshake).toMatchObject({
      Arn: `arn:aws:organizations::${account}:handshake/${org}/invite/${HandshakeId}`,
      Parties: [{ Id: org, Type: 'ORGANIZATION' }, Target],
      State: 'OPEN',
      Action: 'INVITE',
      ExpirationTimestamp: '2026-11-17T09:00:00.000Z',
    })
    expect(call('organizations', 'ListHandshakesForAccount', {}, far).Handshakes).toEqual([Handshake])
    expect(call('organizations', 'ListHandshakesForOrganization').Handshakes).toEqual([Handshake])
    expect(call('organizations', 'DescribeHandshake', { HandshakeId }, far).Handshake).toEqual(Handshake)
  })

  it.each([
    ['AcceptHandshake', far, 'ACCEPTED', 2],
    ['DeclineHandshake', far, 'DECLINED', 1],
    ['CancelHandshake', {}, 'CANCELED', 1],
  ] as const)('is ended by %s, once', (operation, where, State, count) => {
    const { call, refusedBy, HandshakeId } = invited()
    expect(call('organizations', operation, { HandshakeId }, where).Handshake?.State).toBe(State)
    expect(call('organizations', 'ListAccounts').Accounts).toHaveLength(count)
    expect(refusedBy('organizations', operation, { HandshakeId }, where)).toMatch(
      'InvalidHandshakeTransitionException',
    )
  })

  it('is not sent twice, nor accepted by its sender, nor for ever', () => {
    const { call, refusedBy, HandshakeId, pass } = invited()
    expect(refusedBy('organizations', 'InviteAccountToOrganization', { Target })).toMatch(
      'DuplicateHandshakeException',
    )
    expect(refusedBy('organizations', 'AcceptHandshake', { HandshakeId })).toMatch('AccessDeniedException')
    pass(15 * 86_400)
    expect(call('organizations', 'DescribeHandshake', { HandshakeId }).Handshake?.State).toBe('EXPIRED')
  })

  it('does not reach who is in already', () => {
    const { refusedBy } = joined()
    expect(refusedBy('organizations', 'InviteAccountToOrganization', { Target })).toMatch(
      'HandshakeConstraintViolationException',
    )
  })
})

describe('tags and trusted services', () => {
  it('are kept', () => {
    const { call, root } = organized()
    call('organizations', 'TagResource', {
      ResourceId: root,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    })
    call('organizations', 'UntagResource', { ResourceId: root, TagKeys: ['a'] })
    expect(call('organizations', 'ListTagsForResource', { ResourceId: root }).Tags).toEqual([
      { Key: 'b', Value: '2' },
    ])
    const ServicePrincipal = 'ram.amazonaws.com'
    call('organizations', 'EnableAWSServiceAccess', { ServicePrincipal })
    expect(call('organizations', 'ListAWSServiceAccessForOrganization').EnabledServicePrincipals).toEqual([
      { ServicePrincipal, DateEnabled: '2026-11-02T09:00:00.000Z' },
    ])
    call('organizations', 'DisableAWSServiceAccess', { ServicePrincipal })
    expect(call('organizations', 'ListAWSServiceAccessForOrganization').EnabledServicePrincipals).toEqual([])
  })
})

describe('lists of Organizations', () => {
  it('come twenty at a time', () => {
    const { call, refusedBy, root } = organized()
    for (let i = 0; i < 21; i++)
      call('organizations', 'CreateOrganizationalUnit', { ParentId: root, Name: `ou${i}` })
    const first = call('organizations', 'ListOrganizationalUnitsForParent', { ParentId: root })
    expect(first.OrganizationalUnits).toHaveLength(20)
    const rest = { ParentId: root, NextToken: first.NextToken }
    expect(call('organizations', 'ListOrganizationalUnitsForParent', rest).OrganizationalUnits).toMatchObject(
      [{ Name: 'ou20' }],
    )
    expect(refusedBy('organizations', 'ListRoots', { NextToken: 'zzz' })).toMatch('InvalidInputException')
  })
})
