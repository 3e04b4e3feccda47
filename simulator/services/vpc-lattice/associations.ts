import type { VpcLattice } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { securityGroups } from '../ec2/security-groups.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { due, operation } from '../operation.ts'
import { conflict, invalid, quotaExceeded } from './errors.ts'
import { latticeServices, requireLastingService, requireService } from './lattice-services.ts'
import { requireConfiguration } from './resource-configurations.ts'
import {
  arnFor,
  createdNow,
  latticeFamily,
  listed,
  newTags,
  pick,
  requireResource,
  showToOwners,
} from './resources.ts'
import { requireNetwork, type ServiceNetwork } from './service-networks.ts'

// What a service network is connected to: VPCs, from which it is reached, resources and services, which it gives.

const networkReference = {
  to: 'vpc-lattice:service-network',
  read: ({ record }: { record: { serviceNetworkId?: string | undefined } }) => record.serviceNetworkId,
}

export const vpcAssociations = latticeFamily<VpcLattice.GetServiceNetworkVpcAssociationResponse>({
  resource: 'service-network-vpc-association',
  prefix: 'snva',
  noun: 'Service network VPC association',
  references: {
    'service-network': networkReference,
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.vpcId },
    group: { to: 'ec2:security-group', read: ({ record }) => record.securityGroupIds },
  },
  quota: {
    id: 'vpc-associations-per-service-network',
    per: 'service-network',
    error: () =>
      quotaExceeded(
        'The service network has reached its limit of VPC associations.',
        'SERVICE_NETWORK_VPC_ASSOCIATION',
      ),
  },
})

export const resourceAssociations = latticeFamily<VpcLattice.GetServiceNetworkResourceAssociationResponse>({
  resource: 'service-network-resource-association',
  prefix: 'snra',
  noun: 'Service network resource association',
  references: {
    'service-network': networkReference,
    'resource-configuration': {
      to: 'vpc-lattice:resource-configuration',
      read: ({ record }) => record.resourceConfigurationId,
    },
  },
})

export const serviceAssociations = latticeFamily<VpcLattice.GetServiceNetworkServiceAssociationResponse>({
  resource: 'service-network-service-association',
  prefix: 'snsa',
  noun: 'Service network service association',
  references: {
    'service-network': networkReference,
    service: { to: 'vpc-lattice:service', read: ({ record }) => record.serviceId },
  },
})

const families = {
  snra: resourceAssociations,
  snsa: serviceAssociations,
  snva: vpcAssociations,
} as const
type Kind = keyof typeof families

const kindOf = (id: string) => id.slice(0, id.indexOf('-')) as Kind

export const associationActive = due<{ id: string }>('association-active', ({ id }, ctx) => {
  const kind = kindOf(id)
  const held = families[kind].get(ctx, id)
  if (held && held.record.status !== 'DELETE_IN_PROGRESS') {
    families[kind].update(ctx, held as never, { status: 'ACTIVE' })
  }
})

export const associationDeleted = due<{ id: string }>('association-deleted', ({ id }, ctx) => {
  const held = families[kindOf(id)].get(ctx, id)
  if (held) families[kindOf(id)].remove(ctx, held as never)
})

const namesOf = ({ record }: ServiceNetwork) => ({
  serviceNetworkId: record.id,
  serviceNetworkName: record.name,
  serviceNetworkArn: record.arn,
})

function requireGroups(ctx: Context, vpcId: string, ids: readonly string[]): void {
  for (const id of ids) {
    const group = securityGroups.find(ctx, id)
    if (!group || group.record.VpcId !== vpcId) {
      throw invalid(`Security group ${id} does not exist in VPC ${vpcId}`, 'securityGroupIds')
    }
  }
}

