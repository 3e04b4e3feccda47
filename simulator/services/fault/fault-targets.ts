import { contract } from '../../api/contract.ts'
import { kebab } from '../../api/names.ts'
import { isRegion, regions } from '../../world/catalogue/regions.ts'
import type { Context } from '../context.ts'
import { gateways } from '../directconnect/gateways.ts'
import { vpnConnections } from '../ec2/vpn-connections.ts'
import { invalid, notFound } from '../lab-errors.ts'
import { isOnPremises } from '../onprem/names.ts'

export interface Target {
  readonly id: string
  readonly kind: 'down' | 'throttled'
}

/** What a fault is to strike, as it is written down. */
export function requireTarget(ctx: Context, text: string): Target {
  if (text.startsWith('api:')) return { id: requireApi(text), kind: 'throttled' }
  if (isRegion(text) || regions.some(({ zoneIds }) => zoneIds.includes(text))) return down(text)
  const name = /^onprem:(.+)$/.exec(text)?.[1]
  if (name !== undefined) {
    if (isOnPremises(ctx, name)) return down(text)
    throw notFound(`There is no site, router or host on premises called "${name}".`)
  }
  const [, connection = '', tunnel = ''] = /^(vpn-[0-9a-f]+)\/(.+)$/.exec(text) ?? []
  if (tunnel !== '') return down(requireTunnel(ctx, connection, tunnel))
  if (/^[a-z]{2}-[a-z]+-\d[a-z]$/.test(text)) {
    throw invalid(
      `"${text}" is another zone in each account. Name the zone by its id, which describe-availability-zones tells.`,
    )
  }
  if (!ctx.families.all.some((family) => family.get(ctx, text))) {
    throw notFound(`There is no "${text}" that could be struck by a fault.`)
  }
  if (carriesPackets(ctx, text)) return down(text)
  throw invalid(`No packet passes through ${text}, so a fault could not be seen there.`)
}

const passed: readonly string[] = [
  ...['i', 'eni', 'subnet', 'vpc', 'nat', 'vpce', 'igw', 'eigw', 'pcx', 'tgw', 'tgw-attach', 'vgw', 'vpn'],
  ...['dxcon', 'dxlag', 'dxvif', 'rslvr-in'],
]

function carriesPackets(ctx: Context, id: string): boolean {
  if (/^arn:aws:elasticloadbalancing:[^:]*:\d+:loadbalancer\//.test(id)) return true
  return passed.includes(id.slice(0, id.lastIndexOf('-'))) || gateways.get(ctx, id) !== undefined
}

const down = (id: string): Target => ({ id, kind: 'down' })

function requireTunnel(ctx: Context, id: string, tunnel: string): string {
  const options = vpnConnections.get(ctx, id)?.record.Options?.TunnelOptions ?? []
  const known = options.flatMap(({ OutsideIpAddress = [] }) => OutsideIpAddress)
  if (known.includes(tunnel)) return `${id}/${tunnel}`
  throw notFound(
    `${id} has no tunnel with the outside address ${tunnel}, but ${known.join(' and ') || 'none'}.`,
  )
}

function requireApi(text: string): string {
  const [, service = '', operation, ...more] = text.split(':')
  if (!contract.services.includes(service) || more.length > 0) {
    throw invalid(
      `"${text}" names no calls. Write api:SERVICE or api:SERVICE:OPERATION, such as api:ec2:describe-vpcs.`,
    )
  }
  return operation === undefined ? `api:${service}` : `api:${service}:${kebab(operation)}`
}
