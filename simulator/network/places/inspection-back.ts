import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { place } from '../place.ts'
import type { InspectionBack } from '../positions.ts'
import { inspectedFlows } from '../rules/inspection-service.ts'
import { routerOfSubnet } from '../subnet-router.ts'

/**
 * Out of the same endpoint the packet goes on as it came, by the route table of the endpoint's subnet (PrivateLink guide,
 * vpce-gateway-load-balancer, "Routing"). Security groups do not see any more whose it is.
 */
export const inspectionBack = place<InspectionBack>({
  kind: 'inspection-back',
  idOf: ({ endpoint }) => endpoint,
  rules: [],
  next({ fabric, packet, at: { endpoint }, flow }) {
    const { VpcId = '', SubnetIds = [] } = vpcEndpoints.get(fabric, endpoint)?.record ?? {}
    const { sender: _, ...inside } = packet.carries?.packet ?? packet
    return {
      to: routerOfSubnet(fabric, VpcId, SubnetIds[0] ?? ''),
      packet: inside,
      ...(flow.direction === 'forward' && { notes: [inspectedFlows.note(VpcId, endpoint)] }),
    }
  },
})
