import type { Asker as RoutingAsker } from '../../services/route53/answers.ts'
import { regionOf } from '../../world/catalogue/regions.ts'

// Where a question seems to come from, as far as routing policies care. Resolvers of VPCs are where their Region is.

export interface Client extends RoutingAsker {
  /** The id of the zone that a VPC's resolver is asked in. */
  readonly zoneId?: string | undefined
}

/** Those of continents and countries, in Route 53's codes (API reference, GeoLocation). */
interface Place {
  readonly continent: string
  readonly country: string
}

const countries: Readonly<Record<string, readonly [country: string, continent: string]>> = {
  Australia: ['AU', 'OC'],
  Bahrain: ['BH', 'AS'],
  Brazil: ['BR', 'SA'],
  Canada: ['CA', 'NA'],
  France: ['FR', 'EU'],
  Germany: ['DE', 'EU'],
  'Hong Kong': ['HK', 'AS'],
  India: ['IN', 'AS'],
  Indonesia: ['ID', 'AS'],
  Ireland: ['IE', 'EU'],
  Israel: ['IL', 'AS'],
  Italy: ['IT', 'EU'],
  Japan: ['JP', 'AS'],
  Malaysia: ['MY', 'AS'],
  Mexico: ['MX', 'NA'],
  'New Zealand': ['NZ', 'OC'],
  Singapore: ['SG', 'AS'],
  'South Africa': ['ZA', 'AF'],
  'South Korea': ['KR', 'AS'],
  Spain: ['ES', 'EU'],
  Sweden: ['SE', 'EU'],
  Switzerland: ['CH', 'EU'],
  Taiwan: ['TW', 'AS'],
  Thailand: ['TH', 'AS'],
  'United Arab Emirates': ['AE', 'AS'],
  'United Kingdom': ['GB', 'EU'],
  'United States of America': ['US', 'NA'],
}

function placeOf(region: string): Place | undefined {
  const found = countries[regionOf(region)?.geography[0] ?? '']
  return found && { country: found[0], continent: found[1] }
}

/** Somebody in a Region. */
export const clientIn = (region: string, rest: Omit<Client, 'region'> = {}): Client => ({
  region,
  ...placeOf(region),
  ...rest,
})
