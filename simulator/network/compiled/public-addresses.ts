import { type Address, formatAddress, parseAddress } from '../../kernel/address.ts'
import type { PrefixMap } from '../../kernel/prefix-map.ts'
import { egressOnlyInternetGateways } from '../../services/ec2/egress-only-internet-gateways.ts'
import { elasticIps } from '../../services/ec2/elastic-ips.ts'
import { internetGateways } from '../../services/ec2/internet-gateways.ts'
import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { attachesTo } from '../../services/ec2/route-targets.ts'
import { publicIpv4Ranges } from '../../world/catalogue/address-ranges.ts'
import { regions } from '../../world/catalogue/regions.ts'
import type { Fabric } from '../fabric.ts'
import { perRecord, perTables } from '../remembered.ts'
import { setOfCidrs } from './prefix-sets.ts'

interface Pairs {
  readonly toPublic: ReadonlyMap<Address, Address>
  readonly toPrivate: ReadonlyMap<Address, Address>
}

/** Which of an interface's private IPv4 addresses has which public one. */
export const publicPairsOf = perRecord(({ record }: NetworkInterface): Pairs => {
  const { PrivateIpAddress, Association, PrivateIpAddresses = [{ PrivateIpAddress, Association }] } = record
  const pairs = PrivateIpAddresses.flatMap((one) => {
    const inside = parseAddress(one.PrivateIpAddress ?? '')
    const outside = parseAddress(one.Association?.PublicIp ?? '')
    return inside === undefined || outside === undefined ? [] : [[inside, outside] as const]
  })
  return { toPublic: new Map(pairs), toPrivate: new Map(pairs.map(([inside, outside]) => [outside, inside])) }
})

const interfaceIds = perTables(
  [networkInterfaces.table],
  (store, address) =>
    networkInterfaces.by({ store }, 'public-address', address)[0]?.record.NetworkInterfaceId,
)

/** The interface that has a public IPv4 address, in whatever account and Region. */
export const interfaceAtPublic = (fabric: Fabric, address: Address): NetworkInterface | undefined =>
  networkInterfaces.get(fabric, interfaceIds(fabric.store, formatAddress(address)) ?? '')

/** Whether a public address is one that AWS gives to its customers, or is somebody's Elastic IP address. */
export function isCustomersAddress(fabric: Fabric, address: Address): boolean {
  if (typeof address !== 'number') return false
  customersRanges ??= setOfCidrs(regions.flatMap(({ code }) => publicIpv4Ranges(code)))
  if (customersRanges.lookup(address)) return true
  return elasticIps.count(fabric, 'public-ip', formatAddress(address)) > 0
}

let customersRanges: PrefixMap<true> | undefined

const internetGatewayIds = perTables([internetGateways.table], (store, vpc) => {
  const found = internetGateways
    .by({ store }, 'vpc', vpc)
    .find(({ record }) => attachesTo({ ...record }, vpc))
  return found?.record.InternetGatewayId
})

/** The internet gateway that is attached to a VPC. */
export const internetGatewayOf = (fabric: Fabric, vpc: string): string | undefined =>
  internetGatewayIds(fabric.store, vpc)

const egressOnlyIds = perTables([egressOnlyInternetGateways.table], (store, vpc) => {
  const found = egressOnlyInternetGateways
    .by({ store }, 'vpc', vpc)
    .find(({ record }) => attachesTo({ ...record }, vpc))
  return found?.record.EgressOnlyInternetGatewayId
})

/** An egress-only internet gateway that is attached to a VPC. */
export const egressOnlyGatewayOf = (fabric: Fabric, vpc: string): string | undefined =>
  egressOnlyIds(fabric.store, vpc)
