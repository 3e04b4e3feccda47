import { describe, expect, it } from 'vitest'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account } from '../cloud.ts'
import { permission, withGroup } from './security-world.ts'

describe('the quota of rules', () => {
  const full =
    'RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.'
  const ipv4 = (count: number) => Array.from({ length: count }, (_, i) => `10.0.${i}.0/24`).join(' ')

  it('is sixty in each direction, for IPv4 and IPv6 apart', () => {
    const { allow, allowOut, refuse } = withGroup()
    allow(`tcp 80 ${ipv4(60)}`)
    expect(refuse('tcp 80 192.168.0.0/16')).toBe(full)
    allow('tcp 80 2001:db8::/32')
    allowOut(`tcp 80 ${ipv4(59)}`)
  })

  it('refuses a whole request that does not fit', () => {
    const { refuse, inbound, web } = withGroup()
    expect(refuse(`tcp 80 ${ipv4(61)}`)).toBe(full)
    expect(inbound(web)).toEqual([])
  })

  it('counts a group as one rule for IPv4 and one for IPv6', () => {
    const { cloud, allow, refuse, web } = withGroup()
    raiseQuota(cloud.store, { account, region: 'us-east-1' }, 'rules-per-security-group', 2)
    allow(`tcp 80 10.0.0.0/8 ${web}`)
    expect(refuse('tcp 81 10.0.0.0/8')).toBe(full)
    allow('tcp 81 ::/0')
    expect(refuse('tcp 82 ::/0')).toBe(full)
  })

  it('counts a prefix list as often as it has room for entries', () => {
    const { ask, allow, refuse, revoke } = withGroup()
    const list = (PrefixListName: string, MaxEntries: number) =>
      ask('CreateManagedPrefixList', { PrefixListName, MaxEntries, AddressFamily: 'IPv4' }).PrefixList!
        .PrefixListId!
    const [large, small] = [list('large', 50), list('small', 10)]
    allow(`tcp 80 ${large}`)
    expect(refuse(`tcp 80 ${ipv4(11)}`)).toBe(full)
    allow(`tcp 80 ${small}`)
    expect(refuse('tcp 80 10.0.0.0/8')).toBe(full)
    allow('tcp 80 ::/0')
    revoke(`tcp 80 ${large}`)
    allow(`tcp 80 ${ipv4(50)}`)
  })

  it("counts one of AWS's own prefix lists by its weight", () => {
    const { ask, allow, refuse } = withGroup()
    const lists = ask('DescribeManagedPrefixLists').PrefixLists!
    const cloudFront = lists.find((list) => list.PrefixListName?.endsWith('cloudfront.origin-facing'))!
    allow(`tcp 443 ${cloudFront.PrefixListId}`)
    expect(refuse(`tcp 80 ${cloudFront.PrefixListId}`)).toBe(full)
    allow('tcp 80 10.0.0.0/8')
  })
})

