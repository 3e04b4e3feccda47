import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { type RoutingWorld, routingWorld } from './routing-world.ts'

const s3 = 'pl-63a5400a'

function makeList({ ask, pass }: RoutingWorld, cidrs: string[] = ['10.0.0.0/16'], MaxEntries = 10): string {
  const { PrefixList } = ask('CreateManagedPrefixList', {
    PrefixListName: 'offices',
    MaxEntries,
    AddressFamily: 'IPv4',
    Entries: cidrs.map((Cidr) => ({ Cidr })),
  })
  pass(5)
  return PrefixList!.PrefixListId!
}

const describeList = ({ ask }: RoutingWorld, id: string) =>
  ask('DescribeManagedPrefixLists', { PrefixListIds: [id] }).PrefixLists![0]!

const entries = ({ ask }: RoutingWorld, PrefixListId: string, TargetVersion?: number) =>
  ask('GetManagedPrefixListEntries', { PrefixListId, TargetVersion }).Entries?.map(({ Cidr }) => Cidr)

describe('a managed prefix list', () => {
  it('is created in a moment, as its first version', () => {
    const world = routingWorld()
    const { PrefixList } = world.ask('CreateManagedPrefixList', {
      PrefixListName: 'offices',
      MaxEntries: 10,
      AddressFamily: 'IPv4',
      Entries: [{ Cidr: '10.0.0.5/16', Description: 'north' }, { Cidr: '10.1.0.0/16' }],
    })
    const id = PrefixList!.PrefixListId!
    const expected = {
      PrefixListId: expect.stringMatching(/^pl-0[0-9a-f]{16}$/),
      AddressFamily: 'IPv4',
      State: 'create-in-progress',
      PrefixListArn: `arn:aws:ec2:us-east-1:${account}:prefix-list/${id}`,
      PrefixListName: 'offices',
      MaxEntries: 10,
      Version: 1,
      Tags: [],
      OwnerId: account,
    }
    expect(PrefixList).toEqual(expected)
    world.pass(5)
    expect(describeList(world, id)).toEqual({ ...expected, State: 'create-complete' })
    expect(world.ask('GetManagedPrefixListEntries', { PrefixListId: id })).toEqual({
      Entries: [{ Cidr: '10.0.0.0/16', Description: 'north' }, { Cidr: '10.1.0.0/16' }],
    })
  })

  const invalid: [string, object, string | RegExp][] = [
    ['no room', { MaxEntries: 0 }, 'InvalidParameterValue: Must specify a max size between 1 and 1000'],
    [
      'too much room',
      { MaxEntries: 1001 },
      'InvalidParameterValue: Must specify a max size between 1 and 1000',
    ],
    ['a name of AWS’s', { PrefixListName: 'com.amazonaws.x' }, /^InvalidParameterValue: .*prefixListName/],
    ['a family of no addresses', { AddressFamily: 'IPv5' }, /^InvalidParameterValue: .*addressFamily/],
    [
      'an entry that is no CIDR block',
      { Entries: [{ Cidr: '10.0.0.0' }] },
      'InvalidParameterValue: Value (10.0.0.0) for parameter cidr is invalid. This is not a valid CIDR block.',
    ],
    [
      'an entry of the other family',
      { Entries: [{ Cidr: '::/0' }] },
      'InvalidParameterValue: Value (::/0) for parameter cidr is invalid. This is not a valid CIDR block.',
    ],
    [
      'an entry twice',
      { Entries: [{ Cidr: '10.0.0.0/16' }, { Cidr: '10.0.0.1/16' }] },
      /^InvalidParameterValue: Duplicate/,
    ],
    [
      'more entries than it has room for',
      { MaxEntries: 1, Entries: [{ Cidr: '10.0.0.0/16' }, { Cidr: '10.1.0.0/16' }] },
      /^PrefixListMaxEntriesExceeded: /,
    ],
    [
      'more than 100 entries at once',
      { MaxEntries: 1000, Entries: Array.from({ length: 101 }, (_, n) => ({ Cidr: `10.0.${n}.0/24` })) },
      'InvalidParameterValue: The number of entries per request cannot exceeds limit (100).',
    ],
  ]
  it.each(invalid)('is not created with %s', (_, change, words) => {
    const { refused } = routingWorld()
    const request = { PrefixListName: 'offices', MaxEntries: 10, AddressFamily: 'IPv4', ...change }
    const refusal = refused('CreateManagedPrefixList', request)
    if (typeof words === 'string') expect(refusal).toBe(words)
    else expect(refusal).toMatch(words)
  })

  it('holds IPv6 when it is for IPv6', () => {
    const world = routingWorld()
    const { PrefixList } = world.ask('CreateManagedPrefixList', {
      PrefixListName: 'six',
      MaxEntries: 1,
      AddressFamily: 'IPv6',
      Entries: [{ Cidr: '2001:db8::/32' }],
    })
    expect(entries(world, PrefixList!.PrefixListId!)).toEqual(['2001:db8::/32'])
  })

  it('is one of at most 100 per Region', () => {
    const { ask, refused } = routingWorld()
    const request = { PrefixListName: 'x', MaxEntries: 1, AddressFamily: 'IPv4' }
    for (let made = 0; made < 100; made++) ask('CreateManagedPrefixList', request)
    expect(refused('CreateManagedPrefixList', request)).toMatch(/^PrefixListLimitExceeded: /)
  })
})

