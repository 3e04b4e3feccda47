import type { Trace } from '../../network/trace.ts'
import { connections } from '../../services/directconnect/connections.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { instances } from '../../services/ec2/instances.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { instanceTypeOf, trafficLimits } from '../../world/catalogue/instance-types.ts'
import type { Machine } from '../machine.ts'

// How much goes over a way, by what AWS documents: what each thing on it carries at most, and a single flow of its own.

export interface Throughput {
  /** Gigabits a second, all flows together. */
  readonly together: number
  /** Of one flow. */
  readonly single: number
}

export function throughputOf(machine: Machine, { forward }: Trace): Throughput {
  const { fabric } = machine
  const arrival = forward.arrival
  const ends = [machine.cards[0]?.eni, arrival?.kind === 'interface' ? arrival.id : undefined].map((eni) => {
    const id = networkInterfaces.get(fabric, eni ?? '')?.record.Attachment?.InstanceId
    return instances.get(fabric, id ?? '')?.record
  })
  const types = ends.flatMap((record) => instanceTypeOf(record?.InstanceType ?? '') ?? [])
  const groups = ends.map((record) => record?.Placement?.GroupName)
  const isCluster = groups[0] !== undefined && groups[0] !== '' && groups[0] === groups[1]
  const { default: usual, insideClusterPlacementGroup } = trafficLimits.singleFlowGbps
  // EC2 user guide, ec2-instance-network-bandwidth: with fewer than 32 vCPUs, 5 Gbit/s through gateways; else half of all.
  const throughGateway = types.map(({ vcpu, peakGbps }) => (vcpu >= 32 ? Math.max(5, peakGbps / 2) : 5))
  const limits = forward.hops.flatMap(({ position }): number[] => {
    switch (position.kind) {
      case 'vpn-connection-in':
      case 'vpn-connection-out':
        // VPN user guide, vpn-limits: 1.25 Gbit/s a tunnel.
        return [1.25]
      case 'virtual-interface-in':
      case 'virtual-interface-out':
        return [bandwidthOf(machine, position.line)]
      case 'service-endpoint':
        // PrivateLink guide, privatelink-access-aws-services: 10 Gbit/s in each zone, and up to 100 by itself.
        return [100]
      case 'nat-gateway-out':
        // VPC user guide, nat-gateway-basics: 5 Gbit/s, and up to 100 by itself.
        return [100]
      case 'transit-gateway-in':
        return [100]
      case 'internet-gateway-out':
      case 'internet-gateway-in':
      case 'egress-only-gateway-out':
        return throughGateway
      case 'site-router':
        return [10]
      case 'internet':
        return machine.kind === 'workstation' ? [0.1] : []
      default:
        return []
    }
  })
  const together = Math.min(25, ...types.map(({ peakGbps }) => peakGbps), ...limits)
  return { together, single: Math.min(together, isCluster ? insideClusterPlacementGroup : usual) }
}

/** `1Gbps`, `500Mbps` of the connection that a virtual interface is on. */
function bandwidthOf({ fabric }: Machine, line: string): number {
  const connection = virtualInterfaces.get(fabric, line)?.record.connectionId ?? ''
  const text = connections.get(fabric, connection)?.record.bandwidth ?? ''
  const [, number, unit] = /^([\d.]+)\s*([GM])bps$/.exec(text) ?? []
  if (number === undefined) return 1
  return unit === 'G' ? Number(number) : Number(number) / 1000
}
