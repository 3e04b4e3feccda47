import type { Fabric } from '../../network/fabric.ts'
import { associations, carries } from '../../services/directconnect/associations.ts'
import { gateways as directConnectGateways } from '../../services/directconnect/gateways.ts'
import {
  type Attachment,
  isAlive,
  transitGatewayAttachments,
} from '../../services/ec2/transit-gateway-attachments.ts'
import { transitGateways } from '../../services/ec2/transit-gateways.ts'
import { peeringConnections } from '../../services/ec2/vpc-peering-connections.ts'
import { regionFrame } from './frames.ts'
import { nameOf } from './names.ts'
import type { Link, Part, Thing } from './parts.ts'
import { isGone, standing } from './standing.ts'

// What joins networks: peering, transit gateways, Direct Connect gateways.

export function betweenNetworks(fabric: Fabric): Part {
  const transits: Thing[] = transitGateways
    .everyone(fabric)
    .filter(({ record }) => !isGone(record.State))
    .map(({ account, region, record }) => ({
      id: record.TransitGatewayId ?? '',
      resource: record.TransitGatewayId ?? '',
      kind: 'transit-gateway',
      label: nameOf(record.TransitGatewayId, record.Tags),
      detail: `ASN ${record.Options?.AmazonSideAsn ?? ''}`,
      frame: regionFrame(account, region),
      ...standing(record.State),
    }))
  const directs: Thing[] = directConnectGateways
    .everyone(fabric)
    .filter(({ record }) => !isGone(record.directConnectGatewayState))
    .map(({ record }) => ({
      id: record.directConnectGatewayId ?? '',
      resource: record.directConnectGatewayId ?? '',
      kind: 'direct-connect-gateway',
      label: record.directConnectGatewayName ?? '',
      detail: `ASN ${record.amazonSideAsn ?? ''}`,
      ...standing(record.directConnectGatewayState),
    }))
  return {
    things: [...transits, ...directs],
    links: [...peerings(fabric), ...attachments(fabric), ...ofGateways(fabric)],
  }
}

const endedPeerings = new Set(['deleted', 'rejected', 'expired', 'failed'])

const peerings = (fabric: Fabric): Link[] =>
  peeringConnections
    .everyone(fabric)
    .filter(({ record }) => !endedPeerings.has(record.Status?.Code ?? ''))
    .map(({ record }) => ({
      id: record.VpcPeeringConnectionId ?? '',
      resource: record.VpcPeeringConnectionId ?? '',
      kind: 'peering',
      from: record.RequesterVpcInfo?.VpcId ?? '',
      to: record.AccepterVpcInfo?.VpcId ?? '',
      label: nameOf(record.VpcPeeringConnectionId, record.Tags),
      ...standing(record.Status?.Code),
    }))

/** A peering within one Region has an attachment at each end, and Direct Connect has its associations. */
const isDrawnOtherwise = ({ record, side: { peering } }: Attachment): boolean =>
  record.ResourceType === 'direct-connect-gateway' ||
  (peering?.twin !== undefined &&
    peering.AccepterTransitGatewayAttachmentId === record.TransitGatewayAttachmentId)

const attachments = (fabric: Fabric): Link[] =>
  transitGatewayAttachments
    .everyone(fabric)
    .filter((held) => isAlive(held) && !isDrawnOtherwise(held))
    .map(({ record }) => ({
      id: record.TransitGatewayAttachmentId ?? '',
      resource: record.TransitGatewayAttachmentId ?? '',
      kind: 'transit',
      from: record.ResourceId ?? '',
      to: record.TransitGatewayId ?? '',
      label: nameOf(undefined, record.Tags),
      ...standing(record.State),
    }))

const ofGateways = (fabric: Fabric): Link[] =>
  associations
    .everyone(fabric)
    .filter(({ record }) => record.associationState !== 'disassociated')
    .map((held) => ({
      id: held.record.associationId ?? '',
      resource: held.record.directConnectGatewayId ?? '',
      kind: 'direct-connect',
      from: held.record.directConnectGatewayId ?? '',
      to: held.record.associatedGateway?.id ?? held.record.virtualGatewayId ?? '',
      label: '',
      ...(carries(held)
        ? { condition: 'working' as const }
        : { condition: 'pending' as const, because: `the association is ${held.record.associationState}` }),
    }))
