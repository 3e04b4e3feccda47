import type { Ec2 } from '../../api/generated/types.d.ts'
import { formatPrefix, prefixAt } from '../../kernel/address.ts'
import { subnets } from '../../services/ec2/subnets.ts'
import { type Attachment, transitGatewayAttachments } from '../../services/ec2/transit-gateway-attachments.ts'
import {
  type TransitGatewayRouteTable,
  transitGatewayRouteTables,
} from '../../services/ec2/transit-gateway-route-tables.ts'
import { transitGateways } from '../../services/ec2/transit-gateways.ts'
import { vpcs } from '../../services/ec2/vpcs.ts'
import { kindOfAddress } from '../address-kinds.ts'
import { tableOfAttachment } from '../compiled/transit-routes.ts'
import { isInVpc } from '../compiled/vpc-blocks.ts'
import type { Fabric } from '../fabric.ts'
import type { Packet } from '../packet.ts'
import type { TransitGatewayIn } from '../positions.ts'
import { attachmentOfVpc } from '../transit-attachments.ts'
import { reviveAll } from './line-repairs.ts'
import { ec2Request, type Failure, guess, type Repair, type Repairers, repair } from './repair.ts'
import { blockAround } from './route-candidates.ts'

/** Repairs of what stands in the way at transit gateways. */
export const transitRepairs: Repairers = {
  'no-attachment-in-zone': attachInZone,
  'attachment-without-table': associate,
  'no-transit-route': (failure) => [...teach(failure), ...reviveBehind(failure), ...attachFarVpc(failure)],
  'transit-route-is-blackhole': leadOtherwise,
  'attachment-leads-nowhere': leadOtherwise,
  'attachment-without-ipv6': carryIpv6,
  'group-referencing-is-off': showGroups,
}

const idOf = ({ record }: Attachment): string => record.TransitGatewayAttachmentId ?? ''

const attachmentsOf = (fabric: Fabric, gateway: string): Attachment[] =>
  transitGatewayAttachments
    .by(fabric, 'gateway', gateway)
    .filter(({ record }) => record.State === 'available')

/** Transit gateway guide, tgw-vpc-attachments: one subnet in each zone; a small one of its own is the custom. */
function attachInZone({ fabric, position }: Failure): Repair[] {
  if (position.kind !== 'transit-gateway-from-vpc') return []
  const { gateway, vpc, subnet } = position
  const held = attachmentOfVpc(fabric, gateway, vpc)
  if (!held) return []
  const id = idOf(held)
  const zone = subnet?.record.AvailabilityZoneId
  const near = subnets.by(fabric, 'vpc', vpc).filter(({ record }) => record.AvailabilityZoneId === zone)
  return bySize(near).map(({ record: { SubnetId = '' } }) =>
    repair(
      `Attach ${vpc} to ${gateway} in the zone ${zone}, too, by the subnet ${SubnetId}.`,
      ec2Request(held, 'ModifyTransitGatewayVpcAttachment', {
        TransitGatewayAttachmentId: id,
        AddSubnetIds: [SubnetId],
      }),
    ),
  )
}

const bySize = <S extends { readonly record: Ec2.Subnet }>(all: readonly S[]): S[] =>
  [...all].sort((a, b) => lengthOf(b.record) - lengthOf(a.record))

const lengthOf = ({ CidrBlock = '/0' }: Ec2.Subnet): number => Number(CidrBlock.split('/')[1])

function associate({ fabric, position }: Failure): Repair[] {
  if (position.kind !== 'transit-gateway-in') return []
  const { gateway, attachment } = position
  return transitGatewayRouteTables.by(fabric, 'gateway', gateway).map((table) => {
    const TransitGatewayRouteTableId = transitGatewayRouteTables.idOf(table)
    const input = { TransitGatewayRouteTableId, TransitGatewayAttachmentId: attachment }
    return repair(
      `Associate the attachment ${attachment} with the route table ${TransitGatewayRouteTableId}.`,
      ec2Request(table, 'AssociateTransitGatewayRouteTable', input),
    )
  })
}

