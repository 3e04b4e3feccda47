import type { Ec2 } from '../../api/generated/types.d.ts'
import { isRegion, zonesOf } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { type Filters, filterRecords, type Value } from '../filters.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { type EndpointOffer, offersIn, offersNamed } from './endpoint-offers.ts'
import { badEndpoint, noSuchServiceName } from './vpc-endpoint-errors.ts'
import { cappedPage } from './vpc-endpoints.ts'

export const describeVpcEndpointServices = operation(
  'ec2',
  'DescribeVpcEndpointServices',
  {
    fidelity: {
      simplified:
        'AWS offers its services in nearly every zone of a Region; services of AWS Marketplace are not listed.',
    },
    source:
      'EC2 API reference, DescribeVpcEndpointServices; PrivateLink guide, aws-services-privatelink-support',
  },
  (input, ctx) => {
    const selected = select(ctx, regionsOf(ctx, input.ServiceRegions), input.ServiceNames, input.Filters)
    const { items, NextToken } = page(selected, cappedPage(input))
    return {
      ServiceNames: [...new Set(items.map(({ name }) => name))],
      ServiceDetails: items.map((offer) => detailOf(ctx, offer)),
      ...(NextToken && { NextToken }),
    }
  },
)

function regionsOf(ctx: Context, asked: readonly string[] | undefined): readonly string[] {
  const regions = asked?.length ? [...new Set(asked)] : [ctx.region]
  const odd = regions.find((region) => !isRegion(region))
  if (odd !== undefined) throw badEndpoint(`The Region ${odd} is not valid.`)
  return regions
}

function select(
  ctx: Context,
  regions: readonly string[],
  names: readonly string[] | undefined,
  filters: Filters | undefined,
): EndpointOffer[] {
  const offers = names?.length
    ? [...new Set(names)].flatMap((name) => {
        const found = regions.flatMap((region) => offersNamed(ctx, name, region))
        if (!found.length) throw noSuchServiceName(name)
        return found
      })
    : regions.flatMap((region) => offersIn(ctx, region))
  return filterRecords(offers, filters, readerOf)
}

function readerOf(name: string): ((offer: EndpointOffer) => Value | readonly Value[]) | undefined {
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length)
    return ({ tags }) => tags.find(({ Key }) => Key === key)?.Value
  }
  return readers.get(name)
}

const readers = new Map(
  Object.entries<(offer: EndpointOffer) => Value | readonly Value[]>({
    owner: ({ owner }) => owner,
    'service-name': ({ name }) => name,
    'service-region': ({ region }) => region,
    'service-type': ({ type }) => type,
    'supported-ip-address-types': ({ ipTypes }) => ipTypes,
    'tag-key': ({ tags }) => tags.map(({ Key }) => Key),
  }),
)

// PrivateLink guide, privatelink-share-your-services: a consumer sees the zones in common, under its own names.
function detailOf(ctx: Context, offer: EndpointOffer): Ec2.ServiceDetail {
  const { privateNames, verification, tags, payer } = offer
  const zones = zonesOf(ctx.account, offer.region).filter(({ id }) => offer.zoneIds.includes(id))
  return {
    ServiceName: offer.name,
    ServiceId: offer.id,
    ServiceType: [{ ServiceType: offer.type }],
    ServiceRegion: offer.region,
    AvailabilityZoneIds: zones.map(({ id }) => id),
    AvailabilityZones: zones.map(({ name }) => name),
    Owner: offer.owner,
    BaseEndpointDnsNames: [offer.baseName],
    ...(privateNames.length && {
      PrivateDnsName: privateNames[0],
      PrivateDnsNames: privateNames.map((PrivateDnsName) => ({ PrivateDnsName })),
    }),
    VpcEndpointPolicySupported: offer.takesPolicies,
    AcceptanceRequired: offer.acceptanceRequired,
    ManagesVpcEndpoints: false,
    ...(payer && { PayerResponsibility: payer }),
    Tags: tags,
    ...(privateNames.length && { PrivateDnsNameVerificationState: verification ?? 'verified' }),
    SupportedIpAddressTypes: offer.ipTypes,
  }
}
