import { type Address, type Prefix, parsePrefix } from '../../kernel/address.ts'
import {
  type Attachment,
  isAlive,
  transitGatewayAttachments,
} from '../../services/ec2/transit-gateway-attachments.ts'
import { transitGateways } from '../../services/ec2/transit-gateways.ts'
import type { Fabric } from '../fabric.ts'
import type { Position } from '../positions.ts'
import { blocksRoutedTo, hostIn, ipv4Of, type Side, type Start, someSite, startAt } from './side.ts'

// Transit gateways and their attachments as ends of paths.

const isIpv4Block = ({ family }: Prefix): boolean => family === 4

/** What sends over an attachment. */
function blocksBehind(fabric: Fabric, { record, side }: Attachment): Prefix[] {
  if (record.ResourceType === 'vpc') return ipv4Of(fabric, record.ResourceId ?? '')
  const learned = (side.learned ?? []).flatMap((cidr) => parsePrefix(cidr)?.prefix ?? []).filter(isIpv4Block)
  return learned.length ? learned : [someSite]
}

const idOf = (held: Attachment): string => transitGatewayAttachments.idOf(held)

const vpcBehind = ({ record }: Attachment): string[] =>
  record.ResourceType === 'vpc' && record.ResourceId !== undefined ? [record.ResourceId] : []

/** NOT MODELLED: Connect attachments; AWS analyses "connectivity only up to these attachments", too. */
const attachmentsOf = (fabric: Fabric, gateway: string): Attachment[] =>
  transitGatewayAttachments.by(fabric, 'gateway', gateway).filter(isAlive)

function startsFrom(fabric: Fabric, gateway: string, attachments: readonly Attachment[], to: Side): Start[] {
  return attachments.flatMap((held): Start[] => {
    const blocks = blocksBehind(fabric, held)
    const isIn = vpcBehind(held).some((vpc) => to.vpcs.includes(vpc))
    const position: Position = isIn
      ? { kind: 'transit-gateway-out', gateway, attachment: idOf(held), from: idOf(held) }
      : { kind: 'transit-gateway-in', gateway, attachment: idOf(held) }
    return [isIn ? startAt(position, [someSite]) : startAt(position, blocks)]
  })
}

export function transitGateway(fabric: Fabric, gateway: string): Side | undefined {
  if (!transitGateways.get(fabric, gateway)) return undefined
  const attachments = attachmentsOf(fabric, gateway)
  return {
    id: gateway,
    vpcs: attachments.flatMap(vpcBehind),
    interfaces: [],
    starts: (to) =>
      startsFrom(
        fabric,
        gateway,
        attachments.filter((held) => !vpcBehind(held).some((vpc) => to.vpcs.includes(vpc))),
        to,
      ),
    addresses: (from) => addressesOver(fabric, gateway, attachments, from),
    isReached: (position) => position.kind === 'transit-gateway-in' && position.gateway === gateway,
    answersFrom: () => undefined,
    beyond: ['attachment-without-table', 'no-transit-route', 'transit-route-is-blackhole'],
  }
}

function addressesOver(
  fabric: Fabric,
  gateway: string,
  attachments: readonly Attachment[],
  from: Side,
): Address[] {
  const others = attachments.filter((held) => !vpcBehind(held).some((vpc) => from.vpcs.includes(vpc)))
  return [
    ...blocksRoutedTo(fabric, from.vpcs, gateway),
    ...others.flatMap((held) => blocksBehind(fabric, held)),
  ].map(hostIn)
}

export function attachmentSide(fabric: Fabric, id: string): Side | undefined {
  const held = transitGatewayAttachments.get(fabric, id)
  if (!held) return undefined
  const { TransitGatewayId: gateway = '' } = held.record
  return {
    id,
    vpcs: vpcBehind(held),
    interfaces: [],
    starts: (to) => startsFrom(fabric, gateway, [held], to),
    addresses: (from) =>
      vpcBehind(held).some((vpc) => from.vpcs.includes(vpc))
        ? addressesOver(fabric, gateway, attachmentsOf(fabric, gateway), from)
        : blocksBehind(fabric, held).map(hostIn),
    isReached: (position) =>
      (position.kind === 'transit-gateway-in' || position.kind === 'transit-gateway-out') &&
      position.attachment === id,
    answersFrom: () => undefined,
    beyond: ['attachment-without-table', 'no-transit-route', 'transit-route-is-blackhole'],
  }
}
