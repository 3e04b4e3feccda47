import { AwsError } from '../../api/error.ts'
import type { AnyFamily, Context } from '../context.ts'
import { operation } from '../operation.ts'
import { tagsLess, tagsWith } from '../tag-lists.ts'
import { tagRefusals } from './errors.ts'

/** Whatever of RDS's has this ARN. */
function requireTagged(ctx: Context, arn: string) {
  for (const family of ctx.families.all.filter((one: AnyFamily) => one.spec.service === 'rds')) {
    const held = family.find(ctx, arn)
    if (held) return { family, held }
  }
  throw new AwsError(
    'InvalidParameterValue',
    `The specified resource name does not match an RDS resource in this region: ${arn}`,
  )
}

export const addTagsToResource = operation(
  'rds',
  'AddTagsToResource',
  { fidelity: 'exact', source: 'RDS API reference, AddTagsToResource' },
  ({ ResourceName, Tags }, ctx) => {
    const { family, held } = requireTagged(ctx, ResourceName)
    family.setTags(ctx, held, tagsWith(family.tagsOf(held), Tags, tagRefusals))
    return {}
  },
)

export const removeTagsFromResource = operation(
  'rds',
  'RemoveTagsFromResource',
  { fidelity: 'exact', source: 'RDS API reference, RemoveTagsFromResource' },
  ({ ResourceName, TagKeys }, ctx) => {
    const { family, held } = requireTagged(ctx, ResourceName)
    family.setTags(ctx, held, tagsLess(family.tagsOf(held), TagKeys))
    return {}
  },
)

export const listTagsForResource = operation(
  'rds',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'RDS API reference, ListTagsForResource' },
  ({ ResourceName }, ctx) => {
    const { family, held } = requireTagged(ctx, ResourceName)
    return { TagList: family.tagsOf(held) }
  },
)
