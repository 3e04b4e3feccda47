import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { zonesOf } from '../../world/catalogue/regions.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { doesNotExist, invalidParameter } from './errors.ts'
import { routeTables } from './route-tables.ts'
import { vpcs } from './vpcs.ts'

type HeldVpnGateway = Held<Ec2.VpnGateway>

const noSuchGateway = doesNotExist('InvalidVpnGatewayID.NotFound', 'vpnGateway')

export const vpnGateways = family<Ec2.VpnGateway>({
  service: 'ec2',
  resource: 'vpn-gateway',
  id: 'VpnGatewayId',
  prefix: 'vgw',
  missing: noSuchGateway,
  tags: { member: 'Tags', whenEmpty: 'left-out' },
  // A gateway goes on listing the VPC that it was last attached to.
  references: { vpc: { to: 'ec2:vpc', read: (held) => currentAttachment(held)?.VpcId } },
  quota: {
    id: 'vgws-per-region',
    counts: ({ record }) => record.State !== 'deleted',
    error: () =>
      new AwsError(
        'VpnGatewayLimitExceeded',
        'The maximum number of virtual private gateways has been reached.',
      ),
  },
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:vpn-gateway/${record.VpnGatewayId}`,
  filters: {
    'amazon-side-asn': ({ record }) => record.AmazonSideAsn,
    'attachment.state': ({ record }) => record.VpcAttachments?.map((one) => one.State),
    'attachment.vpc-id': ({ record }) => record.VpcAttachments?.map((one) => one.VpcId),
    'availability-zone': ({ record }) => record.AvailabilityZone,
    state: ({ record }) => record.State,
    type: ({ record }) => record.Type,
    'vpn-gateway-id': ({ record }) => record.VpnGatewayId,
  },
})

const currentAttachment = ({ record }: HeldVpnGateway): Ec2.VpcAttachment | undefined =>
  record.VpcAttachments?.find(({ State }) => State !== 'detached')

export const describeVpnGateways = describe(
  'ec2',
  'DescribeVpnGateways',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpnGateways' },
  vpnGateways,
  { ids: 'VpnGatewayIds', list: 'VpnGateways' },
)

const defaultAsn = 64512
// EC2 API reference, CreateVpnGateway: private AS numbers of 16 and of 32 bits.
const privateAsns = [
  [64512, 65534],
  [4200000000, 4294967294],
] as const

export const createVpnGateway = operation(
  'ec2',
  'CreateVpnGateway',
  { fidelity: 'exact', source: 'EC2 API reference, CreateVpnGateway' },
  ({ Type, AmazonSideAsn = defaultAsn, AvailabilityZone, TagSpecifications }, ctx) => {
    const Tags = tagsFor(TagSpecifications, 'vpn-gateway')
    if (!privateAsns.some(([first, last]) => first <= AmazonSideAsn && AmazonSideAsn <= last)) {
      throw invalidParameter(
        `Value (${AmazonSideAsn}) for parameter amazonSideAsn is invalid. The ASN must be between 64512 and 65534, or between 4200000000 and 4294967294.`,
      )
    }
    if (AvailabilityZone !== undefined) requireZone(ctx, AvailabilityZone)
    const gateway = vpnGateways.create(ctx, {
      AmazonSideAsn,
      Tags,
      VpnGatewayId: ctx.newId('vgw'),
      State: 'available',
      Type,
      ...(AvailabilityZone !== undefined && { AvailabilityZone }),
      VpcAttachments: [],
    })
    return { VpnGateway: vpnGateways.print(ctx, gateway) }
  },
)

function requireZone(ctx: Context, zone: string): void {
  if (zonesOf(ctx.account, ctx.region).some(({ name }) => name === zone)) return
  throw invalidParameter(`Invalid availability zone: [${zone}]`)
}

export const deleteVpnGateway = operation(
  'ec2',
  'DeleteVpnGateway',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteVpnGateway' },
  ({ VpnGatewayId }, ctx) => {
    const gateway = requireGateway(ctx, VpnGatewayId)
    if (currentAttachment(gateway) || vpnGateways.isInUse(ctx, VpnGatewayId)) {
      throw new AwsError('IncorrectState', 'The VPN gateway is in use.')
    }
    vpnGateways.update(ctx, gateway, { State: 'deleted', VpcAttachments: [] })
    ctx.after('vpn-gateway-forgotten', 'vpn-gateway-forgotten', { id: VpnGatewayId })
    return {}
  },
)

export const vpnGatewayForgotten = due<{ id: string }>('vpn-gateway-forgotten', ({ id }, ctx) => {
  const gateway = vpnGateways.get(ctx, id)
  if (gateway) vpnGateways.remove(ctx, gateway)
})

export const attachVpnGateway = operation(
  'ec2',
  'AttachVpnGateway',
  { fidelity: 'exact', source: 'EC2 API reference, AttachVpnGateway' },
  ({ VpnGatewayId, VpcId }, ctx) => {
    const gateway = requireGateway(ctx, VpnGatewayId)
    vpcs.require(ctx, VpcId)
    const current = currentAttachment(gateway)
    if (current?.VpcId === VpcId) return { VpcAttachment: current }
    if (current) {
      throw new AwsError(
        'VpnGatewayAttachmentLimitExceeded',
        'The maximum number of virtual private gateway attachments has been reached.',
      )
    }
    if (vpnGateways.count(ctx, 'vpc', VpcId)) {
      throw new AwsError(
        'InvalidVpcState',
        `VPC ${VpcId} is currently attached to the Virtual Private Gateway.`,
      )
    }
    ctx.after('vpn-gateway-attached', 'vpn-gateway-attached', { id: VpnGatewayId })
    return { VpcAttachment: setAttachment(ctx, gateway, { VpcId, State: 'attaching' }) }
  },
)

export const vpnGatewayAttached = due<{ id: string }>('vpn-gateway-attached', ({ id }, ctx) => {
  const gateway = vpnGateways.get(ctx, id)
  const current = gateway && currentAttachment(gateway)
  if (gateway && current?.State === 'attaching')
    setAttachment(ctx, gateway, { ...current, State: 'attached' })
})

export const detachVpnGateway = operation(
  'ec2',
  'DetachVpnGateway',
  { fidelity: 'exact', source: 'EC2 API reference, DetachVpnGateway' },
  ({ VpnGatewayId, VpcId }, ctx) => {
    const gateway = requireGateway(ctx, VpnGatewayId)
    const current = currentAttachment(gateway)
    if (current?.VpcId !== VpcId) {
      throw new AwsError(
        'InvalidVpnGatewayAttachment.NotFound',
        `The attachment with vpn gateway ID '${VpnGatewayId}' and vpc ID '${VpcId}' does not exist`,
      )
    }
    // VPC user guide, gateway-route-tables: the gateway's route table is disassociated first.
    if (routeTables.count(ctx, 'vpn-gateway', VpnGatewayId)) {
      throw new AwsError(
        'DependencyViolation',
        `The vpnGateway '${VpnGatewayId}' has dependencies and cannot be detached.`,
      )
    }
    if (current.State !== 'detaching') {
      setAttachment(ctx, gateway, { VpcId, State: 'detaching' })
      ctx.after('vpn-gateway-attached', 'vpn-gateway-detached', { id: VpnGatewayId })
    }
    return {}
  },
)

export const vpnGatewayDetached = due<{ id: string }>('vpn-gateway-detached', ({ id }, ctx) => {
  const gateway = vpnGateways.get(ctx, id)
  const current = gateway && currentAttachment(gateway)
  if (!gateway || current?.State !== 'detaching') return
  setAttachment(ctx, gateway, { ...current, State: 'detached' })
  // Only a gateway that is attached can propagate its routes.
  for (const table of routeTables.by(ctx, 'propagating', id)) {
    const kept = table.record.PropagatingVgws?.filter((one) => one.GatewayId !== id)
    routeTables.update(ctx, table, { PropagatingVgws: kept })
  }
})

function setAttachment(
  ctx: Pick<Context, 'store'>,
  gateway: HeldVpnGateway,
  attachment: Ec2.VpcAttachment,
): Ec2.VpcAttachment {
  vpnGateways.update(ctx, gateway, { VpcAttachments: [attachment] })
  return attachment
}

/** A gateway that was deleted is shown for a while, but nothing can be done with it. */
function requireGateway(ctx: Context, id: string): HeldVpnGateway {
  const gateway = vpnGateways.require(ctx, id)
  if (gateway.record.State === 'deleted') throw noSuchGateway(id)
  return gateway
}
