import type { Fabric } from '../fabric.ts'
import { isSpoiled } from './certificates.ts'
import type { Peer } from './peers.ts'

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
      return ofServer(peer, request)
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
  400: 'Bad Request',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}

/** As Application Load Balancers write it: the status as title and heading, and no word more. */
const errorPage = (status: number): string =>
  `<html>\r\n<head><title>${status} ${reasonOf[status]}</title></head>\r\n<body>\r\n<center><h1>${status} ${reasonOf[status]}</h1></center>\r\n</body>\r\n</html>\r\n`

function ofBalancer(
  { status, body, location }: Extract<Peer, { kind: 'balancer' }>,
  { host, path }: HttpRequest,
): HttpAnswer {
  const server = { Server: 'awselb/2.0' }
  if (location === undefined)
    return answer(status, body ?? (reasonOf[status] ? errorPage(status) : ''), server)
  const to = location.replace('#{host}', host).replace('/#{path}', path)
  return answer(status, errorlessPage(status), { ...server, Location: to })
}

const errorlessPage = (status: number): string =>
  `<html>\r\n<head><title>${status}</title></head>\r\n</html>\r\n`

function ofServer(peer: Extract<Peer, { kind: 'server' }>, { isTls, method }: HttpRequest): HttpAnswer {
  const { listener, host } = peer
  const { Kind = 'http', Status = 200, Body, Headers = {}, Delay = 0, Tls } = listener
  const isHttp = Kind === 'http'
  // Web servers that find the header of proxy protocol where a request should be say that the request is bad.
  if (isSpoiled(peer)) return isHttp && !isTls ? answer(400, errorPage(400)) : { kind: 'reset' }
  const isEndedBefore = peer.passages.some(
    (one) => one.listener?.Protocol === 'TLS' || one.listener?.Protocol === 'HTTPS',
  )
  if (!isHttp) {
    if (Kind === 'ssh') return { kind: 'garbage', text: 'SSH-2.0-OpenSSH_8.7\r\n' }
    if (Kind === 'tcp' && Body !== undefined) return { kind: 'garbage', text: Body }
    return { kind: 'closed' }
  }
  if (Tls && !isTls && !isEndedBefore) return answer(400, 'Client sent an HTTP request to an HTTPS server.\n')
  const text = Body === undefined ? `${host}\n` : Body.endsWith('\n') ? Body : `${Body}\n`
  return answer(Status, method === 'HEAD' ? '' : text, Headers, Delay)
}

/** What instances read of themselves is the tools' to know; here it is only that the service is there. */
function metadata(_: Fabric, { path }: HttpRequest): HttpAnswer {
  return path === '/' ? answer(200, '1.0\nlatest') : answer(401, '')
}
