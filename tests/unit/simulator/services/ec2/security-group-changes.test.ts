import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { account, otherAccount } from '../cloud.ts'
import { permission, withGroup } from './security-world.ts'

const ruleId = /^sgr-0[0-9a-f]{16}$/
const unknown = 'sg-00000000000000000'

describe('AuthorizeSecurityGroupIngress', () => {
  it('answers with a rule for each source', () => {
    const { allow, web } = withGroup()
    const answer = allow(`tcp 22 203.0.113.0/24 ${web}`)
    const arn = (rule: Ec2.SecurityGroupRule) =>
      `arn:aws:ec2:us-east-1:${account}:security-group-rule/${rule.SecurityGroupRuleId}`
    const rules = answer.SecurityGroupRules!
    const common = {
      SecurityGroupRuleId: expect.stringMatching(ruleId),
      GroupId: web,
      GroupOwnerId: account,
      IsEgress: false,
      IpProtocol: 'tcp',
      FromPort: 22,
      ToPort: 22,
    }
    expect(answer).toEqual({
      Return: true,
      SecurityGroupRules: [
        { ...common, CidrIpv4: '203.0.113.0/24', SecurityGroupRuleArn: arn(rules[0]!) },
        {
          ...common,
          ReferencedGroupInfo: { GroupId: web, UserId: account },
          SecurityGroupRuleArn: arn(rules[1]!),
        },
      ],
    })
  })

  // What is asked for, and how describe-security-groups prints it.
  const accepted: Record<string, [asked: string, printed: string]> = {
    'tcp by name': ['tcp 443 10.0.0.0/8', 'tcp 443-443 10.0.0.0/8'],
    'tcp by number': ['6 443 10.0.0.0/8', 'tcp 443-443 10.0.0.0/8'],
    'a name in capitals': ['TCP 443 10.0.0.0/8', 'tcp 443-443 10.0.0.0/8'],
    'udp by number': ['17 53 10.0.0.0/8', 'udp 53-53 10.0.0.0/8'],
    'every port': ['tcp 0-65535 10.0.0.0/8', 'tcp 0-65535 10.0.0.0/8'],
    'an ICMP type and code': ['icmp 3/4 10.0.0.0/8', 'icmp 3-4 10.0.0.0/8'],
    'ICMP by number': ['1 8/-1 10.0.0.0/8', 'icmp 8--1 10.0.0.0/8'],
    'all of ICMP': ['icmp -1/-1 10.0.0.0/8', 'icmp -1--1 10.0.0.0/8'],
    'ICMPv6 without types': ['icmpv6 ::/0', 'icmpv6 -1--1 ::/0'],
    'ICMPv6 by number': ['58 128/0 ::/0', 'icmpv6 128-0 ::/0'],
    'all protocols': ['-1 10.0.0.0/8', '-1 10.0.0.0/8'],
    'all protocols, whose ports do not matter': ['-1 22 10.0.0.0/8', '-1 10.0.0.0/8'],
    'another protocol, whose ports do not matter': ['50 22 10.0.0.0/8', '50 10.0.0.0/8'],
    'protocol 255': ['255 10.0.0.0/8', '255 10.0.0.0/8'],
    'a CIDR with host bits': ['tcp 80 100.68.0.18/18', 'tcp 80-80 100.68.0.0/18'],
    'an IPv6 CIDR in another spelling': ['tcp 80 2001:DB8:0::1/32', 'tcp 80-80 2001:db8::/32'],
  }
  it.each(Object.entries(accepted))('takes %s', (_, [asked, printed]) => {
    const { allow, inbound, web } = withGroup()
    allow(asked)
    expect(inbound(web)).toEqual([printed])
  })

  const refusals: Record<string, [asked: string, error: string]> = {
    'a protocol that there is not': [
      'ssh 22 10.0.0.0/8',
      "InvalidParameterValue: Invalid value 'ssh' for IP protocol. Unknown protocol.",
    ],
    'a protocol named like a property of objects': [
      'constructor 22 10.0.0.0/8',
      "InvalidParameterValue: Invalid value 'constructor' for IP protocol. Unknown protocol.",
    ],
    'protocol 256': [
      '256 10.0.0.0/8',
      "InvalidParameterValue: Invalid value '256' for IP protocol. Unknown protocol.",
    ],
    'tcp without ports': [
      'tcp 10.0.0.0/8',
      "InvalidParameterValue: Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    ],
    'ICMP without a type': [
      'icmp 10.0.0.0/8',
      "InvalidParameterValue: Invalid value 'Must specify both from and to ports with ICMP.' for portRange.",
    ],
    'a first port below 0': [
      'tcp -1-80 10.0.0.0/8',
      'InvalidParameterValue: TCP/UDP (from) port (-1) out of range',
    ],
    'a last port above 65535': [
      'udp 80-65536 10.0.0.0/8',
      'InvalidParameterValue: TCP/UDP (to) port (65536) out of range',
    ],
    'ports the wrong way round': [
      'tcp 90-80 10.0.0.0/8',
      'InvalidParameterValue: Invalid TCP/UDP port range (90:80)',
    ],
    'an ICMP type above 255': [
      'icmp 256/0 10.0.0.0/8',
      'InvalidParameterValue: ICMP type (256) out of range',
    ],
    'an ICMP code above 255': [
      'icmp 3/65535 10.0.0.0/8',
      'InvalidParameterValue: ICMP code (65535) out of range',
    ],
    'a code of all ICMP types': [
      'icmp -1/0 10.0.0.0/8',
      'InvalidParameterValue: Invalid ICMP type and code (-1:0)',
    ],
    'an address without a length': [
      'tcp 80 10.0.0.5',
      'InvalidParameterValue: CIDR block 10.0.0.5 is malformed',
    ],
    'a length above 32': ['tcp 80 10.0.0.0/33', 'InvalidParameterValue: CIDR block 10.0.0.0/33 is malformed'],
    'an IPv6 length above 128': ['tcp 80 ::/129', 'InvalidParameterValue: CIDR block ::/129 is malformed'],
    'no source': ['tcp 80', 'MissingParameter: Source group ID missing.'],
    'a group that nobody has': [
      `tcp 80 ${unknown}`,
      `InvalidGroup.NotFound: The security group '${unknown}' does not exist`,
    ],
    'a prefix list that nobody has': [
      'tcp 80 pl-00000000',
      "InvalidPrefixListID.NotFound: The prefix list ID 'pl-00000000' does not exist",
    ],
  }
  it.each(Object.entries(refusals))('refuses %s', (_, [asked, error]) => {
    expect(withGroup().refuse(asked)).toBe(error)
  })

  it('refuses an IPv6 block where an IPv4 one belongs', () => {
    const { refused, web } = withGroup()
    const simple = { GroupId: web, IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '::/0' }
    expect(refused('AuthorizeSecurityGroupIngress', simple)).toBe(
      'InvalidParameterValue: CIDR block ::/0 is malformed',
    )
  })

  // What is there already, what is asked for, and how the complaint words it.
  const duplicates: [existing: string, asked: string, words: string][] = [
    [
      'tcp 443 10.0.0.0/16',
      'tcp 443 10.0.0.0/16',
      'peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW',
    ],
    [
      'udp 50-60 10.0.0.0/16',
      '17 50-60 10.0.0.7/16',
      'peer: 10.0.0.0/16, UDP, from port: 50, to port: 60, ALLOW',
    ],
    ['-1 0.0.0.0/0', '-1 0.0.0.0/0', 'peer: 0.0.0.0/0, ALL, ALLOW'],
    ['icmp -1/-1 ::/0', 'icmp -1/-1 ::/0', 'peer: ::/0, ICMP, type: ALL, code: ALL, ALLOW'],
    ['icmp 8/0 0.0.0.0/0', '1 8/0 0.0.0.0/0', 'peer: 0.0.0.0/0, ICMP, type: 8, code: 0, ALLOW'],
    ['50 10.0.0.0/8', '50 10.0.0.0/8', 'peer: 10.0.0.0/8, 50, ALLOW'],
  ]
  it.each(duplicates)('refuses a second %s, asked for as %s', (existing, asked, words) => {
    const { allow, refuse } = withGroup()
    allow(existing)
    expect(refuse(asked)).toBe(`InvalidPermission.Duplicate: the specified rule "${words}" already exists`)
  })

  it('calls a rule with another description a duplicate all the same', () => {
    const { allow, refused, web } = withGroup()
    allow(`tcp 80 ${web}`)
    const UserIdGroupPairs = [{ GroupId: web, Description: 'again' }]
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs }]
    expect(refused('AuthorizeSecurityGroupIngress', { GroupId: web, IpPermissions })).toBe(
      `InvalidPermission.Duplicate: the specified rule "peer: ${web}, TCP, from port: 80, to port: 80, ALLOW" already exists`,
    )
  })

  it('keeps what differs in anything apart', () => {
    const { allow, inbound, web } = withGroup()
    allow('tcp 80 10.0.0.0/8')
    allow('tcp 80 10.0.0.0/9', 'tcp 80-81 10.0.0.0/8', 'udp 80 10.0.0.0/8', `tcp 80 ${web}`)
    expect(inbound(web)).toEqual([
      `tcp 80-80 10.0.0.0/8 10.0.0.0/9 ${web}`,
      'tcp 80-81 10.0.0.0/8',
      'udp 80-80 10.0.0.0/8',
    ])
  })

  it('refuses the same permission twice in one request', () => {
    const { refuse } = withGroup()
    expect(refuse('tcp 80 10.0.0.0/8', '6 80 10.0.0.0/8')).toBe(
      'InvalidParameterValue: The same permission must not appear multiple times',
    )
    expect(refuse('tcp 80 10.0.0.0/8 10.1.0.0/8')).toBe(
      'InvalidParameterValue: The same permission must not appear multiple times',
    )
  })

  it('keeps descriptions, rule by rule', () => {
    const { ask, refused, web } = withGroup()
    const described = (Description: string) => ({
      GroupId: web,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8', Description }] },
      ],
    })
    expect(refused('AuthorizeSecurityGroupIngress', described('auth -> registry'))).toBe(
      'InvalidParameterValue: Invalid rule description. Valid descriptions are strings less than 256 characters ' +
        'from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    )
    ask('AuthorizeSecurityGroupIngress', described('the office'))
    const [group] = ask('DescribeSecurityGroups', { GroupIds: [web] }).SecurityGroups!
    expect(group!.IpPermissions![0]!.IpRanges).toEqual([{ Description: 'the office', CidrIp: '10.0.0.0/8' }])
  })

  it('tags every rule of the request', () => {
    const { ask, refused, web } = withGroup()
    const Tags = [{ Key: 'Name', Value: 'office' }]
    const input = { GroupId: web, IpPermissions: [permission('tcp 80 10.0.0.0/8 ::/0')] }
    const answer = ask('AuthorizeSecurityGroupIngress', {
      ...input,
      TagSpecifications: [{ ResourceType: 'security-group-rule', Tags }],
    })
    expect(answer.SecurityGroupRules!.map((rule) => rule.Tags)).toEqual([Tags, Tags])
    expect(
      refused('AuthorizeSecurityGroupIngress', {
        ...input,
        TagSpecifications: [{ ResourceType: 'security-group', Tags }],
      }),
    ).toBe(
      "InvalidParameterValue: 'security-group' is not a valid taggable resource type for this operation.",
    )
  })

  it('refuses a group of another VPC, and one that another account has', () => {
    const { refused, refuse, ask, group, web, defaultVpc } = withGroup()
    const elsewhere = group('elsewhere', defaultVpc)
    expect(refuse(`tcp 80 ${elsewhere}`)).toBe(
      'InvalidGroup.NotFound: You have specified two resources that belong to different networks.',
    )
    const [foreign] = ask('DescribeSecurityGroups', {}, { account: otherAccount }).SecurityGroups!
    const GroupId = foreign!.GroupId!
    const from = (pair: Ec2.UserIdGroupPair) => ({
      GroupId: web,
      IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [pair] }],
    })
    expect(refused('AuthorizeSecurityGroupIngress', from({ GroupId }))).toBe(
      `InvalidGroup.NotFound: The security group '${GroupId}' does not exist`,
    )
    expect(refused('AuthorizeSecurityGroupIngress', from({ GroupId, UserId: otherAccount }))).toBe(
      'InvalidGroup.NotFound: You have specified two resources that belong to different networks.',
    )
    expect(refused('AuthorizeSecurityGroupIngress', from({ GroupId: web, UserId: otherAccount }))).toBe(
      `InvalidGroup.NotFound: The security group '${web}' does not exist`,
    )
  })

  it('refuses a peering connection that there is not', () => {
    const { refused, web } = withGroup()
    const pair = { GroupId: web, VpcPeeringConnectionId: 'pcx-1' }
    const IpPermissions = [{ IpProtocol: '-1', UserIdGroupPairs: [pair] }]
    expect(refused('AuthorizeSecurityGroupIngress', { GroupId: web, IpPermissions })).toBe(
      "InvalidVpcPeeringConnectionId.NotFound: The vpcPeeringConnection ID 'pcx-1' does not exist",
    )
  })

  it('takes names, of the group and of its source, in the default VPC only', () => {
    const { ask, refused, group, inbound, web, defaultVpc } = withGroup()
    const app = group('app', defaultVpc)
    const fromNamed = (GroupName: string) => ({
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupName }] }],
    })
    ask('AuthorizeSecurityGroupIngress', { GroupName: 'app', ...fromNamed('app') })
    expect(inbound(app)).toEqual([`tcp 80-80 ${app}`])
    expect(refused('AuthorizeSecurityGroupIngress', { GroupName: 'app', ...fromNamed('web') })).toBe(
      `InvalidGroup.NotFound: The security group 'web' does not exist in default VPC '${defaultVpc}'`,
    )
    expect(refused('AuthorizeSecurityGroupIngress', { GroupId: web, ...fromNamed('web') })).toBe(
      "InvalidParameterValue: Invalid value 'web' for groupName. You may not reference Amazon VPC security " +
        'groups by name. Please use the corresponding id for this operation.',
    )
  })

  describe('with simple parameters', () => {
    it('takes one protocol, port range and CIDR', () => {
      const { ask, inbound, web } = withGroup()
      const port = { IpProtocol: 'tcp', FromPort: 80, ToPort: 81 }
      ask('AuthorizeSecurityGroupIngress', { GroupId: web, ...port, CidrIp: '10.0.0.0/8' })
      expect(inbound(web)).toEqual(['tcp 80-81 10.0.0.0/8'])
    })

    it('opens TCP, UDP and ICMP to a group that is named', () => {
      const { ask, inbound, group, defaultVpc } = withGroup()
      const app = group('app', defaultVpc)
      ask('AuthorizeSecurityGroupIngress', { GroupId: app, SourceSecurityGroupName: 'app' })
      expect(inbound(app)).toEqual([`icmp -1--1 ${app}`, `udp 0-65535 ${app}`, `tcp 0-65535 ${app}`])
    })

    const cidr = { CidrIp: '10.0.0.0/8' }
    const all = { IpProtocol: '-1' }
    const wrong: Record<string, [input: Ec2.AuthorizeSecurityGroupIngressRequest, error: string]> = {
      nothing: [{}, 'MissingParameter: The request must contain the parameter ipPermissions'],
      'no protocol': [
        cidr,
        "InvalidParameterValue: Invalid value 'null' for protocol. " +
          'VPC security group rules must specify protocols explicitly.',
      ],
      'no source': [all, 'MissingParameter: Source group ID missing.'],
      "a source's owner without its name": [
        { SourceSecurityGroupOwnerId: account },
        'MissingParameter: Source group ID missing.',
      ],
      'a named source with a protocol': [
        { SourceSecurityGroupName: 'app', ...all },
        'InvalidParameterCombination: The parameter sourceSecurityGroupName cannot be used with the parameter ipProtocol',
      ],
      'permissions as well': [
        { ...all, ...cidr, IpPermissions: [permission('-1 10.0.0.0/8')] },
        'InvalidParameterCombination: The parameter ipPermissions cannot be used with the parameter ipProtocol',
      ],
    }
    it.each(Object.entries(wrong))('refuses %s', (_, [input, error]) => {
      const { refused, web } = withGroup()
      expect(refused('AuthorizeSecurityGroupIngress', { GroupId: web, ...input })).toBe(error)
    })

    it('refuses a group that is neither given by id nor by name', () => {
      expect(withGroup().refused('AuthorizeSecurityGroupIngress', { ...all, ...cidr })).toBe(
        'MissingParameter: The request must contain the parameter groupName or groupId',
      )
    })
  })
})

