import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import { invalidParameter } from './errors.ts'
import { isGatewayTable, routeTables } from './route-tables.ts'
import { attachesTo } from './route-targets.ts'

export const enableVgwRoutePropagation = operation(
  'ec2',
  'EnableVgwRoutePropagation',
  {
    fidelity: {
      simplified:
        'Routes arrive only from Site-to-Site VPN connections and Direct Connect virtual interfaces whose far end is set up as well.',
    },
    source: 'EC2 API reference, EnableVgwRoutePropagation',
  },
  ({ RouteTableId, GatewayId }, ctx) => {
    const table = routeTables.require(ctx, RouteTableId)
    const gateway = ctx.families.ofId(GatewayId)
    const found = gateway?.name === 'ec2:vpn-gateway' ? gateway.find(ctx, GatewayId) : undefined
    const { VpcId, PropagatingVgws = [] } = table.record
    // Whatever is wrong with the gateway, EC2 says that it is not attached.
    if (!found || !attachesTo(found.record, VpcId)) {
      throw new AwsError('Gateway.NotAttached', `resource ${GatewayId} is not attached to network ${VpcId}`)
    }
    // VPC user guide, gateway-route-tables: the two exclude each other. The words are ours.
    if (isGatewayTable(table)) {
      throw invalidParameter(
        `route table ${RouteTableId} is associated with a gateway and cannot have route propagation`,
      )
    }
    if (!PropagatingVgws.some((one) => one.GatewayId === GatewayId)) {
      routeTables.update(ctx, table, { PropagatingVgws: [...PropagatingVgws, { GatewayId }] })
    }
    return {}
  },
)

export const disableVgwRoutePropagation = operation(
  'ec2',
  'DisableVgwRoutePropagation',
  { fidelity: 'exact', source: 'EC2 API reference, DisableVgwRoutePropagation' },
  ({ RouteTableId, GatewayId }, ctx) => {
    const table = routeTables.require(ctx, RouteTableId)
    const { PropagatingVgws = [] } = table.record
    const kept = PropagatingVgws.filter((one) => one.GatewayId !== GatewayId)
    // What does not propagate is left as it is, without complaint.
    if (kept.length < PropagatingVgws.length) routeTables.update(ctx, table, { PropagatingVgws: kept })
    return {}
  },
)
