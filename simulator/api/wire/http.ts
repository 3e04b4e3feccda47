// HTTP as the serialisers see it: no sockets, no streams.

export interface HttpRequest {
  readonly method: string
  /** As sent, still percent-encoded: `/my-bucket/a%20b.txt`. */
  readonly path: string
  /** What stands behind the question mark, as sent. */
  readonly query: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

export const textOf = (body: Uint8Array): string => utf8.decode(body)

const utf8 = new TextDecoder('utf-8')

/** The pairs of a query string or of a form, in order. Percent signs that encode nothing stand for themselves. */
export function readPairs(text: string): [name: string, value: string][] {
  if (!text) return []
  const pairs: [string, string][] = []
  for (const part of text.split('&')) {
    if (!part) continue
    const equals = part.indexOf('=')
    if (equals < 0) pairs.push([decodeFormText(part), ''])
    else pairs.push([decodeFormText(part.slice(0, equals)), decodeFormText(part.slice(equals + 1))])
  }
  return pairs
}

function decodeFormText(text: string): string {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text)
}

export function decodePercent(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
