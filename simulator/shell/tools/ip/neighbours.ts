import { type Address, familyOf, formatAddress, parseAddress } from '../../../kernel/address.ts'
import { scramble } from '../../../kernel/random.ts'
import { networkInterfaces } from '../../../services/ec2/network-interfaces.ts'
import { trafficSince } from '../../../world/traffic.ts'
import type { Machine } from '../../machine.ts'
import { cardNextTo } from '../../probes/own-addresses.ts'

// Who is next to a machine, as far as it has talked to them.

export interface Neighbour {
  readonly address: Address
  readonly device: string
  readonly mac?: string
  readonly isRouter?: true
  readonly state: 'REACHABLE' | 'STALE'
}

/** neighbour entries are sure for half a minute after the last word. */
const sure = 30_000

export function neighbours(machine: Machine): Neighbour[] {
  const { fabric } = machine
  const found = new Map<string, Neighbour>()
  for (const { name: device, router, router6, mac } of machine.cards) {
    for (const text of [router, router6]) {
      const address = text === undefined ? undefined : parseAddress(text)
      if (address === undefined) continue
      const isIpv6 = familyOf(address) === 6
      found.set(formatAddress(address), {
        address,
        device,
        mac: routerMac(mac),
        ...(isIpv6 && { isRouter: true }),
        state: 'REACHABLE',
      })
    }
  }
  const own = new Set(machine.cards.flatMap(({ eni }) => eni ?? []))
  for (const row of trafficSince(fabric.store, 1)) {
    for (const { interface: id, direction, source, destination, refusedBy } of row.sightings) {
      if (!own.has(id) || refusedBy) continue
      const address = parseAddress(direction === 'egress' ? destination : source)
      const card = address === undefined ? undefined : cardNextTo(machine, address)
      const mac = card && macOf(machine, card.eni ?? '', address!)
      if (!card || mac === undefined) continue
      found.set(formatAddress(address!), {
        address: address!,
        device: card.name,
        mac,
        state: fabric.now - row.end < sure ? 'REACHABLE' : 'STALE',
      })
    }
  }
  return [...found.values()]
}

/** Of whoever has the address in the same subnet. */
function macOf({ fabric }: Machine, eni: string, address: Address): string | undefined {
  const subnet = networkInterfaces.get(fabric, eni)?.record.SubnetId
  const text = formatAddress(address)
  return networkInterfaces
    .everyone(fabric)
    .find(
      ({ record }) =>
        record.SubnetId === subnet && record.PrivateIpAddresses?.some((one) => one.PrivateIpAddress === text),
    )?.record.MacAddress
}

function routerMac(mac: string): string {
  const [first] = scramble(`router ${mac.slice(0, 8)}`)
  return [
    mac.slice(0, 8),
    ...[16, 8, 0].map((shift) => ((first >>> shift) & 0xff).toString(16).padStart(2, '0')),
  ].join(':')
}
