import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { tagsLess, tagsWith } from '../tag-lists.ts'
import { tagRefusals } from './errors.ts'
import { namespaces } from './namespaces.ts'
import { cloudMapServices } from './services.ts'

/** A namespace or a service by its ARN. */
function requireTagged(ctx: Context, arn: string) {
  const id = arn.slice(arn.lastIndexOf('/') + 1)
  const family = [namespaces, cloudMapServices].find(({ spec }) => id.startsWith(`${spec.prefix}-`))
  const found = ctx.families.ofId(id)
  const held = found?.name === family?.name ? found?.find(ctx, id) : undefined
  if (found && held) return { family: found, held }
  throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist.`)
}

export const tagResource = operation(
  'servicediscovery',
  'TagResource',
  { fidelity: 'exact', source: 'Cloud Map API reference, TagResource' },
  ({ ResourceARN, Tags }, ctx) => {
    const { family, held } = requireTagged(ctx, ResourceARN)
    family.setTags(ctx, held, tagsWith(family.tagsOf(held), Tags, tagRefusals))
    return {}
  },
)

export const untagResource = operation(
  'servicediscovery',
  'UntagResource',
  { fidelity: 'exact', source: 'Cloud Map API reference, UntagResource' },
  ({ ResourceARN, TagKeys }, ctx) => {
    const { family, held } = requireTagged(ctx, ResourceARN)
    family.setTags(ctx, held, tagsLess(family.tagsOf(held), TagKeys))
    return {}
  },
)

export const listTagsForResource = operation(
  'servicediscovery',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'Cloud Map API reference, ListTagsForResource' },
  ({ ResourceARN }, ctx) => {
    const { family, held } = requireTagged(ctx, ResourceARN)
    return { Tags: family.tagsOf(held).map(({ Key = '', Value = '' }) => ({ Key, Value })) }
  },
)
