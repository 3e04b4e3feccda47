import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix, type Prefix, parsePrefix, prefixAt, subprefixes } from '../../kernel/address.ts'
import { type Held, type Scope, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { blockModeOf } from './block-public-access.ts'
import { blocksAround } from './cidr-blocks.ts'
import { doesNotExist } from './errors.ts'
import { freeAddressCount } from './private-addresses.ts'

export const subnets = family<Ec2.Subnet>({
  service: 'ec2',
  resource: 'subnet',
  id: 'SubnetId',
  prefix: 'subnet',
  missing: doesNotExist('InvalidSubnetID.NotFound', 'subnet'),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: { vpc: { to: 'ec2:vpc', read: ({ record }) => record.VpcId } },
  indexes: {
    block: ({ record }) => prefixesOf(record).map((prefix) => blockKey(record.VpcId, formatPrefix(prefix))),
    around: ({ record }) =>
      prefixesOf(record).flatMap((prefix) =>
        coarseBlocks(prefix).map((block) => blockKey(record.VpcId, block)),
      ),
    'cidr-association': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.AssociationId ?? ''),
    'default-in-zone': (held) =>
      held.record.DefaultForAz ? zoneKey(held, held.record.AvailabilityZone ?? '') : undefined,
  },
  quota: {
    id: 'subnets-per-vpc',
    per: 'vpc',
    error: () => new AwsError('SubnetLimitExceeded', 'The maximum number of subnets has been reached.'),
  },
  view: (held, ctx) => {
    const { record } = held
    const { VpcId = '', SubnetId } = record
    return {
      ...record,
      BlockPublicAccessStates: { InternetGatewayBlockMode: blockModeOf(ctx, held, VpcId, SubnetId) },
      AvailableIpAddressCount: freeAddressCount(ctx.store, record),
    }
  },
  filters: {
    'availability-zone': ({ record }) => record.AvailabilityZone,
    availabilityZone: ({ record }) => record.AvailabilityZone,
    'availability-zone-id': ({ record }) => record.AvailabilityZoneId,
    availabilityZoneId: ({ record }) => record.AvailabilityZoneId,
    'available-ip-address-count': ({ record }, ctx) => freeAddressCount(ctx.store, record),
    'cidr-block': ({ record }) => record.CidrBlock,
    cidr: ({ record }) => record.CidrBlock,
    cidrBlock: ({ record }) => record.CidrBlock,
    'customer-owned-ipv4-pool': ({ record }) => record.CustomerOwnedIpv4Pool,
    'default-for-az': ({ record }) => record.DefaultForAz,
    defaultForAz: ({ record }) => record.DefaultForAz,
    'enable-dns64': ({ record }) => record.EnableDns64,
    'enable-lni-at-device-index': ({ record }) => record.EnableLniAtDeviceIndex,
    'ipv6-cidr-block-association.ipv6-cidr-block': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.Ipv6CidrBlock),
    'ipv6-cidr-block-association.association-id': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.AssociationId),
    'ipv6-cidr-block-association.state': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.Ipv6CidrBlockState?.State),
    'ipv6-native': ({ record }) => record.Ipv6Native,
    'map-customer-owned-ip-on-launch': ({ record }) => record.MapCustomerOwnedIpOnLaunch,
    'map-public-ip-on-launch': ({ record }) => record.MapPublicIpOnLaunch,
    'outpost-arn': ({ record }) => record.OutpostArn,
    'owner-id': ({ record }) => record.OwnerId,
    'private-dns-name-options-on-launch.hostname-type': ({ record }) =>
      record.PrivateDnsNameOptionsOnLaunch?.HostnameType,
    'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': ({ record }) =>
      record.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsARecord,
    'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': ({ record }) =>
      record.PrivateDnsNameOptionsOnLaunch?.EnableResourceNameDnsAAAARecord,
    state: ({ record }) => record.State,
    'subnet-arn': ({ record }) => record.SubnetArn,
    'subnet-id': ({ record }) => record.SubnetId,
    'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
  },
})

export const describeSubnets = describe(
  'ec2',
  'DescribeSubnets',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeSubnets' },
  subnets,
  { ids: 'SubnetIds', list: 'Subnets' },
)

// INVARIANT: an IPv6 block that is on its way out still counts; only a disassociated one is free again.
function prefixesOf({ CidrBlock, Ipv6CidrBlockAssociationSet }: Ec2.Subnet): Prefix[] {
  const ipv6 = (Ipv6CidrBlockAssociationSet ?? [])
    .filter((one) => one.Ipv6CidrBlockState?.State !== 'disassociated')
    .map((one) => one.Ipv6CidrBlock)
  return [CidrBlock, ...ipv6]
    .map((cidr) => parsePrefix(cidr ?? '')?.prefix)
    .filter((prefix) => prefix !== undefined)
}

const blockKey = (vpcId: string | undefined, block: string) => `${vpcId}/${block}`
const zoneKey = (scope: Scope, zone: string) => `${scopeKey(scope)}/${zone}`

// The blocks that a subnet lies in, at every fourth length: with these an overlap is found without looking at all
// subnets, and without an entry for each length.
const coarseStep = 4
const coarseBlocks = (prefix: Prefix): string[] =>
  blocksAround(prefixAt(prefix.first, prefix.length - (prefix.length % coarseStep)), coarseStep)

/** Whether any subnet of the VPC lies within a block. */
export function hasSubnetWithin(ctx: Pick<Context, 'store'>, vpcId: string, block: Prefix): boolean {
  const coarse = Math.ceil(block.length / coarseStep) * coarseStep
  for (let { length } = block; length <= coarse; length++) {
    const index = length === coarse ? 'around' : 'block'
    for (const part of subprefixes(block, length)) {
      if (subnets.count(ctx, index, blockKey(vpcId, formatPrefix(part))) > 0) return true
    }
  }
  return false
}

/** Whether a block and the block of some subnet of the VPC have an address in common. */
export function overlapsSubnet(ctx: Pick<Context, 'store'>, vpcId: string, block: Prefix): boolean {
  if (hasSubnetWithin(ctx, vpcId, block)) return true
  return blocksAround(block).some((larger) => subnets.count(ctx, 'block', blockKey(vpcId, larger)) > 0)
}

/** The default subnet of a zone, by the zone's name. */
export const defaultSubnetOf = (ctx: Context, zone: string): Held<Ec2.Subnet> | undefined =>
  subnets.by(ctx, 'default-in-zone', zoneKey(ctx, zone))[0]
