import { formatAddress } from '../../kernel/address.ts'
import {
  associations,
  associationsOfAssociated,
  carries,
  type HeldAssociation,
} from '../../services/directconnect/associations.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { isDown } from '../../services/fault/faults.ts'
import { behindVirtualInterface } from '../compiled/behind-virtual-interfaces.ts'
import {
  isWorking,
  prefixSetOver,
  type WayToSite,
  wayFromDirectConnectGateway,
} from '../compiled/ways-to-sites.ts'
import type { Fabric } from '../fabric.ts'
import type {
  DirectConnectGatewayOut,
  Position,
  VirtualInterfaceIn,
  VirtualInterfaceOut,
} from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

/** The association of a gateway with a Direct Connect gateway. */
const associationBetween = (
  fabric: Fabric,
  directConnect: string,
  gateway: string,
): HeldAssociation | undefined =>
  associationsOfAssociated(fabric, gateway).find(
    ({ record }) => record.directConnectGatewayId === directConnect,
  )

export const directConnectAssociated: Rule<DirectConnectGatewayOut> = {
  id: 'direct-connect-associated',
  question: 'Is the gateway associated with the Direct Connect gateway?',
  judge({ fabric, at: { gateway, from } }) {
    if (isDown(fabric, gateway)) return drop('struck-by-fault', [gateway])
    const association = associationBetween(fabric, gateway, from)
    if (association && carries(association)) {
      return pass('direct-connect-is-associated', [gateway, associations.idOf(association)])
    }
    return drop('direct-connect-not-associated', [from, gateway])
  },
}

export const directConnectRoute: Rule<DirectConnectGatewayOut, WayToSite> = {
  id: 'direct-connect-route',
  question: 'Does a router announce the destination over a virtual interface of the Direct Connect gateway?',
  judge({ fabric, packet, at: { gateway, from } }) {
    const region = associationBetween(fabric, gateway, from)?.record.associatedGateway?.region ?? ''
    const found = wayFromDirectConnectGateway(fabric, gateway, region, packet)
    if (found) return pass('way-to-site-found', [gateway, found.line], { found })
    return drop('no-virtual-interface-announces', [gateway, formatAddress(packet.destination)])
  },
}

export const virtualInterfaceUp: Rule<VirtualInterfaceIn | VirtualInterfaceOut> = {
  id: 'virtual-interface-up',
  question: 'Is the virtual interface up?',
  judge({ fabric, at: { line } }) {
    const held = virtualInterfaces.get(fabric, line)
    if (held && isWorking(fabric.store, held)) return pass('virtual-interface-is-up', [line])
    return drop('virtual-interface-is-down', [line, held?.record.connectionId ?? ''])
  },
}

// Direct Connect guide, routing-and-bgp: "AWS Direct Connect performs inbound packet filtering to validate that the
// source of the traffic originated from your advertised prefix."
export const announcedSource: Rule<VirtualInterfaceIn> = {
  id: 'announced-source',
  question: 'Is the packet from a prefix that is announced over the public virtual interface?',
  judge({ fabric, packet: { source }, at: { line } }) {
    const held = virtualInterfaces.get(fabric, line)
    if (held?.record.virtualInterfaceType !== 'public') return pass('source-is-announced')
    if (prefixSetOver(fabric, line).lookup(source)) return pass('source-is-announced', [line])
    return drop('source-is-not-announced', [line, formatAddress(source)])
  },
}

/** Where a virtual interface leads, for a packet that comes in over it. */
export const announcedDestination: Rule<VirtualInterfaceIn, Position> = {
  id: 'announced-destination',
  question: 'Does AWS announce the destination over the virtual interface?',
  judge({ fabric, packet, at: { line } }) {
    const held = virtualInterfaces.get(fabric, line)!
    const { directConnectGatewayId = '', virtualGatewayId } = held.record
    if (isDown(fabric, directConnectGatewayId)) return drop('struck-by-fault', [directConnectGatewayId])
    const found = behindVirtualInterface(fabric, line, packet)
    if (found && virtualGatewayId) return pass('line-leads-to-gateway', [virtualGatewayId], { found })
    if (found) return pass('announced-by-aws', [line], { found })
    return drop('not-announced-by-aws', [line, formatAddress(packet.destination)])
  },
}
