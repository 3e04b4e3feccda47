import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import type { Measurement } from '../../services/observations.ts'
import { type TrafficSeen, volumeOf } from '../../world/traffic.ts'
import type { Fabric } from '../fabric.ts'
import { Meter } from './measurement.ts'

/** EC2 user guide, viewing_metrics_with_cloudwatch: on all network interfaces of the instance. */
export const instanceMetrics = (fabric: Fabric, row: TrafficSeen): Measurement[] =>
  row.sightings.flatMap((sighting) => {
    const eni = networkInterfaces.get(fabric, sighting.interface)
    const InstanceId = eni?.record.Attachment?.InstanceId
    if (!eni || InstanceId === undefined || isStopped(sighting)) return []
    const { packets, bytes } = volumeOf(row, sighting.way)
    const way = sighting.direction === 'ingress' ? 'In' : 'Out'
    return new Meter(eni, 'AWS/EC2', row, [{ InstanceId }])
      .amount(`Network${way}`, bytes + packets * (sighting.wrapping ?? 0))
      .amount(`NetworkPackets${way}`, packets, 'Count').measurements
  })

/** What a security group or network ACL keeps away does not reach the instance. */
const isStopped = ({ direction, refusedBy }: TrafficSeen['sightings'][number]): boolean =>
  direction === 'ingress' && refusedBy !== undefined
