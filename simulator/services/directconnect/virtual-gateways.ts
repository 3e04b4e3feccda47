import { vpnGateways } from '../ec2/vpn-gateways.ts'
import { operation } from '../operation.ts'

export const describeVirtualGateways = operation(
  'directconnect',
  'DescribeVirtualGateways',
  { fidelity: 'exact', source: 'Direct Connect API reference, DescribeVirtualGateways' },
  (_input, ctx) => ({
    virtualGateways: vpnGateways.list(ctx).map(({ record }) => ({
      ...(record.VpnGatewayId !== undefined && { virtualGatewayId: record.VpnGatewayId }),
      ...(record.State !== undefined && { virtualGatewayState: record.State }),
    })),
  }),
)
