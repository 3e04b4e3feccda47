import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { noSuchInterface } from './errors.ts'
import { pageOf } from './listing.ts'
import { routerDocument } from './router-document.ts'
import { type Tagged, withPrintedTags } from './tags.ts'

// The record belongs to the account that owns the virtual interface. When it is not the one that owns the connection,
// the latter is a guest.

interface InterfaceSide extends Tagged {
  /** What the customer's routers announce over BGP. */
  readonly announced?: readonly string[]
  /** Peers whose session the customer's router has brought up. */
  readonly established?: readonly string[]
  /** Peers that a failover test holds down. */
  readonly heldDown?: readonly string[]
}

export type HeldInterface = Held<Directconnect.VirtualInterface, InterfaceSide>

const gone: readonly (string | undefined)[] = ['deleting', 'deleted', 'rejected']

/** Whether it still takes up its VLAN and holds on to what it leads to. */
export const isLive = ({ record }: HeldInterface): boolean => !gone.includes(record.virtualInterfaceState)

const whileLive =
  (read: (record: Directconnect.VirtualInterface) => string | undefined) =>
  (held: HeldInterface): string | undefined =>
    isLive(held) ? read(held.record) : undefined

const linkOf = (prefix: string) =>
  whileLive(({ connectionId }) => (connectionId?.startsWith(prefix) ? connectionId : undefined))

export const virtualInterfaces = family<Directconnect.VirtualInterface, InterfaceSide>({
  service: 'directconnect',
  resource: 'dxvif',
  id: 'virtualInterfaceId',
  prefix: 'dxvif',
  missing: noSuchInterface,
  tags: { side: 'tags' },
  references: {
    connection: { to: 'directconnect:dxcon', read: linkOf('dxcon-') },
    lag: { to: 'directconnect:dxlag', read: linkOf('dxlag-') },
    'vpn-gateway': {
      to: 'ec2:vpn-gateway',
      read: whileLive((record) => record.virtualGatewayId || undefined),
    },
    gateway: { to: 'directconnect:dx-gateway', read: whileLive((record) => record.directConnectGatewayId) },
  },
  indexes: {
    link: whileLive((record) => record.connectionId),
    vlan: whileLive(({ connectionId, vlan }) => `${connectionId}/${vlan}`),
    // Attachments are shown until their virtual interface is forgotten.
    attachment: ({ record }) => record.directConnectGatewayId,
  },
  brings: announcedOver,
  view: (held) => ({ ...withPrintedTags(held), customerRouterConfig: routerDocument(held.record) }),
})

/** What comes over an interface while at least one of its BGP sessions is up. */
export function announcedOver({ record, side }: HeldInterface): readonly string[] {
  return record.bgpPeers?.some(({ bgpStatus }) => bgpStatus === 'up') ? (side.announced ?? []) : []
}

/** What a Direct Connect gateway hears over all its interfaces. */
export const announcedToGateway = (ctx: Pick<Context, 'store'>, gateway: string): string[] => [
  ...new Set(virtualInterfaces.by(ctx, 'gateway', gateway).flatMap(announcedOver)),
]

/** The interfaces on a connection or a LAG that are not on their way out. */
export const interfacesOn = (ctx: Pick<Context, 'store'>, link: string): HeldInterface[] =>
  virtualInterfaces.by(ctx, 'link', link)

/** An interface of the caller's, or on a connection of the caller's, that has not come to its end. */
export function requireInterface(ctx: Context, id: string): HeldInterface {
  const held = virtualInterfaces.require(ctx, id)
  const { virtualInterfaceState } = held.record
  if (virtualInterfaceState === 'deleted' || virtualInterfaceState === 'rejected') throw noSuchInterface(id)
  return held
}

/** An interface that the caller's account owns. */
export function requireOwnInterface(ctx: Context, id: string): HeldInterface {
  const held = requireInterface(ctx, id)
  if (held.account !== ctx.account) throw noSuchInterface(id)
  return held
}

export const printInterface = (ctx: Context, held: HeldInterface): Directconnect.VirtualInterface =>
  virtualInterfaces.print(ctx, held)

export const describeVirtualInterfaces = operation(
  'directconnect',
  'DescribeVirtualInterfaces',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeVirtualInterfaces' },
  ({ connectionId, virtualInterfaceId, ...asked }, ctx) => {
    const ids = virtualInterfaceId === undefined ? undefined : [virtualInterfaceId]
    const held = virtualInterfaces
      .select(ctx, ids, undefined)
      .filter(({ record }) => connectionId === undefined || record.connectionId === connectionId)
    const { items, next } = pageOf(held, asked)
    return { virtualInterfaces: items.map((one) => printInterface(ctx, one)), ...next }
  },
)
