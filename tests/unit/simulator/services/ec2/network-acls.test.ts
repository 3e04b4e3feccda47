import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account, otherAccount } from '../cloud.ts'
import { securityWorld } from './security-world.ts'

function aclWorld() {
  const world = securityWorld()
  const { ask, vpc } = world
  const aclsOf = (VpcId: string) =>
    ask('DescribeNetworkAcls', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }).NetworkAcls!
  return {
    ...world,
    aclsOf,
    defaultAcl: () => aclsOf(vpc).find((acl) => acl.IsDefault)!,
    acl: (VpcId = vpc) => ask('CreateNetworkAcl', { VpcId }).NetworkAcl!.NetworkAclId!,
    subnet: (CidrBlock: string, VpcId = vpc) => ask('CreateSubnet', { VpcId, CidrBlock }).Subnet!.SubnetId!,
  }
}

/** `out 100 allow -1 0.0.0.0/0` */
const inShort = ({
  Egress,
  RuleNumber,
  RuleAction,
  Protocol,
  CidrBlock,
  Ipv6CidrBlock,
}: Ec2.NetworkAclEntry) =>
  `${Egress ? 'out' : 'in'} ${RuleNumber} ${RuleAction} ${Protocol} ${CidrBlock ?? Ipv6CidrBlock}`

const entries = (acl: Ec2.NetworkAcl) => acl.Entries!.map(inShort)

const openToIpv4 = [
  'out 100 allow -1 0.0.0.0/0',
  'out 32767 deny -1 0.0.0.0/0',
  'in 100 allow -1 0.0.0.0/0',
  'in 32767 deny -1 0.0.0.0/0',
]
const openToBoth = [
  'out 100 allow -1 0.0.0.0/0',
  'out 101 allow -1 ::/0',
  'out 32767 deny -1 0.0.0.0/0',
  'out 32768 deny -1 ::/0',
  'in 100 allow -1 0.0.0.0/0',
  'in 101 allow -1 ::/0',
  'in 32767 deny -1 0.0.0.0/0',
  'in 32768 deny -1 ::/0',
]

describe('the default network ACL', () => {
  it('comes with every VPC and lets everything through', () => {
    const { aclsOf, vpc } = aclWorld()
    expect(aclsOf(vpc)).toEqual([
      {
        Associations: [],
        Entries: [
          { CidrBlock: '0.0.0.0/0', Egress: true, Protocol: '-1', RuleAction: 'allow', RuleNumber: 100 },
          { CidrBlock: '0.0.0.0/0', Egress: true, Protocol: '-1', RuleAction: 'deny', RuleNumber: 32767 },
          { CidrBlock: '0.0.0.0/0', Egress: false, Protocol: '-1', RuleAction: 'allow', RuleNumber: 100 },
          { CidrBlock: '0.0.0.0/0', Egress: false, Protocol: '-1', RuleAction: 'deny', RuleNumber: 32767 },
        ],
        IsDefault: true,
        NetworkAclId: expect.stringMatching(/^acl-0[0-9a-f]{16}$/),
        Tags: [],
        VpcId: vpc,
        OwnerId: account,
      },
    ])
  })

  it('lets IPv6 through as well in a VPC that starts with it', () => {
    const { ask, aclsOf } = aclWorld()
    const vpc = ask('CreateVpc', { CidrBlock: '10.1.0.0/16', AmazonProvidedIpv6CidrBlock: true }).Vpc!.VpcId!
    expect(entries(aclsOf(vpc)[0]!)).toEqual(openToBoth)
  })

  it('is the one that every new subnet gets, until the subnet is deleted', () => {
    const { ask, defaultAcl, subnet } = aclWorld()
    const ids = [subnet('10.0.0.0/24'), subnet('10.0.1.0/24')]
    const { Associations, NetworkAclId } = defaultAcl()
    expect(Associations).toEqual(
      ids.map((SubnetId) => ({
        NetworkAclAssociationId: expect.stringMatching(/^aclassoc-0[0-9a-f]{16}$/),
        NetworkAclId,
        SubnetId,
      })),
    )
    ask('DeleteSubnet', { SubnetId: ids[0]! })
    expect(defaultAcl().Associations!.map((one) => one.SubnetId)).toEqual([ids[1]])
  })

  it('cannot be deleted, but goes with its VPC', () => {
    const { ask, refused, defaultAcl, vpc } = aclWorld()
    const NetworkAclId = defaultAcl().NetworkAclId!
    expect(refused('DeleteNetworkAcl', { NetworkAclId })).toBe(
      `InvalidParameterValue: cannot delete default network ACL ${NetworkAclId}`,
    )
    ask('DeleteVpc', { VpcId: vpc })
    expect(refused('DescribeNetworkAcls', { NetworkAclIds: [NetworkAclId] })).toBe(
      `InvalidNetworkAclID.NotFound: The networkAcl ID '${NetworkAclId}' does not exist`,
    )
  })
})

