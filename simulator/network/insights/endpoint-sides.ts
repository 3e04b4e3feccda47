import { parseAddress } from '../../kernel/address.ts'
import { endpointServices } from '../../services/ec2/endpoint-services.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { nodesOf } from '../compiled/load-balancers.ts'
import { serviceBehind } from '../endpoint-ways.ts'
import type { Fabric } from '../fabric.ts'
import { addressesOfService } from '../service-addresses.ts'
import { shortName } from '../service-names.ts'
import { blockOf } from './header-space.ts'
import { blocksRoutedTo, hostIn, isIpv4, type Side, someHost, vpcsOf } from './side.ts'

// VPC endpoints and endpoint services as ends of paths.

export function endpoint(fabric: Fabric, id: string): Side | undefined {
  const held = vpcEndpoints.get(fabric, id)
  if (!held) return undefined
  const {
    NetworkInterfaceIds = [],
    VpcId = '',
    VpcEndpointType,
    ServiceName = '',
    ServiceRegion,
  } = held.record
  const interfaces = NetworkInterfaceIds.flatMap((eni) => networkInterfaces.get(fabric, eni) ?? [])
  const common = { id, vpcs: [VpcId], interfaces, starts: () => [], isSilent: true }
  if (VpcEndpointType === 'Gateway') {
    const region = ServiceRegion ?? held.region
    const name = shortName(ServiceName, region)
    const { ipv4 } = addressesOfService(`${name}.${region}.amazonaws.com`, { name, region, isDual: false })
    return {
      ...common,
      addresses: () => ipv4.flatMap((one) => parseAddress(one) ?? []),
      isReached: (position) => position.kind === 'gateway-endpoint-out' && position.endpoint === id,
      answersFrom: () => ({ kind: 'gateway-endpoint-in', endpoint: id, vpc: VpcId }),
      beyond: ['service-does-not-listen'],
    }
  }
  if (VpcEndpointType === 'GatewayLoadBalancer') {
    return {
      ...common,
      addresses: (from) => [...blocksRoutedTo(fabric, from.vpcs, id).map(hostIn), someHost],
      isReached: (position) => position.kind === 'inspection-endpoint' && position.endpoint === id,
      answersFrom: () => undefined,
    }
  }
  return {
    ...common,
    addresses: () => interfaces.flatMap((eni) => addressesOf(eni).filter(isIpv4)),
    isReached: (position) => position.kind === 'service-endpoint' && position.endpoint === id,
    answersFrom: (position) =>
      position.kind === 'service-endpoint' ? { kind: 'interface-out', eni: position.eni } : undefined,
    // Where an endpoint leads is not part of a path that ends at it.
    beyond: ['service-not-on-port', 'service-not-in-zone', 'resource-not-on-port', 'resource-is-gone'],
  }
}

export function endpointService(fabric: Fabric, id: string): Side | undefined {
  const service = endpointServices.get(fabric, id)
  if (!service) return undefined
  const { NetworkLoadBalancerArns = [], ServiceName = '' } = service.record
  const consumers = () =>
    vpcEndpoints
      .everyone(fabric)
      .filter(
        (held) => held.record.ServiceName === ServiceName && held.record.VpcEndpointType === 'Interface',
      )
  const nodes = NetworkLoadBalancerArns.flatMap((arn) => nodesOf(fabric, arn))
  return {
    id,
    vpcs: vpcsOf(nodes.map(({ eni }) => eni)),
    interfaces: [],
    // The targets see an address of the load balancer's, whoever calls.
    starts: () =>
      nodes.map(({ eni }) => {
        const typical = addressesOf(eni).filter(isIpv4)
        return { position: { kind: 'balancer-node', eni }, blocks: typical.map(blockOf), typical }
      }),
    addresses: (from) => {
      const all = consumers().filter(({ record }) => from.vpcs.includes(record.VpcId ?? ''))
      const interfaces = all.flatMap(({ record }) => record.NetworkInterfaceIds ?? [])
      return interfaces.flatMap((eni) => {
        const held = networkInterfaces.get(fabric, eni)
        return held ? addressesOf(held).filter(isIpv4) : []
      })
    },
    isReached(position) {
      const held =
        position.kind === 'service-endpoint' ? vpcEndpoints.get(fabric, position.endpoint) : undefined
      return held !== undefined && serviceBehind(fabric, held)?.record.ServiceId === id
    },
    answersFrom: (position) =>
      position.kind === 'service-endpoint' ? { kind: 'interface-out', eni: position.eni } : undefined,
  }
}
