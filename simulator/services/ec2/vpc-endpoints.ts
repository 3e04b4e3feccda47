import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Held, scopeKey } from '../../world/held.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { noSuchEndpoint } from './vpc-endpoint-errors.ts'

export type EndpointState =
  | 'pendingAcceptance'
  | 'pending'
  | 'available'
  | 'deleting'
  | 'deleted'
  | 'rejected'
  | 'failed'
  | 'expired'

export interface EndpointSide {
  /** The random label that tells its DNS names from everybody else's. */
  readonly label: string
  /** Ids of the hidden hosted zones behind its private names, by domain. */
  readonly hiddenZones: Readonly<Record<string, string>>
  /** The endpoint service of a customer that it leads to. */
  readonly service?: string | undefined
  /** The consumer has changed it, and the change is being carried out. */
  readonly changing: boolean
}

export type VpcEndpoint = Held<Ec2.VpcEndpoint, EndpointSide>

export const vpcEndpoints = family<Ec2.VpcEndpoint, EndpointSide>({
  service: 'ec2',
  resource: 'vpc-endpoint',
  id: 'VpcEndpointId',
  prefix: 'vpce',
  missing: noSuchEndpoint,
  malformed: (id) =>
    /^vpce-[0-9a-f]{1,17}$/.test(id)
      ? undefined
      : new AwsError('InvalidVpcEndpointId.Malformed', `The vpc endpoint ID '${id}' is malformed`),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  // A deleted endpoint is still shown for a while, and holds nothing any more.
  references: {
    vpc: { to: 'ec2:vpc', read: (held) => (isThere(held) ? held.record.VpcId : undefined) },
    subnet: { to: 'ec2:subnet', read: (held) => (isThere(held) ? held.record.SubnetIds : undefined) },
    group: {
      to: 'ec2:security-group',
      read: (held) => (isThere(held) ? held.record.Groups?.map((one) => one.GroupId ?? '') : undefined),
    },
    'route-table': {
      to: 'ec2:route-table',
      read: (held) => (isThere(held) ? held.record.RouteTableIds : undefined),
    },
    'network-interface': {
      to: 'ec2:network-interface',
      read: (held) => (isThere(held) ? held.record.NetworkInterfaceIds : undefined),
      blocks: false,
    },
  },
  indexes: {
    service: (held) => (isThere(held) ? held.side.service : undefined),
    kind: (held) => (isThere(held) ? kindKeys(held) : undefined),
    // The resource configuration or the service network that it leads to, by ARN.
    lattice: (held) =>
      isThere(held) ? (held.record.ResourceConfigurationArn ?? held.record.ServiceNetworkArn) : undefined,
    'service-in-vpc': (held) => (isThere(held) ? serviceKey(held.record) : undefined),
    // INVARIANT: a VPC has no two endpoints under one of these.
    'private-domain': (held) =>
      isThere(held)
        ? privateDomainsOf(held).map((domain) => domainKey(held.record.VpcId, domain))
        : undefined,
  },
  arn: ({ account, region, record }) =>
    `arn:aws:ec2:${region}:${account}:vpc-endpoint/${record.VpcEndpointId}`,
  filters: {
    'ip-address-type': ({ record }) => record.IpAddressType?.toLowerCase(),
    'service-name': ({ record }) => record.ServiceName,
    'service-region': ({ record }) => record.ServiceRegion,
    'vpc-id': { index: 'vpc', read: ({ record }) => record.VpcId },
    'vpc-endpoint-id': ({ record }) => record.VpcEndpointId,
    'vpc-endpoint-state': (held) => [stateOf(held), held.record.State],
    'vpc-endpoint-type': ({ record }) => record.VpcEndpointType,
  },
})

export const describeVpcEndpoints = operation(
  'ec2',
  'DescribeVpcEndpoints',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeVpcEndpoints' },
  (input, ctx) => {
    const { VpcEndpointIds } = input
    const selected = vpcEndpoints.select(ctx, VpcEndpointIds, input.Filters)
    const { items, NextToken } = page(selected, cappedPage(input), {
      ids: 'VpcEndpointIds',
      wanted: VpcEndpointIds,
    })
    return {
      VpcEndpoints: items.map((endpoint) => vpcEndpoints.print(ctx, endpoint)),
      ...(NextToken && { NextToken }),
    }
  },
)

/** The operations on endpoints take any number above 1,000 and give 1,000 (EC2 API reference). */
export const cappedPage = <I extends { readonly MaxResults?: number | undefined }>({
  MaxResults,
  ...input
}: I): Omit<I, 'MaxResults'> & { MaxResults?: number } =>
  MaxResults === undefined ? input : { ...input, MaxResults: Math.min(MaxResults, 1000) }

/** Whether it takes up anything: until it is deleted. */
export const isThere = (endpoint: VpcEndpoint): boolean => stateOf(endpoint) !== 'deleted'

/** Whether an endpoint carries traffic: also while a change of one that was available is being carried out. */
export const isInService = (endpoint: VpcEndpoint): boolean => {
  const state = stateOf(endpoint)
  return state === 'available' || (state === 'pending' && endpoint.side.changing)
}

export function stateOf({ record }: VpcEndpoint): EndpointState {
  const { State = '' } = record
  return (State.charAt(0).toLowerCase() + State.slice(1)) as EndpointState
}

const isLattice = (type: Ec2.VpcEndpointType | undefined) => type === 'Resource' || type === 'ServiceNetwork'

/**
 * A state as describe-vpc-endpoints prints it, which is not as its model lists it: `pendingAcceptance`. Only resource
 * and service network endpoints have capitals (AWS CLI reference, examples of create-vpc-endpoint).
 */
export function printState(type: Ec2.VpcEndpointType | undefined, state: EndpointState): Ec2.State {
  const capital = state.charAt(0).toUpperCase() + state.slice(1)
  return (isLattice(type) ? capital : state) as Ec2.State
}

export function setState(
  ctx: Parameters<typeof vpcEndpoints.update>[0],
  endpoint: VpcEndpoint,
  state: EndpointState,
): VpcEndpoint {
  const State = printState(endpoint.record.VpcEndpointType, state)
  return vpcEndpoints.update(ctx, endpoint, { State }, { changing: false })
}

/** The private names that the endpoint has taken over in its VPC, as the domains of hidden hosted zones. */
export const privateDomainsOf = ({ record, side }: VpcEndpoint): string[] =>
  record.PrivateDnsEnabled ? Object.keys(side.hiddenZones) : []

export const domainKey = (vpcId: string | undefined, domain: string) => `${vpcId}/${domain}`

export const serviceKey = ({ VpcId, ServiceName, VpcEndpointType }: Ec2.VpcEndpoint) =>
  `${VpcId}/${VpcEndpointType}/${ServiceName}`

// PrivateLink guide, vpc-limits-endpoints: interface and Gateway Load Balancer endpoints are counted together.
export type QuotaKind = 'interface' | 'gateway' | 'resource' | 'service-network'

export const quotaKinds: Readonly<Partial<Record<Ec2.VpcEndpointType, QuotaKind>>> = {
  Interface: 'interface',
  GatewayLoadBalancer: 'interface',
  Gateway: 'gateway',
  Resource: 'resource',
  ServiceNetwork: 'service-network',
}

export const kindKey = (place: string, kind: QuotaKind | undefined) => `${place}/${kind}`

function kindKeys(held: VpcEndpoint): string[] {
  const kind = quotaKinds[held.record.VpcEndpointType ?? 'Gateway']
  return [kindKey(held.record.VpcId ?? '', kind), kindKey(scopeKey(held), kind)]
}