export const createServiceNetworkVpcAssociation = operation(
  'vpc-lattice',
  'CreateServiceNetworkVpcAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, CreateServiceNetworkVpcAssociation' },
  (input, ctx) => {
    const network = requireNetwork(ctx, input.serviceNetworkIdentifier)
    const vpcId = input.vpcIdentifier
    if (!vpcs.find(ctx, vpcId)) throw invalid(`VPC ${vpcId} does not exist`, 'vpcIdentifier')
    // VPC Lattice quotas: one service network for a VPC by association; endpoints are the way to more.
    if (vpcAssociations.count(ctx, 'vpc', vpcId) >= ctx.limit('service-network-associations-per-vpc')) {
      throw conflict(
        `VPC ${vpcId} already has a service network association`,
        'SERVICE_NETWORK_VPC_ASSOCIATION',
        vpcId,
      )
    }
    requireGroups(ctx, vpcId, input.securityGroupIds ?? [])
    const id = ctx.newId('snva')
    const made = vpcAssociations.create(
      ctx,
      {
        id,
        status: 'CREATE_IN_PROGRESS',
        arn: arnFor(ctx, 'servicenetworkvpcassociation', id),
        createdBy: ctx.account,
        ...createdNow(ctx),
        ...namesOf(network),
        vpcId,
        securityGroupIds: input.securityGroupIds ?? [],
        privateDnsEnabled: input.privateDnsEnabled ?? false,
        ...(input.dnsOptions && { dnsOptions: input.dnsOptions }),
      },
      { tags: newTags(input.tags) },
    )
    showToOwners(ctx, vpcAssociations, made, [network], 'DeleteServiceNetworkVpcAssociation')
    ctx.after('lattice-active', 'association-active', { id })
    return pick(
      made.record,
      'id',
      'status',
      'arn',
      'createdBy',
      'securityGroupIds',
      'privateDnsEnabled',
      'dnsOptions',
    )
  },
)

export const updateServiceNetworkVpcAssociation = operation(
  'vpc-lattice',
  'UpdateServiceNetworkVpcAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, UpdateServiceNetworkVpcAssociation' },
  (input, ctx) => {
    const held = requireResource(ctx, vpcAssociations, input.serviceNetworkVpcAssociationIdentifier)
    const { securityGroupIds, privateDnsEnabled, dnsOptions } = input
    // The page: a security group cannot be taken away altogether.
    if (securityGroupIds?.length === 0) {
      throw invalid(
        'Once a security group is added, it cannot be removed: name at least one.',
        'securityGroupIds',
      )
    }
    requireGroups(ctx, held.record.vpcId ?? '', securityGroupIds ?? [])
    const { record } = vpcAssociations.update(ctx, held, {
      ...(securityGroupIds && { securityGroupIds }),
      ...(privateDnsEnabled !== undefined && { privateDnsEnabled }),
      ...(dnsOptions && { dnsOptions }),
      lastUpdatedAt: timestamp(ctx.now),
    })
    return pick(
      record,
      'id',
      'arn',
      'status',
      'createdBy',
      'securityGroupIds',
      'privateDnsEnabled',
      'dnsOptions',
    )
  },
)

export const createServiceNetworkResourceAssociation = operation(
  'vpc-lattice',
  'CreateServiceNetworkResourceAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, CreateServiceNetworkResourceAssociation' },
  (input, ctx) => {
    const network = requireNetwork(ctx, input.serviceNetworkIdentifier)
    const resource = requireConfiguration(ctx, input.resourceConfigurationIdentifier)
    const { record: configuration } = resource
    // The page: a child comes with its group.
    if (configuration.type === 'CHILD') {
      throw invalid(
        'A child resource configuration cannot be associated: associate its group.',
        'resourceConfigurationIdentifier',
      )
    }
    const isThere = resourceAssociations
      .by(ctx, 'resource-configuration', configuration.id ?? '')
      .some(({ record }) => record.serviceNetworkId === network.record.id)
    if (isThere) throw alreadyAssociated('SERVICE_NETWORK_RESOURCE_ASSOCIATION', configuration.id)
    if (
      network.record.sharingConfig?.enabled &&
      configuration.allowAssociationToShareableServiceNetwork === false
    ) {
      throw invalid('The resource configuration cannot be associated with a shareable service network.')
    }
    const id = ctx.newId('snra')
    const made = resourceAssociations.create(
      ctx,
      {
        id,
        arn: arnFor(ctx, 'servicenetworkresourceassociation', id),
        status: 'CREATE_IN_PROGRESS',
        createdBy: ctx.account,
        ...createdNow(ctx),
        resourceConfigurationId: configuration.id,
        resourceConfigurationArn: configuration.arn,
        resourceConfigurationName: configuration.name,
        ...namesOf(network),
        privateDnsEnabled: input.privateDnsEnabled ?? false,
        isManagedAssociation: false,
        dnsEntry: { domainName: `${id}-${configuration.id}.vpc-lattice-rsc.${ctx.region}.on.aws` },
      },
      { tags: newTags(input.tags) },
    )
    showToOwners(
      ctx,
      resourceAssociations,
      made,
      [network, resource],
      'DeleteServiceNetworkResourceAssociation',
    )
    ctx.after('lattice-active', 'association-active', { id })
    return pick(made.record, 'id', 'arn', 'status', 'createdBy', 'privateDnsEnabled')
  },
)