describe('CreateNetworkAcl', () => {
  it('makes one that denies everything', () => {
    const { ask, vpc } = aclWorld()
    const Tags = [{ Key: 'Name', Value: 'strict' }]
    const { NetworkAcl } = ask('CreateNetworkAcl', {
      VpcId: vpc,
      TagSpecifications: [{ ResourceType: 'network-acl', Tags }],
    })
    expect(NetworkAcl).toMatchObject({
      Associations: [],
      IsDefault: false,
      Tags,
      VpcId: vpc,
      OwnerId: account,
    })
    expect(entries(NetworkAcl!)).toEqual(['out 32767 deny -1 0.0.0.0/0', 'in 32767 deny -1 0.0.0.0/0'])
    expect(ask('DescribeNetworkAcls', { NetworkAclIds: [NetworkAcl!.NetworkAclId!] }).NetworkAcls).toEqual([
      NetworkAcl,
    ])
  })

  it('denies IPv6 too where the VPC has it', () => {
    const { ask, aclsOf, acl } = aclWorld()
    const vpc = ask('CreateVpc', { CidrBlock: '10.1.0.0/16', AmazonProvidedIpv6CidrBlock: true }).Vpc!.VpcId!
    acl(vpc)
    expect(entries(aclsOf(vpc)[1]!)).toEqual(openToBoth.filter((entry) => entry.includes('deny')))
  })

  it('answers the same to the same client token', () => {
    const { ask, vpc, aclsOf } = aclWorld()
    const first = ask('CreateNetworkAcl', { VpcId: vpc, ClientToken: 'once' })
    expect(first.ClientToken).toBe('once')
    expect(ask('CreateNetworkAcl', { VpcId: vpc, ClientToken: 'once' })).toEqual(first)
    expect(aclsOf(vpc)).toHaveLength(2)
  })

  it('refuses a VPC that is not there', () => {
    expect(aclWorld().refused('CreateNetworkAcl', { VpcId: 'vpc-1' })).toBe(
      "InvalidVpcID.NotFound: The vpc ID 'vpc-1' does not exist",
    )
  })

  it('stops at the quota of the VPC', () => {
    const { cloud, refused, acl, vpc, defaultVpc } = aclWorld()
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'nacls-per-vpc', 2)
    acl()
    expect(refused('CreateNetworkAcl', { VpcId: vpc })).toBe(
      'NetworkAclLimitExceeded: The maximum number of network acls has been reached.',
    )
    acl(defaultVpc)
  })
})

describe('DeleteNetworkAcl', () => {
  it('waits until no subnet has it, and the VPC waits for it', () => {
    const { ask, refused, acl, subnet, defaultAcl, vpc } = aclWorld()
    const NetworkAclId = acl()
    const SubnetId = subnet('10.0.0.0/24')
    const AssociationId = defaultAcl().Associations![0]!.NetworkAclAssociationId!
    const { NewAssociationId } = ask('ReplaceNetworkAclAssociation', { AssociationId, NetworkAclId })
    expect(refused('DeleteNetworkAcl', { NetworkAclId })).toBe(
      `DependencyViolation: The networkAcl '${NetworkAclId}' has dependencies and cannot be deleted.`,
    )
    ask('ReplaceNetworkAclAssociation', {
      AssociationId: NewAssociationId!,
      NetworkAclId: defaultAcl().NetworkAclId!,
    })
    ask('DeleteSubnet', { SubnetId })
    expect(refused('DeleteVpc', { VpcId: vpc })).toBe(
      `DependencyViolation: The vpc '${vpc}' has dependencies and cannot be deleted.`,
    )
    ask('DeleteNetworkAcl', { NetworkAclId })
    ask('DeleteVpc', { VpcId: vpc })
  })

  it('does not see those of other accounts and Regions', () => {
    const { refused, acl } = aclWorld()
    const NetworkAclId = acl()
    for (const where of [{ account: otherAccount }, { region: 'eu-west-1' }]) {
      expect(refused('DeleteNetworkAcl', { NetworkAclId }, where)).toBe(
        `InvalidNetworkAclID.NotFound: The networkAcl ID '${NetworkAclId}' does not exist`,
      )
    }
  })
})

