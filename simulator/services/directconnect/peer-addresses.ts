import type { Directconnect } from '../../api/generated/types.d.ts'
import {
  type Address,
  addressAt,
  contains,
  formatAddress,
  type ParsedPrefix,
  type Prefix,
  parseAddress,
  parsePrefix,
  prefixAt,
  prefixesOverlap,
} from '../../kernel/address.ts'
import { rollBelow } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { refused } from './errors.ts'
import { interfacesOn } from './virtual-interfaces.ts'

interface Asked {
  readonly amazonAddress?: string | undefined
  readonly customerAddress?: string | undefined
  readonly addressFamily?: Directconnect.AddressFamily | undefined
}

interface PeerAddresses {
  readonly amazonAddress: string
  readonly customerAddress: string
  readonly addressFamily: Directconnect.AddressFamily
}

/** The two ends of a BGP session on a link: those asked for, checked, or fresh ones. */
export function peerAddresses(
  ctx: Context,
  link: string,
  type: string,
  { amazonAddress, customerAddress, addressFamily = 'ipv4' }: Asked,
): PeerAddresses {
  if (addressFamily === 'ipv6') {
    if (amazonAddress !== undefined || customerAddress !== undefined) {
      throw refused('Custom IPv6 addresses are not supported. They are assigned automatically.')
    }
    return freshAddresses(ctx, link, addressFamily)
  }
  if (amazonAddress === undefined && customerAddress === undefined) {
    if (type !== 'public') return freshAddresses(ctx, link, addressFamily)
    throw refused('A public virtual interface needs an Amazon Address and a Customer Address.')
  }
  if (amazonAddress === undefined || customerAddress === undefined) {
    throw refused('Amazon Address and Customer Address must be provided together.')
  }
  const amazon = requireEnd('Amazon Address', amazonAddress, type)
  const customer = requireEnd('Customer Address', customerAddress, type)
  if (amazon.prefix.first !== customer.prefix.first || amazon.prefix.length !== customer.prefix.length) {
    // Observed.
    throw refused('Amazon Address and Customer Address must be in the same CIDR')
  }
  if (amazon.address === customer.address) {
    throw refused('Amazon Address and Customer Address must not be the same.')
  }
  return { amazonAddress, customerAddress, addressFamily }
}

interface End {
  readonly address: Address
  readonly prefix: Prefix
}

// Direct Connect guide, WorkingWithVirtualInterfaces: RFC 3021, prefixes of 31 bits, is supported.
const pointToPoint = 31

function requireEnd(what: string, text: string, type: string): End {
  const parsed: ParsedPrefix | undefined = text.includes('/') ? parsePrefix(text) : undefined
  const address = parseAddress(text.split('/')[0] ?? '')
  if (!parsed || address === undefined || parsed.prefix.family !== 4) {
    throw refused(`${what} ${text} is not a valid IPv4 CIDR.`)
  }
  const { prefix } = parsed
  if (prefix.length > pointToPoint) throw refused(`${what} ${text} is not a valid IPv4 CIDR.`)
  // The next three are observed.
  if (type === 'public' && isPrivate(formatAddress(address))) {
    throw refused(`${what} is not allowed to contain a private IP`)
  }
  if (prefix.length < pointToPoint && address === prefix.first) {
    throw refused(`${what} is address 0 on its subnet.`)
  }
  if (prefix.length < pointToPoint && address === prefix.last) {
    throw refused(`${what} is the broadcast address on its subnet.`)
  }
  return { address, prefix }
}

const privateBlocks = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
]

export const isPrivate = (address: string): boolean => privateBlocks.some((block) => contains(block, address))

// API reference, CreateBGPPeer: "a /30 CIDR will be allocated from 169.254.0.0/16", and for IPv6 a /125 in the examples.
const pools = {
  ipv4: { first: parseAddress('169.254.0.0') as number, length: 30, amazon: 1, customer: 2 },
  ipv6: { first: parseAddress('2620:107:300f::') as bigint, length: 125, amazon: 1, customer: 6 },
} as const

const blocksInPool = 2 ** 14

function freshAddresses(
  ctx: Context,
  link: string,
  addressFamily: Directconnect.AddressFamily,
): PeerAddresses {
  const taken = interfacesOn(ctx, link)
    .flatMap(({ record }) => record.bgpPeers ?? [])
    .flatMap(({ amazonAddress = '' }) => parsePrefix(amazonAddress)?.prefix ?? [])
  const start = rollBelow(ctx.store, blocksInPool)
  for (let n = 0; n < blocksInPool; n++) {
    const block = blockAt(addressFamily, (start + n) % blocksInPool)
    if (!taken.some((one) => prefixesOverlap(one, block))) return endsOf(block, addressFamily)
  }
  throw refused(`No addresses are left on ${link}.`)
}

function blockAt(addressFamily: Directconnect.AddressFamily, n: number): Prefix {
  const { first, length } = pools[addressFamily]
  return typeof first === 'number'
    ? prefixAt(first + n * 4, length)
    : prefixAt(first + BigInt(n) * 8n, length)
}

function endsOf(block: Prefix, addressFamily: Directconnect.AddressFamily): PeerAddresses {
  const { amazon, customer, length } = pools[addressFamily]
  const end = (offset: number) => `${formatAddress(addressAt(block, offset)!)}/${length}`
  return { amazonAddress: end(amazon), customerAddress: end(customer), addressFamily }
}
