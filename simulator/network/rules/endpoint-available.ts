import { isInService, stateOf, vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { occupantOf } from '../occupants.ts'
import type { InterfaceOut, ServiceEndpoint } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

// PrivateLink guide, concepts, "VPC endpoint states": only an available endpoint carries traffic. A change of it
// shows as `pending` and cuts nobody off: interface-endpoints says of one kind of change alone that connections drop.
export const endpointAvailable: Rule<ServiceEndpoint> = {
  id: 'endpoint-available',
  question: 'Is the VPC endpoint available?',
  judge({ fabric, at: { endpoint: id } }) {
    const endpoint = vpcEndpoints.get(fabric, id)
    if (!endpoint) return drop('endpoint-not-available', [id])
    if (endpoint.record.VpcEndpointType === 'GatewayLoadBalancer') return drop('endpoint-is-for-routes', [id])
    if (isInService(endpoint)) return pass('endpoint-is-available', [id])
    return drop('endpoint-not-available', [id], {
      note: `The endpoint is in the state ${stateOf(endpoint)}.`,
    })
  },
}

// PrivateLink guide, concepts: "resources in your VPC initiate"; what is behind an endpoint only answers.
export const endpointInitiatesNothing: Rule<InterfaceOut> = {
  id: 'endpoint-initiates-nothing',
  question: 'May what has the network interface open connections?',
  judge({ at: { eni }, flow }) {
    const occupant = occupantOf(eni)
    if (occupant.kind !== 'vpc-endpoint' || flow.direction === 'reply') return pass('may-open-connections')
    return drop('endpoint-never-initiates', [occupant.id])
  },
}
