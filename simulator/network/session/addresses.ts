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
  /** The DNS servers to ask, in place of those that the client has by itself. */
  readonly servers?: readonly string[]
  /** Domains that are put behind a name without a dot. */
  readonly search?: readonly string[]
}

/** The addresses of a host, and what DNS said. */
export interface Found {
  readonly addresses: readonly Address[]
  readonly lookups: readonly Answer[]
  /** Why there are none. */
  readonly failure?: 'no-such-name' | 'no-answer'
}

/** Whom a client would call by a name: the addresses in the order in which it tries them. */
export function findAddresses(fabric: Fabric, client: Client, wanted: NameToFind): Found {
  const { host, family, pinned } = wanted
  const literal = parseAddress(host.replace(/^\[(.*)\]$/, '$1'))
  const known = literal === undefined ? pinned?.flatMap((text) => parseAddress(text) ?? []) : [literal]
  if (known?.length) return { addresses: known.filter((one) => isOf(one, family)), lookups: [] }
  const canSpeak = (one: Family) => (family ?? one) === one && originOf(fabric, client, one) !== undefined
  const types = [...(canSpeak(6) ? ['AAAA'] : []), ...(canSpeak(4) ? ['A'] : [])]
  const lookups: Answer[] = []
  let failure: Found['failure']
  for (const name of fullNames(wanted)) {
    const answers = types.flatMap((type) => ask(fabric, client, wanted, name, type))
    lookups.push(...answers)
    const addresses = answers.flatMap(addressesIn).flatMap((text) => parseAddress(text) ?? [])
    if (addresses.length) return { addresses, lookups }
    // getaddrinfo(3): a name that does not exist, or has no address, against servers that do not answer or fail.
    const isSettled =
      !answers.length || answers.some(({ status }) => status === 'NXDOMAIN' || status === 'NOERROR')
    if (!isSettled) return { addresses, lookups, failure: 'no-answer' }
    failure = 'no-such-name'
  }
  return { addresses: [], lookups, ...(failure && { failure }) }
}

/** resolv.conf(5), ndots: a name without a dot is first tried with the search domains behind it. */
function fullNames({ host, search = [] }: NameToFind): readonly string[] {
  if (host.includes('.')) return [host]
  return [...search.map((domain) => `${host}.${domain}`), host]
}

/** One server after the other, until one gives an answer that settles the question. */
function ask(fabric: Fabric, client: Client, { servers }: NameToFind, name: string, type: string): Answer[] {
  if (!servers) return [resolve(fabric, client, { name, type })].filter((one) => one !== undefined)
  const answers: Answer[] = []
  for (const server of servers) {
    const answer = resolve(fabric, client, { name, type, server })
    if (!answer) return answers
    answers.push(answer)
    if (answer.status === 'NOERROR' || answer.status === 'NXDOMAIN') return answers
  }
  return answers
}

const isOf = (address: Address, family: Family | undefined): boolean =>
  family === undefined || familyOf(address) === family
