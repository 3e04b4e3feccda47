// URLs as curl reads them: nothing is escaped or tidied that the server should see as it was typed.

export interface Url {
  readonly scheme: keyof typeof ports
  readonly host: string
  readonly port: number
  /** With the query, without the fragment. */
  readonly path: string
  readonly query?: string
  readonly user?: string
  /** As curl shows it in `url_effective`. */
  readonly text: string
  /** Whether the port was written. */
  readonly hasPort: boolean
}

const ports = { http: 80, https: 443, telnet: 23 } as const

const isKnown = (scheme: string): scheme is Url['scheme'] => Object.hasOwn(ports, scheme)

export type Read = Url | { readonly code: 1 | 3; readonly problem: string }

export function readUrl(text: string): Read {
  const [, typed, slashes = ''] = /^([a-z][a-z0-9+.-]*):\/(\/*)/i.exec(text) ?? []
  const scheme = typed?.toLowerCase() ?? 'http'
  if (!isKnown(scheme)) return { code: 1, problem: `Protocol "${scheme}" not supported` }
  const rest = typed === undefined ? text : text.slice(typed.length + 2 + slashes.length)
  const end = rest.search(/[/?#]/)
  const authority = end < 0 ? rest : rest.slice(0, end)
  const tail = (end < 0 ? '' : rest.slice(end)).replace(/#.*$/s, '')
  const at = authority.lastIndexOf('@')
  const place = authority.slice(at + 1)
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(place) ?? []
  if (host === '') return { code: 3, problem: 'URL rejected: No host part in the URL' }
  if (/[\s<>"{}|\\^`]/.test(host)) return { code: 3, problem: 'URL rejected: Bad hostname' }
  if (/[\s]/.test(tail)) return { code: 3, problem: 'URL rejected: Malformed input to a URL function' }
  if (port && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
    return { code: 3, problem: 'URL rejected: Port number was not a decimal number between 0 and 65535' }
  }
  const path = tail.startsWith('/') ? tail : `/${tail}`
  const mark = path.indexOf('?')
  return {
    scheme,
    host: host.toLowerCase().replace(/\.$/, host.endsWith('.') ? '.' : ''),
    port: port ? Number(port) : ports[scheme],
    path: withoutDots(path),
    ...(mark >= 0 && { query: path.slice(mark + 1) }),
    ...(at >= 0 && { user: decodeURIComponent(authority.slice(0, at)) }),
    text: `${scheme}://${authority}${path}`,
    hasPort: Boolean(port) && Number(port) !== ports[scheme],
  }
}

/** RFC 3986, 5.2.4, unless `--path-as-is`. */
function withoutDots(path: string): string {
  const [way = '', ...query] = path.split(/(?=\?)/)
  const kept: string[] = []
  const parts = way.split('/').slice(1)
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1
    if (part === '..') kept.pop()
    if (part === '..' || part === '.') {
      if (isLast) kept.push('')
    } else kept.push(part)
  }
  return `/${kept.join('/')}${query.join('')}`
}

/** Where a `Location` leads to from a page. */
export function follow({ scheme, host, port, hasPort, path }: Url, location: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return location
  if (location.startsWith('//')) return `${scheme}:${location}`
  const base = `${scheme}://${host}${hasPort ? `:${port}` : ''}`
  if (location.startsWith('/')) return base + location
  const folder = path.replace(/\?.*$/s, '').replace(/[^/]*$/, '')
  return location.startsWith('?') ? base + path.replace(/\?.*$/s, '') + location : base + folder + location
}

/** `{a,b}` and `[1-3]` in a URL, unless `-g` says that they mean themselves. */
export function unfold(text: string): readonly string[] {
  const set = /\{([^{}]*)\}/.exec(text)
  const range = /\[(\d+)-(\d+)(?::(\d+))?\]|\[([a-z])-([a-z])\]/i.exec(text)
  const first = set && (!range || set.index < range.index) ? set : range
  if (!first) return [text]
  const before = text.slice(0, first.index)
  const after = unfold(text.slice(first.index + first[0].length))
  return choices(first, first === set).flatMap((one) => after.map((rest) => before + one + rest))
}

function choices(
  [, one = '', two = '', step = '1', from = '', to = '']: RegExpExecArray,
  isSet: boolean,
): string[] {
  if (isSet) return one.split(',')
  if (from) {
    const [a, b] = [from.charCodeAt(0), to.charCodeAt(0)]
    return Array.from({ length: Math.max(0, b - a + 1) }, (_, i) => String.fromCharCode(a + i))
  }
  const found: string[] = []
  for (let i = Number(one); i <= Number(two) && found.length < 1000; i += Math.max(1, Number(step))) {
    found.push(one.startsWith('0') ? String(i).padStart(one.length, '0') : String(i))
  }
  return found
}
