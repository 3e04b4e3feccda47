import { base64Of } from '../../../kernel/base64.ts'
import { resolve } from '../../files.ts'
import type { ToolContext } from '../../host.ts'
import { concatenated } from '../output.ts'
import type { DataPart, Operation } from './options.ts'
import type { Url } from './url.ts'
import { version } from './version.ts'

export interface Request {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array
}

export interface Refused {
  readonly code: number
  readonly problem: string
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** What goes out: the method, the path, the headers in curl's order, the body. */
export function requestFor(operation: Operation, url: Url, context: ToolContext): Request | Refused {
  const body = bodyFor(operation, context)
  if ('problem' in body) return body
  const { bytes, type } = body
  const hasBody = bytes !== undefined && !operation.isGet
  const method =
    operation.method ??
    (operation.isHead ? 'HEAD' : operation.upload !== undefined ? 'PUT' : hasBody ? 'POST' : 'GET')
  const query =
    operation.isGet && bytes ? `${url.path.includes('?') ? '&' : '?'}${new TextDecoder().decode(bytes)}` : ''
  const path = url.path + query
  const own = readHeaders(operation.headers)
  const list: (readonly [string, string])[] = []
  const put = (name: string, value: string | undefined) => {
    const given = own.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (given && name !== 'Host') return
    const shown = given ? given.value : value
    if (shown !== undefined && (shown !== '' || name !== 'Host')) list.push([name, shown])
  }
  put('Host', `${url.host}${url.hasPort ? `:${url.port}` : ''}`)
  put('Authorization', authorization(operation, url, context))
  put('Range', operation.range === undefined ? undefined : `bytes=${operation.range}`)
  if (operation.userAgent !== '') put('User-Agent', operation.userAgent ?? version)
  const isJson = operation.data.some(({ kind }) => kind === 'json')
  if (isJson) put('Content-Type', 'application/json')
  put('Accept', isJson ? 'application/json' : '*/*')
  if (operation.isCompressed) put('Accept-Encoding', 'deflate, gzip, br, zstd')
  put('Referer', operation.referer)
  put('Cookie', operation.cookie)
  for (const { name, value, isPlain } of own) if (isPlain && name !== 'Host') list.push([name, value])
  if (operation.signing !== undefined) for (const one of signedDate(operation, context)) list.push(one)
  if (hasBody) {
    put('Content-Length', String(bytes.length))
    if (!isJson) put('Content-Type', type)
  }
  return { method, path, headers: list, body: hasBody ? bytes : new Uint8Array() }
}

interface Given {
  readonly name: string
  readonly value: string
  /** Sent; a header without a value only takes curl's own away. */
  readonly isPlain: boolean
}

function readHeaders(lines: readonly string[]): Given[] {
  return lines.flatMap((line): Given[] => {
    const [, name = '', mark = '', value = ''] = /^([^:;]+)([:;])\s*(.*)$/s.exec(line) ?? []
    if (!name) return []
    if (name.toLowerCase() === 'host') return [{ name: 'Host', value, isPlain: true }]
    return [{ name, value, isPlain: value !== '' || mark === ';' }]
  })
}

function authorization(
  { user, bearer, signing }: Operation,
  url: Url,
  { machine }: ToolContext,
): string | undefined {
  if (bearer !== undefined) return `Bearer ${bearer}`
  const known = user ?? url.user
  if (known === undefined) return undefined
  if (signing === undefined) return `Basic ${base64Of(encode(known.includes(':') ? known : `${known}:`))}`
  const [, , region = regionIn(url.host), service = url.host.split('.')[0]] = signing.split(':')
  const day = stamp(machine.fabric.now).slice(0, 8)
  const scope = `${known.split(':')[0]}/${day}/${region}/${service}/aws4_request`
  return `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`
}

const regionIn = (host: string): string => /\.([a-z]{2,3}(?:-[a-z]+)+-\d)\./.exec(host)?.[1] ?? 'us-east-1'

/** `20261102T091000Z` */
const stamp = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`

const signedDate = (_: Operation, { machine }: ToolContext): (readonly [string, string])[] => [
  ['X-Amz-Date', stamp(machine.fabric.now)],
]

type Body = { readonly bytes: Uint8Array | undefined; readonly type: string } | Refused

function bodyFor({ data, upload }: Operation, context: ToolContext): Body {
  if (upload !== undefined) {
    const bytes = upload === '-' ? context.stdin : context.files.read(resolve(context.cwd, upload))
    if (!bytes) return { code: 26, problem: `cannot open '${upload}'` }
    return { bytes, type: '' }
  }
  if (!data.length) return { bytes: undefined, type: '' }
  if (data.some(({ kind }) => kind === 'form')) return formBody(data, context)
  const parts: Uint8Array[] = []
  for (const part of data) {
    const bytes = dataOf(part, context)
    if ('problem' in bytes) return bytes
    if (parts.length && part.kind !== 'json') parts.push(encode('&'))
    parts.push(bytes)
  }
  return { bytes: concatenated(parts), type: 'application/x-www-form-urlencoded' }
}

function dataOf({ kind, text }: DataPart, { cwd, files, stdin }: ToolContext): Uint8Array | Refused {
  const read = (path: string): Uint8Array | Refused =>
    path === '-' ? stdin : (files.read(resolve(cwd, path)) ?? { code: 26, problem: `Failed to open ${path}` })
  if (kind === 'urlencode') {
    const [, name = '', mark = '', value = text] = /^([^=@]*)([=@])(.*)$/s.exec(text) ?? []
    const bytes = mark === '@' ? read(value) : encode(value)
    if ('problem' in bytes) return bytes
    return encode(`${name ? `${name}=` : ''}${formEncode(new TextDecoder().decode(bytes))}`)
  }
  if (kind === 'raw' || !text.startsWith('@')) return encode(text)
  const bytes = read(text.slice(1))
  if ('problem' in bytes || kind !== 'ascii') return bytes
  return bytes.filter((byte) => byte !== 10 && byte !== 13 && byte !== 0)
}

const formEncode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)

const boundary = '------------------------d74496d66958873e'

function formBody(data: readonly DataPart[], { cwd, files }: ToolContext): Body {
  const parts: Uint8Array[] = []
  for (const { text } of data) {
    const [name = '', value = ''] = text.split(/=(.*)/s)
    const isFile = value.startsWith('@')
    const path = value.slice(1)
    const bytes = isFile ? files.read(resolve(cwd, path)) : encode(value)
    if (!bytes) return { code: 26, problem: `Failed to open/read local data from file/application` }
    const file = isFile
      ? `; filename="${path.split('/').at(-1)}"\r\nContent-Type: application/octet-stream`
      : ''
    parts.push(
      encode(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`),
      bytes,
      encode('\r\n'),
    )
  }
  parts.push(encode(`--${boundary}--\r\n`))
  return { bytes: concatenated(parts), type: `multipart/form-data; boundary=${boundary}` }
}

export function requestText({ method, path, headers }: Request, { isHttp10 }: Operation): string {
  const lines = [
    `${method} ${path} HTTP/${isHttp10 ? '1.0' : '1.1'}`,
    ...headers.map(([name, value]) => (value === '' ? `${name}:` : `${name}: ${value}`)),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
