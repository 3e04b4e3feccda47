import type { Directconnect } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { due, operation } from '../operation.ts'
import { refused } from './errors.ts'
import { newShortId } from './identifiers.ts'
import {
  requireHostedVlan,
  requireInterfaceName,
  requireLink,
  requireMtu,
  requireRoomFor,
  requireRoutes,
} from './interface-requests.ts'
import { publicTarget, requireTarget, type Target } from './interface-targets.ts'
import { settleInterface } from './link-states.ts'
import { newPeer } from './new-peers.ts'
import { withTags } from './tags.ts'
import { type HeldInterface, printInterface, virtualInterfaces } from './virtual-interfaces.ts'
import { requireFreeOn, requireVlan } from './vlans.ts'

type Type = 'private' | 'public' | 'transit'

/** What may be asked for of any kind of interface. */
type Asked = Partial<
  Omit<Directconnect.NewPrivateVirtualInterface, 'virtualGatewayId' | 'directConnectGatewayId'>
> &
  Pick<Directconnect.NewPublicVirtualInterface, 'routeFilterPrefixes'>

interface NewInterface {
  readonly operation: string
  readonly link: string
  readonly type: Type
  /** The account that is to own it. */
  readonly owner: string
  readonly asked: Asked
  /** Undefined while the owner has not said it. */
  readonly target?: Target
}

/** Puts a virtual interface on a connection or LAG: one of the caller's own, or one for another account. */
export function openInterface(ctx: Context, wanted: NewInterface): HeldInterface {
  const { link: connectionId, type, owner, asked, target } = wanted
  const name = requireInterfaceName(asked.virtualInterfaceName)
  const vlan = requireVlan(asked.vlan)
  const mtu = requireMtu(type, asked.mtu)
  const { record: link } = requireLink(ctx, connectionId, wanted.operation)
  requireHostedVlan(ctx, connectionId, vlan)
  requireFreeOn(ctx, connectionId, { vlan })
  requireRoomFor(ctx, connectionId, type)
  const { awsDeviceV2, awsLogicalDeviceId } = link
  const device = {
    ...(awsDeviceV2 !== undefined && { awsDeviceV2 }),
    ...(awsLogicalDeviceId !== undefined && { awsLogicalDeviceId }),
  }
  const peer = newPeer(ctx, { link: connectionId, type, device }, asked)
  const virtualInterfaceId = newShortId(ctx, 'dxvif')
  const held = virtualInterfaces.create(
    { ...ctx, account: owner },
    {
      ownerAccount: owner,
      virtualInterfaceId,
      ...(link.location !== undefined && { location: link.location }),
      connectionId,
      virtualInterfaceType: type,
      virtualInterfaceName: name,
      vlan,
      asn: peer.asn,
      asnLong: peer.asnLong,
      ...(target && { amazonSideAsn: target.amazonSideAsn }),
      authKey: peer.authKey,
      amazonAddress: peer.amazonAddress,
      customerAddress: peer.customerAddress,
      addressFamily: peer.addressFamily,
      virtualInterfaceState: target ? (type === 'public' ? 'verifying' : 'pending') : 'confirming',
      mtu,
      jumboFrameCapable: type !== 'public',
      virtualGatewayId: target?.virtualGatewayId ?? '',
      ...(target?.directConnectGatewayId !== undefined && {
        directConnectGatewayId: target.directConnectGatewayId,
      }),
      routeFilterPrefixes: type === 'public' ? requireRoutes(asked.routeFilterPrefixes) : [],
      bgpPeers: [peer],
      region: ctx.region,
      ...device,
      ...(type !== 'public' && { siteLinkEnabled: requireSiteLink(asked.enableSiteLink, target) }),
    },
    { tags: withTags([], asked.tags) },
  )
  if (target) planReady(ctx, held)
  return owner === ctx.account ? held : virtualInterfaces.admit(ctx, held, ctx)
}

// Direct Connect guide, site-link: over Direct Connect gateways only.
function requireSiteLink(enableSiteLink: boolean | undefined, target: Target | undefined): boolean {
  if (enableSiteLink && target?.virtualGatewayId !== undefined) {
    throw refused(
      'SiteLink is only available for virtual interfaces that are attached to a Direct Connect Gateway.',
    )
  }
  return enableSiteLink ?? false
}

/** Lets AWS make the interface; a public one's addresses are verified first. */
export function planReady(ctx: Context, held: HeldInterface): void {
  const id = virtualInterfaces.idOf(held)
  if (held.record.virtualInterfaceType === 'public') {
    ctx.after('dx-interface-verified', 'dx-interface-verified', { id })
  } else ctx.after('dx-interface-ready', 'dx-interface-ready', { id })
}

