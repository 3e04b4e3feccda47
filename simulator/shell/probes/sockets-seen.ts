import { familyOf, parseAddress } from '../../kernel/address.ts'
import { trafficSince } from '../../world/traffic.ts'
import type { ToolContext } from '../host.ts'
import type { Machine } from '../machine.ts'
import { socketsOn } from './sockets.ts'

/** A socket as `ss` and `netstat` see it. */
export interface Seen {
  readonly protocol: 'tcp' | 'udp'
  readonly family: 4 | 6
  readonly state: 'LISTEN' | 'UNCONN' | 'ESTAB' | 'TIME-WAIT'
  readonly received: number
  readonly queued: number
  readonly address: string
  readonly port: number
  readonly peer: string
  readonly peerPort?: number
  readonly program?: string
  readonly pid?: number
  readonly user?: string
}

export function socketsSeen({ machine, env, user }: Pick<ToolContext, 'machine' | 'env' | 'user'>): Seen[] {
  return [...listening(machine), ...own(env['SSH_CONNECTION'], user), ...connections(machine)]
}

function listening(machine: Machine): Seen[] {
  return socketsOn(machine.fabric, machine.id).flatMap((socket): Seen[] => {
    const { protocol, port, address, program, pid } = socket
    const state = protocol === 'tcp' ? 'LISTEN' : 'UNCONN'
    const common = {
      protocol,
      state,
      received: 0,
      queued: protocol === 'tcp' ? 128 : 0,
      port,
      program,
      pid,
      user: 'root',
    } as const
    if (address !== undefined) {
      const family = familyOf(parseAddress(address) ?? 0)
      return [{ ...common, family, address, peer: family === 6 ? '::' : '0.0.0.0' }]
    }
    const ipv4 = { ...common, family: 4 as const, address: '0.0.0.0', peer: '0.0.0.0' }
    return program === 'sshd' ? [ipv4, { ...common, family: 6, address: '::', peer: '::' }] : [ipv4]
  })
}

/** The connection that the shell itself came by. */
function own(connection: string | undefined, user: string): Seen[] {
  const [peer, peerPort, address, port] = connection?.split(' ') ?? []
  if (peer === undefined || address === undefined) return []
  const family = familyOf(parseAddress(address) ?? 0)
  return [
    {
      protocol: 'tcp',
      family,
      state: 'ESTAB',
      received: 0,
      queued: 0,
      address,
      port: Number(port),
      peer,
      peerPort: Number(peerPort),
      program: 'sshd',
      pid: 2210,
      user,
    },
  ]
}

/** Linux keeps what it closed itself for a minute (tcp(7), TIME-WAIT). */
const kept = 60_000

function connections({ fabric, cards }: Machine): Seen[] {
  const interfaces = new Set(cards.flatMap(({ eni }) => eni ?? []))
  if (!interfaces.size) return []
  const found: Seen[] = []
  for (const row of trafficSince(fabric.store, 1)) {
    const isOpen = row.ending === 'open'
    if (!isOpen && (row.ending !== 'closed' || fabric.now - row.end >= kept)) continue
    for (const {
      interface: id,
      way,
      direction,
      protocol,
      source,
      destination,
      sourcePort,
      destinationPort,
    } of row.sightings) {
      if (protocol !== 6 || way !== 'there' || !interfaces.has(id)) continue
      // Who closes waits: that is the client.
      if (!isOpen && direction === 'ingress') continue
      const [address, port, peer, peerPort] =
        direction === 'egress'
          ? [source, sourcePort, destination, destinationPort]
          : [destination, destinationPort, source, sourcePort]
      const family = familyOf(parseAddress(address) ?? 0)
      found.push({
        protocol: 'tcp',
        family,
        state: isOpen ? 'ESTAB' : 'TIME-WAIT',
        received: 0,
        queued: 0,
        address,
        port,
        peer,
        peerPort,
      })
    }
  }
  return found
}
