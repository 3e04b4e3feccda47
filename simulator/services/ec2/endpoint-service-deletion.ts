import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { dropNotifications } from './endpoint-connection-notifications.ts'
import { activeEndpoints, endpointConnections } from './endpoint-connections.ts'
import { servicePermissions } from './endpoint-service-permissions.ts'
import { endpointServices } from './endpoint-services.ts'
import { unsuccessful } from './vpc-endpoint-errors.ts'

export const deleteVpcEndpointServiceConfigurations = operation(
  'ec2',
  'DeleteVpcEndpointServiceConfigurations',
  {
    fidelity: { simplified: 'A service is gone at once, without the states Deleting and Deleted.' },
    source:
      'EC2 API reference, DeleteVpcEndpointServiceConfigurations; PrivateLink guide, delete-endpoint-service',
  },
  ({ ServiceIds }, ctx) => {
    const Unsuccessful: Ec2.UnsuccessfulItem[] = []
    for (const id of ServiceIds) {
      const problem = problemWith(ctx, id)
      if (problem) Unsuccessful.push(unsuccessful(id, problem))
      else remove(ctx, id)
    }
    return { Unsuccessful }
  },
)

function problemWith(ctx: Context, id: string): AwsError | undefined {
  // Observed: this operation has a code of its own for a service that is not there.
  if (!endpointServices.find(ctx, id)) {
    return new AwsError(
      'InvalidVpcEndpointService.NotFound',
      `The VpcEndpointService Id '${id}' does not exist`,
    )
  }
  if (!activeEndpoints(ctx, id).length) return undefined
  return new AwsError(
    'ExistingVpcEndpointConnections',
    'Service has existing active VPC Endpoint connections!',
  )
}

/** Endpoints that were rejected stay with their owners, and lead nowhere. */
function remove(ctx: Context, id: string): void {
  for (const connection of endpointConnections.by(ctx, 'service', id))
    endpointConnections.remove(ctx, connection)
  for (const permission of servicePermissions.by(ctx, 'service', id))
    servicePermissions.remove(ctx, permission)
  dropNotifications(ctx, 'service', id)
  endpointServices.delete(ctx, endpointServices.require(ctx, id))
}
