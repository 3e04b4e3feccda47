import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Context, timestamp } from '../context.ts'
import { type EndpointOffer, offersNamed } from './endpoint-offers.ts'
import { groupsFor } from './interface-groups.ts'
import { dnsEntriesOf, hiddenZonesFor, newLabel } from './vpc-endpoint-dns-entries.ts'
import { gatewayEndpointsFor, interfaceDnsOptions } from './vpc-endpoint-dns-options.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'
import {
  openEndpointInterface,
  type Place,
  readIpType,
  readPlaces,
  requireIpType,
  requireOnePerZone,
  requireZones,
} from './vpc-endpoint-places.ts'
import { fullAccess, requirePolicy, requirePolicySupport } from './vpc-endpoint-policies.ts'
import { hasVpcDns, requirePrivateNames } from './vpc-endpoint-private-names.ts'
import { requireRoomForEndpoint } from './vpc-endpoint-quotas.ts'
import { type EndpointRequest, requireOffer } from './vpc-endpoint-requests.ts'
import { type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

export function openInterfaceEndpoint(ctx: Context, { input, vpcId, tags }: EndpointRequest): VpcEndpoint {
  const offer = requireOffer(ctx, 'Interface', input)
  const places = readPlaces(ctx, vpcId, input.SubnetIds, input.SubnetConfigurations)
  requireOnePerZone(places)
  requireZones(ctx, offer, places)
  const type = readIpType(input.IpAddressType)
  requireIpType(
    type,
    offer,
    places.map(({ subnet }) => subnet),
  )
  const Groups = endpointGroups(ctx, vpcId, input.SecurityGroupIds, places)
  if (input.PolicyDocument !== undefined) {
    requirePolicy(ctx, input.PolicyDocument, false)
    requirePolicySupport(offer.name, offer.takesPolicies)
  }
  const hasGateway = hasGatewayTwin(ctx, offer)
  const PrivateDnsEnabled = wantsPrivateDns(ctx, vpcId, offer, hasGateway, input.PrivateDnsEnabled)
  if (PrivateDnsEnabled) requirePrivateNames(ctx, vpcId, offer, !offer.acceptanceRequired)
  const DnsOptions = interfaceDnsOptions(ctx, {
    vpcId,
    offer,
    hasGateway,
    type,
    privateDns: PrivateDnsEnabled,
    asked: input.DnsOptions,
  })
  requireRoomForEndpoint(ctx, 'Interface', vpcId)

  const id = ctx.newId('vpce')
  const label = newLabel(ctx.store)
  const hiddenZones = PrivateDnsEnabled ? hiddenZonesFor(ctx.store, offer.privateNames) : {}
  const interfaces = places.map((place) =>
    openEndpointInterface(ctx, { endpoint: id, place, type, groups: Groups }),
  )
  return vpcEndpoints.create(
    ctx,
    {
      VpcEndpointId: id,
      VpcEndpointType: 'Interface',
      VpcId: vpcId,
      ServiceName: offer.name,
      State: (offer.acceptanceRequired ? 'pendingAcceptance' : 'pending') as string as Ec2.State,
      PolicyDocument: input.PolicyDocument ?? fullAccess,
      RouteTableIds: [],
      SubnetIds: places.map(({ subnet }) => subnet.SubnetId ?? ''),
      Groups,
      IpAddressType: type,
      DnsOptions,
      PrivateDnsEnabled,
      RequesterManaged: false,
      NetworkInterfaceIds: interfaces.map(({ record }) => record.NetworkInterfaceId ?? ''),
      DnsEntries: dnsEntriesOf({
        id,
        label,
        offer,
        region: ctx.region,
        zoneNames: places.map(({ subnet }) => subnet.AvailabilityZone ?? ''),
        hiddenZones: PrivateDnsEnabled ? hiddenZones : undefined,
      }),
      CreationTimestamp: timestamp(ctx.now),
      Tags: tags,
      OwnerId: ctx.account,
      ServiceRegion: offer.region,
    },
    { label, hiddenZones, service: offer.service?.record.ServiceId, changing: false },
  )
}

/** The groups of an endpoint's interfaces; without any, the VPC's own group. */
export function endpointGroups(
  ctx: Context,
  vpcId: string,
  ids: readonly string[] | undefined,
  places: readonly Place[],
): Ec2.GroupIdentifier[] {
  const place = places[0] ? `subnet ${places[0].subnet.SubnetId}` : `VPC ${vpcId}`
  return groupsFor(ctx, vpcId, ids, {
    elsewhere: (group) => badEndpoint(`Security group ${group} and ${place} belong to different networks.`),
  })
}

/** Whether a service can be reached through gateway endpoints too. */
export const hasGatewayTwin = (ctx: Context, offer: EndpointOffer): boolean =>
  offer.region === ctx.region &&
  offer.privateNames.length > 0 &&
  offersNamed(ctx, offer.name, offer.region).some((one) => one.type === 'Gateway')

// Private DNS is on unless the request says otherwise, wherever it could be (observed: leaving the member out asks for
// it). S3 without a gateway endpoint stays without, as there it would need a second setting.
function wantsPrivateDns(
  ctx: Context,
  vpcId: string,
  offer: EndpointOffer,
  hasGateway: boolean,
  asked: boolean | undefined,
): boolean {
  if (asked !== undefined) return asked
  const isOffered = offer.privateNames.length > 0 && (offer.verification ?? 'verified') === 'verified'
  if (!isOffered || offer.acceptanceRequired || !hasVpcDns(ctx, vpcId)) return false
  return !hasGateway || gatewayEndpointsFor(ctx, vpcId, offer.name).length > 0
}
