import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Address, parseAddress } from '../../kernel/address.ts'
import { natGateways } from '../../services/ec2/nat-gateways.ts'
import { networkInterfaces } from '../../services/ec2/network-interfaces.ts'
import type { Fabric } from '../fabric.ts'
import { flowHash, hasPorts, icmp, icmpv6, type Packet } from '../packet.ts'
import { place } from '../place.ts'
import type { NatGatewayBack, NatGatewayOut, Position } from '../positions.ts'
import { perRecord } from '../remembered.ts'
import { mtu } from '../rules/mtu.ts'
import {
  natGatewayAvailable,
  natGatewayBegins,
  natGatewayKnows,
  natGatewayProtocol,
  natGatewaySource,
  type Translation,
  translations,
} from '../rules/nat-gateway.ts'
import { routerOf, routerOfSubnet } from '../subnet-router.ts'

// VPC user guide, nat-gateway-basics: 8500 bytes, with path MTU discovery.
const natMtu = 8500

/** A NAT gateway has no security group; its subnet's network ACL and route table are all that stands after it. */
export const natGatewayOut = place<NatGatewayOut>({
  kind: 'nat-gateway-out',
  idOf: ({ nat }) => nat,
  rules: [natGatewayAvailable, natGatewayProtocol, natGatewaySource, natGatewayBegins, mtu(natMtu)],
  next({ fabric, packet, at }) {
    const outside = translate(fabric, at, packet)
    return {
      to: behind(fabric, at),
      packet: outside,
      notes: [translations.note(at.nat, { inside: packet, outside })],
    }
  },
})

export const natGatewayBack = place<NatGatewayBack, Translation>({
  kind: 'nat-gateway-back',
  idOf: ({ nat }) => nat,
  rules: [natGatewayAvailable, natGatewayKnows, mtu(natMtu)],
  next({ fabric, packet, at: { eni } }, { inside }) {
    const { sender: _, type, ...rest } = packet
    const isNat64 = typeof inside.destination === 'bigint'
    return {
      to: routerOf(fabric, eni),
      packet: {
        ...rest,
        ...(type !== undefined && { type: isNat64 ? echoOfIpv6(type) : type }),
        protocol: inside.protocol,
        source: inside.destination,
        sourcePort: inside.destinationPort,
        destination: inside.source,
        destinationPort: inside.sourcePort,
      },
    }
  },
})

/** The route table of its own subnet decides where it goes on: to the internet, a transit gateway, on premises. */
function behind(fabric: Fabric, { nat, vpc }: NatGatewayOut): Position {
  const { SubnetId = '', NatGatewayAddresses = [] } = natGateways.get(fabric, nat)?.record ?? {}
  const eni = networkInterfaces.get(fabric, NatGatewayAddresses[0]?.NetworkInterfaceId ?? '')
  return eni ? routerOf(fabric, eni) : routerOfSubnet(fabric, vpc, SubnetId)
}

/** The packet as it leaves: from one of the gateway's private addresses, and of NAT64 as an IPv4 packet. */
function translate(fabric: Fabric, { nat }: NatGatewayOut, packet: Packet): Packet {
  const { sender: _, type, ...rest } = packet
  const addresses = addressesOf(natGateways.get(fabric, nat)?.record ?? nothing)
  // Flows are spread over the addresses, and each keeps the one that it has.
  const chosen = addresses[flowHash(packet, nat) % addresses.length] ?? packet.source
  const source = addresses.includes(packet.source) ? packet.source : chosen
  const { destination } = packet
  const isNat64 = typeof destination === 'bigint'
  return {
    ...rest,
    ...(type !== undefined && { type: isNat64 ? echoOfIpv4(type) : type }),
    protocol: packet.protocol === icmpv6 ? icmp : packet.protocol,
    source,
    // What a route leads back to the gateway keeps the port that it was given.
    ...(hasPorts(packet) && source !== packet.source && { sourcePort: portOf(packet, nat) }),
    destination: isNat64 ? Number(destination & 0xffffffffn) : destination,
  }
}

// Echo request and reply are 8 and 0 in ICMP, 128 and 129 in ICMPv6.

const echoOfIpv6 = (type: number): number => (type === 8 ? 128 : type === 0 ? 129 : type)

const echoOfIpv4 = (type: number): number => (type === 128 ? 8 : type === 129 ? 0 : type)

const addressesOf = perRecord(({ NatGatewayAddresses: all = [] }: Ec2.NatGateway): readonly Address[] => {
  const ready = all.filter(({ Status }) => Status === undefined || Status === 'succeeded')
  return (ready.length ? ready : all).flatMap(({ PrivateIp = '' }) => parseAddress(PrivateIp) ?? [])
})

const nothing: Ec2.NatGateway = {}

const firstPort = 1024
const lastPort = 32767

/**
 * A port of the gateway's own. AWS takes any of 1024 to 65535; here it is always one below those of Linux, so that a
 * network ACL that forgets the lower ones is found out each time and not now and then.
 */
const portOf = (packet: Packet, nat: string): number =>
  firstPort + (flowHash(packet, `${nat}/port`) % (lastPort - firstPort + 1))
