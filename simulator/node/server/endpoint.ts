import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpRequest, HttpResponse } from '../../api/wire/http.ts'
import type { WireServices } from '../../api/wire/services.ts'
import { answer, answerFailure, answerTooLarge, bodyLimit } from './answer.ts'
import { control, isControl, problem, stateLimit } from './control.ts'
import type { ServedWorld } from './world.ts'

export interface EndpointOptions {
  readonly services: WireServices
  readonly world: ServedWorld
  /** 0 takes any that is free. */
  readonly port: number
  /** Told of failures that are ours. */
  readonly onFailure: (error: unknown) => void
}

export interface Endpoint {
  readonly port: number
  /** Answers what has begun, and ends. */
  stop(): Promise<void>
}

/** The cloud on the loopback interface, and on no other: nobody checks signatures here. */
export function openEndpoint(options: EndpointOptions): Promise<Endpoint> {
  const server = createServer({
    // A client that says nothing, or stops in the middle, holds a connection no longer than this.
    headersTimeout: 10_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 65_000,
    connectionsCheckingInterval: 2_000,
    noDelay: true,
  })
  server.maxConnections = 1024
  server.on('request', (request, response) => receive(request, response, options))
  server.on('checkContinue', (request, response) => {
    if (announcedLength(request) <= limitFor(request)) response.writeContinue()
    receive(request, response, options)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', () => {
      server.off('error', reject)
      const { port } = server.address() as AddressInfo
      resolve({ port, stop: () => stop(server) })
    })
  })
}

const grace = 2_000

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}

const announcedLength = ({ headers }: IncomingMessage): number => Number(headers['content-length'] ?? 0)

const limitFor = ({ url = '' }: IncomingMessage): number => (isControl(url) ? stateLimit : bodyLimit)

function receive(request: IncomingMessage, response: ServerResponse, options: EndpointOptions): void {
  const limit = limitFor(request)
  const pieces: Buffer[] = []
  let length = 0
  let isTooLarge = announcedLength(request) > limit
  // Whoever hangs up in the middle has nobody to answer to.
  request.on('error', () => request.destroy())
  response.on('error', () => response.destroy())
  if (isTooLarge) {
    refuseLarge(request, response, options)
    return
  }
  request.on('data', (piece: Buffer) => {
    if (isTooLarge) return
    length += piece.length
    if (length > limit) {
      isTooLarge = true
      pieces.length = 0
      refuseLarge(request, response, options)
    } else pieces.push(piece)
  })
  request.on('end', () => {
    if (isTooLarge) return
    const body = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    void respond(asHttp(request, body), options).then((answered) => send(response, request, answered))
  })
}

/** Answers at once, and lets the rest go by for a while: a client that is still sending reads nothing. */
function refuseLarge(request: IncomingMessage, response: ServerResponse, options: EndpointOptions): void {
  const http = asHttp(request, new Uint8Array())
  const tooLarge = isControl(http.path)
    ? problem(413, 'A saved world is not that large.')
    : answerTooLarge(http, options.services)
  response.shouldKeepAlive = false
  send(response, request, tooLarge)
  const end = setTimeout(() => request.destroy(), grace)
  request.on('close', () => clearTimeout(end))
  request.resume()
}

async function respond(
  http: HttpRequest,
  { services, world, onFailure }: EndpointOptions,
): Promise<HttpResponse> {
  try {
    // No page in a browser is a client, so one that asks is somebody else's.
    if (http.headers['origin'] !== undefined) return problem(403, 'Pages in a browser are not answered.')
    await world.settled()
    if (isControl(http.path)) return await control(http, world)
    const answered = await answer(http, services, world)
    await world.openStages()
    return answered
  } catch (error) {
    onFailure(error)
    return answerFailure(http, services)
  }
}

function asHttp({ url = '/', method = 'GET', headers }: IncomingMessage, body: Uint8Array): HttpRequest {
  const proxied = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url)
  const target = proxied ? proxied[2]! || '/' : url
  const mark = target.indexOf('?')
  return {
    method,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: { ...(headers as Record<string, string>), ...(proxied && { host: proxied[1]! }) },
    body,
  }
}

function send(
  response: ServerResponse,
  request: IncomingMessage,
  { status, headers, body }: HttpResponse,
): void {
  if (response.destroyed) return
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const hasLength = status !== 204 && status !== 304 && headers['content-length'] === undefined
  response.writeHead(status, hasLength ? { ...headers, 'content-length': String(bytes.length) } : headers)
  response.end(request.method === 'HEAD' || status === 204 ? undefined : bytes)
}
