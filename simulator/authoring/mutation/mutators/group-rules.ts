import type { Ec2 } from '../../../api/generated/types.d.ts'
import { ec2Request } from '../../../network/mending/repair.ts'
import { networkInterfaces } from '../../../services/ec2/network-interfaces.ts'
import { securityGroupRules } from '../../../services/ec2/security-group-rules.ts'
import { type Mutant, type Mutator, mutant, type SolvedWorld } from '../mutator.ts'
import { neighbourOf } from '../neighbour.ts'

type Rule = ReturnType<typeof securityGroupRules.everyone>[number]

/** A rule of a security group is left out, too wide, or for another port or source. */
export const groupRules: Mutator = {
  name: 'group-rules',
  changes: ['packets'],
  mutants: (world) =>
    securityGroupRules
      .everyone(world.fabric)
      .filter(({ record }) => networkInterfaces.by(world.fabric, 'group', record.GroupId ?? '').length > 0)
      .flatMap((rule) => changesOf(world, rule)),
}

function changesOf({ called }: SolvedWorld, rule: Rule): Mutant[] {
  const { SecurityGroupRuleId = '', GroupId = '', IsEgress, IpProtocol = '-1' } = rule.record
  const { FromPort, ToPort, CidrIpv4, CidrIpv6, Description } = rule.record
  const words = `${tellRule(rule.record, called)} of ${called(GroupId)}`
  const revoke = IsEgress ? 'RevokeSecurityGroupEgress' : 'RevokeSecurityGroupIngress'
  const changed = (change: Partial<Ec2.SecurityGroupRuleRequest>) => {
    const peer = peerOf(rule.record)
    const same = { IpProtocol, FromPort, ToPort, Description, ...peer }
    const SecurityGroupRule = Object.fromEntries(
      Object.entries({ ...same, ...change }).filter(([, value]) => value !== undefined),
    )
    return ec2Request(rule, 'ModifySecurityGroupRules', {
      GroupId,
      SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }],
    })
  }
  const found = [
    mutant(
      `Without the rule ${words}`,
      ec2Request(rule, revoke, { GroupId, SecurityGroupRuleIds: [SecurityGroupRuleId] }),
    ),
  ]
  const noPeer = {
    CidrIpv4: undefined,
    CidrIpv6: undefined,
    ReferencedGroupId: undefined,
    PrefixListId: undefined,
  }
  if (CidrIpv4 !== '0.0.0.0/0' && CidrIpv6 === undefined) {
    found.push(mutant(`The rule ${words} is for 0.0.0.0/0`, changed({ ...noPeer, CidrIpv4: '0.0.0.0/0' })))
  }
  const neighbour = CidrIpv4 === undefined ? undefined : neighbourOf(CidrIpv4)
  if (neighbour !== undefined)
    found.push(mutant(`The rule ${words} is for ${neighbour}`, changed({ CidrIpv4: neighbour })))
  if (IpProtocol !== '-1') {
    const all = { IpProtocol: '-1', FromPort: undefined, ToPort: undefined }
    found.push(mutant(`The rule ${words} is for every protocol and port`, changed(all)))
  }
  if ((IpProtocol === 'tcp' || IpProtocol === 'udp') && FromPort === ToPort && FromPort !== undefined) {
    const other = FromPort === 443 ? 80 : 443
    found.push(mutant(`The rule ${words} is for port ${other}`, changed({ FromPort: other, ToPort: other })))
  }
  return found
}

const peerOf = ({
  CidrIpv4,
  CidrIpv6,
  PrefixListId,
  ReferencedGroupInfo,
}: Ec2.SecurityGroupRule): Partial<Ec2.SecurityGroupRuleRequest> => ({
  ...(CidrIpv4 !== undefined && { CidrIpv4 }),
  ...(CidrIpv6 !== undefined && { CidrIpv6 }),
  ...(PrefixListId !== undefined && { PrefixListId }),
  ...(ReferencedGroupInfo?.GroupId !== undefined && { ReferencedGroupId: ReferencedGroupInfo.GroupId }),
})

function tellRule(
  { IsEgress, IpProtocol, FromPort, ToPort, ...rule }: Ec2.SecurityGroupRule,
  called: SolvedWorld['called'],
): string {
  const ports =
    FromPort === undefined || FromPort < 0
      ? ''
      : FromPort === ToPort
        ? ` ${FromPort}`
        : ` ${FromPort}-${ToPort}`
  const peer =
    rule.CidrIpv4 ?? rule.CidrIpv6 ?? called(rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId)
  return `${IsEgress ? 'out' : 'in'} ${IpProtocol === '-1' ? 'all' : IpProtocol}${ports} ${IsEgress ? 'to' : 'from'} ${peer}`
}
