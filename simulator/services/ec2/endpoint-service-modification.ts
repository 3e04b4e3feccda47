import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { activeEndpoints } from './endpoint-connections.ts'
import {
  findLoadBalancer,
  type LoadBalancer,
  type LoadBalancerKind,
  requireLoadBalancer,
  requireOneGatewayPerZone,
  zonesOfLoadBalancers,
} from './endpoint-load-balancers.ts'
import { privateNameOf, readIpTypes } from './endpoint-service-creation.ts'
import { supportedRegions } from './endpoint-service-regions.ts'
import {
  type EndpointService,
  endpointServices,
  loadBalancersOf,
  remoteRegionsOf,
  serviceTypeOf,
} from './endpoint-services.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'
import { stateOf } from './vpc-endpoints.ts'

type Request = Ec2.ModifyVpcEndpointServiceConfigurationRequest

export const modifyVpcEndpointServiceConfiguration = operation(
  'ec2',
  'ModifyVpcEndpointServiceConfiguration',
  {
    fidelity: {
      simplified:
        'No load balancer can be removed while any endpoint is connected, whichever of them it uses.',
    },
    source:
      'EC2 API reference, ModifyVpcEndpointServiceConfiguration; PrivateLink guide, configure-endpoint-service',
  },
  (input, ctx) => {
    const service = endpointServices.require(ctx, input.ServiceId)
    const { record } = service
    const type = serviceTypeOf(record)
    const balancers = changeLoadBalancers(ctx, service, input)
    // The zones are read anew each time: this is how a service learns of a zone that its load balancer gained.
    const zones = zonesOfLoadBalancers(ctx.account, balancers)
    const types = without(record.SupportedIpAddressTypes, input.RemoveSupportedIpAddressTypes)
    const SupportedIpAddressTypes = readIpTypes(
      [...types, ...(input.AddSupportedIpAddressTypes ?? [])],
      balancers,
    )
    const regions = supportedRegions(changedRegions(service, input), {
      type,
      zones: zones.AvailabilityZoneIds,
      home: ctx.region,
    })
    endpointServices.update(ctx, service, {
      ...zones,
      [type === 'Interface' ? 'NetworkLoadBalancerArns' : 'GatewayLoadBalancerArns']: balancers.map(
        (one) => one.LoadBalancerArn ?? '',
      ),
      SupportedIpAddressTypes,
      ...regions,
      ...(input.AcceptanceRequired !== undefined && { AcceptanceRequired: input.AcceptanceRequired }),
      ...changedName(ctx, type, input, record),
    })
    return { Return: true }
  },
)

function changeLoadBalancers(ctx: Context, service: EndpointService, input: Request): LoadBalancer[] {
  const { record } = service
  const type = serviceTypeOf(record)
  const kind: LoadBalancerKind = type === 'Interface' ? 'network' : 'gateway'
  const asked = {
    network: [input.AddNetworkLoadBalancerArns ?? [], input.RemoveNetworkLoadBalancerArns ?? []],
    gateway: [input.AddGatewayLoadBalancerArns ?? [], input.RemoveGatewayLoadBalancerArns ?? []],
  } as const
  if (asked[kind === 'network' ? 'gateway' : 'network'].some((arns) => arns.length)) {
    throw badEndpoint('A VPC endpoint service has either Network Load Balancers or Gateway Load Balancers.')
  }
  const [added, removed] = asked[kind]
  const has = loadBalancersOf(record)
  const stranger = removed.find((arn) => !has.includes(arn))
  if (stranger !== undefined) {
    throw badEndpoint(`The load balancer ${stranger} is not associated with the VPC endpoint service.`)
  }
  if (
    removed.length &&
    activeEndpoints(ctx, input.ServiceId).some((one) => stateOf(one) !== 'pendingAcceptance')
  ) {
    throw badEndpoint('A load balancer cannot be removed while VPC endpoints are connected to the service.')
  }
  const arns = [...new Set([...without(has, removed), ...added])]
  if (!arns.length) throw badEndpoint('A VPC endpoint service must have at least one load balancer.')
  const balancers = arns.map((arn) =>
    added.includes(arn)
      ? requireLoadBalancer(ctx, kind, arn, input.ServiceId)
      : (findLoadBalancer(ctx, arn)?.record ?? { LoadBalancerArn: arn }),
  )
  if (kind === 'gateway') requireOneGatewayPerZone(balancers)
  return balancers
}

function changedRegions(service: EndpointService, input: Request): string[] {
  const removed = input.RemoveSupportedRegions ?? []
  if (removed.includes(service.region)) {
    throw badEndpoint(`The Region ${service.region} of the VPC endpoint service cannot be removed.`)
  }
  return [...without(remoteRegionsOf(service), removed), ...(input.AddSupportedRegions ?? [])]
}

function changedName(
  ctx: Context,
  type: Ec2.ServiceType,
  { PrivateDnsName, RemovePrivateDnsName }: Request,
  before: Ec2.ServiceConfiguration,
): Pick<Ec2.ServiceConfiguration, 'PrivateDnsName' | 'PrivateDnsNameConfiguration'> {
  if (PrivateDnsName !== undefined && RemovePrivateDnsName) {
    throw badEndpoint('PrivateDnsName and RemovePrivateDnsName cannot be specified in the same request.')
  }
  if (RemovePrivateDnsName) return { PrivateDnsName: undefined, PrivateDnsNameConfiguration: undefined }
  return PrivateDnsName === before.PrivateDnsName ? {} : privateNameOf(ctx, type, PrivateDnsName)
}

const without = (all: readonly string[] = [], removed: readonly string[] = []): string[] =>
  all.filter((one) => !removed.includes(one))
