import type { AwsError } from '../../api/error.ts'
import type { Operations } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { type Filters, filterRecords, type Value } from '../filters.ts'
import { type Input, type OperationUnit, type Output, operation } from '../operation.ts'
import { page } from '../paging.ts'
import { type Attachment, transitGatewayAttachments } from './transit-gateway-attachments.ts'

// Attachments of one kind, which operations of their own show in a shape of their own.

interface KindInput {
  readonly TransitGatewayAttachmentIds?: readonly string[]
  readonly Filters?: Filters
  readonly MaxResults?: number
  readonly NextToken?: string
}

interface KindSpec {
  readonly list: string
  readonly is: (held: Attachment) => boolean
  readonly print: (held: Attachment, ctx: Context) => object
  readonly missing: (id: string) => AwsError
  readonly filters: Readonly<Record<string, (held: Attachment, ctx: Context) => Value | readonly Value[]>>
}

/** A describe operation of one kind of attachment, in the shape of that kind. */
export function describeKind<N extends keyof Operations['ec2'] & string>(
  name: N,
  { list, is, print, missing, filters }: KindSpec,
): OperationUnit {
  const about = { fidelity: 'exact', source: `EC2 API reference, ${name}` } as const
  return operation('ec2', name, about, (input: Input<'ec2', N>, ctx: Context) => {
    const asked = input as KindInput
    const wanted = asked.TransitGatewayAttachmentIds
    const candidates: Attachment[] = wanted?.length
      ? wanted.map((id) => requireKind(ctx, id, is, missing))
      : transitGatewayAttachments.list(ctx).filter(is)
    const selected = filterRecords(candidates, asked.Filters, (filter) => {
      const read = Object.hasOwn(filters, filter)
        ? filters[filter]
        : transitGatewayAttachments.readerOfTags(filter)
      return read && ((held) => read(held, ctx))
    })
    const { items, NextToken } = page(selected, asked, { ids: 'TransitGatewayAttachmentIds', wanted })
    const records = items.map((held) => print(held, ctx))
    return { [list]: records, ...(NextToken && { NextToken }) } as Output<'ec2', N>
  })
}

/** An attachment of one kind that the caller sees. */
export function requireKind(
  ctx: Context,
  id: string,
  is: (held: Attachment) => boolean,
  missing: (id: string) => AwsError,
): Attachment {
  const held = transitGatewayAttachments.find(ctx, id)
  if (held && is(held)) return held
  throw missing(id)
}
