import type { Ec2 } from '../../api/generated/types.d.ts'
import { rollText, scramble } from '../../kernel/random.ts'
import type { Store } from '../../kernel/store.ts'
import { regionOf } from '../../world/catalogue/regions.ts'
import type { EndpointOffer } from './endpoint-offers.ts'
import { domainsOf } from './vpc-endpoint-private-names.ts'

// The names of an interface endpoint: the Regional one, one for each zone, then the private ones (PrivateLink guide,
// privatelink-access-aws-services, "DNS hostnames").

const labelAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'
const zoneAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The eight characters behind the id of an endpoint in its names. */
export const newLabel = (store: Store): string => rollText(store, labelAlphabet, 8)

/** Hidden hosted zones for domains; those that the endpoint has already stay what they are. */
export function hiddenZonesFor(
  store: Store,
  privateNames: readonly string[],
  before: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(
    domainsOf(privateNames).map((domain) => [
      domain,
      before[domain] ?? `Z${rollText(store, zoneAlphabet, 20)}`,
    ]),
  )
}

/** The hosted zone of a Region's endpoint names; where AWS does not publish it, one that is always the same. */
function endpointZone(region: string): string {
  const published = regionOf(region)?.hostedZoneIds.vpce
  if (published !== undefined) return published
  const text = scramble(`vpce/${region}`)
    .map((part) => part.toString(36).toUpperCase().padStart(7, '0'))
    .join('')
  return `Z${text.slice(0, 20)}`
}

export interface NamedEndpoint {
  readonly id: string
  readonly label: string
  readonly offer: Pick<EndpointOffer, 'baseName' | 'region' | 'owner' | 'wildcardNames' | 'privateNames'>
  /** Where the endpoint itself is. */
  readonly region: string
  readonly zoneNames: readonly string[]
  /** Undefined when private DNS is off. */
  readonly hiddenZones?: Readonly<Record<string, string>> | undefined
}

export function dnsEntriesOf({
  id,
  label,
  offer,
  region,
  zoneNames,
  hiddenZones,
}: NamedEndpoint): Ec2.DnsEntry[] {
  const HostedZoneId = endpointZone(offer.region)
  const lead = offer.wildcardNames ? '*.' : ''
  // PrivateLink guide, privatelink-access-aws-services: endpoints for AWS's services in another Region have no names
  // for single zones.
  const zonal = offer.owner === 'amazon' && offer.region !== region ? [] : zoneNames
  const own = [`${id}-${label}`, ...zonal.map((zone) => `${id}-${label}-${zone}`)]
  const names = hiddenZones ? offer.privateNames : []
  return [
    ...own.map((name) => ({ DnsName: `${lead}${name}.${offer.baseName}`, HostedZoneId })),
    ...names.map((DnsName) => ({ DnsName, HostedZoneId: hiddenZones?.[DnsName.replace(/^\*\./, '')] })),
  ]
}
