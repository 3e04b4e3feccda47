import type { Context } from '../../context.ts'
import { instances } from '../instances.ts'
import { isToken, newToken, secondsLeft } from './tokens.ts'
import { metadataTree, type Node } from './tree.ts'

// What an instance reads of itself at 169.254.169.254. EC2 user guide, configuring-instance-metadata-service and
// instancedata-data-retrieval.

export interface MetadataRequest {
  readonly method: string
  /** `/latest/meta-data/instance-id` */
  readonly path: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** How many routers are between: 0 on the instance itself, 1 in a container of its own network. */
  readonly hops?: number
}

export interface MetadataAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Undefined where the answer never reaches whoever asked. */
export function answerMetadata(
  ctx: Context,
  id: string,
  request: MetadataRequest,
): MetadataAnswer | undefined {
  const held = instances.get(ctx, id)
  if (!held) return undefined
  const { HttpEndpoint, HttpTokens, HttpPutResponseHopLimit = 1 } = held.record.MetadataOptions ?? {}
  // "403 – Forbidden: the request is not allowed or the IMDS is turned off."
  if (HttpEndpoint === 'disabled') return refusal(403)
  const [path = ''] = request.path.split('?')
  const { headers, method, hops = 0 } = request
  if (path === '/latest/api/token') {
    if (method !== 'PUT') return refusal(405)
    // "The PUT request contains an X-Forwarded-For header": it came through a proxy.
    if (headers['x-forwarded-for'] !== undefined) return refusal(403)
    const seconds = Number(headers['x-aws-ec2-metadata-token-ttl-seconds'] ?? '')
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > 21_600) return refusal(400)
    // The hop limit is that of the answer's IP packet.
    if (hops >= HttpPutResponseHopLimit) return undefined
    return text(newToken(id, ctx.now, seconds), { [remaining]: String(seconds) })
  }
  if (method !== 'GET' && method !== 'HEAD') return refusal(405)
  const token = headers['x-aws-ec2-metadata-token']
  if (token === undefined ? HttpTokens === 'required' : !isToken(token, id, ctx.now)) return refusal(401)
  const left: Record<string, string> =
    token === undefined ? {} : { [remaining]: String(secondsLeft(token, ctx.now)) }
  const found = nodeAt(metadataTree(ctx, held), path)
  if (found === undefined) return refusal(404)
  return text(typeof found === 'string' ? found : listing(found, isTop(path)), left)
}

const remaining = 'X-Aws-Ec2-Metadata-Token-Ttl-Seconds'

/** Versions lead to the same; a name that is none leads nowhere. */
function nodeAt(tree: Node, path: string): string | Node | undefined {
  const parts = path.split('/').filter(Boolean)
  let node: string | Node = tree
  for (const part of parts) {
    if (typeof node === 'string') return undefined
    const next: Node[string] | undefined = Object.hasOwn(node, part) ? node[part] : undefined
    const value: string | Node | undefined = typeof next === 'function' ? next() : next
    if (value === undefined) return undefined
    node = value
  }
  return node
}

/** The versions, and what each of them has. */
const isTop = (path: string): boolean => path.split('/').filter(Boolean).length < 2

/** Folders end with a slash, but for those at the top. Keys of public keys are listed with their names. */
function listing(node: Node, isBare: boolean): string {
  return Object.entries(node)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const own = typeof value === 'function' ? '' : value
      if (typeof own === 'object' && '' in own) return `${name}=${String(own[''])}`
      return typeof own === 'object' && !isBare ? `${name}/` : name
    })
    .filter((name) => name !== '')
    .join('\n')
}

const text = (body: string, headers: Readonly<Record<string, string>> = {}): MetadataAnswer => ({
  status: 200,
  headers: {
    ...headers,
    'Content-Type': 'text/plain',
    'Accept-Ranges': 'none',
    'Content-Length': String(new TextEncoder().encode(body).length),
    Connection: 'close',
    Server: 'EC2ws',
  },
  body,
})

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Not Allowed',
}

function refusal(status: number): MetadataAnswer {
  const title = `${status} - ${reasons[status]}`
  const body = `<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
\t"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>${title}</title>
 </head>
 <body>
  <h1>${title}</h1>
 </body>
</html>
`
  return {
    status,
    headers: {
      'Content-Type': 'text/html',
      'Content-Length': String(body.length),
      Connection: 'close',
      Server: 'EC2ws',
    },
    body,
  }
}
