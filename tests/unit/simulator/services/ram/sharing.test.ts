import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { account, otherAccount, testCloud } from '../cloud.ts'
import { allow, userWith } from '../iam/words.ts'

await contract.need('ram')

const far = { account: otherAccount }
const arn = (kind: string, id: string) => `arn:aws:ec2:us-east-1:${account}:${kind}/${id}`

/** A VPC with a subnet, and a prefix list, of the first account. */
function withSubnet() {
  const cloud = testCloud()
  cloud.ask('DescribeVpcs', {}, far)
  const vpc = cloud.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? ''
  const make = (CidrBlock: string) =>
    cloud.ask('CreateSubnet', { VpcId: vpc, CidrBlock }).Subnet?.SubnetId ?? ''
  const subnet = make('10.0.1.0/24')
  const other = make('10.0.2.0/24')
  const list =
    cloud.ask('CreateManagedPrefixList', {
      PrefixListName: 'l',
      MaxEntries: 2,
      AddressFamily: 'IPv4',
      Entries: [{ Cidr: '10.0.0.0/8' }],
    }).PrefixList?.PrefixListId ?? ''
  cloud.pass(60)
  return { ...cloud, vpc, subnet, other, list }
}

/** Both accounts in one organization that lets RAM share. */
function withOrganization() {
  const world = withSubnet()
  const { call } = world
  const org = call('organizations', 'CreateOrganization').Organization
  const root = call('organizations', 'ListRoots').Roots?.[0]?.Id ?? ''
  const Target = { Type: 'ACCOUNT', Id: otherAccount } as const
  const HandshakeId = call('organizations', 'InviteAccountToOrganization', { Target }).Handshake?.Id ?? ''
  call('organizations', 'AcceptHandshake', { HandshakeId }, far)
  call('ram', 'EnableSharingWithAwsOrganization')
  return { ...world, org, root }
}

type World = ReturnType<typeof withSubnet>

function share(world: World, resourceArns: string[], principals: string[]) {
  const { resourceShare } = world.call('ram', 'CreateResourceShare', { name: 's', resourceArns, principals })
  world.pass(2)
  return resourceShare?.resourceShareArn ?? ''
}

const seesSubnets = (world: World) =>
  world
    .ask('DescribeSubnets', {}, far)
    .Subnets?.filter(({ OwnerId }) => OwnerId === account)
    .map(({ SubnetId }) => SubnetId)

describe('a share', () => {
  it('is what create-resource-share answers', () => {
    const { call } = withSubnet()
    const { resourceShare } = call('ram', 'CreateResourceShare', {
      name: 's',
      tags: [{ key: 'a', value: '1' }],
    })
    expect(resourceShare).toEqual({
      resourceShareArn: expect.stringMatching(
        new RegExp(`^arn:aws:ram:us-east-1:${account}:resource-share/[0-9a-f-]{36}$`),
      ),
      name: 's',
      owningAccountId: account,
      allowExternalPrincipals: true,
      status: 'ACTIVE',
      tags: [{ key: 'a', value: '1' }],
      creationTime: expect.any(String),
      lastUpdatedTime: expect.any(String),
      featureSet: 'STANDARD',
    })
    expect(call('ram', 'GetResourceShares', { resourceOwner: 'SELF' }).resourceShares).toEqual([
      resourceShare,
    ])
    const byTag = (value: string) =>
      call('ram', 'GetResourceShares', {
        resourceOwner: 'SELF',
        tagFilters: [{ tagKey: 'a', tagValues: [value] }],
      })
    expect(byTag('1').resourceShares).toHaveLength(1)
    expect(byTag('2').resourceShares).toHaveLength(0)
    expect(call('ram', 'GetResourceShares', { resourceOwner: 'OTHER-ACCOUNTS' }, far).resourceShares).toEqual(
      [],
    )
  })

  it.each<[string, (world: World) => object, string]>([
    [
      'no ARN',
      () => ({ resourceArns: ['subnet-1'] }),
      'MalformedArnException: The specified resource ARN subnet-1 is not valid.',
    ],
    [
      'what does not exist',
      () => ({ resourceArns: [arn('subnet', 'subnet-00000000000000000')] }),
      'UnknownResourceException: ',
    ],
    [
      'a default subnet',
      ({ ask }) => ({
        resourceArns: [
          ask('DescribeSubnets', { Filters: [{ Name: 'default-for-az', Values: ['true'] }] }).Subnets?.[0]
            ?.SubnetArn,
        ],
      }),
      'OperationNotPermittedException: ',
    ],
    [
      'a principal that is none',
      () => ({ principals: ['me'] }),
      'InvalidParameterException: Principal ID me is malformed. Verify the ID and try again.',
    ],
    [
      'an organization of strangers',
      () => ({ principals: [`arn:aws:organizations::${account}:organization/o-abcdefghij`] }),
      'UnknownResourceException: Organization o-abcdefghij could not be found.',
    ],
    [
      'strangers, when it is told not to',
      () => ({ principals: [otherAccount], allowExternalPrincipals: false }),
      'OperationNotPermittedException: ',
    ],
  ])('does not go with %s', (_, input, error) => {
    const world = withSubnet()
    expect(world.refusedBy('ram', 'CreateResourceShare', { name: 's', ...input(world) })).toContain(error)
  })

  it('cannot hold what belongs to others', () => {
    const { refusedBy, list } = withSubnet()
    const input = { name: 's', resourceArns: [arn('prefix-list', list)] }
    expect(refusedBy('ram', 'CreateResourceShare', input, far)).toMatch('OperationNotPermittedException')
  })
})

