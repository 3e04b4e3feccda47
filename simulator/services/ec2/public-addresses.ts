import { addressAfter, addressAt, formatAddress, parsePrefix, prefixSize } from '../../kernel/address.ts'
import { rollBelow } from '../../kernel/random.ts'
import { type Store, table } from '../../kernel/store.ts'
import { publicIpv4Ranges } from '../../world/catalogue/address-ranges.ts'

// Which of a Region's public IPv4 addresses somebody has, whatever the account: Elastic IP addresses and those that
// instances get by themselves come from the same ranges.

interface PublicAddress {
  readonly address: string
  readonly region: string
}

export const publicAddresses = table<PublicAddress>('ec2:public-address', ({ address }) => address)

/** Takes an address of the Region's that nobody has. */
export function takePublicAddress(store: Store, region: string): string {
  const ranges = publicIpv4Ranges(region)
    .map((cidr) => parsePrefix(cidr)?.prefix)
    .filter((prefix) => prefix !== undefined)
  let offset = rollBelow(
    store,
    ranges.reduce((size, range) => size + prefixSize(range), 0),
  )
  const range = ranges.find((one) => {
    if (offset < prefixSize(one)) return true
    offset -= prefixSize(one)
    return false
  })
  if (!range) throw new Error(`The catalogue has no public addresses for ${region}.`)
  let candidate = addressAt(range, offset)!
  while (store.has(publicAddresses, formatAddress(candidate))) {
    candidate = candidate === range.last ? range.first : addressAfter(candidate)
  }
  const address = formatAddress(candidate)
  store.put(publicAddresses, { address, region })
  return address
}

/** Takes an address of the Region's again, unless somebody has it by now. */
export function retakePublicAddress(store: Store, region: string, address: string): boolean {
  if (store.has(publicAddresses, address)) return false
  store.put(publicAddresses, { address, region })
  return true
}

export function releasePublicAddress(store: Store, address: string): void {
  store.delete(publicAddresses, address)
}

const dashed = (address: string) => address.replaceAll('.', '-')

// VPC user guide, vpc-dns, "DNS hostnames": us-east-1 is older than the naming of the other Regions.

export function publicDnsName(region: string, address: string): string {
  const domain = region === 'us-east-1' ? 'compute-1' : `${region}.compute`
  return `ec2-${dashed(address)}.${domain}.amazonaws.com`
}

/** The name of a private address: `ip-10-0-1-5.ec2.internal`. */
export const privateDnsName = (region: string, address: string): string =>
  `ip-${dashed(address)}.${privateDomain(region)}`

/** What ends the names inside a VPC of the Region. */
export const privateDomain = (region: string): string =>
  region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`
