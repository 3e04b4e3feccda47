import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import type { Fabric } from '../fabric.ts'

/** The Availability Zone of a network interface, as its owner calls it. */
export function zoneNameOf(fabric: Fabric, id: string): string {
  const { AvailabilityZone, SubnetId = '' } = networkInterfaces.get(fabric, id)?.record ?? {}
  return AvailabilityZone ?? subnets.get(fabric, SubnetId)?.record.AvailabilityZone ?? ''
}
