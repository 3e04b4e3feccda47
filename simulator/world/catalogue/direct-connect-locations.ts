import type { Header } from './facts.ts'
import { loadedCatalogue } from './need.ts'

export interface DirectConnectLocation {
  /** In capitals, unique. */
  readonly code: string
  /** The spelling that CreateConnection accepts, where it differs: the API minds the case (`EqDC2`). */
  readonly apiCode?: string
  readonly locationName: string
  readonly shortName: string
  readonly country: string
  /** The Region whose DescribeLocations lists it; a neighbour's may list a location abroad. */
  readonly region: string
  /** `10G`; CreateConnection wants `10Gbps`. */
  readonly availablePortSpeeds: readonly string[]
  readonly availableMacSecPortSpeeds?: readonly string[]
  readonly likely: readonly string[]
}

const catalogue = () =>
  loadedCatalogue('direct-connect-locations') as {
    header: Header
    hostedConnectionBandwidths: readonly string[]
    partnerNameSamples: readonly string[]
    locations: readonly DirectConnectLocation[]
  }

export const directConnectHeader = (): Header => catalogue().header

/** Needs `needCatalogue('direct-connect-locations')` first, as do the others here. */
export const locationsOf = (region: string): readonly DirectConnectLocation[] =>
  catalogue().locations.filter((location) => location.region === region)

/** By the API's spelling, which is case-sensitive. */
export function locationOf(region: string, apiCode: string): DirectConnectLocation | undefined {
  return locationsOf(region).find((location) => (location.apiCode ?? location.code) === apiCode)
}

export const hostedConnectionBandwidths = (): readonly string[] => catalogue().hostedConnectionBandwidths

/** NOT MODELLED: which partner serves which location; AWS publishes no list that we could check. */
export const partnerNames = (): readonly string[] => catalogue().partnerNameSamples
