import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { subnets } from './subnets.ts'
import { newLabel } from './vpc-endpoint-dns-entries.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'
import {
  openEndpointInterface,
  readIpType,
  readPlaces,
  requireIpType,
  requireOnePerZone,
  requireZones,
} from './vpc-endpoint-places.ts'
import { requireRoomForEndpoint } from './vpc-endpoint-quotas.ts'
import { type EndpointRequest, requireOffer } from './vpc-endpoint-requests.ts'
import { serviceKey, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

// PrivateLink guide, gateway-load-balancer-endpoints: one subnet for good; no groups, no policy, no names.
export function openGatewayLoadBalancerEndpoint(
  ctx: Context,
  { input, vpcId, tags }: EndpointRequest,
): VpcEndpoint {
  const offer = requireOffer(ctx, 'GatewayLoadBalancer', input)
  if (input.DnsOptions) {
    throw badEndpoint('DnsOptions are not supported for GatewayLoadBalancer type VPC Endpoint.')
  }
  const places = readPlaces(ctx, vpcId, input.SubnetIds, input.SubnetConfigurations)
  const [place] = places
  if (!place || places.length > 1) {
    throw badEndpoint('Exactly one subnet ID is required for GatewayLoadBalancer type VPC Endpoint.')
  }
  requireZones(ctx, offer, places)
  requireOnePerZone(places, placedFor(ctx, vpcId, offer.name))
  const type = readIpType(input.IpAddressType)
  requireIpType(type, offer, [place.subnet])
  requireRoomForEndpoint(ctx, 'GatewayLoadBalancer', vpcId)

  const id = ctx.newId('vpce')
  const eni = openEndpointInterface(ctx, { endpoint: id, place, type, groups: [], isAppliance: true })
  return vpcEndpoints.create(
    ctx,
    {
      VpcEndpointId: id,
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId: vpcId,
      ServiceName: offer.name,
      State: (offer.acceptanceRequired ? 'pendingAcceptance' : 'pending') as string as Ec2.State,
      SubnetIds: [place.subnet.SubnetId ?? ''],
      IpAddressType: type,
      RequesterManaged: false,
      NetworkInterfaceIds: [eni.record.NetworkInterfaceId ?? ''],
      CreationTimestamp: timestamp(ctx.now),
      Tags: tags,
      OwnerId: ctx.account,
      ServiceRegion: offer.region,
    },
    {
      label: newLabel(ctx.store),
      hiddenZones: {},
      service: offer.service?.record.ServiceId,
      changing: false,
    },
  )
}

/** The subnets where the VPC has endpoints of the service already. */
function placedFor(ctx: Context, VpcId: string, ServiceName: string): Ec2.Subnet[] {
  const key = serviceKey({ VpcId, ServiceName, VpcEndpointType: 'GatewayLoadBalancer' })
  return vpcEndpoints
    .by(ctx, 'service-in-vpc', key)
    .flatMap(({ record }) => record.SubnetIds ?? [])
    .map((id) => subnets.get(ctx, id)?.record)
    .filter((subnet) => subnet !== undefined)
}
