import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import {
  addressAt,
  formatAddress,
  formatPrefix,
  type Ipv4Prefix,
  type Ipv6Prefix,
  type Prefix,
  parsePrefix,
  prefixAt,
  prefixCovers,
  prefixSize,
} from '../../kernel/address.ts'
import { roll, rollBelow } from '../../kernel/random.ts'
import type { Store } from '../../kernel/store.ts'
import { ipv4Block, ipv6Block } from './cidr-blocks.ts'
import { invalidParameter } from './errors.ts'
import type { WantedAddresses } from './interface-address-requests.ts'
import { isTaken, releaseAddress, takeAddress, takenAddresses } from './private-addresses.ts'

// The addresses and prefixes of one network interface, taken from its subnet and given back to it.

/** EC2 user guide, ec2-prefix-eni: prefixes are /28 in IPv4 and /80 in IPv6. */
const prefixLength = { 4: 28, 6: 80 } as const

/** Takes addresses of a subnet: those named, then as many more as asked for. */
export function takeAddresses(
  store: Store,
  subnet: Ec2.Subnet,
  holder: string,
  family: 4 | 6,
  named: readonly string[],
  more: number,
): string[] {
  const taken = named.map((address) => takeAddress(store, subnet, holder, family, address))
  for (let i = 0; i < more; i++) taken.push(takeAddress(store, subnet, holder, family))
  return taken
}

/** Takes prefixes of a subnet: those named, then as many more as asked for. */
export function takePrefixes(
  store: Store,
  subnet: Ec2.Subnet,
  holder: string,
  family: 4 | 6,
  named: readonly string[],
  more: number,
): string[] {
  if (!named.length && !more) return []
  const block = blockOf(subnet, family)
  const taken: string[] = []
  for (const cidr of named)
    taken.push(takePrefix(store, subnet, holder, wantedPrefix(store, subnet, block, cidr)))
  for (let i = 0; i < more; i++)
    taken.push(takePrefix(store, subnet, holder, freePrefix(store, subnet, block)))
  return taken
}

/** Takes what a new interface wants of its subnet; gives the members of its record that tell of it. */
export function takeAllAddresses(
  store: Store,
  subnet: Ec2.Subnet,
  id: string,
  wanted: WantedAddresses,
): Partial<Ec2.NetworkInterface> {
  const v6 = takeIpv6(store, subnet, id, wanted)
  if (subnet.CidrBlock === undefined) return v6
  const [primary] = takeAddresses(
    store,
    subnet,
    id,
    4,
    wanted.primary === undefined ? [] : [wanted.primary],
    wanted.primary === undefined ? 1 : 0,
  )
  const secondary = takeAddresses(store, subnet, id, 4, wanted.secondary, wanted.secondaryCount)
  const prefixes = takePrefixes(store, subnet, id, 4, wanted.ipv4Prefixes, wanted.ipv4PrefixCount)
  return {
    ...v6,
    PrivateIpAddress: primary,
    PrivateIpAddresses: [
      { Primary: true, PrivateIpAddress: primary },
      ...secondary.map((address) => ({ Primary: false, PrivateIpAddress: address })),
    ],
    ...(prefixes.length && { Ipv4Prefixes: prefixes.map((Ipv4Prefix) => ({ Ipv4Prefix })) }),
  }
}

function takeIpv6(
  store: Store,
  subnet: Ec2.Subnet,
  id: string,
  wanted: WantedAddresses,
): Partial<Ec2.NetworkInterface> {
  // EC2 API reference, Subnet: an interface made in such a subnet gets an IPv6 address, whoever makes it.
  const byItself = wanted.ipv6Unsaid && (subnet.AssignIpv6AddressOnCreation || subnet.Ipv6Native)
  const count = byItself ? 1 : wanted.ipv6Count
  const addresses = takeAddresses(store, subnet, id, 6, wanted.ipv6, count)
  const prefixes = takePrefixes(store, subnet, id, 6, wanted.ipv6Prefixes, wanted.ipv6PrefixCount)
  return {
    Ipv6Addresses: addresses.map((Ipv6Address, index) => ({
      Ipv6Address,
      IsPrimaryIpv6: wanted.primaryIpv6 && index === 0,
    })),
    ...(addresses[0] !== undefined && { Ipv6Address: addresses[0] }),
    ...(prefixes.length && { Ipv6Prefixes: prefixes.map((Ipv6Prefix) => ({ Ipv6Prefix })) }),
  }
}

