import { type Address, parseAddress, parsePrefix } from '../kernel/address.ts'
import { vpcs } from '../services/ec2/vpcs.ts'
import type { Fabric } from './fabric.ts'
import { perRecord } from './remembered.ts'

// What AWS serves at the same addresses in every subnet. VPC user guide, subnet-sizing and vpc-security-groups.

export type LinkLocalService = 'dns' | 'metadata' | 'time' | 'task-metadata' | 'windows-activation'

const known = new Map<Address, LinkLocalService>(
  (
    [
      ['169.254.169.253', 'dns'],
      ['fd00:ec2::253', 'dns'],
      ['169.254.169.254', 'metadata'],
      ['fd00:ec2::254', 'metadata'],
      ['169.254.169.123', 'time'],
      ['fd00:ec2::123', 'time'],
      ['169.254.170.2', 'task-metadata'],
      ['169.254.169.250', 'windows-activation'],
      ['169.254.169.251', 'windows-activation'],
    ] as const
  ).map(([text, service]) => [parseAddress(text)!, service]),
)

const range = parsePrefix('169.254.0.0/16')!.prefix

/** Whether the address is AWS's own in this VPC: a link-local one, or the resolver at the VPC's base plus two. */
export function isLinkLocal(fabric: Fabric, vpc: string, address: Address): boolean {
  if (typeof address === 'bigint') return known.has(address)
  return (address >= range.first && address <= range.last) || resolverAddressOf(fabric, vpc) === address
}

/** What AWS serves at an address of its own; undefined where there is nothing. */
export const linkLocalService = (
  fabric: Fabric,
  vpc: string,
  address: Address,
): LinkLocalService | undefined =>
  known.get(address) ?? (resolverAddressOf(fabric, vpc) === address ? 'dns' : undefined)

/** The resolver's address in the VPC: the base of its primary CIDR block plus two. */
export function resolverAddressOf(fabric: Fabric, vpc: string): number | undefined {
  const held = vpcs.get(fabric, vpc)
  return held && basePlusTwo(held.record)
}

const basePlusTwo = perRecord((record: { readonly CidrBlock?: string }): number | undefined => {
  const prefix = parsePrefix(record.CidrBlock ?? '')?.prefix
  return prefix?.family === 4 ? prefix.first + 2 : undefined
})
