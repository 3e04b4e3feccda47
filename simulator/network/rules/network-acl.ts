import { aclOfSubnet, decidingEntry } from '../compiled/network-acls.ts'
import { isLinkLocal } from '../link-local.ts'
import type { HeldSubnet } from '../positions.ts'
import { drop, type Judgement, pass, type Rule, type Step } from '../rule.ts'

interface AtBorder {
  readonly subnet: HeldSubnet
}

// VPC user guide, nacl-basics: entries are looked at in order of their numbers, the first that matches decides,
// and nothing is remembered: an answer needs an entry of its own.
function judge(direction: 'in' | 'out', { fabric, packet, at }: Step<AtBorder>): Judgement {
  const { SubnetId = '', VpcId = '' } = at.subnet.record
  const peer = direction === 'in' ? packet.source : packet.destination
  if (isLinkLocal(fabric, VpcId, peer)) return pass('never-filtered')
  const acl = aclOfSubnet(fabric, SubnetId)
  // Where an import does not tell the subnet's network ACL, it has AWS's default, which allows all.
  if (!acl) return pass('acl-allows')
  const aclEntry = decidingEntry(acl, direction, packet)
  const detail = aclEntry && { aclEntry }
  if (aclEntry?.RuleAction === 'allow') return pass('acl-allows', [acl.id], { detail: { aclEntry } })
  return drop(direction === 'in' ? 'acl-denies-ingress' : 'acl-denies-egress', [acl.id, SubnetId], detail)
}

export const networkAclEgress: Rule<AtBorder> = {
  id: 'network-acl-egress',
  question: 'Does the network ACL let the packet out of the subnet?',
  judge: (step) => judge('out', step),
}

export const networkAclIngress: Rule<AtBorder> = {
  id: 'network-acl-ingress',
  question: 'Does the network ACL let the packet into the subnet?',
  judge: (step) => judge('in', step),
}
