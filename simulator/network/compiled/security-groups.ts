import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Prefix, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { securityGroupRules } from '../../services/ec2/security-group-rules.ts'
import type { Fabric } from '../fabric.ts'
import { icmp, icmpv6, isIcmp, type Packet, tcp, udp } from '../packet.ts'
import { perTables } from '../remembered.ts'
import { matchInPrefixList } from './prefix-sets.ts'

export interface GroupRule {
  readonly id: string
  readonly record: Ec2.SecurityGroupRule
  /** -1 stands for all. */
  readonly protocol: number
  /** Ports, or ICMP type and code; -1 stands for all. */
  readonly from: number
  readonly to: number
  readonly peer: Peer
}

type Peer =
  | { readonly kind: 'prefix'; readonly prefix: Prefix }
  | { readonly kind: 'list'; readonly id: string; readonly region: string }
  | { readonly kind: 'group'; readonly id: string }
  /** A peer that cannot be read matches nothing. */
  | { readonly kind: 'nobody' }

export type GroupDirection = 'ingress' | 'egress'

const numbers: Readonly<Record<string, number>> = { tcp, udp, icmp, icmpv6 }

const compiled = perTables([securityGroupRules.table], (store, key): readonly GroupRule[] => {
  const slash = key.indexOf('/')
  const isEgress = key.slice(slash + 1) === 'egress'
  return securityGroupRules
    .by({ store }, 'group', key.slice(0, slash))
    .filter(({ record }) => (record.IsEgress ?? false) === isEgress)
    .map(({ record, region }) => ({
      id: record.SecurityGroupRuleId ?? '',
      record,
      protocol: numbers[record.IpProtocol ?? ''] ?? Number(record.IpProtocol ?? -1),
      from: record.FromPort ?? -1,
      to: record.ToPort ?? -1,
      peer: peerOf(record, region),
    }))
})

function peerOf(rule: Ec2.SecurityGroupRule, region: string): Peer {
  const prefix = parsePrefix(rule.CidrIpv4 ?? rule.CidrIpv6 ?? '')?.prefix
  if (prefix) return { kind: 'prefix', prefix }
  if (rule.PrefixListId !== undefined) return { kind: 'list', id: rule.PrefixListId, region }
  const group = rule.ReferencedGroupInfo?.GroupId
  return group === undefined ? { kind: 'nobody' } : { kind: 'group', id: group }
}

/** The rules of a security group for one direction, in the order in which they were made. */
export const groupRulesOf = (
  fabric: Fabric,
  group: string,
  direction: GroupDirection,
): readonly GroupRule[] => compiled(fabric.store, `${group}/${direction}`)

/** Whether the packet is of the rule's protocol and ports, whoever it is from or for. */
export function isTrafficOf(rule: GroupRule, packet: Packet): boolean {
  if (rule.protocol === -1) return true
  if (rule.protocol !== packet.protocol) return false
  if (isIcmp(packet)) {
    if (rule.from === -1) return true
    return rule.from === packet.type && (rule.to === -1 || rule.to === packet.code)
  }
  if (packet.protocol !== tcp && packet.protocol !== udp) return true
  return rule.from === -1 || (rule.from <= packet.destinationPort && packet.destinationPort <= rule.to)
}

/** Whether the rule's peer is the packet's other end; `groupsOfPeer` tells the groups that the other end is seen to have. */
export function isPeerOf(
  fabric: Fabric,
  { peer }: GroupRule,
  address: Packet['source'],
  hasGroup: (group: string) => boolean,
): boolean {
  switch (peer.kind) {
    case 'prefix':
      return prefixContains(peer.prefix, address)
    case 'list':
      return matchInPrefixList(fabric, peer.region, peer.id, address) !== undefined
    case 'group':
      return hasGroup(peer.id)
    case 'nobody':
      return false
  }
}
