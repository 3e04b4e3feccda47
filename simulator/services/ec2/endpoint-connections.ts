import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { type EndpointService, endpointServices } from './endpoint-services.ts'
import { cappedPage, privateDomainsOf, stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

export type Connection = Held<Ec2.VpcEndpointConnection>

/**
 * An endpoint as the provider of its service sees it. It belongs to the provider, in the service's Region, and what is
 * told of the endpoint is read from the endpoint.
 */
export const endpointConnections = family<Ec2.VpcEndpointConnection>({
  service: 'ec2',
  resource: 'vpc-endpoint-connection',
  id: 'VpcEndpointConnectionId',
  prefix: 'vpce-con',
  missing: (id) =>
    new AwsError(
      'InvalidVpcEndpointConnectionId.NotFound',
      `The VPC endpoint connection ID '${id}' does not exist`,
    ),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  references: {
    service: { to: 'ec2:vpc-endpoint-service', read: ({ record }) => record.ServiceId, blocks: false },
    endpoint: { to: 'ec2:vpc-endpoint', read: ({ record }) => record.VpcEndpointId, blocks: false },
  },
  view: viewConnection,
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:vpc-endpoint-connection/${record.VpcEndpointConnectionId}`,
  filters: {
    'ip-address-type': (held, ctx) => viewConnection(held, ctx).IpAddressType,
    'service-id': { index: 'service', read: ({ record }) => record.ServiceId },
    'vpc-endpoint-owner': ({ record }) => record.VpcEndpointOwner,
    'vpc-endpoint-region': ({ record, region }) =>
      record.VpcEndpointRegion === region ? region : [record.VpcEndpointRegion, 'cross-region'],
    'vpc-endpoint-state': (held, ctx) => viewConnection(held, ctx).VpcEndpointState,
    'vpc-endpoint-id': { index: 'endpoint', read: ({ record }) => record.VpcEndpointId },
  },
})

function viewConnection({ record }: Connection, ctx: Pick<Context, 'store'>): Ec2.VpcEndpointConnection {
  const endpoint = vpcEndpoints.get(ctx, record.VpcEndpointId ?? '')
  const service = endpointServices.get(ctx, record.ServiceId ?? '')
  if (!endpoint || !service) return record
  const { NetworkLoadBalancerArns, GatewayLoadBalancerArns } = service.record
  return {
    ...record,
    VpcEndpointState: stateOf(endpoint) as string as Ec2.State,
    ...(endpoint.record.DnsEntries && { DnsEntries: publicEntries(endpoint) }),
    ...(NetworkLoadBalancerArns?.length && { NetworkLoadBalancerArns }),
    ...(GatewayLoadBalancerArns?.length && { GatewayLoadBalancerArns }),
    IpAddressType: endpoint.record.IpAddressType,
  }
}

/** The private names are between the endpoint and its own VPC. */
function publicEntries(endpoint: VpcEndpoint): Ec2.DnsEntry[] {
  const hidden = privateDomainsOf(endpoint).map((domain) => endpoint.side.hiddenZones[domain])
  return (endpoint.record.DnsEntries ?? []).filter(({ HostedZoneId }) => !hidden.includes(HostedZoneId))
}

export const describeVpcEndpointConnections = operation(
  'ec2',
  'DescribeVpcEndpointConnections',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcEndpointConnections' },
  (input, ctx) => {
    const selected = endpointConnections.select(ctx, undefined, input.Filters)
    const { items, NextToken } = page(selected, cappedPage(input))
    return {
      VpcEndpointConnections: items.map((held) => endpointConnections.print(ctx, held)),
      ...(NextToken && { NextToken }),
    }
  },
)

/** Shows a new endpoint to the provider of its service. */
export function openConnection(ctx: Context, { record }: VpcEndpoint, service: EndpointService): void {
  const { account, region } = service
  endpointConnections.create(
    { ...ctx, account, region },
    {
      ServiceId: service.record.ServiceId,
      VpcEndpointId: record.VpcEndpointId,
      VpcEndpointOwner: ctx.account,
      CreationTimestamp: timestamp(ctx.now),
      VpcEndpointConnectionId: ctx.newId('vpce-con'),
      Tags: [],
      VpcEndpointRegion: ctx.region,
    },
  )
}

/** The connection of an endpoint that is no more. */
export function closeConnection(ctx: Context, endpoint: string): void {
  for (const held of endpointConnections.by(ctx, 'endpoint', endpoint)) endpointConnections.remove(ctx, held)
}

/** Endpoints that use a service or wait to. Rejected, expired and failed ones do not count. */
export function activeEndpoints(ctx: Pick<Context, 'store'>, serviceId: string): VpcEndpoint[] {
  return vpcEndpoints
    .by(ctx, 'service', serviceId)
    .filter((endpoint) => ['pendingAcceptance', 'pending', 'available'].includes(stateOf(endpoint)))
}
