import type { Address } from '../../kernel/address.ts'
import { instances } from '../../services/ec2/instances.ts'
import {
  interfacesOf,
  type NetworkInterface,
  networkInterfaces,
} from '../../services/ec2/network-interfaces.ts'
import { addressesOf } from '../compiled/addresses.ts'
import { publicPairsOf } from '../compiled/public-addresses.ts'
import type { Fabric } from '../fabric.ts'
import { endpoint, endpointService } from './endpoint-sides.ts'
import { internetGateway, peering, vpnGateway } from './gateway-sides.ts'
import { blockOf } from './header-space.ts'
import { isIpv4, type Side, vpcsOf } from './side.ts'
import { attachmentSide, transitGateway } from './transit-sides.ts'

// Ends of paths by their ids. Reachability Analyzer guide, how-reachability-analyzer-works, "Source and destination
// resources".

export function sideOf(fabric: Fabric, id: string): Side | undefined {
  const kind = id.slice(0, id.lastIndexOf('-'))
  return makers[kind]?.(fabric, id)
}

const makers: Readonly<Record<string, (fabric: Fabric, id: string) => Side | undefined>> = {
  i: (fabric, id) => (instances.get(fabric, id) ? ofInterfaces(id, interfacesOf(fabric, id)) : undefined),
  eni(fabric, id) {
    const eni = networkInterfaces.get(fabric, id)
    return eni && ofInterfaces(id, [eni])
  },
  igw: internetGateway,
  vgw: vpnGateway,
  pcx: peering,
  tgw: transitGateway,
  'tgw-attach': attachmentSide,
  vpce: endpoint,
  'vpce-svc': endpointService,
}

function ofInterfaces(id: string, interfaces: readonly NetworkInterface[]): Side {
  const ids = interfaces.map(({ record }) => record.NetworkInterfaceId)
  const own = interfaces.flatMap((eni) => addressesOf(eni).filter(isIpv4))
  const outside = interfaces.flatMap((eni) => [...publicPairsOf(eni).toPublic.values()])
  return {
    id,
    vpcs: vpcsOf(interfaces),
    interfaces,
    starts: () =>
      interfaces.map((eni) => {
        const typical = addressesOf(eni).filter(isIpv4)
        return { position: { kind: 'interface-out', eni }, blocks: typical.map(blockOf), typical }
      }),
    // Who is on the internet knows only public addresses.
    addresses: ({ isPublic }) => (isPublic ? outside : own),
    isReached: (position, { destination }) =>
      position.kind === 'interface-in' &&
      ids.includes(position.eni.record.NetworkInterfaceId) &&
      own.includes(destination as number),
    answersFrom: (position) =>
      'eni' in position && position.eni ? { kind: 'interface-out', eni: position.eni } : undefined,
  }
}

/** Whatever has an address, where a path names no destination. */
export function ofAddress(address: Address): Side {
  return {
    id: '',
    vpcs: [],
    interfaces: [],
    starts: () => [],
    addresses: () => [address],
    isReached: (position, packet) =>
      position.kind === 'internet-gateway-out' ||
      position.kind === 'vpn-gateway-out' ||
      // What is on premises is nothing that AWS analyses.
      position.kind === 'vpn-connection-out' ||
      position.kind === 'direct-connect-gateway-out' ||
      (position.kind === 'interface-in' && packet.destination === address),
    answersFrom(position) {
      if (position.kind === 'internet-gateway-out') return { kind: 'internet' }
      if (position.kind === 'vpn-gateway-out')
        return { kind: 'vpn-gateway-in', gateway: position.gateway, line: '' }
      return position.kind === 'interface-in' ? { kind: 'interface-out', eni: position.eni } : undefined
    },
    beyond: ['vpn-gateway-has-no-way'],
  }
}
