import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Store, table } from '../../kernel/store.ts'
import { type Held, type Scope, scopeKey } from '../../world/held.ts'
import { family } from '../family.ts'
import { doesNotExist } from './errors.ts'

// VPC Block Public Access: one switch per account and Region, and VPCs and subnets that are exempt from it.
// VPC user guide, security-vpc-bpa.

export interface BlockPublicAccess extends Scope {
  readonly options: Ec2.VpcBlockPublicAccessOptions
}

export const blockPublicAccess = table<BlockPublicAccess>('ec2:block-public-access', scopeKey)

export interface ExclusionSide {
  readonly vpc?: string
  readonly subnet?: string
}

export type Exclusion = Held<Ec2.VpcBlockPublicAccessExclusion, ExclusionSide>

export const blockPublicAccessExclusions = family<Ec2.VpcBlockPublicAccessExclusion, ExclusionSide>({
  service: 'ec2',
  resource: 'vpc-block-public-access-exclusion',
  id: 'ExclusionId',
  prefix: 'vpcbpa-exclude',
  missing: doesNotExist('InvalidVpcBlockPublicAccessExclusionId.NotFound', 'vpcBlockPublicAccessExclusion'),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  // No references: an exclusion neither keeps its VPC or subnet from being deleted nor goes with it.
  indexes: { resource: (held) => (isInForce(held) ? (held.side.subnet ?? held.side.vpc) : undefined) },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:vpc-block-public-access-exclusion/${record.ExclusionId}`,
  filters: {
    'resource-arn': ({ record }) => record.ResourceArn,
    'internet-gateway-exclusion-mode': ({ record }) => record.InternetGatewayExclusionMode,
    state: ({ record }) => record.State,
  },
})

export const isInForce = ({ record }: Exclusion): boolean => !record.State?.startsWith('delete')

export const exclusionOf = (ctx: { readonly store: Store }, resource: string): Exclusion | undefined =>
  blockPublicAccessExclusions.by(ctx, 'resource', resource)[0]

/** What is blocked between a VPC, or one of its subnets, and the internet. */
export function blockModeOf(
  ctx: { readonly store: Store },
  { account, region }: Scope,
  vpcId: string,
  subnetId?: string,
): Ec2.BlockPublicAccessMode {
  const options = ctx.store.get(blockPublicAccess, scopeKey({ account, region }))?.options
  const mode = options?.InternetGatewayBlockMode ?? 'off'
  if (mode === 'off') return 'off'
  const exclusion = (subnetId && exclusionOf(ctx, subnetId)) || exclusionOf(ctx, vpcId)
  const exempt = exclusion?.record.InternetGatewayExclusionMode
  if (exempt === undefined) return mode
  // "allow-egress: Only applies when VPC Block Public Access is set to Block Bidirectional."
  return exempt === 'allow-bidirectional' ? 'off' : 'block-ingress'
}
