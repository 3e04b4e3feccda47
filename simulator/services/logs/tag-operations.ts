import { operation } from '../operation.ts'
import { mapOfTags, tagsLess, tagsOfMap, tagsWith } from '../tag-lists.ts'
import { tagRefusals } from './errors.ts'
import { logGroups, requireGroup, requireGroupBy } from './log-groups.ts'

export const tagResource = operation(
  'logs',
  'TagResource',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, TagResource' },
  ({ resourceArn, tags }, ctx) => {
    const group = requireGroupBy(ctx, resourceArn)
    logGroups.setTags(ctx, group, tagsWith(group.side.tags, tagsOfMap(tags), tagRefusals))
    return {}
  },
)

export const untagResource = operation(
  'logs',
  'UntagResource',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, UntagResource' },
  ({ resourceArn, tagKeys }, ctx) => {
    const group = requireGroupBy(ctx, resourceArn)
    logGroups.setTags(ctx, group, tagsLess(group.side.tags, tagKeys))
    return {}
  },
)

export const listTagsForResource = operation(
  'logs',
  'ListTagsForResource',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, ListTagsForResource' },
  ({ resourceArn }, ctx) => ({ tags: mapOfTags(requireGroupBy(ctx, resourceArn).side.tags) }),
)

// The older three, which name the log group.

export const tagLogGroup = operation(
  'logs',
  'TagLogGroup',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, TagLogGroup' },
  ({ logGroupName, tags }, ctx) => {
    const group = requireGroup(ctx, logGroupName)
    logGroups.setTags(ctx, group, tagsWith(group.side.tags, tagsOfMap(tags), tagRefusals))
    return {}
  },
)

export const untagLogGroup = operation(
  'logs',
  'UntagLogGroup',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, UntagLogGroup' },
  ({ logGroupName, tags }, ctx) => {
    const group = requireGroup(ctx, logGroupName)
    logGroups.setTags(ctx, group, tagsLess(group.side.tags, tags))
    return {}
  },
)

export const listTagsLogGroup = operation(
  'logs',
  'ListTagsLogGroup',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, ListTagsLogGroup' },
  ({ logGroupName }, ctx) => ({ tags: mapOfTags(requireGroup(ctx, logGroupName).side.tags) }),
)
