import { scramble } from '../../kernel/random.ts'
import type { Arrival } from '../../network/arrival.ts'
import type { Fabric } from '../../network/fabric.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { siteHosts } from '../../services/onprem/tables.ts'

// How long packets take, there and back, from where things are.

export type Whereabouts =
  | { readonly kind: 'zone'; readonly region: string; readonly zone: string }
  | { readonly kind: 'region'; readonly region: string }
  | { readonly kind: 'site'; readonly site: string }
  /** Somewhere on the internet. */
  | { readonly kind: 'internet'; readonly id: string }
  /** On the very host that the machine runs on. */
  | { readonly kind: 'here' }

/** Milliseconds there and back between two places, without what differs from packet to packet. */
export function distance(a: Whereabouts, b: Whereabouts): number {
  if (a.kind === 'here' || b.kind === 'here') return 0.08
  if (a.kind === 'zone' && b.kind === 'zone' && a.region === b.region) return a.zone === b.zone ? 0.4 : 0.9
  if (a.kind === 'site' && b.kind === 'site') return a.site === b.site ? 0.3 : lastMile(a) + lastMile(b)
  const regions = [a, b].flatMap((one) => ('region' in one ? [one.region] : []))
  const [first, second = first] = regions
  const between = first === undefined || second === undefined ? 0 : betweenRegions(first, second)
  return between + lastMile(a) + lastMile(b)
}

/** From a site or from anywhere on the internet to the Region that is nearest. */
function lastMile(place: Whereabouts): number {
  if (place.kind === 'site') return 5 + (scramble(`site ${place.site}`)[0] % 150) / 10
  if (place.kind === 'internet') return 6 + (scramble(`internet ${place.id}`)[0] % 120) / 10
  return place.kind === 'region' ? 0.4 : 0
}

/** Latitude and longitude, to the degree, of the cities that Regions are named after. */
const cities: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  'af-south-1': [-34, 18],
  'ap-east-1': [22, 114],
  'ap-east-2': [25, 122],
  'ap-northeast-1': [36, 140],
  'ap-northeast-2': [38, 127],
  'ap-northeast-3': [35, 136],
  'ap-south-1': [19, 73],
  'ap-south-2': [17, 78],
  'ap-southeast-1': [1, 104],
  'ap-southeast-2': [-34, 151],
  'ap-southeast-3': [-6, 107],
  'ap-southeast-4': [-38, 145],
  'ap-southeast-5': [3, 102],
  'ap-southeast-6': [-37, 175],
  'ap-southeast-7': [14, 101],
  'ca-central-1': [46, -74],
  'ca-west-1': [51, -114],
  'eu-central-1': [50, 9],
  'eu-central-2': [47, 9],
  'eu-north-1': [59, 18],
  'eu-south-1': [45, 9],
  'eu-south-2': [42, -1],
  'eu-west-1': [53, -6],
  'eu-west-2': [52, 0],
  'eu-west-3': [49, 2],
  'il-central-1': [32, 35],
  'me-central-1': [24, 54],
  'me-south-1': [26, 51],
  'mx-central-1': [21, -100],
  'sa-east-1': [-24, -47],
  'us-east-1': [39, -78],
  'us-east-2': [40, -83],
  'us-west-1': [37, -122],
  'us-west-2': [46, -120],
}

/** Light in fibre makes 200 km a millisecond, and cables take half as long a way again. */
function betweenRegions(a: string, b: string): number {
  if (a === b) return 0
  const [from, to] = [cities[a], cities[b]]
  if (!from || !to) return 100
  return 1 + (greatCircle(from, to) * 2 * 1.5) / 200
}

function greatCircle(
  [latitude, longitude]: readonly [number, number],
  [toLatitude, toLongitude]: readonly [number, number],
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const a =
    Math.sin(radians(toLatitude - latitude) / 2) ** 2 +
    Math.cos(radians(latitude)) *
      Math.cos(radians(toLatitude)) *
      Math.sin(radians(toLongitude - longitude) / 2) ** 2
  return 2 * 6371 * Math.asin(Math.sqrt(a))
}

/** Where whoever has a packet is. */
export function whereaboutsOfArrival(fabric: Fabric, { kind, id, service }: Arrival): Whereabouts {
  if (kind === 'link-local') return { kind: 'here' }
  if (kind === 'service') return { kind: 'region', region: service?.region ?? 'us-east-1' }
  if (kind === 'site-host') return whereaboutsOfSiteHost(fabric, id.replace(/^onprem:/, ''))
  if (kind === 'interface') return whereaboutsOfInterface(fabric, id)
  return { kind: 'internet', id }
}

export function whereaboutsOfInterface(fabric: Fabric, id: string): Whereabouts {
  const eni = networkInterfaces.get(fabric, id)
  if (!eni) return { kind: 'internet', id }
  const { AvailabilityZoneId: zone } = eni.record
  return zone === undefined
    ? { kind: 'region', region: eni.region }
    : { kind: 'zone', region: eni.region, zone }
}

export function whereaboutsOfSiteHost(fabric: Fabric, name: string): Whereabouts {
  return { kind: 'site', site: fabric.store.get(siteHosts, name)?.Site ?? name }
}

/**
 * A round trip as it is measured, in milliseconds: mostly a little above the distance, now and then more. The same
 * moment and packet always take as long.
 */
export function measured(base: number, seed: string): number {
  const [first, second] = scramble(seed)
  const usual = (first % 1000) / 1000
  const isLate = second % 40 === 0
  return base * (1 + usual * 0.12) + usual * 0.05 + (isLate ? base * 0.8 : 0)
}
