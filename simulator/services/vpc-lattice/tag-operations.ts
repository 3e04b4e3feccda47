import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { mapOfTags, tagsLess, tagsOfMap, tagsWith } from '../tag-lists.ts'
import { notFound, tagRefusals } from './errors.ts'
import { idIn } from './resources.ts'

/** Whatever of VPC Lattice's has this ARN. */
function requireTagged(ctx: Context, arn: string) {
  const id = idIn(arn)
  const family = ctx.families.ofId(id)
  const held = family?.spec.service === 'vpc-lattice' ? family.find(ctx, id) : undefined
  if (family && held) return { family, held }
  throw notFound('Resource', 'RESOURCE', arn)
}

export const tagResource = operation(
  'vpc-lattice',
  'TagResource',
  { fidelity: 'exact', source: 'VPC Lattice API reference, TagResource' },
  ({ resourceArn, tags }, ctx) => {
    const { family, held } = requireTagged(ctx, resourceArn)
    family.setTags(ctx, held, tagsWith(family.tagsOf(held, ctx), tagsOfMap(tags), tagRefusals))
    return {}
  },
)

export const untagResource = operation(
  'vpc-lattice',
  'UntagResource',
  { fidelity: 'exact', source: 'VPC Lattice API reference, UntagResource' },
  ({ resourceArn, tagKeys }, ctx) => {
    const { family, held } = requireTagged(ctx, resourceArn)
    family.setTags(ctx, held, tagsLess(family.tagsOf(held, ctx), tagKeys))
    return {}
  },
)

export const listTagsForResource = operation(
  'vpc-lattice',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'VPC Lattice API reference, ListTagsForResource' },
  ({ resourceArn }, ctx) => {
    const { family, held } = requireTagged(ctx, resourceArn)
    return { tags: mapOfTags(family.tagsOf(held, ctx)) }
  },
)
