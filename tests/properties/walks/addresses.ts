import { expect } from 'vitest'
import type { Ec2 } from '../../../simulator/api/generated/types.d.ts'
import type { Cloud } from '../../../simulator/cloud.ts'
import { addressAt, formatAddress, parsePrefix, prefixSize } from '../../../simulator/kernel/address.ts'
import { elasticIps } from '../../../simulator/services/ec2/elastic-ips.ts'
import { interfaceOf, type NatGateway, natGateways } from '../../../simulator/services/ec2/nat-gateways.ts'
import { networkInterfaces } from '../../../simulator/services/ec2/network-interfaces.ts'
import { takenAddresses } from '../../../simulator/services/ec2/private-addresses.ts'
import { publicAddresses } from '../../../simulator/services/ec2/public-addresses.ts'
import { vpnConnections } from '../../../simulator/services/ec2/vpn-connections.ts'

/** Every address in use is somebody's, and everybody's is in use. */
export function expectAddressesInOrder(cloud: Cloud): void {
  const interfaces = networkInterfaces.everyone(cloud).map(({ record }) => record)
  const natted = interfaces.filter((eni) => String(eni.InterfaceType) === 'nat_gateway')
  expect(
    natGateways.everyone(cloud).flatMap(placesOf).sort(),
    'addresses that NAT gateways have, and those of the interfaces made for them',
  ).toEqual(natted.flatMap(addressesOf).sort())
  const addresses = elasticIps.everyone(cloud).map(({ record }) => record)
  const taken = cloud.store.all(takenAddresses).map((one) => `${one.subnet}/${one.address} ${one.interface}`)
  expect(taken.sort(), 'addresses that are taken, and those that interfaces have').toEqual(
    interfaces.flatMap(addressesOf).sort(),
  )
  const automatic = interfaces
    .flatMap(associationsOf)
    .filter((one) => one.AllocationId === undefined)
    .map((one) => one.PublicIp)
  expect(
    cloud.store
      .all(publicAddresses)
      .map((one) => one.address)
      .sort(),
    'public addresses that are taken, and those that are somebody’s',
  ).toEqual([...automatic, ...addresses.map((one) => one.PublicIp), ...tunnelAddresses(cloud)].sort())
  expect(
    interfaces
      .flatMap(associationsOf)
      .flatMap((one) => one.AssociationId ?? [])
      .sort(),
    'associations as the interfaces and as the Elastic IP addresses have them',
  ).toEqual(addresses.flatMap((one) => one.AssociationId ?? []).sort())
}

const tunnelAddresses = (cloud: Cloud): (string | undefined)[] =>
  vpnConnections
    .everyone(cloud)
    .filter(({ record }) => record.State !== 'deleted')
    .flatMap(({ record }) => (record.Options?.TunnelOptions ?? []).map((one) => one.OutsideIpAddress))

function placesOf(gateway: NatGateway): string[] {
  if (interfaceOf(gateway) === undefined) return []
  const { NatGatewayAddresses = [], SubnetId } = gateway.record
  return NatGatewayAddresses.map((one) => `${SubnetId}/${one.PrivateIp} ${one.NetworkInterfaceId}`)
}

const associationsOf = ({ PrivateIpAddresses }: Ec2.NetworkInterface) =>
  (PrivateIpAddresses ?? []).flatMap((one) => one.Association ?? [])

function addressesOf(eni: Ec2.NetworkInterface): string[] {
  const ipv4Prefixes = (eni.Ipv4Prefixes ?? []).map((one) => parsePrefix(one.Ipv4Prefix ?? '')!.prefix)
  return [
    ...(eni.PrivateIpAddresses ?? []).map((one) => one.PrivateIpAddress),
    ...(eni.Ipv6Addresses ?? []).map((one) => one.Ipv6Address),
    ...(eni.Ipv6Prefixes ?? []).map((one) => one.Ipv6Prefix),
    ...ipv4Prefixes.flatMap((prefix) =>
      Array.from({ length: prefixSize(prefix) }, (_, i) => formatAddress(addressAt(prefix, i)!)),
    ),
  ].map((address) => `${eni.SubnetId}/${address} ${eni.NetworkInterfaceId}`)
}