/** The gateway at which a route table sent the packet on, or could not. */
interface Decided {
  readonly at: TransitGatewayIn
  readonly packet: Packet
  readonly table: TransitGatewayRouteTable
  readonly route?: Ec2.TransitGatewayRoute
}

function lastDecision({ fabric, walk }: Failure): Decided | undefined {
  const hop = walk.hops.findLast(
    ({ position, judged }) => position.kind === 'transit-gateway-in' && judged.length > 0,
  )
  if (hop?.position.kind !== 'transit-gateway-in') return undefined
  const { position: at, packet, judged } = hop
  const table = tableOfAttachment(fabric, at.attachment, at.gateway)
  const route = judged.find(({ rule }) => rule === 'transit-gateway-route')?.judgement.detail?.transitRoute
  return table && { at, packet, table, ...(route && { route }) }
}

/** Attachments of a VPC that has the destination, then those that nothing is known of. */
function likely(fabric: Fabric, { at, packet }: Decided): Attachment[] {
  const others = attachmentsOf(fabric, at.gateway).filter((one) => idOf(one) !== at.attachment)
  const has = ({ record: { ResourceType, ResourceId = '' } }: Attachment) =>
    ResourceType === 'vpc' && isInVpc(fabric, ResourceId, packet.destination)
  return [...others.filter(has), ...others.filter((one) => !has(one))]
}

/** Lets the table learn what is behind an attachment, or tells it. */
function teach(failure: Failure): Repair[] {
  const { fabric } = failure
  const decided = lastDecision(failure)
  if (!decided) return []
  const { table, packet } = decided
  const TransitGatewayRouteTableId = transitGatewayRouteTables.idOf(table)
  const DestinationCidrBlock = widthFor(fabric, packet.destination)
  return likely(fabric, decided).flatMap((attachment) => {
    const link = { TransitGatewayRouteTableId, TransitGatewayAttachmentId: idOf(attachment) }
    const propagate = repair(
      `Let the attachment ${idOf(attachment)} propagate its routes to ${TransitGatewayRouteTableId}.`,
      ec2Request(table, 'EnableTransitGatewayRouteTablePropagation', link),
    )
    const tell = guess(
      `Add a route for ${DestinationCidrBlock} to the attachment ${idOf(attachment)} to ${TransitGatewayRouteTableId}.`,
      ec2Request(table, 'CreateTransitGatewayRoute', { ...link, DestinationCidrBlock }),
    )
    // Transit gateway guide, tgw-peering: over a peering attachment routes are static.
    return attachment.record.ResourceType === 'peering' ? [tell] : [propagate, tell]
  })
}

function widthFor(fabric: Fabric, address: Packet['destination']): string {
  if (kindOfAddress(address) === 'global') return typeof address === 'number' ? '0.0.0.0/0' : '::/0'
  return (
    blockAround(fabric, '', address) ?? formatPrefix(prefixAt(address, typeof address === 'number' ? 24 : 64))
  )
}

/** Routes come from on premises only while the lines are up. */
function reviveBehind(failure: Failure): Repair[] {
  const decided = lastDecision(failure)
  if (!decided) return []
  return reviveAll(
    failure.fabric,
    attachmentsOf(failure.fabric, decided.at.gateway).flatMap(({ record }) => record.ResourceId ?? []),
  )
}

/** A VPC that has the destination and hangs on no gateway yet, by one subnet in each of its zones. */
function attachFarVpc(failure: Failure): Repair[] {
  const { fabric } = failure
  const decided = lastDecision(failure)
  if (!decided) return []
  const { gateway } = decided.at
  const { region } = transitGateways.get(fabric, gateway) ?? {}
  return vpcs.everyone(fabric).flatMap((vpc) => {
    const VpcId = vpcs.idOf(vpc)
    const isWanted = vpc.region === region && isInVpc(fabric, VpcId, decided.packet.destination)
    if (!isWanted || attachmentOfVpc(fabric, gateway, VpcId)) return []
    const byZone = new Map(
      bySize(subnets.by(fabric, 'vpc', VpcId))
        .toReversed()
        .map(({ record }) => [record.AvailabilityZoneId, record.SubnetId ?? '']),
    )
    const input = { TransitGatewayId: gateway, VpcId, SubnetIds: [...byZone.values()] }
    return [
      repair(`Attach ${VpcId} to ${gateway}.`, {
        ...ec2Request(vpc, 'CreateTransitGatewayVpcAttachment', input),
        keeps: { name: 'ATTACHMENT', member: 'TransitGatewayVpcAttachment.TransitGatewayAttachmentId' },
      }),
    ]
  })
}

