import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { pageOf } from './listing.ts'
import { requireByArn } from './resources-by-arn.ts'
import { checkTags } from './tag-rules.ts'

const tagged = (ctx: Context, arn: string) => requireByArn(ctx, arn, unknownResource)

const unknownResource = (arn: string) =>
  new AwsError('ResourceNotFoundException', `Resource with ARN '${arn}' does not exist`)

export const tagResource = operation(
  'route53resolver',
  'TagResource',
  { fidelity: 'exact', source: 'Route 53 API reference, TagResource' },
  ({ ResourceArn, Tags }, ctx) => {
    const { tags, setTags } = tagged(ctx, ResourceArn)
    setTags(checkTags(tags, Tags, ctx.account))
    return {}
  },
)

export const untagResource = operation(
  'route53resolver',
  'UntagResource',
  { fidelity: 'exact', source: 'Route 53 API reference, UntagResource' },
  ({ ResourceArn, TagKeys }, ctx) => {
    const { tags, setTags } = tagged(ctx, ResourceArn)
    setTags(tags.filter(({ Key = '' }) => !TagKeys.includes(Key)))
    return {}
  },
)

export const listTagsForResource = operation(
  'route53resolver',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'Route 53 API reference, ListTagsForResource' },
  ({ ResourceArn, ...asked }, ctx) => {
    const { items, size: _, ...more } = pageOf(tagged(ctx, ResourceArn).tags, asked)
    return { Tags: items, ...more }
  },
)
