import type { Operations } from '../api/generated/types.d.ts'
import type { Context } from './context.ts'
import type { Family } from './family.ts'
import type { Filters } from './filters.ts'
import { type About, type Input, type OperationUnit, type Output, operation } from './operation.ts'
import { type PageSize, page } from './paging.ts'

export interface DescribeSpec {
  /** The input member that takes ids, if there is one. */
  readonly ids?: string
  /** The output member that lists the resources. */
  readonly list: string
  readonly page?: PageSize
}

interface DescribeInput {
  readonly Filters?: Filters
  readonly MaxResults?: number
  readonly NextToken?: string
  readonly [member: string]: unknown
}

/** A describe operation of EC2's kind, whole: ids, filters, pages. */
export function describe<
  S extends keyof Operations & string,
  N extends keyof Operations[S] & string,
  A extends object,
  P extends object,
>(service: S, name: N, about: About, family: Family<A, P>, spec: DescribeSpec): OperationUnit {
  const { ids, list } = spec
  return operation(service, name, about, (input: Input<S, N>, ctx: Context) => {
    const asked = input as DescribeInput
    const wanted = ids === undefined ? undefined : (asked[ids] as readonly string[] | undefined)
    const selected = family.select(ctx, wanted, asked.Filters)
    const { items, NextToken } = page(selected, asked, { ids, wanted, ...spec.page })
    const records = items.map((held) => family.print(ctx, held))
    return { [list]: records, ...(NextToken && { NextToken }) } as Output<S, N>
  })
}
