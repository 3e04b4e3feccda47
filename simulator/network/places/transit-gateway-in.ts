import { place } from '../place.ts'
import type { TransitGatewayIn } from '../positions.ts'
import { mtu } from '../rules/mtu.ts'
import { transitGatewayAssociation } from '../rules/transit-gateway-association.ts'
import { type TransitWay, transitGatewayRoute } from '../rules/transit-gateway-route.ts'
import { spreadFlows } from '../spreading.ts'
import { transitMtu } from '../transit-attachments.ts'

/** The transit gateway's router: one look at the table that the attachment is associated with. */
export const transitGatewayIn = place<TransitGatewayIn, TransitWay>({
  kind: 'transit-gateway-in',
  idOf: ({ gateway }) => gateway,
  rules: [mtu(transitMtu, 'untold'), transitGatewayAssociation, transitGatewayRoute],
  next: ({ at: { gateway, attachment: from, zone } }, { attachment, isSpread }) => ({
    to: {
      kind: 'transit-gateway-out',
      gateway,
      attachment,
      from,
      ...(zone !== undefined && { zone }),
    },
    ...(isSpread && { notes: [spreadFlows.note(gateway, true)] }),
  }),
})
