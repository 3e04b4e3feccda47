import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { mergeTags, type Tag, withoutTags } from '../tags.ts'
import { invalidInput } from './errors.ts'
import { members, organizations, ownPolicies, roots, units } from './families.ts'
import { listed } from './listing.ts'
import { requireManaged } from './membership.ts'

export const tagResource = operation(
  'organizations',
  'TagResource',
  { fidelity: 'exact', source: 'Organizations API reference, TagResource' },
  ({ ResourceId, Tags }, ctx) => {
    const { tags, replace } = requireTagged(ctx, ResourceId)
    replace(merged(tags, Tags))
    return {}
  },
)

export const untagResource = operation(
  'organizations',
  'UntagResource',
  { fidelity: 'exact', source: 'Organizations API reference, UntagResource' },
  ({ ResourceId, TagKeys }, ctx) => {
    const { tags, replace } = requireTagged(ctx, ResourceId)
    replace(
      withoutTags(
        tags,
        TagKeys.map((Key) => ({ Key })),
      ),
    )
    return {}
  },
)

export const listTagsForResource = operation(
  'organizations',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'Organizations API reference, ListTagsForResource' },
  (input, ctx) => listed('Tags', requireTagged(ctx, input.ResourceId).tags, input),
)

function merged(tags: readonly Tag[], added: readonly Tag[]): Tag[] {
  try {
    return mergeTags(tags, added)
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    throw invalidInput(error.message)
  }
}

interface Tagged {
  readonly tags: readonly Tag[]
  replace(tags: readonly Tag[]): void
}

function requireTagged(ctx: Context, id: string): Tagged {
  const organization = organizations.idOf(requireManaged(ctx))
  for (const family of [roots, units, members, ownPolicies]) {
    const held = family.get(ctx, id)
    if (held?.side.organization !== organization) continue
    return {
      tags: held.side.tags,
      replace: (tags) => family.setTags(ctx, held as never, tags),
    }
  }
  throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.")
}
