import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import {
  formatPrefix,
  isIpv6Cidr,
  type Prefix,
  parsePrefix,
  prefixAt,
  prefixCovers,
} from '../../kernel/address.ts'
import { roll } from '../../kernel/random.ts'
import { amazonIpv6Range } from '../../world/catalogue/address-ranges.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { ipv4Block } from './cidr-blocks.ts'
import { doesNotExist, invalidCombination, invalidParameter, missingParameter } from './errors.ts'
import { openAclsToIpv6 } from './network-acls.ts'
import { addLocalRoute, removeLocalRoute, routeTables } from './route-tables.ts'
import { openGroupsToIpv6 } from './security-groups.ts'
import { hasSubnetWithin } from './subnets.ts'
import { requireSecondaryBlock } from './vpc-cidr-restrictions.ts'
import { type VpcSide, vpcs } from './vpcs.ts'

type HeldVpc = Held<Ec2.Vpc, VpcSide>

interface Ipv6Request {
  readonly AmazonProvidedIpv6CidrBlock?: boolean | undefined
  readonly Ipv6CidrBlockNetworkBorderGroup?: string | undefined
  readonly Ipv6CidrBlock?: string | undefined
  readonly Ipv6Pool?: string | undefined
  readonly Ipv6IpamPoolId?: string | undefined
  readonly Ipv6NetmaskLength?: number | undefined
}

const noPools =
  'Address pools of your own (BYOIP) and of the IP Address Manager do not exist: blocks are given or Amazon-provided.'

export const associateVpcCidrBlock = operation(
  'ec2',
  'AssociateVpcCidrBlock',
  { fidelity: { simplified: noPools }, source: 'EC2 API reference, AssociateVpcCidrBlock' },
  (input, ctx) => {
    const { VpcId } = input
    const vpc = vpcs.require(ctx, VpcId)
    refuseIpv4Pool(input)
    const wantsIpv6 = requestsIpv6(input, ctx)
    if (input.CidrBlock !== undefined && wantsIpv6) {
      throw invalidCombination('Only one of cidrBlock and amazonProvidedIpv6CidrBlock can be specified.')
    }
    if (wantsIpv6) return { Ipv6CidrBlockAssociation: addIpv6Block(ctx, vpc), VpcId }
    if (input.CidrBlock === undefined) throw missingParameter('cidrBlock')
    return { CidrBlockAssociation: addIpv4Block(ctx, vpc, input.CidrBlock), VpcId }
  },
)

export const disassociateVpcCidrBlock = operation(
  'ec2',
  'DisassociateVpcCidrBlock',
  { fidelity: 'exact', source: 'EC2 API reference, DisassociateVpcCidrBlock' },
  ({ AssociationId }, ctx) => {
    const vpc = vpcs
      .by(ctx, 'cidr-association', AssociationId)
      .find((held) => held.account === ctx.account && held.region === ctx.region)
    const ipv4 = vpc?.record.CidrBlockAssociationSet?.find((one) => one.AssociationId === AssociationId)
    const ipv6 = vpc?.record.Ipv6CidrBlockAssociationSet?.find((one) => one.AssociationId === AssociationId)
    const state = ipv4?.CidrBlockState?.State ?? ipv6?.Ipv6CidrBlockState?.State
    if (!vpc || state === 'disassociated') throw unknownAssociation(AssociationId)
    if (ipv4?.CidrBlock === vpc.record.CidrBlock) throw primaryBlock(AssociationId)
    refuseWhenInUse(ctx, vpc, ipv4?.CidrBlock ?? ipv6?.Ipv6CidrBlock)
    const changed = setState(ctx, vpc, AssociationId, 'disassociating')
    ctx.after('vpc-cidr-disassociated', 'vpc-cidr-disassociated', {
      vpc: vpcs.idOf(vpc),
      association: AssociationId,
    })
    return { ...associationOf(changed.record, AssociationId), VpcId: vpcs.idOf(vpc) }
  },
)

// What became of the VPC in between does not matter to AWS, nor to these.

export const vpcCidrAssociated = due<{ vpc: string; association: string }>(
  'vpc-cidr-associated',
  ({ vpc, association }, ctx) => {
    const held = vpcs.get(ctx, vpc)
    if (!held || stateOf(held.record, association) !== 'associating') return
    const cidr = cidrOf(held.record, association) || freeIpv6Block(ctx)
    setState(ctx, held, association, 'associated', cidr)
    addLocalRoute(ctx, vpc, cidr)
    if (!isIpv6Cidr(cidr)) return
    openAclsToIpv6(ctx, vpc)
    openGroupsToIpv6(ctx, vpc)
  },
)

