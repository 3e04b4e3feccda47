import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { changes } from './vpc-endpoint-changes.ts'
import { requireMembersOf, type Simulated } from './vpc-endpoint-requests.ts'
import { printState, stateOf, type VpcEndpoint, vpcEndpoints } from './vpc-endpoints.ts'

export const modifyVpcEndpoint = operation(
  'ec2',
  'ModifyVpcEndpoint',
  {
    fidelity: { simplified: 'Every change takes the same time, and a policy is in force at once.' },
    source: 'EC2 API reference, ModifyVpcEndpoint; PrivateLink guide, interface-endpoints and concepts',
  },
  (input, ctx) => {
    const { VpcEndpointId, DryRun: _dryRun, ...asked } = input
    const endpoint = vpcEndpoints.require(ctx, VpcEndpointId)
    requireChangeable(endpoint)
    const type = endpoint.record.VpcEndpointType ?? 'Gateway'
    requireMembersOf(type as Simulated, asked)
    const changed = changes[type]!(ctx, endpoint, input)
    const asksSomething = Object.values(asked).some((value) => value !== undefined)
    if (asksSomething && type !== 'Gateway') carryOut(ctx, changed)
    return { Return: true }
  },
)

function requireChangeable(endpoint: VpcEndpoint): void {
  // Observed: while one change is being carried out, the next is refused.
  if (endpoint.side.changing) {
    throw new AwsError('OperationInProgress', 'VpcEndpoint modify operation in progress')
  }
  const state = stateOf(endpoint)
  if (state === 'available' || state === 'pendingAcceptance') return
  throw new AwsError(
    'IncorrectState',
    `The VPC endpoint ${vpcEndpoints.idOf(endpoint)} is in a state that does not allow this operation: ${state}`,
  )
}

// PrivateLink guide, concepts: a change by the consumer takes an available endpoint back to pending.
function carryOut(ctx: Context, endpoint: VpcEndpoint): void {
  if (stateOf(endpoint) !== 'available') return
  const State = printState(endpoint.record.VpcEndpointType, 'pending')
  vpcEndpoints.update(ctx, endpoint, { State }, { changing: true })
  ctx.after('vpc-endpoint-changed', 'vpc-endpoint-available', { id: vpcEndpoints.idOf(endpoint) })
}
