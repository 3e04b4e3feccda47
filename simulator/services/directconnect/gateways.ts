import type { Directconnect } from '../../api/generated/types.d.ts'
import { rollUuid } from '../../kernel/random.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { family } from '../family.ts'
import { due, operation } from '../operation.ts'
import { defaultGatewayAsn, requirePrivateAsn } from './asns.ts'
import { inWrongState, noSuchGateway, refused } from './errors.ts'
import { pageOf } from './listing.ts'
import { type Tagged, withPrintedTags, withTags } from './tags.ts'

export type HeldGateway = Held<Directconnect.DirectConnectGateway, Tagged>

export const gateways = family<Directconnect.DirectConnectGateway, Tagged>({
  service: 'directconnect',
  resource: 'dx-gateway',
  id: 'directConnectGatewayId',
  prefix: 'dx-gateway',
  isGlobal: true,
  missing: noSuchGateway,
  tags: { side: 'tags' },
  arn: ({ account, record }) =>
    `arn:aws:directconnect::${account}:dx-gateway/${record.directConnectGatewayId}`,
  quota: {
    id: 'dxgws-per-account',
    error: (limit) => refused(`The maximum number of Direct Connect Gateways (${limit}) has been reached.`),
  },
  inUse: (id) =>
    refused(`Direct Connect Gateway ${id} has virtual interfaces or associations and cannot be deleted.`),
  view: (held) => withPrintedTags(held),
})

/** A gateway of the caller's that virtual interfaces and other gateways can be joined to. */
export function requireReadyGateway(ctx: Context, id: string, operationName: string): HeldGateway {
  const held = gateways.require(ctx, id)
  const { directConnectGatewayState: state } = held.record
  if (state === 'available') return held
  throw inWrongState(operationName, id, state)
}

export const createDirectConnectGateway = operation(
  'directconnect',
  'CreateDirectConnectGateway',
  { fidelity: 'exact', source: 'Direct Connect API reference, CreateDirectConnectGateway' },
  ({ directConnectGatewayName, amazonSideAsn = defaultGatewayAsn, tags }, ctx) => {
    requireName(directConnectGatewayName)
    requirePrivateAsn(amazonSideAsn)
    const directConnectGatewayId = rollUuid(ctx.store)
    const held = gateways.create(
      ctx,
      {
        directConnectGatewayId,
        directConnectGatewayName,
        amazonSideAsn,
        ownerAccount: ctx.account,
        directConnectGatewayState: 'pending',
      },
      { tags: withTags([], tags) },
    )
    ctx.after('dx-gateway-changed', 'dx-gateway-available', { id: directConnectGatewayId })
    return { directConnectGateway: gateways.print(ctx, held) }
  },
)

// Direct Connect guide, create-direct-connect-gateway.
const longestName = 100

function requireName(name: string): void {
  if (name !== '' && name.length <= longestName) return
  throw refused(`The name of a Direct Connect Gateway must have 1 to ${longestName} characters.`)
}

export const gatewayAvailable = due<{ id: string }>('dx-gateway-available', ({ id }, ctx) => {
  const held = gateways.get(ctx, id)
  if (held?.record.directConnectGatewayState !== 'pending') return
  gateways.update(ctx, held, { directConnectGatewayState: 'available' })
})

export const describeDirectConnectGateways = operation(
  'directconnect',
  'DescribeDirectConnectGateways',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeDirectConnectGateways' },
  ({ directConnectGatewayId: id, ...asked }, ctx) => {
    const { items, next } = pageOf(
      gateways.select(ctx, id === undefined ? undefined : [id], undefined),
      asked,
    )
    return { directConnectGateways: items.map((one) => gateways.print(ctx, one)), ...next }
  },
)

export const updateDirectConnectGateway = operation(
  'directconnect',
  'UpdateDirectConnectGateway',
  { fidelity: 'exact', source: 'Direct Connect API reference, UpdateDirectConnectGateway' },
  ({ directConnectGatewayId, newDirectConnectGatewayName }, ctx) => {
    requireName(newDirectConnectGatewayName)
    const held = gateways.update(ctx, gateways.require(ctx, directConnectGatewayId), {
      directConnectGatewayName: newDirectConnectGatewayName,
    })
    return { directConnectGateway: gateways.print(ctx, held) }
  },
)

export const deleteDirectConnectGateway = operation(
  'directconnect',
  'DeleteDirectConnectGateway',
  { fidelity: 'exact', source: 'Direct Connect API reference, DeleteDirectConnectGateway' },
  ({ directConnectGatewayId: id }, ctx) => {
    const held = gateways.require(ctx, id)
    if (gateways.isInUse(ctx, id)) throw gateways.spec.inUse!(id)
    const deleting = gateways.update(ctx, held, { directConnectGatewayState: 'deleting' })
    if (held.record.directConnectGatewayState !== 'deleting') {
      ctx.after('dx-gateway-changed', 'dx-gateway-deleted', { id })
    }
    return { directConnectGateway: gateways.print(ctx, deleting) }
  },
)

// "Deleted Direct Connect gateways are not returned."
export const gatewayDeleted = due<{ id: string }>('dx-gateway-deleted', ({ id }, ctx) => {
  const held = gateways.get(ctx, id)
  if (held?.record.directConnectGatewayState === 'deleting') gateways.remove(ctx, held)
})
