import { parseAddress } from '../../kernel/address.ts'
import type { Store } from '../../kernel/store.ts'
import type { Fabric } from '../../network/fabric.ts'
import type { Connection, Target } from '../../network/session/connect.ts'
import type { Peer } from '../../network/session/peers.ts'
import { type Forward, forwards } from '../../world/forwards.ts'
import { isRunning } from './find-host.ts'
import { isLoopback } from './loopback.ts'

// Ports of a machine that lead on through another one: ssh(1), -L, and Session Manager's sessions for ports.
// NOT MODELLED: the connection that carries them is taken to stand for as long as the machine in between runs.

interface Forwarding {
  readonly id: string
  readonly fabric: Fabric
  /** The machine in between. */
  through(via: Forward['via']): { connect(target: Target): Connection }
}

/** A connection to such a port; undefined where the target is none. */
export function forwarded(
  machine: Forwarding,
  { host, port, protocol = 'tcp', pinned = [] }: Target,
): Connection | undefined {
  if (protocol !== 'tcp') return undefined
  const address = [host.replace(/^\[(.*)\]$/, '$1'), ...pinned].flatMap((text) => parseAddress(text) ?? [])[0]
  if (address === undefined || !isLoopback(address)) return undefined
  const forward = machine.fabric.store.get(forwards, `${machine.id}/${port}`)
  if (!forward) return undefined
  if (!isRunning(machine.fabric, forward.via))
    return { lookups: [], attempts: [{ address, outcome: 'refused' }], outcome: 'refused' }
  const { lookups, attempts, peer } = machine.through(forward.via).connect(forward.to)
  // Whoever listens here says yes at once. What becomes of the way behind, the client learns when it is hung up on.
  const trace = attempts.at(-1)?.trace
  const hungUp: Peer = {
    kind: 'server',
    host: forward.via.id,
    listener: { Host: forward.via.id, Port: port, Protocol: 'tcp', Kind: 'tcp' },
    passages: [],
  }
  return {
    lookups,
    attempts: [{ address, outcome: 'connected', ...(trace && { trace }) }],
    outcome: 'connected',
    peer: peer ?? hungUp,
  }
}

/** Opens it, or says why that cannot be: in the words of ssh(1). */
export function openForward(store: Store, forward: Forward, isTaken: boolean): string | undefined {
  const { port } = forward
  if (isTaken) {
    return (
      `bind [127.0.0.1]:${port}: Address already in use\n` +
      `channel_setup_fwd_listener_tcpip: cannot listen to port: ${port}\n`
    )
  }
  store.put(forwards, forward)
  return undefined
}

/** Closes those of a machine that are held open so. Whether there were any. */
export function closeForwards(store: Store, on: string, isMeant: (forward: Forward) => boolean): boolean {
  const meant = store.by(forwards, 'host', on).filter(isMeant)
  for (const { host, port } of meant) store.delete(forwards, `${host}/${port}`)
  return meant.length > 0
}
