import type { Uplink } from '../../api/private/onprem.ts'
import { formatAddress, parseAddress } from '../../kernel/address.ts'
import type { Context } from '../context.ts'
import { isLive, virtualInterfaces } from '../directconnect/virtual-interfaces.ts'
import { vpnConnections } from '../ec2/vpn-connections.ts'
import { alreadyThere, invalid, notFound } from '../lab-errors.ts'
import { operation } from '../operation.ts'
import { requireCidr } from '../packet-rules.ts'
import { announcedByAws } from './announced-by-aws.ts'
import { own, requireNamed, selectNamed } from './names.ts'
import { settleUplink, unsettle } from './settling.ts'
import { routers, type UplinkRecord, uplinks } from './tables.ts'
import { statusOf } from './uplink-status.ts'

export const putUplink = operation('onprem', 'PutUplink', own, (input, ctx) => {
  requireNamed(ctx, routers, 'router', input.Router)
  const other = ctx.store.get(uplinks, input.Target)
  if (other && other.Router !== input.Router) {
    throw alreadyThere(`The router "${other.Router}" has the other end of ${input.Target} already.`)
  }
  for (const cidr of input.AdvertisedPrefixes ?? []) requireCidr(cidr)
  if (input.Target.startsWith('vpn-')) requireConnection(ctx, input)
  else requireInterface(ctx, input)
  const uplink = ctx.store.put(uplinks, input)
  settleUplink(ctx, uplink)
  return { Uplink: print(ctx, uplink) }
})

function requireConnection(ctx: Context, { Target, Tunnels = [] }: UplinkRecord): void {
  const connection = vpnConnections.get(ctx, Target)
  if (!connection || connection.record.State === 'deleted')
    throw notFound(`There is no VPN connection ${Target}.`)
  const known = (connection.record.Options?.TunnelOptions ?? []).map((one) => one.OutsideIpAddress ?? '')
  for (const tunnel of Tunnels) {
    const address = parseAddress(tunnel)
    if (address !== undefined && known.includes(formatAddress(address))) continue
    throw invalid(`${Target} has no tunnel with the outside address ${tunnel}, but ${known.join(' and ')}.`)
  }
}

function requireInterface(ctx: Context, { Target, Tunnels }: UplinkRecord): void {
  const held = virtualInterfaces.get(ctx, Target)
  if (!held || !isLive(held)) throw notFound(`There is no VPN connection or virtual interface ${Target}.`)
  if (Tunnels?.length) throw invalid('A virtual interface has no tunnels.')
}

/** Takes the router's end away. */
export function takeDown(ctx: Context, uplink: UplinkRecord): void {
  ctx.store.delete(uplinks, uplink.Target)
  unsettle(ctx, uplink.Target)
}

export const deleteUplink = operation('onprem', 'DeleteUplink', own, ({ Router, Target }, ctx) => {
  const uplink = ctx.store.get(uplinks, Target)
  if (uplink?.Router !== Router) throw notFound(`The router "${Router}" has no uplink to ${Target}.`)
  takeDown(ctx, uplink)
  return {}
})

export const describeUplinks = operation('onprem', 'DescribeUplinks', own, ({ Routers }, ctx) => {
  const names = selectNamed(ctx, routers, 'router', Routers).map(({ Name }) => Name)
  return {
    Uplinks: names.flatMap((name) => ctx.store.by(uplinks, 'router', name)).map((one) => print(ctx, one)),
  }
})

function print(ctx: Context, uplink: UplinkRecord): Uplink {
  const { isUp, reason } = statusOf(ctx, uplink)
  return {
    ...uplink,
    Status: isUp ? 'up' : 'down',
    ...(reason !== undefined && { StatusReason: reason }),
    LearnedPrefixes: isUp ? announcedByAws(ctx, uplink.Target) : [],
  }
}