describe('modify-managed-prefix-list', () => {
  it('makes a new version of the entries, in a moment', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world, ['10.0.0.0/16', '10.1.0.0/16'])
    const { PrefixList } = world.ask('ModifyManagedPrefixList', {
      PrefixListId,
      CurrentVersion: 1,
      AddEntries: [{ Cidr: '10.2.0.0/16' }],
      RemoveEntries: [{ Cidr: '10.0.0.0/16' }],
    })
    expect(PrefixList).toMatchObject({ State: 'modify-in-progress', Version: 1 })
    expect(PrefixList).not.toHaveProperty('Tags')
    expect(entries(world, PrefixListId)).toEqual(['10.0.0.0/16', '10.1.0.0/16'])
    world.pass(5)
    expect(describeList(world, PrefixListId)).toMatchObject({ State: 'modify-complete', Version: 2 })
    expect(entries(world, PrefixListId)).toEqual(['10.1.0.0/16', '10.2.0.0/16'])
    expect(entries(world, PrefixListId, 1)).toEqual(['10.0.0.0/16', '10.1.0.0/16'])
  })

  it('waits for the change before it', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    world.ask('ModifyManagedPrefixList', { PrefixListId, AddEntries: [{ Cidr: '10.2.0.0/16' }] })
    const refusals = [
      world.refused('ModifyManagedPrefixList', { PrefixListId, PrefixListName: 'homes' }),
      world.refused('RestoreManagedPrefixListVersion', {
        PrefixListId,
        PreviousVersion: 1,
        CurrentVersion: 1,
      }),
      world.refused('DeleteManagedPrefixList', { PrefixListId }),
    ]
    for (const refusal of refusals) {
      expect(refusal).toBe(
        `IncorrectState: The request cannot be completed while the prefix list (${PrefixListId}) is in the current state (modify-in-progress)`,
      )
    }
  })

  it('renames without a new version', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    world.ask('ModifyManagedPrefixList', { PrefixListId, PrefixListName: 'homes' })
    expect(describeList(world, PrefixListId)).toMatchObject({
      PrefixListName: 'homes',
      Version: 1,
      State: 'create-complete',
    })
  })

  it('changes the size without a new version', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    const { PrefixList } = world.ask('ModifyManagedPrefixList', { PrefixListId, MaxEntries: 20 })
    expect(PrefixList).toMatchObject({ State: 'modify-in-progress', MaxEntries: 10 })
    world.pass(5)
    expect(describeList(world, PrefixListId)).toMatchObject({
      State: 'modify-complete',
      MaxEntries: 20,
      Version: 1,
    })
  })

  it('fails to grow beyond what a route table has room for, and can be changed again', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    const VpcId = world.vpc()
    const RouteTableId = world.table(VpcId)
    const GatewayId = world.internetGateway(VpcId)
    world.ask('CreateRoute', { RouteTableId, DestinationPrefixListId: PrefixListId, GatewayId })
    world.ask('ModifyManagedPrefixList', { PrefixListId, MaxEntries: 501 })
    world.pass(5)
    const failed = describeList(world, PrefixListId)
    expect(failed).toMatchObject({ State: 'modify-failed', MaxEntries: 10 })
    expect(failed.StateMessage).toContain(RouteTableId)
    world.ask('ModifyManagedPrefixList', { PrefixListId, MaxEntries: 500 })
    world.pass(5)
    const grown = describeList(world, PrefixListId)
    expect(grown).toMatchObject({ State: 'modify-complete', MaxEntries: 500 })
    expect(grown).not.toHaveProperty('StateMessage')
  })

  const invalid: [string, object, string | RegExp][] = [
    [
      'a stale version',
      { CurrentVersion: 7, AddEntries: [{ Cidr: '10.2.0.0/16' }] },
      'PrefixListVersionMismatch: The prefix list has the incorrect version number.',
    ],
    [
      'entries and size at once',
      { MaxEntries: 20, AddEntries: [{ Cidr: '10.2.0.0/16' }] },
      'InvalidParameterCombination: You cannot modify the entries and the maximum entries for the prefix list in the same request.',
    ],
    ['nothing', {}, 'InvalidRequest: The request received was invalid.'],
    [
      'an entry both ways',
      { AddEntries: [{ Cidr: '10.0.0.0/16' }], RemoveEntries: [{ Cidr: '10.0.0.0/16' }] },
      'InvalidParameterValue: Request cannot contain Cidr 10.0.0.0/16 in both AddPrefixListEntries and RemovePrefixListEntries',
    ],
    [
      'an entry to remove that is not there',
      { RemoveEntries: [{ Cidr: '10.9.0.0/16' }] },
      'InvalidPrefixListModification: The CIDR 10.9.0.0/16 does not exist.',
    ],
    ['an entry that is there', { AddEntries: [{ Cidr: '10.0.0.0/16' }] }, /^InvalidPrefixListModification: /],
    [
      'another description for an entry that is there',
      { AddEntries: [{ Cidr: '10.0.0.0/16', Description: 'new' }] },
      'InvalidRequest: The request received was invalid.',
    ],
    [
      'more than 100 additions',
      { AddEntries: Array.from({ length: 101 }, (_, n) => ({ Cidr: `10.2.${n}.0/24` })) },
      'InvalidParameterValue: Request cannot contain more than 100 entry additions or removals',
    ],
    [
      'more entries than there is room for',
      { AddEntries: Array.from({ length: 10 }, (_, n) => ({ Cidr: `10.2.${n}.0/24` })) },
      /^PrefixListMaxEntriesExceeded: /,
    ],
    ['less room than it needs', { MaxEntries: 0 }, /^InvalidParameterValue: Must specify/],
    ['a name of AWS’s', { PrefixListName: 'com.amazonaws' }, /^InvalidParameterValue: /],
    ['an IPAM resolver that it has not', { IpamPrefixListResolverSyncEnabled: true }, /IPAM/],
  ]
  it.each(invalid)('refuses %s', (_, change, words) => {
    const world = routingWorld()
    const refusal = world.refused('ModifyManagedPrefixList', { PrefixListId: makeList(world), ...change })
    if (typeof words === 'string') expect(refusal).toBe(words)
    else expect(refusal).toMatch(words)
  })

  it('does not shrink a list below what it holds', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world, ['10.0.0.0/16', '10.1.0.0/16'])
    expect(world.refused('ModifyManagedPrefixList', { PrefixListId, MaxEntries: 1 })).toMatch(
      /^PrefixListMaxEntriesExceeded: /,
    )
  })
})

