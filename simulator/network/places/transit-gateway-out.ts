import { supportsReferences } from '../../services/ec2/security-group-connections.ts'
import { type Attachment, transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import { interfaceAt } from '../compiled/addresses.ts'
import { entrances } from '../entrances.ts'
import type { Fabric } from '../fabric.ts'
import { hiddenSenders } from '../hidden-senders.ts'
import { occupantOf } from '../occupants.ts'
import { flowHash, type Packet, symmetricHash } from '../packet.ts'
import { place } from '../place.ts'
import type { Position, TransitGatewayOut } from '../positions.ts'
import type { Step } from '../rule.ts'
import { transitGatewayAttachment, transitGatewayIpv6Out } from '../rules/transit-gateway-attachment.ts'
import { spreadFlows } from '../spreading.ts'
import { routerOfSubnet } from '../subnet-router.ts'
import { farEnd, workingSubnetsOf } from '../transit-attachments.ts'

export const transitGatewayOut = place<TransitGatewayOut>({
  kind: 'transit-gateway-out',
  idOf: ({ attachment }) => attachment,
  rules: [transitGatewayAttachment, transitGatewayIpv6Out],
  next(step) {
    const held = transitGatewayAttachments.get(step.fabric, step.at.attachment)!
    const { to, isSpread } = behind(step, held)
    const { packet, hidden } = asSeen(step, held)
    const { ResourceType, ResourceId = '' } = held.record
    const enters = ResourceType === 'vpc' && step.flow.direction === 'forward'
    const notes = [
      ...(hidden ? [hiddenSenders.note('', step.at.gateway)] : []),
      ...(enters ? [entrances.note(ResourceId, step.at.attachment)] : []),
      ...(isSpread ? [spreadFlows.note(step.at.attachment, true)] : []),
    ]
    return { to, packet, notes }
  },
})

interface Behind {
  readonly to: Position
  /** Whether another flow might have entered by another interface. */
  readonly isSpread?: boolean
}

function behind(step: Step<TransitGatewayOut>, held: Attachment): Behind {
  const { gateway } = step.at
  const { ResourceType, ResourceId = '' } = held.record
  if (ResourceType === 'vpc') return intoVpc(step, held)
  if (ResourceType === 'peering') {
    return { to: { kind: 'transit-gateway-in', ...farEnd(step.fabric, held, gateway)! } }
  }
  if (ResourceType === 'vpn') return { to: { kind: 'vpn-connection-out', connection: ResourceId } }
  return { to: { kind: 'direct-connect-gateway-out', gateway: ResourceId, from: gateway } }
}

/** Into a VPC, where the route table of the attachment's subnet decides how it goes on. */
function intoVpc(step: Step<TransitGatewayOut>, held: Attachment): Behind {
  const { ResourceId: vpc = '' } = held.record
  const { subnet, isSpread } = entryOf(step, held)
  if (!subnet) return { to: { kind: 'vpc-local', vpc } }
  return { to: routerOfSubnet(step.fabric, vpc, subnet.record.SubnetId ?? ''), isSpread }
}

/**
 * Transit gateway guide, how-transit-gateways-work and transit-gateway-appliance-scenario: traffic stays in the zone
 * that it comes from, as long as the attachment has a subnet there that works. With appliance mode a hash of the flow
 * chooses one interface for both directions, in whatever zone.
 */
function entryOf({ fabric, packet, at: { attachment, zone } }: Step<TransitGatewayOut>, held: Attachment) {
  const all = workingSubnetsOf(fabric, held)
  const isSpread = all.length > 1
  if (held.side.vpc?.options.ApplianceModeSupport === 'enable') {
    return { subnet: all[symmetricHash(packet, attachment) % all.length], isSpread }
  }
  const near = all.find(({ record }) => record.AvailabilityZoneId === zone)
  if (near) return { subnet: near, isSpread: false }
  return { subnet: all[flowHash(packet, attachment) % all.length], isSpread }
}

// Transit gateway guide, tgw-vpc-attachments, "Security group referencing": off at the gateway unless asked for;
// without it nobody sees whose the packet is.
function asSeen(
  { fabric, packet, at }: Step<TransitGatewayOut>,
  held: Attachment,
): { readonly packet: Packet; readonly hidden?: true } {
  if (packet.sender === undefined) return { packet }
  const { sender: _, ...anonymous } = packet
  const from = transitGatewayAttachments.get(fabric, at.from)
  const isSupported = from && supportsReferences(fabric, from) && supportsReferences(fabric, held)
  if (!isSupported) return { packet: anonymous, hidden: true }
  return { packet: isForEndpoint(fabric, held.record.ResourceId ?? '', packet) ? anonymous : packet }
}

// Transit gateway guide, tgw-vpc-attachments: referencing is not supported for PrivateLink endpoints.
function isForEndpoint(fabric: Fabric, vpc: string, packet: Packet): boolean {
  const eni = interfaceAt(fabric, vpc, packet.destination)
  return eni !== undefined && occupantOf(eni).kind === 'vpc-endpoint'
}
