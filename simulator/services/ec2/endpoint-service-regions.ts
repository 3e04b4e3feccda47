import type { Ec2 } from '../../api/generated/types.d.ts'
import { isRegion } from '../../world/catalogue/regions.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'

// Consumers in other Regions (PrivateLink guide, create-endpoint-service and privatelink-share-your-services).

interface Offered {
  readonly type: Ec2.ServiceType
  readonly zones: readonly string[] | undefined
  readonly home: string
}

type Regions = Pick<Ec2.ServiceConfiguration, 'SupportedRegions' | 'RemoteAccessEnabled'>

/** The Regions of a service: its own always, those asked for besides; nothing is said while there are no others. */
export function supportedRegions(asked: readonly string[], { type, zones, home }: Offered): Regions {
  const odd = asked.find((region) => !isRegion(region))
  if (odd !== undefined) throw badEndpoint(`The Region ${odd} is not valid.`)
  const others = [...new Set(asked)].filter((region) => region !== home)
  if (!others.length) return { SupportedRegions: undefined, RemoteAccessEnabled: undefined }
  if (type !== 'Interface') {
    throw badEndpoint(
      'Cross-Region access is not supported for GatewayLoadBalancer type VPC endpoint services.',
    )
  }
  if ((zones?.length ?? 0) < 2) {
    throw badEndpoint(
      'Cross-Region access requires at least two availability zones for the VPC endpoint service.',
    )
  }
  return {
    SupportedRegions: [home, ...others].map((Region) => ({ Region, ServiceState: 'Available' })),
    RemoteAccessEnabled: true,
  }
}
