import { type Context, timestamp } from '../context.ts'
import { present } from '../present.ts'
import { notify } from '../sns/publishing.ts'
import {
  type ConnectionEvent,
  type ConnectionNotification,
  connectionNotifications,
  publisherFor,
} from './endpoint-connection-notifications.ts'
import { stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

/** Tells those who asked to be told: the provider of the service and the owner of the endpoint. */
export function announce(ctx: Context, event: ConnectionEvent, endpoint: VpcEndpoint): void {
  const { service = '' } = endpoint.side
  const listeners = [
    ...connectionNotifications.by(ctx, 'service', service),
    ...connectionNotifications.by(ctx, 'endpoint', vpcEndpoints.idOf(endpoint)),
  ]
  for (const listener of listeners) {
    const { ConnectionEvents, ConnectionNotificationState, ConnectionNotificationArn = '' } = listener.record
    if (ConnectionNotificationState !== 'Enabled' || !ConnectionEvents?.includes(event)) continue
    notify(ctx, publisherFor(listener), ConnectionNotificationArn, {
      Subject: 'VPC endpoint connection notification',
      Message: messageOf(ctx, event, endpoint, listener),
    })
  }
}

// NOT MODELLED: the very text, which AWS does not document.
function messageOf(
  { now }: Context,
  event: ConnectionEvent,
  endpoint: VpcEndpoint,
  { record: notification }: ConnectionNotification,
): string {
  const { VpcEndpointId, OwnerId, ServiceName, ServiceRegion } = endpoint.record
  const { ConnectionNotificationId, ServiceId } = notification
  return JSON.stringify(
    present({
      event,
      eventTime: timestamp(now),
      connectionNotificationId: ConnectionNotificationId,
      serviceId: ServiceId,
      serviceName: ServiceName,
      serviceRegion: ServiceRegion,
      vpcEndpointId: VpcEndpointId,
      vpcEndpointOwner: OwnerId,
      vpcEndpointRegion: endpoint.region,
      vpcEndpointState: stateOf(endpoint),
    }),
  )
}
