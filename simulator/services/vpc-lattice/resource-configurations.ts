import type { VpcLattice } from '../../api/generated/types.d.ts'
import { parseAddress } from '../../kernel/address.ts'
import { scopeKey } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { vpcEndpoints } from '../ec2/vpc-endpoints.ts'
import type { Family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { conflict, invalid, quotaExceeded } from './errors.ts'
import { requireGateway } from './resource-gateways.ts'
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

type Settings = VpcLattice.GetResourceConfigurationResponse
type Definition = VpcLattice.ResourceConfigurationDefinition

export const resourceConfigurations: Family<Settings, LatticeSide> = latticeFamily<Settings>({
  resource: 'resource-configuration',
  prefix: 'rcfg',
  noun: 'Resource configuration',
  references: {
    'resource-gateway': {
      to: 'vpc-lattice:resource-gateway',
      read: ({ record }) => record.resourceGatewayId,
    },
    group: {
      to: 'vpc-lattice:resource-configuration',
      read: ({ record }) => record.resourceConfigurationGroupId,
    },
  },
  // VPC Lattice user guide, sharing: whoever gets a group gets what is in it.
  along: {
    ids: (ctx) =>
      resourceConfigurations
        .by(ctx, 'guest', scopeKey(ctx))
        .flatMap((group) => resourceConfigurations.by(ctx, 'group', resourceConfigurations.idOf(group)))
        .map((child) => resourceConfigurations.idOf(child)),
    uses: [],
  },
  quota: {
    id: 'resource-configurations-per-region',
    error: () =>
      quotaExceeded('You have reached the limit of resource configurations.', 'RESOURCE_CONFIGURATION'),
  },
})

type Configuration = ReturnType<typeof resourceConfigurations.require>

export const requireConfiguration = (ctx: Context, identifier: string): Configuration =>
  requireResource(ctx, resourceConfigurations, identifier)

/** Which member of the definition each type takes. */
const definitions: Readonly<Partial<ByType<keyof Definition>>> = {
  SINGLE: ['dnsResource', 'ipResource'],
  CHILD: ['dnsResource', 'ipResource'],
  ARN: ['arnResource'],
  CIDR: ['cidrResource'],
}
type ByType<V> = { readonly [type in VpcLattice.ResourceConfigurationType]: readonly V[] }

function checkDefinition(
  type: VpcLattice.ResourceConfigurationType,
  definition: Definition | undefined,
): void {
  const allowed = definitions[type] ?? []
  const given = Object.keys(definition ?? {}) as (keyof Definition)[]
  const field = 'resourceConfigurationDefinition'
  if (type === 'GROUP') {
    if (given.length) throw invalid('A group has no resource of its own.', field)
    return
  }
  if (given.length !== 1 || !allowed.includes(given[0]!)) {
    throw invalid(
      `A resource configuration of type ${type} needs exactly one of: ${allowed.join(', ')}`,
      field,
    )
  }
  const { ipResource, dnsResource } = definition ?? {}
  if (ipResource && parseAddress(ipResource.ipAddress ?? '') === undefined) {
    throw invalid(`${ipResource.ipAddress} is not a valid IP address`, field)
  }
  if (dnsResource && !/^([a-z0-9_-]+\.)+[a-z0-9-]+\.?$/i.test(dnsResource.domainName ?? '')) {
    throw invalid(`${dnsResource.domainName} is not a valid domain name`, field)
  }
}

function checkPorts(type: VpcLattice.ResourceConfigurationType, ranges: readonly string[] | undefined): void {
  // The page of CreateResourceConfiguration: ports belong to single and child configurations, and those need some.
  const takesPorts = type === 'SINGLE' || type === 'CHILD'
  if (takesPorts !== (ranges !== undefined && ranges.length > 0)) {
    if (type === 'CIDR' && ranges) return
    throw invalid(
      takesPorts ? 'Port ranges must be specified.' : `Port ranges cannot be specified for type ${type}.`,
      'portRanges',
    )
  }
  for (const range of ranges ?? []) {
    const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range) ?? []
    if (from === undefined || Number(from) < 1 || Number(to) > 65_535 || Number(from) > Number(to)) {
      throw invalid(`${range} is not a valid port range`, 'portRanges')
    }
  }
}

