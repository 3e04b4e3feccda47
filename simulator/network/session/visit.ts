import type { Fabric } from '../fabric.ts'
import type { NameToFind } from './addresses.ts'
import { type Handshake, handshake } from './certificates.ts'
import type { Client } from './client.ts'
import { type Connection, connect } from './connect.ts'
import { exchange, type HttpAnswer } from './exchange.ts'
import type { Peer } from './peers.ts'

// One HTTP request from name to answer, as a browser or `curl` makes it.

export interface Visit {
  readonly connection: Connection
  /** Only over TLS. */
  readonly handshake?: Handshake
  /** Missing where it did not come to that, and where an AWS service is there: that answers by its own protocol. */
  readonly answer?: HttpAnswer
  readonly service?: Extract<Peer, { readonly kind: 'service' }>
}

export interface VisitOptions extends Omit<NameToFind, 'host'> {
  readonly method?: string
  /** Go on whatever the certificate says. */
  readonly insecure?: boolean
}

export function visit(fabric: Fabric, client: Client, url: URL, options: VisitOptions = {}): Visit {
  const { method = 'GET', insecure = false, ...rest } = options
  const isTls = url.protocol === 'https:'
  const host = url.hostname
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port)
  const connection = connect(fabric, client, { host, port, ...rest })
  const { peer } = connection
  if (!peer) return { connection }
  const shaken = isTls ? handshake(fabric, peer, host) : undefined
  const so = { connection, ...(shaken && { handshake: shaken }) }
  const isFine = !shaken || shaken.kind === 'secure' || (insecure && 'certificate' in shaken)
  if (!isFine) return so
  if (peer.kind === 'service') return { ...so, service: peer }
  const request = { method, host, path: `${url.pathname}${url.search}`, isTls }
  return { ...so, answer: exchange(fabric, peer, request) }
}
