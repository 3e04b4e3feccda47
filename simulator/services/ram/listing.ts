import { AwsError } from '../../api/error.ts'
import { pageByToken } from '../paging.ts'

interface Asked {
  readonly maxResults?: number | undefined
  readonly nextToken?: string | undefined
}

/** One page of a list under the member's name. */
export function listed<M extends string, T>(
  member: M,
  all: readonly T[],
  { maxResults = 500, nextToken }: Asked,
): { readonly [name in M]: readonly T[] } & { readonly nextToken?: string } {
  const { items, next } = pageByToken(all, { size: maxResults, token: nextToken }, wrongToken)
  const list = { [member]: items } as { readonly [name in M]: readonly T[] }
  return next === undefined ? list : { ...list, nextToken: next }
}

const wrongToken = () =>
  new AwsError('InvalidNextTokenException', 'The specified value for NextToken is not valid.')
