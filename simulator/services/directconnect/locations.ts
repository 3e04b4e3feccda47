import type { Directconnect } from '../../api/generated/types.d.ts'
import {
  type DirectConnectLocation,
  locationOf,
  locationsOf,
  partnerNames,
} from '../../world/catalogue/direct-connect-locations.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { refused } from './errors.ts'

export const describeLocations = operation(
  'directconnect',
  'DescribeLocations',
  {
    fidelity: { simplified: 'Every location lists the same partners.' },
    source: 'Direct Connect API reference, DescribeLocations',
  },
  (_input, ctx) => ({ locations: locationsOf(ctx.region).map(printLocation) }),
)

const printLocation = (location: DirectConnectLocation): Directconnect.Location => ({
  locationCode: location.apiCode ?? location.code,
  locationName: location.locationName,
  region: location.region,
  availablePortSpeeds: location.availablePortSpeeds,
  availableProviders: partnerNames(),
  availableMacSecPortSpeeds: location.availableMacSecPortSpeeds ?? [],
})

interface Port {
  readonly location: string
  readonly bandwidth: string
  readonly providerName?: string | undefined
  readonly requestMACSec?: boolean | undefined
}

/** Refuses a port that AWS does not have at the location. */
export function requirePort(
  ctx: Context,
  { location: code, bandwidth, providerName, requestMACSec }: Port,
): void {
  const location = locationOf(ctx.region, code)
  if (!location) throw refused(`Location ${code} is not a valid location in ${ctx.region}.`)
  const speed = bandwidth.replace(/bps$/, '')
  if (!bandwidth.endsWith('bps') || !location.availablePortSpeeds.includes(speed)) {
    throw refused(`Bandwidth ${bandwidth} is not available at location ${code}.`)
  }
  if (requestMACSec && !location.availableMacSecPortSpeeds?.includes(speed)) {
    throw refused(`MACsec is not available at location ${code} with bandwidth ${bandwidth}.`)
  }
  if (providerName !== undefined && !partnerNames().includes(providerName)) {
    throw refused(`Provider ${providerName} is not available at location ${code}.`)
  }
}
