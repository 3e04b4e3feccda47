import { invalidInput } from './errors.ts'

// Route 53's lists: how many at once is a text, and the next page starts at what the last one says comes next.

/** How many the caller wants; more than AWS gives at once is as much as AWS gives. */
export function pageSize(asked: string | undefined, most: number): number {
  if (asked === undefined) return most
  const size = Number(asked)
  if (!/^\d+$/.test(asked) || size < 1) {
    throw invalidInput(`The value of MaxItems must be a number from 1 to ${most}: ${asked}`)
  }
  return Math.min(size, most)
}

export interface Page<T> {
  readonly items: readonly T[]
  /** The first item of the next page, if there is one. */
  readonly next: T | undefined
}

export function pageFrom<T>(all: readonly T[], start: number, size: number): Page<T> {
  return { items: all.slice(start, start + size), next: all[start + size] }
}

/** The page that starts with the item of an id. An id that is gone starts where the list does not go on. */
export function pageAt<T>(
  all: readonly T[],
  marker: string | undefined,
  idOf: (item: T) => string,
  size: number,
): Page<T> {
  if (marker === undefined || marker === '') return pageFrom(all, 0, size)
  const start = all.findIndex((item) => idOf(item) === marker)
  if (start < 0) throw invalidInput(`The marker ${marker} is not valid.`)
  return pageFrom(all, start, size)
}
