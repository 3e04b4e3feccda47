import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix, prefixCovers } from '../../kernel/address.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { ipv6Block } from './cidr-blocks.ts'
import { doesNotExist, invalidParameter, missingParameter } from './errors.ts'
import { takenAddressCount } from './private-addresses.ts'
import { overlapsSubnet, subnets } from './subnets.ts'
import { ipv6BlocksOf, vpcs } from './vpcs.ts'

export const associateSubnetCidrBlock = operation(
  'ec2',
  'AssociateSubnetCidrBlock',
  {
    fidelity: { simplified: 'Pools of the IP Address Manager do not exist.' },
    source: 'EC2 API reference, AssociateSubnetCidrBlock',
  },
  ({ SubnetId, Ipv6CidrBlock, Ipv6IpamPoolId }, ctx) => {
    const subnet = subnets.require(ctx, SubnetId)
    if (Ipv6IpamPoolId !== undefined) {
      throw doesNotExist('InvalidIpamPoolId.NotFound', 'ipam-pool')(Ipv6IpamPoolId)
    }
    if (Ipv6CidrBlock === undefined) throw missingParameter('ipv6CidrBlock')
    const vpc = vpcs.get(ctx, subnet.record.VpcId ?? '')!
    const existing = subnet.record.Ipv6CidrBlockAssociationSet ?? []
    // A subnet has one IPv6 block at most (EC2 API reference, AssociateSubnetCidrBlock).
    if (existing.some((one) => one.Ipv6CidrBlockState?.State !== 'disassociated')) {
      throw new AwsError(
        'CidrLimitExceeded',
        `This subnet '${SubnetId}' has met its maximum number of allowed IPv6 CIDRs: 1`,
      )
    }
    const association = newIpv6Association(ctx, requireIpv6Block(ctx, vpc.record, Ipv6CidrBlock))
    subnets.update(ctx, subnet, { Ipv6CidrBlockAssociationSet: [...existing, association] })
    planIpv6Associated(ctx, SubnetId, association)
    return { Ipv6CidrBlockAssociation: association, SubnetId }
  },
)

export const disassociateSubnetCidrBlock = operation(
  'ec2',
  'DisassociateSubnetCidrBlock',
  { fidelity: 'exact', source: 'EC2 API reference, DisassociateSubnetCidrBlock' },
  ({ AssociationId }, ctx) => {
    const subnet = subnets
      .by(ctx, 'cidr-association', AssociationId)
      .find((held) => held.account === ctx.account && held.region === ctx.region)
    const association = subnet && associationIn(subnet, AssociationId)
    if (!association || association.Ipv6CidrBlockState?.State === 'disassociated') {
      throw unknownAssociation(AssociationId)
    }
    refuseWhenInUse(ctx, subnet, association)
    const SubnetId = subnets.idOf(subnet)
    const changed = setState(ctx, subnet, AssociationId, 'disassociating')
    ctx.after('subnet-cidr-disassociated', 'subnet-cidr-disassociated', {
      subnet: SubnetId,
      association: AssociationId,
    })
    return { Ipv6CidrBlockAssociation: associationIn(changed, AssociationId), SubnetId }
  },
)

export const subnetCidrAssociated = due<{ subnet: string; association: string }>(
  'subnet-cidr-associated',
  ({ subnet, association }, ctx) => {
    const held = subnets.get(ctx, subnet)
    if (held && associationIn(held, association)?.Ipv6CidrBlockState?.State === 'associating') {
      setState(ctx, held, association, 'associated')
    }
  },
)

export const subnetCidrDisassociated = due<{ subnet: string; association: string }>(
  'subnet-cidr-disassociated',
  ({ subnet, association }, ctx) => {
    const held = subnets.get(ctx, subnet)
    if (!held) return
    setState(ctx, held, association, 'disassociated')
    ctx.after('subnet-cidr-forgotten', 'subnet-cidr-forgotten', { subnet, association })
  },
)

