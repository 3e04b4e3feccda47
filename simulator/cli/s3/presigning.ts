import { hexOf } from '../../kernel/md5.ts'
import { hmacSha256, sha256 } from '../../kernel/sha256.ts'
import { signingScope } from '../../world/catalogue/endpoints.ts'
import { endpointUrl } from '../endpoints.ts'
import { misused } from '../errors.ts'
import { readLine, type S3Line } from './line.ts'
import { readUri } from './places.ts'

// AWS CLI reference, s3 presign; S3 API reference, sigv4-query-string-auth.

const usualLifetime = 3600

export function presign(line: S3Line): number {
  const { s3, host, out } = line
  const { paths, values } = readLine(line)
  if (paths[0] === undefined) throw misused('the following arguments are required: path')
  const { bucket, key } = readUri(paths[0])
  const { session } = s3.caller
  const { accessKeyId, secretAccessKey, sessionToken } = session.credentials()
  const model = host.contract.model('s3api')
  const url = new URL(endpointUrl(model, session))
  // A certificate covers one label in front of the endpoint's name, so a bucket with dots goes into the path.
  const isInHost = !bucket.includes('.')
  const server = isInHost ? `${bucket}.${url.host}` : url.host
  const path = `/${isInHost ? '' : `${bucket}/`}${key.split('/').map(escaped).join('/')}`
  const region = signingScope('s3api', session.region ?? 'us-east-1').region
  const time = new Date(host.now()).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`
  const parameters: [string, string][] = [
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${accessKeyId}/${scope}`],
    ['X-Amz-Date', time],
    ['X-Amz-Expires', String(values.get('expires-in') ?? usualLifetime)],
    ['X-Amz-SignedHeaders', 'host'],
  ]
  if (sessionToken !== undefined) parameters.push(['X-Amz-Security-Token', sessionToken])
  const query = parameters.map(([name, value]) => `${name}=${escaped(value)}`)
  const canonical = [
    'GET',
    path,
    query.toSorted().join('&'),
    `host:${server}`,
    '',
    'host',
    'UNSIGNED-PAYLOAD',
  ]
  const text = ['AWS4-HMAC-SHA256', time, scope, hexOf(sha256(bytes(canonical.join('\n'))))].join('\n')
  const signature = hexOf(hmacSha256(signingKey(secretAccessKey, scope), bytes(text)))
  out.write(`${url.protocol}//${server}${path}?${query.join('&')}&X-Amz-Signature=${signature}\n`)
  return 0
}

const bytes = (text: string) => new TextEncoder().encode(text)

/** RFC 3986: everything but letters, digits and `-._~`. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

const signingKey = (secret: string, scope: string): Uint8Array =>
  scope.split('/').reduce<Uint8Array>((key, part) => hmacSha256(key, bytes(part)), bytes(`AWS4${secret}`))
