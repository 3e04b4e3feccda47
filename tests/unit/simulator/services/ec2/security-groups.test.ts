import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount } from '../cloud.ts'
import { permission, securityWorld } from './security-world.ts'

const id = /^sg-0[0-9a-f]{16}$/
const unknown = 'sg-00000000000000000'

describe('CreateSecurityGroup', () => {
  it('answers with the id and the ARN, and with tags where there are some', () => {
    const { ask, vpc } = securityWorld()
    const Description = 'web servers'
    const plain = ask('CreateSecurityGroup', { GroupName: 'web', Description, VpcId: vpc })
    expect(plain).toEqual({
      GroupId: expect.stringMatching(id),
      SecurityGroupArn: `arn:aws:ec2:us-east-1:${account}:security-group/${plain.GroupId}`,
    })
    const Tags = [{ Key: 'Name', Value: 'db' }]
    const tagged = ask('CreateSecurityGroup', {
      GroupName: 'db',
      Description,
      VpcId: vpc,
      TagSpecifications: [{ ResourceType: 'security-group', Tags }],
    })
    expect(tagged.Tags).toEqual(Tags)
  })

  it('starts with nothing in and all traffic out', () => {
    const { ask, vpc, group } = securityWorld()
    const GroupId = group('web')
    expect(ask('DescribeSecurityGroups', { GroupIds: [GroupId] }).SecurityGroups).toEqual([
      {
        GroupId,
        IpPermissionsEgress: [
          {
            IpProtocol: '-1',
            UserIdGroupPairs: [],
            IpRanges: [{ CidrIp: '0.0.0.0/0' }],
            Ipv6Ranges: [],
            PrefixListIds: [],
          },
        ],
        VpcId: vpc,
        SecurityGroupArn: `arn:aws:ec2:us-east-1:${account}:security-group/${GroupId}`,
        OwnerId: account,
        GroupName: 'web',
        Description: 'for a test',
        IpPermissions: [],
      },
    ])
  })

  it('lets IPv6 out too where the VPC has it', () => {
    const { ask, group, outbound, pass } = securityWorld()
    const VpcId = ask('CreateVpc', { CidrBlock: '10.1.0.0/16', AmazonProvidedIpv6CidrBlock: true }).Vpc!
      .VpcId!
    pass(5)
    expect(outbound(group('web', VpcId))).toEqual(['-1 0.0.0.0/0 ::/0'])
  })

  it('takes the default VPC when none is named', () => {
    const { ask, defaultVpc } = securityWorld()
    const GroupId = ask('CreateSecurityGroup', { GroupName: 'web', Description: 'x' }).GroupId!
    expect(ask('DescribeSecurityGroups', { GroupIds: [GroupId] }).SecurityGroups![0]!.VpcId).toBe(defaultVpc)
  })

  it('trims spaces at the end of the name', () => {
    const { ask, group } = securityWorld()
    const GroupId = group('web servers  ')
    expect(ask('DescribeSecurityGroups', { GroupIds: [GroupId] }).SecurityGroups![0]!.GroupName).toBe(
      'web servers',
    )
  })

  const allowed = 'strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*'
  const value = (text: string, parameter: string) =>
    `InvalidParameterValue: Value (${text}) for parameter ${parameter} is invalid.`
  const badNames: Record<string, [name: string, error: string]> = {
    empty: ['', 'MissingParameter: The request must contain the parameter GroupName'],
    'in the form of an id': [
      'sg-web',
      `${value('sg-web', 'GroupName')} Group names may not be in the format sg-*.`,
    ],
    'that of the default group': [
      'default',
      'InvalidParameterValue: Cannot use reserved security group name: default',
    ],
    'with a quotation mark': [
      "Ann's",
      `InvalidParameterValue: Invalid security group name. Valid names are ${allowed}`,
    ],
    'of 256 characters': [
      'a'.repeat(256),
      `InvalidParameterValue: Invalid security group name. Valid names are ${allowed}`,
    ],
    'beyond ASCII': ['grün', `${value('grün', 'GroupName')} Character sets beyond ASCII are not supported.`],
  }
  it.each(Object.entries(badNames))('refuses a name %s', (_, [GroupName, error]) => {
    const { refused, vpc } = securityWorld()
    expect(refused('CreateSecurityGroup', { GroupName, Description: 'x', VpcId: vpc })).toBe(error)
  })

  const badDescriptions: Record<string, [description: string, error: string]> = {
    empty: ['', 'MissingParameter: The request must contain the parameter GroupDescription'],
    'with an arrow': [
      'a > b',
      `InvalidParameterValue: Invalid security group description. Valid descriptions are ${allowed}`,
    ],
    'of 256 characters': [
      'a'.repeat(256),
      `InvalidParameterValue: Invalid security group description. Valid descriptions are ${allowed}`,
    ],
    'beyond ASCII': ['→', `${value('→', 'GroupDescription')} Character sets beyond ASCII are not supported.`],
  }
  it.each(Object.entries(badDescriptions))('refuses a description %s', (_, [Description, error]) => {
    const { refused, vpc } = securityWorld()
    expect(refused('CreateSecurityGroup', { GroupName: 'web', Description, VpcId: vpc })).toBe(error)
  })

  it('takes names and descriptions of 255 characters, and every one of the allowed marks', () => {
    const { ask, vpc } = securityWorld()
    const marks = 'aZ09. _-:/()#,@[]+=&;{}!$*'
    for (const text of ['a'.repeat(255), marks]) {
      ask('CreateSecurityGroup', { GroupName: text, Description: text, VpcId: vpc })
    }
  })

  it('refuses a name that the VPC has, in whatever case, and takes it in another VPC', () => {
    const { refused, group, vpc, defaultVpc } = securityWorld()
    group('web')
    expect(refused('CreateSecurityGroup', { GroupName: 'Web', Description: 'x', VpcId: vpc })).toBe(
      `InvalidGroup.Duplicate: The security group 'Web' already exists for VPC '${vpc}'`,
    )
    expect(group('web', defaultVpc)).toMatch(id)
  })

  it('refuses a VPC that is not there, and none where there is no default VPC', () => {
    const { ask, refused, defaultVpc } = securityWorld()
    const text = { GroupName: 'web', Description: 'x' }
    expect(refused('CreateSecurityGroup', { ...text, VpcId: 'vpc-1' })).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    )
    dropDefaultVpc(ask, defaultVpc)
    expect(refused('CreateSecurityGroup', text)).toBe('VPCIdNotSpecified: No default VPC for this user')
  })

  it('stops at the quota of the Region', () => {
    const { cloud, refused, group, vpc } = securityWorld()
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'security-groups-per-region', 3)
    group('third, after two default groups')
    expect(refused('CreateSecurityGroup', { GroupName: 'fourth', Description: 'x', VpcId: vpc })).toBe(
      'SecurityGroupLimitExceeded: The maximum number of security groups has been reached.',
    )
  })

  it('refuses tags for another kind of resource', () => {
    const { refused, vpc } = securityWorld()
    const TagSpecifications = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'a', Value: 'b' }] }]
    expect(
      refused('CreateSecurityGroup', { GroupName: 'web', Description: 'x', VpcId: vpc, TagSpecifications }),
    ).toBe("InvalidParameterValue: 'vpc' is not a valid taggable resource type for this operation.")
  })
})

