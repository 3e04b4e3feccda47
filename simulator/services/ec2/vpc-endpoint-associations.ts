import type { Ec2 } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { filterRecords, type Value } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { findLattice, type LatticeRecord } from './lattice-endpoints.ts'
import { cappedPage, stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

// What a resource or service network endpoint gives access to: one entry for each resource configuration. They follow
// from what VPC Lattice has, so they are worked out when somebody looks.

export const describeVpcEndpointAssociations = operation(
  'ec2',
  'DescribeVpcEndpointAssociations',
  {
    fidelity: { simplified: 'VPC Lattice services of a service network are not listed, its resources are.' },
    source:
      'EC2 API reference, DescribeVpcEndpointAssociations; PrivateLink guide, resource-configuration-associations',
  },
  (input, ctx) => {
    const associations = vpcEndpoints
      .select(ctx, input.VpcEndpointIds, undefined)
      .filter((endpoint) => stateOf(endpoint) !== 'deleted')
      .flatMap((endpoint) => associationsOf(ctx, endpoint))
    const selected = filterRecords(associations, input.Filters, (name) => readers.get(name))
    const { items, NextToken } = page(selected, cappedPage(input))
    return { VpcEndpointAssociations: [...items], ...(NextToken && { NextToken }) }
  },
)

const readers = new Map(
  Object.entries<(association: Ec2.VpcEndpointAssociation) => Value | readonly Value[]>({
    'vpc-endpoint-id': ({ VpcEndpointId }) => VpcEndpointId,
    'associated-resource-accessibility': ({ AssociatedResourceAccessibility: state }) => [
      state,
      state === 'Accessible' ? 'AVAILABLE' : 'PENDING',
    ],
    'association-id': ({ Id }) => Id,
    'associated-resource-id': ({ AssociatedResourceArn }) => [
      AssociatedResourceArn,
      AssociatedResourceArn?.slice(AssociatedResourceArn.lastIndexOf('/') + 1),
    ],
    'service-network-arn': ({ ServiceNetworkArn }) => ServiceNetworkArn,
    'resource-configuration-group-arn': ({ ResourceConfigurationGroupArn }) => ResourceConfigurationGroupArn,
  }),
)

/** Everything that an endpoint leads to. */
export function associationsOf(ctx: Context, endpoint: VpcEndpoint): Ec2.VpcEndpointAssociation[] {
  const { ResourceConfigurationArn, ServiceNetworkArn } = endpoint.record
  if (ResourceConfigurationArn !== undefined) {
    return [associate(ctx, endpoint, ResourceConfigurationArn, vpcEndpoints.idOf(endpoint))]
  }
  if (ServiceNetworkArn === undefined) return []
  const network = findLattice(ctx, 'vpc-lattice:service-network', ServiceNetworkArn)
  return resourcesIn(ctx, network).map(({ record }) => {
    const lead = `${vpcEndpoints.idOf(endpoint)}-${String(record['id'])}`
    return {
      ...associate(ctx, endpoint, String(record['resourceConfigurationArn']), lead),
      ServiceNetworkArn,
      ServiceNetworkName: network && String(network.record['name']),
    }
  })
}

/** What associates resource configurations with a service network. */
function resourcesIn(ctx: Context, network: LatticeRecord | undefined): LatticeRecord[] {
  const family = ctx.families.all.find(
    ({ name }) => name === 'vpc-lattice:service-network-resource-association',
  )
  return family?.by(ctx, 'service-network', String(network?.record['id'])) ?? []
}

function associate(
  ctx: Context,
  endpoint: VpcEndpoint,
  resourceArn: string,
  lead: string,
): Ec2.VpcEndpointAssociation {
  const VpcEndpointId = vpcEndpoints.idOf(endpoint)
  const resource = findLattice(ctx, 'vpc-lattice:resource-configuration', resourceArn)
  const id = resourceArn.slice(resourceArn.lastIndexOf('/') + 1)
  const groupArn = resource?.record['resourceConfigurationGroupArn']
  return {
    Id: `vpce-rsc-asc-0${digits(`${VpcEndpointId}/${resourceArn}`, 16).slice(0, 16)}`,
    VpcEndpointId,
    AssociatedResourceAccessibility: stateOf(endpoint) === 'available' ? 'Accessible' : 'Pending',
    DnsEntry: {
      DnsName: `${lead}.${id}.4232ccc.vpc-lattice-rsc.${endpoint.region}.on.aws`,
      HostedZoneId: `Z${digits(`lattice/${endpoint.region}`, 36).toUpperCase().slice(0, 20)}`,
    },
    AssociatedResourceArn: resourceArn,
    ...(typeof groupArn === 'string' && { ResourceConfigurationGroupArn: groupArn }),
  }
}

const digits = (seed: string, base: number): string =>
  scramble(seed)
    .map((part) => part.toString(base).padStart(8, '0'))
    .join('')
