import { due, operation } from '../operation.ts'
import { interfaceOf, natGateways } from './nat-gateways.ts'
import { closeInterface, wholeSeconds } from './network-interfaces.ts'

export const deleteNatGateway = operation(
  'ec2',
  'DeleteNatGateway',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteNatGateway' },
  ({ NatGatewayId }, ctx) => {
    const gateway = natGateways.require(ctx, NatGatewayId)
    const DeleteTime = wholeSeconds(ctx.now)
    const { State } = gateway.record
    if (State === 'pending' || State === 'available') {
      natGateways.update(ctx, gateway, { State: 'deleting', DeleteTime })
      ctx.after('nat-gateway-deleted', 'nat-gateway-deleted', { id: NatGatewayId })
    }
    if (State === 'failed') natGateways.update(ctx, gateway, { State: 'deleted', DeleteTime })
    // Observed: whoever deletes it again gets the same answer.
    return { NatGatewayId }
  },
)

export const natGatewayDeleted = due<{ id: string }>('nat-gateway-deleted', ({ id }, ctx) => {
  const gateway = natGateways.get(ctx, id)
  if (!gateway) return
  // Its Elastic IP addresses stay with the account; only now can they be released.
  closeInterface(ctx, interfaceOf(gateway) ?? '')
  natGateways.update(ctx, gateway, { State: 'deleted' })
  ctx.after('nat-gateway-forgotten', 'nat-gateway-forgotten', { id })
})

// VPC user guide, nat-gateway-working-with: it "might still be visible for about an hour" after it is gone.
export const natGatewayForgotten = due<{ id: string }>('nat-gateway-forgotten', ({ id }, ctx) => {
  const gateway = natGateways.get(ctx, id)
  if (gateway) natGateways.remove(ctx, gateway)
})
