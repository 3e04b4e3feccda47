import { transitGatewayRouteTables } from '../../services/ec2/transit-gateway-route-tables.ts'
import { asTransitRoute, chooseTransitRoute, tableOfAttachment } from '../compiled/transit-routes.ts'
import { flowHash } from '../packet.ts'
import type { TransitGatewayIn } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

export interface TransitWay {
  readonly attachment: string
  /** Whether another flow might have gone by another attachment. */
  readonly isSpread: boolean
}

// Transit gateway guide, how-transit-gateways-work, "Route evaluation order": the longest prefix; of equal ones static
// before prefix list before propagated; of connections of equal cost each flow takes one.
export const transitGatewayRoute: Rule<TransitGatewayIn, TransitWay> = {
  id: 'transit-gateway-route',
  question: 'Does the route table of the transit gateway have a route for the destination?',
  judge({ fabric, packet, at: { gateway, attachment } }) {
    const table = tableOfAttachment(fabric, attachment, gateway)!
    const id = transitGatewayRouteTables.idOf(table)
    const route = chooseTransitRoute(fabric, table, packet.destination)
    if (!route) return drop('no-transit-route', [id])
    const detail = { transitRoute: asTransitRoute(fabric, route) }
    if (route.state === 'blackhole') {
      return drop('transit-route-is-blackhole', [id, ...route.attachments], detail)
    }
    const { attachments } = route
    const isSpread = attachments.length > 1
    const onward = attachments[isSpread ? flowHash(packet, id) % attachments.length : 0] ?? ''
    return pass('transit-route-found', [id, onward], { found: { attachment: onward, isSpread }, detail })
  },
}