export const vpcCidrDisassociated = due<{ vpc: string; association: string }>(
  'vpc-cidr-disassociated',
  ({ vpc, association }, ctx) => {
    const held = vpcs.get(ctx, vpc)
    if (!held) return
    setState(ctx, held, association, 'disassociated')
    removeLocalRoute(ctx, vpc, cidrOf(held.record, association))
    // EC2 goes on listing the block as disassociated for a while.
    ctx.after('vpc-cidr-forgotten', 'vpc-cidr-forgotten', { vpc, association })
  },
)

export const vpcCidrForgotten = due<{ vpc: string; association: string }>(
  'vpc-cidr-forgotten',
  ({ vpc, association }, ctx) => {
    const held = vpcs.get(ctx, vpc)
    if (!held) return
    const others = <T extends { AssociationId?: string | undefined }>(set: readonly T[] = []) =>
      set.filter((one) => one.AssociationId !== association)
    vpcs.update(ctx, held, {
      CidrBlockAssociationSet: others(held.record.CidrBlockAssociationSet),
      Ipv6CidrBlockAssociationSet: others(held.record.Ipv6CidrBlockAssociationSet),
    })
  },
)

/** Whether a request asks for an IPv6 block that Amazon provides; refuses what it cannot have. */
export function requestsIpv6(input: Ipv6Request, ctx: Context): boolean {
  if (input.Ipv6Pool !== undefined) {
    throw doesNotExist('InvalidIpv6PoolID.NotFound', 'ipv6Pool')(input.Ipv6Pool)
  }
  if (input.Ipv6IpamPoolId !== undefined) throw noSuchPool(input.Ipv6IpamPoolId)
  // A block of one's own needs the pool that it is from, and a length the IPAM pool (the same page).
  if (input.Ipv6CidrBlock !== undefined) throw missingParameter('ipv6Pool')
  if (input.Ipv6NetmaskLength !== undefined) throw missingParameter('ipv6IpamPoolId')
  const { Ipv6CidrBlockNetworkBorderGroup: group } = input
  if (group !== undefined) {
    if (!input.AmazonProvidedIpv6CidrBlock) {
      throw invalidCombination(
        'AmazonProvidedIpv6CidrBlock must be set to true to use Ipv6CidrBlockNetworkBorderGroup.',
      )
    }
    if (group !== ctx.region) {
      throw invalidParameter(`Value (${group}) for parameter ipv6CidrBlockNetworkBorderGroup is invalid.`)
    }
  }
  return input.AmazonProvidedIpv6CidrBlock === true
}

export function refuseIpv4Pool(input: {
  readonly Ipv4IpamPoolId?: string | undefined
  readonly Ipv4NetmaskLength?: number | undefined
}): void {
  if (input.Ipv4IpamPoolId !== undefined) throw noSuchPool(input.Ipv4IpamPoolId)
  if (input.Ipv4NetmaskLength !== undefined) throw missingParameter('ipv4IpamPoolId')
}

function addIpv4Block(ctx: Context, vpc: HeldVpc, cidr: string): Ec2.VpcCidrBlockAssociation {
  const { record } = vpc
  const block = ipv4Block(cidr, 'cidrBlock')
  requireSecondaryBlock(record, block)
  refuseWhenRouted(ctx, vpc, block)
  requireRoom(ctx, vpc, 'ipv4-cidrs-per-vpc', record.CidrBlockAssociationSet ?? [])
  const association: Ec2.VpcCidrBlockAssociation = {
    AssociationId: ctx.newId('vpc-cidr-assoc'),
    CidrBlock: formatPrefix(block),
    CidrBlockState: { State: 'associating' },
  }
  vpcs.update(ctx, vpc, { CidrBlockAssociationSet: [...(record.CidrBlockAssociationSet ?? []), association] })
  planAssociated(ctx, vpc, association.AssociationId)
  return association
}

/** Begins to give an Amazon-provided /56 to a VPC. Which one is known when it is associated. */
export function addIpv6Block(ctx: Context, vpc: HeldVpc): Ec2.VpcIpv6CidrBlockAssociation {
  const existing = vpc.record.Ipv6CidrBlockAssociationSet ?? []
  requireRoom(ctx, vpc, 'ipv6-cidrs-per-vpc', existing)
  const association: Ec2.VpcIpv6CidrBlockAssociation = {
    AssociationId: ctx.newId('vpc-cidr-assoc'),
    Ipv6CidrBlock: '',
    Ipv6CidrBlockState: { State: 'associating' },
    NetworkBorderGroup: ctx.region,
    Ipv6Pool: 'Amazon',
    Ipv6AddressAttribute: 'public',
    IpSource: 'amazon',
  }
  vpcs.update(ctx, vpc, { Ipv6CidrBlockAssociationSet: [...existing, association] })
  planAssociated(ctx, vpc, association.AssociationId)
  return association
}

function planAssociated(ctx: Context, vpc: HeldVpc, association: string | undefined): void {
  ctx.after('vpc-cidr-associated', 'vpc-cidr-associated', { vpc: vpcs.idOf(vpc), association })
}

