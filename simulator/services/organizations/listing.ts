import { AwsError } from '../../api/error.ts'
import { page } from '../paging.ts'
import { invalidInput } from './errors.ts'

interface Asked {
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
}

/** One page of a list under the member's name; twenty at once, as AWS gives them. */
export function listed<M extends string, T>(
  member: M,
  all: readonly T[],
  { MaxResults, NextToken }: Asked,
): { readonly [name in M]: readonly T[] } & { readonly NextToken?: string } {
  const asked = {
    ...(MaxResults !== undefined && { MaxResults }),
    ...(NextToken !== undefined && { NextToken }),
  }
  const { items, NextToken: next } = pageOf(all, asked)
  const list = { [member]: items } as { readonly [name in M]: readonly T[] }
  return next === undefined ? list : { ...list, NextToken: next }
}

function pageOf<T>(all: readonly T[], asked: { MaxResults?: number; NextToken?: string }) {
  try {
    return page(all, asked, { min: 1, max: 20, usual: 20 })
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw invalidInput('You specified a pagination token that is not valid.')
  }
}
