import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { offerBehind } from './endpoint-offers.ts'
import {
  addEndpointRoutes,
  prefixListsOf,
  removeEndpointRoutes,
  requireRouteTables,
} from './gateway-endpoint-routes.ts'
import { gatewayDnsOptions } from './gateway-endpoints.ts'
import { hasGatewayTwin } from './interface-endpoints.ts'
import { latticeDnsOptions } from './lattice-endpoints.ts'
import { dnsEntriesOf, hiddenZonesFor } from './vpc-endpoint-dns-entries.ts'
import { dependsOnGateway, gatewayEndpointsFor, interfaceDnsOptions } from './vpc-endpoint-dns-options.ts'
import { badEndpoint, noSuchServiceName } from './vpc-endpoint-errors.ts'
import { changeInterfaces } from './vpc-endpoint-interface-changes.ts'
import { readIpType, requireIpType, requireSubnetsFor, requireZones } from './vpc-endpoint-places.ts'
import {
  fullAccess,
  gatewayFullAccess,
  requirePolicy,
  requirePolicySupport,
} from './vpc-endpoint-policies.ts'
import { hasVpcDns, requirePrivateNames } from './vpc-endpoint-private-names.ts'
import { stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

// What a modification makes of an endpoint, for each type.

type Change = (ctx: Context, endpoint: VpcEndpoint, input: Ec2.ModifyVpcEndpointRequest) => VpcEndpoint

const changeInterfaceEndpoint: Change = (ctx, endpoint, input) => {
  const { record, side } = endpoint
  const id = vpcEndpoints.idOf(endpoint)
  const vpcId = record.VpcId ?? ''
  const offer = offerBehind(ctx, endpoint)
  if (!offer) throw noSuchServiceName(record.ServiceName ?? '')
  const policy = changedPolicy(ctx, input, fullAccess, false)
  if (input.PolicyDocument !== undefined) requirePolicySupport(offer.name, offer.takesPolicies)
  const PrivateDnsEnabled = input.PrivateDnsEnabled ?? record.PrivateDnsEnabled ?? false
  if (input.PrivateDnsEnabled) {
    requirePrivateNames(ctx, vpcId, offer, stateOf(endpoint) !== 'pendingAcceptance', id)
  }
  const placed = changeInterfaces(ctx, endpoint, input, {
    requireZones: (places) => requireZones(ctx, offer, places),
    requireType: (type, subnets) => requireIpType(type, offer, subnets),
  })
  const DnsOptions = interfaceDnsOptions(ctx, {
    vpcId,
    offer,
    hasGateway: hasGatewayTwin(ctx, offer),
    type: placed.type,
    privateDns: PrivateDnsEnabled,
    asked: input.DnsOptions,
    before: record.DnsOptions,
  })
  const hiddenZones = PrivateDnsEnabled ? hiddenZonesFor(ctx.store, offer.privateNames, side.hiddenZones) : {}
  return vpcEndpoints.update(
    ctx,
    endpoint,
    {
      ...policy,
      SubnetIds: placed.subnets.map((subnet) => subnet.SubnetId ?? ''),
      NetworkInterfaceIds: placed.interfaces,
      Groups: placed.groups,
      IpAddressType: placed.type,
      DnsOptions,
      PrivateDnsEnabled,
      DnsEntries: dnsEntriesOf({
        id,
        label: side.label,
        offer,
        region: ctx.region,
        zoneNames: placed.subnets.map((subnet) => subnet.AvailabilityZone ?? ''),
        hiddenZones: PrivateDnsEnabled ? hiddenZones : undefined,
      }),
    },
    { hiddenZones },
  )
}

const changeGatewayEndpoint: Change = (ctx, endpoint, input) => {
  const { record } = endpoint
  const { VpcId = '', ServiceName = '', RouteTableIds = [] } = record
  const id = vpcEndpoints.idOf(endpoint)
  const offer = offerBehind(ctx, endpoint)
  const policy = changedPolicy(ctx, input, gatewayFullAccess, true)
  const before = readIpType(record.IpAddressType)
  const type = readIpType(input.IpAddressType ?? before)
  if (offer && type !== before) requireIpType(type, offer, [])
  const DnsOptions = gatewayDnsOptions(ctx, VpcId, ServiceName, input.DnsOptions, record.DnsOptions)
  requireStillFits(ctx, endpoint, DnsOptions)
  const removed = input.RemoveRouteTableIds ?? []
  const stranger = removed.find((one) => !RouteTableIds.includes(one))
  if (stranger !== undefined) {
    throw badEndpoint(`The route table ${stranger} is not associated with the VPC endpoint.`)
  }
  const kept = RouteTableIds.filter((one) => !removed.includes(one))
  const added = (input.AddRouteTableIds ?? []).filter((one) => !kept.includes(one))
  requireRouteTables(ctx, VpcId, added)
  const after = [...kept, ...new Set(added)]
  if (type !== before) removeEndpointRoutes(ctx, id, RouteTableIds)
  else removeEndpointRoutes(ctx, id, removed)
  const tables = requireRouteTables(ctx, VpcId, type === before ? added : after)
  addEndpointRoutes(ctx, id, prefixListsOf(ctx.region, ServiceName, type), tables)
  return vpcEndpoints.update(ctx, endpoint, {
    ...policy,
    IpAddressType: type,
    DnsOptions,
    RouteTableIds: after,
  })
}

// PrivateLink guide, vpc-endpoints-s3: both endpoints make the same kinds of records, or the gateway's the service's.
function requireStillFits(ctx: Context, { record }: VpcEndpoint, { DnsRecordIpType }: Ec2.DnsOptions): void {
  if (DnsRecordIpType === record.DnsOptions?.DnsRecordIpType || DnsRecordIpType === 'service-defined') return
  const dependent = dependsOnGateway(ctx, record.VpcId ?? '', record.ServiceName)
  if (!dependent || dependent.record.DnsOptions?.DnsRecordIpType === DnsRecordIpType) return
  if (gatewayEndpointsFor(ctx, record.VpcId ?? '', record.ServiceName).length > 1) return
  throw badEndpoint(
    `The DnsRecordIpType of the Gateway endpoint must be service-defined or that of the VPC endpoint ${vpcEndpoints.idOf(dependent)}.`,
  )
}

const changeApplianceEndpoint: Change = (_ctx, endpoint, input) => {
  const { AddSubnetIds, RemoveSubnetIds, SubnetConfigurations, IpAddressType, DnsOptions } = input
  // PrivateLink guide, gateway-load-balancer-endpoints: the subnet cannot be changed.
  if (AddSubnetIds?.length || RemoveSubnetIds?.length || SubnetConfigurations?.length) {
    throw badEndpoint('The subnet of a GatewayLoadBalancer type VPC Endpoint cannot be modified.')
  }
  if (IpAddressType !== undefined || DnsOptions) {
    throw badEndpoint(
      'IpAddressType and DnsOptions cannot be modified for GatewayLoadBalancer type VPC Endpoint.',
    )
  }
  return endpoint
}

const changeLatticeEndpoint: Change = (ctx, endpoint, input) => {
  const { record } = endpoint
  const placed = changeInterfaces(ctx, endpoint, input, {
    requireZones: () => {},
    requireType: requireSubnetsFor,
  })
  const PrivateDnsEnabled = input.PrivateDnsEnabled ?? record.PrivateDnsEnabled ?? false
  if (input.PrivateDnsEnabled && !hasVpcDns(ctx, record.VpcId ?? '')) {
    throw badEndpoint(
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${record.VpcId}`,
    )
  }
  return vpcEndpoints.update(ctx, endpoint, {
    SubnetIds: placed.subnets.map((subnet) => subnet.SubnetId ?? ''),
    NetworkInterfaceIds: placed.interfaces,
    Groups: placed.groups,
    IpAddressType: placed.type.toUpperCase() as Ec2.IpAddressType,
    DnsOptions: latticeDnsOptions(placed.type, input.DnsOptions, record.DnsOptions),
    PrivateDnsEnabled,
  })
}

function changedPolicy(
  ctx: Context,
  { PolicyDocument, ResetPolicy }: Ec2.ModifyVpcEndpointRequest,
  full: string,
  isGateway: boolean,
): Pick<Ec2.VpcEndpoint, 'PolicyDocument'> {
  if (PolicyDocument !== undefined && ResetPolicy) {
    throw badEndpoint('PolicyDocument and ResetPolicy cannot be specified in the same request.')
  }
  if (ResetPolicy) return { PolicyDocument: full }
  if (PolicyDocument === undefined) return {}
  requirePolicy(ctx, PolicyDocument, isGateway)
  return { PolicyDocument }
}

export const changes: Readonly<Partial<Record<Ec2.VpcEndpointType, Change>>> = {
  Interface: changeInterfaceEndpoint,
  Gateway: changeGatewayEndpoint,
  GatewayLoadBalancer: changeApplianceEndpoint,
  Resource: changeLatticeEndpoint,
  ServiceNetwork: changeLatticeEndpoint,
}