describe('AuthorizeSecurityGroupEgress', () => {
  it('adds rules for what goes out, apart from those for what comes in', () => {
    const { allow, allowOut, inbound, outbound, web } = withGroup()
    allow('tcp 80 10.0.0.0/8')
    expect(allowOut('tcp 80 10.0.0.0/8').SecurityGroupRules![0]!.IsEgress).toBe(true)
    expect(inbound(web)).toEqual(['tcp 80-80 10.0.0.0/8'])
    expect(outbound(web)).toEqual(['-1 0.0.0.0/0', 'tcp 80-80 10.0.0.0/8'])
  })

  it('finds that all traffic out is allowed already', () => {
    const { refused, web } = withGroup()
    const input = { GroupId: web, IpPermissions: [permission('-1 0.0.0.0/0')] }
    expect(refused('AuthorizeSecurityGroupEgress', input)).toBe(
      'InvalidPermission.Duplicate: the specified rule "peer: 0.0.0.0/0, ALL, ALLOW" already exists',
    )
  })

  const simple: [name: string, input: Partial<Ec2.AuthorizeSecurityGroupEgressRequest>][] = [
    ['CidrIp', { CidrIp: '10.0.0.0/8' }],
    ['IpProtocol', { IpProtocol: 'tcp' }],
    ['FromPort', { FromPort: 80 }],
    ['ToPort', { ToPort: 80 }],
    ['SourceSecurityGroupName', { SourceSecurityGroupName: 'web' }],
    ['SourceSecurityGroupOwnerId', { SourceSecurityGroupOwnerId: account }],
  ]
  it.each(simple)('does not know %s', (name, input) => {
    const { refused, web } = withGroup()
    for (const operation of ['AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress'] as const) {
      expect(refused(operation, { GroupId: web, ...input })).toBe(
        `UnknownParameter: The parameter ${name} is not recognized`,
      )
    }
  })
})
