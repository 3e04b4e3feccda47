import { AwsError } from '../../api/error.ts'
import { noSuchKey, preconditionFailed } from './errors.ts'
import type { Version } from './object-versions.ts'

export interface Conditions {
  readonly IfMatch?: string | undefined
  readonly IfNoneMatch?: string | undefined
  readonly IfModifiedSince?: string | undefined
  readonly IfUnmodifiedSince?: string | undefined
}

/**
 * S3 API reference, GetObject: where If-Match holds, If-Unmodified-Since is not asked; where If-None-Match does not
 * hold, the answer is 304 whatever If-Modified-Since says.
 */
export function checkReading(version: Version, conditions: Conditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions
  const seconds = Math.floor(version.at / 1000)
  if (IfMatch !== undefined) {
    if (!names(IfMatch, version)) throw preconditionFailed('If-Match')
  } else if (IfUnmodifiedSince !== undefined && seconds > secondsOf(IfUnmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since')
  }
  if (IfNoneMatch !== undefined) {
    if (names(IfNoneMatch, version)) throw notModified(version)
  } else if (IfModifiedSince !== undefined && seconds <= secondsOf(IfModifiedSince))
    throw notModified(version)
}

/** The same conditions of a copy on its source: there is no 304. */
export function checkCopying(version: Version, conditions: Conditions): void {
  try {
    checkReading(version, conditions)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const held = conditions.IfNoneMatch === undefined ? 'If-Modified-Since' : 'If-None-Match'
    const condition = error.status === 304 ? held : String(error.fields['Condition'])
    throw preconditionFailed(`x-amz-copy-source-${condition}`)
  }
}

// S3 user guide, conditional-writes.
export function checkWriting(
  key: string,
  current: Version | undefined,
  { IfMatch, IfNoneMatch }: Conditions,
): void {
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') {
      throw new AwsError(
        'NotImplemented',
        'A header you provided implies functionality that is not implemented',
        501,
      )
    }
    if (current) throw preconditionFailed('If-None-Match')
  }
  if (IfMatch === undefined) return
  if (!current) throw noSuchKey(key)
  if (!names(IfMatch, current)) throw preconditionFailed('If-Match')
}

const names = (wanted: string, { etag }: Version): boolean =>
  wanted.split(',').some((one) => one.trim() === '*' || bare(one) === bare(etag))

const bare = (etag: string): string => etag.trim().replaceAll('"', '')

const secondsOf = (time: string): number => Math.floor(new Date(time).getTime() / 1000)

const notModified = ({ etag, at }: Version) =>
  new AwsError('NotModified', 'Not Modified', 304, {}, { etag, 'last-modified': new Date(at).toUTCString() })
