import { AwsError } from '../api/error.ts'

export interface PageSize {
  /** Least and most that MaxResults may be. EC2's usual bounds are 5 and 1000. */
  readonly min?: number
  readonly max?: number
  /** How many come at once when the caller does not say; all of them where AWS sets no bound. */
  readonly usual?: number
}

interface Asked {
  readonly MaxResults?: number
  readonly NextToken?: string
}

interface ById {
  readonly ids?: string | undefined
  readonly wanted?: readonly string[] | undefined
}

interface Refusal {
  /** What is said of a token that was never handed out, where it is not EC2's. */
  readonly wrong?: () => AwsError
}

/** One page of a list, and the token for the next. */
export function page<T>(
  all: readonly T[],
  { MaxResults, NextToken }: Asked,
  {
    min = 5,
    max = 1000,
    usual = Number.POSITIVE_INFINITY,
    ids,
    wanted,
    wrong,
  }: PageSize & ById & Refusal = {},
): { items: readonly T[]; NextToken?: string } {
  if (MaxResults !== undefined) checkSize(MaxResults, min, max)
  // EC2 API reference, Query-Requests: "You cannot specify MaxResults and a list of ids in the same request."
  if (MaxResults !== undefined && wanted?.length && ids) {
    throw new AwsError(
      'InvalidParameterCombination',
      `The parameter ${lowerFirst(ids)} cannot be used with the parameter maxResults`,
    )
  }
  const start = NextToken === undefined ? 0 : decode(NextToken, wrong)
  const end = start + (MaxResults ?? usual)
  const items = start === 0 && end >= all.length ? all : all.slice(start, end)
  return end < all.length ? { items, NextToken: encode(end) } : { items }
}

interface AskedByMarker {
  readonly PageSize?: number | undefined
  readonly Marker?: string | undefined
}

/** One page of a list, and the marker for the next, as the older query services do it. */
export function pageByMarker<T>(
  all: readonly T[],
  { PageSize, Marker }: AskedByMarker,
  usual = Number.POSITIVE_INFINITY,
): { items: readonly T[]; NextMarker?: string } {
  const start = Marker === undefined ? 0 : decode(Marker, () => wrongMarker(Marker))
  const end = start + (PageSize ?? usual)
  const items = all.slice(start, end)
  return end < all.length ? { items, NextMarker: encode(end) } : { items }
}

/** One page of a list, and the token for the next, for services that say in words of their own what they refuse. */
export function pageByToken<T>(
  all: readonly T[],
  { size, token }: { readonly size: number; readonly token: string | undefined },
  wrong: () => AwsError,
): { items: readonly T[]; next?: string } {
  const start = token === undefined ? 0 : decode(token, wrong)
  const end = start + size
  const items = all.slice(start, end)
  return end < all.length ? { items, next: encode(end) } : { items }
}

const wrongMarker = (marker: string) => new AwsError('ValidationError', `Invalid marker: '${marker}'`)

function checkSize(size: number, min: number, max: number): void {
  if (size < min) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value greater than or equal to ${min}.`,
    )
  }
  if (size > max) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value smaller than or equal to ${max}.`,
    )
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const mark = 'hopwise-page:'
const encode = (start: number): string => btoa(mark + start)

const wrongToken = () => new AwsError('InvalidParameterValue', `Unable to parse pagination token`)

function decode(token: string, wrong = wrongToken): number {
  let text = ''
  try {
    text = atob(token)
  } catch {
    // Not base64 at all: the same answer as for any other token that was never handed out.
  }
  const start = text.startsWith(mark) ? Number(text.slice(mark.length)) : Number.NaN
  if (!Number.isInteger(start) || start < 0) throw wrong()
  return start
}
