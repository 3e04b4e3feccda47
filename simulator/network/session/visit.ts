import type { Fabric } from '../fabric.ts'
import type { Dropped } from '../trace.ts'
import type { NameToFind } from './addresses.ts'
import { type Handshake, handshake } from './certificates.ts'
import type { Client } from './client.ts'
import { type Connection, connect } from './connect.ts'
import { exchange, type HttpAnswer } from './exchange.ts'
import type { Peer } from './peers.ts'
import { transfer } from './segments.ts'

// One HTTP request from name to answer, as a browser or `curl` makes it.

export interface Visit {
  readonly connection: Connection
  /** Only over TLS. */
  readonly handshake?: Handshake
  /** Missing where it did not come to that, and where an AWS service is there: that answers by its own protocol. */
  readonly answer?: HttpAnswer | Stalled
  readonly service?: Extract<Peer, { readonly kind: 'service' }>
}

/** Packets as large as those that carry request or answer are lost on the way, and no sender is told. */
export interface Stalled {
  readonly kind: 'stalled'
  readonly dropped: Dropped
}

export interface VisitOptions extends Omit<NameToFind, 'host'> {
  readonly method?: string
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  /** How many bytes go with the request. */
  readonly payload?: number
  /** Go on whatever the certificate says. */
  readonly insecure?: boolean
}

export function visit(fabric: Fabric, client: Client, url: URL, options: VisitOptions = {}): Visit {
  const { method = 'GET', headers, payload = 0, insecure = false, ...rest } = options
  const isTls = url.protocol === 'https:'
  const host = url.hostname
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port)
  const path = `${url.pathname}${url.search}`
  const http = { method, host, path, ...(headers && { headers }) }
  const connection = connect(fabric, client, { host, port, ...rest, http })
  const { peer } = connection
  if (!peer) return { connection }
  const shaken = isTls ? handshake(fabric, peer, host) : undefined
  const so = { connection, ...(shaken && { handshake: shaken }) }
  const isFine = !shaken || shaken.kind === 'secure' || (insecure && 'certificate' in shaken)
  if (!isFine) return so
  if (peer.kind === 'service') return { ...so, service: peer }
  const request = { method, host, path, isTls }
  const answer = exchange(fabric, peer, request)
  const lost = lostOnTheWay(fabric, connection, payload, answer)
  return { ...so, answer: lost ? { kind: 'stalled', dropped: lost } : answer }
}

/** About as much as the lines before a body take. */
const headSize = 300

function lostOnTheWay(
  fabric: Fabric,
  { attempts }: Connection,
  payload: number,
  answer: HttpAnswer,
): Dropped | undefined {
  const made = attempts.at(-1)?.trace
  if (!made) return undefined
  const { stalls } = transfer(fabric, made, 'sent', headSize + payload)
  if (stalls || answer.kind !== 'answer') return stalls
  return transfer(fabric, made, 'received', headSize + answer.body.length).stalls
}