const alreadyAssociated = (kind: string, id = '') =>
  conflict(`${id} is already associated with the service network`, kind, id)

export const createServiceNetworkServiceAssociation = operation(
  'vpc-lattice',
  'CreateServiceNetworkServiceAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, CreateServiceNetworkServiceAssociation' },
  (input, ctx) => {
    const network = requireNetwork(ctx, input.serviceNetworkIdentifier)
    const service = requireLastingService(ctx, input.serviceIdentifier)
    const isThere = serviceAssociations
      .by(ctx, 'service', latticeServices.idOf(service))
      .some(({ record }) => record.serviceNetworkId === network.record.id)
    if (isThere) throw alreadyAssociated('SERVICE_NETWORK_SERVICE_ASSOCIATION', service.record.id)
    const id = ctx.newId('snsa')
    const made = serviceAssociations.create(
      ctx,
      {
        id,
        status: 'CREATE_IN_PROGRESS',
        arn: arnFor(ctx, 'servicenetworkserviceassociation', id),
        createdBy: ctx.account,
        createdAt: timestamp(ctx.now),
        serviceId: service.record.id,
        serviceName: service.record.name,
        serviceArn: service.record.arn,
        ...namesOf(network),
        dnsEntry: service.record.dnsEntry,
        ...pick(service.record, 'customDomainName'),
      },
      { tags: newTags(input.tags) },
    )
    showToOwners(ctx, serviceAssociations, made, [network, service], 'DeleteServiceNetworkServiceAssociation')
    ctx.after('lattice-active', 'association-active', { id })
    return pick(made.record, 'id', 'status', 'arn', 'createdBy', 'customDomainName', 'dnsEntry')
  },
)

export const getServiceNetworkVpcAssociation = operation(
  'vpc-lattice',
  'GetServiceNetworkVpcAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetServiceNetworkVpcAssociation' },
  (input, ctx) => requireResource(ctx, vpcAssociations, input.serviceNetworkVpcAssociationIdentifier).record,
)

export const getServiceNetworkResourceAssociation = operation(
  'vpc-lattice',
  'GetServiceNetworkResourceAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetServiceNetworkResourceAssociation' },
  (input, ctx) =>
    requireResource(ctx, resourceAssociations, input.serviceNetworkResourceAssociationIdentifier).record,
)

export const getServiceNetworkServiceAssociation = operation(
  'vpc-lattice',
  'GetServiceNetworkServiceAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetServiceNetworkServiceAssociation' },
  (input, ctx) =>
    requireResource(ctx, serviceAssociations, input.serviceNetworkServiceAssociationIdentifier).record,
)

/** The two that can be asked by: of the network, of what is associated with it. At least one must be given. */
function wantedIds(ctx: Context, network: string | undefined, other: string | undefined) {
  if (network === undefined && other === undefined) {
    throw invalid('Either the service network or what is associated with it must be specified.')
  }
  return network === undefined ? undefined : requireNetwork(ctx, network).record.id
}

