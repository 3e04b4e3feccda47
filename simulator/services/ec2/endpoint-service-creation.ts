import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import {
  type LoadBalancer,
  type LoadBalancerKind,
  requireLoadBalancer,
  requireOneGatewayPerZone,
  zonesOfLoadBalancers,
} from './endpoint-load-balancers.ts'
import { newNameConfiguration, requirePrivateName } from './endpoint-service-names.ts'
import { supportedRegions } from './endpoint-service-regions.ts'
import { endpointServices } from './endpoint-services.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'

export const createVpcEndpointServiceConfiguration = operation(
  'ec2',
  'CreateVpcEndpointServiceConfiguration',
  {
    fidelity: { simplified: 'A load balancer that is still being provisioned is taken.' },
    source:
      'EC2 API reference, CreateVpcEndpointServiceConfiguration; PrivateLink guide, create-endpoint-service',
  },
  (input, ctx) => {
    const { NetworkLoadBalancerArns = [], GatewayLoadBalancerArns = [], ClientToken } = input
    const Tags = tagsFor(input.TagSpecifications, 'vpc-endpoint-service')
    if ((NetworkLoadBalancerArns.length === 0) === (GatewayLoadBalancerArns.length === 0)) {
      throw badEndpoint(
        'exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member',
      )
    }
    const kind: LoadBalancerKind = NetworkLoadBalancerArns.length ? 'network' : 'gateway'
    const ServiceType: Ec2.ServiceType = kind === 'network' ? 'Interface' : 'GatewayLoadBalancer'
    const arns = [...new Set([...NetworkLoadBalancerArns, ...GatewayLoadBalancerArns])]
    const balancers = arns.map((arn) => requireLoadBalancer(ctx, kind, arn))
    if (kind === 'gateway') requireOneGatewayPerZone(balancers)
    const zones = zonesOfLoadBalancers(ctx.account, balancers)
    const regions = supportedRegions(input.SupportedRegions ?? [], {
      type: ServiceType,
      zones: zones.AvailabilityZoneIds,
      home: ctx.region,
    })
    const ServiceId = ctx.newId('vpce-svc')
    const service = endpointServices.create(
      ctx,
      {
        ServiceType: [{ ServiceType }],
        ServiceId,
        ServiceName: `com.amazonaws.vpce.${ctx.region}.${ServiceId}`,
        ServiceState: 'Available',
        ...zones,
        AcceptanceRequired: input.AcceptanceRequired ?? true,
        ManagesVpcEndpoints: false,
        [kind === 'network' ? 'NetworkLoadBalancerArns' : 'GatewayLoadBalancerArns']: arns,
        SupportedIpAddressTypes: readIpTypes(input.SupportedIpAddressTypes ?? ['ipv4'], balancers),
        BaseEndpointDnsNames: [`${ServiceId}.${ctx.region}.vpce.amazonaws.com`],
        ...privateNameOf(ctx, ServiceType, input.PrivateDnsName),
        Tags,
        ...regions,
      },
      { ready: false },
    )
    ctx.after('endpoint-service-ready', 'endpoint-service-ready', { id: ServiceId })
    return {
      ServiceConfiguration: endpointServices.print(ctx, service),
      ...(ClientToken !== undefined && { ClientToken }),
    }
  },
)

export const endpointServiceReady = due<{ id: string }>('endpoint-service-ready', ({ id }, ctx) => {
  const service = endpointServices.get(ctx, id)
  if (service) endpointServices.update(ctx, service, {}, { ready: true })
})

/** The private name of a service with the record that is to prove it. */
export function privateNameOf(
  ctx: Pick<Context, 'store'>,
  type: Ec2.ServiceType,
  PrivateDnsName: string | undefined,
): Pick<Ec2.ServiceConfiguration, 'PrivateDnsName' | 'PrivateDnsNameConfiguration'> {
  if (PrivateDnsName === undefined) return {}
  if (type !== 'Interface') {
    throw badEndpoint(
      'A private DNS name is not supported for GatewayLoadBalancer type VPC endpoint services.',
    )
  }
  requirePrivateName(PrivateDnsName)
  return { PrivateDnsName, PrivateDnsNameConfiguration: newNameConfiguration(ctx.store) }
}

// PrivateLink guide, create-endpoint-service: IPv6 needs load balancers with both kinds of addresses.
export function readIpTypes(
  asked: readonly string[],
  balancers: readonly LoadBalancer[],
): Ec2.ServiceConnectivityType[] {
  const odd = asked.find((one) => one !== 'ipv4' && one !== 'ipv6')
  if (odd !== undefined) throw badEndpoint(`Value (${odd}) for parameter SupportedIpAddressTypes is invalid.`)
  if (!asked.length) throw badEndpoint('At least one supported IP address type is required.')
  const single = balancers.find((one) => (one.IpAddressType ?? 'ipv4') === 'ipv4')
  if (asked.includes('ipv6') && single) {
    throw badEndpoint(
      `The load balancer ${single.LoadBalancerArn} must have the IP address type dualstack to support ipv6.`,
    )
  }
  return (['ipv4', 'ipv6'] as const).filter((one) => asked.includes(one))
}
