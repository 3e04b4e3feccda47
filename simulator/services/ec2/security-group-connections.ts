import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { type Attachment, transitGatewayAttachments } from './transit-gateway-attachments.ts'
import { transitGateways } from './transit-gateways.ts'
import { peeringsInForce } from './vpc-peering-connections.ts'

/**
 * What lets a security group of one VPC name a group of another one in the same Region: an active peering connection,
 * or a transit gateway that supports it. Undefined where nothing does. Peering guide, vpc-peering-security-groups;
 * transit gateway guide, tgw-vpc-attachments.
 */
export function connectionBetween(
  ctx: Pick<Context, 'store'>,
  ours: readonly string[],
  theirs: readonly string[],
): Partial<Ec2.ReferencedSecurityGroup> | undefined {
  const peering = ours
    .flatMap((vpc) => peeringsInForce(ctx, vpc))
    .find(({ record }) => {
      const { RequesterVpcInfo: a, AccepterVpcInfo: b } = record
      const isOurs = (id = '') => ours.includes(id)
      const isTheirs = (id = '') => theirs.includes(id)
      const joins = (isOurs(a?.VpcId) && isTheirs(b?.VpcId)) || (isOurs(b?.VpcId) && isTheirs(a?.VpcId))
      return joins && record.Status?.Code === 'active' && a?.Region === b?.Region
    })
  if (peering) {
    return { VpcPeeringConnectionId: peering.record.VpcPeeringConnectionId, PeeringStatus: 'active' }
  }
  const gateways = gatewaysThatSupportReferences(ctx, ours)
  return gatewaysThatSupportReferences(ctx, theirs).some((id) => gateways.includes(id)) ? {} : undefined
}

const gatewaysThatSupportReferences = (
  ctx: Pick<Context, 'store'>,
  vpcs: readonly string[],
): (string | undefined)[] =>
  vpcs
    .flatMap((vpc) => transitGatewayAttachments.by(ctx, 'vpc', vpc))
    .filter((held) => supportsReferences(ctx, held))
    .map(({ record }) => record.TransitGatewayId)

/** Whether groups behind an attachment may be named: the switch has to be on at the gateway and at both attachments. */
export function supportsReferences(ctx: Pick<Context, 'store'>, { record, side }: Attachment): boolean {
  const gateway = transitGateways.get(ctx, record.TransitGatewayId ?? '')
  return (
    (record.State === 'available' || record.State === 'modifying') &&
    side.vpc?.options.SecurityGroupReferencingSupport === 'enable' &&
    gateway?.record.Options?.SecurityGroupReferencingSupport === 'enable'
  )
}
