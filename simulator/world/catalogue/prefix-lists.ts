import { scramble } from '../../kernel/random.ts'
import type { Certainty, Header } from './facts.ts'
import entriesSource from './prefix-list-entries.json' with { type: 'json' }
import source from './prefix-lists.json' with { type: 'json' }

export interface ManagedPrefixList {
  readonly id: string
  /** `com.amazonaws.us-east-1.s3`. */
  readonly name: string
  readonly addressFamily: 'IPv4' | 'IPv6'
  /** What it counts for in a route table or security group that names it, whatever it holds. */
  readonly weight: number
  readonly certainty: Certainty
  readonly entries: readonly string[]
}

/** Where a service's own hosts answer in a Region. */
export interface FrontEnds {
  readonly s3: readonly string[]
  readonly dynamodb: readonly string[]
  readonly ec2Api: readonly string[]
  readonly apiGateway: readonly string[]
}

type Found = 'sure' | 'likely'

const catalogue = source as {
  header: Header
  /** Those that are not everywhere say in which Regions they are. */
  lists: Readonly<
    Record<string, { addressFamily: string; maxEntriesWeight: number; regions?: readonly string[] }>
  >
  ids: Readonly<Record<string, Readonly<Partial<Record<Found, Readonly<Record<string, string>>>>>>>
}

const contents = entriesSource as {
  header: Header
  shared: Readonly<Record<string, readonly string[]>>
  regions: Readonly<
    Record<
      string,
      {
        lists: Readonly<Record<string, readonly string[]>>
        frontEnds: FrontEnds
        s3Ipv6: readonly string[]
      }
    >
  >
}

export const prefixListsHeader = catalogue.header
export const prefixListEntriesHeader = contents.header

const listsOfRegions = new Map<string, readonly ManagedPrefixList[]>()

/** AWS's own prefix lists in a Region. The same id may name another list in another Region. */
export function managedPrefixLists(region: string): readonly ManagedPrefixList[] {
  const known = listsOfRegions.get(region)
  if (known) return known
  if (!catalogue.ids[region]) return []
  const lists = Object.keys(catalogue.lists).flatMap((kind) => listIn(region, kind) ?? [])
  listsOfRegions.set(region, lists)
  return lists
}

export function managedPrefixListOf(region: string, id: string): ManagedPrefixList | undefined {
  return managedPrefixLists(region).find((list) => list.id === id)
}

/** By the end of its name: `s3`, `dynamodb`, `vpc-lattice`, `global.cloudfront.origin-facing`. */
export function managedPrefixListOfService(region: string, service: string): ManagedPrefixList | undefined {
  const name = nameOf(region, service)
  return managedPrefixLists(region).find((list) => list.name === name)
}

export const frontEndsOf = (region: string): FrontEnds | undefined => contents.regions[region]?.frontEnds

/** Prefixes of S3's IPv6 addresses, which the S3 prefix list does not hold. */
export const s3Ipv6Of = (region: string): readonly string[] => contents.regions[region]?.s3Ipv6 ?? []

function listIn(region: string, kind: string): ManagedPrefixList | undefined {
  const { addressFamily, maxEntriesWeight, regions } = catalogue.lists[kind]!
  if (regions && !regions.includes(region)) return undefined
  const { sure, likely } = catalogue.ids[region] ?? {}
  return {
    id: sure?.[kind] ?? likely?.[kind] ?? madeUpId(region, kind),
    name: nameOf(region, kind),
    addressFamily: addressFamily === 'IPv6' ? 'IPv6' : 'IPv4',
    weight: maxEntriesWeight,
    certainty: sure?.[kind] ? 'sure' : likely?.[kind] ? 'likely' : 'synthetic',
    entries: contents.regions[region]?.lists[kind] ?? contents.shared[kind] ?? [],
  }
}

function madeUpId(region: string, kind: string): string {
  const digits = scramble(`${region}/${kind}`).map((part) => part.toString(16).padStart(8, '0'))
  return `pl-0${digits.join('').slice(0, 16)}`
}

const nameOf = (region: string, kind: string): string =>
  kind.startsWith('global.') ? `com.amazonaws.${kind}` : `com.amazonaws.${region}.${kind}`
