import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { anyAddress } from './interface-address-requests.ts'
import { closeInterface, openInterface } from './network-interfaces.ts'
import { subnets } from './subnets.ts'
import { describeKind, requireKind } from './transit-gateway-attachment-kinds.ts'
import {
  type Attachment,
  beginDetaching,
  endAttachment,
  isAlive,
  openAttachment,
  planAvailable,
  setAttachmentState,
  transitGatewayAttachments,
  type VpcSide,
} from './transit-gateway-attachments.ts'
import { refuseTransport } from './transit-gateway-connects.ts'
import {
  asCreated,
  inInvalidState,
  requireOwner,
  requireReadyGateway,
  transitGateways,
  wasDeleted,
} from './transit-gateways.ts'
import { vpcs } from './vpcs.ts'

const isOfVpc = ({ record }: Attachment): boolean => record.ResourceType === 'vpc'

const missing = wasDeleted('InvalidTransitGatewayAttachmentID.NotFound', 'Transit Gateway VPC Attachment')

export const describeTransitGatewayVpcAttachments = describeKind('DescribeTransitGatewayVpcAttachments', {
  list: 'TransitGatewayVpcAttachments',
  is: isOfVpc,
  print,
  missing,
  filters: {
    state: ({ record }) => record.State,
    'transit-gateway-attachment-id': ({ record }) => record.TransitGatewayAttachmentId,
    'transit-gateway-id': ({ record }) => record.TransitGatewayId,
    'vpc-id': ({ record }) => record.ResourceId,
  },
})

function print(held: Attachment, ctx: Context): Ec2.TransitGatewayVpcAttachment {
  const { TransitGatewayAttachmentId, TransitGatewayId, State, CreationTime, ResourceId } = held.record
  const vpc = sideOf(held)
  return {
    TransitGatewayAttachmentId,
    TransitGatewayId,
    VpcId: ResourceId,
    VpcOwnerId: held.record.ResourceOwnerId,
    State,
    SubnetIds: vpc.subnets,
    CreationTime,
    Options: vpc.options,
    Tags: transitGatewayAttachments.tagsOf(held, ctx),
  }
}

function sideOf({ side }: Attachment): VpcSide {
  if (side.vpc) return side.vpc
  throw new Error('An attachment of a VPC has no subnets.')
}

// Transit gateway guide, tgw-vpc-attachments: what is on and off without being asked for.
const usualOptions: Ec2.TransitGatewayVpcAttachmentOptions = {
  DnsSupport: 'enable',
  SecurityGroupReferencingSupport: 'enable',
  Ipv6Support: 'disable',
  ApplianceModeSupport: 'disable',
}

export const createTransitGatewayVpcAttachment = operation(
  'ec2',
  'CreateTransitGatewayVpcAttachment',
  { fidelity: 'exact', source: 'EC2 API reference, CreateTransitGatewayVpcAttachment' },
  (input, ctx) => {
    const tags = tagsFor(input.TagSpecifications, 'transit-gateway-attachment')
    const gateway = requireReadyGateway(ctx, input.TransitGatewayId)
    const vpc = vpcs.require(ctx, input.VpcId)
    if (!input.SubnetIds.length) throw missingParameter('subnetIds')
    const chosen = requireSubnets(ctx, input.VpcId, input.SubnetIds)
    requireDistinctZones(chosen)
    refuseSecond(ctx, input.TransitGatewayId, input.VpcId)
    const isAccepted =
      gateway.account === ctx.account || gateway.record.Options?.AutoAcceptSharedAttachments === 'enable'
    const opened = openAttachment(ctx, {
      gateway,
      type: 'vpc',
      resource: input.VpcId,
      resourceOwner: vpc.account,
      state: isAccepted ? 'pending' : 'pendingAcceptance',
      tags,
      side: {
        vpc: {
          options: { ...usualOptions, ...input.Options },
          interfaces: {},
          subnets: chosen.map(({ SubnetId = '' }) => SubnetId),
        },
      },
    })
    const attachment = isAccepted ? begin(ctx, opened) : opened
    return { TransitGatewayVpcAttachment: asCreated(print(attachment, ctx)) }
  },
)