/** Gives back everything that an interface has. */
export function releaseAllAddresses(store: Store, eni: Ec2.NetworkInterface): void {
  const subnet = eni.SubnetId ?? ''
  for (const { PrivateIpAddress } of eni.PrivateIpAddresses ?? [])
    releaseAddress(store, subnet, PrivateIpAddress ?? '')
  for (const { Ipv6Address } of eni.Ipv6Addresses ?? []) releaseAddress(store, subnet, Ipv6Address ?? '')
  for (const { Ipv4Prefix } of eni.Ipv4Prefixes ?? []) releasePrefix(store, subnet, Ipv4Prefix ?? '')
  for (const { Ipv6Prefix } of eni.Ipv6Prefixes ?? []) releasePrefix(store, subnet, Ipv6Prefix ?? '')
}

export function releasePrefix(store: Store, subnet: string, cidr: string): void {
  const prefix = parsePrefix(cidr)?.prefix
  if (prefix) for (const key of keysOf(prefix)) releaseAddress(store, subnet, key)
}

// Each address of an IPv4 prefix counts against the subnet. An IPv6 prefix has 2^48 addresses, so it is kept as one.
function* keysOf(prefix: Prefix): Generator<string> {
  if (prefix.family === 6) yield formatPrefix(prefix)
  else for (let i = 0; i < prefixSize(prefix); i++) yield formatAddress(addressAt(prefix, i)!)
}

function takePrefix(store: Store, subnet: Ec2.Subnet, holder: string, prefix: Prefix): string {
  for (const address of keysOf(prefix)) {
    store.put(takenAddresses, {
      subnet: subnet.SubnetId ?? '',
      address,
      family: prefix.family,
      interface: holder,
    })
  }
  return formatPrefix(prefix)
}

function blockOf(subnet: Ec2.Subnet, family: 4 | 6): Prefix {
  const ipv6 = subnet.Ipv6CidrBlockAssociationSet?.find(
    (one) => one.Ipv6CidrBlockState?.State === 'associated',
  )?.Ipv6CidrBlock
  const block = parsePrefix((family === 4 ? subnet.CidrBlock : ipv6) ?? '')?.prefix
  if (block) return block
  throw invalidParameter(
    `The subnet '${subnet.SubnetId}' does not have an IPv${family} CIDR block associated with it`,
  )
}

function wantedPrefix(store: Store, subnet: Ec2.Subnet, block: Prefix, cidr: string): Prefix {
  const prefix: Ipv4Prefix | Ipv6Prefix =
    block.family === 4 ? ipv4Block(cidr, 'ipv4Prefix') : ipv6Block(cidr, 'ipv6Prefix')
  if (prefix.length !== prefixLength[prefix.family]) {
    throw invalidParameter(
      `Value (${cidr}) for parameter ipv${prefix.family}Prefix is invalid. The prefix length must be /${prefixLength[prefix.family]}.`,
    )
  }
  if (!prefixCovers(block, prefix)) {
    throw invalidParameter("Address does not fall within the subnet's address range")
  }
  if (!isFree(store, subnet, block, prefix)) {
    throw new AwsError('InvalidIPAddress.InUse', `The prefix ${formatPrefix(prefix)} is in use.`)
  }
  return prefix
}

function freePrefix(store: Store, subnet: Ec2.Subnet, block: Prefix): Prefix {
  const length = prefixLength[block.family]
  if (block.length > length) throw noFreePrefix()
  if (block.family === 6) {
    for (;;) {
      const bits = (BigInt(roll(store)) << 32n) | BigInt(roll(store))
      const prefix = prefixAt(block.first | ((bits << 48n) & (block.last - block.first)), length)
      if (isFree(store, subnet, block, prefix)) return prefix
    }
  }
  const places = 2 ** (length - block.length)
  const start = rollBelow(store, places)
  for (let i = 0; i < places; i++) {
    const prefix = prefixAt(block.first + ((start + i) % places) * 16, length)
    if (isFree(store, subnet, block, prefix)) return prefix
  }
  throw noFreePrefix()
}

// The blocks at both ends of a subnet hold AWS's own addresses, so they are never a prefix.
function isFree(store: Store, { SubnetId = '' }: Ec2.Subnet, block: Prefix, prefix: Prefix): boolean {
  if (prefix.first === block.first || prefix.last === block.last) return false
  for (const key of keysOf(prefix)) if (isTaken(store, SubnetId, key)) return false
  return true
}

// EC2 user guide, ec2-prefix-eni: what happens when a subnet is fragmented.
const noFreePrefix = () =>
  new AwsError(
    'InsufficientCidrBlocks',
    'The specified subnet does not have enough free cidr blocks to satisfy the request.',
  )
