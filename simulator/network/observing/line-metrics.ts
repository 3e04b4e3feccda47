import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { vpnConnections } from '../../services/ec2/vpn-connections.ts'
import type { Measurement } from '../../services/observations.ts'
import { type Station, type TrafficSeen, volumeOf } from '../../world/traffic.ts'
import type { Fabric } from '../fabric.ts'
import { type Dimensions, Meter } from './measurement.ts'

// VPN user guide, monitoring-cloudwatch-vpn; Direct Connect guide, monitoring-cloudwatch. In and out are AWS's in and out.

export const lineMetrics = (fabric: Fabric, row: TrafficSeen): Measurement[] =>
  row.stations.flatMap((station) => {
    if (station.drop !== undefined) return []
    if (station.kind.startsWith('vpn-connection')) return ofVpn(fabric, row, station)
    return station.kind.startsWith('virtual-interface') ? ofVirtualInterface(fabric, row, station) : []
  })

function ofVpn(fabric: Fabric, row: TrafficSeen, { kind, id, way }: Station): Measurement[] {
  const connection = vpnConnections.get(fabric, id)
  if (!connection) return []
  const tunnel = connection.record.VgwTelemetry?.find(({ Status }) => Status === 'UP')?.OutsideIpAddress
  const sets: Dimensions[] = [{ VpnId: id }, ...(tunnel === undefined ? [] : [{ TunnelIpAddress: tunnel }])]
  return new Meter(connection, 'AWS/VPN', row, sets)
    .gauge('TunnelState', 1, 'None')
    .amount(kind === 'vpn-connection-in' ? 'TunnelDataIn' : 'TunnelDataOut', volumeOf(row, way).bytes)
    .measurements
}

function ofVirtualInterface(fabric: Fabric, row: TrafficSeen, { kind, id, way }: Station): Measurement[] {
  const line = virtualInterfaces.get(fabric, id)
  if (!line) return []
  const { connectionId = '' } = line.record
  const { bytes, packets } = volumeOf(row, way)
  const direction = kind === 'virtual-interface-in' ? 'Ingress' : 'Egress'
  const scope = { account: line.account, region: line.record.region ?? line.region }
  const ofConnection = [{ ConnectionId: connectionId }]
  const ofLine = [{ ConnectionId: connectionId, VirtualInterfaceId: id }]
  // Rates over the minute that a value stands for.
  const bits = (bytes * 8) / 60
  return [
    ...new Meter(scope, 'AWS/DX', row, ofLine)
      .amount(`VirtualInterfaceBps${direction}`, bits, 'Bits/Second')
      .amount(`VirtualInterfacePps${direction}`, packets / 60, 'Count/Second').measurements,
    ...new Meter(scope, 'AWS/DX', row, ofConnection)
      .gauge('ConnectionState', 1, 'None')
      .amount(`ConnectionBps${direction}`, bits, 'Bits/Second')
      .amount(`ConnectionPps${direction}`, packets / 60, 'Count/Second').measurements,
  ]
}
