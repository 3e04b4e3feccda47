import type { Route53resolver } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import type { Tag } from '../tags.ts'
import { limitExceeded, notFound } from './errors.ts'
import { filtered, pageOf } from './listing.ts'

/** One address of an endpoint, and the network interface that has it. */
export interface EndpointAddress {
  readonly response: Route53resolver.IpAddressResponse
  readonly interface: string
}

interface EndpointSide {
  readonly addresses: readonly EndpointAddress[]
  readonly tags: readonly Tag[]
}

export type ResolverEndpoint = Held<Route53resolver.ResolverEndpoint, EndpointSide>

/** Network interfaces in a VPC that take questions from outside, or carry the VPC's questions out. */
export const resolverEndpoints = family<Route53resolver.ResolverEndpoint, EndpointSide>({
  service: 'route53resolver',
  resource: 'resolver-endpoint',
  id: 'Id',
  prefix: 'rslvr-in',
  missing: notFound('Resolver endpoint'),
  references: {
    interface: {
      to: 'ec2:network-interface',
      read: ({ side }) => side.addresses.map((one) => one.interface),
      blocks: false,
    },
  },
  indexes: {
    arn: ({ record }) => record.Arn,
    'host-vpc': ({ record }) => record.HostVPCId,
    'creator-request': ({ account, region, record }) => `${account}/${region}/${record.CreatorRequestId}`,
  },
  quota: {
    id: 'resolver-endpoints-per-region',
    error: (_, { account }) => limitExceeded(account, 'max-endpoints'),
  },
})

/** Changes an endpoint and says when. */
export const changeEndpoint = (
  ctx: Context,
  endpoint: ResolverEndpoint,
  record: Partial<Route53resolver.ResolverEndpoint>,
  addresses?: readonly EndpointAddress[],
): ResolverEndpoint =>
  resolverEndpoints.update(
    ctx,
    endpoint,
    { ...record, ModificationTime: timestamp(ctx.now) },
    addresses && { addresses },
  )

/** The endpoints that take questions for a VPC, by the addresses that they take them at. */
export const inboundAddressesOf = (ctx: Pick<Context, 'store'>, vpcId: string): readonly string[] =>
  resolverEndpoints
    .by(ctx, 'host-vpc', vpcId)
    .filter(({ record }) => record.Direction === 'INBOUND')
    .flatMap(({ side }) => side.addresses.flatMap(({ response }) => [response.Ip, response.Ipv6]))
    .filter((address) => address !== undefined)

export const getResolverEndpoint = operation(
  'route53resolver',
  'GetResolverEndpoint',
  { fidelity: 'exact', source: 'Route 53 API reference, GetResolverEndpoint' },
  ({ ResolverEndpointId }, ctx) => ({
    ResolverEndpoint: resolverEndpoints.require(ctx, ResolverEndpointId).record,
  }),
)

export const listResolverEndpoints = operation(
  'route53resolver',
  'ListResolverEndpoints',
  { fidelity: 'exact', source: 'Route 53 API reference, ListResolverEndpoints and Filter' },
  (input, ctx) => {
    const selected = filtered(
      resolverEndpoints.list(ctx).map(({ record }) => record),
      input.Filters,
      {
        CreatorRequestId: ({ CreatorRequestId }) => CreatorRequestId,
        Direction: ({ Direction }) => Direction,
        HostVPCId: ({ HostVPCId }) => HostVPCId,
        IpAddressCount: ({ IpAddressCount }) => IpAddressCount,
        Name: ({ Name }) => Name,
        SecurityGroupIds: ({ SecurityGroupIds }) => SecurityGroupIds,
        Status: ({ Status }) => Status,
      },
    )
    const { items, size, ...more } = pageOf(selected, input)
    return { ...more, MaxResults: size, ResolverEndpoints: items }
  },
)

export const listResolverEndpointIpAddresses = operation(
  'route53resolver',
  'ListResolverEndpointIpAddresses',
  { fidelity: 'exact', source: 'Route 53 API reference, ListResolverEndpointIpAddresses' },
  ({ ResolverEndpointId, ...asked }, ctx) => {
    const { side } = resolverEndpoints.require(ctx, ResolverEndpointId)
    const { items, size, ...more } = pageOf(side.addresses, asked)
    return { ...more, MaxResults: size, IpAddresses: items.map(({ response }) => response) }
  },
)
