import { transitGatewayRouteTables } from '../../services/ec2/transit-gateway-route-tables.ts'
import { tableOfAttachment } from '../compiled/transit-routes.ts'
import type { TransitGatewayIn } from '../positions.ts'
import { drop, pass, type Rule } from '../rule.ts'

// Transit gateway guide, how-transit-gateways-work, "Route tables": the table that an attachment is associated with
// decides for what comes out of it. An attachment without one sends nowhere.
export const transitGatewayAssociation: Rule<TransitGatewayIn> = {
  id: 'transit-gateway-association',
  question: 'Is the attachment associated with a route table of the transit gateway?',
  judge({ fabric, at: { gateway, attachment } }) {
    const table = tableOfAttachment(fabric, attachment, gateway)
    if (!table) return drop('attachment-without-table', [attachment, gateway])
    return pass('attachment-has-table', [transitGatewayRouteTables.idOf(table), attachment])
  },
}
