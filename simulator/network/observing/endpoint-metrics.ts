import { endpointConnections } from '../../services/ec2/endpoint-connections.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { type VpcEndpoint, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import type { Measurement } from '../../services/observations.ts'
import { bytesOf, type Station, type TrafficSeen } from '../../world/traffic.ts'
import { serviceBehind } from '../endpoint-ways.ts'
import type { Fabric } from '../fabric.ts'
import { Meter } from './measurement.ts'
import { zoneNameOf } from './zone-names.ts'

// PrivateLink guide, privatelink-cloudwatch-metrics: AWS/PrivateLinkEndpoints for who owns the endpoint, except for
// endpoints of services in other Regions, and AWS/PrivateLinkServices for who provides the service.

export const endpointMetrics = (fabric: Fabric, row: TrafficSeen): Measurement[] =>
  row.stations.flatMap((station) => {
    if (station.way !== 'there') return []
    if (station.kind !== 'service-endpoint' && station.kind !== 'inspection-endpoint') return []
    const endpoint = vpcEndpoints.get(fabric, station.id)
    if (!endpoint) return []
    return [...forConsumer(fabric, row, station, endpoint), ...forProvider(fabric, row, station, endpoint)]
  })

/** Somebody behind the endpoint answered with a reset. */
const isReset = ({ ending }: TrafficSeen): boolean => ending === 'refused' || ending === 'reset'

function forConsumer(
  fabric: Fabric,
  row: TrafficSeen,
  station: Station,
  endpoint: VpcEndpoint,
): Measurement[] {
  const {
    VpcEndpointId = '',
    VpcEndpointType = '',
    ServiceName = '',
    ServiceRegion,
    VpcId = '',
  } = endpoint.record
  if (ServiceRegion !== undefined && ServiceRegion !== endpoint.region) return []
  const id = station.interface ?? endpoint.record.NetworkInterfaceIds?.[0] ?? ''
  const subnet = networkInterfaces.get(fabric, id)?.record.SubnetId ?? ''
  const common = {
    'Endpoint Type': VpcEndpointType,
    'Service Name': ServiceName,
    'VPC Endpoint Id': VpcEndpointId,
    'VPC Id': VpcId,
  }
  const meter = new Meter(endpoint, 'AWS/PrivateLinkEndpoints', row, [
    common,
    { ...common, 'Subnet Id': subnet },
  ])
  if (station.drop !== undefined && station.answer === undefined) {
    return meter.count('PacketsDropped', row.sent.packets).measurements
  }
  return meter
    .gauge('ActiveConnections', 1)
    .count('NewConnections', 1)
    .amount('BytesProcessed', bytesOf(row))
    .count('RstPacketsReceived', isReset(row) ? 1 : 0).measurements
}

// EC2 prints the state in small letters, whatever its model says.
const isAvailable = (endpoint: VpcEndpoint | undefined): boolean =>
  endpoint?.record.State?.toLowerCase() === 'available'

function forProvider(
  fabric: Fabric,
  row: TrafficSeen,
  station: Station,
  endpoint: VpcEndpoint,
): Measurement[] {
  const service = serviceBehind(fabric, endpoint)
  if (!service) return []
  const { ServiceId = '' } = service.record
  const balancer = row.stations.find(
    ({ kind, of, way }) =>
      way === 'there' && (kind === 'balancer-node' || kind === 'inspection-node') && of === station.id,
  )
  if (!balancer) return []
  const own = { 'Service Id': ServiceId }
  const zone = { Az: zoneNameOf(fabric, balancer.interface ?? '') }
  const of = { 'Load Balancer Arn': balancer.id }
  const sets = [
    own,
    { ...zone, ...own },
    { ...of, ...own },
    { ...zone, ...of, ...own },
    { ...own, 'VPC Endpoint Id': station.id },
  ]
  const connected = endpointConnections
    .by(fabric, 'service', ServiceId)
    .filter(({ record }) => isAvailable(vpcEndpoints.get(fabric, record.VpcEndpointId ?? ''))).length
  return [
    ...new Meter(service, 'AWS/PrivateLinkServices', row, sets)
      .gauge('ActiveConnections', 1)
      .count('NewConnections', 1)
      .amount('BytesProcessed', bytesOf(row))
      .count('RstPacketsSent', isReset(row) ? 1 : 0).measurements,
    ...new Meter(service, 'AWS/PrivateLinkServices', row, [own]).gauge('EndpointsCount', connected)
      .measurements,
  ]
}
