import type { Asking } from '../asking.ts'
import type { Chapter } from '../inspection.ts'
import { deadRoutes, routesChapter } from '../routes.ts'
import type { Looks } from '../seen.ts'
import { edgeOfSubnet } from './network.ts'

// Gateways at the edge of VPCs, and peering between them.

/** The table by which a gateway sends on what comes in, where it has one. */
async function tableOfGateway({ ask }: Asking, gateway: string): Promise<Chapter[]> {
  const { RouteTables = [] } = await ask('ec2', 'DescribeRouteTables', {
    Filters: [{ Name: 'association.gateway-id', Values: [gateway] }],
  })
  return RouteTables.map((table) => routesChapter(table, 'gateway-table', table.RouteTableId))
}

export const gatewayLooks: Looks = {
  async 'ec2:internet-gateway'(asking) {
    const { id, ask } = asking
    const { InternetGateways } = await ask('ec2', 'DescribeInternetGateways', { InternetGatewayIds: [id] })
    const record = InternetGateways?.[0]
    return {
      record,
      chapters: await tableOfGateway(asking, id),
      troubles: record?.Attachments?.length ? [] : ['It is attached to no VPC.'],
    }
  },

  async 'ec2:egress-only-internet-gateway'({ id, ask }) {
    const { EgressOnlyInternetGateways } = await ask('ec2', 'DescribeEgressOnlyInternetGateways', {
      EgressOnlyInternetGatewayIds: [id],
    })
    return { record: EgressOnlyInternetGateways?.[0] }
  },

  async 'ec2:natgateway'(asking) {
    const { id, ask } = asking
    const { NatGateways } = await ask('ec2', 'DescribeNatGateways', { NatGatewayIds: [id] })
    const record = NatGateways?.[0]
    const edge = await edgeOfSubnet(asking, record?.SubnetId ?? '', record?.VpcId ?? '')
    const isOut = edge.chapters
      .find(({ kind }) => kind === 'routes')
      ?.table?.rows.some(
        ({ cells: [destination, target] }) => destination === '0.0.0.0/0' && target?.startsWith('igw-'),
      )
    const isStuck = record?.ConnectivityType === 'public' && !isOut
    return {
      record,
      state: record?.State,
      ...edge,
      troubles: [
        ...edge.troubles,
        ...(record?.FailureMessage ? [record.FailureMessage] : []),
        ...(isStuck ? ['It is public, but its subnet has no route to an internet gateway.'] : []),
      ],
    }
  },

  async 'ec2:vpn-gateway'(asking) {
    const { id, ask } = asking
    const { VpnGateways } = await ask('ec2', 'DescribeVpnGateways', { VpnGatewayIds: [id] })
    const record = VpnGateways?.[0]
    const { RouteTables = [] } = await ask('ec2', 'DescribeRouteTables', {
      Filters: [
        { Name: 'vpc-id', Values: (record?.VpcAttachments ?? []).flatMap(({ VpcId }) => VpcId ?? []) },
      ],
    })
    const propagating = RouteTables.filter(({ PropagatingVgws = [] }) =>
      PropagatingVgws.some(({ GatewayId }) => GatewayId === id),
    )
    const isAttached = record?.VpcAttachments?.some(({ State }) => State === 'attached')
    return {
      record,
      state: record?.State,
      chapters: [
        ...(await tableOfGateway(asking, id)),
        {
          kind: 'propagations',
          table: {
            columns: ['table', 'state'],
            rows: propagating.map(({ RouteTableId = '' }) => ({ cells: [RouteTableId, 'on'] })),
          },
        },
      ],
      troubles: isAttached
        ? propagating.length
          ? []
          : ['No route table of its VPC takes over what it learns: route propagation is off in all of them.']
        : ['It is attached to no VPC.'],
    }
  },

  async 'ec2:customer-gateway'({ id, ask }) {
    const { CustomerGateways } = await ask('ec2', 'DescribeCustomerGateways', { CustomerGatewayIds: [id] })
    return { record: CustomerGateways?.[0], state: CustomerGateways?.[0]?.State }
  },

  async 'ec2:vpn-connection'({ id, ask }) {
    const { VpnConnections } = await ask('ec2', 'DescribeVpnConnections', { VpnConnectionIds: [id] })
    const record = VpnConnections?.[0]
    const { VgwTelemetry = [] } = record ?? {}
    const down = VgwTelemetry.filter(({ Status }) => Status !== 'UP')
    return {
      record,
      state: record?.State,
      chapters: [
        {
          kind: 'tunnels',
          table: {
            columns: ['address', 'state', 'prefixes', 'why'],
            rows: VgwTelemetry.map((one) => ({
              cells: [
                one.OutsideIpAddress ?? '',
                one.Status ?? '',
                String(one.AcceptedRouteCount ?? ''),
                one.StatusMessage ?? '',
              ],
              ...(one.Status !== 'UP' && { isBroken: true }),
            })),
          },
        },
      ],
      troubles: down.map(
        ({ OutsideIpAddress, StatusMessage }) =>
          `The tunnel ${OutsideIpAddress} is down${StatusMessage ? `: ${StatusMessage}` : '.'}`,
      ),
    }
  },

  async 'ec2:vpc-peering-connection'(asking) {
    const { id, ask } = asking
    const { VpcPeeringConnections } = await ask('ec2', 'DescribeVpcPeeringConnections', {
      VpcPeeringConnectionIds: [id],
    })
    const record = VpcPeeringConnections?.[0]
    const { RouteTables = [] } = await ask('ec2', 'DescribeRouteTables', {
      Filters: [{ Name: 'route.vpc-peering-connection-id', Values: [id] }],
    })
    const sides = [record?.RequesterVpcInfo, record?.AccepterVpcInfo].filter(
      (side) => side?.OwnerId === asking.account && side.Region === asking.region,
    )
    const unled = sides.filter((side) => !RouteTables.some(({ VpcId }) => VpcId === side?.VpcId))
    return {
      record,
      state: record?.Status?.Code,
      chapters: RouteTables.map((table) => routesChapter(table, undefined, table.RouteTableId)),
      troubles: [
        ...(record?.Status?.Code === 'pending-acceptance' ? ['Nobody has accepted it yet.'] : []),
        ...unled.map((side) => `No route table of ${side?.VpcId} has a route to it.`),
        ...RouteTables.flatMap(deadRoutes),
      ],
    }
  },
}
