import type { VpcLattice } from '../../api/generated/types.d.ts'
import { scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { vpcEndpoints } from '../ec2/vpc-endpoints.ts'
import { operation } from '../operation.ts'
import { conflict } from './errors.ts'
import {
  arnFor,
  createdNow,
  type LatticeSide,
  latticeFamily,
  listed,
  newTags,
  pick,
  requireResource,
} from './resources.ts'

export interface ServiceNetworkSide extends LatticeSide {
  readonly authPolicy?: {
    readonly policy: string
    readonly createdAt: string
    readonly lastUpdatedAt: string
  }
}

export const serviceNetworks = latticeFamily<VpcLattice.GetServiceNetworkResponse, ServiceNetworkSide>({
  resource: 'service-network',
  prefix: 'sn',
  noun: 'Service network',
  indexes: { name: (held) => `${scopeKey(held)}/${held.record.name}` },
  view: ({ record }, ctx) => ({
    ...record,
    numberOfAssociatedVPCs: countOf(ctx, 'service-network-vpc-association', record.id),
    numberOfAssociatedServices: countOf(ctx, 'service-network-service-association', record.id),
  }),
})

// Associations know their service network; it finds them by name, because they are declared above it.
const countOf = (ctx: Context, kind: string, id = ''): number =>
  ctx.families.all.find(({ name }) => name === `vpc-lattice:${kind}`)?.count(ctx, 'service-network', id) ?? 0

export type ServiceNetwork = ReturnType<typeof serviceNetworks.require>

export const requireNetwork = (ctx: Context, identifier: string): ServiceNetwork =>
  requireResource(ctx, serviceNetworks, identifier)

export const createServiceNetwork = operation(
  'vpc-lattice',
  'CreateServiceNetwork',
  { fidelity: 'exact', source: 'VPC Lattice API reference, CreateServiceNetwork' },
  ({ name, authType = 'NONE', tags, sharingConfig = { enabled: true } }, ctx) => {
    if (serviceNetworks.count(ctx, 'name', `${scopeKey(ctx)}/${name}`) > 0) {
      throw conflict(`Service network with the name ${name} already exists`, 'SERVICE_NETWORK', name)
    }
    const id = ctx.newId('sn')
    const { record } = serviceNetworks.create(
      ctx,
      { id, name, ...createdNow(ctx), arn: arnFor(ctx, 'servicenetwork', id), authType, sharingConfig },
      { tags: newTags(tags) },
    )
    return pick(record, 'id', 'name', 'arn', 'sharingConfig', 'authType')
  },
)

export const getServiceNetwork = operation(
  'vpc-lattice',
  'GetServiceNetwork',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetServiceNetwork' },
  ({ serviceNetworkIdentifier }, ctx) =>
    serviceNetworks.print(ctx, requireNetwork(ctx, serviceNetworkIdentifier)),
)

export const listServiceNetworks = operation(
  'vpc-lattice',
  'ListServiceNetworks',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListServiceNetworks' },
  (input, ctx) =>
    listed(serviceNetworks.list(ctx), input, (record) => ({
      ...pick(record, 'id', 'name', 'arn', 'createdAt', 'lastUpdatedAt'),
      numberOfAssociatedVPCs: countOf(ctx, 'service-network-vpc-association', record.id),
      numberOfAssociatedServices: countOf(ctx, 'service-network-service-association', record.id),
      numberOfAssociatedResourceConfigurations: countOf(
        ctx,
        'service-network-resource-association',
        record.id,
      ),
    })),
)

export const updateServiceNetwork = operation(
  'vpc-lattice',
  'UpdateServiceNetwork',
  { fidelity: 'exact', source: 'VPC Lattice API reference, UpdateServiceNetwork' },
  ({ serviceNetworkIdentifier, authType }, ctx) => {
    const network = requireNetwork(ctx, serviceNetworkIdentifier)
    const { record } = serviceNetworks.update(ctx, network, { authType, lastUpdatedAt: timestamp(ctx.now) })
    return pick(record, 'id', 'name', 'arn', 'authType')
  },
)

export const endpointsOfNetwork = (ctx: Context, { record }: ServiceNetwork) =>
  vpcEndpoints.by(ctx, 'lattice', record.arn ?? '')

export const deleteServiceNetwork = operation(
  'vpc-lattice',
  'DeleteServiceNetwork',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteServiceNetwork' },
  ({ serviceNetworkIdentifier }, ctx) => {
    const network = requireNetwork(ctx, serviceNetworkIdentifier)
    const id = serviceNetworks.idOf(network)
    if (serviceNetworks.isInUse(ctx, id) || endpointsOfNetwork(ctx, network).length) {
      throw conflict(`Service network ${id} has active associations`, 'SERVICE_NETWORK', id)
    }
    serviceNetworks.remove(ctx, network)
    return {}
  },
)

export const listServiceNetworkVpcEndpointAssociations = operation(
  'vpc-lattice',
  'ListServiceNetworkVpcEndpointAssociations',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListServiceNetworkVpcEndpointAssociations' },
  (input, ctx) => {
    const network = requireNetwork(ctx, input.serviceNetworkIdentifier)
    return listed(endpointsOfNetwork(ctx, network), input, (endpoint) => ({
      vpcEndpointId: endpoint.VpcEndpointId,
      vpcId: endpoint.VpcId,
      vpcEndpointOwnerId: endpoint.OwnerId,
      id: (endpoint.VpcEndpointId ?? '').replace('vpce-', 'vpce-asc-'),
      state:
        String(endpoint.State).toUpperCase() === 'AVAILABLE'
          ? 'ACTIVE'
          : String(endpoint.State).toUpperCase(),
      serviceNetworkArn: network.record.arn,
      createdAt: endpoint.CreationTimestamp,
    }))
  },
)
