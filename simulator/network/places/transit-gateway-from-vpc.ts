import { place } from '../place.ts'
import type { Position, TransitGatewayFromVpc } from '../positions.ts'
import { mtu } from '../rules/mtu.ts'
import { transitGatewayIpv6In } from '../rules/transit-gateway-attachment.ts'
import { type TransitEntry, transitGatewayZone } from '../rules/transit-gateway-zone.ts'
import { transitMtu } from '../transit-attachments.ts'

/**
 * Into the attachment's interface in the zone. Transit gateway guide, tgw-nacls: the inbound rules of its subnet judge
 * what comes from instances, also from those in the same subnet; outbound rules of the interface's subnet do not.
 */
export const transitGatewayFromVpc = place<TransitGatewayFromVpc, TransitEntry>({
  kind: 'transit-gateway-from-vpc',
  idOf: ({ gateway }) => gateway,
  rules: [transitGatewayZone, transitGatewayIpv6In, mtu(transitMtu)],
  next({ at: { gateway, subnet } }, entry) {
    const zone = subnet?.record.AvailabilityZoneId
    const onward: Position = {
      kind: 'transit-gateway-in',
      gateway,
      attachment: entry.attachment,
      ...(zone !== undefined && { zone }),
    }
    return { to: entry.subnet ? { kind: 'subnet-in', subnet: entry.subnet, onward } : onward }
  },
})
