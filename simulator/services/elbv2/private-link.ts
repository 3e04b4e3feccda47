import type { Context } from '../context.ts'
import { findLoadBalancer, zonesOfLoadBalancers } from '../ec2/endpoint-load-balancers.ts'
import { endpointServices, loadBalancersOf } from '../ec2/endpoint-services.ts'
import { subnets } from '../ec2/subnets.ts'
import { stateOf, vpcEndpoints } from '../ec2/vpc-endpoints.ts'
import { notPermitted } from './errors.ts'
import type { LoadBalancer } from './load-balancers.ts'

/**
 * Refuses to let a load balancer leave subnets in whose zones consumers have endpoints that lead to it. PrivateLink
 * guide, configure-endpoint-service: such a zone cannot be removed.
 */
export function refuseZonesInUse(ctx: Context, { record }: LoadBalancer, leaving: readonly string[]): void {
  if (!leaving.length) return
  const used = zonesOfConsumers(ctx, record.LoadBalancerArn ?? '')
  for (const id of leaving) {
    if (!used.has(zoneIdOf(ctx, id))) continue
    throw notPermitted(
      `The subnet '${id}' cannot be removed from load balancer '${record.LoadBalancerArn}' because VPC endpoints in its Availability Zone are associated with it`,
    )
  }
}

// Zones are compared by id: a consumer's account may call the same zone by another name.
function zonesOfConsumers(ctx: Context, arn: string): Set<string> {
  const services = endpointServices.by(ctx, 'load-balancer', arn)
  const endpoints = services.flatMap((service) =>
    vpcEndpoints.by(ctx, 'service', service.record.ServiceId ?? ''),
  )
  const associated = endpoints.filter((endpoint) => active.has(stateOf(endpoint)))
  return new Set(
    associated.flatMap(({ record }) => record.SubnetIds ?? []).map((subnet) => zoneIdOf(ctx, subnet)),
  )
}

const active = new Set(['pendingAcceptance', 'pending', 'available'])

const zoneIdOf = (ctx: Context, subnet: string): string =>
  subnets.get(ctx, subnet)?.record.AvailabilityZoneId ?? ''

/**
 * An endpoint service leaves the zones that its load balancers leave. PrivateLink guide, create-endpoint-service: into
 * zones that they gain it goes only when it is modified itself.
 */
export function leaveZones(ctx: Context, arn: string): void {
  for (const service of endpointServices.by(ctx, 'load-balancer', arn)) {
    const balancers = loadBalancersOf(service.record)
      .map((one) => findLoadBalancer(ctx, one)?.record)
      .filter((one) => one !== undefined)
    const { AvailabilityZones: left = [] } = zonesOfLoadBalancers(service.account, balancers)
    const { AvailabilityZones = [], AvailabilityZoneIds = [] } = service.record
    const stays = AvailabilityZones.map((name) => left.includes(name))
    endpointServices.update(ctx, service, {
      AvailabilityZoneIds: AvailabilityZoneIds.filter((_, i) => stays[i]),
      AvailabilityZones: AvailabilityZones.filter((_, i) => stays[i]),
    })
  }
}
