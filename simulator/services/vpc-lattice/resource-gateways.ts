import type { VpcLattice } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { anyAddress } from '../ec2/interface-address-requests.ts'
import { groupsFor } from '../ec2/interface-groups.ts'
import { closeInterface, networkInterfaces, openInterface } from '../ec2/network-interfaces.ts'
import { subnets } from '../ec2/subnets.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { due, operation } from '../operation.ts'
import { conflict, invalid, quotaExceeded } from './errors.ts'
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

export interface ResourceGatewaySide extends LatticeSide {
  readonly interfaces: readonly string[]
}

export const resourceGateways = latticeFamily<VpcLattice.GetResourceGatewayResponse, ResourceGatewaySide>({
  resource: 'resource-gateway',
  prefix: 'rgw',
  noun: 'Resource gateway',
  references: {
    vpc: { to: 'ec2:vpc', read: ({ record }) => record.vpcId },
    subnet: { to: 'ec2:subnet', read: ({ record }) => record.subnetIds },
    group: { to: 'ec2:security-group', read: ({ record }) => record.securityGroupIds },
    'network-interface': { to: 'ec2:network-interface', read: ({ side }) => side.interfaces, blocks: false },
  },
  quota: {
    id: 'resource-gateways-per-vpc',
    per: 'vpc',
    error: () =>
      quotaExceeded('You have reached the limit of resource gateways for the VPC.', 'RESOURCE_GATEWAY'),
  },
})

type Gateway = ReturnType<typeof resourceGateways.require>

export const requireGateway = (ctx: Context, identifier: string): Gateway =>
  requireResource(ctx, resourceGateways, identifier)

const usualAddresses = 16

/** VPC Lattice user guide, resource-gateway: where it cannot be. */
const zonesWithout: readonly string[] = [
  'use1-az3',
  'usw1-az2',
  'apne1-az3',
  'euw1-az4',
  'cac1-az3',
  'ilc1-az2',
]

function requireSubnets(ctx: Context, vpcId: string, ids: readonly string[]) {
  if (!ids.length) throw invalid('At least one subnet must be specified.', 'subnetIds')
  const zones = new Set<string | undefined>()
  return ids.map((id) => {
    const subnet = subnets.find(ctx, id)?.record
    if (!subnet) throw invalid(`Subnet ${id} does not exist`, 'subnetIds')
    if (subnet.VpcId !== vpcId) throw invalid(`Subnet ${id} is not in VPC ${vpcId}`, 'subnetIds')
    // The same page: not in subnets that another account shares.
    if (subnet.OwnerId !== ctx.account)
      throw invalid(`Subnet ${id} is shared by another account`, 'subnetIds')
    if (zonesWithout.includes(subnet.AvailabilityZoneId ?? '')) {
      throw invalid(`VPC Lattice is not available in the zone ${subnet.AvailabilityZoneId}`, 'subnetIds')
    }
    if (zones.has(subnet.AvailabilityZoneId)) {
      throw invalid(`More than one subnet in the zone ${subnet.AvailabilityZoneId}`, 'subnetIds')
    }
    zones.add(subnet.AvailabilityZoneId)
    return subnet
  })
}

export const createResourceGateway = operation(
  'vpc-lattice',
  'CreateResourceGateway',
  {
    fidelity: { simplified: 'Addresses are taken at once, and are IPv4 also where IPv6 alone is asked for.' },
    source: 'VPC Lattice API reference, CreateResourceGateway',
  },
  (input, ctx) => {
    const { name, vpcIdentifier = '', subnetIds = [], ipAddressType = 'IPV4' } = input
    if (!vpcs.find(ctx, vpcIdentifier)) throw invalid(`VPC ${vpcIdentifier} does not exist`, 'vpcIdentifier')
    const places = requireSubnets(ctx, vpcIdentifier, subnetIds)
    const unknown = (id: string) => invalid(`Security group ${id} does not exist`, 'securityGroupIds')
    const elsewhere = (id: string) =>
      invalid(`Security group ${id} is not in VPC ${vpcIdentifier}`, 'securityGroupIds')
    const groups = groupsFor(ctx, vpcIdentifier, input.securityGroupIds, { unknown, elsewhere })
    const id = ctx.newId('rgw')
    const addresses = input.ipv4AddressesPerEni ?? usualAddresses
    const interfaces = places.map((subnet) => {
      const eni = openInterface(ctx, {
        subnet,
        groups,
        addresses: { ...anyAddress, secondaryCount: addresses - 1 },
        description: `VPC Lattice resource gateway ${id}`,
        requesterId: 'amazon-vpc-lattice',
        requesterManaged: true,
      })
      return networkInterfaces.idOf(eni)
    })
    const { record } = resourceGateways.create(
      ctx,
      {
        name,
        id,
        arn: arnFor(ctx, 'resourcegateway', id),
        status: 'CREATE_IN_PROGRESS',
        vpcId: vpcIdentifier,
        subnetIds,
        serviceManaged: false,
        securityGroupIds: groups.map(({ GroupId = '' }) => GroupId),
        ipAddressType,
        ...(ipAddressType !== 'IPV6' && { ipv4AddressesPerEni: addresses }),
        resourceConfigDnsResolution: input.resourceConfigDnsResolution ?? 'PUBLIC',
        ...createdNow(ctx),
      },
      { tags: newTags(input.tags), interfaces },
    )
    ctx.after('lattice-active', 'resource-gateway-active', { id })
    return { ...summary(record), status: record.status }
  },
)

