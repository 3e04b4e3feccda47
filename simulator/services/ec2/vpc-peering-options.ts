import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { missingParameter } from './errors.ts'
import { isAt, type PeeringConnection, peeringConnections } from './vpc-peering-connections.ts'
import { vpcs } from './vpcs.ts'

type Options = Ec2.PeeringConnectionOptionsRequest

export const modifyVpcPeeringConnectionOptions = operation(
  'ec2',
  'ModifyVpcPeeringConnectionOptions',
  {
    fidelity: { simplified: 'ClassicLink, which AWS has retired, cannot be switched on.' },
    source: 'EC2 API reference, ModifyVpcPeeringConnectionOptions',
  },
  ({ VpcPeeringConnectionId: id, ...input }, ctx) => {
    const { AccepterPeeringConnectionOptions: accepter, RequesterPeeringConnectionOptions: requester } = input
    const held = peeringConnections.require(ctx, id)
    if (!accepter && !requester) throw missingParameter('AccepterPeeringConnectionOptions')
    if (held.record.Status?.Code !== 'active') {
      throw new AwsError(
        'OperationNotPermitted',
        `Peering ${id} is not active. Peering options can be added only to active peerings.`,
      )
    }
    const { AccepterVpcInfo, RequesterVpcInfo } = held.record
    if (accepter) requireMayChange(ctx, held, AccepterVpcInfo, accepter, 'accepter')
    if (requester) requireMayChange(ctx, held, RequesterVpcInfo, requester, 'requester')
    const changed = peeringConnections.update(ctx, held, {
      ...(accepter && { AccepterVpcInfo: withOptions(AccepterVpcInfo, accepter) }),
      ...(requester && { RequesterVpcInfo: withOptions(RequesterVpcInfo, requester) }),
    })
    return {
      ...(accepter && {
        AccepterPeeringConnectionOptions: changed.record.AccepterVpcInfo?.PeeringOptions,
      }),
      ...(requester && {
        RequesterPeeringConnectionOptions: changed.record.RequesterVpcInfo?.PeeringOptions,
      }),
    }
  },
)

const withOptions = (
  side: Ec2.VpcPeeringConnectionVpcInfo | undefined,
  options: Options,
): Ec2.VpcPeeringConnectionVpcInfo => ({ ...side, PeeringOptions: { ...side?.PeeringOptions, ...options } })

function requireMayChange(
  ctx: Context,
  held: PeeringConnection,
  side: Ec2.VpcPeeringConnectionVpcInfo | undefined,
  options: Options,
  role: 'accepter' | 'requester',
): void {
  const id = peeringConnections.idOf(held)
  // Peering guide, modify-peering-connections: each owner changes the own VPC's side, in that VPC's Region.
  if (!isAt(ctx, side)) {
    throw new AwsError(
      'OperationNotPermitted',
      `User (${ctx.account}) cannot modify the ${role} peering options of ${id} in region ${ctx.region}`,
    )
  }
  if (
    options.AllowEgressFromLocalClassicLinkToRemoteVpc ||
    options.AllowEgressFromLocalVpcToRemoteClassicLink
  ) {
    throw new AwsError('UnsupportedOperation', 'The functionality you requested is not available.')
  }
  if (options.AllowDnsResolutionFromRemoteVpc) requireDns(ctx, held)
}

// Peering guide, vpc-peering-dns: "Both VPCs must be enabled for DNS hostnames and DNS resolution."
function requireDns(ctx: Context, { record }: PeeringConnection): void {
  for (const { VpcId } of [record.RequesterVpcInfo ?? {}, record.AccepterVpcInfo ?? {}]) {
    const side = vpcs.get(ctx, VpcId ?? '')?.side
    if (side?.dnsHostnames && side.dnsSupport) continue
    throw new AwsError(
      'InvalidVpcPeeringConnectionState.DnsHostnamesDisabled',
      `DNS resolution and DNS hostnames must be enabled for the VPC ${VpcId}.`,
    )
  }
}
