import type { Asking } from '../asking.ts'
import type { Chapter } from '../inspection.ts'
import type { Looks } from '../seen.ts'

// Transit gateways, their attachments and route tables.

const inGateway = (id: string) => [{ Name: 'transit-gateway-id', Values: [id] }]

async function routesIn({ ask }: Asking, table: string): Promise<Chapter> {
  const { Routes = [] } = await ask('ec2', 'SearchTransitGatewayRoutes', {
    TransitGatewayRouteTableId: table,
    Filters: [{ Name: 'state', Values: ['active', 'blackhole'] }],
  })
  const length = (cidr = '') => Number(cidr.split('/')[1] ?? 0)
  return {
    kind: 'routes',
    of: table,
    note: 'most-specific',
    table: {
      columns: ['destination', 'target', 'state', 'origin'],
      rows: [...Routes]
        .sort((a, b) => length(b.DestinationCidrBlock) - length(a.DestinationCidrBlock))
        .map((route) => ({
          cells: [
            route.DestinationCidrBlock ?? route.PrefixListId ?? '',
            (route.TransitGatewayAttachments ?? []).map((one) => one.TransitGatewayAttachmentId).join(' '),
            route.State ?? '',
            route.Type ?? '',
          ],
          ...(route.State === 'blackhole' && { isBroken: true }),
        })),
    },
  }
}

export const transitLooks: Looks = {
  async 'ec2:transit-gateway'(asking) {
    const { id, ask } = asking
    const { TransitGateways } = await ask('ec2', 'DescribeTransitGateways', { TransitGatewayIds: [id] })
    const { TransitGatewayAttachments = [] } = await ask('ec2', 'DescribeTransitGatewayAttachments', {
      Filters: inGateway(id),
    })
    const { TransitGatewayRouteTables = [] } = await ask('ec2', 'DescribeTransitGatewayRouteTables', {
      Filters: inGateway(id),
    })
    const tables: Chapter[] = []
    for (const one of TransitGatewayRouteTables) {
      if (one.State === 'available') tables.push(await routesIn(asking, one.TransitGatewayRouteTableId ?? ''))
    }
    const loose = TransitGatewayAttachments.filter(
      ({ State, Association }) => State === 'available' && !Association?.TransitGatewayRouteTableId,
    )
    return {
      record: TransitGateways?.[0],
      state: TransitGateways?.[0]?.State,
      chapters: [
        {
          kind: 'attachments',
          table: {
            columns: ['resource', 'type', 'target', 'state', 'table'],
            rows: TransitGatewayAttachments.map((one) => ({
              cells: [
                one.TransitGatewayAttachmentId ?? '',
                one.ResourceType ?? '',
                one.ResourceId ?? '',
                one.State ?? '',
                one.Association?.TransitGatewayRouteTableId ?? '',
              ],
            })),
          },
        },
        ...tables,
      ],
      troubles: loose.map(
        ({ TransitGatewayAttachmentId, ResourceId }) =>
          `${TransitGatewayAttachmentId} of ${ResourceId} is associated with no route table: what comes from it is dropped.`,
      ),
    }
  },

  async 'ec2:transit-gateway-attachment'(asking) {
    const { id, ask } = asking
    const { TransitGatewayAttachments } = await ask('ec2', 'DescribeTransitGatewayAttachments', {
      TransitGatewayAttachmentIds: [id],
    })
    const record = TransitGatewayAttachments?.[0]
    const vpc = await ask('ec2', 'DescribeTransitGatewayVpcAttachments', {
      TransitGatewayAttachmentIds: [id],
    })
    const { TransitGatewayAttachmentPropagations = [] } = await ask(
      'ec2',
      'GetTransitGatewayAttachmentPropagations',
      { TransitGatewayAttachmentId: id },
    )
    const table = record?.Association?.TransitGatewayRouteTableId
    return {
      record: vpc.TransitGatewayVpcAttachments?.[0] ?? record,
      state: record?.State,
      chapters: [
        ...(table ? [await routesIn(asking, table)] : []),
        {
          kind: 'propagations',
          table: {
            columns: ['table', 'state'],
            rows: TransitGatewayAttachmentPropagations.map((one) => ({
              cells: [one.TransitGatewayRouteTableId ?? '', one.State ?? ''],
            })),
          },
        },
      ],
      troubles: [
        ...(record?.State === 'pendingAcceptance' ? ['Nobody has accepted it yet.'] : []),
        ...(table || record?.State !== 'available'
          ? []
          : ['It is associated with no route table: what comes from it is dropped.']),
        ...(TransitGatewayAttachmentPropagations.length || record?.ResourceType === 'peering'
          ? []
          : ['It propagates to no route table: others know the way back only by static routes.']),
      ],
    }
  },

  async 'ec2:transit-gateway-route-table'(asking) {
    const { id, ask } = asking
    const { TransitGatewayRouteTables } = await ask('ec2', 'DescribeTransitGatewayRouteTables', {
      TransitGatewayRouteTableIds: [id],
    })
    const { Associations = [] } = await ask('ec2', 'GetTransitGatewayRouteTableAssociations', {
      TransitGatewayRouteTableId: id,
    })
    return {
      record: TransitGatewayRouteTables?.[0],
      state: TransitGatewayRouteTables?.[0]?.State,
      chapters: [
        await routesIn(asking, id),
        {
          kind: 'associations',
          table: {
            columns: ['resource', 'target', 'state'],
            rows: Associations.map((one) => ({
              cells: [one.TransitGatewayAttachmentId ?? '', one.ResourceId ?? '', one.State ?? ''],
            })),
          },
        },
      ],
    }
  },
}
