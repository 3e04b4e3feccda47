import type { Directconnect } from '../../api/generated/types.d.ts'
import { associations } from '../directconnect/associations.ts'
import { connections } from '../directconnect/connections.ts'
import { gateways } from '../directconnect/gateways.ts'
import { lags } from '../directconnect/lags.ts'
import { virtualInterfaces } from '../directconnect/virtual-interfaces.ts'
import { transitGatewayAttachments } from '../ec2/transit-gateway-attachments.ts'
import type { Adoption } from './adoption.ts'
import { madeUpId } from './made-up-ids.ts'
import type { LineState } from './vpn.ts'

/** Direct Connect. Its gateways are in no Region; that of an association is its associated gateway's. */
export function adoptDirectConnect(adoption: Adoption, lines: LineState): void {
  const global = { region: 'global' }
  adoption.takeAll('lags', lags, (record) => ({ record, side: { tags: [] } }))
  adoption.takeAll('connections', connections, (record) => ({
    record: { connectionState: 'available' as const, ...record },
    side: { tags: [], isPlugged: true },
  }))
  for (const item of adoption.items('directConnectGateways')) {
    const record = item.record as Directconnect.DirectConnectGateway
    const home = { ...adoption.homeOf(item, record.ownerAccount), ...global }
    const held = { directConnectGatewayState: 'available' as const, ...record }
    adoption.take(gateways, 'directConnectGateways', { ...home, record: held, side: { tags: [] } })
  }
  for (const item of adoption.items('directConnectGatewayAssociations')) {
    const told = item.record as Directconnect.DirectConnectGatewayAssociation
    const home = { ...adoption.homeOf(item, told.directConnectGatewayOwnerAccount), ...global }
    const record = completedAssociation(told)
    const attachment = attachmentOf(adoption, record)
    const side = attachment === undefined ? {} : { attachment }
    adoption.take(associations, 'directConnectGatewayAssociations', { ...home, record, side })
  }
  adoption.takeAll('virtualInterfaces', virtualInterfaces, (told, _, home) => {
    const record = completedInterface(adoption, told, lines)
    addConnection(adoption, record, home)
    const established = (record.bgpPeers ?? []).flatMap(({ bgpStatus, bgpPeerId }) =>
      bgpStatus === 'up' ? (bgpPeerId ?? []) : [],
    )
    return {
      record,
      side: { tags: [], established },
      ...(told.ownerAccount !== undefined && { owner: told.ownerAccount }),
    }
  })
}

function completedAssociation(
  told: Directconnect.DirectConnectGatewayAssociation,
): Directconnect.DirectConnectGatewayAssociation {
  const { associatedGateway, directConnectGatewayId } = told
  const isVirtual = associatedGateway?.id?.startsWith('vgw-') ?? false
  return {
    associationState: 'associated',
    associationId: madeUpId(
      'dx-gateway-association',
      directConnectGatewayId,
      associatedGateway?.id ?? told.virtualGatewayId,
    ),
    ...(isVirtual && { virtualGatewayId: associatedGateway?.id }),
    ...(told.virtualGatewayId !== undefined && {
      associatedGateway: { id: told.virtualGatewayId, type: 'virtualPrivateGateway' as const },
    }),
    ...told,
  }
}

/** The attachment by which a transit gateway sees a Direct Connect gateway. */
function attachmentOf(
  { ctx }: Adoption,
  { associatedGateway, directConnectGatewayId = '' }: Directconnect.DirectConnectGatewayAssociation,
): string | undefined {
  if (associatedGateway?.type !== 'transitGateway') return undefined
  const found = transitGatewayAttachments
    .by(ctx, 'gateway', associatedGateway.id ?? '')
    .filter(({ record }) => record.ResourceType === 'direct-connect-gateway')
  const own = found.find(({ record }) => record.ResourceId === directConnectGatewayId)
  return own && transitGatewayAttachments.idOf(own)
}

function completedInterface(
  adoption: Adoption,
  told: Directconnect.VirtualInterface,
  lines: LineState,
): Directconnect.VirtualInterface {
  const { virtualInterfaceId: id, asn, addressFamily = 'ipv4', amazonAddress, customerAddress } = told
  const peers: readonly Directconnect.BGPPeer[] = told.bgpPeers?.length
    ? told.bgpPeers
    : [{ asn, addressFamily, amazonAddress, customerAddress }]
  const wasDown = !!told.bgpPeers?.length && peers.every(({ bgpStatus = 'up' }) => bgpStatus !== 'up')
  const isUp = lines === 'up' || !wasDown
  if (wasDown && isUp) {
    adoption.assume(
      `${id} is taken to be up: its BGP sessions were down when it was described (--lines as-described keeps them so)`,
    )
  }
  return {
    ...told,
    virtualInterfaceState: isUp ? 'available' : (told.virtualInterfaceState ?? 'down'),
    bgpPeers: peers.map((peer, i) => ({
      bgpPeerId: madeUpId('dxpeer', id, i),
      addressFamily: 'ipv4',
      bgpPeerState: 'available',
      ...peer,
      bgpStatus: lines === 'up' ? 'up' : (peer.bgpStatus ?? 'up'),
    })),
  }
}

/** The connection under a virtual interface, where no file tells of it. */
function addConnection(
  adoption: Adoption,
  {
    connectionId: id,
    connectionState: _,
    virtualInterfaceState,
  }: Directconnect.VirtualInterface & { connectionState?: string },
  home: { readonly account: string; readonly region: string },
): void {
  if (id === undefined || connections.get(adoption.ctx, id) || lags.get(adoption.ctx, id)) return
  const isUp = virtualInterfaceState === 'available'
  if (id.startsWith('dxlag-')) {
    const record: Directconnect.Lag = {
      lagId: id,
      lagState: isUp ? 'available' : 'down',
      ownerAccount: home.account,
    }
    adoption.put(lags.table, { ...home, record, side: { tags: [] } })
    return
  }
  const connectionState = isUp ? 'available' : 'down'
  const record: Directconnect.Connection = { connectionId: id, connectionState, ownerAccount: home.account }
  adoption.put(connections.table, { ...home, record, side: { tags: [], isPlugged: isUp } })
}
