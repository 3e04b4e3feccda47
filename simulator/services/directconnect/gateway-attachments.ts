import type { Directconnect } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { refused } from './errors.ts'
import { pageOf } from './listing.ts'
import { type HeldInterface, virtualInterfaces } from './virtual-interfaces.ts'

// An attachment is how a Direct Connect gateway sees a virtual interface that leads to it: nothing of its own.

const stateOf: Readonly<Record<string, Directconnect.DirectConnectGatewayAttachmentState>> = {
  confirming: 'attaching',
  verifying: 'attaching',
  pending: 'attaching',
  deleting: 'detaching',
  deleted: 'detached',
}

const printAttachment = ({ record }: HeldInterface): Directconnect.DirectConnectGatewayAttachment => ({
  ...(record.directConnectGatewayId !== undefined && {
    directConnectGatewayId: record.directConnectGatewayId,
  }),
  virtualInterfaceId: record.virtualInterfaceId,
  virtualInterfaceRegion: record.region,
  virtualInterfaceOwnerAccount: record.ownerAccount,
  attachmentState: stateOf[record.virtualInterfaceState ?? ''] ?? 'attached',
  attachmentType:
    record.virtualInterfaceType === 'transit' ? 'TransitVirtualInterface' : 'PrivateVirtualInterface',
})

export const describeDirectConnectGatewayAttachments = operation(
  'directconnect',
  'DescribeDirectConnectGatewayAttachments',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeDirectConnectGatewayAttachments' },
  ({ directConnectGatewayId: gateway, virtualInterfaceId, ...asked }, ctx) => {
    const own = (held: HeldInterface | undefined) => held?.account === ctx.account
    const candidates =
      virtualInterfaceId === undefined
        ? virtualInterfaces.by(ctx, 'attachment', requireSome(gateway))
        : [virtualInterfaces.get(ctx, virtualInterfaceId)].filter((held) => held !== undefined)
    const attached = candidates.filter(
      (held) =>
        own(held) &&
        held.record.directConnectGatewayId !== undefined &&
        (gateway === undefined || held.record.directConnectGatewayId === gateway),
    )
    const { items, next } = pageOf(attached, asked)
    return { directConnectGatewayAttachments: items.map(printAttachment), ...next }
  },
)

function requireSome(gateway: string | undefined): string {
  if (gateway !== undefined) return gateway
  throw refused('Either directConnectGatewayId or virtualInterfaceId must be provided.')
}
