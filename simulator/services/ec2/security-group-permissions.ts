import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix, parsePrefix } from '../../kernel/address.ts'
import { invalidParameter } from './errors.ts'
import { allProtocols, readProtocolName, requireIcmpTypeAndCode, requirePortRange } from './ip-protocols.ts'
import { requireAllowedText } from './security-group-errors.ts'

// AWS writes the same rules in two ways: as permissions, which gather many peers under one protocol and port
// range, and as security group rules, which have one peer each. Rules are what is stored.

/** What makes a rule what it is, without its id and its group. */
export type RuleProperties = Pick<
  Ec2.SecurityGroupRule,
  'CidrIpv4' | 'CidrIpv6' | 'PrefixListId' | 'ReferencedGroupInfo' | 'Description'
> &
  Traffic

/** Protocol and ports, or ICMP type and code. -1 stands for all. */
interface Traffic {
  readonly IpProtocol: string
  readonly FromPort: number
  readonly ToPort: number
}

/** How the peers that are resources are found; either may refuse what it is given. */
export interface PeerLookup {
  group(pair: Ec2.UserIdGroupPair): Ec2.ReferencedSecurityGroup
  prefixList(id: string): string
}

/** The rules that permissions stand for, in the order of the request. */
export function readPermissions(
  permissions: readonly Ec2.IpPermission[],
  peers: PeerLookup,
): RuleProperties[] {
  const rules = permissions.flatMap((permission) => readPermission(permission, peers))
  const keys = new Set(rules.map(ruleKey))
  if (keys.size < rules.length) throw invalidParameter('The same permission must not appear multiple times')
  return rules
}

function readPermission(permission: Ec2.IpPermission, peers: PeerLookup): RuleProperties[] {
  const traffic = readTraffic(permission)
  const rules: RuleProperties[] = []
  for (const { CidrIp, Description } of permission.IpRanges ?? []) {
    rules.push({ ...traffic, CidrIpv4: readCidr(CidrIp, 4), ...described(Description) })
  }
  for (const { CidrIpv6, Description } of permission.Ipv6Ranges ?? []) {
    rules.push({ ...traffic, CidrIpv6: readCidr(CidrIpv6, 6), ...described(Description) })
  }
  for (const { PrefixListId = '', Description } of permission.PrefixListIds ?? []) {
    rules.push({ ...traffic, PrefixListId: peers.prefixList(PrefixListId), ...described(Description) })
  }
  for (const pair of permission.UserIdGroupPairs ?? []) {
    rules.push({ ...traffic, ReferencedGroupInfo: peers.group(pair), ...described(pair.Description) })
  }
  if (!rules.length) throw sourceMissing()
  return rules
}

/** AWS's word for a rule with no peer at all. */
export const sourceMissing = () => new AwsError('MissingParameter', 'Source group ID missing.')

/** EC2 API reference, IpPermission: which ports go with which protocol. */
function readTraffic({ IpProtocol, FromPort, ToPort }: Ec2.IpPermission): Traffic {
  if (IpProtocol === undefined) {
    throw invalidParameter(
      "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
    )
  }
  const protocol = readProtocolName(IpProtocol)
  switch (protocol) {
    case 'tcp':
    case 'udp':
      if (FromPort === undefined || ToPort === undefined) throw bothPorts('TCP/UDP')
      requirePortRange(FromPort, ToPort)
      return { IpProtocol: protocol, FromPort, ToPort }
    case 'icmp':
      if (FromPort === undefined || ToPort === undefined) throw bothPorts('ICMP')
      requireIcmpTypeAndCode(FromPort, ToPort)
      return { IpProtocol: protocol, FromPort, ToPort }
    case 'icmpv6':
      // "For icmpv6, the port range is optional; if you omit the port range, traffic for all types and codes is
      // allowed."
      requireIcmpTypeAndCode(FromPort ?? -1, ToPort ?? -1)
      return { IpProtocol: protocol, FromPort: FromPort ?? -1, ToPort: ToPort ?? -1 }
    default:
      // "... allows traffic on all ports, regardless of any port range you specify."
      return { IpProtocol: protocol, FromPort: -1, ToPort: -1 }
  }
}

