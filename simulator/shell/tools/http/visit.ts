import { type Family, formatAddress, parseAddress } from '../../../kernel/address.ts'
import type { HttpAsked } from '../../../network/observing/observed.ts'
import { type Handshake, handshake } from '../../../network/session/certificates.ts'
import type { Client } from '../../../network/session/client.ts'
import { type Attempt, type Connection, connect, peerAsked } from '../../../network/session/connect.ts'
import { exchange } from '../../../network/session/exchange.ts'
import type { Peer } from '../../../network/session/peers.ts'
import { isLostForSize } from '../../../network/session/segments.ts'
import { neighborPatience } from '../../connect-errors.ts'
import { connectPatience, type Machine } from '../../machine.ts'
import { httpDate } from './certificate.ts'
import { wordsOf } from './status-words.ts'

// One HTTP request as a client makes it: connect, shake hands, ask. `curl` and `wget` tell the same visit in their words.

export interface Wanted {
  readonly isTls: boolean
  /** In the URL, and the one to connect to where that is another. */
  readonly host: string
  readonly port: number
  readonly connectHost?: string
  readonly connectPort?: number
  readonly family?: Family
  /** Addresses that need no asking. */
  readonly pinned?: readonly string[]
  /** Seconds for connecting, and for all of it. */
  readonly connectTimeout?: number
  readonly maxTime?: number
  /** Who connects, where it is another than the machine usually is: `curl --interface`. */
  readonly client?: Client
}

export interface Asked {
  readonly method: string
  /** With the query. */
  readonly path: string
  /** Names as they are sent. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}

/** When things happened, in seconds since the start. */
export interface Times {
  lookup: number
  connect: number
  secure: number
  first: number
  total: number
}

export interface Opened {
  readonly connection: Connection
  readonly peer?: Peer
  readonly handshake?: Handshake
  readonly times: Times
  /** It took longer than the client would wait. */
  readonly isLate?: 'connecting' | 'handshaking'
  /** The addresses of both ends, of a connection that was made. */
  readonly remote?: string
  readonly local?: End
  readonly attempt?: Attempt
}

export interface End {
  readonly address: string
  readonly port: number
}

export type Answered =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly words: string
      readonly headers: readonly (readonly [name: string, value: string])[]
      readonly body: Uint8Array
      /** Only so many bytes came before the client lost its patience. */
      readonly received: number
      readonly isLate: boolean
    }
  /** The server may have read the request all the same. */
  | { readonly kind: 'late'; readonly isSent: boolean }
  | { readonly kind: 'closed' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'garbage'; readonly body: Uint8Array }

/** Finds the host and connects. */
export function open(machine: Machine, wanted: Wanted): Opened {
  const { host, port, connectHost = host, connectPort = port, family, pinned, isTls } = wanted
  const limit = Math.min(
    wanted.connectTimeout ?? wanted.maxTime ?? connectPatience,
    wanted.maxTime ?? connectPatience,
  )
  const bare = connectHost.replace(/^\[(.*)\]$/, '$1')
  const target = {
    host: bare,
    port: connectPort,
    ...(family !== undefined && { family }),
    ...(pinned && { pinned }),
  }
  const connection = wanted.client
    ? connect(machine.fabric, wanted.client, { ...machine.settingsFor(bare), ...target })
    : machine.connect(target, limit)
  const lookup = secondsOf(machine, connection)
  const times: Times = { lookup, connect: 0, secure: 0, first: 0, total: lookup }
  const isLimited = wanted.connectTimeout !== undefined || wanted.maxTime !== undefined
  if (isLimited && lookup >= limit) {
    times.total = limit
    return { connection, times, isLate: 'connecting' }
  }
  // RFC 8305 and curl's --happy-eyeballs-timeout-ms: the other addresses are tried while the first is silent.
  const tries = connection.attempts
  const silent = tries.filter(({ outcome }) => outcome === 'timeout').length
  const connected = tries.find(({ outcome }) => outcome === 'connected')
  const steps = tries.map(({ outcome, trace }) => {
    if (outcome === 'no-neighbor') return neighborPatience
    return outcome === 'timeout' || !trace ? 0 : machine.roundTrip(trace) / 1000
  })
  const going = steps.reduce((sum, one) => sum + one, 0)
  if (connected) {
    const each = Math.max(0.2, (limit - lookup) / 2 ** tries.length)
    times.connect = lookup + going + silent * Math.min(each, connectPatience)
  } else times.connect = silent ? (isLimited ? limit : lookup + connectPatience) : lookup + going
  times.total = times.connect
  if (!connected)
    return { connection, times, ...(silent > 0 && isLimited && { isLate: 'connecting' as const }) }
  if (isLimited && times.connect >= limit) return { connection, times, isLate: 'connecting' }
  const remote = formatAddress(connected.address)
  const local = localOf(machine, connected)
  const { peer } = connection
  const shaken = isTls && peer ? handshake(machine.fabric, peer, host) : undefined
  if (shaken) {
    times.secure = times.connect + tripOf(machine, connected) * 2 + 0.002
    times.total = times.secure
  }
  return {
    connection,
    times,
    remote,
    attempt: connected,
    ...(peer && { peer }),
    ...(shaken && { handshake: shaken }),
    ...(local && { local }),
  }
}

