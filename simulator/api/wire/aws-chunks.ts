import { AwsError } from '../error.ts'
import { type HttpRequest, textOf } from './http.ts'

/**
 * The request with the body that its chunks make up. S3 clients send an object in signed chunks, with its checksum
 * behind the last (S3 API reference, sigv4-streaming-trailers); what follows the chunks counts as headers.
 */
export function decodeAwsChunks(http: HttpRequest): HttpRequest {
  if (!isChunked(http.headers)) return http
  const { body } = http
  const pieces: Uint8Array[] = []
  let at = 0
  for (;;) {
    const { line, next } = readLine(body, at)
    const size = /^([0-9a-f]{1,8})(;.*)?$/i.exec(line)
    if (!size) throw incomplete()
    const length = Number.parseInt(size[1]!, 16)
    if (length === 0) return { ...http, body: join(pieces), headers: readTrailers(http.headers, body, next) }
    if (next + length > body.length) throw incomplete()
    pieces.push(body.subarray(next, next + length))
    at = readLine(body, next + length).next
  }
}

function isChunked(headers: HttpRequest['headers']): boolean {
  return (
    /(^|,)\s*aws-chunked\s*(,|$)/.test(headers['content-encoding'] ?? '') ||
    (headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-')
  )
}

function readTrailers(
  headers: HttpRequest['headers'],
  body: Uint8Array,
  from: number,
): HttpRequest['headers'] {
  const all: Record<string, string> = { ...headers }
  for (const line of textOf(body.subarray(from)).split(/\r?\n/)) {
    const pair = /^([^:\s]+):\s*(.*)$/.exec(line)
    const name = pair?.[1]?.toLowerCase() ?? ''
    // Of the trailers only checksums are the object's; the signature is the transport's.
    if (name.startsWith('x-amz-checksum-')) all[name] = pair?.[2] ?? ''
  }
  const encoding = (all['content-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one && one !== 'aws-chunked')
  delete all['content-encoding']
  return encoding.length ? { ...all, 'content-encoding': encoding.join(',') } : all
}

function readLine(body: Uint8Array, from: number): { line: string; next: number } {
  const end = body.indexOf(10, from)
  if (end < 0) throw incomplete()
  return { line: textOf(body.subarray(from, end)).replace(/\r$/, ''), next: end + 1 }
}

function join(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

// S3 API reference, error responses: IncompleteBody.
const incomplete = (): AwsError =>
  new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header.',
  )