describe('ReplaceNetworkAclAssociation', () => {
  it('moves a subnet, under a new association', () => {
    const { ask, acl, subnet, aclsOf, vpc } = aclWorld()
    const NetworkAclId = acl()
    const SubnetId = subnet('10.0.0.0/24')
    const [before] = aclsOf(vpc)
    const AssociationId = before!.Associations![0]!.NetworkAclAssociationId!
    const { NewAssociationId } = ask('ReplaceNetworkAclAssociation', { AssociationId, NetworkAclId })
    expect(NewAssociationId).not.toBe(AssociationId)
    expect(aclsOf(vpc).map((one) => one.Associations)).toEqual([
      [],
      [{ NetworkAclAssociationId: NewAssociationId, NetworkAclId, SubnetId }],
    ])
  })

  it('refuses associations and ACLs that are not there, and an ACL of another VPC', () => {
    const { refused, acl, subnet, defaultAcl, defaultVpc } = aclWorld()
    const SubnetId = subnet('10.0.0.0/24')
    const AssociationId = defaultAcl().Associations![0]!.NetworkAclAssociationId!
    const replace = (input: Ec2.ReplaceNetworkAclAssociationRequest) =>
      refused('ReplaceNetworkAclAssociation', input)
    expect(replace({ AssociationId: 'aclassoc-1', NetworkAclId: acl() })).toBe(
      "InvalidAssociationID.NotFound: The association ID 'aclassoc-1' does not exist",
    )
    expect(replace({ AssociationId, NetworkAclId: 'acl-1' })).toBe(
      "InvalidNetworkAclID.NotFound: The networkAcl ID 'acl-1' does not exist",
    )
    const elsewhere = acl(defaultVpc)
    expect(replace({ AssociationId, NetworkAclId: elsewhere })).toBe(
      `InvalidParameterValue: network acl ${elsewhere} and subnet ${SubnetId} belong to different networks`,
    )
  })
})

describe('DescribeNetworkAcls', () => {
  // The default ACL of the VPC has the subnet; the other one has entries that every filter can tell apart.
  function twoAcls() {
    const world = aclWorld()
    const { ask, acl, subnet, defaultAcl } = world
    const strict = acl()
    subnet('10.0.0.0/24')
    ask('CreateTags', { Resources: [strict], Tags: [{ Key: 'Name', Value: 'strict' }] })
    const allow = (entry: Partial<Ec2.CreateNetworkAclEntryRequest>) =>
      ask('CreateNetworkAclEntry', {
        NetworkAclId: strict,
        RuleNumber: 7,
        Protocol: '6',
        RuleAction: 'allow',
        Egress: false,
        ...entry,
      })
    allow({ CidrBlock: '10.9.0.0/16', PortRange: { From: 80, To: 90 } })
    allow({ RuleNumber: 8, Protocol: '1', CidrBlock: '10.9.0.0/16', IcmpTypeCode: { Type: 3, Code: 4 } })
    allow({ RuleNumber: 9, Ipv6CidrBlock: '2001:db8::/32', PortRange: { From: 80, To: 90 } })
    return { ...world, strict, association: defaultAcl().Associations![0]! }
  }

  type World = ReturnType<typeof twoAcls>
  // Beside the two ACLs of the VPC there is the default one of the default VPC.
  it.each<[filter: string, value: string | ((world: World) => string), found: string]>([
    ['association.association-id', ({ association }) => association.NetworkAclAssociationId!, 'open'],
    ['association.network-acl-id', ({ association }) => association.NetworkAclId!, 'open'],
    ['association.subnet-id', ({ association }) => association.SubnetId!, 'open'],
    ['default', 'true', 'other open'],
    ['default', 'false', 'strict'],
    ['entry.cidr', '10.9.0.0/16', 'strict'],
    ['entry.icmp.code', '4', 'strict'],
    ['entry.icmp.type', '3', 'strict'],
    ['entry.ipv6-cidr', '2001:db8::/32', 'strict'],
    ['entry.port-range.from', '80', 'strict'],
    ['entry.port-range.to', '90', 'strict'],
    ['entry.protocol', 'tcp', 'strict'],
    ['entry.protocol', '6', 'strict'],
    ['entry.protocol', '-1', 'other open strict'],
    ['entry.rule-action', 'allow', 'other open strict'],
    ['entry.egress', 'true', 'other open strict'],
    ['entry.rule-number', '7', 'strict'],
    ['network-acl-id', ({ strict }) => strict, 'strict'],
    ['owner-id', account, 'other open strict'],
    ['owner-id', otherAccount, ''],
    ['tag:Name', 'strict', 'strict'],
    ['tag-key', 'Name', 'strict'],
    ['vpc-id', ({ vpc }) => vpc, 'open strict'],
  ])('finds by %s', (Name, value, found) => {
    const world = twoAcls()
    const Values = [typeof value === 'string' ? value : value(world)]
    const called = ({ NetworkAclId, VpcId }: Ec2.NetworkAcl) =>
      NetworkAclId === world.strict ? 'strict' : VpcId === world.vpc ? 'open' : 'other'
    expect(
      world
        .ask('DescribeNetworkAcls', { Filters: [{ Name, Values }] })
        .NetworkAcls!.map(called)
        .join(' '),
    ).toBe(found)
  })

  it('gives pages', () => {
    const { ask, acl } = aclWorld()
    for (let i = 0; i < 4; i++) acl()
    const first = ask('DescribeNetworkAcls', { MaxResults: 5 })
    const second = ask('DescribeNetworkAcls', { MaxResults: 5, NextToken: first.NextToken! })
    expect([first.NetworkAcls!.length, second.NetworkAcls!.length, second.NextToken]).toEqual([
      5,
      1,
      undefined,
    ])
  })
})