/** Both kinds of addresses are asked for at once, and one name after the other. */
function secondsOf(machine: Machine, { lookups }: Connection): number {
  const longest = new Map<string, number>()
  for (const answer of lookups) {
    const { name } = answer.question
    longest.set(name, Math.max(longest.get(name) ?? 0, machine.lookupTime(answer)))
  }
  return [...longest.values()].reduce((sum, one) => sum + one, 0) / 1000
}

export const tripOf = (machine: Machine, { trace }: Attempt): number =>
  trace ? machine.roundTrip(trace) / 1000 : 0.0001

function localOf(machine: Machine, { trace, address }: Attempt): End | undefined {
  const packet = trace?.forward.hops[0]?.packet
  if (!packet) return { address: formatAddress(address), port: 32_768 + (machine.fabric.now % 28_000) }
  const own = machine.kind === 'workstation' ? machine.cards[0]?.addresses[0]?.address : undefined
  return { address: own ?? formatAddress(packet.source), port: packet.sourcePort }
}

/** Sends a request over an open connection; adds what it takes to the times. */
export async function ask(machine: Machine, opened: Opened, wanted: Wanted, asked: Asked): Promise<Answered> {
  const { peer, times, attempt } = opened
  if (!peer || !attempt) return { kind: 'closed' }
  const trip = tripOf(machine, attempt)
  const answer = await answerOf(machine, peer, attempt, wanted, asked)
  const limit = wanted.maxTime ?? Number.POSITIVE_INFINITY
  const sizeSent = asked.body.length + 200
  if (answer === 'lost' || isLostForSize(machine.fabric, attempt, sizeSent, 'sent'))
    return wait(times, limit, false)
  if (answer.kind !== 'answer') {
    times.first = times.total + trip
    times.total = times.first
    return answer
  }
  times.first = times.total + trip + answer.delay + 0.0005
  if (times.first >= limit) {
    times.total = limit
    return { kind: 'late', isSent: true }
  }
  const { delay: _, ...rest } = answer
  const size = answer.body.length + 200
  if (isLostForSize(machine.fabric, attempt, size, 'received')) return wait(times, limit, true)
  times.total = times.first + answer.body.length / 60_000_000
  return { ...rest, received: answer.body.length, isLate: false }
}

/** How long Linux keeps a connection that has nothing to say: clients without a limit of their own wait for it. */
const endless = 7200

function wait(times: Times, limit: number, isSent: boolean): Answered {
  times.total = Math.min(limit, endless)
  return { kind: 'late', isSent }
}

/** What a web server writes into its log of it; nothing where the request got lost. */
export function requestsOf(
  answer: Answered,
  { isTls, host }: Pick<Wanted, 'isTls' | 'host'>,
  { method, path, headers }: Omit<Asked, 'body'>,
): HttpAsked[] {
  if (answer.kind === 'late' && !answer.isSent) return []
  const lower = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  return [{ method, path, host, headers: lower, isTls }]
}

type Timed = Omit<Extract<Answered, { kind: 'answer' }>, 'received' | 'isLate'> & { readonly delay: number }

