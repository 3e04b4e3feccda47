import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { requireCustomerGateway } from './customer-gateways.ts'
import { invalidParameter } from './errors.ts'
import {
  attach,
  detach,
  insideBlocksInUse,
  networks,
  requireGateway,
  simplified,
  withConfiguration,
} from './vpn-connection-creation.ts'
import { requireConnection, type VpnConnection, vpnConnections } from './vpn-connections.ts'
import { checkTunnelOptions, tunnelWith } from './vpn-tunnel-options.ts'

export const modifyVpnConnection = operation(
  'ec2',
  'ModifyVpnConnection',
  { fidelity: 'exact', source: 'EC2 API reference, ModifyVpnConnection' },
  ({ VpnConnectionId: id, CustomerGatewayId, ...gateways }, ctx) => {
    const held = requireAvailable(ctx, id)
    if (CustomerGatewayId !== undefined) requireCustomerGateway(ctx, CustomerGatewayId)
    const moves = gateways.VpnGatewayId !== undefined || gateways.TransitGatewayId !== undefined
    const target = moves ? requireGateway(ctx, gateways) : {}
    if (moves) detach(ctx, held)
    const { VpnGatewayId: _, TransitGatewayId: __, ...rest } = held.record
    const record: Ec2.VpnConnection = {
      ...(moves ? { ...rest, ...target, GatewayAssociationState: 'associated' } : held.record),
      ...(CustomerGatewayId !== undefined && { CustomerGatewayId }),
    }
    const { attachment: ___, ...side } = held.side
    const moved = ctx.store.put(vpnConnections.table, { ...held, record, side: moves ? side : held.side })
    return modified(ctx, moves ? attach(ctx, moved) : moved)
  },
)

export const modifyVpnConnectionOptions = operation(
  'ec2',
  'ModifyVpnConnectionOptions',
  { fidelity: { simplified }, source: 'EC2 API reference, ModifyVpnConnectionOptions' },
  ({ VpnConnectionId: id, ...input }, ctx) => {
    const held = requireAvailable(ctx, id)
    const { Options } = held.record
    const changed = vpnConnections.update(ctx, held, {
      Options: {
        ...Options,
        ...networks(input, Options),
        ...(input.TunnelBandwidth !== undefined && { TunnelBandwidth: input.TunnelBandwidth }),
      },
    })
    return modified(ctx, changed)
  },
)

export const modifyVpnTunnelOptions = operation(
  'ec2',
  'ModifyVpnTunnelOptions',
  { fidelity: { simplified }, source: 'EC2 API reference, ModifyVpnTunnelOptions' },
  ({ VpnConnectionId: id, VpnTunnelOutsideIpAddress: address, TunnelOptions: asked }, ctx) => {
    const held = requireAvailable(ctx, id)
    const tunnels = held.record.Options?.TunnelOptions ?? []
    const before = tunnels.find(({ OutsideIpAddress }) => OutsideIpAddress === address)
    if (!before) {
      throw invalidParameter(`The VPN connection ${id} has no tunnel with the outside address ${address}.`)
    }
    const taken = insideBlocksInUse(ctx, id)
    for (const other of tunnels) if (other !== before) taken.add(other.TunnelInsideCidr ?? '')
    checkTunnelOptions(asked, taken)
    const { TunnelInsideCidr, PreSharedKey } = before
    const tunnel = {
      ...before,
      ...tunnelWith(
        ctx.store,
        address,
        {
          ...(TunnelInsideCidr !== undefined && { TunnelInsideCidr }),
          ...(PreSharedKey !== undefined && { PreSharedKey }),
          ...asked,
        },
        taken,
      ),
    }
    const changed = vpnConnections.update(ctx, held, {
      Options: {
        ...held.record.Options,
        TunnelOptions: tunnels.map((one) => (one === before ? tunnel : one)),
      },
    })
    return modified(ctx, changed)
  },
)

function requireAvailable(ctx: Context, id: string): VpnConnection {
  const held = requireConnection(ctx, id)
  if (held.record.State === 'available') return held
  throw new AwsError('IncorrectState', `The VPN connection ${id} is not available.`)
}

// AWS's model does not list the state that a connection has while it is being changed.
const modifying = 'modifying' as string as Ec2.VpnState

function modified(ctx: Context, held: VpnConnection) {
  const id = vpnConnections.idOf(held)
  const changed = vpnConnections.update(ctx, withConfiguration(ctx, held), { State: modifying })
  ctx.after('vpn-connection-available', 'vpn-connection-available', { id })
  return { VpnConnection: vpnConnections.print(ctx, changed) }
}
