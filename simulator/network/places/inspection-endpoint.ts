import { place } from '../place.ts'
import type { InspectionEndpoint } from '../positions.ts'
import {
  type InspectionNodeFound,
  inspectionEndpointAvailable,
  inspectionIpVersion,
  inspectionOfPreserved,
  inspectionZone,
} from '../rules/inspection-service.ts'
import { mtu } from '../rules/mtu.ts'

/**
 * Gateway Load Balancer guide, gateway-load-balancers, "Maximum transmission unit": 8,500 bytes, and no path MTU
 * discovery.
 */
const largest = 8500

/**
 * PrivateLink takes the packet from the endpoint to the load balancer's node in the same zone, past groups and
 * ACLs.
 */
export const inspectionEndpoint = place<InspectionEndpoint, InspectionNodeFound>({
  kind: 'inspection-endpoint',
  idOf: ({ endpoint }) => endpoint,
  rules: [
    inspectionEndpointAvailable,
    inspectionIpVersion,
    inspectionOfPreserved,
    mtu(largest, 'untold'),
    inspectionZone,
  ],
  next: ({ at: { endpoint } }, found) => ({
    to:
      found === 'unseen'
        ? { kind: 'inspection-back', endpoint }
        : { kind: 'inspection-node', endpoint, ...found },
  }),
})
