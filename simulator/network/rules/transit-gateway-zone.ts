import { transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import type { HeldSubnet, TransitGatewayFromVpc } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'
import { attachmentOfVpc, interfaceIn, struckIn, subnetsOf } from '../transit-attachments.ts'

/** How a packet enters a transit gateway. */
export interface TransitEntry {
  readonly attachment: string
  /** The subnet of the attachment; none where an import does not tell any. */
  readonly subnet?: HeldSubnet
}

// Transit gateway guide, tgw-vpc-attachments: "traffic is forwarded to the transit gateway only when the transit
// gateway has an attachment in a subnet in the same Availability Zone".
export const transitGatewayZone: Rule<TransitGatewayFromVpc, TransitEntry> = {
  id: 'transit-gateway-zone',
  question: 'Is the VPC attached to the transit gateway in the packet’s Availability Zone?',
  judge({ fabric, at: { gateway, vpc, subnet } }) {
    const held = attachmentOfVpc(fabric, gateway, vpc)
    if (!held) return drop('route-is-blackhole', [gateway, vpc])
    const attachment = transitGatewayAttachments.idOf(held)
    const all = subnetsOf(fabric, held)
    const zone = subnet?.record.AvailabilityZoneId
    const entry = zone === undefined ? all[0] : all.find((one) => one.record.AvailabilityZoneId === zone)
    const struck = entry && struckIn(fabric, held, entry)
    if (struck !== undefined) return drop('struck-by-fault', [struck, attachment])
    if (entry) {
      const evidence = [attachment, interfaceIn(held, entry)].filter((id) => id !== undefined)
      return pass('attached-in-zone', evidence, { found: { attachment, subnet: entry } })
    }
    if (!all.length) return pass('attached-in-zone', [attachment], { found: { attachment } })
    const note = `The packet comes from the zone ${zone}; ${attachment} has subnets in ${zonesOf(all)}.`
    return drop('no-attachment-in-zone', [attachment, subnet?.record.SubnetId ?? ''], { note })
  },
}

const zonesOf = (all: readonly HeldSubnet[]): string =>
  all.map(({ record }) => record.AvailabilityZoneId ?? '').join(', ')
