import { targetGroups } from '../../services/elbv2/target-groups.ts'
import type { Fabric } from '../fabric.ts'
import type { Passage } from '../taken-over.ts'
import { endsTheConnection, isSpoiled } from './certificates.ts'
import type { AnsweringBalancer, Peer } from './peers.ts'

// One HTTP request and what comes back from a peer that is none of AWS's services.

export interface HttpRequest {
  readonly method: string
  /** The name that the client asked for, and the path with what follows it. */
  readonly host: string
  readonly path: string
  readonly isTls: boolean
}

export type HttpAnswer =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
      /** Seconds that it took. */
      readonly delay: number
    }
  /** The connection was closed without a word. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'reset' }
  /** What came back is no HTTP. */
  | { readonly kind: 'garbage'; readonly text: string }

type Plain = Exclude<Peer, { readonly kind: 'service' }>

export function exchange(fabric: Fabric, peer: Plain, request: HttpRequest): HttpAnswer {
  switch (peer.kind) {
    case 'balancer':
      return ofBalancer(peer, request)
    case 'server':
      return ofServer(fabric, peer, request)
    case 'stranger':
      return answer(200, page(request.host))
    case 'database':
      return { kind: 'closed' }
    case 'link-local':
      return metadata(fabric, request)
  }
}

const answer = (
  status: number,
  body: string,
  headers: Record<string, string> = {},
  delay = 0,
): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: { 'Content-Type': body.startsWith('<') ? 'text/html' : 'text/plain', ...headers },
  body,
  delay,
})

const page = (host: string): string =>
  `<!doctype html>\n<html><head><title>${host}</title></head><body><h1>${host}</h1></body></html>\n`

const reasonOf: Readonly<Record<number, string>> = {
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}

/** As Application Load Balancers write it: the status as title and heading, and hardly a word more. */
function statusPage(status: number, more = ''): string {
  const title = `${status} ${reasonOf[status]}`
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n${more}</body>\r\n</html>\r\n`
}

const ofBalancers = { Server: 'awselb/2.0' }

const failed = (status: number, delay = 0): HttpAnswer =>
  answer(status, statusPage(status), ofBalancers, delay)

function ofBalancer(peer: AnsweringBalancer, request: HttpRequest): HttpAnswer {
  const { status, body, location, contentType, delay = 0, passages = [] } = peer
  const misled = speaksInTheClear(passages, request)
  if (misled) return misled
  if (location === undefined) {
    const headers: Record<string, string> = { ...ofBalancers }
    if (contentType !== undefined) headers['Content-Type'] = contentType
    return answer(status, body ?? (reasonOf[status] ? statusPage(status) : ''), headers, delay)
  }
  return answer(status, statusPage(status), { ...ofBalancers, Location: filled(location, passages, request) })
}

/** Elastic Load Balancing API reference, RedirectActionConfig: parts of what was asked for stand in `#{…}`. */
function filled(location: string, passages: readonly Passage[], { host, path, isTls }: HttpRequest): string {
  const [before = '', ...query] = path.replace(/^\//, '').split('?')
  const parts: Readonly<Record<string, string>> = {
    protocol: isTls ? 'https' : 'http',
    host,
    port: String(passages.at(-1)?.listener?.Port ?? (isTls ? 443 : 80)),
    path: before,
    query: query.join('?'),
  }
  return location.replace(/#\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole).replace(/\?$/, '')
}

/** What a load balancer says to a client that speaks in the clear where it expects TLS. */
function speaksInTheClear(passages: readonly Passage[], { isTls }: HttpRequest): HttpAnswer | undefined {
  const protocol = passages.find(endsTheConnection)?.listener?.Protocol
  if (isTls || (protocol !== 'HTTPS' && protocol !== 'TLS')) return undefined
  if (protocol === 'TLS') return { kind: 'reset' }
  const page = statusPage(400, '<center>The plain HTTP request was sent to HTTPS port</center>\r\n')
  return answer(400, page, ofBalancers)
}

type Server = Extract<Peer, { kind: 'server' }>

function ofServer(fabric: Fabric, peer: Server, request: HttpRequest): HttpAnswer {
  const misled = speaksInTheClear(peer.passages, request)
  if (misled) return misled
  const ender = peer.passages.findLast(endsTheConnection)
  if (!ender) return saysServer(peer, request)
  const { Protocol } = targetGroups.get(fabric, ender.targetGroup ?? '')?.record ?? {}
  const isTls = Protocol === 'HTTPS' || Protocol === 'TLS'
  const said: HttpAnswer =
    isTls && !peer.listener.Tls ? { kind: 'closed' } : saysServer(peer, { ...request, isTls })
  return ender.kind === 'application-load-balancer' ? passedOn(said, ender) : said
}

// Application Load Balancer guide, load-balancer-troubleshooting: 502 where the target does not speak HTTP as it should,
// 504 where it takes longer than the idle timeout.
function passedOn(said: HttpAnswer, { idleSeconds }: Passage): HttpAnswer {
  if (said.kind !== 'answer') return failed(502)
  return said.delay > idleSeconds ? failed(504, idleSeconds) : said
}

/** What a server itself answers to whoever speaks to it, load balancers among them. */
export function saysServer(
  peer: Pick<Server, 'listener' | 'host' | 'passages'>,
  { isTls, method }: Pick<HttpRequest, 'isTls' | 'method'>,
): HttpAnswer {
  const { listener, host } = peer
  const { Kind = 'http', Status = 200, Body, Headers = {}, Delay = 0, Tls } = listener
  const isHttp = Kind === 'http'
  // Web servers that find the header of proxy protocol where a request should be say that the request is bad.
  if (isSpoiled(peer)) return isHttp && !isTls ? answer(400, statusPage(400)) : { kind: 'reset' }
  if (!isHttp) {
    if (Kind === 'ssh') return { kind: 'garbage', text: 'SSH-2.0-OpenSSH_8.7\r\n' }
    if (Kind === 'tcp' && Body !== undefined) return { kind: 'garbage', text: Body }
    return { kind: 'closed' }
  }
  if (Tls && !isTls) return answer(400, 'Client sent an HTTP request to an HTTPS server.\n')
  const text = Body === undefined ? `${host}\n` : Body.endsWith('\n') ? Body : `${Body}\n`
  return answer(Status, method === 'HEAD' ? '' : text, Headers, Delay)
}

/** What instances read of themselves is the tools' to know; here it is only that the service is there. */
function metadata(_: Fabric, { path }: HttpRequest): HttpAnswer {
  return path === '/' ? answer(200, '1.0\nlatest') : answer(401, '')
}
