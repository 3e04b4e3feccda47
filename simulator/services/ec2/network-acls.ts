import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import type { Value } from '../filters.ts'
import { doesNotExist } from './errors.ts'
import { allProtocols, protocolSpellings } from './ip-protocols.ts'
import {
  associate,
  associationOfSubnet,
  associationsOf,
  networkAclAssociations,
} from './network-acl-associations.ts'
import { sharedSubnets } from './shared-subnets.ts'

export type HeldAcl = Held<Ec2.NetworkAcl>

export const networkAcls = family<Ec2.NetworkAcl>({
  service: 'ec2',
  resource: 'network-acl',
  id: 'NetworkAclId',
  prefix: 'acl',
  missing: doesNotExist('InvalidNetworkAclID.NotFound', 'networkAcl'),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    // The default network ACL goes with its VPC.
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.VpcId, blocks: ({ record }) => !record.IsDefault },
  },
  indexes: { 'default-of': ({ record }) => (record.IsDefault ? record.VpcId : undefined) },
  quota: {
    id: 'nacls-per-vpc',
    per: 'vpc',
    error: () =>
      new AwsError('NetworkAclLimitExceeded', 'The maximum number of network acls has been reached.'),
  },
  inUse: (id) =>
    new AwsError('DependencyViolation', `The networkAcl '${id}' has dependencies and cannot be deleted.`),
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:network-acl/${record.NetworkAclId}`,
  view: ({ record }, ctx) => ({ ...record, Associations: associationsOf(ctx, record.NetworkAclId ?? '') }),
  // VPC guide, vpc-share-limitations: participants see the network ACL of a subnet, and cannot work with it.
  along: {
    ids: (ctx) =>
      sharedSubnets(ctx)
        .map(({ SubnetId = '' }) => associationOfSubnet(ctx, SubnetId)?.record.NetworkAclId)
        .filter((id) => id !== undefined),
    uses: [],
  },
  filters: {
    'association.association-id': ofAssociations((one) => one.NetworkAclAssociationId),
    'association.network-acl-id': ofAssociations((one) => one.NetworkAclId),
    'association.subnet-id': ofAssociations((one) => one.SubnetId),
    default: ({ record }) => record.IsDefault,
    'entry.cidr': ofEntries((entry) => entry.CidrBlock),
    'entry.icmp.code': ofEntries((entry) => entry.IcmpTypeCode?.Code),
    'entry.icmp.type': ofEntries((entry) => entry.IcmpTypeCode?.Type),
    'entry.ipv6-cidr': ofEntries((entry) => entry.Ipv6CidrBlock),
    'entry.port-range.from': ofEntries((entry) => entry.PortRange?.From),
    'entry.port-range.to': ofEntries((entry) => entry.PortRange?.To),
    'entry.protocol': ({ record }) => record.Entries?.flatMap((entry) => protocolSpellings(entry.Protocol)),
    'entry.rule-action': ofEntries((entry) => entry.RuleAction),
    'entry.egress': ofEntries((entry) => entry.Egress),
    'entry.rule-number': ofEntries((entry) => entry.RuleNumber),
    'network-acl-id': ({ record }) => record.NetworkAclId,
    'owner-id': ({ record }) => record.OwnerId,
    'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
  },
})

type Read = (acl: HeldAcl, ctx: Context) => readonly Value[] | undefined

function ofAssociations(read: (one: Ec2.NetworkAclAssociation) => Value): Read {
  return ({ record }, ctx) => associationsOf(ctx, record.NetworkAclId ?? '').map(read)
}

function ofEntries(read: (entry: Ec2.NetworkAclEntry) => Value): Read {
  return ({ record }) => record.Entries?.map(read)
}

export const describeNetworkAcls = describe(
  'ec2',
  'DescribeNetworkAcls',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeNetworkAcls' },
  networkAcls,
  { ids: 'NetworkAclIds', list: 'NetworkAcls' },
)

// VPC user guide, nacl-basics and default-network-acl: an entry whose number is an asterisk comes last and cannot
// be removed. The API numbers it 32767, and the one for IPv6 32768.
const lastNumber = { IPv4: 32767, IPv6: 32768 } as const
const firstNumber = { IPv4: 100, IPv6: 101 } as const
const everything = {
  IPv4: { CidrBlock: '0.0.0.0/0' },
  IPv6: { Ipv6CidrBlock: '::/0' },
} as const

type IpFamily = keyof typeof everything

const allTraffic = (
  ip: IpFamily,
  Egress: boolean,
  RuleAction: Ec2.RuleAction,
  RuleNumber: number,
): Ec2.NetworkAclEntry => ({ ...everything[ip], Egress, Protocol: allProtocols, RuleAction, RuleNumber })

const denials = (ip: IpFamily) =>
  [true, false].map((egress) => allTraffic(ip, egress, 'deny', lastNumber[ip]))

const admission = (ip: IpFamily, egress: boolean) => allTraffic(ip, egress, 'allow', firstNumber[ip])

const admissions = (ip: IpFamily) => [true, false].map((egress) => admission(ip, egress))

/** Entries as AWS lists them: outbound before inbound, each by number. */
export const inOrder = (entries: readonly Ec2.NetworkAclEntry[]): Ec2.NetworkAclEntry[] =>
  [...entries].sort(
    (a, b) => Number(b.Egress) - Number(a.Egress) || (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0),
  )

const familiesOf = (vpc: Ec2.Vpc): readonly IpFamily[] =>
  vpc.Ipv6CidrBlockAssociationSet?.some((one) => one.Ipv6CidrBlockState?.State !== 'disassociated')
    ? ['IPv4', 'IPv6']
    : ['IPv4']

interface NewAcl {
  readonly vpc: Ec2.Vpc
  readonly isDefault?: boolean
  readonly tags?: Ec2.Tag[]
}

/** Makes a network ACL: the default one lets all traffic through, any other none. */
export function openAcl(ctx: Context, { vpc, isDefault = false, tags = [] }: NewAcl): HeldAcl {
  const families = familiesOf(vpc)
  const entries = [...(isDefault ? families.flatMap(admissions) : []), ...families.flatMap(denials)]
  return networkAcls.create(ctx, {
    Entries: inOrder(entries),
    IsDefault: isDefault,
    NetworkAclId: ctx.newId('acl'),
    Tags: tags,
    VpcId: vpc.VpcId,
    OwnerId: ctx.account,
  })
}

export function openDefaultAcl(ctx: Context, vpc: Ec2.Vpc): void {
  openAcl(ctx, { vpc, isDefault: true })
}

/** The network ACL that a VPC came with, and that its subnets have until they get another. */
const defaultAclOf = (ctx: Pick<Context, 'store'>, vpcId: string): HeldAcl | undefined =>
  networkAcls.by(ctx, 'default-of', vpcId)[0]

/** Removes the default network ACL of a VPC that is being deleted. */
export function closeDefaultAcl(ctx: Context, vpcId: string): void {
  const acl = defaultAclOf(ctx, vpcId)
  if (acl) networkAcls.remove(ctx, acl)
}

/** Gives a new subnet the default network ACL of its VPC. */
export function associateWithDefaultAcl(ctx: Context, vpcId: string, subnetId: string): void {
  const acl = defaultAclOf(ctx, vpcId)
  if (acl) associate(ctx, networkAcls.idOf(acl), subnetId)
}

/** Forgets which network ACL a subnet had that is no more. */
export function dropSubnetAclAssociation(ctx: Context, subnetId: string): void {
  const association = associationOfSubnet(ctx, subnetId)
  if (association) networkAclAssociations.remove(ctx, association)
}

/**
 * What a VPC's first IPv6 block does to its network ACLs: every one gets the asterisk entries for IPv6; the default
 * one also admits it, in each direction in which nobody has changed its entries (VPC user guide,
 * default-network-acl).
 */
export function openAclsToIpv6(ctx: Context, vpcId: string): void {
  for (const acl of networkAcls.by(ctx, 'vpc', vpcId)) {
    const entries = acl.record.Entries ?? []
    if (entries.some(({ RuleNumber }) => RuleNumber === lastNumber.IPv6)) continue
    const admitted = acl.record.IsDefault
      ? [true, false]
          .filter((egress) => isUntouched(entries, egress))
          .map((egress) => admission('IPv6', egress))
      : []
    networkAcls.update(ctx, acl, { Entries: inOrder([...entries, ...admitted, ...denials('IPv6')]) })
  }
}

function isUntouched(entries: readonly Ec2.NetworkAclEntry[], egress: boolean): boolean {
  const [first, ...others] = entries.filter(
    ({ Egress, RuleNumber }) => Egress === egress && RuleNumber !== lastNumber.IPv4,
  )
  const { RuleNumber, Protocol, RuleAction, CidrBlock } = admission('IPv4', egress)
  return (
    first !== undefined &&
    others.length === 0 &&
    first.RuleNumber === RuleNumber &&
    first.Protocol === Protocol &&
    first.RuleAction === RuleAction &&
    first.CidrBlock === CidrBlock
  )
}