export const listServiceNetworkVpcAssociations = operation(
  'vpc-lattice',
  'ListServiceNetworkVpcAssociations',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListServiceNetworkVpcAssociations' },
  (input, ctx) => {
    const network = wantedIds(ctx, input.serviceNetworkIdentifier, input.vpcIdentifier)
    const found = vpcAssociations
      .list(ctx)
      .filter(({ record }) => network === undefined || record.serviceNetworkId === network)
      .filter(({ record }) => input.vpcIdentifier === undefined || record.vpcId === input.vpcIdentifier)
    return listed(
      found,
      input,
      ({ securityGroupIds: _, failureMessage: __, failureCode: ___, ...record }) => record,
    )
  },
)

export const listServiceNetworkResourceAssociations = operation(
  'vpc-lattice',
  'ListServiceNetworkResourceAssociations',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListServiceNetworkResourceAssociations' },
  (input, ctx) => {
    const asked = input.resourceConfigurationIdentifier
    const network = wantedIds(ctx, input.serviceNetworkIdentifier, asked)
    const configuration = asked === undefined ? undefined : requireConfiguration(ctx, asked).record.id
    const found = resourceAssociations
      .list(ctx)
      .filter(({ record }) => network === undefined || record.serviceNetworkId === network)
      .filter(({ record }) => configuration === undefined || record.resourceConfigurationId === configuration)
    return listed(
      found,
      input,
      ({ failureReason: _, lastUpdatedAt: __, domainVerificationStatus: ___, ...record }) => record,
    )
  },
)

export const listServiceNetworkServiceAssociations = operation(
  'vpc-lattice',
  'ListServiceNetworkServiceAssociations',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListServiceNetworkServiceAssociations' },
  (input, ctx) => {
    const asked = input.serviceIdentifier
    const network = wantedIds(ctx, input.serviceNetworkIdentifier, asked)
    const service = asked === undefined ? undefined : requireService(ctx, asked).record.id
    const found = serviceAssociations
      .list(ctx)
      .filter(({ record }) => network === undefined || record.serviceNetworkId === network)
      .filter(({ record }) => service === undefined || record.serviceId === service)
    return listed(found, input, ({ failureMessage: _, failureCode: __, ...record }) => record)
  },
)

export const deleteServiceNetworkVpcAssociation = operation(
  'vpc-lattice',
  'DeleteServiceNetworkVpcAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteServiceNetworkVpcAssociation' },
  (input, ctx) => {
    const held = requireResource(ctx, vpcAssociations, input.serviceNetworkVpcAssociationIdentifier)
    const { record } = vpcAssociations.update(ctx, held, { status: 'DELETE_IN_PROGRESS' })
    ctx.after('lattice-deleted', 'association-deleted', { id: record.id })
    return pick(record, 'id', 'status', 'arn')
  },
)

export const deleteServiceNetworkResourceAssociation = operation(
  'vpc-lattice',
  'DeleteServiceNetworkResourceAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteServiceNetworkResourceAssociation' },
  (input, ctx) => {
    const held = requireResource(ctx, resourceAssociations, input.serviceNetworkResourceAssociationIdentifier)
    const { record } = resourceAssociations.update(ctx, held, { status: 'DELETE_IN_PROGRESS' })
    ctx.after('lattice-deleted', 'association-deleted', { id: record.id })
    return pick(record, 'id', 'arn', 'status')
  },
)

export const deleteServiceNetworkServiceAssociation = operation(
  'vpc-lattice',
  'DeleteServiceNetworkServiceAssociation',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteServiceNetworkServiceAssociation' },
  (input, ctx) => {
    const held = requireResource(ctx, serviceAssociations, input.serviceNetworkServiceAssociationIdentifier)
    const { record } = serviceAssociations.update(ctx, held, { status: 'DELETE_IN_PROGRESS' })
    ctx.after('lattice-deleted', 'association-deleted', { id: record.id })
    return pick(record, 'id', 'status', 'arn')
  },
)
