import { AwsError } from '../../api/error.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { tagsLess, tagsWith } from '../tag-lists.ts'
import type { Tag } from '../tags.ts'
import { tagRefusals } from './errors.ts'
import { eventDataStores } from './event-data-stores.ts'
import { requireTrail, trails } from './trails.ts'

function changeTags(ctx: Context, arn: string, change: (tags: readonly Tag[]) => Tag[]): void {
  if (!arn.startsWith('arn:')) {
    throw new AwsError('CloudTrailARNInvalidException', `The ARN is not valid: ${arn}`)
  }
  if (arn.includes(':eventdatastore/')) {
    const store = eventDataStores.require(ctx, arn)
    eventDataStores.setTags(ctx, store, change(store.side.tags))
  } else {
    const trail = requireTaggedTrail(ctx, arn)
    trails.update(ctx, trail, {}, { tags: change(trail.side.tags) })
  }
}

function requireTaggedTrail(ctx: Context, arn: string) {
  if (arn.includes(':trail/')) return requireTrail(ctx, arn)
  throw new AwsError('ResourceTypeNotSupportedException', `The resource type is not supported: ${arn}`)
}

export const addTags = operation(
  'cloudtrail',
  'AddTags',
  { fidelity: 'exact', source: 'CloudTrail API reference, AddTags' },
  ({ ResourceId, TagsList }, ctx) => {
    changeTags(ctx, ResourceId, (tags) => tagsWith(tags, TagsList, tagRefusals))
    return {}
  },
)

export const removeTags = operation(
  'cloudtrail',
  'RemoveTags',
  { fidelity: 'exact', source: 'CloudTrail API reference, RemoveTags' },
  ({ ResourceId, TagsList }, ctx) => {
    const keys = TagsList.map(({ Key = '' }) => Key)
    changeTags(ctx, ResourceId, (tags) => tagsLess(tags, keys))
    return {}
  },
)

export const listTags = operation(
  'cloudtrail',
  'ListTags',
  { fidelity: 'exact', source: 'CloudTrail API reference, ListTags' },
  ({ ResourceIdList }, ctx) => ({
    ResourceTagList: ResourceIdList.map((ResourceId) => ({
      ResourceId,
      TagsList: ResourceId.includes(':eventdatastore/')
        ? eventDataStores.require(ctx, ResourceId).side.tags
        : requireTaggedTrail(ctx, ResourceId).side.tags,
    })),
  }),
)
