import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { ipv4Block, ipv6Block } from './cidr-blocks.ts'
import { invalidCombination, invalidParameter } from './errors.ts'
import { readProtocolNumber, requireGiven, requireIcmpTypeAndCode, requirePortRange } from './ip-protocols.ts'
import { type HeldAcl, inOrder, networkAcls } from './network-acls.ts'

export const createNetworkAclEntry = operation(
  'ec2',
  'CreateNetworkAclEntry',
  { fidelity: 'exact', source: 'EC2 API reference, CreateNetworkAclEntry' },
  (input, ctx) => {
    const acl = networkAcls.require(ctx, input.NetworkAclId)
    const entry = readEntry(input)
    if (entryAt(acl, entry)) {
      throw new AwsError(
        'NetworkAclEntryAlreadyExists',
        `The network acl entry identified by ${entry.RuleNumber} already exists.`,
      )
    }
    setEntry(ctx, acl, entry)
    return {}
  },
)

export const replaceNetworkAclEntry = operation(
  'ec2',
  'ReplaceNetworkAclEntry',
  { fidelity: 'exact', source: 'EC2 API reference, ReplaceNetworkAclEntry' },
  (input, ctx) => {
    const acl = networkAcls.require(ctx, input.NetworkAclId)
    const entry = readEntry(input)
    requireEntry(acl, entry)
    setEntry(ctx, acl, entry)
    return {}
  },
)

export const deleteNetworkAclEntry = operation(
  'ec2',
  'DeleteNetworkAclEntry',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteNetworkAclEntry' },
  ({ NetworkAclId, RuleNumber, Egress }, ctx) => {
    const acl = networkAcls.require(ctx, NetworkAclId)
    requireNumber(RuleNumber)
    requireEntry(acl, { RuleNumber, Egress })
    networkAcls.update(ctx, acl, { Entries: othersThan(acl, { RuleNumber, Egress }) })
    return {}
  },
)

type Place = Pick<Ec2.NetworkAclEntry, 'RuleNumber' | 'Egress'>

const isAt = (place: Place) => (entry: Ec2.NetworkAclEntry) =>
  entry.RuleNumber === place.RuleNumber && entry.Egress === place.Egress

const entryAt = ({ record }: HeldAcl, place: Place) => record.Entries?.find(isAt(place))

const othersThan = ({ record }: HeldAcl, place: Place): Ec2.NetworkAclEntry[] =>
  (record.Entries ?? []).filter((entry) => !isAt(place)(entry))

function requireEntry(acl: HeldAcl, place: Place): void {
  if (entryAt(acl, place)) return
  const direction = place.Egress ? 'egress' : 'ingress'
  throw new AwsError(
    'InvalidNetworkAclEntry.NotFound',
    `no ${direction} entry with number ${place.RuleNumber}`,
  )
}

// VPC user guide, amazon-vpc-limits: the quota holds for each direction, and for IPv4 and IPv6 apart; the entry
// whose number is an asterisk is one of those counted.
function setEntry(ctx: Context, acl: HeldAcl, entry: Ec2.NetworkAclEntry): void {
  const others = othersThan(acl, entry)
  const isIpv6 = entry.Ipv6CidrBlock !== undefined
  const alike = others.filter(
    ({ Egress, Ipv6CidrBlock }) => Egress === entry.Egress && (Ipv6CidrBlock !== undefined) === isIpv6,
  )
  if (alike.length >= ctx.limit('rules-per-nacl')) {
    throw new AwsError(
      'NetworkAclEntryLimitExceeded',
      'The maximum number of network acl entries has been reached.',
    )
  }
  networkAcls.update(ctx, acl, { Entries: inOrder([...others, entry]) })
}

type EntryRequest = Pick<
  Ec2.CreateNetworkAclEntryRequest,
  | 'RuleNumber'
  | 'Protocol'
  | 'RuleAction'
  | 'Egress'
  | 'CidrBlock'
  | 'Ipv6CidrBlock'
  | 'IcmpTypeCode'
  | 'PortRange'
>

function readEntry(input: EntryRequest): Ec2.NetworkAclEntry {
  const { RuleNumber, RuleAction, Egress } = input
  requireNumber(RuleNumber)
  const Protocol = readProtocolNumber(input.Protocol)
  if (RuleAction !== 'allow' && RuleAction !== 'deny') {
    throw invalidParameter(`Value (${RuleAction}) for parameter ruleAction is invalid. Use allow or deny.`)
  }
  const cidr = readCidr(input)
  return { ...cidr, Egress, ...readPorts(Protocol, input), Protocol, RuleAction, RuleNumber }
}

// "Positive integer from 1 to 32766. The range 32767 to 65535 is reserved for internal use."
function requireNumber(number: number): void {
  if (number >= 1 && number <= 32766) return
  throw invalidParameter(
    `Value (${number}) for parameter ruleNumber is invalid. Rule numbers must be between 1 and 32766.`,
  )
}

// "We modify the specified CIDR block to its canonical form."
function readCidr({ CidrBlock, Ipv6CidrBlock }: EntryRequest): Ec2.NetworkAclEntry {
  if (CidrBlock !== undefined && Ipv6CidrBlock !== undefined) {
    throw invalidCombination('The parameter ipv6CidrBlock cannot be used with the parameter cidrBlock')
  }
  if (CidrBlock !== undefined) return { CidrBlock: formatPrefix(ipv4Block(CidrBlock, 'cidrBlock')) }
  if (Ipv6CidrBlock === undefined) {
    throw new AwsError('MissingParameter', "Either 'cidrBlock' or 'ipv6CidrBlock' should be provided.")
  }
  return { Ipv6CidrBlock: formatPrefix(ipv6Block(Ipv6CidrBlock, 'ipv6CidrBlock')) }
}

const tcp = '6'
const udp = '17'
const icmp = '1'
const icmpv6 = '58'

// Of any other protocol, "traffic on all ports is allowed, regardless of any ports or ICMP types or codes that you
// specify"; so it is for ICMPv6 with an IPv4 CIDR block.
function readPorts(protocol: string, input: EntryRequest): Ec2.NetworkAclEntry {
  const { PortRange, IcmpTypeCode } = input
  if (protocol === tcp || protocol === udp) {
    const From = requireGiven(PortRange?.From, 'portRange.from')
    const To = requireGiven(PortRange?.To, 'portRange.to')
    requirePortRange(From, To)
    return { PortRange: { From, To } }
  }
  if (protocol === icmp || (protocol === icmpv6 && input.Ipv6CidrBlock !== undefined)) {
    const Type = requireGiven(IcmpTypeCode?.Type, 'icmpTypeCode.type')
    const Code = requireGiven(IcmpTypeCode?.Code, 'icmpTypeCode.code')
    requireIcmpTypeAndCode(Type, Code)
    return { IcmpTypeCode: { Code, Type } }
  }
  return {}
}