export const subnetCidrForgotten = due<{ subnet: string; association: string }>(
  'subnet-cidr-forgotten',
  ({ subnet, association }, ctx) => {
    const held = subnets.get(ctx, subnet)
    if (!held) return
    subnets.update(ctx, held, {
      Ipv6CidrBlockAssociationSet: held.record.Ipv6CidrBlockAssociationSet?.filter(
        (one) => one.AssociationId !== association,
      ),
    })
  },
)

/** An IPv6 block that a new or existing subnet of the VPC may have, as text. */
export function requireIpv6Block(ctx: Context, vpc: Ec2.Vpc, cidr: string): string {
  const block = ipv6Block(cidr, 'ipv6CidrBlock')
  const text = formatPrefix(block)
  // VPC user guide, subnet-sizing: from /44 to /64, in steps of four bits.
  if (block.length < 44 || block.length > 64 || block.length % 4 !== 0) {
    throw invalidParameter(`invalid value for parameter ipv6-cidr-block: ${text}`)
  }
  if (!ipv6BlocksOf(vpc).some((one) => prefixCovers(one, block))) {
    throw new AwsError('InvalidSubnet.Range', `The IPv6 CIDR '${text}' is invalid.`)
  }
  if (overlapsSubnet(ctx, vpc.VpcId ?? '', block)) {
    throw new AwsError('InvalidSubnet.Conflict', `The IPv6 CIDR '${text}' conflicts with another subnet`)
  }
  return text
}

export const newIpv6Association = (ctx: Context, cidr: string): Ec2.SubnetIpv6CidrBlockAssociation => ({
  AssociationId: ctx.newId('subnet-cidr-assoc'),
  Ipv6CidrBlock: cidr,
  Ipv6CidrBlockState: { State: 'associating' },
  Ipv6AddressAttribute: 'public',
  IpSource: 'amazon',
})

export function planIpv6Associated(
  ctx: Context,
  subnet: string,
  { AssociationId }: Ec2.SubnetIpv6CidrBlockAssociation,
): void {
  ctx.after('subnet-cidr-associated', 'subnet-cidr-associated', { subnet, association: AssociationId })
}

// Nobody may have an address of the block any more (EC2 API reference, DisassociateSubnetCidrBlock).
function refuseWhenInUse(
  ctx: Context,
  { record }: Held<Ec2.Subnet>,
  { Ipv6CidrBlock }: Ec2.SubnetIpv6CidrBlockAssociation,
): void {
  const id = record.SubnetId ?? ''
  if (record.Ipv6Native || takenAddressCount(ctx.store, id, 6) > 0) {
    throw new AwsError(
      'InvalidCidrBlock.InUse',
      `The subnet ${id} currently has addresses in use within CIDR block ${Ipv6CidrBlock}`,
    )
  }
  if (record.AssignIpv6AddressOnCreation) {
    throw new AwsError(
      'OperationNotPermitted',
      `Cannot disassociate the IPv6 CIDR block of subnet '${id}' while assign-ipv6-address-on-creation is true.`,
    )
  }
}

const associationIn = ({ record }: Held<Ec2.Subnet>, id: string) =>
  record.Ipv6CidrBlockAssociationSet?.find((one) => one.AssociationId === id)

const setState = (
  ctx: Context,
  subnet: Held<Ec2.Subnet>,
  id: string,
  State: Ec2.SubnetCidrBlockStateCode,
): Held<Ec2.Subnet> =>
  subnets.update(ctx, subnet, {
    Ipv6CidrBlockAssociationSet: subnet.record.Ipv6CidrBlockAssociationSet?.map((one) =>
      one.AssociationId === id ? { ...one, Ipv6CidrBlockState: { State } } : one,
    ),
  })

const unknownAssociation = doesNotExist(
  'InvalidSubnetCidrBlockAssociationID.NotFound',
  'subnet CIDR block association',
)
