// A small static web server for dist/, on this machine only.

import { createReadStream, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import path from 'node:path'
import { createGzip } from 'node:zlib'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml; charset=utf-8',
}

/** Serves a folder on 127.0.0.1. Port 0 takes any free port. Rejects when the port is taken. */
export function serveFolder(folder: string, port: number): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const url = request.url ?? '/'
    const found = locate(folder, url)
    // Addresses in pages go from the folder that a page is in, which ends in a slash.
    if (found && path.basename(found) === 'index.html' && !/\/(index\.html)?$/.test(pathOf(url))) {
      response.writeHead(301, { location: withSlash(url) }).end()
      return
    }
    const file = found ?? locate(folder, '/404.html')
    send(request, response, file, found ? 200 : 404)
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const bound = server.address()
      const used = typeof bound === 'object' && bound ? bound.port : port
      resolve({ server, address: `http://127.0.0.1:${used}/` })
    })
  })
}

const pathOf = (url: string): string => url.replace(/[?#].*/s, '')

/** Told from where the reader is: nothing of it can be taken for another server's name. */
function withSlash(url: string): string {
  const bare = pathOf(url)
  return `./${bare.slice(bare.lastIndexOf('/') + 1)}/${url.slice(bare.length)}`
}

/** The file that a path of the site names: itself, or the index of the folder. Nothing outside the folder. */
function locate(folder: string, url: string): string | undefined {
  let name: string
  try {
    name = decodeURIComponent(pathOf(url))
  } catch {
    // Not a valid escape: no file has such a name.
    return undefined
  }
  const file = path.join(folder, name)
  if (name.includes('\0') || !`${file}${path.sep}`.startsWith(path.join(folder, path.sep))) return undefined
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats?.isFile()) return file
  const index = path.join(file, 'index.html')
  return statSync(index, { throwIfNoEntry: false })?.isFile() ? index : undefined
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: string | undefined,
  status: number,
): void {
  if (!file) {
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n')
    return
  }
  const type = types[path.extname(file)] ?? 'application/octet-stream'
  const isPacked = isText.test(type) && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  response.writeHead(status, {
    'content-type': type,
    ...(isPacked ? { 'content-encoding': 'gzip' } : { 'content-length': statSync(file).size }),
    vary: 'accept-encoding',
    'cache-control': /[\\/]_astro[\\/]/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  })
  if (request.method === 'HEAD') response.end()
  else if (isPacked) createReadStream(file).pipe(createGzip()).pipe(response)
  else createReadStream(file).pipe(response)
}

/** What gets smaller by packing. */
const isText = /^(text\/|application\/(json|manifest|xml)|image\/svg)/
