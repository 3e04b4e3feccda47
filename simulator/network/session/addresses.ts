import { type Address, type Family, familyOf, parseAddress } from '../../kernel/address.ts'
import { type Answer, addressesIn } from '../dns/answer.ts'
import { resolve } from '../dns/resolve.ts'
import type { Fabric } from '../fabric.ts'
import { type Client, originOf } from './client.ts'

export interface NameToFind {
  readonly host: string
  /** Only addresses of this family: `curl -4`. */
  readonly family?: Family
  /** Addresses that need no asking: from a hosts file, or `curl --resolve`. */
  readonly pinned?: readonly string[]
}

/** The addresses of a host, and what DNS said. */
export interface Found {
  readonly addresses: readonly Address[]
  readonly lookups: readonly Answer[]
  /** Why there are none. */
  readonly failure?: 'no-such-name' | 'no-answer'
}

/** Whom a client would call by a name: the addresses in the order in which it tries them. */
export function findAddresses(fabric: Fabric, client: Client, { host, family, pinned }: NameToFind): Found {
  const literal = parseAddress(host.replace(/^\[(.*)\]$/, '$1'))
  const known = literal === undefined ? pinned?.flatMap((text) => parseAddress(text) ?? []) : [literal]
  if (known?.length) return { addresses: known.filter((one) => isOf(one, family)), lookups: [] }
  const canSpeak = (one: Family) => (family ?? one) === one && originOf(fabric, client, one) !== undefined
  const types = [...(canSpeak(6) ? ['AAAA'] : []), ...(canSpeak(4) ? ['A'] : [])]
  const lookups = types.flatMap((type) => resolve(fabric, client, { name: host, type }) ?? [])
  const addresses = lookups.flatMap(addressesIn).flatMap((text) => parseAddress(text) ?? [])
  if (addresses.length) return { addresses, lookups }
  // getaddrinfo(3): a name that does not exist, or has no address, against servers that do not answer or fail.
  const isSettled =
    !lookups.length || lookups.some(({ status }) => status === 'NXDOMAIN' || status === 'NOERROR')
  return { addresses, lookups, failure: isSettled ? 'no-such-name' : 'no-answer' }
}

const isOf = (address: Address, family: Family | undefined): boolean =>
  family === undefined || familyOf(address) === family