describe('restore-managed-prefix-list-version', () => {
  it('makes a new version of the old entries', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world, ['10.0.0.0/16'])
    world.ask('ModifyManagedPrefixList', { PrefixListId, AddEntries: [{ Cidr: '10.1.0.0/16' }] })
    world.pass(5)
    const { PrefixList } = world.ask('RestoreManagedPrefixListVersion', {
      PrefixListId,
      PreviousVersion: 1,
      CurrentVersion: 2,
    })
    expect(PrefixList).toMatchObject({ State: 'restore-in-progress', Version: 2 })
    world.pass(5)
    expect(describeList(world, PrefixListId)).toMatchObject({ State: 'restore-complete', Version: 3 })
    expect(entries(world, PrefixListId)).toEqual(['10.0.0.0/16'])
    expect(entries(world, PrefixListId, 2)).toEqual(['10.0.0.0/16', '10.1.0.0/16'])
  })

  it('needs versions that exist', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    const restore = (PreviousVersion: number, CurrentVersion: number) =>
      world.refused('RestoreManagedPrefixListVersion', { PrefixListId, PreviousVersion, CurrentVersion })
    expect(restore(1, 2)).toMatch(/^PrefixListVersionMismatch: /)
    expect(restore(7, 1)).toMatch(/^InvalidParameterValue: The specified value for version is not valid/)
  })
})

