import { vpcEndpoints } from '../../services/ec2/vpc-endpoints.ts'
import { isServiceOfAws } from '../endpoint-ways.ts'
import { isIcmp, protocolName, tcp, udp } from '../packet.ts'
import type { ServiceEndpoint } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

// PrivateLink guide, interface-endpoints: TCP, and UDP where the Network Load Balancer behind has a listener for it.
export const endpointProtocol: Rule<ServiceEndpoint> = {
  id: 'endpoint-protocol',
  question: 'Does the VPC endpoint carry the protocol?',
  judge({ fabric, packet, at: { endpoint: id } }) {
    if (isIcmp(packet)) return drop('endpoint-answers-no-ping', [id])
    const record = vpcEndpoints.get(fabric, id)?.record
    const isCustomers = record?.VpcEndpointType === 'Interface' && !isServiceOfAws(record.ServiceName ?? '')
    if (packet.protocol === tcp || (packet.protocol === udp && isCustomers))
      return pass('protocol-is-carried', [id])
    return drop('protocol-not-carried', [id], { note: `The protocol is ${protocolName(packet.protocol)}.` })
  },
}
