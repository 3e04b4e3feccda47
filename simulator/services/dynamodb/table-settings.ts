import { AwsError } from '../../api/error.ts'
import { operation } from '../operation.ts'
import { present } from '../present.ts'
import { mergeTags, withoutTags } from '../tags.ts'
import { validation } from './errors.ts'
import { requireTable, tables } from './tables.ts'

const noSuchResource = (arn: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn} not found`)

export const tagResource = operation(
  'dynamodb',
  'TagResource',
  { fidelity: 'exact', source: 'DynamoDB API reference, TagResource' },
  ({ ResourceArn, Tags }, ctx) => {
    const held = tables.find(ctx, ResourceArn)
    if (!held) throw noSuchResource(ResourceArn)
    tables.setTags(ctx, held, mergeTags(held.side.tags, Tags))
    return {}
  },
)

export const untagResource = operation(
  'dynamodb',
  'UntagResource',
  { fidelity: 'exact', source: 'DynamoDB API reference, UntagResource' },
  ({ ResourceArn, TagKeys }, ctx) => {
    const held = tables.find(ctx, ResourceArn)
    if (!held) throw noSuchResource(ResourceArn)
    tables.setTags(
      ctx,
      held,
      withoutTags(
        held.side.tags,
        TagKeys.map((Key) => ({ Key })),
      ),
    )
    return {}
  },
)

export const listTagsOfResource = operation(
  'dynamodb',
  'ListTagsOfResource',
  { fidelity: 'exact', source: 'DynamoDB API reference, ListTagsOfResource' },
  ({ ResourceArn }, ctx) => {
    const held = tables.find(ctx, ResourceArn)
    if (!held) throw noSuchResource(ResourceArn)
    return { Tags: held.side.tags.map(({ Key = '', Value = '' }) => ({ Key, Value })) }
  },
)

export const updateTimeToLive = operation(
  'dynamodb',
  'UpdateTimeToLive',
  {
    fidelity: { simplified: 'The setting is kept; items do not expire.' },
    source: 'DynamoDB API reference, UpdateTimeToLive',
  },
  ({ TableName, TimeToLiveSpecification: asked }, ctx) => {
    const held = requireTable(ctx, TableName)
    const isOn = held.side.timeToLive !== undefined
    if (asked.Enabled === isOn) {
      throw validation(`TimeToLive is already ${isOn ? 'enabled' : 'disabled'}`)
    }
    tables.update(ctx, held, {}, { timeToLive: asked.Enabled ? asked.AttributeName : undefined })
    return { TimeToLiveSpecification: asked }
  },
)

export const describeTimeToLive = operation(
  'dynamodb',
  'DescribeTimeToLive',
  { fidelity: 'exact', source: 'DynamoDB API reference, DescribeTimeToLive' },
  ({ TableName }, ctx) => {
    const { timeToLive } = requireTable(ctx, TableName).side
    return {
      TimeToLiveDescription: present({
        TimeToLiveStatus: timeToLive === undefined ? ('DISABLED' as const) : ('ENABLED' as const),
        AttributeName: timeToLive,
      }),
    }
  },
)
