import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { announce } from './endpoint-connection-events.ts'
import { openConnection } from './endpoint-connections.ts'
import { endpointServices } from './endpoint-services.ts'
import { openGatewayEndpoint } from './gateway-endpoints.ts'
import { openGatewayLoadBalancerEndpoint } from './gateway-load-balancer-endpoints.ts'
import { openInterfaceEndpoint } from './interface-endpoints.ts'
import { openLatticeEndpoint } from './lattice-endpoints.ts'
import {
  type EndpointRequest,
  readEndpointType,
  requireMembersOf,
  type Simulated,
} from './vpc-endpoint-requests.ts'
import { setState, stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'
import { vpcs } from './vpcs.ts'

const openers: Readonly<Record<Simulated, (ctx: Context, request: EndpointRequest) => VpcEndpoint>> = {
  Interface: openInterfaceEndpoint,
  Gateway: openGatewayEndpoint,
  GatewayLoadBalancer: openGatewayLoadBalancerEndpoint,
  Resource: openLatticeEndpoint('Resource'),
  ServiceNetwork: openLatticeEndpoint('ServiceNetwork'),
}

export const createVpcEndpoint = operation(
  'ec2',
  'CreateVpcEndpoint',
  {
    fidelity: {
      simplified:
        'Tunnel endpoints do not exist. An endpoint for a service network has one address in each zone: the ports of its resources tell them apart. An IPv6 gateway endpoint adds no route where AWS publishes no IPv6 prefix list.',
    },
    source:
      'EC2 API reference, CreateVpcEndpoint; PrivateLink guide, create-interface-endpoint and gateway-endpoints',
  },
  (input, ctx) => {
    const type = readEndpointType(input.VpcEndpointType)
    const tags = tagsFor(input.TagSpecifications, 'vpc-endpoint')
    const vpcId = vpcs.require(ctx, input.VpcId).record.VpcId ?? ''
    requireMembersOf(type, input)
    const endpoint = openers[type](ctx, { input, vpcId, tags })
    begin(ctx, endpoint)
    const { ClientToken } = input
    return {
      VpcEndpoint: asCreated(vpcEndpoints.print(ctx, endpoint)),
      ...(ClientToken !== undefined && { ClientToken }),
    }
  },
)

/** Tells the provider, and plans what comes of it. */
function begin(ctx: Context, endpoint: VpcEndpoint): void {
  const id = vpcEndpoints.idOf(endpoint)
  const service = endpointServices.get(ctx, endpoint.side.service ?? '')
  if (service) {
    openConnection(ctx, endpoint, service)
    announce(ctx, 'Connect', endpoint)
  }
  const state = stateOf(endpoint)
  if (state === 'pending') ctx.after('vpc-endpoint-available', 'vpc-endpoint-available', { id })
  if (state === 'pendingAcceptance') ctx.after('endpoint-request-expired', 'endpoint-request-expired', { id })
}

// AWS CLI reference, examples of create-vpc-endpoint: endpoints for VPC Lattice are answered without what comes later.
function asCreated(endpoint: Ec2.VpcEndpoint): Ec2.VpcEndpoint {
  const { VpcEndpointType } = endpoint
  if (VpcEndpointType !== 'Resource' && VpcEndpointType !== 'ServiceNetwork') return endpoint
  const { NetworkInterfaceIds: _interfaces, DnsOptions: _options, ...created } = endpoint
  return created
}

export const vpcEndpointAvailable = due<{ id: string }>('vpc-endpoint-available', ({ id }, ctx) => {
  const endpoint = vpcEndpoints.get(ctx, id)
  if (endpoint && stateOf(endpoint) === 'pending') setState(ctx, endpoint, 'available')
})

export const endpointRequestExpired = due<{ id: string }>('endpoint-request-expired', ({ id }, ctx) => {
  const endpoint = vpcEndpoints.get(ctx, id)
  if (endpoint && stateOf(endpoint) === 'pendingAcceptance') setState(ctx, endpoint, 'expired')
})