function requireSubnets(ctx: Context, vpcId: string, ids: readonly string[]): Ec2.Subnet[] {
  return ids.map((id) => {
    const subnet = subnets.find(ctx, id)?.record
    if (!subnet) throw wasDeleted('InvalidSubnetID.NotFound', 'Subnet')(id)
    if (subnet.VpcId === vpcId) return subnet
    throw invalidParameter(`Subnet ${id} does not belong to VPC ${vpcId}.`)
  })
}

// Transit gateway guide, tgw-vpc-attachments: one subnet per Availability Zone.
function requireDistinctZones(chosen: readonly Ec2.Subnet[]): void {
  const zones = new Set(chosen.map(({ AvailabilityZoneId }) => AvailabilityZoneId))
  if (zones.size === chosen.length) return
  throw new AwsError('DuplicateSubnetsInSameZone', 'Duplicate Subnets for same AZ')
}

function refuseSecond(ctx: Context, gateway: string, vpcId: string): void {
  const attached = transitGatewayAttachments.by(ctx, 'vpc', vpcId)
  if (attached.some(({ record }) => record.TransitGatewayId === gateway)) {
    throw new AwsError(
      'DuplicateTransitGatewayAttachment',
      `${gateway} has non-deleted Transit Gateway Attachments with same VPC ID.`,
    )
  }
  const limit = ctx.limit('tgws-per-vpc')
  if (attached.length < limit) return
  throw new AwsError(
    'TransitGatewayLimitExceeded',
    `You have reached the maximum number of transit gateways for VPC ${vpcId}: ${limit}.`,
  )
}

/** Puts a network interface into each subnet of an attachment that nobody has to wait for any more. */
function begin(ctx: Context, held: Attachment): Attachment {
  planAvailable(ctx, held)
  return withInterfaces(ctx, held)
}

function withInterfaces(ctx: Context, held: Attachment): Attachment {
  const vpc = sideOf(held)
  const id = transitGatewayAttachments.idOf(held)
  const owner = { ...ctx, account: held.account, region: held.region }
  const interfaces: Record<string, string> = {}
  for (const subnetId of vpc.subnets) {
    const subnet = subnets.get(ctx, subnetId)?.record
    if (subnet) interfaces[subnetId] = vpc.interfaces[subnetId] ?? openIn(owner, subnet, id)
  }
  for (const [subnetId, eni] of Object.entries(vpc.interfaces)) {
    if (!(subnetId in interfaces)) closeInterface(ctx, eni)
  }
  return transitGatewayAttachments.update(ctx, held, {}, { vpc: { ...vpc, interfaces } })
}

function openIn(ctx: Context, subnet: Ec2.Subnet, attachment: string): string {
  const { record } = openInterface(ctx, {
    subnet,
    groups: [],
    addresses: { ...anyAddress, ipv6Unsaid: false },
    description: `Network Interface for Transit Gateway Attachment ${attachment}`,
    interfaceType: 'transit_gateway',
    requesterId: requesterOf(ctx.region),
    requesterManaged: true,
  })
  return record.NetworkInterfaceId ?? ''
}

/** The account of AWS's own that runs a Region's transit gateways. */
const requesterOf = (region: string): string =>
  `30${String(scramble(`transit-gateways/${region}`)[0]).padStart(10, '0')}`

function closeInterfaces(ctx: Context, held: Attachment): Attachment {
  const vpc = sideOf(held)
  for (const eni of Object.values(vpc.interfaces)) closeInterface(ctx, eni)
  return transitGatewayAttachments.update(ctx, held, {}, { vpc: { ...vpc, interfaces: {} } })
}

export const acceptTransitGatewayVpcAttachment = operation(
  'ec2',
  'AcceptTransitGatewayVpcAttachment',
  { fidelity: 'exact', source: 'EC2 API reference, AcceptTransitGatewayVpcAttachment' },
  ({ TransitGatewayAttachmentId: id }, ctx) => {
    const held = requireWaiting(ctx, id)
    const accepted = begin(ctx, setAttachmentState(ctx, held, 'pending'))
    return { TransitGatewayVpcAttachment: asCreated(print(accepted, ctx)) }
  },
)

