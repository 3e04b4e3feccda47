import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Address, formatAddress } from '../../kernel/address.ts'
import { isIcmp, type Packet, protocolName, tcp, udp } from '../packet.ts'

// A packet in the words of rules and entries.

/** The address alone, as a CIDR. */
export const cidrOf = (address: Address): string =>
  `${formatAddress(address)}/${typeof address === 'number' ? 32 : 128}`

/** A permission of a security group that admits just such packets. */
export function permissionFor(packet: Packet, peer: Address): Ec2.IpPermission {
  const ranges =
    typeof peer === 'number'
      ? { IpRanges: [{ CidrIp: cidrOf(peer) }] }
      : { Ipv6Ranges: [{ CidrIpv6: cidrOf(peer) }] }
  const { protocol, destinationPort, type = -1, code = -1 } = packet
  if (isIcmp(packet)) return { IpProtocol: protocolName(protocol), FromPort: type, ToPort: code, ...ranges }
  if (protocol !== tcp && protocol !== udp) return { IpProtocol: String(protocol), ...ranges }
  return { IpProtocol: protocolName(protocol), FromPort: destinationPort, ToPort: destinationPort, ...ranges }
}

/** `tcp 443`, `icmp`, `protocol 47` */
export function wordsOf(packet: Packet): string {
  const { protocol, destinationPort } = packet
  if (protocol === tcp || protocol === udp) return `${protocolName(protocol)} ${destinationPort}`
  return isIcmp(packet) ? protocolName(protocol) : `protocol ${protocol}`
}
