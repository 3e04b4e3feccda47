import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import {
  type Address,
  addressAfter,
  addressAt,
  addressBefore,
  formatAddress,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixContains,
  prefixSize,
} from '../../kernel/address.ts'
import { roll, rollBelow } from '../../kernel/random.ts'
import { type Store, table } from '../../kernel/store.ts'
import { invalidParameter } from './errors.ts'
import { reservedBlocks } from './subnet-cidr-reservations.ts'

// Which addresses of which subnet somebody has. Network interfaces take them and give them back.

interface TakenAddress {
  readonly subnet: string
  readonly address: string
  readonly family: 4 | 6
  readonly interface: string
}

const keyOf = (subnet: string, address: string) => `${subnet}/${address}`

export const takenAddresses = table<TakenAddress>(
  'ec2:taken-address',
  (taken) => keyOf(taken.subnet, taken.address),
  { subnet: (taken) => `${taken.subnet}/${taken.family}` },
)

// VPC user guide, subnet-sizing: the first four addresses and the last one are AWS's own.
const reservedAtStart = 4
const reserved = reservedAtStart + 1

export function freeAddressCount(store: Store, { SubnetId, CidrBlock }: Ec2.Subnet): number {
  const block = parsePrefix(CidrBlock ?? '')
  if (!block) return 0
  return prefixSize(block.prefix) - reserved - takenAddressCount(store, SubnetId ?? '', 4)
}

/** How many addresses of a family somebody has in a subnet. */
export const takenAddressCount = (store: Store, subnet: string, family: 4 | 6): number =>
  store.count(takenAddresses, 'subnet', `${subnet}/${family}`)

export const isTaken = (store: Store, subnet: string, address: string): boolean =>
  store.has(takenAddresses, keyOf(subnet, address))

/** Who has an address, by the id of the network interface. */
export const holderOf = (store: Store, subnet: string, address: string): string | undefined =>
  store.get(takenAddresses, keyOf(subnet, address))?.interface

/** Takes an address of a subnet for a network interface: the one asked for, or a free one. */
export function takeAddress(
  store: Store,
  subnet: Ec2.Subnet,
  holder: string,
  family: 4 | 6 = 4,
  wanted?: string,
): string {
  const id = subnet.SubnetId ?? ''
  const block = blockOf(subnet, family)
  const address =
    wanted === undefined ? freeAddress(store, id, block) : wantedAddress(store, id, block, wanted)
  store.put(takenAddresses, { subnet: id, address, family, interface: holder })
  return address
}

export function releaseAddress(store: Store, subnet: string, address: string): void {
  store.delete(takenAddresses, keyOf(subnet, address))
}

function blockOf(subnet: Ec2.Subnet, family: 4 | 6): Prefix {
  const ipv6 = subnet.Ipv6CidrBlockAssociationSet?.find(
    (one) => one.Ipv6CidrBlockState?.State === 'associated',
  )?.Ipv6CidrBlock
  const block = parsePrefix((family === 4 ? subnet.CidrBlock : ipv6) ?? '')
  if (block) return block.prefix
  const kind = family === 4 ? 'IPv4' : 'IPv6'
  throw invalidParameter(
    `The subnet '${subnet.SubnetId}' does not have an ${kind} CIDR block associated with it`,
  )
}

function wantedAddress(store: Store, subnet: string, block: Prefix, text: string): string {
  const address = parseAddress(text)
  if (address === undefined || typeof address !== typeof block.first) {
    throw invalidParameter(`invalid value for parameter address: ${text}`)
  }
  if (!prefixContains(block, address))
    throw invalidParameter("Address does not fall within the subnet's address range")
  if (isReserved(block, address)) throw invalidParameter("Address is in subnet's reserved address range")
  const wanted = formatAddress(address)
  if (isTaken(store, subnet, wanted)) throw addressInUse(wanted)
  return wanted
}

function isReserved(block: Prefix, address: Address): boolean {
  const offset = Number(BigInt(address) - BigInt(block.first))
  return offset < reservedAtStart || address === block.last
}

// AWS gives out addresses in no order that anyone could rely on, so neither do we: a roll, and from there the
// next free one. What a subnet CIDR reservation holds is left to those who ask for it by name (VPC user guide,
// subnet-cidr-reservation).
function freeAddress(store: Store, subnet: string, block: Prefix): string {
  const kept = reservedBlocks(store, subnet)
  const lowest = addressAt(block, reservedAtStart)!
  const highest = addressBefore(block.last)
  const start = anyAddress(store, block)
  let address = start
  let hasWrapped = false
  while (!hasWrapped || address < start) {
    const within = kept.find((one) => prefixContains(one, address))
    if (!within && !isTaken(store, subnet, formatAddress(address))) return formatAddress(address)
    address = addressAfter(within?.last ?? address)
    if (address > highest) {
      if (hasWrapped) break
      hasWrapped = true
      address = lowest
    }
  }
  throw new AwsError(
    'InsufficientFreeAddressesInSubnet',
    'The specified subnet does not have enough free addresses to satisfy the request.',
  )
}

function anyAddress(store: Store, block: Prefix): Address {
  if (block.family === 4)
    return block.first + reservedAtStart + rollBelow(store, prefixSize(block) - reserved)
  const number = (BigInt(roll(store)) << 32n) | BigInt(roll(store))
  const usable = block.last - block.first + 1n - BigInt(reserved)
  return block.first + BigInt(reservedAtStart) + (number % usable)
}

export const addressInUse = (address: string) =>
  new AwsError('InvalidIPAddress.InUse', `Address ${address} is in use.`)
