import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { networkInterfaces } from '../../../../../simulator/services/ec2/network-interfaces.ts'
import { account, otherAccount } from '../cloud.ts'
import { permission, securityWorld } from './security-world.ts'

// Two VPCs, a group in each, and the first one's group associated with the second VPC.
function twoVpcs() {
  const world = securityWorld()
  const { ask, refused, pass, group } = world
  const second = ask('CreateVpc', { CidrBlock: '10.1.0.0/16' }).Vpc!.VpcId!
  const [web, app] = [group('web'), group('app', second)]
  const associate = () => {
    const answer = ask('AssociateSecurityGroupVpc', { GroupId: web, VpcId: second })
    pass(5)
    return answer
  }
  const lookIn = () => {
    const IpPermissions = [permission(`tcp 80 ${web}`)]
    return ask('AuthorizeSecurityGroupIngress', { GroupId: app, IpPermissions }).SecurityGroupRules![0]!
  }
  return { ...world, refused, second, web, app, associate, lookIn }
}

describe('AssociateSecurityGroupVpc', () => {
  const states = ({ ask }: ReturnType<typeof twoVpcs>) =>
    ask('DescribeSecurityGroupVpcAssociations').SecurityGroupVpcAssociations!

  it('takes a moment to associate and to disassociate', () => {
    const world = twoVpcs()
    const { ask, pass, web, second } = world
    const input = { GroupId: web, VpcId: second }
    const association = { ...input, VpcOwnerId: account, GroupOwnerId: account }
    expect(ask('AssociateSecurityGroupVpc', input)).toEqual({ State: 'associating' })
    expect(states(world)).toEqual([{ ...association, State: 'associating' }])
    pass(5)
    expect(states(world)).toEqual([{ ...association, State: 'associated' }])
    expect(ask('DisassociateSecurityGroupVpc', input)).toEqual({ State: 'disassociating' })
    expect(states(world)).toEqual([{ ...association, State: 'disassociating' }])
    pass(5)
    expect(states(world)).toEqual([])
  })

  it.each<[string, (world: ReturnType<typeof twoVpcs>) => string]>([
    ['group-id', ({ web }) => web],
    ['group-owner-id', () => account],
    ['state', () => 'associated'],
    ['vpc-id', ({ second }) => second],
    ['vpc-owner-id', () => account],
  ])('is found by %s', (Name, value) => {
    const world = twoVpcs()
    world.associate()
    const found = (Value: string) =>
      world.ask('DescribeSecurityGroupVpcAssociations', { Filters: [{ Name, Values: [Value] }] })
        .SecurityGroupVpcAssociations!.length
    expect([found(value(world)), found('x')]).toEqual([1, 0])
  })

  it('refuses default groups, the default VPC, and a VPC that the group has', () => {
    const { ask, refused, web, vpc, second, defaultVpc, associate } = twoVpcs()
    const Filters = [
      { Name: 'group-name', Values: ['default'] },
      { Name: 'vpc-id', Values: [vpc] },
    ]
    const GroupId = ask('DescribeSecurityGroups', { Filters }).SecurityGroups![0]!.GroupId!
    expect(refused('AssociateSecurityGroupVpc', { GroupId, VpcId: second })).toBe(
      `InvalidParameterValue: The security group '${GroupId}' is a default security group.`,
    )
    expect(refused('AssociateSecurityGroupVpc', { GroupId: web, VpcId: defaultVpc })).toBe(
      `InvalidParameterValue: The VPC '${defaultVpc}' is a default VPC.`,
    )
    associate()
    for (const VpcId of [vpc, second]) {
      expect(refused('AssociateSecurityGroupVpc', { GroupId: web, VpcId })).toBe(
        `Resource.AlreadyAssociated: The security group '${web}' is already associated with the VPC '${VpcId}'`,
      )
    }
  })

  it('keeps group and VPC from being deleted', () => {
    const { refused, web, second, associate, ask, app } = twoVpcs()
    associate()
    ask('DeleteSecurityGroup', { GroupId: app })
    expect(refused('DeleteSecurityGroup', { GroupId: web })).toBe(
      `DependencyViolation: resource ${web} has a dependent object`,
    )
    expect(refused('DeleteVpc', { VpcId: second })).toBe(
      `DependencyViolation: The vpc '${second}' has dependencies and cannot be deleted.`,
    )
  })

  it('stays while an interface of the VPC has the group', () => {
    const { cloud, ask, refused, web, second, associate } = twoVpcs()
    associate()
    const SubnetId = ask('CreateSubnet', { VpcId: second, CidrBlock: '10.1.0.0/24' }).Subnet!.SubnetId!
    const id = ask('CreateNetworkInterface', { SubnetId }).NetworkInterface!.NetworkInterfaceId!
    const held = networkInterfaces.get(cloud, id)!
    networkInterfaces.update(cloud, held, { Groups: [{ GroupId: web, GroupName: 'web' }] })
    expect(refused('DisassociateSecurityGroupVpc', { GroupId: web, VpcId: second })).toBe(
      `DependencyViolation: resource ${web} has a dependent object`,
    )
  })

  it('refuses to disassociate what is not associated', () => {
    const { refused, web, second } = twoVpcs()
    expect(refused('DisassociateSecurityGroupVpc', { GroupId: web, VpcId: second })).toBe(
      'InvalidSecurityGroupVpcAssociation.NotFound: ' +
        `The security group '${web}' is not associated with the VPC '${second}'`,
    )
  })
})

