import { connectErrors } from './connect-errors.ts'
import type { Machine } from './machine.ts'
import { servicePort } from './tools/service-names.ts'
import { talk } from './tools/talk.ts'

// What bash does with /dev/tcp/HOST/PORT and /dev/udp/HOST/PORT: it opens a connection.

export interface NetworkPath {
  readonly protocol: 'tcp' | 'udp'
  readonly host: string
  readonly port: string
}

export function networkPath(path: string): NetworkPath | undefined {
  const [, protocol, host, port] = /^\/dev\/(tcp|udp)\/([^/]+)\/([^/]+)$/.exec(path) ?? []
  if (host === undefined || port === undefined) return undefined
  return { protocol: protocol as 'tcp' | 'udp', host, port }
}

/** What bash says in front of its usual complaint about a file that cannot be opened, and why it cannot. */
export class DialError extends Error {
  readonly before: string
  readonly why: string

  constructor(path: string, before: string, why: string) {
    super(`ENETWORK: ${why.charAt(0).toLowerCase()}${why.slice(1)}, open '${path}'`)
    this.before = before
    this.why = why
  }
}

/** Opens a connection, sends what there is to send, and gives what comes back. */
export async function dial(machine: Machine, path: string, sent: Uint8Array): Promise<Uint8Array> {
  const { protocol, host, port: text } = networkPath(path)!
  const port = /^\d+$/.test(text) ? Number(text) : servicePort(text, protocol)
  if (port === undefined)
    throw new DialError(path, `${text}: Servname not supported for ai_socktype`, 'Invalid argument')
  const connection = machine.connect({ host, port, protocol })
  const { outcome, attempts, peer } = connection
  if (outcome === 'no-such-name' || outcome === 'no-dns-answer') {
    machine.observeFailure(connection)
    const why =
      outcome === 'no-such-name' ? 'Name or service not known' : 'Temporary failure in name resolution'
    throw new DialError(path, `${host}: ${why}`, 'Invalid argument')
  }
  const attempt = attempts.find((one) => one.outcome === 'connected')
  if (protocol === 'udp' || !attempt) {
    // Nobody says that a datagram was lost.
    if (protocol === 'udp') machine.observeConnection(connection, { sent: sent.length })
    else machine.observeFailure(connection)
    const failure = attempts.at(-1)?.outcome
    if (protocol === 'udp' || failure === undefined || failure === 'connected') return new Uint8Array()
    const why = connectErrors[failure].text
    throw new DialError(path, `connect: ${why}`, why)
  }
  machine.advance(machine.secondsFor(connection))
  if (!peer) return new Uint8Array()
  const times = { lookup: 0, connect: 0, secure: 0, first: 0, total: 0 }
  const opened = { connection, peer, attempt, remote: host, times }
  const { bytes } = await talk(machine, opened, { isTls: false, host, port }, sent)
  machine.observeConnection(connection, { sent: sent.length, received: bytes.length, ending: 'closed' })
  return bytes
}
