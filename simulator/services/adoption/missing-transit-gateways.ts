import type { Ec2 } from '../../api/generated/types.d.ts'
import { transitGatewayAttachments } from '../ec2/transit-gateway-attachments.ts'
import { transitGatewayAssociations } from '../ec2/transit-gateway-links.ts'
import { transitGatewayRouteTables } from '../ec2/transit-gateway-route-tables.ts'
import { transitGateways } from '../ec2/transit-gateways.ts'
import type { Adoption } from './adoption.ts'

/** Transit gateways and their route tables that only attachments tell of: another account has them, or a file is missing. */
export function addMissingTransitGateways(adoption: Adoption): void {
  const { ctx } = adoption
  for (const { account, region, record, side } of transitGatewayAttachments.everyone(ctx)) {
    const { TransitGatewayId: id, TransitGatewayOwnerId: owner = account, State } = record
    // What is at the far end of a peering nobody knows.
    if (id === undefined || State !== 'available' || side.peering || transitGateways.get(ctx, id)) continue
    const gateway: Ec2.TransitGateway = {
      TransitGatewayId: id,
      TransitGatewayArn: `arn:aws:ec2:${region}:${owner}:transit-gateway/${id}`,
      State: 'available',
      OwnerId: owner,
    }
    adoption.put(transitGateways.table, { account: owner, region, record: gateway, side: {} })
    adoption.assume(`${id} is taken to be there, as its attachments say: no file tells of it`)
  }
  for (const { table, gateway } of ctx.store.all(transitGatewayAssociations)) {
    const owner = transitGateways.get(ctx, gateway)
    if (!owner || transitGatewayRouteTables.get(ctx, table)) continue
    const record: Ec2.TransitGatewayRouteTable = {
      TransitGatewayRouteTableId: table,
      TransitGatewayId: gateway,
      State: 'available',
    }
    const { account, region } = owner
    adoption.put(transitGatewayRouteTables.table, { account, region, record, side: { prefixLists: [] } })
    adoption.assume(`${table} is taken to be there, as attachments of ${gateway} say: no file tells of it`)
  }
}
