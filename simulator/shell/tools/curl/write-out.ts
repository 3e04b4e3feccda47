import type { Answered, Opened } from '../http/visit.ts'
import type { Url } from './url.ts'
import { version } from './version.ts'

/** What `-w` can tell of a transfer. */
export interface Facts {
  readonly url: Url | undefined
  readonly urlText: string
  readonly opened: Opened | undefined
  readonly answer: Extract<Answered, { kind: 'answer' }> | undefined
  readonly method: string
  readonly exitCode: number
  readonly error: string | undefined
  readonly redirects: number
  readonly retries: number
  readonly redirectUrl: string | undefined
  readonly redirectTime: number
  readonly connects: number
  readonly sizeRequest: number
  readonly sizeUpload: number
  readonly filename: string | undefined
  readonly number: number
  readonly version: string
  readonly verify: number
}

type Value = string | number | null

const seconds = (value: number | undefined): string => (value ?? 0).toFixed(6)

const times = new Set([
  'time_appconnect',
  'time_connect',
  'time_namelookup',
  'time_posttransfer',
  'time_pretransfer',
  'time_queue',
  'time_redirect',
  'time_starttransfer',
  'time_total',
])

/** Whoever is trusted shows the certificate of the authority in between, too. */
function certificatesShown(opened: Facts['opened']): number {
  const shaken = opened?.handshake
  if (!shaken || !('certificate' in shaken)) return 0
  return shaken.certificate.issuer === 'trusted' ? 2 : 1
}

function valuesOf(facts: Facts): Readonly<Record<string, Value>> {
  const { url, opened, answer, exitCode, error } = facts
  const headerSize = answer ? headerText(answer).length : 0
  const total = opened?.times.total ?? 0
  const status = answer?.status ?? 0
  const size = answer?.received ?? 0
  const isOpen = opened?.remote !== undefined
  return {
    certs: '',
    conn_id: isOpen ? Math.max(0, facts.connects - 1) : -1,
    content_type: answer?.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null,
    errormsg: error ?? null,
    exitcode: exitCode,
    filename_effective: facts.filename ?? null,
    ftp_entry_path: null,
    http_code: status,
    http_connect: 0,
    http_version: answer ? facts.version : '0',
    local_ip: opened?.local?.address ?? '',
    local_port: opened?.local?.port ?? 0,
    method: facts.method,
    num_certs: certificatesShown(opened),
    num_connects: facts.connects,
    num_headers: answer?.headers.length ?? 0,
    num_redirects: facts.redirects,
    num_retries: facts.retries,
    proxy_ssl_verify_result: 0,
    proxy_used: 0,
    redirect_url: facts.redirectUrl ?? null,
    referer: null,
    remote_ip: opened?.remote ?? '',
    remote_port: isOpen ? (url?.port ?? 0) : 0,
    response_code: status,
    scheme: url?.scheme ?? '',
    size_download: size,
    size_header: headerSize,
    size_request: answer ? facts.sizeRequest : 0,
    size_upload: facts.sizeUpload,
    speed_download: total > 0 ? Math.round(size / total) : 0,
    speed_upload: total > 0 ? Math.round(facts.sizeUpload / total) : 0,
    ssl_verify_result: facts.verify,
    time_appconnect: seconds(opened?.times.secure),
    time_connect: seconds(isOpen ? opened?.times.connect : 0),
    time_namelookup: seconds(opened?.times.lookup),
    time_posttransfer: seconds(answer && opened ? opened.times.first : 0),
    time_pretransfer: seconds(isOpen ? opened?.times.secure || opened?.times.connect : 0),
    time_queue: seconds(0.00008),
    time_redirect: seconds(facts.redirectTime),
    time_starttransfer: seconds(opened?.times.first),
    time_total: seconds(facts.redirectTime + total),
    tls_earlydata: 0,
    url: facts.urlText,
    'url.fragment': null,
    'url.host': url?.host ?? null,
    'url.options': null,
    'url.password': null,
    'url.path': url?.path.replace(/\?.*$/s, '') ?? null,
    'url.port': url ? String(url.port) : null,
    'url.query': url?.query ?? null,
    'url.scheme': url?.scheme ?? null,
    'url.user': url?.user ?? null,
    'url.zoneid': null,
    url_effective: url?.text ?? facts.urlText,
    'urle.fragment': null,
    'urle.host': url?.host ?? null,
    'urle.options': null,
    'urle.password': null,
    'urle.path': url?.path.replace(/\?.*$/s, '') ?? null,
    'urle.port': url ? String(url.port) : null,
    'urle.query': url?.query ?? null,
    'urle.scheme': url?.scheme ?? null,
    'urle.user': url?.user ?? null,
    'urle.zoneid': null,
    urlnum: facts.number,
    xfer_id: facts.number,
  }
}

export interface Written {
  readonly stream: 1 | 2
  readonly text: string
}

export function writeOut(format: string, facts: Facts): readonly Written[] {
  const values = valuesOf(facts)
  const parts: Written[] = []
  let stream: 1 | 2 = 1
  const put = (text: string, to = stream) => void parts.push({ stream: to, text })
  const pattern = /%%|%\{([^}]*)\}|%header\{([^}]*)\}|\\(.)/gs
  let last = 0
  for (const match of format.matchAll(pattern)) {
    const [whole, variable, header, escaped] = match
    if (match.index > last) put(format.slice(last, match.index))
    last = match.index + whole.length
    if (whole === '%%') put('%')
    else if (escaped !== undefined) put({ n: '\n', r: '\r', t: '\t' }[escaped] ?? `\\${escaped}`)
    else if (header !== undefined) {
      put(facts.answer?.headers.find(([name]) => name.toLowerCase() === header.toLowerCase())?.[1] ?? '')
    } else if (variable === 'stderr') stream = 2
    else if (variable === 'stdout') stream = 1
    else if (variable === 'onerror') {
      if (facts.exitCode === 0) return parts
    } else if (variable === 'json') put(asJson(values))
    else if (variable === 'header_json') put(headersAsJson(facts))
    else if (variable !== undefined && Object.hasOwn(values, variable))
      put(shown(variable, values[variable]!))
    else put(`curl: unknown --write-out variable: '${variable}'\n`, 2)
  }
  if (last < format.length) put(format.slice(last))
  return parts
}

function shown(name: string, value: Value): string {
  if (value === null) return ''
  return name === 'http_code' || name === 'response_code' ? String(value).padStart(3, '0') : String(value)
}

function asJson(values: Readonly<Record<string, Value>>): string {
  const fields = Object.entries(values).map(
    ([name, value]) => `"${name}":${times.has(name) ? String(value) : JSON.stringify(value)}`,
  )
  return `{${fields.join(',')},"curl_version":"lib${version}"}`
}

function headersAsJson({ answer }: Facts): string {
  const all = new Map<string, string[]>()
  for (const [name, value] of answer?.headers ?? []) {
    const key = name.toLowerCase()
    all.set(key, [...(all.get(key) ?? []), value])
  }
  const lines = [...all].map(([name, values]) => `${JSON.stringify(name)}:${JSON.stringify(values)}`)
  return `{${lines.join(',\n')}\n}`
}

/** The status line and the headers, as they come. */
export function headerText(
  { status, words, headers }: Extract<Answered, { kind: 'answer' }>,
  protocol = '1.1',
): string {
  const lines = [
    `HTTP/${protocol} ${status} ${words}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}

export const failedWrite = ({ length }: Uint8Array): string =>
  `client returned ERROR on write of ${length} bytes`
