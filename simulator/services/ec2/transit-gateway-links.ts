import type { Ec2 } from '../../api/generated/types.d.ts'
import { type Store, table } from '../../kernel/store.ts'

// What joins an attachment to the route tables of a transit gateway, each in a table of its own so that a gateway may
// have thousands: which table decides for traffic that comes from the attachment, and which tables learn its routes.

/** INVARIANT: an attachment has at most one of them per transit gateway. */
export interface Association {
  readonly table: string
  readonly attachment: string
  readonly gateway: string
  readonly state: Ec2.TransitGatewayAssociationState
}

const endOf = (attachment: string, gateway: string) => `${attachment}/${gateway}`

export const transitGatewayAssociations = table<Association>(
  'ec2:transit-gateway-association',
  ({ attachment, gateway }) => endOf(attachment, gateway),
  { table: (one) => one.table, attachment: (one) => one.attachment },
)

export interface Propagation {
  readonly table: string
  readonly attachment: string
}

const propagationKey = (table: string, attachment: string) => `${table}/${attachment}`

export const transitGatewayPropagations = table<Propagation>(
  'ec2:transit-gateway-propagation',
  (one) => propagationKey(one.table, one.attachment),
  { table: (one) => one.table, attachment: (one) => one.attachment },
)

/** Which route table of a gateway an attachment looks routes up in. A peering has one at each of its two gateways. */
export const associationOf = (store: Store, attachment: string, gateway: string): Association | undefined =>
  store.get(transitGatewayAssociations, endOf(attachment, gateway))

export const associationsOfTable = (store: Store, table: string): Association[] =>
  store.by(transitGatewayAssociations, 'table', table)

export const putAssociation = (store: Store, association: Association): Association =>
  store.put(transitGatewayAssociations, association)

export const dropAssociation = (store: Store, attachment: string, gateway: string): void =>
  store.delete(transitGatewayAssociations, endOf(attachment, gateway))

export const propagates = (store: Store, table: string, attachment: string): boolean =>
  store.has(transitGatewayPropagations, propagationKey(table, attachment))

export const propagationsOfTable = (store: Store, table: string): Propagation[] =>
  store.by(transitGatewayPropagations, 'table', table)

export const propagationsOfAttachment = (store: Store, attachment: string): Propagation[] =>
  store.by(transitGatewayPropagations, 'attachment', attachment)

export const putPropagation = (store: Store, propagation: Propagation): Propagation =>
  store.put(transitGatewayPropagations, propagation)

export const dropPropagation = (store: Store, table: string, attachment: string): void =>
  store.delete(transitGatewayPropagations, propagationKey(table, attachment))

/** Forgets everything that joined an attachment to route tables. */
export function dropLinksOfAttachment(store: Store, attachment: string): void {
  for (const one of store.by(transitGatewayAssociations, 'attachment', attachment)) {
    dropAssociation(store, attachment, one.gateway)
  }
  for (const one of propagationsOfAttachment(store, attachment)) {
    dropPropagation(store, one.table, attachment)
  }
}

/** Forgets everything that joined a route table to attachments. */
export function dropLinksOfTable(store: Store, table: string): void {
  for (const one of associationsOfTable(store, table)) dropAssociation(store, one.attachment, one.gateway)
  for (const one of propagationsOfTable(store, table)) dropPropagation(store, table, one.attachment)
}
