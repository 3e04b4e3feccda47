import type { Ec2 } from '../../api/generated/types.d.ts'
import { invalidCombination, invalidParameter } from './errors.ts'

// Which addresses a request wants for a network interface. CreateNetworkInterface and the interfaces of RunInstances
// ask for them with the same members.

export interface AddressRequest {
  readonly PrivateIpAddress?: string | undefined
  readonly PrivateIpAddresses?: readonly Ec2.PrivateIpAddressSpecification[] | undefined
  readonly SecondaryPrivateIpAddressCount?: number | undefined
  readonly Ipv4Prefixes?: readonly Ec2.Ipv4PrefixSpecificationRequest[] | undefined
  readonly Ipv4PrefixCount?: number | undefined
  readonly Ipv6Addresses?: readonly Ec2.InstanceIpv6Address[] | undefined
  readonly Ipv6AddressCount?: number | undefined
  readonly Ipv6Prefixes?: readonly Ec2.Ipv6PrefixSpecificationRequest[] | undefined
  readonly Ipv6PrefixCount?: number | undefined
  readonly EnablePrimaryIpv6?: boolean | undefined
}

/** Addresses and prefixes to take: those named, then as many more as `…Count` says. */
export interface WantedAddresses {
  readonly primary?: string | undefined
  readonly secondary: readonly string[]
  readonly secondaryCount: number
  readonly ipv4Prefixes: readonly string[]
  readonly ipv4PrefixCount: number
  readonly ipv6: readonly string[]
  readonly ipv6Count: number
  readonly ipv6Prefixes: readonly string[]
  readonly ipv6PrefixCount: number
  /** The first IPv6 address becomes the primary one. */
  readonly primaryIpv6: boolean
  /** Nothing is said of IPv6, so the subnet decides. */
  readonly ipv6Unsaid: boolean
}

export const anyAddress: WantedAddresses = wantedAddresses({})

export function wantedAddresses(request: AddressRequest): WantedAddresses {
  const {
    PrivateIpAddress,
    SecondaryPrivateIpAddressCount,
    Ipv4PrefixCount,
    Ipv6AddressCount,
    Ipv6PrefixCount,
  } = request
  const listed = request.PrivateIpAddresses ?? []
  const primaries = listed.filter(({ Primary }) => Primary)
  if (primaries.length + (PrivateIpAddress === undefined ? 0 : 1) > 1) {
    throw invalidCombination('Only one primary private IP address can be specified.')
  }
  const secondary = addresses(listed.filter(({ Primary }) => !Primary).map((one) => one.PrivateIpAddress))
  const ipv4Prefixes = addresses(request.Ipv4Prefixes?.map((one) => one.Ipv4Prefix))
  const ipv6 = addresses(request.Ipv6Addresses?.map((one) => one.Ipv6Address))
  const ipv6Prefixes = addresses(request.Ipv6Prefixes?.map((one) => one.Ipv6Prefix))
  refuseBoth(
    'secondaryPrivateIpAddressCount',
    SecondaryPrivateIpAddressCount,
    'privateIpAddresses',
    secondary,
  )
  refuseBoth('ipv4PrefixCount', Ipv4PrefixCount, 'ipv4Prefixes', ipv4Prefixes)
  refuseBoth('ipv6AddressCount', Ipv6AddressCount, 'ipv6Addresses', ipv6)
  refuseBoth('ipv6PrefixCount', Ipv6PrefixCount, 'ipv6Prefixes', ipv6Prefixes)
  return {
    primary: PrivateIpAddress ?? primaries[0]?.PrivateIpAddress,
    secondary,
    secondaryCount: count('secondaryPrivateIpAddressCount', SecondaryPrivateIpAddressCount),
    ipv4Prefixes,
    ipv4PrefixCount: count('ipv4PrefixCount', Ipv4PrefixCount),
    ipv6,
    ipv6Count: count('ipv6AddressCount', Ipv6AddressCount),
    ipv6Prefixes,
    ipv6PrefixCount: count('ipv6PrefixCount', Ipv6PrefixCount),
    primaryIpv6: request.EnablePrimaryIpv6 === true || request.Ipv6Addresses?.[0]?.IsPrimaryIpv6 === true,
    ipv6Unsaid:
      !ipv6.length && !ipv6Prefixes.length && Ipv6AddressCount === undefined && Ipv6PrefixCount === undefined,
  }
}

/** How many private IPv4 addresses the request names or counts, the primary one too. */
export const ipv4Count = (wanted: WantedAddresses): number =>
  1 + wanted.secondary.length + wanted.secondaryCount + wanted.ipv4Prefixes.length + wanted.ipv4PrefixCount

export const ipv6Count = (wanted: WantedAddresses): number =>
  wanted.ipv6.length + wanted.ipv6Count + wanted.ipv6Prefixes.length + wanted.ipv6PrefixCount

function addresses(listed: readonly (string | undefined)[] = []): string[] {
  return listed.filter((one) => one !== undefined)
}

function refuseBoth(
  countName: string,
  asked: number | undefined,
  listName: string,
  list: readonly string[],
): void {
  if (asked !== undefined && list.length) {
    throw invalidCombination(`The parameter ${countName} cannot be used with the parameter ${listName}`)
  }
}

function count(name: string, asked = 0): number {
  if (asked < 0) throw invalidParameter(`Value (${asked}) for parameter ${name} is invalid.`)
  return asked
}
