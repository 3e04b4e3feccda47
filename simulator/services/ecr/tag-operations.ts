import { operation } from '../operation.ts'
import { tagsLess, tagsWith } from '../tag-lists.ts'
import { tagRefusals } from './errors.ts'
import { repositories } from './repositories.ts'

export const tagResource = operation(
  'ecr',
  'TagResource',
  { fidelity: 'exact', source: 'ECR API reference, TagResource' },
  ({ resourceArn, tags }, ctx) => {
    const repository = repositories.require(ctx, resourceArn)
    repositories.setTags(ctx, repository, tagsWith(repository.side.tags, tags, tagRefusals))
    return {}
  },
)

export const untagResource = operation(
  'ecr',
  'UntagResource',
  { fidelity: 'exact', source: 'ECR API reference, UntagResource' },
  ({ resourceArn, tagKeys }, ctx) => {
    const repository = repositories.require(ctx, resourceArn)
    repositories.setTags(ctx, repository, tagsLess(repository.side.tags, tagKeys))
    return {}
  },
)

export const listTagsForResource = operation(
  'ecr',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'ECR API reference, ListTagsForResource' },
  ({ resourceArn }, ctx) => ({
    tags: repositories
      .require(ctx, resourceArn)
      .side.tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
  }),
)
