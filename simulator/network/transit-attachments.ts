import { networkInterfaces } from '../services/ec2/network-interfaces.ts'
import { subnets } from '../services/ec2/subnets.ts'
import { type Attachment, transitGatewayAttachments } from '../services/ec2/transit-gateway-attachments.ts'
import { transitGateways } from '../services/ec2/transit-gateways.ts'
import { faults, isDown } from '../services/fault/faults.ts'
import type { Fabric } from './fabric.ts'
import type { HeldSubnet } from './positions.ts'
import { perTables } from './remembered.ts'
import { struckAt } from './struck.ts'

// Attachments of transit gateways as packets meet them.

const carrying: readonly (string | undefined)[] = ['available', 'modifying']

/** Whether traffic passes over an attachment: also while it is being modified. */
export const carriesTraffic = ({ record }: Attachment): boolean => carrying.includes(record.State)

const attachmentIds = perTables([transitGatewayAttachments.table], (store, key) => {
  const [gateway, vpc = ''] = key.split('/')
  const found = transitGatewayAttachments
    .by({ store }, 'vpc', vpc)
    .find((held) => held.record.TransitGatewayId === gateway && carriesTraffic(held))
  return found && transitGatewayAttachments.idOf(found)
})

/** The attachment by which a VPC hangs on a transit gateway. */
export const attachmentOfVpc = (fabric: Fabric, gateway: string, vpc: string): Attachment | undefined =>
  transitGatewayAttachments.get(fabric, attachmentIds(fabric.store, `${gateway}/${vpc}`) ?? '')

/** The subnets that a VPC is attached by, at most one in each zone. */
export const subnetsOf = (fabric: Fabric, { side }: Attachment): HeldSubnet[] =>
  (side.vpc?.subnets ?? []).flatMap((id) => subnets.get(fabric, id) ?? [])

/** Those of them that no fault strikes. */
export function workingSubnetsOf(fabric: Fabric, held: Attachment): HeldSubnet[] {
  const all = subnetsOf(fabric, held)
  if (fabric.store.size(faults) === 0) return all
  return all.filter((subnet) => struckIn(fabric, held, subnet) === undefined)
}

/** What a fault strikes of an attachment in one of its subnets: the id of the first such thing. */
export function struckIn(fabric: Fabric, held: Attachment, subnet: HeldSubnet): string | undefined {
  const eni = networkInterfaces.get(fabric, interfaceIn(held, subnet) ?? '')
  if (eni) return struckAt(fabric, eni)
  const { SubnetId, AvailabilityZoneId } = subnet.record
  return [SubnetId, AvailabilityZoneId].find((id) => id !== undefined && isDown(fabric, id))
}

/** The network interface of an attachment in one of its subnets. */
export const interfaceIn = ({ side }: Attachment, { record }: HeldSubnet): string | undefined =>
  side.vpc?.interfaces?.[record.SubnetId ?? '']

/** The far end of a peering: the other gateway, and the attachment as that one knows it. */
export function farEnd(
  fabric: Fabric,
  held: Attachment,
  gateway: string,
): { readonly gateway: string; readonly attachment: string } | undefined {
  const { TransitGatewayAttachmentId = '', TransitGatewayId = '', ResourceId = '' } = held.record
  const other = TransitGatewayId === gateway ? ResourceId : TransitGatewayId
  // Within a Region each end has an attachment with an id of its own; between Regions both share one.
  if (!transitGateways.get(fabric, other)) return undefined
  return { gateway: other, attachment: held.side.peering?.twin ?? TransitGatewayAttachmentId }
}

/**
 * The largest packet, in bytes. Transit gateway guide, transit-gateway-quotas, "Maximum transmission unit": who sends
 * a larger one out of a VPC is told so; what comes by another attachment is lost in silence.
 */
export const transitMtu = 8500
