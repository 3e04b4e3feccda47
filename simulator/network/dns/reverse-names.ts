import { type Address, parseAddress } from '../../kernel/address.ts'

const ipv4Domain = '.in-addr.arpa.'
const ipv6Domain = '.ip6.arpa.'

/** The address that a name such as `5.1.0.10.in-addr.arpa.` is the reverse of; none where it is only a part of one. */
export function addressOfReverseName(name: string): Address | undefined {
  if (name.endsWith(ipv4Domain)) {
    return parseAddress(name.slice(0, -ipv4Domain.length).split('.').reverse().join('.'))
  }
  if (!name.endsWith(ipv6Domain)) return undefined
  const digits = name.slice(0, -ipv6Domain.length).split('.').reverse()
  if (digits.length !== 32 || digits.some((digit) => !/^[0-9a-f]$/.test(digit))) return undefined
  return parseAddress(digits.join('').replace(/....(?!$)/g, '$&:'))
}

/** `5.1.0.10.in-addr.arpa.` for an IPv4 address, and the like for IPv6. */
export function reverseNameOf(address: Address): string {
  if (typeof address === 'number') {
    return `${[24, 16, 8, 0]
      .map((shift) => (address >>> shift) & 255)
      .reverse()
      .join('.')}${ipv4Domain}`
  }
  return `${[...address.toString(16).padStart(32, '0')].reverse().join('.')}${ipv6Domain}`
}
