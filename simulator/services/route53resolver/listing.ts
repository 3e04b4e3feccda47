import { AwsError } from '../../api/error.ts'
import type { Filters, Value } from '../filters.ts'
import { invalidParameter, invalidRequest } from './errors.ts'

// The Resolver's lists: filters by the names of members, and pages of a hundred.

interface Asked {
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

interface Page<T> {
  readonly items: readonly T[]
  readonly size: number
  readonly NextToken?: string
}

const usual = 100
const mark = 'resolver-page:'

export function pageOf<T>(all: readonly T[], { MaxResults: size = usual, NextToken }: Asked): Page<T> {
  const start = NextToken === undefined ? 0 : decode(NextToken)
  const items = all.slice(start, start + size)
  const end = start + size
  return end < all.length ? { items, size, NextToken: btoa(mark + end) } : { items, size }
}

function decode(token: string): number {
  let text = ''
  try {
    text = atob(token)
  } catch {
    // Not base64 at all: the same answer as for any other token that was never handed out.
  }
  const start = text.startsWith(mark) ? Number(text.slice(mark.length)) : Number.NaN
  if (Number.isInteger(start) && start >= 0) return start
  throw new AwsError('InvalidNextTokenException', 'Invalid value passed for the NextToken parameter')
}

export type Readers<T> = Readonly<Record<string, (record: T) => Value | readonly Value[]>>

/** Route 53 API reference, Filter: names as the members are called, or in capitals with underscores between words. */
export function filtered<T>(records: readonly T[], filters: Filters | undefined, readers: Readers<T>): T[] {
  const byName = new Map(Object.entries(readers).map(([name, read]) => [plain(name), read]))
  let selected = [...records]
  for (const { Name = '', Values = [] } of filters ?? []) {
    const read = byName.get(/^[A-Z_]+$/.test(Name) ? plain(Name) : exact(readers, Name))
    if (!read) throw invalidParameter(`The filter '${Name}' is invalid`, 'Filters')
    if (!Values.length) throw invalidRequest(`The filter '${Name}' must have at least one value`)
    selected = selected.filter((record) => {
      const value = read(record)
      const values = Array.isArray(value) ? (value as readonly Value[]) : [value as Value]
      return values.some((one) => one !== undefined && Values.includes(String(one)))
    })
  }
  return selected
}

const plain = (name: string): string => name.replaceAll('_', '').toUpperCase()
const exact = <T>(readers: Readers<T>, name: string): string =>
  Object.hasOwn(readers, name) ? plain(name) : ''

interface Sorting {
  readonly SortBy?: string | undefined
  readonly SortOrder?: string | undefined
}

export function sorted<T>(records: readonly T[], { SortBy, SortOrder }: Sorting, readers: Readers<T>): T[] {
  if (SortBy === undefined) return [...records]
  const read = Object.hasOwn(readers, SortBy) ? readers[SortBy] : undefined
  if (!read) throw invalidParameter(`Records cannot be sorted by '${SortBy}'`, 'SortBy')
  const sign = SortOrder === 'DESCENDING' ? -1 : 1
  const of = (record: T) => read(record) as string | number
  return [...records].sort((a, b) => sign * compare(of(a), of(b)))
}

const compare = (a: string | number, b: string | number): number => (a === b ? 0 : a < b ? -1 : 1)
