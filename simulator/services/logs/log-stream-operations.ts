import type { Logs } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import { pageByToken } from '../paging.ts'
import { alreadyExists, invalid, invalidToken } from './errors.ts'
import { logGroups, requireGroup, requireGroupOf } from './log-groups.ts'
import { dropStream, logStreams, openStream, streamArn, streamsOf } from './log-streams.ts'

export const createLogStream = operation(
  'logs',
  'CreateLogStream',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, CreateLogStream' },
  ({ logGroupName, logStreamName }, ctx) => {
    const group = logGroups.idOf(requireGroup(ctx, logGroupName))
    if (logStreams.get(ctx, streamArn(group, logStreamName))) throw alreadyExists('log stream')
    openStream(ctx, group, logStreamName)
    return {}
  },
)

export const deleteLogStream = operation(
  'logs',
  'DeleteLogStream',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DeleteLogStream' },
  ({ logGroupName, logStreamName }, ctx) => {
    const group = logGroups.idOf(requireGroup(ctx, logGroupName))
    dropStream(ctx, logStreams.require(ctx, streamArn(group, logStreamName)))
    return {}
  },
)

export const describeLogStreams = operation(
  'logs',
  'DescribeLogStreams',
  { fidelity: 'exact', source: 'CloudWatch Logs API reference, DescribeLogStreams' },
  (input, ctx) => {
    const { logStreamNamePrefix = '', orderBy = 'LogStreamName', descending = false, limit = 50 } = input
    const group = logGroups.idOf(requireGroupOf(ctx, input))
    if (orderBy === 'LastEventTime' && input.logStreamNamePrefix !== undefined) {
      throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.')
    }
    const key = (record: Logs.LogStream): number | string =>
      orderBy === 'LastEventTime' ? (record.lastEventTimestamp ?? 0) : (record.logStreamName ?? '')
    const found = streamsOf(ctx, group)
      .map(({ record }) => record)
      .filter(({ logStreamName = '' }) => logStreamName.startsWith(logStreamNamePrefix))
      .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
    if (descending) found.reverse()
    const { items, next } = pageByToken(found, { size: limit, token: input.nextToken }, invalidToken)
    return { logStreams: items, ...(next && { nextToken: next }) }
  },
)
