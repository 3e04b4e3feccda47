import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { listenersOf } from '../../services/elbv2/listeners.ts'
import { loadBalancers } from '../../services/elbv2/load-balancers.ts'
import type { Measurement } from '../../services/observations.ts'
import { capacityUnits } from '../../world/catalogue/capacity-units.ts'
import { bytesOf, type Sighting, type Station, type TrafficSeen } from '../../world/traffic.ts'
import { balancerArnOf } from '../compiled/load-balancers.ts'
import type { Fabric } from '../fabric.ts'
import { Meter } from './measurement.ts'
import { balancerName, targetMetrics } from './target-metrics.ts'
import { zoneNameOf } from './zone-names.ts'

// Network Load Balancer guide, load-balancer-cloudwatch-metrics; Gateway Load Balancer guide, cloudwatch-metrics.

const gigabyte = 1024 ** 3

export const balancerMetrics = (fabric: Fabric, row: TrafficSeen): Measurement[] => [
  ...row.stations.flatMap((station) => {
    if (station.way !== 'there') return []
    if (station.kind === 'balancer-node' && station.id.includes('/net/')) {
      return [...ofNetworkBalancer(fabric, row, station), ...targetMetrics(fabric, row, station)]
    }
    if (station.kind !== 'inspection-node') return []
    return [...ofGatewayBalancer(fabric, row, station), ...targetMetrics(fabric, row, station)]
  }),
  ...row.sightings.flatMap((sighting) =>
    sighting.refusedBy === 'security-group' ? blocked(fabric, row, sighting) : [],
  ),
]

const protocolOf = (row: TrafficSeen): 'TCP' | 'UDP' | undefined => {
  const protocol = row.sightings[0]?.protocol ?? 6
  return protocol === 6 ? 'TCP' : protocol === 17 ? 'UDP' : undefined
}

function meterOf(fabric: Fabric, row: TrafficSeen, station: Station, namespace: string): Meter | undefined {
  const balancer = loadBalancers.get(fabric, station.id)
  const LoadBalancer = { LoadBalancer: balancerName(station.id) }
  const zone = { AvailabilityZone: zoneNameOf(fabric, station.interface ?? '') }
  return balancer && new Meter(balancer, namespace, row, [LoadBalancer, { ...zone, ...LoadBalancer }])
}

function ofNetworkBalancer(fabric: Fabric, row: TrafficSeen, station: Station): Measurement[] {
  const meter = meterOf(fabric, row, station, 'AWS/NetworkELB')
  if (!meter) return []
  const kind = kindOf(fabric, row, station)
  if (kind === undefined) return []
  const both = (name: string) => [name, `${name}_${kind}`]
  for (const name of both('ActiveFlowCount')) meter.gauge(name, 1)
  for (const name of both('NewFlowCount')) meter.count(name, 1)
  for (const name of both('ProcessedBytes')) meter.amount(name, bytesOf(row))
  for (const name of both('ConsumedLCUs')) meter.amount(name, unitsOf(row, kind), 'Count')
  meter.amount('ProcessedPackets', row.sent.packets + row.received.packets, 'Count')
  if (kind === 'UDP') return meter.measurements
  const isOwn = station.answer === 'reset'
  const isReset = row.ending === 'reset' || (row.ending === 'refused' && !isOwn)
  return meter.count('TCP_ELB_Reset_Count', isOwn ? 1 : 0).count('TCP_Target_Reset_Count', isReset ? 1 : 0)
    .measurements
}

/** A listener that ends TLS counts its flows as such. */
function kindOf(fabric: Fabric, row: TrafficSeen, station: Station): 'TCP' | 'TLS' | 'UDP' | undefined {
  const protocol = protocolOf(row)
  if (protocol !== 'TCP') return protocol
  const ports = new Set(row.sightings.map(({ destinationPort }) => destinationPort))
  const isTls = listenersOf(fabric, station.id).some(
    ({ record }) => record.Protocol === 'TLS' && ports.has(record.Port ?? 0),
  )
  return isTls ? 'TLS' : 'TCP'
}

/** The fullest of the dimensions, as if the flow were all that there is in the hour. */
function unitsOf(row: TrafficSeen, kind: 'TCP' | 'TLS' | 'UDP'): number {
  const { newPerSecond, gbPerHour } = capacityUnits.nlcu[kind.toLowerCase() as 'tcp' | 'tls' | 'udp']
  return Math.max(1 / newPerSecond / 3600, bytesOf(row) / gigabyte / gbPerHour)
}

function ofGatewayBalancer(fabric: Fabric, row: TrafficSeen, station: Station): Measurement[] {
  const meter = meterOf(fabric, row, station, 'AWS/GatewayELB')
  const { newPerSecond, gbPerHour } = capacityUnits.glcu
  const units = Math.max(1 / newPerSecond / 3600, bytesOf(row) / gigabyte / gbPerHour)
  return (
    meter
      ?.gauge('ActiveFlowCount', 1)
      .count('NewFlowCount', 1)
      .amount('ProcessedBytes', bytesOf(row))
      .amount('ProcessedPackets', row.sent.packets + row.received.packets, 'Count')
      .amount('ConsumedLCUs', units, 'Count').measurements ?? []
  )
}

/** The load balancer's own security groups, at its nodes. */
function blocked(
  fabric: Fabric,
  row: TrafficSeen,
  { interface: id, direction, protocol }: Sighting,
): Measurement[] {
  const eni = networkInterfaces.get(fabric, id)
  const arn = eni ? balancerArnOf(eni) : ''
  if (!arn.includes('/net/')) return []
  const name = protocol === 6 ? 'TCP' : protocol === 17 ? 'UDP' : 'ICMP'
  const way = direction === 'ingress' ? 'Inbound' : 'Outbound'
  const station = { kind: 'balancer-node', id: arn, way: 'there', interface: id } as const
  const meter = meterOf(fabric, row, station, 'AWS/NetworkELB')
  return meter?.count(`SecurityGroupBlockedFlowCount_${way}_${name}`, 1).measurements ?? []
}
