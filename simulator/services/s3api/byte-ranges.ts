import { AwsError } from '../../api/error.ts'

export interface ByteRange {
  readonly start: number
  /** The first byte that is no more part of it. */
  readonly end: number
}

/**
 * The part of an object that a Range header asks for: `bytes=0-9`, `bytes=10-`, `bytes=-5`. Undefined where the header
 * is none that S3 follows, which then gives the whole (RFC 9110, section 14.2).
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return undefined
  if (first === '') {
    if (Number(last) === 0 || size === 0) throw notSatisfiable(first, last, size)
    return { start: Math.max(0, size - Number(last)), end: size }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return undefined
  if (start >= size) throw notSatisfiable(first, last, size)
  return { start, end: last === '' ? size : Math.min(size, Number(last) + 1) }
}

// Clients ask again with the help of the size.
const notSatisfiable = (first: string, last: string, size: number) =>
  new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
    RangeRequested: `bytes=${first}-${last}`,
    ActualObjectSize: String(size),
  })
