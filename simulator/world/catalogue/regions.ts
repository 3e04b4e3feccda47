import { scramble } from '../../kernel/random.ts'
import type { Header } from './facts.ts'
import source from './regions.json' with { type: 'json' }

export interface Region {
  readonly code: string
  readonly longName: string
  /** An account must switch the Region on before it can use it. */
  readonly optIn: boolean
  /** Country, then State or province where AWS names one. */
  readonly geography: readonly string[]
  readonly zoneIdPrefix: string
  readonly zoneIds: readonly string[]
  readonly zoneLetters: readonly string[]
  /** Zone names stand for different zone ids in different accounts. */
  readonly independentlyMapped?: boolean
  /** The zone id behind each letter, where all accounts share it and it is not simply the order of the ids. */
  readonly zoneIdOfEachLetter?: readonly string[]
  /** Zones with fewer features than the others, which nearly every account finds under the same letter. */
  readonly usualZoneIds?: Readonly<Record<string, string>>
  readonly zonesPerAccount?: number
  readonly zoneIdsOfOlderAccounts?: readonly string[]
  readonly zoneIdsWithoutCrossRegionPrivateLink?: readonly string[]
  /** Route 53's own zones for the names of balancers, endpoints and APIs; absent where not published. */
  readonly hostedZoneIds: {
    readonly albAndClassic?: string
    readonly nlb?: string
    readonly vpce?: string
    readonly executeApiRegional?: string
  }
  /** Fields that are derived or were seen once. */
  readonly likely: readonly string[]
  readonly notes?: readonly string[]
}

export interface Zone {
  readonly region: string
  readonly name: string
  readonly id: string
  readonly letter: string
  readonly groupName: string
  readonly groupLongName: string
  readonly networkBorderGroup: string
}

const catalogue = source as {
  header: Header
  globalHostedZoneIds: Readonly<Record<string, string>>
  regions: readonly Region[]
}

export const regionsHeader = catalogue.header

/** All commercial Regions: those that every account has, as DescribeRegions lists them, then the opt-in ones. */
export const regions = catalogue.regions

/** Route 53's zones for `cloudfront.net` and the like, which have no Region. */
export const globalHostedZoneIds = catalogue.globalHostedZoneIds

const byCode = new Map(regions.map((region) => [region.code, region]))

export const isRegion = (code: string): boolean => byCode.has(code)

export const regionOf = (code: string): Region | undefined => byCode.get(code)

/** The host that DescribeRegions names as the Region's endpoint. */
export const regionEndpoint = (code: string): string => `ec2.${code}.amazonaws.com`

/** EC2 API reference, Region: `opt-in-not-required` where every account has the Region. */
export function optInStatus(region: Region, enabled: boolean): string {
  if (!region.optIn) return 'opt-in-not-required'
  return enabled ? 'opted-in' : 'not-opted-in'
}

const zonesOfAccounts = new Map<string, readonly Zone[]>()

/** The zones that an account sees in a Region, by name; none when there is no such Region. */
export function zonesOf(account: string, region: string): readonly Zone[] {
  const key = `${account}/${region}`
  const known = zonesOfAccounts.get(key)
  if (known) return known
  const found = byCode.get(region)
  if (!found) return []
  const zones = mapZones(account, found)
  zonesOfAccounts.set(key, zones)
  return zones
}

/** The id behind a zone's name in an account: `us-east-1a` is `use1-az6` here, `use1-az2` there. */
export function zoneIdOf(account: string, name: string): string | undefined {
  return zonesOf(account, name.slice(0, -1)).find((zone) => zone.name === name)?.id
}

export function zoneNameOf(account: string, id: string): string | undefined {
  const prefix = id.slice(0, id.indexOf('-'))
  const region = regions.find(({ zoneIdPrefix }) => zoneIdPrefix === prefix)
  return region && zonesOf(account, region.code).find((zone) => zone.id === id)?.name
}

// Page "Availability Zone IDs" of the global infrastructure guide: eight Regions map names to ids
// independently for each account; in all others every account has the same mapping.
function mapZones(account: string, region: Region): readonly Zone[] {
  if (!region.independentlyMapped) {
    return nameZones(region, region.zoneLetters, region.zoneIdOfEachLetter ?? region.zoneIds)
  }
  const seed = `${account}/${region.code}`
  const usual = region.usualZoneIds ?? {}
  const reserved = [...Object.values(usual), ...(region.zoneIdsOfOlderAccounts ?? [])]
  const offered = region.zoneIds.filter((id) => !reserved.includes(id))
  const shuffled = shuffle(offered, seed)
  const count = region.zonesPerAccount ?? region.zoneLetters.length
  const letters = shuffle(region.zoneLetters, `${seed}/letters`).slice(0, count).sort()
  return nameZones(
    region,
    letters,
    letters.map((letter) => usual[letter] ?? shuffled.shift()!),
  )
}

function nameZones(region: Region, letters: readonly string[], ids: readonly string[]): readonly Zone[] {
  return letters.map((letter, i) => ({
    region: region.code,
    name: `${region.code}${letter}`,
    id: ids[i]!,
    letter,
    // EC2 API reference, AvailabilityZone: `us-east-1-zg-1`, "US West (Oregon) 1".
    groupName: `${region.code}-zg-1`,
    groupLongName: `${region.longName} 1`,
    networkBorderGroup: region.code,
  }))
}

/** An order that depends on the seed alone. */
function shuffle<T>(items: readonly T[], seed: string): T[] {
  const shuffled = [...items]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = mix(scramble(`${seed}/${i}`)[0]) % (i + 1)
    const item = shuffled[i]!
    shuffled[i] = shuffled[j]!
    shuffled[j] = item
  }
  return shuffled
}

// Austin Appleby's finaliser: spreads a difference in any bit over all bits.
function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}
