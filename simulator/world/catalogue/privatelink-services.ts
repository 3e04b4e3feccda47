import { fill, type Header } from './facts.ts'
import { loadedCatalogue } from './need.ts'
import { isRegion } from './regions.ts'

interface Entry {
  readonly serviceName: string
  readonly suffix?: string
  readonly awsService: string
  readonly type?: 'Gateway'
  readonly privateDnsNames?: readonly string[]
  readonly alsoLikely?: readonly string[]
  readonly baseEndpointDnsName?: string
  readonly policySupported?: boolean
  readonly crossRegion?: boolean
  readonly ipv6?: boolean
  readonly ports?: readonly (number | string)[]
  readonly regionScope?: string
  readonly prefixListName?: string
  readonly note?: string
  readonly likely?: readonly string[]
}

/** A service of AWS's that an endpoint can be created for. */
export interface AwsEndpointService {
  readonly serviceName: string
  readonly awsService: string
  readonly type: 'Interface' | 'Gateway'
  /** Names that private DNS takes over; none when the service offers no private DNS. */
  readonly privateDnsNames: readonly string[]
  /** Further names that AWS seems to add. */
  readonly alsoLikely: readonly string[]
  /** What endpoint-specific DNS names end in; for a gateway endpoint, the service's own name. */
  readonly baseEndpointDnsName: string
  readonly policySupported: boolean
  /** Reachable from other Regions with `--service-region`. */
  readonly crossRegion: boolean
  /** Undefined: AWS does not say; treat as IPv4 only. */
  readonly ipv6: boolean | undefined
  /** Where they are not just 443: a number, or a range such as `1400-1499`. */
  readonly ports: readonly (number | string)[] | undefined
  readonly prefixListName: string | undefined
  readonly note: string | undefined
  /** Fields that are derived by rule. */
  readonly likely: readonly string[]
}

const catalogue = () =>
  loadedCatalogue('privatelink-services') as { header: Header; services: readonly Entry[] }

export const privatelinkServicesHeader = (): Header => catalogue().header

const servicesOfRegions = new Map<string, readonly AwsEndpointService[]>()

/** AWS's endpoint services in a Region, by name. Needs `needCatalogue('privatelink-services')` first. */
export function servicesOf(region: string): readonly AwsEndpointService[] {
  const known = servicesOfRegions.get(region)
  if (known) return known
  if (!isRegion(region)) return []
  const services = catalogue()
    .services.filter((entry) => isOffered(entry, region))
    .map((entry) => serviceIn(region, entry))
    .sort((a, b) => compare(a.serviceName, b.serviceName) || compare(a.type, b.type))
  servicesOfRegions.set(region, services)
  return services
}

// FIPS endpoints are offered in the US and Canada; a few services live in one Region alone.
function isOffered({ regionScope }: Entry, region: string): boolean {
  if (regionScope === 'US and Canada Regions') return /^(us|ca)-/.test(region)
  return regionScope === undefined || regionScope === region
}

function serviceIn(region: string, entry: Entry): AwsEndpointService {
  const suffix = entry.suffix ?? entry.serviceName.replace('com.amazonaws.{region}.', '')
  // ecr.api is found at api.ecr.{region}.amazonaws.com: the labels of the service's name, last first.
  const names = entry.privateDnsNames ?? [`${suffix.split('.').reverse().join('.')}.{region}.amazonaws.com`]
  const base = names[0]?.replace('*.', '').replace('.amazonaws.com', '.vpce.amazonaws.com')
  const inRegion = (pattern: string) => fill(pattern, { region })
  return {
    serviceName: inRegion(entry.serviceName),
    awsService: entry.awsService,
    type: entry.type ?? 'Interface',
    privateDnsNames: names.map(inRegion),
    alsoLikely: (entry.alsoLikely ?? []).map(inRegion),
    baseEndpointDnsName: inRegion(entry.baseEndpointDnsName ?? base ?? ''),
    policySupported: entry.policySupported ?? true,
    crossRegion: entry.crossRegion ?? false,
    ipv6: entry.ipv6,
    ports: entry.ports,
    prefixListName: entry.prefixListName && inRegion(entry.prefixListName),
    note: entry.note && inRegion(entry.note),
    likely: entry.likely ?? [],
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
