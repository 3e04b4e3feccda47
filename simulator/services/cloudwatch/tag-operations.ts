import { operation } from '../operation.ts'
import { tagsLess, tagsWith } from '../tag-lists.ts'
import { alarms } from './alarms.ts'
import { tagRefusals } from './errors.ts'

export const tagResource = operation(
  'cloudwatch',
  'TagResource',
  { fidelity: 'exact', source: 'CloudWatch API reference, TagResource' },
  ({ ResourceARN, Tags }, ctx) => {
    const alarm = alarms.require(ctx, ResourceARN)
    alarms.setTags(ctx, alarm, tagsWith(alarm.side.tags, Tags, tagRefusals))
    return {}
  },
)

export const untagResource = operation(
  'cloudwatch',
  'UntagResource',
  { fidelity: 'exact', source: 'CloudWatch API reference, UntagResource' },
  ({ ResourceARN, TagKeys }, ctx) => {
    const alarm = alarms.require(ctx, ResourceARN)
    alarms.setTags(ctx, alarm, tagsLess(alarm.side.tags, TagKeys))
    return {}
  },
)

export const listTagsForResource = operation(
  'cloudwatch',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'CloudWatch API reference, ListTagsForResource' },
  ({ ResourceARN }, ctx) => ({
    Tags: alarms.require(ctx, ResourceARN).side.tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
  }),
)
