import type { VpcLattice } from '../api/generated/types.d.ts'
import { vpcEndpoints } from '../services/ec2/vpc-endpoints.ts'
import { resourceAssociations, serviceAssociations } from '../services/vpc-lattice/associations.ts'
import { latticeServices } from '../services/vpc-lattice/lattice-services.ts'
import { listeners } from '../services/vpc-lattice/listeners.ts'
import { resourceConfigurations } from '../services/vpc-lattice/resource-configurations.ts'
import { resourceGateways } from '../services/vpc-lattice/resource-gateways.ts'
import { databaseOf } from './databases.ts'
import type { Fabric } from './fabric.ts'

// What resource and service network endpoints lead to. VPC Lattice user guide, resource-configuration.

export type Configuration = VpcLattice.GetResourceConfigurationResponse

const lastOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)

/** Every single resource that an endpoint gives access to: groups stand for their children. */
export function configurationsBehind(fabric: Fabric, endpointId: string): Configuration[] {
  const { ResourceConfigurationArn, ServiceNetworkArn } = vpcEndpoints.get(fabric, endpointId)?.record ?? {}
  const ids =
    ResourceConfigurationArn === undefined
      ? activeIn(resourceAssociations.by(fabric, 'service-network', lastOf(ServiceNetworkArn ?? ''))).map(
          ({ record }) => record.resourceConfigurationId ?? '',
        )
      : [lastOf(ResourceConfigurationArn)]
  return ids.flatMap((id) => {
    const own = resourceConfigurations.get(fabric, id)?.record
    if (own?.type !== 'GROUP') return own ?? []
    return resourceConfigurations.by(fabric, 'group', id).map(({ record }) => record)
  })
}

const activeIn = <A extends { readonly record: { readonly status?: string | undefined } }>(
  all: readonly A[],
): A[] => all.filter(({ record }) => record.status === 'ACTIVE')

/** Whether a VPC Lattice service of the endpoint's service network listens on a port; its id. */
export function latticeServiceOnPort(fabric: Fabric, endpointId: string, port: number): string | undefined {
  const { ServiceNetworkArn } = vpcEndpoints.get(fabric, endpointId)?.record ?? {}
  if (ServiceNetworkArn === undefined) return undefined
  const ids = activeIn(serviceAssociations.by(fabric, 'service-network', lastOf(ServiceNetworkArn))).map(
    ({ record }) => record.serviceId ?? '',
  )
  return ids.find(
    (id) =>
      latticeServices.get(fabric, id)?.record.status === 'ACTIVE' &&
      listeners.by(fabric, 'service', id).some(({ record }) => record.port === port),
  )
}

/** API reference, CreateResourceConfiguration: a database has the port that it has, all others have port ranges. */
export function portsOf(fabric: Fabric, configuration: Configuration): readonly string[] {
  const { type, portRanges = [], resourceConfigurationDefinition: definition } = configuration
  if (type !== 'ARN') return portRanges
  const port = databaseOf(fabric, definition?.arnResource?.arn ?? '')?.port
  return port === undefined ? [] : [String(port)]
}

export const isOnPort = (fabric: Fabric, configuration: Configuration, port: number): boolean =>
  portsOf(fabric, configuration).some((range) => {
    const [from = 0, to = from] = range.split('-').map(Number)
    return from <= port && port <= to
  })

/** The resource gateway of a configuration, if both are in working order. */
export function gatewayOf(fabric: Fabric, { resourceGatewayId = '', status }: Configuration) {
  const gateway = resourceGateways.get(fabric, resourceGatewayId)
  const isWorking = gateway?.record.status === 'ACTIVE' || gateway?.record.status === 'UPDATE_IN_PROGRESS'
  return isWorking && (status === undefined || status === 'ACTIVE') ? gateway : undefined
}
