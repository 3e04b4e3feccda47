import type { Fabric } from '../../network/fabric.ts'
import { instances } from '../../services/ec2/instances.ts'
import { privateDnsName, privateDomain } from '../../services/ec2/public-addresses.ts'
import { cardsOf } from './cards.ts'
import type { HostRef } from './find-host.ts'

/** As `hostname` prints it. EC2 user guide, ec2-instance-naming: after the address, or after the instance. */
export function hostnameOf(fabric: Fabric, host: HostRef): string {
  if (host.kind !== 'instance') return host.id
  const held = instances.get(fabric, host.id)
  const region = held?.region ?? 'us-east-1'
  const address = cardsOf(fabric, host)[0]?.addresses[0]?.address
  const isNamedById = held?.record.PrivateDnsNameOptions?.HostnameType === 'resource-name'
  if (isNamedById || !address?.includes('.')) return `${host.id}.${privateDomain(region)}`
  return privateDnsName(region, address)
}
