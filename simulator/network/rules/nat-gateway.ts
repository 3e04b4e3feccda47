import { type Address, formatAddress, parsePrefix, prefixContains } from '../../kernel/address.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import { entrances } from '../entrances.ts'
import { memory } from '../flow.ts'
import { hasPorts, icmp, icmpv6, type Packet, protocolName } from '../packet.ts'
import type { NatGatewayBack, NatGatewayOut } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { struckAt } from '../struck.ts'

// VPC user guide, vpc-nat-gateway and nat-gateway-basics.

interface AtGateway {
  readonly nat: string
}

export const natGatewayAvailable: Rule<AtGateway> = {
  id: 'nat-gateway-available',
  question: 'Is the NAT gateway available?',
  judge({ fabric, at: { nat } }) {
    const { State, AvailabilityMode, NatGatewayAddresses = [] } = natGateways.get(fabric, nat)?.record ?? {}
    const eni = networkInterfaces.get(fabric, NatGatewayAddresses[0]?.NetworkInterfaceId ?? '')
    const struck = eni && struckAt(fabric, eni)
    if (struck !== undefined) return drop('struck-by-fault', [struck, nat])
    // NOT MODELLED: a gateway for all zones has no subnet, and a route table of its own. Only an import can have one.
    if (AvailabilityMode === 'regional') return drop('regional-nat-not-simulated', [nat])
    if (State === 'available' || State === undefined) return pass('nat-gateway-is-available', [nat])
    return drop('nat-gateway-not-available', [nat], { note: `Its state is ${State}.` })
  },
}

/** RFC 6052: IPv4 addresses as NAT64 writes them into IPv6 ones. */
const nat64 = parsePrefix('64:ff9b::/96')!.prefix

const isNat64 = (address: Address): boolean => prefixContains(nat64, address)

// "A NAT gateway supports the following protocols: TCP, UDP, and ICMP."
export const natGatewayProtocol: Rule<NatGatewayOut> = {
  id: 'nat-gateway-protocol',
  question: 'Is the packet of a kind that NAT gateways translate?',
  judge({ packet, at: { nat } }) {
    const { protocol, destination } = packet
    if (typeof destination === 'bigint' && !isNat64(destination)) {
      return drop('nat-gateway-leads-to-ipv4', [nat, formatAddress(destination)])
    }
    const isIcmp = protocol === (typeof destination === 'bigint' ? icmpv6 : icmp)
    if (hasPorts(packet) || isIcmp) return pass('nat-gateway-translates', [nat])
    return drop('nat-gateway-protocol', [nat, protocolName(protocol)])
  },
}

// "You can't route traffic to a NAT gateway through a VPC peering connection, a Site-to-Site VPN connection, or AWS
// Direct Connect." What comes by a transit gateway may use it.
export const natGatewaySource: Rule<NatGatewayOut> = {
  id: 'nat-gateway-source',
  question: 'Does the packet come from the NAT gateway’s VPC, or by a transit gateway?',
  judge({ fabric, packet: { source }, at: { nat, vpc }, flow }) {
    if (isInVpc(fabric, vpc, source)) return pass('source-is-of-the-vpc', [vpc])
    const entrance = entrances.recall(flow, vpc)
    if (entrance?.startsWith('tgw-')) return pass('came-by-transit-gateway', [entrance])
    return drop('nat-gateway-source', [nat, formatAddress(source)])
  },
}

/** A connection as a NAT gateway remembers it. */
export interface Translation {
  /** As the sender wrote it. */
  readonly inside: Packet
  /** As the gateway sent it on. */
  readonly outside: Packet
}

export const translations = memory<Translation>('nat-gateway')

// An answer that reaches the gateway from inside belongs to no connection of its own, so it is lost there: the connection
// came in by another way than the one that the answer is routed to.
export const natGatewayBegins: Rule<NatGatewayOut> = {
  id: 'nat-gateway-begins',
  question: 'Does the packet belong to a connection that began behind the NAT gateway?',
  judge: ({ at: { nat }, flow }) =>
    flow.direction === 'forward'
      ? pass('connection-began-inside', [nat])
      : drop('nat-gateway-knows-no-such-flow', [nat]),
}

export const natGatewayKnows: Rule<NatGatewayBack, Translation> = {
  id: 'nat-gateway-knows',
  question: 'Is the packet an answer to a connection that the NAT gateway translated?',
  judge({ packet, at: { nat }, flow }) {
    const known = flow.direction === 'reply' ? translations.recall(flow, nat) : undefined
    if (known && isAnswerTo(known.outside, packet))
      return pass('connection-began-inside', [nat], { found: known })
    return drop('nat-gateway-knows-no-such-flow', [nat])
  },
}

const isAnswerTo = (sent: Packet, answer: Packet): boolean =>
  answer.protocol === sent.protocol &&
  answer.source === sent.destination &&
  answer.destination === sent.source &&
  answer.sourcePort === sent.destinationPort &&
  answer.destinationPort === sent.sourcePort
