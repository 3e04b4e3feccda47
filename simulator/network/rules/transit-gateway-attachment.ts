import { type Attachment, transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { isDown } from '../../services/fault/faults.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { TransitGatewayFromVpc, TransitGatewayOut } from '../positions.ts'
import { drop, type Judgement, pass, type Rule } from '../rule.ts'
import {
  attachmentOfVpc,
  carriesTraffic,
  farEnd,
  struckIn,
  subnetsOf,
  workingSubnetsOf,
} from '../transit-attachments.ts'

/** Kinds of attachments beside peerings that packets leave by. */
const kinds: readonly (string | undefined)[] = ['vpc', 'vpn', 'direct-connect-gateway']

// A Connect attachment carries nothing without a Connect peer, and routes come over it by BGP alone (transit gateway
// guide, tgw-connect). NOT MODELLED: Connect peers, attachments of firewalls.
export const transitGatewayAttachment: Rule<TransitGatewayOut> = {
  id: 'transit-gateway-attachment',
  question: 'Is there something at the far end of the attachment?',
  judge({ fabric, at: { gateway, attachment, from } }) {
    const struck = [gateway, from, attachment].find((id) => isDown(fabric, id))
    if (struck !== undefined) return drop('struck-by-fault', [struck])
    const held = transitGatewayAttachments.get(fabric, attachment)
    const entries = held ? subnetsOf(fabric, held) : []
    if (held && entries.length && !workingSubnetsOf(fabric, held).length) {
      return drop('struck-by-fault', [struckIn(fabric, held, entries[0]!) ?? '', attachment])
    }
    if (held && carriesTraffic(held) && leadsSomewhere(fabric, held, gateway)) {
      return pass('attachment-carries', [attachment, held.record.ResourceId ?? ''])
    }
    const { ResourceType = 'unknown', ResourceId } = held?.record ?? {}
    const note = `The attachment is of the type ${ResourceType}.`
    return drop('attachment-leads-nowhere', [attachment, ...(ResourceId ? [ResourceId] : [])], { note })
  },
}

const leadsSomewhere = (fabric: Fabric, held: Attachment, gateway: string): boolean =>
  held.record.ResourceType === 'peering'
    ? farEnd(fabric, held, gateway) !== undefined
    : kinds.includes(held.record.ResourceType)

const question = 'Does the attachment carry packets of this IP version?'

// EC2 API reference, CreateTransitGatewayVpcAttachmentRequestOptions: "Enable or disable IPv6 support. The default is
// disable."
function judgeVersion(packet: Packet, held: Attachment | undefined): Judgement {
  const options = held?.side.vpc?.options
  if (typeof packet.destination === 'number' || !options || options.Ipv6Support === 'enable') {
    return pass('attachment-carries')
  }
  return drop('attachment-without-ipv6', [transitGatewayAttachments.idOf(held!)])
}

export const transitGatewayIpv6In: Rule<TransitGatewayFromVpc> = {
  id: 'transit-gateway-ipv6-in',
  question,
  judge: ({ fabric, packet, at }) => judgeVersion(packet, attachmentOfVpc(fabric, at.gateway, at.vpc)),
}

export const transitGatewayIpv6Out: Rule<TransitGatewayOut> = {
  id: 'transit-gateway-ipv6-out',
  question,
  judge: ({ fabric, packet, at }) =>
    judgeVersion(packet, transitGatewayAttachments.get(fabric, at.attachment)),
}
