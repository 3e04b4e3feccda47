import { AwsError } from '../../api/error.ts'
import type { Ec2, Elbv2 } from '../../api/generated/types.d.ts'
import { zoneIdOf } from '../../world/catalogue/regions.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { endpointServices } from './endpoint-services.ts'
import { badEndpoint } from './vpc-endpoint-errors.ts'

// The load balancers behind an endpoint service. Elastic Load Balancing is a service above this one, so its family is
// found by name.

export type LoadBalancerKind = 'network' | 'gateway'

export type LoadBalancer = Elbv2.LoadBalancer

const kinds = {
  network: { path: 'net', noun: 'Network Load Balancer', code: 'InvalidNetworkLoadBalancerArn' },
  gateway: { path: 'gwy', noun: 'Gateway Load Balancer', code: 'InvalidGatewayLoadBalancerArn' },
} as const

/** A load balancer of the caller's that a service can have: of the kind, and of no other service. */
export function requireLoadBalancer(
  ctx: Context,
  kind: LoadBalancerKind,
  arn: string,
  forService?: string,
): LoadBalancer {
  const { path, noun, code } = kinds[kind]
  const shape = new RegExp(
    `^arn:aws:elasticloadbalancing:[a-z0-9-]+:\\d{12}:loadbalancer/${path}/[\\w-]+/\\w+$`,
  )
  if (!shape.test(arn)) throw new AwsError(`${code}.Malformed`, `The ${noun} ARN '${arn}' is malformed`)
  const found = findLoadBalancer(ctx, arn)
  if (!found || found.account !== ctx.account || found.region !== ctx.region) {
    throw new AwsError(`${code}.NotFound`, `The ${noun} ARN '${arn}' does not exist`)
  }
  const [holder] = endpointServices.by(ctx, 'load-balancer', arn)
  if (holder && endpointServices.idOf(holder) !== forService) {
    throw badEndpoint('LBs are already associated with another VPC Endpoint Service Configuration')
  }
  return found.record
}

export function findLoadBalancer(ctx: Context, arn: string): Held<LoadBalancer> | undefined {
  const family = ctx.families.all.find(({ name }) => name === 'elbv2:load-balancer')
  return family?.get(ctx, arn) as Held<LoadBalancer> | undefined
}

/** The zones of load balancers together, each once, as the owner's account calls them. */
export function zonesOfLoadBalancers(
  account: string,
  balancers: readonly LoadBalancer[],
): Pick<Ec2.ServiceConfiguration, 'AvailabilityZones' | 'AvailabilityZoneIds'> {
  const names = new Set(
    balancers.flatMap((one) => (one.AvailabilityZones ?? []).map(({ ZoneName = '' }) => ZoneName)),
  )
  const AvailabilityZones = [...names].sort()
  return {
    AvailabilityZoneIds: AvailabilityZones.map((name) => zoneIdOf(account, name) ?? ''),
    AvailabilityZones,
  }
}

// PrivateLink guide, create-gateway-load-balancer-endpoint-service: each zone has one of the load balancers.
export function requireOneGatewayPerZone(balancers: readonly LoadBalancer[]): void {
  const names = balancers.flatMap((one) => (one.AvailabilityZones ?? []).map(({ ZoneName = '' }) => ZoneName))
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) {
    throw badEndpoint(
      `More than one Gateway Load Balancer of the service is in the availability zone ${twice}.`,
    )
  }
}
