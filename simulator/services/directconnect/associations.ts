import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { noSuchAssociation, refused } from './errors.ts'
import { pageOf } from './listing.ts'
import { announcedToGateway } from './virtual-interfaces.ts'

// The record belongs to the owner of the Direct Connect gateway. When the gateway behind it is somebody else's, that
// account is a guest.

interface AssociationSide {
  /** The transit gateway's attachment. */
  readonly attachment?: string
}

export type HeldAssociation = Held<Directconnect.DirectConnectGatewayAssociation, AssociationSide>

const whileAssociated =
  (read: (record: Directconnect.DirectConnectGatewayAssociation) => string | undefined) =>
  ({ record }: HeldAssociation): string | undefined =>
    record.associationState === 'disassociated' ? undefined : read(record)

export const associations = family<Directconnect.DirectConnectGatewayAssociation, AssociationSide>({
  service: 'directconnect',
  resource: 'dx-gateway-association',
  id: 'associationId',
  prefix: 'dx-gateway-association',
  isGlobal: true,
  missing: noSuchAssociation,
  references: {
    gateway: {
      to: 'directconnect:dx-gateway',
      read: whileAssociated((record) => record.directConnectGatewayId),
    },
    'vpn-gateway': { to: 'ec2:vpn-gateway', read: whileAssociated((record) => record.virtualGatewayId) },
    // The transit gateway's attachment is what keeps it from being deleted.
    'transit-gateway': {
      to: 'ec2:transit-gateway',
      read: whileAssociated(({ associatedGateway }) =>
        associatedGateway?.type === 'transitGateway' ? associatedGateway.id : undefined,
      ),
      blocks: false,
    },
  },
  brings: (held, ctx) =>
    carries(held) ? announcedToGateway(ctx, held.record.directConnectGatewayId ?? '') : [],
  indexes: { associated: whileAssociated((record) => record.associatedGateway?.id) },
})

/** Whether routes go over it. */
export const carries = ({ record }: HeldAssociation): boolean =>
  record.associationState === 'associated' || record.associationState === 'updating'

/** The associations of a Direct Connect gateway that have not come to their end, oldest first. */
export const associationsOfGateway = (ctx: Pick<Context, 'store'>, gateway: string): HeldAssociation[] =>
  associations.by(ctx, 'gateway', gateway)

/** The associations of a virtual private gateway or transit gateway. */
export const associationsOfAssociated = (ctx: Pick<Context, 'store'>, id: string): HeldAssociation[] =>
  associations.by(ctx, 'associated', id)

export const describeDirectConnectGatewayAssociations = operation(
  'directconnect',
  'DescribeDirectConnectGatewayAssociations',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeDirectConnectGatewayAssociations' },
  ({ associationId, associatedGatewayId, directConnectGatewayId, virtualGatewayId, ...asked }, ctx) => {
    const associated = associatedGatewayId ?? virtualGatewayId
    if (associationId === undefined && associated === undefined && directConnectGatewayId === undefined) {
      throw refused(
        'One of associationId, associatedGatewayId, directConnectGatewayId or virtualGatewayId must be provided.',
      )
    }
    const ids = associationId === undefined ? undefined : [associationId]
    const selected = associations
      .select(ctx, ids, undefined)
      .filter(
        ({ record }) =>
          (associated === undefined || record.associatedGateway?.id === associated) &&
          (directConnectGatewayId === undefined || record.directConnectGatewayId === directConnectGatewayId),
      )
    const { items, next } = pageOf(selected, asked)
    return { directConnectGatewayAssociations: items.map((one) => associations.print(ctx, one)), ...next }
  },
)
