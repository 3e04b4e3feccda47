import { interfacesOf } from '../../services/ec2/network-interfaces.ts'
import { siteHosts } from '../../services/onprem/tables.ts'
import type { Machine } from '../machine.ts'
import type { HostRef } from './find-host.ts'

/** Under which address somebody would call the machine from here: the private one, or from the internet the public one. */
export function addressFor(from: Machine, { kind, id }: HostRef): string | undefined {
  const { fabric } = from
  if (kind === 'workstation') return undefined
  if (kind === 'site-host') return fabric.store.get(siteHosts, id)?.Address
  const [eni] = interfacesOf(fabric, id)
  const { Association, PrivateIpAddress, Ipv6Addresses } = eni?.record ?? {}
  const isOutside = from.kind === 'workstation'
  return (
    (isOutside ? Association?.PublicIp : undefined) ?? PrivateIpAddress ?? Ipv6Addresses?.[0]?.Ipv6Address
  )
}
