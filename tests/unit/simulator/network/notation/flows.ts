import { expect, it } from 'vitest'
import { parseAddress } from '../../../../../simulator/kernel/address.ts'
import { addressesOf } from '../../../../../simulator/network/compiled/addresses.ts'
import type { Fabric } from '../../../../../simulator/network/fabric.ts'
import { icmp, icmpv6, type Packet, tcp, udp } from '../../../../../simulator/network/packet.ts'
import type { Position } from '../../../../../simulator/network/positions.ts'
import { type Dropped, type Trace, trace, type Walk } from '../../../../../simulator/network/trace.ts'
import { networkInterfaces } from '../../../../../simulator/services/ec2/network-interfaces.ts'
import { siteHosts } from '../../../../../simulator/services/onprem/tables.ts'
import { say, type World, worldOf } from './world.ts'

/**
 * A table of flows in a world, a line each:
 *
 *   web-1 > app-1 tcp/443                              | works
 *   web-1 > app-1 tcp/443 | revoke app-sg in tcp 443 web-sg | no-group-rule-admits-ingress at app-1
 *
 * What stands between the bars changes the world, for this line only; several changes are parted by semicolons. Then
 * comes what must happen: `works` (there and back), `arrives` (nothing answers), `REASON at PLACE`, or
 * `back REASON at PLACE` when the answer is dropped; and, if wanted, `as ADDRESS` for the
 * sender as the receiver sees it, and `via A, B` for the places passed, in that order.
 */
export function flows(world: string, table: string): void {
  let base: World | undefined
  for (const line of table.split('\n').map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    it(line, () => {
      base ??= worldOf(world)
      const [flow = '', ...rest] = line.split(/\s+\|\s+/)
      const expected = rest.pop() ?? ''
      const version = base.cloud.store.version
      const { where } = base
      try {
        for (const change of rest.flatMap((part) => part.split(/\s*;\s*/)))
          say(base, change.replaceAll(' / ', ' | '))
        check(base, sendFlow(base, flow), expected)
      } finally {
        base.cloud.store.goto(version)
        base.where = where
      }
    })
  }
}

function check(world: World, made: Trace, expected: string): void {
  const [outcome = '', via] = expected.split(/\s+via\s+/)
  const [end = '', seenAs] = outcome.split(/\s+as\s+/)
  expect(`${tell(world, made)}`, explain(world, made)).toBe(end)
  if (seenAs !== undefined) {
    const source = made.forward.arrival?.packet.source
    expect(source).toBe(addressOf(world, seenAs, typeof source === 'bigint' ? 6 : 4))
  }
  if (via === undefined) return
  const wanted = via.split(/\s*,\s*/)
  const passed = made.forward.hops.map((hop) => world.nameOf(hop.id))
  expect(
    passed.filter((name) => wanted.includes(name)).filter((name, i, all) => name !== all[i - 1]),
  ).toEqual(wanted)
}

/** What became of a flow, as the tables write it. */
export function tell(world: World, { forward, reply }: Trace): string {
  const told = ({ reason, at }: Dropped) => `${reason} at ${world.nameOf(at)}`
  if (forward.dropped) return told(forward.dropped)
  if (!reply) return 'arrives'
  return reply.dropped ? `back ${told(reply.dropped)}` : 'works'
}

function explain(world: World, { forward, reply }: Trace): string {
  const tellWalk = ({ hops }: Walk) =>
    hops.map(({ position, id, judged }) => {
      const reasons = judged.map(({ judgement }) => judgement.reason).join(', ')
      return `  ${position.kind} ${world.nameOf(id)}: ${reasons}`
    })
  return [...tellWalk(forward), '  --', ...(reply ? tellWalk(reply) : [])].join('\n')
}

/** Sends `web-1 > app-1 tcp/443`, from port 40000 unless it says `tcp/50000-443`; `tcp/443#9001` has 9001 bytes. */
export const sendFlow = (world: World, flow: string): Trace => followFlow(world, flow)(world.fabric)

