import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { inWrongState, refused } from './errors.ts'
import { planReady } from './interface-creation.ts'
import { publicTarget, requireTarget, type Target } from './interface-targets.ts'
import { type HeldInterface, requireOwnInterface, virtualInterfaces } from './virtual-interfaces.ts'

/** An interface that somebody else made for the caller, and that waits for the caller's word. */
function requireWaiting(ctx: Context, id: string, type: string, operationName: string): HeldInterface {
  const held = requireOwnInterface(ctx, id)
  const { virtualInterfaceState, virtualInterfaceType } = held.record
  if (virtualInterfaceType !== type) throw refused(`${id} is not a ${type} virtual interface.`)
  if (virtualInterfaceState !== 'confirming') throw inWrongState(operationName, id, virtualInterfaceState)
  return held
}

function confirm(
  ctx: Context,
  held: HeldInterface,
  target: Target,
): { virtualInterfaceState: Directconnect.VirtualInterfaceState } {
  const virtualInterfaceState = held.record.virtualInterfaceType === 'public' ? 'verifying' : 'pending'
  const { virtualGatewayId = '', directConnectGatewayId, amazonSideAsn } = target
  const confirmed = virtualInterfaces.update(ctx, held, {
    virtualInterfaceState,
    amazonSideAsn,
    virtualGatewayId,
    ...(directConnectGatewayId !== undefined && { directConnectGatewayId }),
  })
  planReady(ctx, confirmed)
  return { virtualInterfaceState }
}

export const confirmPrivateVirtualInterface = operation(
  'directconnect',
  'ConfirmPrivateVirtualInterface',
  { fidelity: 'exact', source: 'Direct Connect API reference, ConfirmPrivateVirtualInterface' },
  ({ virtualInterfaceId, ...asked }, ctx) => {
    const held = requireWaiting(ctx, virtualInterfaceId, 'private', 'ConfirmPrivateVirtualInterface')
    return confirm(ctx, held, requireTarget(ctx, 'private', asked, 'ConfirmPrivateVirtualInterface'))
  },
)

export const confirmTransitVirtualInterface = operation(
  'directconnect',
  'ConfirmTransitVirtualInterface',
  { fidelity: 'exact', source: 'Direct Connect API reference, ConfirmTransitVirtualInterface' },
  ({ virtualInterfaceId, ...asked }, ctx) => {
    const held = requireWaiting(ctx, virtualInterfaceId, 'transit', 'ConfirmTransitVirtualInterface')
    return confirm(ctx, held, requireTarget(ctx, 'transit', asked, 'ConfirmTransitVirtualInterface'))
  },
)

export const confirmPublicVirtualInterface = operation(
  'directconnect',
  'ConfirmPublicVirtualInterface',
  { fidelity: 'exact', source: 'Direct Connect API reference, ConfirmPublicVirtualInterface' },
  ({ virtualInterfaceId }, ctx) => {
    const held = requireWaiting(ctx, virtualInterfaceId, 'public', 'ConfirmPublicVirtualInterface')
    return confirm(ctx, held, publicTarget)
  },
)