function summary(record: VpcLattice.GetResourceGatewayResponse) {
  return {
    ...pick(record, 'name', 'id', 'arn', 'status'),
    vpcIdentifier: record.vpcId,
    ...pick(record, 'subnetIds', 'securityGroupIds', 'ipAddressType', 'ipv4AddressesPerEni'),
    ...pick(record, 'resourceConfigDnsResolution'),
  }
}

export const resourceGatewayActive = due<{ id: string }>('resource-gateway-active', ({ id }, ctx) => {
  const gateway = resourceGateways.get(ctx, id)
  if (gateway && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(gateway.record.status ?? '')) {
    resourceGateways.update(ctx, gateway, { status: 'ACTIVE', lastUpdatedAt: timestamp(ctx.now) })
  }
})

export const getResourceGateway = operation(
  'vpc-lattice',
  'GetResourceGateway',
  { fidelity: 'exact', source: 'VPC Lattice API reference, GetResourceGateway' },
  ({ resourceGatewayIdentifier }, ctx) => requireGateway(ctx, resourceGatewayIdentifier).record,
)

export const listResourceGateways = operation(
  'vpc-lattice',
  'ListResourceGateways',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListResourceGateways' },
  (input, ctx) =>
    listed(resourceGateways.list(ctx), input, (record) => ({
      ...summary(record),
      ...pick(record, 'createdAt', 'lastUpdatedAt'),
    })),
)

export const updateResourceGateway = operation(
  'vpc-lattice',
  'UpdateResourceGateway',
  { fidelity: 'exact', source: 'VPC Lattice API reference, UpdateResourceGateway' },
  ({ resourceGatewayIdentifier, securityGroupIds }, ctx) => {
    const gateway = requireGateway(ctx, resourceGatewayIdentifier)
    requireActive(gateway)
    const unknown = (id: string) => invalid(`Security group ${id} does not exist`, 'securityGroupIds')
    const groups = groupsFor(ctx, gateway.record.vpcId ?? '', securityGroupIds, {
      unknown,
      elsewhere: unknown,
    })
    for (const id of gateway.side.interfaces) {
      const eni = networkInterfaces.get(ctx, id)
      if (eni) networkInterfaces.update(ctx, eni, { Groups: groups })
    }
    const { record } = resourceGateways.update(ctx, gateway, {
      securityGroupIds: groups.map(({ GroupId = '' }) => GroupId),
      status: 'UPDATE_IN_PROGRESS',
    })
    ctx.after('lattice-active', 'resource-gateway-active', { id: record.id })
    const { ipAddressType } = record
    return {
      ...pick(record, 'name', 'id', 'arn', 'status', 'vpcId', 'subnetIds', 'securityGroupIds'),
      ...(ipAddressType !== 'DUALSTACK' && { ipAddressType }),
    }
  },
)

function requireActive({ record }: Gateway): void {
  if (record.status === 'ACTIVE') return
  throw conflict(
    `Resource gateway ${record.id} is in status ${record.status}`,
    'RESOURCE_GATEWAY',
    record.id ?? '',
  )
}

export const deleteResourceGateway = operation(
  'vpc-lattice',
  'DeleteResourceGateway',
  { fidelity: 'exact', source: 'VPC Lattice API reference, DeleteResourceGateway' },
  ({ resourceGatewayIdentifier }, ctx) => {
    const gateway = requireGateway(ctx, resourceGatewayIdentifier)
    const id = resourceGateways.idOf(gateway)
    if (resourceGateways.isInUse(ctx, id)) {
      throw conflict(`Resource gateway ${id} has resource configurations`, 'RESOURCE_GATEWAY', id)
    }
    requireActive(gateway)
    const { record } = resourceGateways.update(ctx, gateway, { status: 'DELETE_IN_PROGRESS' })
    ctx.after('lattice-deleted', 'resource-gateway-deleted', { id })
    return pick(record, 'id', 'arn', 'name', 'status')
  },
)

export const resourceGatewayDeleted = due<{ id: string }>('resource-gateway-deleted', ({ id }, ctx) => {
  const gateway = resourceGateways.get(ctx, id)
  if (!gateway) return
  for (const eni of gateway.side.interfaces) closeInterface(ctx, eni)
  resourceGateways.remove(ctx, gateway)
})
