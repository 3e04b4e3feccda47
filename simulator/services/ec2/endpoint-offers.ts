import type { Ec2 } from '../../api/generated/types.d.ts'
import { scramble } from '../../kernel/random.ts'
import { type AwsEndpointService, servicesOf } from '../../world/catalogue/privatelink-services.ts'
import { regionOf } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { mayUse, servicesOpenTo } from './endpoint-service-permissions.ts'
import {
  type EndpointService,
  endpointServices,
  remoteRegionsOf,
  serviceTypeOf,
} from './endpoint-services.ts'
import type { VpcEndpoint } from './vpc-endpoints.ts'

/** What an endpoint can be created for: a service of AWS's or one of a customer's, in the same words. */
export interface EndpointOffer {
  readonly name: string
  readonly id: string
  readonly type: Ec2.ServiceType
  readonly region: string
  /** One of AWS's that endpoints in any other Region can lead to. */
  readonly crossRegion: boolean
  /** An account, or `amazon`. */
  readonly owner: string
  readonly zoneIds: readonly string[]
  /** What the names of its endpoints end in. */
  readonly baseName: string
  readonly privateNames: readonly string[]
  /** Of a customer's private name: whether the customer has shown to own it. */
  readonly verification?: Ec2.DnsNameState | undefined
  readonly takesPolicies: boolean
  readonly acceptanceRequired: boolean
  readonly ipTypes: readonly Ec2.ServiceConnectivityType[]
  /** Endpoint-specific names begin with `*.`: one label more says what is wanted. */
  readonly wildcardNames: boolean
  readonly tags: readonly Ec2.Tag[]
  readonly payer?: Ec2.PayerResponsibility | undefined
  /** The customer's service behind it. */
  readonly service?: EndpointService
}

// Zones where AWS does not offer a service that it has in the rest of the Region.
const zonesWithout: Readonly<Record<string, readonly string[]>> = {
  // SES developer guide, send-email-set-up-vpc-endpoints
  'email-smtp': [
    ...['use1-az2', 'use1-az3', 'use1-az5', 'usw1-az2', 'usw2-az4', 'apne2-az4', 'cac1-az3', 'cac1-az4'],
  ],
}

const awsOffers = new Map<string, ReadonlyMap<string, readonly EndpointOffer[]>>()

/** AWS's services in a Region by name; S3 and DynamoDB stand for two offers each. */
function awsOffersIn(region: string): ReadonlyMap<string, readonly EndpointOffer[]> {
  const known = awsOffers.get(region)
  if (known) return known
  const offers = new Map<string, readonly EndpointOffer[]>()
  for (const service of servicesOf(region)) {
    const offer = offerOfAws(region, service)
    offers.set(offer.name, [...(offers.get(offer.name) ?? []), offer])
  }
  awsOffers.set(region, offers)
  return offers
}

function offerOfAws(region: string, service: AwsEndpointService): EndpointOffer {
  const { serviceName: name, type } = service
  const suffix = name.slice(name.lastIndexOf('.') + 1)
  const missing = zonesWithout[suffix] ?? []
  return {
    name,
    id: awsServiceId(`${region}/${name}/${type}`),
    type,
    region,
    crossRegion: service.crossRegion && type === 'Interface',
    owner: 'amazon',
    zoneIds: (regionOf(region)?.zoneIds ?? []).filter((zone) => !missing.includes(zone)),
    baseName: service.baseEndpointDnsName,
    privateNames: service.privateDnsNames,
    takesPolicies: service.policySupported,
    acceptanceRequired: false,
    ipTypes: service.ipv6 ? ['ipv4', 'ipv6'] : ['ipv4'],
    // S3 user guide, privatelink-interface-endpoints: bucket, accesspoint or control stands for the asterisk.
    wildcardNames: type === 'Interface' && (suffix === 's3' || suffix === 's3-fips'),
    tags: [],
  }
}

const awsServiceId = (seed: string): string => {
  const hex = scramble(seed)
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('')
  return `vpce-svc-0${hex.slice(0, 16)}`
}

function offerOfCustomer(service: EndpointService): EndpointOffer {
  const { account, region, record } = service
  return {
    name: record.ServiceName ?? '',
    id: record.ServiceId ?? '',
    type: serviceTypeOf(record),
    region,
    crossRegion: false,
    owner: account,
    zoneIds: record.AvailabilityZoneIds ?? [],
    baseName: record.BaseEndpointDnsNames?.[0] ?? '',
    privateNames: record.PrivateDnsName === undefined ? [] : [record.PrivateDnsName],
    verification: record.PrivateDnsNameConfiguration?.State,
    // PrivateLink guide, vpc-endpoints-access: policies are for services of AWS's.
    takesPolicies: false,
    acceptanceRequired: record.AcceptanceRequired ?? true,
    ipTypes: record.SupportedIpAddressTypes ?? ['ipv4'],
    wildcardNames: false,
    tags: record.Tags ?? [],
    payer: record.PayerResponsibility,
    service,
  }
}

type Viewer = Pick<Context, 'store' | 'caller' | 'account' | 'region'>

/** Everything of a name that the caller can have in a Region; nothing when it cannot be seen from here. */
export function offersNamed(ctx: Viewer, name: string, region: string): readonly EndpointOffer[] {
  const ours = awsOffersIn(region).get(name)
  if (ours) return region === ctx.region ? ours : ours.filter((offer) => offer.crossRegion)
  const [service] = endpointServices.by(ctx, 'name', name)
  if (!service || service.region !== region || !mayUse(ctx, service)) return []
  return canReach(ctx, service) ? [offerOfCustomer(service)] : []
}

/** What an existing endpoint leads to, whoever may see it by now. */
export function offerBehind(
  ctx: Pick<Context, 'store'>,
  { record, side }: VpcEndpoint,
): EndpointOffer | undefined {
  if (side.service !== undefined) {
    const service = endpointServices.get(ctx, side.service)
    return service && offerOfCustomer(service)
  }
  const offers = awsOffersIn(record.ServiceRegion ?? '').get(record.ServiceName ?? '')
  return offers?.find((offer) => offer.type === record.VpcEndpointType)
}

/** Everything that the caller can have in a Region, by name. */
export function offersIn(ctx: Viewer, region: string): EndpointOffer[] {
  const ours = [...awsOffersIn(region).values()].flat()
  const visible = region === ctx.region ? ours : ours.filter((offer) => offer.crossRegion)
  const own = endpointServices.list({ ...ctx, region })
  const customers = [...own, ...servicesOpenTo(ctx).filter((service) => service.region === region)]
    .filter((service) => canReach(ctx, service))
    .map(offerOfCustomer)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return [...visible, ...customers]
}

/** Whether an endpoint in the caller's Region could lead there. */
const canReach = (ctx: Viewer, service: EndpointService): boolean =>
  service.region === ctx.region || remoteRegionsOf(service).includes(ctx.region)
