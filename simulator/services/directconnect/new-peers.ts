import type { Directconnect } from '../../api/generated/types.d.ts'
import { rollText } from '../../kernel/random.ts'
import type { Context } from '../context.ts'
import { customerAsn } from './asns.ts'
import { refused } from './errors.ts'
import { newShortId } from './identifiers.ts'
import { peerAddresses } from './peer-addresses.ts'
import { requireFreeAddresses } from './vlans.ts'

interface Place {
  readonly link: string
  readonly type: string
  readonly device: Pick<Directconnect.BGPPeer, 'awsDeviceV2' | 'awsLogicalDeviceId'>
  /** An interface whose own addresses are no conflict. */
  readonly except?: string
}

/** A BGP peer as it begins, whole: with the defaults that AWS fills in. */
export function newPeer(
  ctx: Context,
  { link, type, device, except }: Place,
  asked: Directconnect.NewBGPPeer,
) {
  const addresses = peerAddresses(ctx, link, type, asked)
  requireFreeAddresses(ctx, link, addresses, except)
  return {
    bgpPeerId: newShortId(ctx, 'dxpeer'),
    ...customerAsn(asked),
    authKey: authKeyOf(ctx, asked.authKey),
    ...addresses,
    bgpPeerState: type === 'public' ? 'verifying' : 'pending',
    bgpStatus: 'down',
    ...device,
  } as const satisfies Directconnect.BGPPeer
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'

// API reference, BGPPeer: "a minimum length of 6 characters and a maximum length of 80". The form of AWS's own is that
// of the examples.
function authKeyOf(ctx: Context, asked: string | undefined): string {
  if (asked === undefined) return `0x${rollText(ctx.store, alphabet, 22)}`
  if (asked.length >= 6 && asked.length <= 80 && !/\s/.test(asked)) return asked
  throw refused('The BGP authentication key must have 6 to 80 characters and no white space.')
}
