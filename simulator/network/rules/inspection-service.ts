import { type NetworkInterface, networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { isInService, stateOf, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { nodesOf } from '../compiled/load-balancers.ts'
import { serviceBehind } from '../endpoint-ways.ts'
import { memory } from '../flow.ts'
import type { EgressOnlyGatewayOut, InspectionEndpoint } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { struckAt } from '../struck.ts'
import { passagesOf } from '../taken-over.ts'

// PrivateLink guide, vpce-gateway-load-balancer and gateway-load-balancer-endpoints.

export const inspectionEndpointAvailable: Rule<InspectionEndpoint> = {
  id: 'inspection-endpoint-available',
  question: 'Is the Gateway Load Balancer endpoint available?',
  judge({ fabric, at: { endpoint } }) {
    const held = vpcEndpoints.get(fabric, endpoint)
    const eni = networkInterfaces.get(fabric, held?.record.NetworkInterfaceIds?.[0] ?? '')
    const struck = eni && struckAt(fabric, eni)
    if (struck !== undefined) return drop('struck-by-fault', [struck, endpoint])
    if (held && isInService(held)) return pass('endpoint-is-available', [endpoint])
    const state = held && stateOf(held)
    return drop('endpoint-not-available', [endpoint], { note: `The endpoint is in the state ${state}.` })
  },
}

// "IP address types": an endpoint of the type ipv4 takes IPv4, one of the type dualstack both.
export const inspectionIpVersion: Rule<InspectionEndpoint> = {
  id: 'inspection-ip-version',
  question: 'Does the Gateway Load Balancer endpoint take packets of this IP version?',
  judge({ fabric, packet, at: { endpoint } }) {
    const type = vpcEndpoints.get(fabric, endpoint)?.record.IpAddressType ?? 'ipv4'
    if (typeof packet.destination === 'number' || type !== 'ipv4') return pass('inspection-takes-ip-version')
    return drop('inspection-is-ipv4-only', [endpoint])
  },
}

/** Where the endpoint leads; `unseen` where the provider's side is not in this world. */
export type InspectionNodeFound = { readonly balancer: string; readonly eni: NetworkInterface } | 'unseen'

// "If an endpoint service is associated with multiple Gateway Load Balancers, a Gateway Load Balancer endpoint
// establishes a connection with only one load balancer per Availability Zone."
export const inspectionZone: Rule<InspectionEndpoint, InspectionNodeFound> = {
  id: 'inspection-zone',
  question: 'Has the endpoint service a Gateway Load Balancer in the endpoint’s Availability Zone?',
  judge({ fabric, at: { endpoint } }) {
    const held = vpcEndpoints.get(fabric, endpoint)
    const service = held && serviceBehind(fabric, held)?.record
    if (!held || !service) return pass('service-is-unseen', [endpoint], { found: 'unseen' as const })
    const { ServiceId = '', GatewayLoadBalancerArns = [] } = service
    const zone = subnets.get(fabric, held.record.SubnetIds?.[0] ?? '')?.record.AvailabilityZoneId
    for (const balancer of GatewayLoadBalancerArns) {
      // Zones are compared by id: the provider's account may call the same zone by another name.
      const node = nodesOf(fabric, balancer).find((one) => one.zone === zone)
      if (!node) continue
      const evidence = [ServiceId, node.eni.record.NetworkInterfaceId ?? '']
      return pass('inspection-is-in-zone', evidence, { found: { balancer, eni: node.eni } })
    }
    return drop('service-not-in-zone', [endpoint, ServiceId], { note: `The endpoint is in ${zone}.` })
  },
}

// Network Load Balancer guide, edit-target-group-attributes, "Client IP preservation": not supported when a Gateway
// Load Balancer endpoint is between the load balancer and the target, even in one VPC.
export const inspectionOfPreserved: Rule<InspectionEndpoint> = {
  id: 'inspection-of-preserved',
  question: 'Does the packet come from where its source address says?',
  judge({ fabric, packet, at: { endpoint }, flow }) {
    const last = flow.direction === 'forward' ? passagesOf(flow).at(-1) : undefined
    if (last?.kind !== 'network-load-balancer') return pass('inspection-takes-source')
    const node = networkInterfaces.get(fabric, last.interface)
    if (node && addressesOf(node).includes(packet.source)) return pass('inspection-takes-source')
    return drop('client-address-not-inspected', [endpoint, last.id])
  },
}

/** By VPC: the endpoint that a flow came out of, inspected. */
export const inspectedFlows = memory<string>('inspected')

// PrivateLink guide, gateway-load-balancer-endpoints: IPv6 traffic does not pass both an endpoint and an egress-only
// internet gateway.
export const notInspected: Rule<EgressOnlyGatewayOut> = {
  id: 'not-inspected',
  question: 'Does the packet come past no Gateway Load Balancer endpoint?',
  judge({ at: { gateway, vpc }, flow }) {
    const endpoint = inspectedFlows.recall(flow, vpc)
    if (endpoint === undefined) return pass('not-inspected-before')
    return drop('egress-only-after-inspection', [gateway, endpoint])
  },
}
