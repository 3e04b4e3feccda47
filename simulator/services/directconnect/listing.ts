import { page } from '../paging.ts'
import { refused } from './errors.ts'

interface Asked {
  readonly maxResults?: number | undefined
  readonly nextToken?: string | undefined
}

// Direct Connect API reference: "If MaxResults is given a value larger than 100, only 100 results are returned."
const mostPerPage = 100

/** One page of a list, and the token for the next. */
export function pageOf<T>(
  all: readonly T[],
  { maxResults, nextToken }: Asked,
): { items: readonly T[]; next: { nextToken?: string } } {
  if (maxResults !== undefined && maxResults < 1) throw refused('maxResults must be at least 1.')
  const { items, NextToken } = page(
    all,
    {
      ...(maxResults !== undefined && { MaxResults: Math.min(maxResults, mostPerPage) }),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    },
    { min: 1, wrong: () => refused('The nextToken is not valid.') },
  )
  return { items, next: NextToken === undefined ? {} : { nextToken: NextToken } }
}
