import { invalidArgument } from './errors.ts'

// How S3 lists: names in the order of their bytes, with a prefix, and with all that goes on behind a delimiter rolled
// up into one common prefix. Names and common prefixes count alike towards the page.

/** S3 API reference, ListObjectsV2: "up to 1,000 key names". */
const mostAtOnce = 1000

export interface Asked {
  readonly Prefix?: string | undefined
  readonly Delimiter?: string | undefined
  readonly MaxKeys?: number | undefined
  readonly EncodingType?: 'url' | undefined
}

export interface KeyPage<T> {
  readonly items: readonly T[]
  readonly prefixes: readonly string[]
  /** The last name or common prefix on it; where a next page starts. */
  readonly last: string | undefined
  readonly isCut: boolean
}

/** One page of things that have keys, sorted by them. `isAfter` says what an earlier page has not had yet. */
export function pageOfKeys<T extends { readonly key: string }>(
  sorted: readonly T[],
  { Prefix = '', Delimiter = '', MaxKeys = mostAtOnce }: Asked,
  after = '',
  isAfter: (item: T) => boolean = ({ key }) => key > after,
): KeyPage<T> {
  if (MaxKeys < 0) throw invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647')
  const size = Math.min(MaxKeys, mostAtOnce)
  const items: T[] = []
  const prefixes: string[] = []
  let last: string | undefined
  for (const item of sorted) {
    const { key } = item
    if (!key.startsWith(Prefix) || !isAfter(item)) continue
    const common = commonPrefix(key, Prefix, Delimiter)
    if (common !== undefined && (common === last || (after !== '' && after.startsWith(common)))) continue
    if (items.length + prefixes.length >= size) return { items, prefixes, last, isCut: size > 0 }
    if (common === undefined) items.push(item)
    else prefixes.push(common)
    last = common ?? key
  }
  return { items, prefixes, last, isCut: false }
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined
  const end = key.indexOf(delimiter, prefix.length)
  return end < 0 ? undefined : key.slice(0, end + delimiter.length)
}

/** Names as XML can hold them all: percent-encoded, except for what may stand in a path. */
export function encoder(type: 'url' | undefined): <T extends string | undefined>(name: T) => T {
  if (type !== 'url') return (name) => name
  return (name) => (name === undefined ? name : encode(name)) as typeof name
}

const encode = (name: string): string =>
  encodeURIComponent(name)
    .replace(/[!'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')

export const sizeOf = ({ MaxKeys = mostAtOnce }: Asked): number => Math.min(MaxKeys, mostAtOnce)