export const interfaceVerified = due<{ id: string }>('dx-interface-verified', ({ id }, ctx) => {
  const held = virtualInterfaces.get(ctx, id)
  if (held?.record.virtualInterfaceState !== 'verifying') return
  const bgpPeers = held.record.bgpPeers?.map(
    (peer): Directconnect.BGPPeer =>
      peer.bgpPeerState === 'verifying' ? { ...peer, bgpPeerState: 'pending' } : peer,
  )
  virtualInterfaces.update(ctx, held, { virtualInterfaceState: 'pending', bgpPeers })
  ctx.after('dx-interface-ready', 'dx-interface-ready', { id })
})

export const interfaceReady = due<{ id: string }>('dx-interface-ready', ({ id }, ctx) => {
  const held = virtualInterfaces.get(ctx, id)
  if (held?.record.virtualInterfaceState !== 'pending') return
  const bgpPeers = held.record.bgpPeers?.map(
    (peer): Directconnect.BGPPeer =>
      peer.bgpPeerState === 'pending' ? { ...peer, bgpPeerState: 'available' } : peer,
  )
  settleInterface(ctx, virtualInterfaces.update(ctx, held, { bgpPeers }), true)
})

export const createPrivateVirtualInterface = operation(
  'directconnect',
  'CreatePrivateVirtualInterface',
  { fidelity: 'exact', source: 'Direct Connect API reference, CreatePrivateVirtualInterface' },
  ({ connectionId, newPrivateVirtualInterface: asked }, ctx) => {
    const target = requireTarget(ctx, 'private', asked, 'CreatePrivateVirtualInterface')
    const common = { operation: 'CreatePrivateVirtualInterface', type: 'private' } as const
    const held = openInterface(ctx, { ...common, link: connectionId, owner: ctx.account, asked, target })
    return printInterface(ctx, held)
  },
)

export const createTransitVirtualInterface = operation(
  'directconnect',
  'CreateTransitVirtualInterface',
  { fidelity: 'exact', source: 'Direct Connect API reference, CreateTransitVirtualInterface' },
  ({ connectionId, newTransitVirtualInterface: asked }, ctx) => {
    const target = requireTarget(ctx, 'transit', asked, 'CreateTransitVirtualInterface')
    const common = { operation: 'CreateTransitVirtualInterface', type: 'transit' } as const
    const held = openInterface(ctx, { ...common, link: connectionId, owner: ctx.account, asked, target })
    return { virtualInterface: printInterface(ctx, held) }
  },
)

const ownership = { simplified: 'Whoever asks is taken for the owner of the public prefixes and addresses.' }

export const createPublicVirtualInterface = operation(
  'directconnect',
  'CreatePublicVirtualInterface',
  { fidelity: ownership, source: 'Direct Connect API reference, CreatePublicVirtualInterface' },
  ({ connectionId, newPublicVirtualInterface: asked }, ctx) => {
    const common = {
      operation: 'CreatePublicVirtualInterface',
      type: 'public',
      target: publicTarget,
    } as const
    return printInterface(
      ctx,
      openInterface(ctx, { ...common, link: connectionId, owner: ctx.account, asked }),
    )
  },
)

function requireAccount(ownerAccount: string): string {
  if (/^\d{12}$/.test(ownerAccount)) return ownerAccount
  throw refused(`Account ${ownerAccount} is not valid.`)
}

export const allocatePrivateVirtualInterface = operation(
  'directconnect',
  'AllocatePrivateVirtualInterface',
  { fidelity: 'exact', source: 'Direct Connect API reference, AllocatePrivateVirtualInterface' },
  ({ connectionId, ownerAccount, newPrivateVirtualInterfaceAllocation: asked }, ctx) => {
    const common = { operation: 'AllocatePrivateVirtualInterface', type: 'private' } as const
    const owner = requireAccount(ownerAccount)
    return printInterface(ctx, openInterface(ctx, { ...common, link: connectionId, owner, asked }))
  },
)

export const allocateTransitVirtualInterface = operation(
  'directconnect',
  'AllocateTransitVirtualInterface',
  { fidelity: 'exact', source: 'Direct Connect API reference, AllocateTransitVirtualInterface' },
  ({ connectionId, ownerAccount, newTransitVirtualInterfaceAllocation: asked }, ctx) => {
    const common = { operation: 'AllocateTransitVirtualInterface', type: 'transit' } as const
    const owner = requireAccount(ownerAccount)
    const held = openInterface(ctx, { ...common, link: connectionId, owner, asked })
    return { virtualInterface: printInterface(ctx, held) }
  },
)

export const allocatePublicVirtualInterface = operation(
  'directconnect',
  'AllocatePublicVirtualInterface',
  { fidelity: ownership, source: 'Direct Connect API reference, AllocatePublicVirtualInterface' },
  ({ connectionId, ownerAccount, newPublicVirtualInterfaceAllocation: asked }, ctx) => {
    const common = { operation: 'AllocatePublicVirtualInterface', type: 'public' } as const
    const owner = requireAccount(ownerAccount)
    return printInterface(ctx, openInterface(ctx, { ...common, link: connectionId, owner, asked }))
  },
)