describe('sharing with a stranger', () => {
  it('takes an invitation, and works once that is accepted', () => {
    const world = withSubnet()
    const { call, list, refused, ask } = world
    const resourceShareArn = share(world, [arn('prefix-list', list)], [otherAccount])
    expect(refused('GetManagedPrefixListEntries', { PrefixListId: list }, far)).toMatch('NotFound')
    const [invitation] = call('ram', 'GetResourceShareInvitations', {}, far).resourceShareInvitations ?? []
    expect(invitation).toMatchObject({
      resourceShareName: 's',
      resourceShareArn,
      senderAccountId: account,
      receiverAccountId: otherAccount,
      status: 'PENDING',
    })
    const resourceShareInvitationArn = invitation?.resourceShareInvitationArn ?? ''
    expect(
      call('ram', 'ListPendingInvitationResources', { resourceShareInvitationArn }, far).resources,
    ).toMatchObject([{ arn: arn('prefix-list', list), type: 'ec2:PrefixList' }])
    call('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, far)
    expect(ask('GetManagedPrefixListEntries', { PrefixListId: list }, far).Entries).toHaveLength(1)
    expect(
      call('ram', 'ListResources', { resourceOwner: 'OTHER-ACCOUNTS' }, far).resources?.map(
        (one) => one.type,
      ),
    ).toEqual(['ec2:PrefixList'])
    expect(call('ram', 'ListPrincipals', { resourceOwner: 'SELF' }).principals).toMatchObject([
      { id: otherAccount, external: true },
    ])
    expect(
      world.refusedBy('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, far),
    ).toMatch('ResourceShareInvitationAlreadyAcceptedException')
  })

  it('comes to nothing when it is rejected', () => {
    const world = withSubnet()
    const { call, list, refused } = world
    const resourceShareArn = share(world, [arn('prefix-list', list)], [otherAccount])
    const [invitation] = call('ram', 'GetResourceShareInvitations', {}, far).resourceShareInvitations ?? []
    const resourceShareInvitationArn = invitation?.resourceShareInvitationArn ?? ''
    call('ram', 'RejectResourceShareInvitation', { resourceShareInvitationArn }, far)
    world.pass(60)
    expect(refused('GetManagedPrefixListEntries', { PrefixListId: list }, far)).toMatch('NotFound')
    const input = { associationType: 'PRINCIPAL', resourceShareArns: [resourceShareArn] } as const
    expect(call('ram', 'GetResourceShareAssociations', input).resourceShareAssociations).toMatchObject([
      { associatedEntity: otherAccount, status: 'FAILED', external: true },
    ])
  })

  it('leaves the owner alone to change what is shared', () => {
    const world = withSubnet()
    const { call, list, refused, ask } = world
    share(world, [arn('prefix-list', list)], [otherAccount])
    const [invitation] = call('ram', 'GetResourceShareInvitations', {}, far).resourceShareInvitations ?? []
    const resourceShareInvitationArn = invitation?.resourceShareInvitationArn ?? ''
    call('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, far)
    expect(refused('DeleteManagedPrefixList', { PrefixListId: list }, far)).toBe(
      'UnauthorizedOperation: You are not authorized to perform this operation.',
    )
    const GroupId = ask('DescribeSecurityGroups', {}, far).SecurityGroups?.[0]?.GroupId ?? ''
    const IpPermissions = [{ IpProtocol: '-1', PrefixListIds: [{ PrefixListId: list }] }]
    expect(ask('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions }, far).Return).toBe(true)
  })

  it('does not reach subnets, which stay in the organization', () => {
    const world = withSubnet()
    share(world, [arn('subnet', world.subnet)], [otherAccount])
    const [invitation] =
      world.call('ram', 'GetResourceShareInvitations', {}, far).resourceShareInvitations ?? []
    const resourceShareInvitationArn = invitation?.resourceShareInvitationArn ?? ''
    world.call('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, far)
    expect(seesSubnets(world)).toEqual([])
  })
})

describe('sharing in an organization', () => {
  it.each<[string, (world: ReturnType<typeof withOrganization>) => string]>([
    ['an account', () => otherAccount],
    ['the organization', ({ org }) => org?.Arn ?? ''],
    [
      'a unit that the account is in',
      ({ call, root }) => {
        const { OrganizationalUnit } = call('organizations', 'CreateOrganizationalUnit', {
          ParentId: root,
          Name: 'u',
        })
        const DestinationParentId = OrganizationalUnit?.Id ?? ''
        call('organizations', 'MoveAccount', {
          AccountId: otherAccount,
          SourceParentId: root,
          DestinationParentId,
        })
        return OrganizationalUnit?.Arn ?? ''
      },
    ],
  ])('needs no invitation: %s', (_, principal) => {
    const world = withOrganization()
    share(world, [arn('subnet', world.subnet)], [principal(world)])
    expect(seesSubnets(world)).toEqual([world.subnet])
    expect(world.call('ram', 'GetResourceShareInvitations', {}, far).resourceShareInvitations).toEqual([])
  })

  it('ends with the membership, and begins with it', () => {
    const world = withOrganization()
    share(world, [arn('subnet', world.subnet)], [world.org?.Arn ?? ''])
    world.call('organizations', 'LeaveOrganization', {}, far)
    expect(seesSubnets(world)).toEqual([])
    const Target = { Type: 'ACCOUNT', Id: otherAccount } as const
    const HandshakeId =
      world.call('organizations', 'InviteAccountToOrganization', { Target }).Handshake?.Id ?? ''
    world.call('organizations', 'AcceptHandshake', { HandshakeId }, far)
    expect(seesSubnets(world)).toEqual([world.subnet])
  })

  it('ends when the resource leaves the share, and when the share is deleted', () => {
    const world = withOrganization()
    const both = [world.subnet, world.other].map((id) => arn('subnet', id))
    const resourceShareArn = share(world, both, [otherAccount])
    expect(seesSubnets(world)).toEqual([world.subnet, world.other])
    world.call('ram', 'DisassociateResourceShare', { resourceShareArn, resourceArns: [both[0] ?? ''] })
    world.pass(2)
    expect(seesSubnets(world)).toEqual([world.other])
    world.call('ram', 'DeleteResourceShare', { resourceShareArn })
    world.pass(2)
    expect(seesSubnets(world)).toEqual([])
    expect(world.call('ram', 'GetResourceShares', { resourceOwner: 'SELF' }).resourceShares).toMatchObject([
      { status: 'DELETED' },
    ])
    expect(world.refusedBy('ram', 'DeleteResourceShare', { resourceShareArn })).toMatch(
      'UnknownResourceException',
    )
  })
})

describe('a shared subnet', () => {
  function shared() {
    const world = withOrganization()
    share(world, [arn('subnet', world.subnet)], [otherAccount])
    return world
  }

  it('shows participants its VPC, route table and network ACL, and no other subnet', () => {
    const { ask, vpc, subnet, other, refused } = shared()
    expect(ask('DescribeVpcs', { VpcIds: [vpc] }, far).Vpcs?.[0]?.OwnerId).toBe(account)
    const inVpc = { Filters: [{ Name: 'vpc-id', Values: [vpc] }] }
    expect(ask('DescribeRouteTables', inVpc, far).RouteTables).toHaveLength(1)
    expect(ask('DescribeNetworkAcls', inVpc, far).NetworkAcls).toHaveLength(1)
    expect(ask('DescribeSubnets', inVpc, far).Subnets?.map(({ SubnetId }) => SubnetId)).toEqual([subnet])
    expect(refused('DescribeSubnets', { SubnetIds: [other] }, far)).toMatch('InvalidSubnetID.NotFound')
  })

  it('follows the route table that the owner gives it', () => {
    const { ask, vpc, subnet } = shared()
    const RouteTableId = ask('CreateRouteTable', { VpcId: vpc }).RouteTable?.RouteTableId ?? ''
    ask('AssociateRouteTable', { RouteTableId, SubnetId: subnet })
    const inVpc = { Filters: [{ Name: 'vpc-id', Values: [vpc] }] }
    expect(ask('DescribeRouteTables', inVpc, far).RouteTables?.map((one) => one.RouteTableId)).toEqual([
      RouteTableId,
    ])
  })

  it('is launched into by participants, with security groups of their own', () => {
    const { ask, vpc, subnet } = shared()
    const GroupId =
      ask('CreateSecurityGroup', { GroupName: 'web', Description: 'web', VpcId: vpc }, far).GroupId ?? ''
    const { NetworkInterface } = ask('CreateNetworkInterface', { SubnetId: subnet, Groups: [GroupId] }, far)
    expect(NetworkInterface).toMatchObject({ OwnerId: otherAccount, SubnetId: subnet, VpcId: vpc })
  })

  it.each<[string, (world: World) => object]>([
    ['DeleteSubnet', ({ subnet }) => ({ SubnetId: subnet })],
    ['ModifySubnetAttribute', ({ subnet }) => ({ SubnetId: subnet, MapPublicIpOnLaunch: { Value: true } })],
    ['CreateNatGateway', ({ subnet }) => ({ SubnetId: subnet, ConnectivityType: 'private' })],
    ['DeleteVpc', ({ vpc }) => ({ VpcId: vpc })],
    ['CreateSubnet', ({ vpc }) => ({ VpcId: vpc, CidrBlock: '10.0.9.0/24' })],
    [
      'CreateRoute',
      ({ ask, vpc }) => ({
        RouteTableId: ask('DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [vpc] }] })
          .RouteTables?.[0]?.RouteTableId,
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: 'local',
      }),
    ],
  ])('is not for participants to change: %s', (operation, input) => {
    const world = shared()
    expect(world.refused(operation as 'DeleteVpc', input(world) as never, far)).toBe(
      'UnauthorizedOperation: You are not authorized to perform this operation.',
    )
  })
})

describe('RAM itself', () => {
  it('lists kinds and permissions', () => {
    const { call } = withSubnet()
    expect(call('ram', 'ListResourceTypes').resourceTypes).toContainEqual({
      resourceType: 'ec2:Subnet',
      serviceName: 'ec2',
      resourceRegionScope: 'REGIONAL',
    })
    const { permissions } = call('ram', 'ListPermissions', { resourceType: 'ec2:TransitGateway' })
    expect(permissions).toMatchObject([
      {
        arn: 'arn:aws:ram::aws:permission/AWSRAMDefaultPermissionTransitGateway',
        isResourceTypeDefault: true,
      },
    ])
  })

  it('needs the management account for sharing in the organization', () => {
    const { refusedBy } = withSubnet()
    expect(refusedBy('ram', 'EnableSharingWithAwsOrganization')).toMatch(
      /^OperationNotPermittedException: .*AWSOrganizationsNotInUseException/,
    )
  })

  it('is refused like any other service', () => {
    const world = withSubnet()
    const me = userWith(world, 'Dev', allow('ec2:*'))
    expect(world.refusedBy('ram', 'GetResourceShares', { resourceOwner: 'SELF' }, me)).toMatch(
      /^AccessDeniedException: User: arn:aws:iam::\d+:user\/Dev is not authorized to perform: ram:GetResourceShares/,
    )
  })
})
