import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import type { ActingService } from '../service-callers.ts'
import { mayPublish } from '../sns/publishing-rights.ts'
import { topics } from '../sns/topics.ts'
import { endpointServices, serviceTypeOf } from './endpoint-services.ts'
import { invalidCombination, missingParameter } from './errors.ts'
import { badEndpoint, unsuccessful } from './vpc-endpoint-errors.ts'
import { cappedPage, vpcEndpoints } from './vpc-endpoints.ts'

const guide = 'PrivateLink guide, create-notification-endpoint-service'

const noSuchNotification = (id: string) =>
  new AwsError('InvalidConnectionNotification', `The Connection Notification Id '${id}' does not exist`)

export type ConnectionNotification = Held<Ec2.ConnectionNotification>

export const connectionNotifications = family<Ec2.ConnectionNotification>({
  service: 'ec2',
  resource: 'vpc-endpoint-connection-notification',
  id: 'ConnectionNotificationId',
  prefix: 'vpce-nfn',
  missing: noSuchNotification,
  references: {
    service: { to: 'ec2:vpc-endpoint-service', read: ({ record }) => record.ServiceId, blocks: false },
    endpoint: { to: 'ec2:vpc-endpoint', read: ({ record }) => record.VpcEndpointId, blocks: false },
  },
  filters: {
    'connection-notification-arn': ({ record }) => record.ConnectionNotificationArn,
    'connection-notification-id': ({ record }) => record.ConnectionNotificationId,
    'connection-notification-state': ({ record }) => record.ConnectionNotificationState,
    'connection-notification-type': ({ record }) => record.ConnectionNotificationType,
    'service-id': { index: 'service', read: ({ record }) => record.ServiceId },
    'vpc-endpoint-id': { index: 'endpoint', read: ({ record }) => record.VpcEndpointId },
  },
})

export const connectionEvents = ['Accept', 'Connect', 'Delete', 'Reject'] as const
export type ConnectionEvent = (typeof connectionEvents)[number]

export const createVpcEndpointConnectionNotification = operation(
  'ec2',
  'CreateVpcEndpointConnectionNotification',
  {
    fidelity: {
      simplified:
        'AWS does not document what a notification says; here it is JSON with the event, the VPC endpoint, its owner and its state.',
    },
    source: `EC2 API reference, CreateVpcEndpointConnectionNotification; ${guide}`,
  },
  (input, ctx) => {
    const { ServiceId, VpcEndpointId, ConnectionNotificationArn, ClientToken } = input
    if (ServiceId === undefined && VpcEndpointId === undefined)
      throw missingParameter('serviceId or vpcEndpointId')
    if (ServiceId !== undefined && VpcEndpointId !== undefined) {
      throw invalidCombination('The parameter serviceId cannot be used with the parameter vpcEndpointId')
    }
    const target = ServiceId === undefined ? ofEndpoint(ctx, VpcEndpointId) : ofService(ctx, ServiceId)
    const notification = connectionNotifications.create(ctx, {
      ConnectionNotificationId: ctx.newId('vpce-nfn'),
      ...target,
      ConnectionNotificationType: 'Topic',
      ConnectionNotificationArn,
      ConnectionEvents: readEvents(input.ConnectionEvents),
      ConnectionNotificationState: 'Enabled',
    })
    requireTopic(ctx, notification)
    const { record } = notification
    return { ConnectionNotification: record, ...(ClientToken !== undefined && { ClientToken }) }
  },
)

function ofService(ctx: Context, ServiceId: string): Ec2.ConnectionNotification {
  const { record, region } = endpointServices.require(ctx, ServiceId)
  if (serviceTypeOf(record) !== 'Interface') throw onlyInterface()
  return { ServiceId, ServiceRegion: region }
}

function ofEndpoint(ctx: Context, id: string | undefined): Ec2.ConnectionNotification {
  const { record } = vpcEndpoints.require(ctx, id)
  if (record.VpcEndpointType !== 'Interface') throw onlyInterface()
  return { VpcEndpointId: id, ServiceRegion: record.ServiceRegion }
}

const onlyInterface = () =>
  badEndpoint('Connection notifications are only supported for Interface type VPC Endpoints.')

/** Who speaks to the topic of a notification, and for whom: the same guide, "Add an access policy". */
export function publisherFor({ account, region, record }: ConnectionNotification): ActingService {
  const { ServiceId, VpcEndpointId } = record
  const of = ServiceId === undefined ? `vpc-endpoint/${VpcEndpointId}` : `vpc-endpoint-service/${ServiceId}`
  return {
    service: 'vpce.amazonaws.com',
    sourceArn: `arn:aws:ec2:${region}:${account}:${of}`,
    sourceAccount: account,
  }
}

function requireTopic(ctx: Context, notification: ConnectionNotification): void {
  const { ConnectionNotificationArn: arn = '' } = notification.record
  const topic = topics.get(ctx, arn)
  if (topic && mayPublish(ctx, publisherFor(notification), topic)) return
  throw new AwsError('InvalidTargetArn.Unknown', `The target ARN '${arn}' is unknown`)
}

function readEvents(asked: readonly string[]): ConnectionEvent[] {
  const odd = asked.find((one) => !connectionEvents.some((event) => event === one))
  if (odd !== undefined || !asked.length) {
    throw badEndpoint(`Value (${odd ?? ''}) for parameter ConnectionEvents is invalid.`)
  }
  return connectionEvents.filter((event) => asked.includes(event))
}

export const modifyVpcEndpointConnectionNotification = operation(
  'ec2',
  'ModifyVpcEndpointConnectionNotification',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyVpcEndpointConnectionNotification' },
  ({ ConnectionNotificationId, ConnectionNotificationArn, ConnectionEvents }, ctx) => {
    const held = connectionNotifications.require(ctx, ConnectionNotificationId)
    const changed = connectionNotifications.update(ctx, held, {
      ...(ConnectionNotificationArn !== undefined && { ConnectionNotificationArn }),
      ...(ConnectionEvents && { ConnectionEvents: readEvents(ConnectionEvents) }),
    })
    if (ConnectionNotificationArn !== undefined) requireTopic(ctx, changed)
    return { ReturnValue: true }
  },
)

export const deleteVpcEndpointConnectionNotifications = operation(
  'ec2',
  'DeleteVpcEndpointConnectionNotifications',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteVpcEndpointConnectionNotifications' },
  ({ ConnectionNotificationIds }, ctx) => {
    const Unsuccessful: Ec2.UnsuccessfulItem[] = []
    for (const id of ConnectionNotificationIds) {
      const held = connectionNotifications.find(ctx, id)
      if (held) connectionNotifications.remove(ctx, held)
      else Unsuccessful.push(unsuccessful(id, noSuchNotification(id)))
    }
    return { Unsuccessful }
  },
)

export const describeVpcEndpointConnectionNotifications = operation(
  'ec2',
  'DescribeVpcEndpointConnectionNotifications',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcEndpointConnectionNotifications' },
  (input, ctx) => {
    const { ConnectionNotificationId: id } = input
    const selected = connectionNotifications.select(ctx, id === undefined ? undefined : [id], input.Filters)
    const { items, NextToken } = page(selected, cappedPage(input))
    return { ConnectionNotificationSet: items.map(({ record }) => record), ...(NextToken && { NextToken }) }
  },
)

/** Nobody is told of what is gone. */
export function dropNotifications(ctx: Pick<Context, 'store'>, of: 'service' | 'endpoint', id: string): void {
  for (const held of connectionNotifications.by(ctx, of, id)) connectionNotifications.remove(ctx, held)
}
