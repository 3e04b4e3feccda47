import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { invalidParameter } from './errors.ts'
import { describeKind, requireKind } from './transit-gateway-attachment-kinds.ts'
import {
  type Attachment,
  beginDetaching,
  openAttachment,
  planAvailable,
  requireAttachment,
  transitGatewayAttachments,
} from './transit-gateway-attachments.ts'
import { asCreated, inInvalidState, requireReadyGateway, wasDeleted } from './transit-gateways.ts'

// An attachment for a network appliance, which speaks GRE and BGP over another attachment.

const isConnect = ({ side }: Attachment): boolean => side.connect !== undefined

const missing = wasDeleted('InvalidTransitGatewayAttachmentID.NotFound', 'Transit Gateway Connect')

export const describeTransitGatewayConnects = describeKind('DescribeTransitGatewayConnects', {
  list: 'TransitGatewayConnects',
  is: isConnect,
  print,
  missing,
  filters: {
    'options.protocol': ({ side }) => side.connect?.protocol,
    state: ({ record }) => record.State,
    'transit-gateway-attachment-id': ({ record }) => record.TransitGatewayAttachmentId,
    'transit-gateway-id': ({ record }) => record.TransitGatewayId,
    'transport-transit-gateway-attachment-id': ({ side }) => side.connect?.transport,
  },
})

function print(held: Attachment, ctx: Context): Ec2.TransitGatewayConnect {
  const { TransitGatewayAttachmentId, TransitGatewayId, State, CreationTime } = held.record
  return {
    TransitGatewayAttachmentId,
    TransportTransitGatewayAttachmentId: held.side.connect?.transport,
    TransitGatewayId,
    State,
    CreationTime,
    Options: { Protocol: held.side.connect?.protocol },
    Tags: transitGatewayAttachments.tagsOf(held, ctx),
  }
}

const transports: readonly (string | undefined)[] = ['vpc', 'direct-connect-gateway']

export const createTransitGatewayConnect = operation(
  'ec2',
  'CreateTransitGatewayConnect',
  {
    fidelity: { simplified: 'Connect peers do not exist, so that no route ever comes over the attachment.' },
    source: 'EC2 API reference, CreateTransitGatewayConnect',
  },
  ({ TransportTransitGatewayAttachmentId: transport, Options, TagSpecifications }, ctx) => {
    const tags = tagsFor(TagSpecifications, 'transit-gateway-attachment')
    const { record } = requireAttachment(ctx, transport)
    if (record.State !== 'available') throw inInvalidState(transport)
    // Transit gateway guide, tgw-connect: over an attachment of a VPC or of Direct Connect. The words are ours.
    if (!transports.includes(record.ResourceType)) {
      throw invalidParameter(`The attachment ${transport} cannot be the transport of a Connect attachment.`)
    }
    if (Options.Protocol !== 'gre') {
      throw invalidParameter(`Value (${String(Options.Protocol)}) for parameter protocol is invalid.`)
    }
    const held = openAttachment(ctx, {
      gateway: requireReadyGateway(ctx, record.TransitGatewayId ?? ''),
      type: 'connect',
      resource: transport,
      resourceOwner: ctx.account,
      state: 'pending',
      tags,
      side: { connect: { transport, protocol: Options.Protocol } },
    })
    planAvailable(ctx, held)
    return { TransitGatewayConnect: asCreated(print(held, ctx)) }
  },
)

export const deleteTransitGatewayConnect = operation(
  'ec2',
  'DeleteTransitGatewayConnect',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteTransitGatewayConnect' },
  ({ TransitGatewayAttachmentId: id }, ctx) => {
    const held = requireKind(ctx, id, isConnect, missing)
    if (held.record.State === 'deleted') throw missing(id)
    if (held.record.State !== 'available') throw inInvalidState(id)
    return { TransitGatewayConnect: asCreated(print(beginDetaching(ctx, held), ctx)) }
  },
)

/** Refuses to take away what a Connect attachment goes over. */
export function refuseTransport(ctx: Context, id: string): void {
  const [first] = transitGatewayAttachments.by(ctx, 'transport', id)
  if (!first) return
  const connect = transitGatewayAttachments.idOf(first)
  throw new AwsError('IncorrectState', `${id} has non-deleted Connect Attachments: ${connect}.`)
}
