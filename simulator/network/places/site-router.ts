import { type Address, formatAddress, parseAddress } from '../../kernel/address.ts'
import { virtualInterfaces } from '../../services/directconnect/virtual-interfaces.ts'
import { sites } from '../../services/onprem/tables.ts'
import { prefixSetOver } from '../compiled/ways-to-sites.ts'
import type { Fabric } from '../fabric.ts'
import type { Note } from '../flow.ts'
import type { Packet } from '../packet.ts'
import { type GoOn, type Move, place } from '../place.ts'
import type { Position, SiteRouter } from '../positions.ts'
import type { Step } from '../rule.ts'
import { type SiteWay, siteFirewall, siteRoute, siteWorks } from '../rules/site.ts'
import { seenBySiteFirewalls, siteTranslations } from '../site-translations.ts'

export const siteRouter = place<SiteRouter, SiteWay>({
  kind: 'site-router',
  idOf: ({ site }) => `onprem:${site}`,
  rules: [siteWorks, siteFirewall, siteRoute],
  next(step, found) {
    const move = onward(step, found)
    const { at, flow } = step
    if (flow.direction === 'reply') return move
    return { ...move, notes: [seenBySiteFirewalls.note(at.site, true), ...(move.notes ?? [])] }
  },
})

function onward(step: Step<SiteRouter>, found: SiteWay): Move {
  const { packet, at } = step
  if (found.kind === 'host') return { to: { kind: 'site-host-in', host: found.host } }
  if (found.kind === 'translated') {
    const { source, sourcePort } = found.inside
    return {
      to: { kind: 'site-router', site: at.site, from: 'inside' },
      packet: { ...packet, destination: source, destinationPort: sourcePort },
    }
  }
  const { target } = found.route
  if (target === 'internet') return translated(step, publicAddressOf(step), { kind: 'internet' })
  if (target.startsWith('onprem:')) {
    const other = target.slice('onprem:'.length)
    return { to: { kind: 'site-router', site: other, from: `onprem:${at.site}` } }
  }
  if (target.startsWith('vpn-')) return { to: { kind: 'vpn-connection-in', connection: target } }
  return translated(step, addressOverPublic(step.fabric, target, packet), {
    kind: 'virtual-interface-in',
    line: target,
  })
}

const publicAddressOf = ({ fabric, at }: Step<SiteRouter>): Address | undefined =>
  parseAddress(fabric.store.get(sites, at.site)?.PublicIp ?? '')

/**
 * What goes over a public virtual interface under another address than its own: AWS takes only what is from a prefix
 * that is announced there, so the router gives it the first address of the first one.
 */
function addressOverPublic(fabric: Fabric, line: string, { source }: Packet): Address | undefined {
  const held = virtualInterfaces.get(fabric, line)
  if (held?.record.virtualInterfaceType !== 'public') return undefined
  const announced = prefixSetOver(fabric, line)
  const first = announced.entries().find(({ prefix }) => typeof prefix.first === typeof source)
  if (!first || announced.lookup(source)) return undefined
  const base = first.prefix.first
  if (first.prefix.length >= (typeof base === 'number' ? 31 : 127)) return base
  return typeof base === 'number' ? base + 1 : base + 1n
}

function translated(
  { packet, at, flow }: Step<SiteRouter>,
  address: Address | undefined,
  to: Position,
): GoOn {
  if (address === undefined || address === packet.source || typeof address !== typeof packet.source)
    return { to }
  const notes: Note[] =
    flow.direction === 'forward'
      ? [siteTranslations.note(`${at.site}/${formatAddress(address)}`, packet)]
      : []
  return { to, packet: { ...packet, source: address }, notes }
}
