import { type Address, type Prefix, parsePrefix, prefixContains } from '../kernel/address.ts'

// Which addresses the internet routes. What is kept for documentation counts as routed here: hosts on the internet that
// nobody in the world has are named with it.

type AddressKind = 'global' | 'private' | 'shared' | 'reserved'

const prefixes = (...cidrs: readonly string[]): readonly Prefix[] =>
  cidrs.map((cidr) => parsePrefix(cidr)!.prefix)

const rfc1918 = prefixes('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16')
const rfc6598 = prefixes('100.64.0.0/10')
// RFC 6890: this network, loopback, link-local; multicast and what lies beyond it.
const reserved = prefixes('0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3')
// RFC 4291: global unicast. All else is local, multicast or unassigned.
const globalIpv6 = prefixes('2000::/3')

const isIn = (ranges: readonly Prefix[], address: Address): boolean =>
  ranges.some((range) => prefixContains(range, address))

export function kindOfAddress(address: Address): AddressKind {
  if (typeof address === 'bigint') return isIn(globalIpv6, address) ? 'global' : 'reserved'
  if (isIn(rfc1918, address)) return 'private'
  if (isIn(rfc6598, address)) return 'shared'
  return isIn(reserved, address) ? 'reserved' : 'global'
}
