import { decodePercent, type HttpRequest } from './http.ts'

/**
 * The bucket that a request is about, from the host name (`my-bucket.s3.eu-west-1.amazonaws.com`) or from the front
 * of the path, and the path without it. No bucket: the request is about the account.
 */
export function findBucket({ path, headers }: Pick<HttpRequest, 'path' | 'headers'>): {
  bucket: string | undefined
  path: string
} {
  const hosted = bucketInHost(headers['host'] ?? '')
  if (hosted !== undefined) return { bucket: hosted, path }
  const slash = path.indexOf('/', 1)
  const bucket = decodePercent(slash < 0 ? path.slice(1) : path.slice(1, slash))
  if (!bucket || path === '/WriteGetObjectResponse') return { bucket: undefined, path }
  return { bucket, path: slash < 0 ? '/' : path.slice(slash) }
}

function bucketInHost(host: string): string | undefined {
  const name = host.replace(/:\d+$/, '')
  if (name.endsWith('.localhost')) return labelsBefore(name.slice(0, -'.localhost'.length)) ?? undefined
  const ours = /^(.*)\.amazonaws\.com(?:\.cn)?$/.exec(name)
  return ours ? (labelsBefore(ours[1]!) ?? undefined) : undefined
}

/** What stands in front of S3's own labels; all of it where there are none; null when nothing does. */
function labelsBefore(name: string): string | null {
  const found = /^(?:(.+)\.)?s3(?:express)?(?:-[a-z0-9-]*)?(?:\.[a-z0-9.-]*)?$/.exec(name)
  if (!found) return name
  // PrivateLink guide, privatelink-interface-endpoints of S3: `bucket.vpce-…` is the endpoint, not the bucket.
  const before = (found[1] ?? '').replace(/(^|\.)(bucket|accesspoint|control)\.vpce-[^.]+$/, '')
  return before || null
}