describe('RevokeSecurityGroupIngress', () => {
  it('removes what the permissions name, and answers with it', () => {
    const { allow, revoke, inbound, web } = withGroup()
    const [rule] = allow(`tcp 80 10.0.0.0/8 10.128.0.0/9 ${web}`).SecurityGroupRules!
    expect(revoke('6 80 10.0.0.1/8')).toEqual({
      Return: true,
      RevokedSecurityGroupRules: [
        {
          SecurityGroupRuleId: rule!.SecurityGroupRuleId,
          GroupId: web,
          IsEgress: false,
          IpProtocol: 'tcp',
          FromPort: 80,
          ToPort: 80,
          CidrIpv4: '10.0.0.0/8',
        },
      ],
    })
    expect(inbound(web)).toEqual([`tcp 80-80 10.128.0.0/9 ${web}`])
    expect(revoke(`tcp 80 ${web}`).RevokedSecurityGroupRules![0]).toMatchObject({ ReferencedGroupId: web })
  })

  it('removes all or nothing outside the default VPC', () => {
    const { allow, refused, inbound, web } = withGroup()
    allow('tcp 80 10.0.0.0/8')
    const IpPermissions = [permission('tcp 80 10.0.0.0/8'), permission('tcp 81 10.0.0.0/8')]
    expect(refused('RevokeSecurityGroupIngress', { GroupId: web, IpPermissions })).toBe(
      'InvalidPermission.NotFound: The specified rule does not exist in this security group.',
    )
    expect(inbound(web)).toEqual(['tcp 80-80 10.0.0.0/8'])
  })

  it('names in the default VPC what it did not find, and removes the rest', () => {
    const { ask, group, inbound, defaultVpc } = withGroup()
    const app = group('app', defaultVpc)
    const IpPermissions = [permission('tcp 80 10.0.0.0/8'), permission('tcp 81 10.0.0.0/8')]
    ask('AuthorizeSecurityGroupIngress', { GroupName: 'app', IpPermissions: IpPermissions.slice(1) })
    const answer = ask('RevokeSecurityGroupIngress', { GroupName: 'app', IpPermissions })
    expect(answer.UnknownIpPermissions).toEqual(IpPermissions.slice(0, 1))
    expect(answer.RevokedSecurityGroupRules).toMatchObject([{ FromPort: 81 }])
    expect(inbound(app)).toEqual([])
  })

  it('removes by rule ids, of which the first may stand for the group', () => {
    const { ask, allow, inbound, web } = withGroup()
    const ids = allow('tcp 80 10.0.0.0/8 ::/0').SecurityGroupRules!.map((rule) => rule.SecurityGroupRuleId!)
    ask('RevokeSecurityGroupIngress', { GroupId: web, SecurityGroupRuleIds: ids.slice(0, 1) })
    expect(inbound(web)).toEqual(['tcp 80-80 ::/0'])
    ask('RevokeSecurityGroupIngress', { SecurityGroupRuleIds: ids.slice(1) })
    expect(inbound(web)).toEqual([])
  })

  it('refuses rule ids of the other direction, of another group, and those that are none', () => {
    const { ask, refused, allow, group, web } = withGroup()
    const inId = allow('tcp 80 10.0.0.0/8').SecurityGroupRules![0]!.SecurityGroupRuleId!
    const missing = `InvalidSecurityGroupRuleId.NotFound: The security group rule ID '${inId}' does not exist`
    const SecurityGroupRuleIds = [inId]
    expect(refused('RevokeSecurityGroupEgress', { GroupId: web, SecurityGroupRuleIds })).toBe(missing)
    expect(refused('RevokeSecurityGroupIngress', { GroupId: group('app'), SecurityGroupRuleIds })).toBe(
      missing,
    )
    expect(refused('RevokeSecurityGroupIngress', { GroupId: web, SecurityGroupRuleIds: ['rule'] })).toBe(
      "InvalidSecurityGroupRuleId.Malformed: The security group rule ID 'rule' is malformed",
    )
    ask('RevokeSecurityGroupIngress', { GroupId: web, SecurityGroupRuleIds })
  })

  it('refuses ids together with permissions, and neither', () => {
    const { refused, web } = withGroup()
    const IpPermissions = [permission('tcp 80 10.0.0.0/8')]
    expect(
      refused('RevokeSecurityGroupIngress', { GroupId: web, IpPermissions, SecurityGroupRuleIds: ['sgr-1'] }),
    ).toBe(
      'InvalidParameterCombination: The parameter ipPermissions cannot be used with the parameter securityGroupRuleIds',
    )
    expect(refused('RevokeSecurityGroupIngress', { GroupId: web })).toBe(
      'MissingParameter: The request must contain the parameter ipPermissions',
    )
  })

  it('reads permissions as strictly as when they were authorized', () => {
    const { refused, web } = withGroup()
    const IpPermissions = [permission('icmp 10.0.0.0/8')]
    expect(refused('RevokeSecurityGroupIngress', { GroupId: web, IpPermissions })).toBe(
      "InvalidParameterValue: Invalid value 'Must specify both from and to ports with ICMP.' for portRange.",
    )
  })
})

describe('RevokeSecurityGroupEgress', () => {
  it('takes away what every new group has', () => {
    const { ask, outbound, web } = withGroup()
    ask('RevokeSecurityGroupEgress', { GroupId: web, IpPermissions: [permission('-1 0.0.0.0/0')] })
    expect(outbound(web)).toEqual([])
  })
})