type Ask = ReturnType<typeof securityWorld>['ask']

function dropDefaultVpc(ask: Ask, VpcId: string): void {
  for (const { SubnetId } of ask('DescribeSubnets', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] })
    .Subnets!) {
    ask('DeleteSubnet', { SubnetId: SubnetId! })
  }
  const Filters = [{ Name: 'attachment.vpc-id', Values: [VpcId] }]
  for (const { InternetGatewayId } of ask('DescribeInternetGateways', { Filters }).InternetGateways!) {
    ask('DetachInternetGateway', { InternetGatewayId: InternetGatewayId!, VpcId })
  }
  ask('DeleteVpc', { VpcId })
}

describe('the default security group', () => {
  const ofVpc = (ask: Ask, VpcId: string) =>
    ask('DescribeSecurityGroups', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }).SecurityGroups!

  it('comes with every VPC, and lets its members reach each other and all else', () => {
    const { ask, vpc } = securityWorld()
    const [group, ...others] = ofVpc(ask, vpc)
    expect(others).toEqual([])
    expect(group).toMatchObject({
      GroupName: 'default',
      Description: 'default VPC security group',
      IpPermissions: [
        {
          IpProtocol: '-1',
          UserIdGroupPairs: [{ UserId: account, GroupId: group!.GroupId }],
          IpRanges: [],
          Ipv6Ranges: [],
          PrefixListIds: [],
        },
      ],
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    })
  })

  it('cannot be deleted, but goes with its VPC, rules and all', () => {
    const { ask, refused, vpc, rules } = securityWorld()
    const GroupId = ofVpc(ask, vpc)[0]!.GroupId!
    const itsRules = rules(GroupId).map((rule) => rule.SecurityGroupRuleId!)
    expect(refused('DeleteSecurityGroup', { GroupId })).toBe(
      `CannotDelete: the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
    )
    ask('DeleteVpc', { VpcId: vpc })
    expect(refused('DescribeSecurityGroups', { GroupIds: [GroupId] })).toBe(
      `InvalidGroup.NotFound: The security group '${GroupId}' does not exist`,
    )
    expect(itsRules).toHaveLength(2)
    for (const rule of itsRules) {
      expect(refused('DescribeSecurityGroupRules', { SecurityGroupRuleIds: [rule] })).toBe(
        `InvalidSecurityGroupRuleId.NotFound: The security group rule ID '${rule}' does not exist`,
      )
    }
  })
})

describe('DeleteSecurityGroup', () => {
  it('deletes by id', () => {
    const { ask, refused, group } = securityWorld()
    const GroupId = group('web')
    expect(ask('DeleteSecurityGroup', { GroupId })).toEqual({ Return: true, GroupId })
    expect(refused('DeleteSecurityGroup', { GroupId })).toBe(
      `InvalidGroup.NotFound: The security group '${GroupId}' does not exist`,
    )
  })

  it('deletes by name in the default VPC, and nowhere else', () => {
    const { ask, refused, group, defaultVpc, vpc } = securityWorld()
    const GroupId = group('web', defaultVpc)
    group('app', vpc)
    expect(ask('DeleteSecurityGroup', { GroupName: 'web' })).toEqual({ Return: true, GroupId })
    expect(refused('DeleteSecurityGroup', { GroupName: 'app' })).toBe(
      `InvalidGroup.NotFound: The security group 'app' does not exist in default VPC '${defaultVpc}'`,
    )
    dropDefaultVpc(ask, defaultVpc)
    expect(refused('DeleteSecurityGroup', { GroupName: 'app' })).toBe(
      'VPCIdNotSpecified: No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.',
    )
  })

  it('waits until no rule of another group names the group; its own do not count', () => {
    const { ask, refused, group } = securityWorld()
    const [web, app] = [group('web'), group('app')]
    const letIn = (GroupId: string) =>
      ask('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [permission(`tcp 80 ${web}`)] })
    letIn(app)
    letIn(web)
    expect(refused('DeleteSecurityGroup', { GroupId: web })).toBe(
      `DependencyViolation: resource ${web} has a dependent object`,
    )
    ask('DeleteSecurityGroup', { GroupId: app })
    ask('DeleteSecurityGroup', { GroupId: web })
  })

  it('keeps the VPC until it is done', () => {
    const { ask, refused, group, vpc } = securityWorld()
    const GroupId = group('web')
    expect(refused('DeleteVpc', { VpcId: vpc })).toBe(
      `DependencyViolation: The vpc '${vpc}' has dependencies and cannot be deleted.`,
    )
    ask('DeleteSecurityGroup', { GroupId })
    ask('DeleteVpc', { VpcId: vpc })
  })

  const wrong: Record<string, [input: Ec2.DeleteSecurityGroupRequest, error: string]> = {
    'neither id nor name': [
      {},
      'MissingParameter: The request must contain the parameter groupName or groupId',
    ],
    'no id at all': [{ GroupId: '' }, "InvalidGroupId.Malformed: The security-group ID '' is malformed"],
    'an id of another kind': [
      { GroupId: 'vpc-1' },
      'InvalidGroupId.Malformed: Invalid id: "vpc-1" (expecting "sg-...")',
    ],
    'an id that cannot be one': [
      { GroupId: 'sg-1, sg-2' },
      'InvalidGroupId.Malformed: Invalid id: "sg-1, sg-2"',
    ],
    'an id that nobody has': [
      { GroupId: unknown },
      `InvalidGroup.NotFound: The security group '${unknown}' does not exist`,
    ],
  }
  it.each(Object.entries(wrong))('refuses %s', (_, [input, error]) => {
    expect(securityWorld().refused('DeleteSecurityGroup', input)).toBe(error)
  })

  it('does not see the groups of other accounts and Regions', () => {
    const { refused, group } = securityWorld()
    const GroupId = group('web')
    for (const where of [{ account: otherAccount }, { region: 'eu-west-1' }]) {
      expect(refused('DeleteSecurityGroup', { GroupId }, where)).toBe(
        `InvalidGroup.NotFound: The security group '${GroupId}' does not exist`,
      )
    }
  })

  it('would succeed, says a dry run', () => {
    const { refused, group } = securityWorld()
    expect(refused('DeleteSecurityGroup', { GroupId: group('web'), DryRun: true })).toBe(
      'DryRunOperation: Request would have succeeded, but DryRun flag is set.',
    )
  })
})

describe('DescribeSecurityGroups', () => {
  // Two groups, told apart by every filter: `web` in the VPC, `app` in the default VPC.
  function twoGroups() {
    const world = securityWorld()
    const { ask, group, vpc, defaultVpc } = world
    const web = group('web')
    const app = ask('CreateSecurityGroup', {
      GroupName: 'app',
      Description: 'application',
      VpcId: defaultVpc,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: [{ Key: 'Tier', Value: 'app' }] }],
    }).GroupId!
    const lists = ask('DescribeManagedPrefixLists').PrefixLists!
    const s3 = lists.find((list) => list.PrefixListName?.endsWith('.s3'))!.PrefixListId!
    ask('RevokeSecurityGroupEgress', { GroupId: web, IpPermissions: [permission('-1 0.0.0.0/0')] })
    ask('AuthorizeSecurityGroupIngress', {
      GroupId: web,
      IpPermissions: [permission(`tcp 8080-8090 10.9.0.0/16 2001:db8::/32 ${s3} ${web}`)],
    })
    ask('AuthorizeSecurityGroupEgress', {
      GroupId: web,
      IpPermissions: [permission(`icmp 8/0 10.8.0.0/16 2001:db8:1::/48 ${s3} ${web}`)],
    })
    const names = new Map([
      [web, 'web'],
      [app, 'app'],
    ])
    const find = (Name: string, Values: string[]) =>
      ask('DescribeSecurityGroups', { Filters: [{ Name, Values }] })
        .SecurityGroups!.map((one) => names.get(one.GroupId!) ?? 'default')
        .join(' ')
    return { ...world, web, app, vpc, s3, find }
  }

  type World = ReturnType<typeof twoGroups>
  const filters: [filter: string, value: string | ((world: World) => string), found: string][] = [
    ['description', 'application', 'app'],
    ['group-id', ({ web }) => web, 'web'],
    ['group-name', 'w?b', 'web'],
    ['owner-id', account, 'default default web app'],
    ['owner-id', otherAccount, ''],
    ['vpc-id', ({ vpc }) => vpc, 'default web'],
    ['tag:Tier', 'a*', 'app'],
    ['tag-key', 'Tier', 'app'],
    ['ip-permission.cidr', '10.9.0.0/16', 'web'],
    ['ip-permission.from-port', '8080', 'web'],
    ['ip-permission.to-port', '8090', 'web'],
    ['ip-permission.group-id', ({ web }) => web, 'web'],
    ['ip-permission.group-name', 'web', 'web'],
    ['ip-permission.ipv6-cidr', '2001:db8::/32', 'web'],
    ['ip-permission.prefix-list-id', ({ s3 }) => s3, 'web'],
    ['ip-permission.protocol', 'tcp', 'web'],
    ['ip-permission.protocol', '6', 'web'],
    ['ip-permission.protocol', '-1', 'default default'],
    ['ip-permission.user-id', account, 'default default web'],
    ['egress.ip-permission.cidr', '10.8.0.0/16', 'web'],
    ['egress.ip-permission.cidr', '10.9.0.0/16', ''],
    ['egress.ip-permission.from-port', '8', 'web'],
    ['egress.ip-permission.from-port', '-1', ''],
    ['egress.ip-permission.to-port', '0', 'web'],
    ['egress.ip-permission.group-id', ({ web }) => web, 'web'],
    ['egress.ip-permission.group-name', 'web', 'web'],
    ['egress.ip-permission.ipv6-cidr', '2001:db8:1::/48', 'web'],
    ['egress.ip-permission.prefix-list-id', ({ s3 }) => s3, 'web'],
    ['egress.ip-permission.protocol', '-1', 'default default app'],
    ['egress.ip-permission.user-id', account, 'web'],
  ]
  it.each(filters)('finds by %s', (name, value, found) => {
    const world = twoGroups()
    expect(world.find(name, [typeof value === 'string' ? value : value(world)])).toBe(found)
  })

  it('refuses a filter that there is not', () => {
    expect(
      securityWorld().refused('DescribeSecurityGroups', { Filters: [{ Name: 'colour', Values: ['red'] }] }),
    ).toBe("InvalidParameterValue: The filter 'colour' is invalid")
  })

  it.each([
    ['', false],
    ['dev', false],
    ['sg-0123456789abcdef0', false],
    ['vpc-0123456789abcdef0', true],
    ['vpc-*', true],
    ['*', true],
  ])('looks whether the filter vpc-id is given a VPC: %s', (id, isTaken) => {
    const { ask, refused } = securityWorld()
    const input = { Filters: [{ Name: 'vpc-id', Values: [id] }] }
    if (isTaken) expect(ask('DescribeSecurityGroups', input).SecurityGroups).toBeDefined()
    else expect(refused('DescribeSecurityGroups', input)).toBe('InvalidParameterValue: vpc-id')
  })

  it('finds by id and by the names of the default VPC, each group once', () => {
    const { ask, web, app } = twoGroups()
    const found = (input: Ec2.DescribeSecurityGroupsRequest) =>
      ask('DescribeSecurityGroups', input).SecurityGroups!.map((one) => one.GroupId)
    expect(found({ GroupIds: [app, web] })).toEqual([app, web])
    expect(found({ GroupNames: ['app'] })).toEqual([app])
    expect(found({ GroupIds: [web, app], GroupNames: ['app'] })).toEqual([web, app])
  })

  it('refuses ids and names that nobody has', () => {
    const { refused, defaultVpc } = twoGroups()
    expect(refused('DescribeSecurityGroups', { GroupIds: [unknown] })).toBe(
      `InvalidGroup.NotFound: The security group '${unknown}' does not exist`,
    )
    expect(refused('DescribeSecurityGroups', { GroupNames: ['web'] })).toBe(
      `InvalidGroup.NotFound: The security group 'web' does not exist in default VPC '${defaultVpc}'`,
    )
  })

  it('gives pages of at least five', () => {
    const { ask, refused, group } = securityWorld()
    for (let i = 0; i < 5; i++) group(`web-${i}`)
    const first = ask('DescribeSecurityGroups', { MaxResults: 5 })
    const second = ask('DescribeSecurityGroups', { MaxResults: 5, NextToken: first.NextToken! })
    const names = [...first.SecurityGroups!, ...second.SecurityGroups!].map((one) => one.GroupName)
    expect(names).toEqual(['default', 'default', 'web-0', 'web-1', 'web-2', 'web-3', 'web-4'])
    expect(second.NextToken).toBeUndefined()
    expect(refused('DescribeSecurityGroups', { MaxResults: 1001 })).toBe(
      'InvalidParameterValue: Value ( 1001 ) for parameter maxResults is invalid. ' +
        'Expecting a value smaller than or equal to 1000.',
    )
  })
})
