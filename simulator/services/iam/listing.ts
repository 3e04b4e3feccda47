import { pageByMarker } from '../paging.ts'

interface Asked {
  readonly MaxItems?: number | undefined
  readonly Marker?: string | undefined
}

/** IAM API reference, common to its lists: 100 at once unless the caller says otherwise. */
const usual = 100

/** One page of a list under the member's name, and how to get at the next one. */
export function listed<M extends string, T>(
  member: M,
  all: readonly T[],
  { MaxItems, Marker }: Asked,
): { readonly [name in M]: readonly T[] } & { readonly IsTruncated: boolean; readonly Marker?: string } {
  const { items, NextMarker } = pageByMarker(all, { PageSize: MaxItems, Marker }, usual)
  const list = { [member]: items } as { readonly [name in M]: readonly T[] }
  return { ...list, IsTruncated: NextMarker !== undefined, ...(NextMarker && { Marker: NextMarker }) }
}

/** Those below a path, in the order of their names. */
export function below<T extends { readonly Path?: string | undefined }>(
  records: readonly T[],
  prefix: string | undefined,
  nameOf: (record: T) => string | undefined,
): T[] {
  const name = (record: T) => nameOf(record)?.toLowerCase() ?? ''
  return records
    .filter(({ Path }) => Path?.startsWith(prefix ?? '/'))
    .sort((a, b) => (name(a) < name(b) ? -1 : 1))
}