describe('delete-managed-prefix-list', () => {
  it('deletes the list in a moment', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    expect(world.ask('DeleteManagedPrefixList', { PrefixListId }).PrefixList?.State).toBe(
      'delete-in-progress',
    )
    world.pass(5)
    expect(world.refused('DescribeManagedPrefixLists', { PrefixListIds: [PrefixListId] })).toBe(
      `InvalidPrefixListID.NotFound: The prefix list ID '${PrefixListId}' does not exist`,
    )
  })

  it('fails, after a moment, while a route names the list', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    const VpcId = world.vpc()
    const [RouteTableId, GatewayId] = [world.table(VpcId), world.internetGateway(VpcId)]
    world.ask('CreateRoute', { RouteTableId, DestinationPrefixListId: PrefixListId, GatewayId })
    world.ask('DeleteManagedPrefixList', { PrefixListId })
    world.pass(5)
    expect(describeList(world, PrefixListId)).toMatchObject({
      State: 'delete-failed',
      StateMessage: expect.stringContaining(RouteTableId),
    })
    world.ask('DeleteRoute', { RouteTableId, DestinationPrefixListId: PrefixListId })
    world.ask('DeleteManagedPrefixList', { PrefixListId })
    world.pass(5)
    expect(world.refused('DescribeManagedPrefixLists', { PrefixListIds: [PrefixListId] })).toMatch(/NotFound/)
  })
})

describe('get-managed-prefix-list-associations', () => {
  it('names what names the list', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    const VpcId = world.vpc()
    const [RouteTableId, GatewayId] = [world.table(VpcId), world.internetGateway(VpcId)]
    expect(world.ask('GetManagedPrefixListAssociations', { PrefixListId })).toEqual({
      PrefixListAssociations: [],
    })
    world.ask('CreateRoute', { RouteTableId, DestinationPrefixListId: PrefixListId, GatewayId })
    expect(world.ask('GetManagedPrefixListAssociations', { PrefixListId })).toEqual({
      PrefixListAssociations: [{ ResourceId: RouteTableId, ResourceOwner: account }],
    })
  })

  it('names a security group once, however many of its rules name the list', () => {
    const world = routingWorld()
    const PrefixListId = makeList(world)
    const { GroupId = '' } = world.ask('CreateSecurityGroup', {
      GroupName: 'web',
      Description: 'web',
      VpcId: world.vpc(),
    })
    for (const port of [80, 443]) {
      const IpPermissions = [
        { IpProtocol: 'tcp', FromPort: port, ToPort: port, PrefixListIds: [{ PrefixListId }] },
      ]
      world.ask('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions })
    }
    expect(world.ask('GetManagedPrefixListAssociations', { PrefixListId })).toEqual({
      PrefixListAssociations: [{ ResourceId: GroupId, ResourceOwner: account }],
    })
  })
})

