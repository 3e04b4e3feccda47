import type { Directconnect } from '../../api/generated/types.d.ts'
import { parsePrefix } from '../../kernel/address.ts'
import type { Held } from '../../world/held.ts'
import type { Context } from '../context.ts'
import { connections } from './connections.ts'
import { inWrongState, refused } from './errors.ts'
import { lags } from './lags.ts'
import { isPrivate } from './peer-addresses.ts'
import { interfacesOn } from './virtual-interfaces.ts'

type Link = Held<Directconnect.Connection | Directconnect.Lag>

/** A connection or LAG of the caller's that virtual interfaces can be put on. */
export function requireLink(ctx: Context, id: string, operationName: string): Link {
  if (id.startsWith('dxlag-')) {
    const lag = lags.require(ctx, id)
    // "For a LAG owned by a partner, any associated virtual interfaces cannot be directly configured."
    if (lag.record.allowsHostedConnections) throw refused(`LAG ${id} is for hosted connections only.`)
    return requireReady(lag, lag.record.lagState, id, operationName)
  }
  const connection = connections.require(ctx, id)
  const { lagId, connectionState } = connection.record
  if (connection.side.isInterconnect) throw refused(`${id} is an interconnect, for hosted connections only.`)
  if (lagId !== undefined) throw refused(`${id} is a member of LAG ${lagId}. Use the LAG instead.`)
  return requireReady(connection, connectionState, id, operationName)
}

function requireReady<L extends Link>(
  link: L,
  state: string | undefined,
  id: string,
  operationName: string,
): L {
  if (state === 'available' || state === 'down') return link
  throw inWrongState(operationName, id, state)
}

/** Refuses one more virtual interface than a link can carry. Direct Connect guide, limits. */
export function requireRoomFor(ctx: Context, link: string, type: string): void {
  const on = interfacesOn(ctx, link)
  if (connections.get(ctx, link)?.side.parent !== undefined) {
    requireFewer(on.length, ctx.limit('vifs-per-hosted-connection'), 'virtual interfaces', link)
    return
  }
  const transit = on.filter(({ record }) => record.virtualInterfaceType === 'transit').length
  if (type === 'transit') {
    const limit = ctx.limit('transit-vifs-per-dedicated-connection')
    requireFewer(transit, limit, 'transit virtual interfaces', link)
  } else {
    const limit = ctx.limit('vifs-per-dedicated-connection')
    requireFewer(on.length - transit, limit, 'private and public virtual interfaces', link)
  }
}

function requireFewer(used: number, limit: number, what: string, link: string): void {
  if (used >= limit) throw refused(`The maximum number of ${what} (${limit}) on ${link} has been reached.`)
}

/** A hosted connection has one VLAN, which its virtual interface uses. */
export function requireHostedVlan(ctx: Context, link: string, vlan: number): void {
  const held = connections.get(ctx, link)
  if (held?.side.parent === undefined || held.record.vlan === vlan) return
  throw refused(`VLAN ${vlan} does not match VLAN ${held.record.vlan} of hosted connection ${link}.`)
}

const longestName = 100

export function requireInterfaceName(name: string | undefined): string {
  if (name !== undefined && name !== '' && name.length <= longestName) return name
  throw refused(`The name of a virtual interface must have 1 to ${longestName} characters.`)
}

// API reference, NewPrivateVirtualInterface; 9001 was what private interfaces had before.
const mtus: Readonly<Record<string, readonly number[]>> = {
  private: [1500, 8500, 9001],
  transit: [1500, 8500],
  public: [1500],
}

const usualMtu = 1500

export function requireMtu(type: string, mtu = usualMtu): number {
  const allowed = mtus[type] ?? []
  if (allowed.includes(mtu)) return mtu
  throw refused(
    `MTU ${mtu} is not valid for a ${type} virtual interface. Valid values: ${allowed.join(', ')}.`,
  )
}

// Direct Connect guide, WorkingWithVirtualInterfaces: an IPv6 prefix of a public interface is a /64 or shorter.
const longestIpv6 = 64

export function requireRoutes(
  prefixes: readonly Directconnect.RouteFilterPrefix[] | undefined,
): Directconnect.RouteFilterPrefix[] {
  return (prefixes ?? []).map(({ cidr = '' }) => {
    const parsed = parsePrefix(cidr)
    if (!parsed || parsed.hostBits) throw refused(`Route filter prefix ${cidr} is not a valid CIDR.`)
    if (isPrivate(cidr.split('/')[0] ?? '')) {
      throw refused(`Route filter prefix ${cidr} is not allowed to contain a private IP`)
    }
    if (parsed.prefix.family === 6 && parsed.prefix.length > longestIpv6) {
      throw refused(`Route filter prefix ${cidr} must be a /${longestIpv6} or shorter.`)
    }
    return { cidr }
  })
}
