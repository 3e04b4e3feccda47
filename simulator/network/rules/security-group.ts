import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import {
  type GroupDirection,
  type GroupRule,
  groupRulesOf,
  isPeerOf,
  isTrafficOf,
} from '../compiled/security-groups.ts'
import { groupsSeenAtDestination, groupsSeenOfSender } from '../group-identity.ts'
import { hiddenSenders } from '../hidden-senders.ts'
import { isLinkLocal } from '../link-local.ts'
import { drop, pass, type Rule, type Step } from '../rule.ts'
import { trackedFlows } from '../tracking.ts'

interface AtInterface {
  readonly eni: NetworkInterface
}

// VPC user guide, vpc-security-groups: rules of all groups add up, none denies, and answers to what was let pass
// are let pass.
function judge(direction: GroupDirection, step: Step<AtInterface>) {
  const { fabric, packet, flow, at } = step
  const { Groups = [], NetworkInterfaceId = '', VpcId = '' } = at.eni.record
  if (flow.direction === 'reply' && trackedFlows.recall(flow, NetworkInterfaceId))
    return pass('flow-is-tracked')
  if (!Groups.length) return pass('has-no-groups')
  const peer = direction === 'egress' ? packet.destination : packet.source
  if (isLinkLocal(fabric, VpcId, peer)) return pass('never-filtered')
  const seen =
    direction === 'egress'
      ? (group: string) => groupsSeenAtDestination(fabric, at.eni, packet, group)
      : (group: string) => groupsSeenOfSender(fabric, at.eni, packet, group)
  let hasRules = false
  let isHidden = false
  for (const { GroupId = '' } of Groups) {
    for (const rule of groupRulesOf(fabric, GroupId, direction)) {
      hasRules = true
      if (!isTrafficOf(rule, packet)) continue
      if (isPeerOf(fabric, rule, peer, seen)) {
        return pass('group-rule-admits', [rule.id, GroupId], { detail: { groupRule: rule.record } })
      }
      if (direction === 'ingress') isHidden ||= namesHiddenSender(step, rule)
    }
  }
  const ids = Groups.map(({ GroupId = '' }) => GroupId)
  if (direction === 'egress') {
    return drop(hasRules ? 'no-group-rule-admits-egress' : 'groups-have-no-egress-rules', ids)
  }
  const hiddenBy = hiddenSenders.recall(flow, '')
  if (isHidden && hiddenBy !== undefined) return drop('group-referencing-is-off', [...ids, hiddenBy])
  if (isHidden) return drop('group-reference-not-preserved', ids)
  return drop(hasRules ? 'no-group-rule-admits-ingress' : 'groups-have-no-ingress-rules', ids)
}

/** The rule names a group that the first sender has, but the packet does not show any more who that was. */
function namesHiddenSender({ fabric, packet, flow }: Step<AtInterface>, { peer }: GroupRule): boolean {
  if (peer.kind !== 'group' || flow.origin === undefined || packet.sender === flow.origin) return false
  const origin = networkInterfaces.get(fabric, flow.origin)
  return origin?.record.Groups?.some(({ GroupId }) => GroupId === peer.id) ?? false
}

export const securityGroupEgress: Rule<AtInterface> = {
  id: 'security-group-egress',
  question: 'Does an outbound rule of a security group admit the packet?',
  judge: (step) => judge('egress', step),
}

export const securityGroupIngress: Rule<AtInterface> = {
  id: 'security-group-ingress',
  question: 'Does an inbound rule of a security group admit the packet?',
  judge: (step) => judge('ingress', step),
}
