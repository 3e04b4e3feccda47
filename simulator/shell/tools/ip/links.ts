import {
  addressAt,
  familyOf,
  formatAddress,
  parseAddress,
  parsePrefix,
  prefixSize,
} from '../../../kernel/address.ts'
import { trafficSince } from '../../../world/traffic.ts'
import type { ToolContext } from '../../host.ts'
import type { Card } from '../../hosts/cards.ts'
import type { Machine } from '../../machine.ts'

// The interfaces of a machine, the loopback among them.

export interface Link {
  readonly index: number
  readonly name: string
  readonly isLoopback: boolean
  readonly mac: string
  readonly mtu: number
  readonly addresses: readonly LinkAddress[]
  readonly received: Count
  readonly sent: Count
}

export interface LinkAddress {
  readonly family: 4 | 6
  readonly address: string
  readonly length: number
  readonly scope: 'host' | 'link' | 'global'
  readonly isSecondary?: true
  /** Given for a time, in seconds, by DHCP. */
  readonly lease?: number
  readonly broadcast?: string
  readonly metric?: number
}

export interface Count {
  readonly bytes: number
  readonly packets: number
}

const loopback: Link = {
  index: 1,
  name: 'lo',
  isLoopback: true,
  mac: '00:00:00:00:00:00',
  mtu: 65_536,
  addresses: [
    { family: 4, address: '127.0.0.1', length: 8, scope: 'host' },
    { family: 6, address: '::1', length: 128, scope: 'host' },
  ],
  received: { bytes: 0, packets: 0 },
  sent: { bytes: 0, packets: 0 },
}

/** All of them, or the one of a name. */
export function linksOf({ machine }: Pick<ToolContext, 'machine'>, name?: string): Link[] {
  const all = [loopback, ...machine.cards.map((card) => linkOf(machine, card))]
  return name === undefined ? all : all.filter((one) => one.name === name)
}

function linkOf(machine: Machine, card: Card): Link {
  const { index, name, mac, mtu } = card
  return {
    index,
    name,
    isLoopback: false,
    mac,
    mtu,
    addresses: addressesOf(machine, card),
    ...countsOf(machine, card),
  }
}

function addressesOf(machine: Machine, card: Card): LinkAddress[] {
  const isLeased = machine.kind === 'instance'
  const lease = isLeased ? { lease: leaseLeft(machine) } : {}
  const own = card.addresses.map(({ address, length, isSecondary }): LinkAddress => {
    const family = familyOf(parseAddress(address) ?? 0)
    if (family === 6) return { family, address, length, scope: 'global', ...lease }
    const broadcast = broadcastOf(address, length)
    return {
      family,
      address,
      length,
      scope: 'global',
      ...(broadcast !== undefined && { broadcast }),
      ...(isSecondary ? { isSecondary } : lease),
      // systemd-networkd, as Amazon Linux 2023 runs it, gives each card's routes a metric of its own.
      ...(isLeased && !isSecondary && { metric: metricOf(card) }),
    }
  })
  return [...own, { family: 6, address: linkLocal(card.mac), length: 64, scope: 'link' }]
}

export const metricOf = ({ index }: Pick<Card, 'index'>): number => 512 + (index - 2) * 10

/** VPC user guide, DHCP_Options: a lease lasts for an hour, and is renewed at half of it. */
const leaseLeft = ({ fabric }: Machine): number => 3600 - (Math.floor(fabric.now / 1000) % 1800)

function broadcastOf(address: string, length: number): string | undefined {
  const prefix = parsePrefix(`${address}/${length}`)?.prefix
  const last = prefix && length < 31 ? addressAt(prefix, prefixSize(prefix) - 1) : undefined
  return last === undefined ? undefined : formatAddress(last)
}

/** RFC 4291, appendix A: the hardware address with fffe in its middle and one bit turned. */
export function linkLocal(mac: string): string {
  const [a = 2, b = 0, c = 0, d = 0, e = 0, f = 0] = mac.split(':').map((part) => Number.parseInt(part, 16))
  const words = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f].map((word) =>
    word.toString(16),
  )
  const parsed = parseAddress(`fe80::${words.join(':')}`)
  return parsed === undefined ? 'fe80::' : formatAddress(parsed)
}

/** What went over an interface since the world began to keep it. */
function countsOf({ fabric }: Machine, { eni }: Card): { readonly received: Count; readonly sent: Count } {
  const received = { bytes: 0, packets: 0 }
  const sent = { bytes: 0, packets: 0 }
  if (eni === undefined) return { received, sent }
  for (const row of trafficSince(fabric.store, 1)) {
    for (const { interface: id, direction, way, refusedBy } of row.sightings) {
      if (id !== eni || (refusedBy && direction === 'ingress')) continue
      const volume = way === 'there' ? row.sent : row.received
      const count = direction === 'ingress' ? received : sent
      count.bytes += volume.bytes + volume.packets * 14
      count.packets += volume.packets
    }
  }
  return { received, sent }
}
