import type { Ec2 } from '../../api/generated/types.d.ts'
import { associationsOfAssociated } from '../directconnect/associations.ts'
import { virtualInterfaces } from '../directconnect/virtual-interfaces.ts'
import { propagatedRoutes } from '../ec2/propagated-routes.ts'
import { destinationOf, routeTables } from '../ec2/route-tables.ts'
import { transitGatewayAttachments } from '../ec2/transit-gateway-attachments.ts'
import { vpnConnections } from '../ec2/vpn-connections.ts'
import { uplinks } from '../onprem/tables.ts'
import type { Adoption } from './adoption.ts'

// What lines to on premises bring is told by no list of AWS's, but where it went is: routes that were propagated into
// route tables and into those of transit gateways.

const isPropagated = ({ Origin }: Ec2.Route): boolean => Origin === 'EnableVgwRoutePropagation'

/** Gives lines that nobody tells the far end of what AWS had learned when it was described. */
export function learnFromRoutes(adoption: Adoption): void {
  const { ctx } = adoption
  const byGateway = new Map<string, Set<string>>()
  for (const { record } of routeTables.everyone(ctx)) {
    for (const route of record.Routes ?? []) {
      const { GatewayId = '' } = route
      if (!isPropagated(route) || !GatewayId.startsWith('vgw-')) continue
      byGateway.set(GatewayId, (byGateway.get(GatewayId) ?? new Set()).add(destinationOf(route)))
    }
  }
  for (const [gateway, cidrs] of byGateway) learnBehind(adoption, gateway, [...cidrs])
  for (const held of transitGatewayAttachments.everyone(ctx)) {
    const { ResourceType, ResourceId = '' } = held.record
    const { learned } = held.side
    if (!learned) continue
    if (ResourceType === 'direct-connect-gateway') announceOver(adoption, 'gateway', ResourceId, learned)
  }
}

function learnBehind(adoption: Adoption, gateway: string, cidrs: readonly string[]): void {
  const { ctx } = adoption
  const lines = vpnConnections.by(ctx, 'vpn-gateway', gateway)
  const known = new Set(
    lines.flatMap(({ record }) => (record.Routes ?? []).map((one) => one.DestinationCidrBlock ?? '')),
  )
  const unknown = cidrs.filter((cidr) => !known.has(cidr))
  if (!unknown.length) return
  const dynamic = lines.filter(({ record }) => !record.Options?.StaticRoutesOnly)
  for (const held of dynamic) {
    if (!ctx.store.has(uplinks, vpnConnections.idOf(held)))
      vpnConnections.update(ctx, held, {}, { learned: unknown })
  }
  if (dynamic.length) return
  announceOver(adoption, 'vpn-gateway', gateway, unknown)
  for (const { record } of associationsOfAssociated(ctx, gateway)) {
    announceOver(adoption, 'gateway', record.directConnectGatewayId ?? '', unknown)
  }
}

function announceOver(
  { ctx }: Adoption,
  index: 'gateway' | 'vpn-gateway',
  id: string,
  announced: readonly string[],
): void {
  for (const held of virtualInterfaces.by(ctx, index, id)) {
    if (!ctx.store.has(uplinks, virtualInterfaces.idOf(held)))
      virtualInterfaces.update(ctx, held, {}, { announced })
  }
}

/** Propagated routes that this world works out by itself are not kept a second time. */
export function dropWorkedOutRoutes({ ctx }: Adoption): void {
  for (const held of routeTables.everyone(ctx)) {
    const { Routes = [] } = held.record
    if (!Routes.some(isPropagated)) continue
    const own = { ...held.record, Routes: Routes.filter((route) => !isPropagated(route)) }
    const workedOut = new Set(propagatedRoutes(ctx, own).map(destinationOf))
    routeTables.update(ctx, held, {
      Routes: Routes.filter((route) => !isPropagated(route) || !workedOut.has(destinationOf(route))),
    })
  }
}
