import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { announce } from './endpoint-connection-events.ts'
import { endpointConnections } from './endpoint-connections.ts'
import { endpointServices } from './endpoint-services.ts'
import { noSuchEndpoint, unsuccessful } from './vpc-endpoint-errors.ts'
import { type EndpointState, setState, stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

const source = 'PrivateLink guide, configure-endpoint-service, "Accept or reject connection requests"'

export const acceptVpcEndpointConnections = operation(
  'ec2',
  'AcceptVpcEndpointConnections',
  { fidelity: 'exact', source: `EC2 API reference, AcceptVpcEndpointConnections; ${source}` },
  ({ ServiceId, VpcEndpointIds }, ctx) => ({
    Unsuccessful: decide(ctx, ServiceId, VpcEndpointIds, ['pendingAcceptance', 'rejected'], (endpoint) => {
      announce(ctx, 'Accept', setState(ctx, endpoint, 'pending'))
      ctx.after('vpc-endpoint-accepted', 'vpc-endpoint-available', { id: vpcEndpoints.idOf(endpoint) })
    }),
  }),
)

export const rejectVpcEndpointConnections = operation(
  'ec2',
  'RejectVpcEndpointConnections',
  { fidelity: 'exact', source: `EC2 API reference, RejectVpcEndpointConnections; ${source}` },
  ({ ServiceId, VpcEndpointIds }, ctx) => ({
    Unsuccessful: decide(
      ctx,
      ServiceId,
      VpcEndpointIds,
      ['pendingAcceptance', 'pending', 'available'],
      (endpoint) => announce(ctx, 'Reject', setState(ctx, endpoint, 'rejected')),
    ),
  }),
)

/** A bad service id fails the call. A bad endpoint id does not: it is named in the answer, and the others go on. */
function decide(
  ctx: Context,
  serviceId: string,
  ids: readonly string[],
  from: readonly EndpointState[],
  carryOut: (endpoint: VpcEndpoint) => void,
): Ec2.UnsuccessfulItem[] {
  endpointServices.require(ctx, serviceId)
  const Unsuccessful: Ec2.UnsuccessfulItem[] = []
  for (const id of ids) {
    const [connection] = endpointConnections.by(ctx, 'endpoint', id)
    const endpoint = connection?.record.ServiceId === serviceId ? vpcEndpoints.get(ctx, id) : undefined
    if (!endpoint) Unsuccessful.push(unsuccessful(id, noSuchEndpoint(id)))
    else if (!from.includes(stateOf(endpoint))) Unsuccessful.push(unsuccessful(id, wrongState(endpoint)))
    else carryOut(endpoint)
  }
  return Unsuccessful
}

const wrongState = (endpoint: VpcEndpoint) =>
  new AwsError(
    'InvalidState',
    `VPC endpoint ${vpcEndpoints.idOf(endpoint)} is in a state that does not allow this operation: ${stateOf(endpoint)}`,
  )