function freeIpv6Block(ctx: Context): string {
  const pool = parsePrefix(amazonIpv6Range(ctx.region) ?? '')?.prefix
  if (pool?.family !== 6) throw new Error(`The catalogue has no IPv6 range for ${ctx.region}.`)
  for (;;) {
    const number = BigInt(roll(ctx.store)) % (1n << BigInt(56 - pool.length))
    const cidr = formatPrefix(prefixAt(pool.first + (number << 72n), 56))
    if (!vpcs.count(ctx, 'ipv6-block', cidr)) return cidr
  }
}

type Association = Ec2.VpcCidrBlockAssociation & Ec2.VpcIpv6CidrBlockAssociation

function requireRoom(ctx: Context, vpc: HeldVpc, quota: string, existing: readonly Association[]): void {
  const limit = ctx.limit(quota)
  const used = existing.filter(
    (one) => (one.CidrBlockState ?? one.Ipv6CidrBlockState)?.State !== 'disassociated',
  ).length
  if (used < limit) return
  throw new AwsError(
    'CidrLimitExceeded',
    `This network '${vpcs.idOf(vpc)}' has met its maximum number of allowed CIDRs: ${limit}`,
  )
}

// VPC user guide, vpc-cidr-blocks: no route of the VPC's tables may have a destination that the block holds.
function refuseWhenRouted(ctx: Context, vpc: HeldVpc, block: Prefix): void {
  for (const { record } of routeTables.by(ctx, 'vpc', vpcs.idOf(vpc))) {
    for (const { DestinationCidrBlock } of record.Routes ?? []) {
      const destination = parsePrefix(DestinationCidrBlock ?? '')?.prefix
      if (destination && prefixCovers(block, destination)) {
        throw new AwsError('InvalidVpc.Range', `The CIDR '${formatPrefix(block)}' is invalid.`)
      }
    }
  }
}

function refuseWhenInUse(ctx: Context, vpc: HeldVpc, cidr: string | undefined): void {
  const block = parsePrefix(cidr ?? '')?.prefix
  const id = vpcs.idOf(vpc)
  if (!block || !hasSubnetWithin(ctx, id, block)) return
  throw new AwsError(
    'InvalidCidrBlock.InUse',
    `The vpc ${id} currently has a subnet within CIDR block ${formatPrefix(block)}`,
  )
}

function associationOf(vpc: Ec2.Vpc, id: string) {
  const ipv4 = vpc.CidrBlockAssociationSet?.find((one) => one.AssociationId === id)
  const ipv6 = vpc.Ipv6CidrBlockAssociationSet?.find((one) => one.AssociationId === id)
  return ipv4 ? { CidrBlockAssociation: ipv4 } : { Ipv6CidrBlockAssociation: ipv6 }
}

function stateOf(vpc: Ec2.Vpc, id: string): Ec2.VpcCidrBlockStateCode | undefined {
  const { CidrBlockAssociation: ipv4, Ipv6CidrBlockAssociation: ipv6 } = associationOf(vpc, id)
  return ipv4?.CidrBlockState?.State ?? ipv6?.Ipv6CidrBlockState?.State
}

function cidrOf(vpc: Ec2.Vpc, id: string): string {
  const { CidrBlockAssociation: ipv4, Ipv6CidrBlockAssociation: ipv6 } = associationOf(vpc, id)
  return ipv4?.CidrBlock ?? ipv6?.Ipv6CidrBlock ?? ''
}

function setState(
  ctx: Context,
  vpc: HeldVpc,
  id: string,
  State: Ec2.VpcCidrBlockStateCode,
  cidr: string = cidrOf(vpc.record, id),
): HeldVpc {
  const { CidrBlockAssociationSet, Ipv6CidrBlockAssociationSet } = vpc.record
  return vpcs.update(ctx, vpc, {
    CidrBlockAssociationSet: CidrBlockAssociationSet?.map((one) =>
      one.AssociationId === id ? { ...one, CidrBlockState: { State } } : one,
    ),
    Ipv6CidrBlockAssociationSet: Ipv6CidrBlockAssociationSet?.map((one) =>
      one.AssociationId === id ? { ...one, Ipv6CidrBlock: cidr, Ipv6CidrBlockState: { State } } : one,
    ),
  })
}

const noSuchPool = doesNotExist('InvalidIpamPoolId.NotFound', 'ipam-pool')
const unknownAssociation = doesNotExist(
  'InvalidVpcCidrBlockAssociationID.NotFound',
  'vpc CIDR block association',
)
const primaryBlock = (id: string) =>
  new AwsError(
    'OperationNotPermitted',
    `The vpc CIDR block with association ID ${id} may not be disassociated. ` +
      'It is the primary IPv4 CIDR block of the VPC',
  )