/** To another attachment instead; or the route is taken away, and the next one counts. */
export function leadOtherwise(failure: Failure): Repair[] {
  const { fabric } = failure
  const decided = lastDecision(failure)
  if (!decided?.route) return []
  const { table, route } = decided
  const TransitGatewayRouteTableId = transitGatewayRouteTables.idOf(table)
  const { DestinationCidrBlock = '', PrefixListId } = route
  const what = PrefixListId ?? DestinationCidrBlock
  const inTable = { TransitGatewayRouteTableId }
  const now = route.TransitGatewayAttachments?.map((one) => one.TransitGatewayAttachmentId) ?? []
  const removed =
    PrefixListId !== undefined
      ? ec2Request(table, 'DeleteTransitGatewayPrefixListReference', { ...inTable, PrefixListId })
      : ec2Request(table, 'DeleteTransitGatewayRoute', { ...inTable, DestinationCidrBlock })
  return [
    ...(route.Type === 'static'
      ? [guess(`Take the route for ${what} out of ${TransitGatewayRouteTableId}.`, removed)]
      : []),
    ...likely(fabric, decided)
      .filter((one) => !now.includes(idOf(one)))
      .map((one) => {
        const leads = { ...inTable, TransitGatewayAttachmentId: idOf(one) }
        const operation = route.Type === 'static' ? 'ReplaceTransitGatewayRoute' : 'CreateTransitGatewayRoute'
        return guess(
          `Lead ${what} in ${TransitGatewayRouteTableId} to the attachment ${idOf(one)}.`,
          PrefixListId !== undefined
            ? ec2Request(table, 'ModifyTransitGatewayPrefixListReference', { ...leads, PrefixListId })
            : ec2Request(table, operation, { ...leads, DestinationCidrBlock }),
        )
      }),
  ]
}

function carryIpv6({ fabric, dropped }: Failure): Repair[] {
  const held = transitGatewayAttachments.get(fabric, dropped.judgement.evidence[0] ?? '')
  if (!held) return []
  const input = { TransitGatewayAttachmentId: idOf(held), Options: { Ipv6Support: 'enable' as const } }
  return [
    repair(
      `Turn IPv6 support of the attachment ${idOf(held)} on.`,
      ec2Request(held, 'ModifyTransitGatewayVpcAttachment', input),
    ),
  ]
}

/** Transit gateway guide, tgw-vpc-attachments: on at the gateway and at both attachments, or it is off. */
function showGroups({ fabric, dropped }: Failure): Repair[] {
  const gateway = transitGateways.get(fabric, dropped.judgement.evidence.at(-1) ?? '')
  if (!gateway) return []
  const id = transitGateways.idOf(gateway)
  const Options = { SecurityGroupReferencingSupport: 'enable' as const }
  const isOff = (options: { readonly SecurityGroupReferencingSupport?: string } | undefined) =>
    options?.SecurityGroupReferencingSupport !== 'enable'
  const requests = [
    ...(isOff(gateway.record.Options)
      ? [ec2Request(gateway, 'ModifyTransitGateway', { TransitGatewayId: id, Options })]
      : []),
    ...attachmentsOf(fabric, id)
      .filter(({ side }) => side.vpc && isOff(side.vpc.options))
      .map((one) =>
        ec2Request(one, 'ModifyTransitGatewayVpcAttachment', {
          TransitGatewayAttachmentId: idOf(one),
          Options,
        }),
      ),
  ]
  return requests.length
    ? [repair(`Turn security group referencing on at ${id} and at its attachments.`, ...requests)]
    : []
}