/** The same flow, to be sent in any version of the world. */
export function followFlow(world: World, flow: string): (fabric: Fabric) => Trace {
  const [ends = '', wire = 'tcp/443'] = [
    flow.slice(0, flow.lastIndexOf(' ')),
    flow.slice(flow.lastIndexOf(' ') + 1),
  ]
  const [from = '', to = ''] = ends.split(/\s*>\s*/)
  const destination = addressOf(world, to, to.includes(':') || to.endsWith('.ipv6') ? 6 : 4)
  const family = typeof destination === 'number' ? 4 : 6
  const { position, source } = startOf(world, from, family)
  const packet = { ...header(wire, family), source, destination }
  return (fabric) => trace(fabric, inVersion(fabric, position), packet)
}

/** The place as it is in that version of the world. */
function inVersion(fabric: Fabric, position: Position): Position {
  if (position.kind !== 'interface-out') return position
  const eni = networkInterfaces.get(fabric, position.eni.record.NetworkInterfaceId ?? '')
  return eni ? { ...position, eni } : position
}

function header(wire: string, family: 4 | 6): Omit<Packet, 'source' | 'destination'> {
  const [kind = '', bytes] = wire.split('#')
  const [protocol = '', ports = ''] = kind.split('/')
  const size = bytes === undefined ? undefined : { size: Number(bytes) }
  if (protocol === 'ping') {
    const [type, number] = family === 4 ? [8, icmp] : [128, icmpv6]
    return { protocol: number, type, code: 0, sourcePort: 0, destinationPort: 0, ...size }
  }
  const [first = '0', second] = ports.split('-')
  const numbers: Record<string, number> = { tcp, udp }
  return {
    protocol: numbers[protocol] ?? Number(protocol),
    sourcePort: second === undefined ? 40000 : Number(first),
    destinationPort: Number(second ?? first),
    ...size,
  }
}

type Start = { readonly position: Position; readonly source: Packet['source'] }

/** `web-1`, or `web-1@10.9.9.9` for a packet with another source address; `internet@198.51.100.7`. */
function startOf(world: World, from: string, family: 4 | 6): Start {
  const [name = '', spoofed] = from.split('@')
  const claimed = spoofed === undefined ? undefined : parseAddress(spoofed)
  if (name === 'internet') {
    const somebody = parseAddress(family === 4 ? '198.51.100.7' : '2001:db8::7')!
    return { position: { kind: 'internet' }, source: claimed ?? somebody }
  }
  const onPremises = world.fabric.store.get(siteHosts, name)
  if (onPremises) {
    const position: Position = { kind: 'site-host-out', host: onPremises }
    return { position, source: claimed ?? parseAddress(onPremises.Address) ?? 0 }
  }
  const eni = networkInterfaces.get(world.fabric, world.id(name))
  if (!eni) throw new Error(`"${name}" is no host.`)
  const own = addressesOf(eni).find((one) => (typeof one === 'number') === (family === 4))
  return { position: { kind: 'interface-out', eni }, source: claimed ?? own ?? 0 }
}

/** An address, a host's name for its private one, `web-1.public`, `web-1.ipv6`. */
function addressOf(world: World, to: string, family: 4 | 6): Packet['destination'] {
  const literal = parseAddress(world.id(to))
  if (literal !== undefined) return literal
  const [name = '', which] = to.split('.')
  const onPremises = world.fabric.store.get(siteHosts, to)
  if (onPremises) return parseAddress(onPremises.Address) ?? 0
  const eni = networkInterfaces.get(world.fabric, world.id(name))
  if (!eni) throw new Error(`"${to}" is neither an address nor a host.`)
  const text = which === 'public' ? eni.record.Association?.PublicIp : undefined
  const own = addressesOf(eni).find((one) => (typeof one === 'number') === (family === 4))
  return parseAddress(text ?? '') ?? own ?? 0
}
