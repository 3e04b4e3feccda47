import { flowHash, type Packet } from './packet.ts'

/** VPC user guide, nacl-ephemeral-ports: what load balancers and NAT gateways send from. */
const first = 1024
const count = 65_536 - first

/** The source port of a connection that a device opens for a flow: always the same for the same flow. */
export const ephemeralPort = (flow: Packet, salt = ''): number => first + (flowHash(flow, salt) % count)