describe('AWS’s own prefix lists', () => {
  it('are described beside one’s own, without size and version', () => {
    const world = routingWorld()
    expect(describeList(world, s3)).toEqual({
      PrefixListId: s3,
      AddressFamily: 'IPv4',
      State: 'create-complete',
      PrefixListArn: `arn:aws:ec2:us-east-1:aws:prefix-list/${s3}`,
      PrefixListName: 'com.amazonaws.us-east-1.s3',
      Tags: [],
      OwnerId: 'AWS',
    })
    const own = makeList(world)
    const all = world.ask('DescribeManagedPrefixLists').PrefixLists!
    expect(all.filter((one) => one.OwnerId === account).map((one) => one.PrefixListId)).toEqual([own])
    expect(all.filter((one) => one.OwnerId === 'AWS').length).toBeGreaterThan(5)
  })

  it('are others in other Regions', () => {
    const { ask } = routingWorld()
    const names = (region: string) =>
      ask('DescribePrefixLists', {}, { region }).PrefixLists!.map((one) => one.PrefixListName)
    expect(names('us-east-1')).toContain('com.amazonaws.us-east-1.s3')
    expect(names('eu-west-1')).toContain('com.amazonaws.eu-west-1.s3')
    expect(names('eu-west-1')).not.toContain('com.amazonaws.us-east-1.s3')
  })

  it('show their CIDR blocks to both operations', () => {
    const world = routingWorld()
    const [service] = world.ask('DescribePrefixLists', { PrefixListIds: [s3] }).PrefixLists!
    expect(service?.PrefixListName).toBe('com.amazonaws.us-east-1.s3')
    expect(service?.Cidrs?.length).toBeGreaterThan(0)
    expect(entries(world, s3)).toEqual(service?.Cidrs)
  })

  it('cannot be changed, deleted or looked behind', () => {
    const { refused } = routingWorld()
    const PrefixListId = s3
    const refusals = [
      refused('ModifyManagedPrefixList', { PrefixListId, MaxEntries: 10 }),
      refused('DeleteManagedPrefixList', { PrefixListId }),
      refused('RestoreManagedPrefixListVersion', { PrefixListId, PreviousVersion: 1, CurrentVersion: 1 }),
      refused('GetManagedPrefixListAssociations', { PrefixListId }),
    ]
    for (const refusal of refusals) {
      expect(refusal).toBe('UnauthorizedOperation: You are not authorized to perform this operation.')
    }
  })

  it('are alone in describe-prefix-lists, which has words of its own', () => {
    const world = routingWorld()
    const own = makeList(world)
    expect(world.refused('DescribePrefixLists', { PrefixListIds: [own] })).toBe(
      `InvalidPrefixListId.NotFound: The Prefix List Id '${own}' does not exist`,
    )
  })
})

describe('filters and pages of prefix lists', () => {
  const world = routingWorld()
  const own = makeList(world)
  world.ask('CreateTags', { Resources: [own], Tags: [{ Key: 'Team', Value: 'blue' }] })

  const cases: [string, string, string[]][] = [
    ['owner-id', account, [own]],
    ['owner-id', otherAccount, []],
    ['prefix-list-id', s3, [s3]],
    ['prefix-list-name', 'com.amazonaws.us-east-1.s3', [s3]],
    ['prefix-list-name', 'off*', [own]],
    ['tag:Team', 'blue', [own]],
    ['tag-key', 'Team', [own]],
  ]
  it.each(cases)('describe-managed-prefix-lists %s = %s', (Name, value, expected) => {
    const { PrefixLists } = world.ask('DescribeManagedPrefixLists', { Filters: [{ Name, Values: [value] }] })
    expect(PrefixLists?.map((one) => one.PrefixListId)).toEqual(expected)
  })

  it.each([
    ['prefix-list-id', s3],
    ['prefix-list-name', 'com.amazonaws.us-east-1.s3'],
  ])('describe-prefix-lists %s = %s', (Name, value) => {
    const { PrefixLists } = world.ask('DescribePrefixLists', { Filters: [{ Name, Values: [value] }] })
    expect(PrefixLists?.map((one) => one.PrefixListId)).toEqual([s3])
  })

  it('describe-prefix-lists has no other filter', () => {
    expect(world.refused('DescribePrefixLists', { Filters: [{ Name: 'owner-id', Values: ['AWS'] }] })).toBe(
      "InvalidParameterValue: The filter 'owner-id' is invalid",
    )
  })

  it('pages hold one to a hundred', () => {
    const first = world.ask('DescribeManagedPrefixLists', { MaxResults: 1 })
    expect(first.PrefixLists).toHaveLength(1)
    const rest = world.ask('DescribeManagedPrefixLists', { MaxResults: 100, NextToken: first.NextToken })
    expect(rest.NextToken).toBeUndefined()
    expect(rest.PrefixLists?.at(-1)?.PrefixListId).toBe(own)
    expect(world.refused('DescribeManagedPrefixLists', { MaxResults: 101 })).toMatch(/^InvalidParameterValue/)
  })
})
