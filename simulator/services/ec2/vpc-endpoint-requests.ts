import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import { isRegion } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import type { Tag } from '../tags.ts'
import { type EndpointOffer, offersNamed } from './endpoint-offers.ts'
import { missingParameter } from './errors.ts'
import { badEndpoint, noSuchServiceName } from './vpc-endpoint-errors.ts'

export type Simulated = Exclude<Ec2.VpcEndpointType, 'Tunnel'>

/** A request for an endpoint whose VPC is there and whose members fit the type. */
export interface EndpointRequest {
  readonly input: Ec2.CreateVpcEndpointRequest
  readonly vpcId: string
  readonly tags: readonly Tag[]
}

const types: readonly Simulated[] = [
  'Interface',
  'Gateway',
  'GatewayLoadBalancer',
  'Resource',
  'ServiceNetwork',
]

/** EC2 API reference, CreateVpcEndpoint: "Default: Gateway". */
export function readEndpointType(asked: string | undefined): Simulated {
  const type = types.find((one) => one === (asked ?? 'Gateway'))
  if (type) return type
  if (asked === 'Tunnel') throw new AwsError('UnsupportedOperation', 'Tunnel endpoints are not simulated.')
  throw new AwsError('InvalidVpcEndpointType', `Invalid VPC endpoint type: ${asked}`)
}

type Members = Partial<
  Record<keyof Ec2.CreateVpcEndpointRequest | keyof Ec2.ModifyVpcEndpointRequest, unknown>
>

interface Restriction {
  readonly members: readonly (keyof Members)[]
  readonly types: readonly Simulated[]
  readonly text: string
}

// The texts of subnets and route tables were observed; the others are made after them.
const restrictions: readonly Restriction[] = [
  {
    members: ['SubnetIds', 'SubnetConfigurations', 'AddSubnetIds', 'RemoveSubnetIds'],
    types: ['Interface', 'GatewayLoadBalancer', 'Resource', 'ServiceNetwork'],
    text: 'Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.',
  },
  {
    members: ['RouteTableIds', 'AddRouteTableIds', 'RemoveRouteTableIds'],
    types: ['Gateway'],
    text: 'Route table IDs are only supported for Gateway type VPC Endpoint.',
  },
  {
    members: ['SecurityGroupIds', 'AddSecurityGroupIds', 'RemoveSecurityGroupIds'],
    types: ['Interface', 'Resource', 'ServiceNetwork'],
    text: 'Security group IDs are only supported for Interface type VPC Endpoint.',
  },
  {
    members: ['PolicyDocument', 'ResetPolicy'],
    types: ['Interface', 'Gateway'],
    text: 'Endpoint policies are only supported for Interface and Gateway type VPC Endpoints.',
  },
  {
    members: ['PrivateDnsEnabled'],
    types: ['Interface', 'Resource', 'ServiceNetwork'],
    text: 'Private DNS is only supported for Interface type VPC Endpoint.',
  },
  {
    members: ['ServiceName', 'ServiceRegion'],
    types: ['Interface', 'Gateway', 'GatewayLoadBalancer'],
    text: 'Service names are not supported for Resource and ServiceNetwork type VPC Endpoints.',
  },
  {
    members: ['ServiceNetworkArn'],
    types: ['ServiceNetwork'],
    text: 'Service network ARNs are only supported for ServiceNetwork type VPC Endpoint.',
  },
  {
    members: ['ResourceConfigurationArn'],
    types: ['Resource'],
    text: 'Resource configuration ARNs are only supported for Resource type VPC Endpoint.',
  },
]

/** Refuses what endpoints of the type do not have. An empty list or a "no" asks for nothing. */
export function requireMembersOf(type: Simulated, input: Members): void {
  for (const { members, types: allowed, text } of restrictions) {
    if (!allowed.includes(type) && members.some((member) => asksFor(input[member]))) throw badEndpoint(text)
  }
}

const asksFor = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false

/** What the request names, as the caller may see it and of the type asked for. */
export function requireOffer(
  ctx: Context,
  type: Ec2.ServiceType,
  { ServiceName, ServiceRegion = ctx.region }: Ec2.CreateVpcEndpointRequest,
): EndpointOffer {
  if (!ServiceName) throw missingParameter('serviceName')
  if (!isRegion(ServiceRegion))
    throw badEndpoint(`Value (${ServiceRegion}) for parameter ServiceRegion is invalid.`)
  const offers = offersNamed(ctx, ServiceName, ServiceRegion)
  if (!offers.length) throw noSuchServiceName(ServiceName)
  const offer = offers.find((one) => one.type === type)
  if (!offer) {
    const available = offers.map((one) => one.type).join(', ')
    throw badEndpoint(`Endpoint type (${type}) does not match available service types ([${available}]).`)
  }
  // Observed: who asks within moments of the service's creation is told to try again.
  if (offer.service && !offer.service.side.ready) {
    throw new AwsError('Unavailable', 'The service is unavailable. Please try again shortly.', 503)
  }
  return offer
}