async function answerOf(
  machine: Machine,
  peer: Peer,
  attempt: Attempt,
  { isTls, host }: Wanted,
  { method, path, headers, body }: Asked,
): Promise<Timed | Exclude<Answered, { kind: 'answer' } | { kind: 'late' }> | 'lost'> {
  const { now } = machine.fabric
  const isHead = method === 'HEAD'
  const lower = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]))
  if (peer.kind === 'service') {
    const [way = '', query = ''] = path.split(/\?(.*)/s)
    const answer = await machine.cloud.http(
      peer,
      { method, path: way, query, headers: lower, body },
      isTls ? 'https' : 'http',
    )
    const sent = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body
    const server = peer.name === 's3' ? 'AmazonS3' : undefined
    const own = Object.entries(answer.headers).map(([name, value]) => [headerName(name), value] as const)
    const length =
      answer.headers['content-length'] === undefined
        ? ([['Content-Length', String(sent.length)]] as const)
        : []
    return {
      kind: 'answer',
      status: answer.status,
      words: wordsOf(answer.status),
      headers: [
        ...own,
        ['Date', httpDate(now)],
        ...(server ? ([['Server', server]] as const) : []),
        ...length,
      ],
      body: isHead ? new Uint8Array() : sent,
      delay: 0.01,
    }
  }
  if (peer.kind === 'link-local' && machine.kind === 'instance') {
    const answer = machine.metadata({ method, path, headers: lower })
    if (!answer) return 'lost'
    const sent = new TextEncoder().encode(answer.body)
    return {
      kind: 'answer',
      status: answer.status,
      words: wordsOf(answer.status),
      headers: [...Object.entries(answer.headers), ['Date', httpDate(now)]],
      body: isHead ? new Uint8Array() : sent,
      delay: 0,
    }
  }
  const asking = lower['host'] ?? host
  const asked = peerAsked(machine.fabric, attempt, peer, {
    method,
    host: asking.replace(/:\d+$/, ''),
    path,
    headers: lower,
  })
  if (asked.kind === 'service') return { kind: 'closed' }
  const answer = exchange(machine.fabric, asked, { method, host: asking, path, isTls })
  if (answer.kind === 'garbage') return { kind: 'garbage', body: new TextEncoder().encode(answer.text) }
  if (answer.kind !== 'answer') return answer
  const told = peer.kind === 'stranger' ? ownAddress(host, attempt) : undefined
  // What a server would have sent is what it says the length of.
  const whole = isHead
    ? exchange(machine.fabric, asked, { method: 'GET', host: asking, path, isTls })
    : answer
  const text = told ?? (whole.kind === 'answer' ? whole.body : answer.body)
  const sent = new TextEncoder().encode(text)
  const isBalancer = answer.headers['Server'] === 'awselb/2.0'
  const { Server, 'Content-Type': type = 'text/plain', ...others } = answer.headers
  return {
    kind: 'answer',
    status: answer.status,
    words: wordsOf(answer.status, isBalancer),
    headers: [
      ...(isBalancer && Server !== undefined ? ([['Server', Server]] as const) : []),
      ['Date', httpDate(now)],
      ['Content-Type', type],
      ...Object.entries(others),
      ...(!isBalancer && Server !== undefined ? ([['Server', Server]] as const) : []),
      ...(answer.status === 204 || answer.status === 304
        ? []
        : ([['Content-Length', String(sent.length)]] as const)),
      ...(isBalancer ? ([['Connection', 'keep-alive']] as const) : []),
    ],
    body: isHead ? new Uint8Array() : sent,
    delay: answer.delay,
  }
}

/** AWS's own page that says to whoever asks which address they come from. */
function ownAddress(host: string, { trace }: Attempt): string | undefined {
  const source = trace?.forward.arrival?.packet.source
  return host === 'checkip.amazonaws.com' && source !== undefined ? `${formatAddress(source)}\n` : undefined
}

/** As AWS writes them on HTTP/1.1: its own in lower case, the usual ones with capitals. */
const headerName = (name: string): string =>
  /^x-/.test(name)
    ? name
    : name === 'etag'
      ? 'ETag'
      : name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())

export const isLiteral = (host: string): boolean =>
  parseAddress(host.replace(/^\[(.*)\]$/, '$1')) !== undefined
