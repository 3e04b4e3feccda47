import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { place } from '../place.ts'
import type { GatewayEndpointIn, GatewayEndpointOut } from '../positions.ts'
import { gatewayEndpointProtocol, gatewayEndpointSource } from '../rules/gateway-endpoint.ts'
import { mtu } from '../rules/mtu.ts'
import { serviceListens } from '../rules/service-listens.ts'
import { shortName } from '../service-names.ts'

// VPC user guide, amazon-vpc-limits, "VPC endpoints": 8500 bytes, without path MTU discovery.
const endpointMtu = mtu<GatewayEndpointOut | GatewayEndpointIn>(8500, 'untold')

/** The service sees the sender's private address, and which endpoint and VPC it came by. */
export const gatewayEndpointOut = place<GatewayEndpointOut>({
  kind: 'gateway-endpoint-out',
  idOf: ({ endpoint }) => endpoint,
  rules: [gatewayEndpointSource, gatewayEndpointProtocol, serviceListens, endpointMtu],
  next({ fabric, packet, at: { endpoint, vpc } }) {
    const held = vpcEndpoints.get(fabric, endpoint)
    const region = held?.record.ServiceRegion ?? held?.region ?? ''
    const name = shortName(held?.record.ServiceName ?? '', region)
    const { sender: _, ...anonymous } = packet
    return {
      arrival: {
        kind: 'service',
        id: endpoint,
        packet: anonymous,
        answersFrom: { kind: 'gateway-endpoint-in', endpoint, vpc },
        endpoint,
        service: { name, region },
      },
    }
  },
})

export const gatewayEndpointIn = place<GatewayEndpointIn>({
  kind: 'gateway-endpoint-in',
  idOf: ({ endpoint }) => endpoint,
  rules: [endpointMtu],
  next: ({ at: { endpoint, vpc } }) => ({ to: { kind: 'vpc-in', vpc, gateway: endpoint } }),
})
