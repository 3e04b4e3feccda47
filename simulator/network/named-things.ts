import { formatAddress, parseAddress } from '../kernel/address.ts'
import type { Store } from '../kernel/store.ts'
import { instances } from '../services/ec2/instances.ts'
import { natGateways } from '../services/ec2/nat-gateways.ts'
import { interfacesOf, type NetworkInterface, networkInterfaces } from '../services/ec2/network-interfaces.ts'
import { vpcEndpoints } from '../services/ec2/vpc-endpoints.ts'
import { loadBalancers } from '../services/elbv2/load-balancers.ts'
import { nodesOf } from './compiled/load-balancers.ts'
import type { Fabric } from './fabric.ts'
import { perTables } from './remembered.ts'

// What people call things by that have addresses: ids, Name tags, names of load balancers, addresses.

/** The network interfaces of a thing; or of several things that have one name, by the things' ids. */
export function interfacesNamed(
  fabric: Fabric,
  name: string,
): ReadonlyMap<string, readonly NetworkInterface[]> {
  const own = interfacesOfId(fabric, name)
  if (own.length) return new Map([[name, own]])
  const ids = names(fabric.store, '').get(name) ?? []
  const found = ids.map((id) => [id, interfacesOfId(fabric, id)] as const)
  if (found.length) return new Map(found)
  const address = parseAddress(name)
  return new Map(
    address === undefined
      ? []
      : holdersOf(fabric.store, formatAddress(address)).map((eni) => [networkInterfaces.idOf(eni), [eni]]),
  )
}

/** Interfaces by the id of what has them: an instance, an endpoint, a NAT gateway, a load balancer, or their own. */
function interfacesOfId(fabric: Fabric, id: string): readonly NetworkInterface[] {
  const own = networkInterfaces.get(fabric, id)
  if (own) return [own]
  if (loadBalancers.get(fabric, id)) return nodesOf(fabric, id).map(({ eni }) => eni)
  const ids =
    vpcEndpoints.get(fabric, id)?.record.NetworkInterfaceIds ??
    natGateways.get(fabric, id)?.record.NatGatewayAddresses?.map((one) => one.NetworkInterfaceId ?? '')
  if (ids) return ids.flatMap((one) => networkInterfaces.get(fabric, one) ?? [])
  return interfacesOf(fabric, id)
}

const named = [instances, networkInterfaces, natGateways, vpcEndpoints, loadBalancers] as const

/** Ids by name. A name may be that of several things. */
const names = perTables(
  named.map(({ table }) => table),
  (store): ReadonlyMap<string, readonly string[]> => {
    const found = new Map<string, string[]>()
    const add = (name: string | undefined, id: string) => {
      if (name !== undefined && name !== '') found.set(name, [...(found.get(name) ?? []), id])
    }
    const tagged = (family: (typeof named)[number]) => {
      const one = family as typeof instances
      for (const held of one.everyone({ store })) {
        add(one.tagsOf(held).find(({ Key }) => Key === 'Name')?.Value, one.idOf(held))
      }
    }
    for (const family of named) tagged(family)
    for (const balancer of loadBalancers.everyone({ store })) {
      add(balancer.record.LoadBalancerName, loadBalancers.idOf(balancer))
    }
    // An instance and its interface often have one name, and mean the same.
    for (const [name, ids] of found) {
      const isMeant = (id: string) =>
        !ids.includes(networkInterfaces.get({ store }, id)?.record.Attachment?.InstanceId ?? '')
      found.set(name, [...new Set(ids.filter(isMeant))])
    }
    return found
  },
)

const holders = perTables(
  [networkInterfaces.table],
  (store): ReadonlyMap<string, readonly NetworkInterface[]> => {
    const found = new Map<string, NetworkInterface[]>()
    for (const eni of networkInterfaces.everyone({ store })) {
      const { PrivateIpAddresses = [], Ipv6Addresses = [] } = eni.record
      const own = [
        ...PrivateIpAddresses.map((one) => one.PrivateIpAddress),
        ...Ipv6Addresses.map((one) => one.Ipv6Address),
      ]
      for (const address of own)
        if (address !== undefined) found.set(address, [...(found.get(address) ?? []), eni])
    }
    return found
  },
)

const holdersOf = (store: Store, address: string): readonly NetworkInterface[] =>
  holders(store, '').get(address) ?? []
