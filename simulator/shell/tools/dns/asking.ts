import { familyOf, formatAddress, parseAddress } from '../../../kernel/address.ts'
import { scramble } from '../../../kernel/random.ts'
import type { Answer } from '../../../network/dns/answer.ts'
import { nameServerAt } from '../../../network/dns/name-servers.ts'
import type { Machine } from '../../machine.ts'

// How the tools that come with BIND ask: each server in turn, as often as they are told, with a time-out of their own.

export interface Asking {
  readonly name: string
  readonly type: string
  /** Addresses of the servers to ask. */
  readonly servers: readonly string[]
  readonly port: number
  readonly isTcp: boolean
  /** Seconds to wait for each answer. */
  readonly patience: number
  /** How often all servers are asked. */
  readonly tries: number
  /** Whether a server that says that it failed is given up for the next one. */
  readonly passesOn: boolean
}

export interface Asked {
  /** The servers that did not answer, in the order in which they were asked. */
  readonly failures: readonly Failure[]
  readonly heard?: Heard
}

export interface Failure {
  readonly server: string
  readonly how: 'timed out' | 'connection refused' | 'network unreachable'
}

export interface Heard {
  readonly answer: Answer
  readonly server: string
  readonly milliseconds: number
  /** The number that query and answer have in common. */
  readonly id: number
  readonly isAuthoritative: boolean
  readonly recurses: boolean
}

export function ask(machine: Machine, asking: Asking): Asked {
  const { servers, tries, patience, passesOn } = asking
  const failures: Failure[] = []
  let failed: Heard | undefined
  for (let round = 0; round < tries; round++) {
    for (const server of servers) {
      const got = askOne(machine, asking, server)
      if (typeof got === 'string') {
        if (got === 'timed out') machine.advance(patience)
        failures.push({ server, how: got })
        continue
      }
      machine.advance(got.milliseconds / 1000)
      if (got.answer.status !== 'SERVFAIL' || !passesOn) return { failures, heard: got }
      failed = got
    }
    if (failed) return { failures, heard: failed }
    // Who says no says so every time.
    if (failures.every(({ how }) => how === 'network unreachable') && round + 1 >= tries) break
  }
  return { failures }
}

function askOne(
  machine: Machine,
  { name, type, port, isTcp }: Asking,
  server: string,
): Heard | Failure['how'] {
  const address = parseAddress(server)
  if (address !== undefined && familyOf(address) === 6 && !hasIpv6(machine)) return 'network unreachable'
  if (port !== 53 || isTcp) {
    const connection = machine.connect({ host: server, port, protocol: isTcp ? 'tcp' : 'udp' })
    if (port !== 53) {
      machine.observeConnection(connection)
      return connection.outcome === 'refused' ? 'connection refused' : 'timed out'
    }
    if (isTcp && connection.outcome === 'timeout' && !isHome(machine, server)) return 'timed out'
  }
  const answer = machine.lookUp({ name, type, ...(!isHome(machine, server) && { server }) })
  if (!answer) return 'timed out'
  machine.observe([{ kind: 'lookup', answer }])
  if (answer.status === 'TIMEOUT') return 'timed out'
  const once = machine.lookupTime(answer)
  const nameServer = address === undefined ? undefined : nameServerAt(address)
  return {
    answer,
    server,
    milliseconds: isTcp ? once * 2 : once,
    id: scramble(`${machine.id} ${machine.fabric.now} ${name} ${type} ${server}`)[0] % 65_536,
    isAuthoritative: nameServer !== undefined || answer.steps.some(({ reason }) => reason === 'site-zone'),
    recurses:
      nameServer === undefined && !answer.steps.some(({ reason }) => reason === 'site-does-not-recurse'),
  }
}

/** The router at home, which asks the public DNS for whoever asks it. */
const isHome = ({ kind, resolver }: Machine, server: string): boolean =>
  kind === 'workstation' && resolver.servers.includes(server) && server.startsWith('192.168.')

export const hasIpv6 = ({ cards }: Machine): boolean =>
  cards.some(({ addresses }) => addresses.some(({ address }) => address.includes(':')))

/** The addresses of a server that was named on the command line; none where it has no such name. */
export function serverAddresses(machine: Machine, text: string): readonly string[] {
  if (parseAddress(text) !== undefined) return [text]
  const { addresses, lookups } = machine.findAddresses({ host: text })
  machine.observe(lookups.map((answer) => ({ kind: 'lookup' as const, answer })))
  return addresses.map(formatAddress)
}