describe('the first IPv6 block of a VPC', () => {
  function afterIpv6(change: (world: ReturnType<typeof aclWorld>) => void) {
    const world = aclWorld()
    change(world)
    world.ask('AssociateVpcCidrBlock', { VpcId: world.vpc, AmazonProvidedIpv6CidrBlock: true })
    world.pass(5)
    return world
  }
  const closeTo = (Egress: boolean) => (world: ReturnType<typeof aclWorld>) => {
    const NetworkAclId = world.defaultAcl().NetworkAclId!
    world.ask('DeleteNetworkAclEntry', { NetworkAclId, RuleNumber: 100, Egress })
  }

  it('opens the default network ACL to IPv6', () => {
    const { aclsOf, vpc } = afterIpv6(() => undefined)
    expect(entries(aclsOf(vpc)[0]!)).toEqual(openToBoth)
  })

  it.each([
    [false, openToBoth.filter((entry) => !/^in 10[01] /.test(entry))],
    [true, openToBoth.filter((entry) => !/^out 10[01] /.test(entry))],
  ])('opens it only in the direction that nobody changed (egress changed: %s)', (egress, expected) => {
    const { aclsOf, vpc } = afterIpv6(closeTo(egress))
    expect(entries(aclsOf(vpc)[0]!)).toEqual(expected)
  })

  it('closes every other network ACL to IPv6', () => {
    const { aclsOf, vpc } = afterIpv6(({ acl }) => acl())
    expect(entries(aclsOf(vpc)[1]!)).toEqual(openToBoth.filter((entry) => entry.includes('deny')))
  })

  it('does nothing a second time', () => {
    const { ask, pass, aclsOf, vpc } = afterIpv6(() => undefined)
    ask('AssociateVpcCidrBlock', { VpcId: vpc, AmazonProvidedIpv6CidrBlock: true })
    pass(5)
    expect(entries(aclsOf(vpc)[0]!)).toEqual(openToBoth)
  })

  it('lets traffic out of the groups whose way out nobody changed', () => {
    const { outbound, group, ask, pass, vpc } = securityWorld()
    const [web, app] = [group('web'), group('app')]
    const SecurityGroupRuleIds = ask('DescribeSecurityGroupRules', {
      Filters: [{ Name: 'group-id', Values: [app] }],
    }).SecurityGroupRules!.map((rule) => rule.SecurityGroupRuleId!)
    ask('RevokeSecurityGroupEgress', { GroupId: app, SecurityGroupRuleIds })
    ask('AssociateVpcCidrBlock', { VpcId: vpc, AmazonProvidedIpv6CidrBlock: true })
    pass(5)
    expect([outbound(web), outbound(app)]).toEqual([['-1 0.0.0.0/0 ::/0'], []])
  })
})

it('an IPv4-only VPC stays IPv4-only', () => {
  const { defaultAcl } = aclWorld()
  expect(entries(defaultAcl())).toEqual(openToIpv4)
})
