import { describe, expect, it } from 'vitest'
import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account } from '../cloud.ts'
import { permission, securityWorld } from './security-world.ts'

function withRules() {
  const world = securityWorld()
  const { ask, refused, group } = world
  const web = group('web')
  const allow = (text: string) =>
    ask('AuthorizeSecurityGroupIngress', { GroupId: web, IpPermissions: [permission(text)] })
      .SecurityGroupRules![0]!.SecurityGroupRuleId!
  const change = (SecurityGroupRuleId: string, SecurityGroupRule: Ec2.SecurityGroupRuleRequest) => ({
    GroupId: web,
    SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
  })
  return {
    ...world,
    web,
    allow,
    modify: (id: string, rule: Ec2.SecurityGroupRuleRequest) =>
      ask('ModifySecurityGroupRules', change(id, rule)),
    refuseModify: (id: string, rule: Ec2.SecurityGroupRuleRequest) =>
      refused('ModifySecurityGroupRules', change(id, rule)),
  }
}

describe('DescribeSecurityGroupRules', () => {
  it('lists every rule with its tags, those without any too', () => {
    const { rules, web } = withRules()
    const [rule] = rules(web)
    expect(rules(web)).toEqual([
      {
        SecurityGroupRuleId: expect.stringMatching(/^sgr-0[0-9a-f]{16}$/),
        GroupId: web,
        GroupOwnerId: account,
        IsEgress: true,
        IpProtocol: '-1',
        FromPort: -1,
        ToPort: -1,
        CidrIpv4: '0.0.0.0/0',
        Tags: [],
        SecurityGroupRuleArn: `arn:aws:ec2:us-east-1:${account}:security-group-rule/${rule!.SecurityGroupRuleId}`,
      },
    ])
  })

  it('finds by id, by group, by rule id and by tag', () => {
    const { ask, allow, web } = withRules()
    const id = allow('tcp 80 10.0.0.0/8')
    ask('CreateTags', { Resources: [id], Tags: [{ Key: 'Name', Value: 'office' }] })
    const found = (input: Ec2.DescribeSecurityGroupRulesRequest) =>
      ask('DescribeSecurityGroupRules', input).SecurityGroupRules!.map((rule) => rule.SecurityGroupRuleId)
    const by = (Name: string, Value: string) => found({ Filters: [{ Name, Values: [Value] }] })
    expect(found({ SecurityGroupRuleIds: [id] })).toEqual([id])
    expect(by('group-id', web)).toContain(id)
    expect(by('group-id', web)).toHaveLength(2)
    expect(by('security-group-rule-id', id)).toEqual([id])
    expect(by('tag:Name', 'office')).toEqual([id])
    expect(by('tag-key', 'Name')).toEqual([id])
    expect(by('group-id', 'sg-*').length).toBeGreaterThan(2)
  })

  it('refuses, unlike other filters, a group that it does not find', () => {
    const { refused } = withRules()
    const by = (Value: string) =>
      refused('DescribeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: [Value] }] })
    expect(by('')).toBe("InvalidGroupId.Malformed: The security group ID '' is malformed")
    expect(by('sg-0')).toBe("InvalidGroup.NotFound: The security group 'sg-0' does not exist")
  })

  it('refuses ids that nobody has, and those that are none', () => {
    const { refused } = withRules()
    const by = (id: string) => refused('DescribeSecurityGroupRules', { SecurityGroupRuleIds: [id] })
    expect(by('sgr-0')).toBe(
      "InvalidSecurityGroupRuleId.NotFound: The security group rule ID 'sgr-0' does not exist",
    )
    expect(by('sg-0')).toBe(
      "InvalidSecurityGroupRuleId.Malformed: The security group rule ID 'sg-0' is malformed",
    )
  })

  it('gives pages', () => {
    const { ask, allow, web } = withRules()
    for (let i = 0; i < 6; i++) allow(`tcp ${i} 10.0.0.0/8`)
    const Filters = [{ Name: 'group-id', Values: [web] }]
    const first = ask('DescribeSecurityGroupRules', { MaxResults: 5, Filters })
    const second = ask('DescribeSecurityGroupRules', { MaxResults: 5, Filters, NextToken: first.NextToken! })
    const ports = [...first.SecurityGroupRules!, ...second.SecurityGroupRules!].map((rule) => rule.FromPort)
    expect(ports).toEqual([-1, 0, 1, 2, 3, 4, 5])
    expect(second.NextToken).toBeUndefined()
  })
})

describe('ModifySecurityGroupRules', () => {
  it('gives a rule all of its properties anew, and leaves id and tags', () => {
    const { ask, allow, modify, rules, web } = withRules()
    const id = allow('tcp 80 10.0.0.0/8')
    ask('CreateTags', { Resources: [id], Tags: [{ Key: 'Name', Value: 'office' }] })
    expect(
      modify(id, { IpProtocol: '17', FromPort: 53, ToPort: 54, CidrIpv4: '10.1.2.3/16', Description: 'dns' }),
    ).toEqual({ Return: true })
    expect(rules(web)[1]).toMatchObject({
      SecurityGroupRuleId: id,
      IsEgress: false,
      IpProtocol: 'udp',
      FromPort: 53,
      ToPort: 54,
      CidrIpv4: '10.1.0.0/16',
      Description: 'dns',
      Tags: [{ Key: 'Name', Value: 'office' }],
    })
    modify(id, { IpProtocol: 'udp', FromPort: 53, ToPort: 54, CidrIpv4: '10.1.0.0/16' })
    expect(rules(web)[1]).not.toHaveProperty('Description')
  })

  it('takes another group, list or IPv6 range for one', () => {
    const { ask, allow, modify, inbound, group, web } = withRules()
    const list = (PrefixListName: string) =>
      ask('CreateManagedPrefixList', { PrefixListName, MaxEntries: 1, AddressFamily: 'IPv4' }).PrefixList!
        .PrefixListId!
    const [one, other, app] = [list('one'), list('other'), group('app')]
    modify(allow(`-1 ${web}`), { IpProtocol: '-1', ReferencedGroupId: app })
    modify(allow(`-1 ${one}`), { IpProtocol: '-1', PrefixListId: other })
    modify(allow('-1 ::/0'), { IpProtocol: '-1', CidrIpv6: '2001:db8::/32' })
    expect(inbound(web)).toEqual([`-1 2001:db8::/32 ${other} ${app}`])
  })

  it('may say again what the rule says, but not what another one does', () => {
    const { allow, modify, refuseModify } = withRules()
    const id = allow('tcp 80 10.0.0.0/8')
    allow('tcp 81 10.0.0.0/8')
    modify(id, { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIpv4: '10.0.0.0/8' })
    expect(refuseModify(id, { IpProtocol: 'tcp', FromPort: 81, ToPort: 81, CidrIpv4: '10.0.0.0/8' })).toBe(
      'InvalidPermission.Duplicate: the specified rule "peer: 10.0.0.0/8, TCP, from port: 81, to port: 81, ALLOW" already exists',
    )
  })

  const all = { IpProtocol: '-1' }
  const refusals: Record<string, [rule: Ec2.SecurityGroupRuleRequest, error: string]> = {
    'no source': [
      all,
      'MissingParameter: The request must contain the parameter CidrIpv4 or CidrIpv6 or PrefixListId or ReferencedGroupId',
    ],
    'two sources': [
      { ...all, CidrIpv4: '10.0.0.0/8', CidrIpv6: '::/0' },
      'InvalidParameterCombination: The parameter CidrIpv6 cannot be used with the parameter CidrIpv4',
    ],
    'a source of another kind': [
      { ...all, CidrIpv6: '::/0' },
      "InvalidParameterValue: You cannot change the type of the security group rule 'ID'. Use CidrIpv4 to specify its new value.",
    ],
    'ports of all protocols': [
      { ...all, FromPort: 80, ToPort: 80, CidrIpv4: '10.0.0.0/8' },
      'InvalidParameterValue: You may not specify all protocols and specific ports. Please specify each protocol ' +
        'and port range combination individually, or all protocols and no port range.',
    ],
    'no protocol': [
      { CidrIpv4: '10.0.0.0/8' },
      "InvalidParameterValue: Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
    ],
  }
  it.each(Object.entries(refusals))('refuses %s', (_, [rule, error]) => {
    const { allow, refuseModify } = withRules()
    const id = allow('tcp 80 10.0.0.0/8')
    expect(refuseModify(id, rule)).toBe(error.replace('ID', id))
  })

  it('refuses rules of other groups, and a list or a rule left out', () => {
    const { refused, allow, group, web } = withRules()
    const id = allow('tcp 80 10.0.0.0/8')
    const SecurityGroupRules = [
      { SecurityGroupRuleId: id, SecurityGroupRule: { ...all, CidrIpv4: '10.0.0.0/8' } },
    ]
    expect(refused('ModifySecurityGroupRules', { GroupId: group('app'), SecurityGroupRules })).toBe(
      `InvalidSecurityGroupRuleId.NotFound: The security group rule ID '${id}' does not exist`,
    )
    for (const list of [[], [{ SecurityGroupRuleId: id }]]) {
      expect(refused('ModifySecurityGroupRules', { GroupId: web, SecurityGroupRules: list })).toBe(
        'MissingParameter: The request must contain the parameter securityGroupRule',
      )
    }
  })

  it('counts a larger prefix list against the quota', () => {
    const { cloud, ask, allow, modify, refuseModify } = withRules()
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'rules-per-security-group', 10)
    const list = (PrefixListName: string, MaxEntries: number) =>
      ask('CreateManagedPrefixList', { PrefixListName, MaxEntries, AddressFamily: 'IPv4' }).PrefixList!
        .PrefixListId!
    const id = allow(`-1 ${list('small', 9)}`)
    modify(id, { ...all, PrefixListId: list('all there is room for', 10) })
    expect(refuseModify(id, { ...all, PrefixListId: list('too large', 11) })).toBe(
      'RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.',
    )
  })
})