const bothPorts = (protocols: string) =>
  invalidParameter(`Invalid value 'Must specify both from and to ports with ${protocols}.' for portRange.`)

/** EC2 API reference, IpRange: AWS clears host bits, so 100.68.0.18/18 is the same rule as 100.68.0.0/18. */
function readCidr(text: string | undefined, family: 4 | 6): string {
  const prefix = parsePrefix(text ?? '')?.prefix
  if (prefix?.family === family) return formatPrefix(prefix)
  throw invalidParameter(`CIDR block ${text ?? ''} is malformed`)
}

/** A description, checked; an empty one is none. */
export function described(description: string | undefined): { Description?: string } {
  if (!description) return {}
  requireAllowedText(description, 'rule description', 'descriptions')
  return { Description: description }
}

const peerOf = (rule: Ec2.SecurityGroupRule): string =>
  rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? ''

/** Equal for two rules of one group and direction that AWS calls duplicates: a description makes no difference. */
export const ruleKey = (rule: Ec2.SecurityGroupRule): string =>
  `${rule.IpProtocol}/${rule.FromPort}/${rule.ToPort}/${peerOf(rule)}`

/** Rules as permissions: one for each protocol and port range, in the order in which they first appear. */
export function toPermissions(rules: readonly Ec2.SecurityGroupRule[]): Ec2.IpPermission[] {
  const gathered = new Map<string, Ec2.SecurityGroupRule[]>()
  for (const rule of rules) {
    const key = `${rule.IpProtocol}/${rule.FromPort}/${rule.ToPort}`
    const others = gathered.get(key)
    if (others) others.push(rule)
    else gathered.set(key, [rule])
  }
  return [...gathered.values()].map(toPermission)
}

function toPermission(rules: readonly Ec2.SecurityGroupRule[]): Ec2.IpPermission {
  const { IpProtocol, FromPort, ToPort } = rules[0]!
  const note = ({ Description }: Ec2.SecurityGroupRule) => (Description === undefined ? {} : { Description })
  return {
    IpProtocol,
    ...(hasPorts(IpProtocol) && { FromPort, ToPort }),
    UserIdGroupPairs: rules.flatMap((rule) =>
      rule.ReferencedGroupInfo ? { ...note(rule), ...rule.ReferencedGroupInfo } : [],
    ),
    IpRanges: rules.flatMap((rule) => (rule.CidrIpv4 ? { ...note(rule), CidrIp: rule.CidrIpv4 } : [])),
    Ipv6Ranges: rules.flatMap((rule) => (rule.CidrIpv6 ? { ...note(rule), CidrIpv6: rule.CidrIpv6 } : [])),
    PrefixListIds: rules.flatMap((rule) =>
      rule.PrefixListId ? { ...note(rule), PrefixListId: rule.PrefixListId } : [],
    ),
  }
}

/** Of other protocols a permission prints no ports. */
export const hasPorts = (protocol: string | undefined): boolean =>
  protocol === 'tcp' || protocol === 'udp' || protocol === 'icmp' || protocol === 'icmpv6'

/** A rule in the words of AWS's complaint about duplicates. */
export function ruleInWords(rule: RuleProperties): string {
  return `peer: ${peerOf(rule)}, ${trafficInWords(rule)}, ALLOW`
}

function trafficInWords({ IpProtocol, FromPort, ToPort }: Traffic): string {
  if (IpProtocol === allProtocols) return 'ALL'
  const protocol = IpProtocol.toUpperCase()
  if (IpProtocol === 'tcp' || IpProtocol === 'udp') {
    return `${protocol}, from port: ${FromPort}, to port: ${ToPort}`
  }
  if (!hasPorts(IpProtocol)) return protocol
  return `${protocol}, type: ${orAll(FromPort)}, code: ${orAll(ToPort)}`
}

const orAll = (number: number) => (number === -1 ? 'ALL' : String(number))
