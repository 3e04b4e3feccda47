import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { announce } from './endpoint-connection-events.ts'
import { dropNotifications } from './endpoint-connection-notifications.ts'
import { closeConnection } from './endpoint-connections.ts'
import { removeEndpointRoutes } from './gateway-endpoint-routes.ts'
import { closeInterface } from './network-interfaces.ts'
import { routeTables } from './route-tables.ts'
import { dependsOnGateway, gatewayEndpointsFor } from './vpc-endpoint-dns-options.ts'
import { badEndpoint, unsuccessful } from './vpc-endpoint-errors.ts'
import { setState, stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

export const deleteVpcEndpoints = operation(
  'ec2',
  'DeleteVpcEndpoints',
  {
    fidelity: 'exact',
    source: 'EC2 API reference, DeleteVpcEndpoints; PrivateLink guide, delete-interface-endpoint',
  },
  // The call succeeds whatever becomes of each endpoint: those that stay are named in the answer.
  ({ VpcEndpointIds }, ctx) => {
    const Unsuccessful: Ec2.UnsuccessfulItem[] = []
    for (const id of VpcEndpointIds) {
      try {
        beginDeletion(ctx, vpcEndpoints.require(ctx, id))
      } catch (refusal) {
        if (!(refusal instanceof AwsError)) throw refusal
        Unsuccessful.push(unsuccessful(id, refusal))
      }
    }
    return { Unsuccessful }
  },
)

function beginDeletion(ctx: Context, endpoint: VpcEndpoint): void {
  const state = stateOf(endpoint)
  if (state === 'deleting' || state === 'deleted') return
  refuseWhileNeeded(ctx, endpoint)
  const id = vpcEndpoints.idOf(endpoint)
  const { RouteTableIds } = endpoint.record
  if (endpoint.record.VpcEndpointType === 'Gateway') {
    removeEndpointRoutes(ctx, id, RouteTableIds ?? [])
    vpcEndpoints.update(ctx, setState(ctx, endpoint, 'deleting'), { RouteTableIds: [] })
    ctx.after('gateway-endpoint-deleted', 'vpc-endpoint-deleted', { id })
    return
  }
  const leaving = setState(ctx, endpoint, 'deleting')
  if (endpoint.side.service !== undefined) announce(ctx, 'Delete', leaving)
  ctx.after('vpc-endpoint-deleted', 'vpc-endpoint-deleted', { id })
}

function refuseWhileNeeded(ctx: Context, { record }: VpcEndpoint): void {
  const { VpcEndpointId = '', VpcId = '', VpcEndpointType, ServiceName } = record
  if (VpcEndpointType === 'GatewayLoadBalancer') {
    const isTarget = routeTables
      .by(ctx, 'vpc', VpcId)
      .some((table) => table.record.Routes?.some((route) => route.GatewayId === VpcEndpointId))
    if (isTarget) throw badEndpoint('Endpoint must be removed from route table before deletion')
  }
  if (VpcEndpointType !== 'Gateway') return
  // PrivateLink guide, vpc-endpoints-s3: private DNS for inbound Resolver endpoints alone needs the gateway endpoint.
  const dependent = dependsOnGateway(ctx, VpcId, ServiceName)
  if (!dependent || gatewayEndpointsFor(ctx, VpcId, ServiceName).length > 1) return
  throw badEndpoint(
    `The Gateway endpoint ${VpcEndpointId} cannot be deleted while the VPC endpoint ${vpcEndpoints.idOf(dependent)} has PrivateDnsOnlyForInboundResolverEndpoint set to true.`,
  )
}

export const vpcEndpointDeleted = due<{ id: string }>('vpc-endpoint-deleted', ({ id }, ctx) => {
  const endpoint = vpcEndpoints.get(ctx, id)
  if (!endpoint) return
  for (const eni of endpoint.record.NetworkInterfaceIds ?? []) closeInterface(ctx, eni)
  closeConnection(ctx, id)
  dropNotifications(ctx, 'endpoint', id)
  const deleted = setState(ctx, endpoint, 'deleted')
  const { NetworkInterfaceIds, DnsEntries } = deleted.record
  vpcEndpoints.update(ctx, deleted, {
    ...(NetworkInterfaceIds && { NetworkInterfaceIds: [] }),
    ...(DnsEntries && { DnsEntries: [] }),
  })
  ctx.after('vpc-endpoint-forgotten', 'vpc-endpoint-forgotten', { id })
})

export const vpcEndpointForgotten = due<{ id: string }>('vpc-endpoint-forgotten', ({ id }, ctx) => {
  const endpoint = vpcEndpoints.get(ctx, id)
  if (endpoint) vpcEndpoints.remove(ctx, endpoint)
})