describe('UpdateSecurityGroupRuleDescriptions', () => {
  const withDescription = (text: string, Description?: string): Ec2.IpPermission => {
    const plain = permission(text)
    return {
      ...plain,
      IpRanges: plain.IpRanges!.map((range) => ({ ...range, ...(Description && { Description }) })),
    }
  }

  it('sets and removes descriptions by permission', () => {
    const { ask, allow, rules, web } = withRules()
    allow('tcp 80 10.0.0.0/8')
    const update = (Description?: string) =>
      ask('UpdateSecurityGroupRuleDescriptionsIngress', {
        GroupId: web,
        IpPermissions: [withDescription('tcp 80 10.0.0.0/8', Description)],
      })
    expect(update('office')).toEqual({ Return: true })
    expect(rules(web)[1]!.Description).toBe('office')
    update()
    expect(rules(web)[1]).not.toHaveProperty('Description')
  })

  it('sets descriptions by rule id', () => {
    const { ask, rules, web } = withRules()
    const SecurityGroupRuleId = rules(web)[0]!.SecurityGroupRuleId!
    const SecurityGroupRuleDescriptions = [{ SecurityGroupRuleId, Description: 'anywhere' }]
    ask('UpdateSecurityGroupRuleDescriptionsEgress', { GroupId: web, SecurityGroupRuleDescriptions })
    expect(rules(web)[0]!.Description).toBe('anywhere')
  })

  it('refuses rules that are not there, and those of the other direction', () => {
    const { refused, rules, web } = withRules()
    const IpPermissions = [withDescription('tcp 80 10.0.0.0/8', 'office')]
    expect(refused('UpdateSecurityGroupRuleDescriptionsIngress', { GroupId: web, IpPermissions })).toBe(
      'InvalidPermission.NotFound: The specified rule does not exist in this security group.',
    )
    const id = rules(web)[0]!.SecurityGroupRuleId!
    expect(
      refused('UpdateSecurityGroupRuleDescriptionsIngress', {
        GroupId: web,
        SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: id, Description: 'x' }],
      }),
    ).toBe(`InvalidSecurityGroupRuleId.NotFound: The security group rule ID '${id}' does not exist`)
  })

  it.each([
    ['from-port', { FromPort: 0 }],
    ['to-port', { ToPort: 0 }],
  ])('refuses a %s of all protocols', (name, port) => {
    const { refused, web } = withRules()
    const IpPermissions = [{ ...permission('-1 0.0.0.0/0'), ...port }]
    expect(refused('UpdateSecurityGroupRuleDescriptionsEgress', { GroupId: web, IpPermissions })).toBe(
      `InvalidParameterValue: When protocol is ALL, you cannot specify ${name}.`,
    )
  })

  it('refuses both ways at once, and neither', () => {
    const { refused, web } = withRules()
    const IpPermissions = [permission('-1 0.0.0.0/0')]
    const SecurityGroupRuleDescriptions = [{ SecurityGroupRuleId: 'sgr-1' }]
    const input = { GroupId: web, IpPermissions, SecurityGroupRuleDescriptions }
    expect(refused('UpdateSecurityGroupRuleDescriptionsEgress', input)).toBe(
      'InvalidParameterCombination: The parameter securityGroupRuleDescription cannot be used with the parameter ipPermissions',
    )
    expect(refused('UpdateSecurityGroupRuleDescriptionsEgress', { GroupId: web })).toBe(
      'MissingParameter: The request must contain the parameter ipPermissions',
    )
  })
})
