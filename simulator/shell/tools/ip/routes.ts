import {
  type Address,
  familyOf,
  formatAddress,
  parseAddress,
  parsePrefix,
  prefixContains,
} from '../../../kernel/address.ts'
import { usualResolver } from '../../hosts/usual-resolver.ts'
import type { Machine } from '../../machine.ts'
import { cardNextTo, isLoopback, isOwnAddress, networkOf } from '../../probes/own-addresses.ts'
import { metricOf } from './links.ts'

// A machine's own routes: what is next to it, and everything else by its router. What AWS's route tables say is not
// among them.

export interface Route {
  readonly destination: string
  readonly via?: string
  readonly device: string
  readonly protocol?: 'kernel' | 'dhcp' | 'ra'
  readonly scope?: 'link'
  readonly source?: string
  readonly metric?: number
  readonly preference?: 'medium'
  readonly expires?: number
}

export function routesOf(machine: Machine, family: 4 | 6): Route[] {
  return family === 4 ? ipv4Routes(machine) : ipv6Routes(machine)
}

function ipv4Routes(machine: Machine): Route[] {
  const isLeased = machine.kind === 'instance'
  const defaults: Route[] = []
  const others: Route[] = []
  for (const card of machine.cards) {
    const { name: device, router, addresses } = card
    const own = addresses.filter(
      ({ address, isSecondary }) => !isSecondary && familyOf(parseAddress(address) ?? 0) === 4,
    )
    const [first] = own
    const metric = isLeased ? { metric: metricOf(card) } : {}
    const source = first && { source: first.address }
    const leased = { device, protocol: 'dhcp', ...source, ...metric } as const
    if (router !== undefined && first)
      defaults.push(
        isLeased
          ? { destination: 'default', via: router, ...leased }
          : { destination: 'default', via: router, device },
      )
    for (const { address, length } of own) {
      others.push({
        destination: networkOf(address, length),
        device,
        protocol: 'kernel',
        scope: 'link',
        source: address,
        ...metric,
      })
    }
    if (!isLeased || router === undefined) continue
    others.push({ destination: router, scope: 'link', ...leased })
    // systemd-networkd adds a route to each DNS server that a lease names.
    const servers = usualResolver(machine.fabric, machine).servers.flatMap((text) => parseAddress(text) ?? [])
    for (const server of servers) {
      if (familyOf(server) === 4 && !cardNextTo(machine, server) && !isLinkLocal(server))
        others.push({ destination: formatAddress(server), via: router, ...leased })
    }
  }
  return [...defaults, ...others.sort((a, b) => order(a) - order(b))]
}

const order = ({ destination }: Route): number =>
  Number(parseAddress(destination.split('/')[0] ?? '') ?? 0) + Number(!destination.includes('/')) / 2

const linkLocal = parsePrefix('169.254.0.0/16')!.prefix
const isLinkLocal = (address: Address): boolean => prefixContains(linkLocal, address)

function ipv6Routes(machine: Machine): Route[] {
  const found: Route[] = []
  for (const { name: device, addresses, router6 } of machine.cards) {
    for (const { address, length } of addresses) {
      if (familyOf(parseAddress(address) ?? 0) === 6 && length < 128) {
        found.push({
          destination: networkOf(address, length),
          device,
          protocol: 'kernel',
          metric: 256,
          preference: 'medium',
        })
      }
    }
    found.push({ destination: 'fe80::/64', device, protocol: 'kernel', metric: 256, preference: 'medium' })
    if (router6 !== undefined) {
      found.push({
        destination: 'default',
        via: router6,
        device,
        protocol: 'ra',
        metric: 512,
        preference: 'medium',
        expires: 1795,
      })
    }
  }
  return found
}

export function tellRoute({
  destination,
  via,
  device,
  protocol,
  scope,
  source,
  metric,
  preference,
  expires,
}: Route): string {
  const words = [
    destination,
    via !== undefined && `via ${via}`,
    `dev ${device}`,
    protocol && `proto ${protocol}`,
    scope && `scope ${scope}`,
    source !== undefined && `src ${source}`,
    metric !== undefined && `metric ${metric}`,
    expires !== undefined && `expires ${expires}sec`,
    preference && `pref ${preference}`,
  ].filter(Boolean)
  // IPv4's lines end with a blank, IPv6's do not.
  return preference ? words.join(' ') : `${words.join(' ')} `
}

export const routeObject = ({
  destination,
  via,
  device,
  protocol,
  scope,
  source,
  metric,
  preference,
}: Route): object => ({
  dst: destination,
  ...(via !== undefined && { gateway: via }),
  dev: device,
  ...(protocol && { protocol }),
  ...(scope && { scope }),
  ...(source !== undefined && { prefsrc: source }),
  ...(metric !== undefined && { metric }),
  flags: [],
  ...(preference && { pref: preference }),
})

/** `ip route get`: the way to an address; undefined where there is none. */
export function routeTo(machine: Machine, to: Address, uid: number): string | undefined {
  const text = formatAddress(to)
  if (isOwnAddress(machine, to)) {
    const source = isLoopback(to) && familyOf(to) === 4 ? '127.0.0.1' : text
    return familyOf(to) === 4
      ? `local ${text} dev lo src ${isLoopback(to) ? source : text} uid ${uid} \n    cache <local> \n`
      : `local ${text} from :: dev lo proto kernel src ${text} metric 0 pref medium\n`
  }
  const near = cardNextTo(machine, to)
  const isIpv6 = familyOf(to) === 6
  const card = near ?? machine.cards.find(({ router, router6 }) => (isIpv6 ? router6 : router) !== undefined)
  const source = card?.addresses.find(
    ({ address }) => familyOf(parseAddress(address) ?? 0) === familyOf(to),
  )?.address
  if (!card || source === undefined) return undefined
  const via = near ? '' : ` via ${isIpv6 ? card.router6 : card.router}`
  if (isIpv6) return `${text} from ::${via} dev ${card.name} src ${source} metric 512 pref medium\n`
  return `${text}${via} dev ${card.name} src ${source} uid ${uid} \n    cache \n`
}
