import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Detail } from '../../network/rule.ts'
import { targetOf } from '../../network/rules/route.ts'

/** The line of a table, a list or a group that decided, as a person would find it there. */
export function decidingLine(detail: Detail | undefined): string | undefined {
  if (!detail) return undefined
  const { route, transitRoute, aclEntry, groupRule, listener, target, mtu, note } = detail
  const said = [
    route && tellRoute(route),
    transitRoute && tellTransitRoute(transitRoute),
    aclEntry && tellEntry(aclEntry),
    groupRule && tellGroupRule(groupRule),
    listener && `${listener.Protocol ?? ''} ${listener.Port ?? ''}`.trim(),
    target && `${target.Id ?? ''}${target.Port === undefined ? '' : `:${target.Port}`}`,
    mtu === undefined ? undefined : `${mtu} bytes`,
    note,
  ].filter((one): one is string => one !== undefined && one !== '')
  return said.length ? said.join('; ') : undefined
}

const tellRoute = (route: Ec2.Route): string => {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId, State } = route
  const to = DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId ?? ''
  return `${to} → ${targetOf(route)}${State === 'blackhole' ? ' (blackhole)' : ''}`
}

function tellTransitRoute({
  DestinationCidrBlock,
  PrefixListId,
  TransitGatewayAttachments = [],
  State,
  Type,
}: Ec2.TransitGatewayRoute): string {
  const onward = TransitGatewayAttachments.map((one) => one.TransitGatewayAttachmentId).join(', ')
  const to = onward || State || ''
  return `${DestinationCidrBlock ?? PrefixListId ?? ''} → ${to}${Type ? ` (${Type})` : ''}`
}

function tellEntry(entry: Ec2.NetworkAclEntry): string {
  const { RuleNumber, RuleAction, Protocol, PortRange, CidrBlock, Ipv6CidrBlock, Egress } = entry
  // Number 32767 is the one that people see as an asterisk.
  const number = RuleNumber === 32767 ? '*' : String(RuleNumber)
  const wire = wireOf(Protocol, PortRange?.From, PortRange?.To)
  return `${number} ${RuleAction} ${wire} ${Egress ? 'to' : 'from'} ${CidrBlock ?? Ipv6CidrBlock ?? ''}`
}

function tellGroupRule(rule: Ec2.SecurityGroupRule): string {
  const { IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo } =
    rule
  const peer = CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? ReferencedGroupInfo?.GroupId ?? ''
  return `${wireOf(IpProtocol, FromPort, ToPort)} ${IsEgress ? 'to' : 'from'} ${peer}`
}

const protocols: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6' }

function wireOf(protocol = '-1', from?: number, to?: number): string {
  if (protocol === '-1') return 'all traffic'
  const name = protocols[protocol] ?? protocol
  const isAny = from === undefined || from === -1 || (from === 0 && to === 65_535)
  if (name.startsWith('icmp')) return isAny ? name : `${name} ${from}`
  if (isAny) return name
  return from === to || to === undefined ? `${name} ${from}` : `${name} ${from}-${to}`
}
