import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'

// What listens on a machine of the network in which the real tools run. It answers as the simulated servers do.

export interface Server {
  readonly port: number
  readonly kind: string
  readonly status: number
  readonly body: string
  readonly delay: number
  /** Files with its certificate and key. */
  readonly tls?: { readonly certificate: string; readonly key: string }
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

function serve(server: Server): void {
  const { kind, port, tls } = server
  if (kind === 'udp') {
    const datagrams = createSocket('udp4')
    datagrams.on('message', (data, from) => datagrams.send(data, from.port, from.address))
    datagrams.bind(port, '0.0.0.0')
    return
  }
  const take = (socket: Socket) => {
    socket.on('error', () => {})
    if (kind === 'http') speakHttp(socket, server)
    else if (kind === 'ssh') socket.write('SSH-2.0-OpenSSH_8.7\r\n')
    else if (kind === 'echo') socket.on('data', (data) => socket.end(data))
    else socket.end(server.body === '' ? '' : `${server.body}\n`)
  }
  if (tls) {
    const settings = {
      cert: readFileSync(tls.certificate),
      key: readFileSync(tls.key),
      ALPNProtocols: ['http/1.1'],
      ecdhCurve: 'X25519',
    }
    const secure = createTlsServer(settings, take)
    secure.on('tlsClientError', (_, socket) => {
      const text = 'Client sent an HTTP request to an HTTPS server.\n'
      const raw = (socket as unknown as { _parent?: Socket })._parent ?? socket
      raw.end(
        `HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
      )
    })
    secure.listen({ port, host: '0.0.0.0', backlog: 128 })
  } else createServer({ allowHalfOpen: true }, take).listen({ port, host: '0.0.0.0', backlog: 128 })
}

function speakHttp(socket: Socket, { status, body, delay }: Server): void {
  let read = ''
  socket.on('end', () => socket.end())
  socket.on('data', (data) => {
    // A handshake of TLS is no request.
    if (read === '' && data[0] === 0x16) socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')
    read += data.toString('latin1')
    for (;;) {
      const end = read.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = read.slice(0, end)
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
      if (read.length < end + 4 + length) return
      read = read.slice(end + 4 + length)
      const text = body === '' ? '' : `${body}\n`
      const answer = [
        `HTTP/1.1 ${status} ${reasons[status] ?? ''}`,
        `Date: ${new Date().toUTCString()}`,
        'Content-Type: text/plain',
        `Content-Length: ${Buffer.byteLength(text)}`,
        '',
        head.startsWith('HEAD ') ? '' : text,
      ].join('\r\n')
      const isLast = /^connection: *close/im.test(head) || / HTTP\/1\.0\r?$/m.test(head.split('\n')[0] ?? '')
      const say = () => (isLast ? socket.end(answer) : socket.write(answer))
      if (delay) setTimeout(say, delay * 1000)
      else say()
    }
  })
}

if (process.argv[2] !== undefined) for (const server of JSON.parse(process.argv[2]) as Server[]) serve(server)
