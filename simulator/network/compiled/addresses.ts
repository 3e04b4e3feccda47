import { type Address, formatAddress, parseAddress } from '../../kernel/address.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import type { Fabric } from '../fabric.ts'
import { perRecord, perTables } from '../remembered.ts'

/** Every private IPv4 and IPv6 address of an interface, the primary one first. */
export const addressesOf = perRecord(({ record }: NetworkInterface): readonly Address[] => {
  const texts = [
    record.PrivateIpAddress,
    ...(record.PrivateIpAddresses ?? []).map((one) => one.PrivateIpAddress),
    ...(record.Ipv6Addresses ?? []).map((one) => one.Ipv6Address),
  ]
  return [...new Set(texts)].flatMap((text) => {
    const address = text === undefined ? undefined : parseAddress(text)
    return address === undefined ? [] : [address]
  })
})

const interfaceIds = perTables([networkInterfaces.table], (store, key) => {
  const [first] = networkInterfaces.by({ store }, 'address', key)
  return first?.record.NetworkInterfaceId
})

/** The interface that has an address in a VPC. */
export function interfaceAt(fabric: Fabric, vpc: string, address: Address): NetworkInterface | undefined {
  return networkInterfaces.get(fabric, interfaceIds(fabric.store, `${vpc}/${formatAddress(address)}`) ?? '')
}