export const rejectTransitGatewayVpcAttachment = operation(
  'ec2',
  'RejectTransitGatewayVpcAttachment',
  { fidelity: 'exact', source: 'EC2 API reference, RejectTransitGatewayVpcAttachment' },
  ({ TransitGatewayAttachmentId: id }, ctx) => {
    const held = requireWaiting(ctx, id)
    const rejected = endAttachment(ctx, held, 'rejected')
    return { TransitGatewayVpcAttachment: asCreated(print(rejected, ctx)) }
  },
)

/** An attachment that waits for the owner of the gateway, who is the caller. */
function requireWaiting(ctx: Context, id: string): Attachment {
  const held = requireVpcAttachment(ctx, id)
  const gateway = transitGateways.get(ctx, held.record.TransitGatewayId ?? '')
  if (gateway) requireOwner(ctx, gateway)
  if (held.record.State !== 'pendingAcceptance') throw inInvalidState(id)
  return held
}

function requireVpcAttachment(ctx: Context, id: string): Attachment {
  const held = requireKind(ctx, id, isOfVpc, missing)
  if (held.record.State === 'deleted') throw missing(id)
  return held
}

export const modifyTransitGatewayVpcAttachment = operation(
  'ec2',
  'ModifyTransitGatewayVpcAttachment',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyTransitGatewayVpcAttachment' },
  ({ TransitGatewayAttachmentId: id, AddSubnetIds = [], RemoveSubnetIds = [], Options }, ctx) => {
    const held = requireVpcAttachment(ctx, id)
    requireOwner(ctx, held)
    if (held.record.State !== 'available') throw inInvalidState(id)
    const vpc = sideOf(held)
    const added = requireSubnets(ctx, held.record.ResourceId ?? '', AddSubnetIds)
    for (const subnet of RemoveSubnetIds) {
      if (!vpc.subnets.includes(subnet)) throw wasDeleted('InvalidSubnetID.NotFound', 'Subnet')(subnet)
    }
    const kept = vpc.subnets.filter((subnet) => !RemoveSubnetIds.includes(subnet))
    const after = [...requireSubnets(ctx, held.record.ResourceId ?? '', kept), ...added]
    // Transit gateway guide, tgw-vpc-attachments: never without a subnet. The words are ours.
    if (!after.length) throw invalidParameter(`${id} must have at least one subnet.`)
    requireDistinctZones(after)
    const changed = transitGatewayAttachments.update(
      ctx,
      held,
      { State: 'modifying' },
      {
        vpc: {
          ...vpc,
          options: { ...vpc.options, ...Options },
          subnets: after.map(({ SubnetId = '' }) => SubnetId),
        },
      },
    )
    const modified = withInterfaces(ctx, changed)
    planAvailable(ctx, modified)
    return { TransitGatewayVpcAttachment: print(modified, ctx) }
  },
)

export const deleteTransitGatewayVpcAttachment = operation(
  'ec2',
  'DeleteTransitGatewayVpcAttachment',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteTransitGatewayVpcAttachment' },
  ({ TransitGatewayAttachmentId: id }, ctx) => {
    const held = requireVpcAttachment(ctx, id)
    const { State } = held.record
    if (!isAlive(held) || State === 'deleting' || State === 'pending') throw inInvalidState(id)
    refuseTransport(ctx, id)
    const deleting = beginDetaching(ctx, held)
    ctx.after('transit-gateway-attachment-deleted', 'transit-gateway-interfaces-closed', { id })
    return { TransitGatewayVpcAttachment: asCreated(print(deleting, ctx)) }
  },
)

export const transitGatewayInterfacesClosed = due<{ id: string }>(
  'transit-gateway-interfaces-closed',
  ({ id }, ctx) => {
    const held = transitGatewayAttachments.get(ctx, id)
    if (held) closeInterfaces(ctx, held)
  },
)
