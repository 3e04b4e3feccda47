import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { cell, type Store, table } from '../../kernel/store.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { endpointServices, serviceTypeOf } from './endpoint-services.ts'
import { invalidCombination, missingParameter } from './errors.ts'
import { badEndpoint, unsuccessful } from './vpc-endpoint-errors.ts'
import { cappedPage, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

const guide = 'PrivateLink guide, create-notification-endpoint-service'

const noSuchNotification = (id: string) =>
  new AwsError('InvalidConnectionNotification', `The Connection Notification Id '${id}' does not exist`)

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
    fidelity: { simplified: "The topic's policy is not asked whether vpce.amazonaws.com may publish." },
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
    requireTopic(ctx, ConnectionNotificationArn)
    const { record } = connectionNotifications.create(ctx, {
      ConnectionNotificationId: ctx.newId('vpce-nfn'),
      ...target,
      ConnectionNotificationType: 'Topic',
      ConnectionNotificationArn,
      ConnectionEvents: readEvents(input.ConnectionEvents),
      ConnectionNotificationState: 'Enabled',
    })
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

// An unknown topic is told apart only where SNS is simulated.
function requireTopic(ctx: Context, arn: string): void {
  const topics = ctx.families.all.find(({ name }) => name === 'sns:topic')
  const isArn = /^arn:aws:sns:[a-z0-9-]+:\d{12}:[\w-]+(\.fifo)?$/.test(arn)
  if (isArn && (!topics || topics.get(ctx, arn))) return
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
    if (ConnectionNotificationArn !== undefined) requireTopic(ctx, ConnectionNotificationArn)
    connectionNotifications.update(ctx, held, {
      ...(ConnectionNotificationArn !== undefined && { ConnectionNotificationArn }),
      ...(ConnectionEvents && { ConnectionEvents: readEvents(ConnectionEvents) }),
    })
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

/** Something that happened to a connection, and the topic that is to hear of it. */
export interface ConnectionNotice {
  readonly number: number
  readonly at: number
  readonly account: string
  readonly region: string
  readonly notification: string
  readonly topic: string
  readonly event: ConnectionEvent
  readonly endpoint: string
  readonly service: string
}

export const connectionNotices = table<ConnectionNotice>(
  'ec2:connection-notice',
  ({ number }) => String(number),
  {
    topic: ({ topic }) => topic,
  },
)
const notices = cell('ec2:connection-notices', 0)

/** Tells those who asked to be told: the provider of the service and the owner of the endpoint. */
export function announce(
  ctx: Pick<Context, 'store' | 'now'>,
  event: ConnectionEvent,
  endpoint: VpcEndpoint,
): void {
  const { service = '' } = endpoint.side
  const listeners = [
    ...connectionNotifications.by(ctx, 'service', service),
    ...connectionNotifications.by(ctx, 'endpoint', vpcEndpoints.idOf(endpoint)),
  ]
  for (const listener of listeners) {
    if (listener.record.ConnectionEvents?.includes(event)) notify(ctx, event, endpoint, listener)
  }
}

function notify(
  { store, now }: { readonly store: Store; readonly now: number },
  event: ConnectionEvent,
  { record }: VpcEndpoint,
  { account, region, record: notification }: Held<Ec2.ConnectionNotification>,
): void {
  const number = store.read(notices) + 1
  store.set(notices, number)
  store.put(connectionNotices, {
    number,
    at: now,
    account,
    region,
    notification: notification.ConnectionNotificationId ?? '',
    topic: notification.ConnectionNotificationArn ?? '',
    event,
    endpoint: record.VpcEndpointId ?? '',
    service: record.ServiceName ?? '',
  })
}

/** Nobody is told of what is gone. */
export function dropNotifications(ctx: Pick<Context, 'store'>, of: 'service' | 'endpoint', id: string): void {
  for (const held of connectionNotifications.by(ctx, of, id)) connectionNotifications.remove(ctx, held)
}
