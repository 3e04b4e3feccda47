import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Ipv4Prefix, type Prefix, parsePrefix } from '../../kernel/address.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { blockModeOf } from './block-public-access.ts'
import { doesNotExist } from './errors.ts'
import { sharedSubnets } from './shared-subnets.ts'

/** What `describe-vpc-attribute` tells and `describe-vpcs` does not. */
export interface VpcSide {
  readonly dnsSupport: boolean
  readonly dnsHostnames: boolean
  readonly addressUsageMetrics: boolean
}

export const vpcs = family<Ec2.Vpc, VpcSide>({
  service: 'ec2',
  resource: 'vpc',
  id: 'VpcId',
  prefix: 'vpc',
  missing: doesNotExist('InvalidVpcID.NotFound', 'vpc'),
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  references: { 'dhcp-options': { to: 'ec2:dhcp-options', read: ({ record }) => record.DhcpOptionsId } },
  indexes: {
    default: (held) => (held.record.IsDefault ? scopeKey(held) : undefined),
    'cidr-association': ({ record }) => [
      ...(record.CidrBlockAssociationSet ?? []).map((one) => one.AssociationId ?? ''),
      ...(record.Ipv6CidrBlockAssociationSet ?? []).map((one) => one.AssociationId ?? ''),
    ],
    'ipv6-block': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.Ipv6CidrBlock ?? '').filter((cidr) => cidr !== ''),
  },
  quota: {
    id: 'vpcs-per-region',
    error: () => new AwsError('VpcLimitExceeded', 'The maximum number of VPCs has been reached.'),
  },
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:vpc/${record.VpcId}`,
  view: (held, ctx) => {
    const InternetGatewayBlockMode = blockModeOf(ctx, held, held.record.VpcId ?? '')
    const record = { ...held.record, BlockPublicAccessStates: { InternetGatewayBlockMode } }
    if (record.Ipv6CidrBlockAssociationSet?.length) return record
    const { Ipv6CidrBlockAssociationSet: _, ...ipv4Only } = record
    return ipv4Only
  },
  // VPC guide, vpc-share-limitations: participants see the VPC of a subnet, and put security groups into it.
  along: {
    ids: (ctx) => sharedSubnets(ctx).map(({ VpcId = '' }) => VpcId),
    uses: ['CreateSecurityGroup', 'AssociateSecurityGroupVpc'],
  },
  filters: {
    cidr: ({ record }) => record.CidrBlock,
    'cidr-block-association.cidr-block': ({ record }) =>
      record.CidrBlockAssociationSet?.map((one) => one.CidrBlock),
    'cidr-block-association.association-id': ({ record }) =>
      record.CidrBlockAssociationSet?.map((one) => one.AssociationId),
    'cidr-block-association.state': ({ record }) =>
      record.CidrBlockAssociationSet?.map((one) => one.CidrBlockState?.State),
    'dhcp-options-id': { index: 'dhcp-options', read: ({ record }) => record.DhcpOptionsId },
    'ipv6-cidr-block-association.ipv6-cidr-block': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.Ipv6CidrBlock),
    'ipv6-cidr-block-association.ipv6-pool': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.Ipv6Pool),
    'ipv6-cidr-block-association.association-id': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.AssociationId),
    'ipv6-cidr-block-association.state': ({ record }) =>
      record.Ipv6CidrBlockAssociationSet?.map((one) => one.Ipv6CidrBlockState?.State),
    'is-default': ({ record }) => record.IsDefault,
    // Not in the list that AWS documents, and yet EC2 takes it: the name that `--filters` used to have.
    isDefault: ({ record }) => record.IsDefault,
    'owner-id': ({ record }) => record.OwnerId,
    state: ({ record }) => record.State,
    'vpc-id': ({ record }) => record.VpcId,
  },
})

export const describeVpcs = describe(
  'ec2',
  'DescribeVpcs',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcs' },
  vpcs,
  { ids: 'VpcIds', list: 'Vpcs' },
)

/** The default VPC of the caller's account in the Region, if it has not been deleted. */
export const defaultVpcOf = (ctx: Context): Held<Ec2.Vpc, VpcSide> | undefined =>
  vpcs.by(ctx, 'default', scopeKey(ctx))[0]

/** The IPv4 blocks that a VPC has for its subnets at this moment, the primary one first. */
export function ipv4BlocksOf(vpc: Ec2.Vpc): Ipv4Prefix[] {
  const cidrs = (vpc.CidrBlockAssociationSet ?? [])
    .filter((one) => one.CidrBlockState?.State === 'associated')
    .map((one) => one.CidrBlock)
  return prefixesOf(cidrs).filter((prefix) => prefix.family === 4)
}

/** The IPv6 blocks that a VPC has for its subnets at this moment. */
export function ipv6BlocksOf(vpc: Ec2.Vpc): Prefix[] {
  const cidrs = (vpc.Ipv6CidrBlockAssociationSet ?? [])
    .filter((one) => one.Ipv6CidrBlockState?.State === 'associated')
    .map((one) => one.Ipv6CidrBlock)
  return prefixesOf(cidrs)
}

const prefixesOf = (cidrs: readonly (string | undefined)[]): Prefix[] =>
  cidrs.map((cidr) => parsePrefix(cidr ?? '')?.prefix).filter((prefix) => prefix !== undefined)
