import { scramble } from '../kernel/random.ts'
import { type EndpointService, endpointServices } from '../services/ec2/endpoint-services.ts'
import type { VpcEndpoint } from '../services/ec2/vpc-endpoints.ts'
import { loadBalancers } from '../services/elbv2/load-balancers.ts'
import { listenerAt, type Node, nodesOf, zoneOf } from './compiled/load-balancers.ts'
import type { Fabric } from './fabric.ts'
import type { ServiceEndpoint } from './positions.ts'
import type { Step } from './rule.ts'
import { chooseTarget } from './target-choice.ts'

// Where PrivateLink takes what comes to an interface endpoint of a customer's service.

/** A customer's service has a name of its own kind: `com.amazonaws.vpce.us-east-1.vpce-svc-0123…`. */
export const isServiceOfAws = (serviceName: string): boolean => !serviceName.startsWith('com.amazonaws.vpce.')

/** The endpoint service that an endpoint leads to, if its provider is in this world. */
export function serviceBehind(fabric: Fabric, { record, side }: VpcEndpoint): EndpointService | undefined {
  const known = side.service === undefined ? undefined : endpointServices.get(fabric, side.service)
  return known ?? endpointServices.by(fabric, 'name', record.ServiceName ?? '')[0]
}

type Arriving = Step<ServiceEndpoint>

/** The node of a load balancer that takes what comes to the endpoint's interface. */
export function nodeFor(step: Arriving, service: EndpointService): Node | undefined {
  const { fabric, at } = step
  const isRemote = service.region !== at.eni.region
  const zone = zoneOf(fabric, at.eni)
  const isOffered = isRemote || (service.record.AvailabilityZoneIds ?? [zone]).includes(zone)
  if (!isOffered) return undefined
  const ofBalancers = (service.record.NetworkLoadBalancerArns ?? []).map((arn) => ({
    arn,
    nodes: nodesOf(fabric, arn).filter((node) => isRemote || node.zone === zone),
  }))
  const chosen = pinnedTo(
    at,
    ofBalancers.filter(({ nodes }) => nodes.length),
  )
  return chosen && (isRemote ? failingOver(step, chosen.arn, chosen.nodes) : chosen.nodes[0])
}

/**
 * PrivateLink guide, create-endpoint-service: with several load balancers, each endpoint network interface is
 * associated with one of the zone's at random, and keeps it.
 */
function pinnedTo<B extends { readonly arn: string }>(
  { eni }: ServiceEndpoint,
  balancers: readonly B[],
): B | undefined {
  const rank = ({ arn }: B) => scramble(`${eni.record.NetworkInterfaceId}/${arn}`)[0]
  return balancers.length < 2 ? balancers[0] : [...balancers].sort((a, b) => rank(b) - rank(a))[0]
}

/**
 * PrivateLink guide, privatelink-share-your-services: in another Region zones need not match, and PrivateLink fails
 * over between those of the service.
 */
function failingOver(step: Arriving, arn: string, nodes: readonly Node[]): Node | undefined {
  const { fabric, probe, packet, at } = step
  const balancer = loadBalancers.get(fabric, arn)
  const listener = listenerAt(fabric, arn, packet.destinationPort)
  const serves = ({ zone }: Node): boolean => {
    if (!balancer || !listener) return true
    const choice = chooseTarget({ fabric, probe, packet, balancer, listener, zone })
    return 'target' in choice && choice.isHealthy
  }
  const serving = nodes.filter(serves)
  const candidates = serving.length ? serving : nodes
  return candidates[scramble(at.eni.record.NetworkInterfaceId ?? '')[0] % candidates.length]
}
