import type { NetworkInterface } from '../services/ec2/network-interfaces.ts'
import { faults, isDown } from '../services/fault/faults.ts'
import type { Fabric } from './fabric.ts'
import { occupantOf } from './occupants.ts'

/** What a fault strikes that a network interface is, is part of or is in: the id of the first such thing. */
export function struckAt(fabric: Fabric, eni: NetworkInterface): string | undefined {
  if (fabric.store.size(faults) === 0) return undefined
  const { NetworkInterfaceId, Attachment, SubnetId, AvailabilityZoneId, VpcId } = eni.record
  const occupant = occupantOf(eni)
  return [
    NetworkInterfaceId,
    'id' in occupant ? occupant.id : undefined,
    Attachment?.InstanceId,
    SubnetId,
    AvailabilityZoneId,
    VpcId,
    eni.region,
  ].find((id) => id !== undefined && isDown(fabric, id))
}
