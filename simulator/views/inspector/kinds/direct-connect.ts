import { crossConnects } from '../../../services/onprem/tables.ts'
import { type Looks, someOf } from '../seen.ts'

// Direct Connect: connections, virtual interfaces, gateways.

export const directConnectLooks: Looks = {
  async 'directconnect:dxcon'({ id, ask, cloud }) {
    const { connections } = await ask('directconnect', 'DescribeConnections', { connectionId: id })
    const record = connections?.[0]
    const { virtualInterfaces = [] } = await ask('directconnect', 'DescribeVirtualInterfaces', {
      connectionId: id,
    })
    const cable = cloud.store.get(crossConnects, id)
    return {
      record,
      state: record?.connectionState,
      chapters: [
        {
          kind: 'attachments',
          table: {
            columns: ['resource', 'name', 'type', 'state'],
            rows: virtualInterfaces.map((one) => ({
              cells: [
                one.virtualInterfaceId ?? '',
                one.virtualInterfaceName ?? '',
                `${one.virtualInterfaceType} VLAN ${one.vlan}`,
                one.virtualInterfaceState ?? '',
              ],
            })),
          },
        },
      ],
      troubles: cable ? [] : ['The cable between AWS’s port and the customer’s is not plugged in.'],
    }
  },

  async 'directconnect:dxvif'({ id, ask }) {
    const { virtualInterfaces } = await ask('directconnect', 'DescribeVirtualInterfaces', {
      virtualInterfaceId: id,
    })
    const record = virtualInterfaces?.[0]
    const { Uplinks = [] } = await ask('onprem', 'DescribeUplinks', {})
    const uplink = Uplinks.find(({ Target }) => Target === id)
    const { bgpPeers = [], routeFilterPrefixes = [] } = record ?? {}
    const isUp = bgpPeers.some(({ bgpStatus }) => bgpStatus === 'up')
    return {
      record,
      state: record?.virtualInterfaceState,
      chapters: [
        {
          kind: 'bgp',
          table: {
            columns: ['asn', 'address', 'state'],
            rows: bgpPeers.map((one) => ({
              cells: [
                String(one.asn ?? ''),
                [one.amazonAddress, one.customerAddress].filter(Boolean).join(' ↔ '),
                [one.bgpPeerState, one.bgpStatus].filter(Boolean).join(', '),
              ],
              ...(one.bgpStatus !== 'up' && { isBroken: true }),
            })),
          },
        },
        ...(routeFilterPrefixes.length || uplink
          ? [
              {
                kind: 'prefixes' as const,
                table: {
                  columns: ['origin', 'prefixes'] as const,
                  rows: [
                    { cells: ['AWS', someOf(uplink?.LearnedPrefixes)] },
                    {
                      cells: [
                        uplink?.Router ?? '',
                        (
                          uplink?.AdvertisedPrefixes ?? routeFilterPrefixes.flatMap(({ cidr }) => cidr ?? [])
                        ).join(', '),
                      ],
                    },
                  ],
                },
              },
            ]
          : []),
      ],
      troubles: isUp
        ? []
        : [
            uplink
              ? `Its BGP session is down${uplink.StatusReason ? `: ${uplink.StatusReason}` : '.'}`
              : 'Its BGP session is down: no router on premises has its end of it (onprem put-uplink).',
          ],
    }
  },

  async 'directconnect:dx-gateway'({ id, ask }) {
    const { directConnectGateways } = await ask('directconnect', 'DescribeDirectConnectGateways', {
      directConnectGatewayId: id,
    })
    const { directConnectGatewayAssociations = [] } = await ask(
      'directconnect',
      'DescribeDirectConnectGatewayAssociations',
      { directConnectGatewayId: id },
    )
    const { directConnectGatewayAttachments = [] } = await ask(
      'directconnect',
      'DescribeDirectConnectGatewayAttachments',
      { directConnectGatewayId: id },
    )
    return {
      record: directConnectGateways?.[0],
      state: directConnectGateways?.[0]?.directConnectGatewayState,
      chapters: [
        {
          kind: 'associations',
          table: {
            columns: ['resource', 'state', 'prefixes'],
            rows: directConnectGatewayAssociations.map((one) => ({
              cells: [
                one.associatedGateway?.id ?? one.virtualGatewayId ?? '',
                one.associationState ?? '',
                (one.allowedPrefixesToDirectConnectGateway ?? [])
                  .flatMap(({ cidr }) => cidr ?? [])
                  .join(', '),
              ],
            })),
          },
        },
        {
          kind: 'attachments',
          table: {
            columns: ['resource', 'type', 'state'],
            rows: directConnectGatewayAttachments.map((one) => ({
              cells: [one.virtualInterfaceId ?? '', one.attachmentType ?? '', one.attachmentState ?? ''],
            })),
          },
        },
      ],
      troubles: [
        ...(directConnectGatewayAssociations.length ? [] : ['It is associated with no gateway.']),
        ...(directConnectGatewayAttachments.length ? [] : ['No virtual interface leads to it.']),
      ],
    }
  },
}
