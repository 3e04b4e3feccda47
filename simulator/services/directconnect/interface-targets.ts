import type { Context } from '../context.ts'
import { vpnGateways } from '../ec2/vpn-gateways.ts'
import { publicAsn } from './asns.ts'
import { associationsOfGateway } from './associations.ts'
import { noSuchVirtualGateway, refused } from './errors.ts'
import { requireReadyGateway } from './gateways.ts'
import { virtualInterfaces } from './virtual-interfaces.ts'

interface Asked {
  readonly virtualGatewayId?: string | undefined
  readonly directConnectGatewayId?: string | undefined
}

/** What a virtual interface leads to, and the number of Amazon's side there. */
export interface Target extends Asked {
  readonly amazonSideAsn: number
}

export const publicTarget: Target = { amazonSideAsn: publicAsn }

/** A virtual private gateway or a Direct Connect gateway of the caller's, as the kind of interface wants. */
export function requireTarget(
  ctx: Context,
  type: 'private' | 'transit',
  { virtualGatewayId, directConnectGatewayId }: Asked,
  operationName: string,
): Target {
  if (virtualGatewayId !== undefined && directConnectGatewayId !== undefined) {
    throw refused('Only one of virtualGatewayId and directConnectGatewayId can be provided.')
  }
  if (virtualGatewayId !== undefined) {
    const gateway = vpnGateways.find(ctx, virtualGatewayId)
    if (!gateway || gateway.record.State === 'deleted') throw noSuchVirtualGateway(virtualGatewayId)
    return { virtualGatewayId, amazonSideAsn: gateway.record.AmazonSideAsn ?? 0 }
  }
  if (directConnectGatewayId === undefined) {
    throw refused(
      type === 'transit'
        ? 'A directConnectGatewayId must be provided.'
        : 'Either virtualGatewayId or directConnectGatewayId must be provided.',
    )
  }
  const gateway = requireReadyGateway(ctx, directConnectGatewayId, operationName)
  requireOneKind(ctx, directConnectGatewayId, type)
  const limit = ctx.limit('vifs-per-dxgw')
  if (virtualInterfaces.count(ctx, 'gateway', directConnectGatewayId) >= limit) {
    throw refused(
      `The maximum number of virtual interfaces (${limit}) of Direct Connect Gateway ${directConnectGatewayId} has been reached.`,
    )
  }
  return { directConnectGatewayId, amazonSideAsn: gateway.record.amazonSideAsn ?? 0 }
}

/**
 * Refuses to mix. Direct Connect guide, direct-connect-gateways-intro: a gateway has either private interfaces and
 * virtual private gateways, or transit interfaces and transit gateways.
 */
export function requireOneKind(ctx: Context, gateway: string, kind: 'private' | 'transit'): void {
  const interfaces = virtualInterfaces.by(ctx, 'gateway', gateway)
  const other = kind === 'transit' ? 'private' : 'transit'
  if (interfaces.some(({ record }) => record.virtualInterfaceType === other)) {
    throw refused(`Direct Connect Gateway ${gateway} is attached to a ${other} virtual interface.`)
  }
  const otherGateway = kind === 'transit' ? 'virtualPrivateGateway' : 'transitGateway'
  const noun = kind === 'transit' ? 'virtual private gateway' : 'transit gateway'
  if (
    associationsOfGateway(ctx, gateway).some(({ record }) => record.associatedGateway?.type === otherGateway)
  ) {
    throw refused(`Direct Connect Gateway ${gateway} is associated with a ${noun}.`)
  }
}
