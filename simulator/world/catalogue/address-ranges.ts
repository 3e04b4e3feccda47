import source from './address-ranges.json' with { type: 'json' }
import type { Header } from './facts.ts'

const catalogue = source as {
  header: Header
  documentation: { ipv4: readonly string[]; ipv6: readonly string[]; asn16: string; asn32: string }
  customerIpv4: Readonly<Record<string, readonly string[]>>
  customerIpv6: Readonly<Record<string, string>>
}

export const addressRangesHeader = catalogue.header

/** Addresses and AS numbers that nobody has, for people and sites outside AWS. */
export const documentationRanges = catalogue.documentation

/** Where a Region's Elastic IPs and public addresses come from. */
export const publicIpv4Ranges = (region: string): readonly string[] => catalogue.customerIpv4[region] ?? []

/** Where the IPv6 blocks that Amazon gives to a Region's VPCs come from. */
export const amazonIpv6Range = (region: string): string | undefined => catalogue.customerIpv6[region]
