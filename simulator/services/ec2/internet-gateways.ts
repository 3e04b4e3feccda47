import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { describe } from '../describe.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { doesNotExist, invalidParameter } from './errors.ts'
import { vpcs } from './vpcs.ts'

const dependent = (id: string, verb = 'deleted') =>
  new AwsError('DependencyViolation', `The internetGateway '${id}' has dependencies and cannot be ${verb}.`)

export const internetGateways = family<Ec2.InternetGateway>({
  service: 'ec2',
  resource: 'internet-gateway',
  id: 'InternetGatewayId',
  prefix: 'igw',
  missing: doesNotExist('InvalidInternetGatewayID.NotFound', 'internetGateway'),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.Attachments?.map(({ VpcId = '' }) => VpcId) },
  },
  quota: {
    id: 'internet-gateways-per-region',
    error: () =>
      new AwsError(
        'InternetGatewayLimitExceeded',
        'The maximum number of internet gateways has been reached.',
      ),
  },
  inUse: (id) => dependent(id),
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:internet-gateway/${record.InternetGatewayId}`,
  filters: {
    'attachment.state': ({ record }) => record.Attachments?.map((one) => one.State),
    'attachment.vpc-id': {
      index: 'vpc',
      read: ({ record }) => record.Attachments?.map((one) => one.VpcId),
    },
    'internet-gateway-id': ({ record }) => record.InternetGatewayId,
    'owner-id': ({ record }) => record.OwnerId,
  },
})

export const describeInternetGateways = describe(
  'ec2',
  'DescribeInternetGateways',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeInternetGateways' },
  internetGateways,
  { ids: 'InternetGatewayIds', list: 'InternetGateways' },
)

export const createInternetGateway = operation(
  'ec2',
  'CreateInternetGateway',
  { fidelity: 'exact', source: 'EC2 API reference, CreateInternetGateway' },
  ({ TagSpecifications }, ctx) => {
    const gateway = internetGateways.create(ctx, {
      Attachments: [],
      InternetGatewayId: ctx.newId('igw'),
      OwnerId: ctx.account,
      Tags: tagsFor(TagSpecifications, 'internet-gateway'),
    })
    return { InternetGateway: internetGateways.print(ctx, gateway) }
  },
)

// CLI reference, describe-internet-gateways: the state of these attachments is `available`, which the model's
// list of states does not have.
const available = 'available' as string as Ec2.AttachmentStatus
const attachedTo = (VpcId: string) => [{ State: available, VpcId }]

/** A gateway that is attached from the start, as that of a default VPC. */
export function openInternetGateway(ctx: Context, vpcId: string): string {
  const InternetGatewayId = ctx.newId('igw')
  internetGateways.create(ctx, {
    Attachments: attachedTo(vpcId),
    InternetGatewayId,
    OwnerId: ctx.account,
    Tags: [],
  })
  return InternetGatewayId
}

export const deleteInternetGateway = operation(
  'ec2',
  'DeleteInternetGateway',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteInternetGateway' },
  ({ InternetGatewayId }, ctx) => {
    const gateway = internetGateways.require(ctx, InternetGatewayId)
    if (gateway.record.Attachments?.length) throw dependent(InternetGatewayId)
    internetGateways.delete(ctx, gateway)
    return {}
  },
)

export const attachInternetGateway = operation(
  'ec2',
  'AttachInternetGateway',
  { fidelity: 'exact', source: 'EC2 API reference, AttachInternetGateway' },
  ({ InternetGatewayId, VpcId }, ctx) => {
    const gateway = internetGateways.require(ctx, InternetGatewayId)
    vpcs.require(ctx, VpcId)
    const [attachment] = gateway.record.Attachments ?? []
    if (attachment) {
      throw new AwsError(
        'Resource.AlreadyAssociated',
        `resource ${InternetGatewayId} is already attached to network ${attachment.VpcId}`,
      )
    }
    if (internetGateways.count(ctx, 'vpc', VpcId)) {
      throw invalidParameter(`Network ${VpcId} already has an internet gateway attached`)
    }
    internetGateways.update(ctx, gateway, { Attachments: attachedTo(VpcId) })
    return {}
  },
)

export const detachInternetGateway = operation(
  'ec2',
  'DetachInternetGateway',
  { fidelity: 'exact', source: 'EC2 API reference, DetachInternetGateway' },
  ({ InternetGatewayId, VpcId }, ctx) => {
    const gateway = internetGateways.require(ctx, InternetGatewayId)
    vpcs.require(ctx, VpcId)
    if (!gateway.record.Attachments?.some((one) => one.VpcId === VpcId)) {
      throw new AwsError(
        'Gateway.NotAttached',
        `resource ${InternetGatewayId} is not attached to network ${VpcId}`,
      )
    }
    if (hasPublicAddresses(ctx, VpcId)) {
      throw new AwsError(
        'DependencyViolation',
        `Network ${VpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
      )
    }
    // VPC user guide, gateway-route-tables: the gateway's route table is disassociated first.
    if (internetGateways.isInUse(ctx, InternetGatewayId)) throw dependent(InternetGatewayId, 'detached')
    internetGateways.update(ctx, gateway, { Attachments: [] })
    return {}
  },
)

/** Whether a network interface of the VPC has a public address, of its own or an Elastic IP. */
function hasPublicAddresses(ctx: Context, vpcId: string): boolean {
  const interfaces = ctx.families.all.find(({ name }) => name === 'ec2:network-interface')
  if (!interfaces) return false
  return interfaces.by(ctx, 'vpc', vpcId).some(({ record }) => {
    const { Association, PrivateIpAddresses } = record as Ec2.NetworkInterface
    return Association !== undefined || PrivateIpAddresses?.some((one) => one.Association !== undefined)
  })
}
