import { covers } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { setLearnedRoutes } from '../ec2/transit-gateway-attachments.ts'
import { blocksBehind } from './associated-gateways.ts'
import {
  associations,
  associationsOfAssociated,
  associationsOfGateway,
  carries,
  type HeldAssociation,
} from './associations.ts'
import {
  announcedOver,
  announcedToGateway,
  type HeldInterface,
  virtualInterfaces,
} from './virtual-interfaces.ts'

// What each side of a virtual interface hears from the other.

type Store = Pick<Context, 'store'>

/** Tells the transit gateways behind an interface what they hear from on premises now. */
export function refreshLearnedRoutes(ctx: Store, held: HeldInterface): void {
  const { directConnectGatewayId: gateway, virtualInterfaceType } = held.record
  if (virtualInterfaceType === 'transit' && gateway !== undefined) refreshGateway(ctx, gateway)
}

export function refreshGateway(ctx: Store, gateway: string): void {
  const learned = announcedToGateway(ctx, gateway)
  for (const association of associationsOfGateway(ctx, gateway)) {
    const { attachment } = associations.get(ctx, associations.idOf(association))?.side ?? {}
    if (attachment !== undefined) setLearnedRoutes(ctx, attachment, learned)
  }
}

/** What a virtual private gateway hears from on premises over private virtual interfaces, its own or a gateway's. */
export function heardByVpnGateway(ctx: Store, id: string): string[] {
  const own = virtualInterfaces.by(ctx, 'vpn-gateway', id)
  const behind = associationsOfAssociated(ctx, id)
    .filter(carries)
    .flatMap(({ record }) => announcedToGateway(ctx, record.directConnectGatewayId ?? ''))
  return [...new Set([...own.flatMap(announcedOver), ...behind])]
}

/**
 * What AWS announces to the customer's routers over a private or transit interface. Direct Connect guide,
 * allowed-to-prefixes: a VPC's block is announced when an allowed prefix is as wide or wider; a transit gateway's
 * allowed prefixes are announced as they are.
 */
export function announcedToCustomer(ctx: Store, { record }: HeldInterface): string[] {
  const { virtualGatewayId, directConnectGatewayId: gateway } = record
  if (virtualGatewayId) return blocksBehind(ctx, virtualGatewayId)
  if (gateway === undefined) return []
  const announced = associationsOfGateway(ctx, gateway)
    .filter(carries)
    .flatMap((association) => announcedBehind(ctx, association))
  return [...new Set(announced)]
}

function announcedBehind(ctx: Store, { record }: HeldAssociation): string[] {
  const allowed = (record.allowedPrefixesToDirectConnectGateway ?? []).flatMap(({ cidr }) => cidr ?? [])
  if (record.virtualGatewayId === undefined) return allowed
  return blocksBehind(ctx, record.virtualGatewayId).filter((block) =>
    allowed.some((one) => covers(one, block)),
  )
}
