import { formatAddress } from '../../kernel/address.ts'
import { listenersOn, unitNameOf } from '../../services/host/listeners.ts'
import type { JournalSeen, ServedFact } from '../../world/journal.ts'
import type { Fabric } from '../fabric.ts'
import { hasPorts, udp } from '../packet.ts'
import { endsTheConnection, isSpoiled } from '../session/certificates.ts'
import { traceAsked } from '../session/connect.ts'
import { saysServer } from '../session/exchange.ts'
import { type Peer, peerAt } from '../session/peers.ts'
import type { Passage, ProxyHeader } from '../taken-over.ts'
import type { Trace } from '../trace.ts'
import type { HttpAsked, ObservedFlow, ObservedOwn } from './observed.ts'

// What servers on hosts write down: web servers a line for each request, in the format that web servers call combined;
// others a line for each connection. What never came to be a connection, no server knows of.

type Server = Extract<Peer, { readonly kind: 'server' }>

export function servedBy(fabric: Fabric, { trace, isTaken, requests = [] }: ObservedFlow): JournalSeen[] {
  if (!isTaken || !trace.forward.arrival || !hasPorts(trace.packet)) return []
  const { sourcePort } = trace.packet
  const from = clientAt(trace)
  const first = serverAt(fabric, trace)
  if (!requests.length) return first ? connected(fabric, first, { from, fromPort: sourcePort }) : []
  return requests.flatMap((asked) => {
    const made = traceAsked(fabric, trace, asked)
    const server = serverAt(fabric, made)
    return server ? answered(fabric, server, { from: clientAt(made), fromPort: portAt(made) }, asked) : []
  })
}

export function servedToItself(fabric: Fabric, { peer, address, requests = [] }: ObservedOwn): JournalSeen[] {
  const opened = { from: address, fromPort: 0 }
  return requests.length
    ? requests.flatMap((asked) => answered(fabric, peer, opened, asked))
    : connected(fabric, peer, opened)
}

const clientAt = ({ forward, packet }: Trace): string =>
  formatAddress((forward.arrival?.packet ?? packet).source)

const portAt = ({ forward, packet }: Trace): number => (forward.arrival?.packet ?? packet).sourcePort

function serverAt(fabric: Fabric, { forward, packet }: Trace): Server | undefined {
  const { arrival, flow } = forward
  const protocol = packet.protocol === udp ? 'udp' : 'tcp'
  const peer = arrival && peerAt(fabric, arrival, flow, { port: packet.destinationPort, protocol })
  return peer?.kind === 'server' ? peer : undefined
}

interface Opened {
  readonly from: string
  readonly fromPort: number
}

/** Web servers have nothing to say of a connection without a request; what nobody started keeps no log. */
function connected(fabric: Fabric, server: Server, opened: Opened): JournalSeen[] {
  const { Kind = 'http', Protocol = 'tcp', Port } = server.listener
  const unit = unitOf(fabric, server)
  if (unit === undefined || Kind === 'http') return []
  const fact = factOf(server, opened)
  const what = Protocol === 'udp' ? 'Datagram' : 'Connection'
  return [
    {
      host: server.host,
      unit,
      at: fabric.now,
      message: `${what} from ${fact.from} port ${fact.fromPort} to port ${Port}${extras(fact)}`,
      fact,
    },
  ]
}

function answered(
  fabric: Fabric,
  server: Server,
  opened: Opened,
  { method, host, path, headers = {}, isTls }: HttpAsked,
): JournalSeen[] {
  const { listener, passages } = server
  if ((listener.Kind ?? 'http') !== 'http') return connected(fabric, server, opened)
  const unit = unitOf(fabric, server)
  if (unit === undefined) return []
  const ender = passages.findLast(endsTheConnection)
  const isTlsHere = ender ? listener.Tls !== undefined : isTls
  const said = saysServer(server, { method, isTls: isTlsHere })
  const forwardedFor = forwardedTo(passages, headers['x-forwarded-for'])
  const fact: ServedFact = {
    ...factOf(server, opened),
    ...(said.kind === 'answer' && { status: said.status }),
    // Whoever stumbles over the header of proxy protocol does not get as far as the request.
    ...(!isSpoiled(server) && { method, path, host: headers['host'] ?? host }),
    ...(listener.Tls && isTlsHere && !isSpoiled(server) && { tls: host.replace(/:\d+$/, '') }),
    ...(forwardedFor !== undefined && { forwardedFor }),
  }
  const line = fact.method === undefined ? '' : `${fact.method} ${fact.path} HTTP/1.1`
  const size = said.kind === 'answer' ? new TextEncoder().encode(said.body).length : 0
  const agent = headers['user-agent'] ?? '-'
  const when = combinedTime(fabric.now)
  const message = `${fact.from} - - [${when}] "${line}" ${fact.status ?? '-'} ${size} "-" "${agent}"${extras(fact)}`
  return [{ host: server.host, unit, at: fabric.now, message, fact }]
}

function factOf({ listener, passages }: Server, opened: Opened): ServedFact {
  const { Port, Protocol = 'tcp', ProxyProtocol = 'none' } = listener
  const header = ProxyProtocol === 'v2' ? headerIn(passages) : undefined
  const own = header
    ? {
        from: formatAddress(header.client.source),
        fromPort: header.client.sourcePort,
        peer: opened.from,
        ...(header.endpoint !== undefined && { endpoint: header.endpoint }),
      }
    : opened
  return { kind: 'served', ...own, port: Port, protocol: Protocol }
}

const headerIn = (passages: readonly Passage[]): ProxyHeader | undefined =>
  passages.findLast(({ proxyProtocol }) => proxyProtocol !== undefined)?.proxyProtocol

/** Application Load Balancer guide, x-forwarded-headers: each appends the client that it sees. */
function forwardedTo(passages: readonly Passage[], sent: string | undefined): string | undefined {
  const seen = passages
    .filter(({ kind }) => kind === 'application-load-balancer')
    .map(({ packet }) => formatAddress(packet.source))
  return sent === undefined && !seen.length ? undefined : [sent, ...seen].filter(Boolean).join(', ')
}

/** Missing for what nobody started: it is only taken to be there. */
function unitOf(fabric: Fabric, { host, listener }: Server): string | undefined {
  if (listenersOn(fabric, host).some((one) => unitNameOf(one) === unitNameOf(listener)))
    return unitNameOf(listener)
  return listener.Kind === 'ssh' ? 'sshd.service' : undefined
}

function extras({ peer, host, tls, forwardedFor, endpoint }: ServedFact): string {
  const known = [
    ['peer', peer],
    ['endpoint', endpoint],
    ['host', host],
    ['tls', tls],
    ['forwarded-for', forwardedFor && `"${forwardedFor}"`],
  ]
  return known.flatMap(([name, value]) => (value === undefined ? [] : ` ${name}=${value}`)).join('')
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `02/Nov/2026:09:00:00 +0000` */
function combinedTime(at: number): string {
  const [year, month, day, time] = new Date(at).toISOString().split(/[-T.]/)
  return `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`
}