describe('a rule that names a group of an associated VPC', () => {
  it('is refused before, and says the VPC of the group after', () => {
    const { refused, web, app, vpc, associate, lookIn } = twoVpcs()
    const IpPermissions = [permission(`tcp 80 ${web}`)]
    expect(refused('AuthorizeSecurityGroupIngress', { GroupId: app, IpPermissions })).toBe(
      'InvalidGroup.NotFound: You have specified two resources that belong to different networks.',
    )
    associate()
    expect(lookIn().ReferencedGroupInfo).toEqual({ GroupId: web, UserId: account, VpcId: vpc })
  })

  it('becomes stale with the association, and can still be revoked', () => {
    const { ask, pass, web, app, vpc, second, associate, lookIn } = twoVpcs()
    const stale = () => ask('DescribeStaleSecurityGroups', { VpcId: second }).StaleSecurityGroupSet
    associate()
    lookIn()
    expect(stale()).toEqual([])
    ask('DisassociateSecurityGroupVpc', { GroupId: web, VpcId: second })
    pass(5)
    const expected: Ec2.StaleSecurityGroup = {
      Description: 'for a test',
      GroupId: app,
      GroupName: 'app',
      StaleIpPermissions: [
        {
          FromPort: 80,
          IpProtocol: 'tcp',
          IpRanges: [],
          PrefixListIds: [],
          ToPort: 80,
          UserIdGroupPairs: [{ GroupId: web, UserId: account, VpcId: vpc }],
        },
      ],
      StaleIpPermissionsEgress: [],
      VpcId: second,
    }
    expect(stale()).toEqual([expected])
    expect(ask('DescribeStaleSecurityGroups', { VpcId: vpc }).StaleSecurityGroupSet).toEqual([])
    ask('DeleteSecurityGroup', { GroupId: web })
    expect(stale()![0]!.StaleIpPermissions![0]!.UserIdGroupPairs).toEqual([{ GroupId: web, VpcId: vpc }])
    ask('RevokeSecurityGroupIngress', { GroupId: app, IpPermissions: [permission(`tcp 80 ${web}`)] })
    expect(stale()).toEqual([])
  })
})

describe('DescribeSecurityGroupReferences', () => {
  it('leaves out rules of the same VPC and of associations', () => {
    const { ask, refused, web, associate, lookIn } = twoVpcs()
    ask('AuthorizeSecurityGroupIngress', { GroupId: web, IpPermissions: [permission(`-1 ${web}`)] })
    associate()
    lookIn()
    expect(ask('DescribeSecurityGroupReferences', { GroupId: [web] })).toEqual({
      SecurityGroupReferenceSet: [],
    })
    expect(refused('DescribeSecurityGroupReferences', { GroupId: ['sg-0'] })).toBe(
      "InvalidGroup.NotFound: The security group 'sg-0' does not exist",
    )
  })
})

describe('GetSecurityGroupsForVpc', () => {
  const names = (output: Ec2.GetSecurityGroupsForVpcResult) =>
    output.SecurityGroupForVpcs!.map((one) => one.GroupName).join(' ')

  it("lists the VPC's own groups, and those associated with it", () => {
    const { ask, refused, second, web, vpc, associate } = twoVpcs()
    expect(names(ask('GetSecurityGroupsForVpc', { VpcId: second }))).toBe('default app')
    associate()
    const answer = ask('GetSecurityGroupsForVpc', { VpcId: second })
    expect(names(answer)).toBe('default app web')
    expect(answer.SecurityGroupForVpcs![2]).toEqual({
      Description: 'for a test',
      GroupName: 'web',
      OwnerId: account,
      GroupId: web,
      PrimaryVpcId: vpc,
    })
    expect(refused('GetSecurityGroupsForVpc', { VpcId: 'vpc-1' })).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    )
  })

  it.each<[string, string | ((world: ReturnType<typeof twoVpcs>) => string), string]>([
    ['group-id', ({ app }) => app, 'app'],
    ['description', 'default*', 'default'],
    ['group-name', 'app', 'app'],
    ['owner-id', account, 'default app web'],
    ['owner-id', otherAccount, ''],
    ['primary-vpc-id', ({ second }) => second, 'default app'],
    ['tag:Name', 'web', 'web'],
    ['tag-key', 'Name', 'web'],
  ])('filters by %s', (Name, value, found) => {
    const world = twoVpcs()
    world.associate()
    world.ask('CreateTags', { Resources: [world.web], Tags: [{ Key: 'Name', Value: 'web' }] })
    const Filters = [{ Name, Values: [typeof value === 'string' ? value : value(world)] }]
    expect(names(world.ask('GetSecurityGroupsForVpc', { VpcId: world.second, Filters }))).toBe(found)
  })

  it('does not know the other filters of security groups', () => {
    const { refused, vpc } = twoVpcs()
    expect(
      refused('GetSecurityGroupsForVpc', { VpcId: vpc, Filters: [{ Name: 'vpc-id', Values: [vpc] }] }),
    ).toBe("InvalidParameterValue: The filter 'vpc-id' is invalid")
  })
})
