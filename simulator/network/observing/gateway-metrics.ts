import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { transitGateways } from '../../services/ec2/transit-gateways.ts'
import type { Measurement } from '../../services/observations.ts'
import { type Station, type TrafficSeen, volumeOf } from '../../world/traffic.ts'
import type { Fabric } from '../fabric.ts'
import { Meter } from './measurement.ts'

// VPC user guide, metrics-dimensions-nat-gateway; transit gateway guide, transit-gateway-cloudwatch-metrics.

export const gatewayMetrics = (fabric: Fabric, row: TrafficSeen): Measurement[] =>
  row.stations.flatMap((station) => {
    if (station.kind === 'nat-gateway-out') return ofNatGateway(fabric, row, station)
    return station.kind.startsWith('transit-gateway') ? ofTransitGateway(fabric, row, station) : []
  })

function ofNatGateway(fabric: Fabric, row: TrafficSeen, { id, drop }: Station): Measurement[] {
  const nat = natGateways.get(fabric, id)
  if (!nat) return []
  const meter = new Meter(nat, 'AWS/NATGateway', row, [{ NatGatewayId: id }])
  const { sent, received } = row
  meter.amount('BytesInFromSource', sent.bytes).amount('PacketsInFromSource', sent.packets, 'Count')
  if (drop !== undefined) return meter.count('PacketsDropCount', sent.packets).measurements
  const isTcp = row.sightings.some(({ protocol }) => protocol === 6)
  const isEstablished = row.ending !== 'unanswered' && row.ending !== 'refused'
  return meter
    .amount('BytesOutToDestination', sent.bytes)
    .amount('PacketsOutToDestination', sent.packets, 'Count')
    .amount('BytesInFromDestination', received.bytes)
    .amount('PacketsInFromDestination', received.packets, 'Count')
    .amount('BytesOutToSource', received.bytes)
    .amount('PacketsOutToSource', received.packets, 'Count')
    .gauge('ActiveConnectionCount', isTcp ? 1 : 0)
    .count('ConnectionAttemptCount', isTcp ? 1 : 0)
    .count('ConnectionEstablishedCount', isTcp && isEstablished ? 1 : 0)
    .gauge('ErrorPortAllocation', 0)
    .gauge('PacketsDropCount', 0).measurements
}

function ofTransitGateway(
  fabric: Fabric,
  row: TrafficSeen,
  { kind, id, of = '', way, drop }: Station,
): Measurement[] {
  const gateway = transitGateways.get(fabric, of)
  if (!gateway) return []
  const own = { TransitGateway: of }
  const meter = new Meter(gateway, 'AWS/TransitGateway', row, [own, { ...own, TransitGatewayAttachment: id }])
  const { packets, bytes } = volumeOf(row, way)
  if (kind === 'transit-gateway-in') {
    meter.amount('BytesIn', bytes).amount('PacketsIn', packets, 'Count')
    if (drop === 'no-transit-route' || drop === 'attachment-without-table') {
      meter.count('PacketDropCountNoRoute', packets).count('BytesDropCountNoRoute', bytes, 'Bytes')
    }
    if (drop === 'transit-route-is-blackhole') {
      meter.count('PacketDropCountBlackhole', packets).count('BytesDropCountBlackhole', bytes, 'Bytes')
    }
  } else if (drop === undefined) meter.amount('BytesOut', bytes).amount('PacketsOut', packets, 'Count')
  return meter.measurements
}