function requireGroup(ctx: Context, identifier: string | undefined): Configuration {
  if (identifier === undefined) {
    throw invalid(
      'A child needs a resourceConfigurationGroupIdentifier.',
      'resourceConfigurationGroupIdentifier',
    )
  }
  const group = requireConfiguration(ctx, identifier)
  const id = resourceConfigurations.idOf(group)
  if (group.record.type !== 'GROUP') {
    throw invalid(`Resource configuration ${id} is not a group`, 'resourceConfigurationGroupIdentifier')
  }
  if (resourceConfigurations.count(ctx, 'group', id) >= ctx.limit('children-per-resource-group')) {
    throw quotaExceeded(`The group ${id} has reached its limit of children.`, 'RESOURCE_CONFIGURATION')
  }
  return group
}

export const createResourceConfiguration = operation(
  'vpc-lattice',
  'CreateResourceConfiguration',
  {
    fidelity: { simplified: 'Domain names are kept as they are given: nobody asks whose they are.' },
    source: 'VPC Lattice API reference, CreateResourceConfiguration',
  },
  (input, ctx) => {
    const { name, type, resourceConfigurationDefinition: definition } = input
    checkDefinition(type, definition)
    checkPorts(type, input.portRanges)
    const group = type === 'CHILD' ? requireGroup(ctx, input.resourceConfigurationGroupIdentifier) : undefined
    // A child stands behind the gateway of its group.
    const gatewayId = input.resourceGatewayIdentifier ?? group?.record.resourceGatewayId
    if (gatewayId === undefined) {
      throw invalid('A resourceGatewayIdentifier must be specified.', 'resourceGatewayIdentifier')
    }
    const gateway = requireGateway(ctx, gatewayId).record
    if (gateway.status !== 'ACTIVE') {
      throw conflict(`Resource gateway ${gateway.id} is not active`, 'RESOURCE_GATEWAY', gateway.id ?? '')
    }
    const id = ctx.newId('rcfg')
    const { record } = resourceConfigurations.create(
      ctx,
      {
        id,
        name,
        arn: arnFor(ctx, 'resourceconfiguration', id),
        resourceGatewayId: gateway.id,
        ...(group && { resourceConfigurationGroupId: group.record.id }),
        type,
        allowAssociationToShareableServiceNetwork: input.allowAssociationToShareableServiceNetwork ?? true,
        ...(input.portRanges && { portRanges: input.portRanges }),
        ...(type !== 'ARN' && { protocol: input.protocol ?? 'TCP' }),
        ...(input.customDomainName !== undefined && { customDomainName: input.customDomainName }),
        status: 'CREATE_IN_PROGRESS',
        ...(definition && { resourceConfigurationDefinition: definition }),
        ...createdNow(ctx),
        amazonManaged: false,
        ...(input.groupDomain !== undefined && { groupDomain: input.groupDomain }),
      },
      { tags: newTags(input.tags) },
    )
    ctx.after('lattice-active', 'resource-configuration-active', { id })
    const { amazonManaged: _, lastUpdatedAt: __, ...created } = record
    return created
  },
)

export const resourceConfigurationActive = due<{ id: string }>(
  'resource-configuration-active',
  ({ id }, ctx) => {
    const held = resourceConfigurations.get(ctx, id)
    if (held)
      resourceConfigurations.update(ctx, held, { status: 'ACTIVE', lastUpdatedAt: timestamp(ctx.now) })
  },
)

export const getResourceConfiguration = operation(
  'vpc-lattice',
  'GetResourceConfiguration',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetResourceConfiguration' },
  ({ resourceConfigurationIdentifier }, ctx) =>
    requireConfiguration(ctx, resourceConfigurationIdentifier).record,
)

export const listResourceConfigurations = operation(
  'vpc-lattice',
  'ListResourceConfigurations',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListResourceConfigurations' },
  (input, ctx) => {
    const gateway =
      input.resourceGatewayIdentifier && requireGateway(ctx, input.resourceGatewayIdentifier).record.id
    const group =
      input.resourceConfigurationGroupIdentifier &&
      requireConfiguration(ctx, input.resourceConfigurationGroupIdentifier).record.id
    const found = resourceConfigurations
      .list(ctx)
      .filter(
        ({ record }) =>
          (!gateway || record.resourceGatewayId === gateway) &&
          (!group || record.resourceConfigurationGroupId === group),
      )
    return listed(found, input, (record) => ({
      ...pick(record, 'id', 'name', 'arn', 'resourceGatewayId', 'resourceConfigurationGroupId', 'type'),
      ...pick(record, 'status', 'amazonManaged', 'createdAt', 'lastUpdatedAt', 'customDomainName'),
      ...pick(record, 'groupDomain'),
    }))
  },
)

export const updateResourceConfiguration = operation(
  'vpc-lattice',
  'UpdateResourceConfiguration',
  { fidelity: 'exact', source: 'VPC Lattice API reference, UpdateResourceConfiguration' },
  (input, ctx) => {
    const held = requireConfiguration(ctx, input.resourceConfigurationIdentifier)
    const { type = 'SINGLE' } = held.record
    const definition = input.resourceConfigurationDefinition
    if (definition) checkDefinition(type, definition)
    if (input.portRanges) checkPorts(type, input.portRanges)
    const shareable = input.allowAssociationToShareableServiceNetwork
    const { record } = resourceConfigurations.update(ctx, held, {
      ...(definition && { resourceConfigurationDefinition: definition }),
      ...(input.portRanges && { portRanges: input.portRanges }),
      ...(shareable !== undefined && { allowAssociationToShareableServiceNetwork: shareable }),
      lastUpdatedAt: timestamp(ctx.now),
    })
    return {
      ...pick(record, 'id', 'name', 'arn', 'resourceGatewayId', 'resourceConfigurationGroupId', 'type'),
      ...pick(record, 'portRanges', 'allowAssociationToShareableServiceNetwork', 'protocol', 'status'),
      ...pick(record, 'resourceConfigurationDefinition'),
    }
  },
)

const endpointsOf = (ctx: Context, arn: string | undefined) => vpcEndpoints.by(ctx, 'lattice', arn ?? '')

export const deleteResourceConfiguration = operation(
  'vpc-lattice',
  'DeleteResourceConfiguration',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteResourceConfiguration' },
  ({ resourceConfigurationIdentifier }, ctx) => {
    const held = requireConfiguration(ctx, resourceConfigurationIdentifier)
    const id = resourceConfigurations.idOf(held)
    if (resourceConfigurations.isInUse(ctx, id) || endpointsOf(ctx, held.record.arn).length) {
      throw conflict(
        `Resource configuration ${id} has associations or children`,
        'RESOURCE_CONFIGURATION',
        id,
      )
    }
    resourceConfigurations.remove(ctx, held)
    return {}
  },
)

export const listResourceEndpointAssociations = operation(
  'vpc-lattice',
  'ListResourceEndpointAssociations',
  {
    fidelity: { simplified: 'Associations have no tags, and are ended by deleting the endpoint.' },
    source: 'VPC Lattice API reference, ListResourceEndpointAssociations',
  },
  (input, ctx) => {
    const { record: configuration } = requireConfiguration(ctx, input.resourceConfigurationIdentifier)
    const found = endpointsOf(ctx, configuration.arn).filter(
      ({ account, record }) =>
        (input.vpcEndpointId === undefined || record.VpcEndpointId === input.vpcEndpointId) &&
        (input.vpcEndpointOwner === undefined || account === input.vpcEndpointOwner),
    )
    return listed(found, input, (endpoint) => {
      const id = (endpoint.VpcEndpointId ?? '').replace('vpce-', 'rea-')
      return {
        id,
        arn: arnFor(ctx, 'resourceendpointassociation', id),
        resourceConfigurationId: configuration.id,
        resourceConfigurationArn: configuration.arn,
        resourceConfigurationName: configuration.name,
        vpcEndpointId: endpoint.VpcEndpointId,
        vpcEndpointOwner: endpoint.OwnerId,
        createdBy: endpoint.OwnerId,
        createdAt: endpoint.CreationTimestamp,
      }
    })
  },
)
