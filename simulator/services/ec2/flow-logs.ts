import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Held } from '../../world/held.ts'
import { type Context, timestamp } from '../context.ts'
import { family } from '../family.ts'
import { operation } from '../operation.ts'
import { page } from '../paging.ts'
import { tagsFor } from '../tags.ts'
import { readFlowLogRequest } from './flow-log-requests.ts'

export type FlowLog = Held<Ec2.FlowLog>

const notFound = (ids: readonly string[]) =>
  new AwsError(
    'InvalidFlowLogId.NotFound',
    `These flow log ids in the input list are not found: [TotalCount: ${ids.length}] ${ids.join(', ')}`,
  )

const tooMany = () =>
  new AwsError('FlowLogsLimitExceeded', 'The maximum number of flow logs for the resource has been reached.')

export const flowLogs = family<Ec2.FlowLog>({
  service: 'ec2',
  resource: 'vpc-flow-log',
  id: 'FlowLogId',
  prefix: 'fl',
  missing: (id) => notFound([id]),
  tags: { member: 'Tags', whenEmpty: 'listed' },
  // No reference: a flow log neither keeps its resource from being deleted nor goes with it.
  indexes: { resource: ({ record }) => record.ResourceId },
  quota: { id: 'flow-logs-per-resource', per: 'resource', error: tooMany },
  arn: ({ account, region, record }) => `arn:aws:ec2:${region}:${account}:vpc-flow-log/${record.FlowLogId}`,
  filters: {
    'deliver-log-status': ({ record }) => record.DeliverLogsStatus,
    'log-destination-type': ({ record }) => record.LogDestinationType,
    'flow-log-id': ({ record }) => record.FlowLogId,
    'log-group-name': ({ record }) => record.LogGroupName,
    'resource-id': { index: 'resource', read: ({ record }) => record.ResourceId },
    'traffic-type': ({ record }) => record.TrafficType,
  },
})

// Its filters come as `Filter`, unlike those of every other describe operation.
export const describeFlowLogs = operation(
  'ec2',
  'DescribeFlowLogs',
  { fidelity: 'exact', source: 'EC2 API reference, DescribeFlowLogs' },
  (input, ctx) => {
    const wanted = input.FlowLogIds
    requireAll(ctx, wanted ?? [])
    const selected = flowLogs.select(ctx, wanted, input.Filter)
    const { items, NextToken } = page(selected, input, { ids: 'FlowLogIds', wanted })
    return { FlowLogs: items.map((one) => flowLogs.print(ctx, one)), ...(NextToken && { NextToken }) }
  },
)

function requireAll(ctx: Context, ids: readonly string[]): FlowLog[] {
  const missing = ids.filter((id) => !flowLogs.find(ctx, id))
  if (missing.length) throw notFound(missing)
  return ids.map((id) => flowLogs.require(ctx, id))
}

export const createFlowLogs = operation(
  'ec2',
  'CreateFlowLogs',
  {
    fidelity: {
      simplified:
        'Lines about an interface without traffic end after six intervals; ECS, tag and encryption fields stay empty; Parquet files and Firehose streams are not written; policies of buckets are not asked.',
    },
    source: 'EC2 API reference, CreateFlowLogs',
  },
  (input, ctx) => {
    const Tags = tagsFor(input.TagSpecifications, 'vpc-flow-log')
    const { settings, resources } = readFlowLogRequest(ctx, input)
    const FlowLogIds: string[] = []
    const Unsuccessful: Ec2.UnsuccessfulItem[] = []
    for (const { id, problem } of resources) {
      const failure = problem ?? duplicateOf(ctx, id, settings)
      if (failure) {
        Unsuccessful.push({ Error: { Code: failure.code, Message: failure.message }, ResourceId: id })
        continue
      }
      const FlowLogId = ctx.newId('fl')
      flowLogs.create(ctx, {
        CreationTime: timestamp(ctx.now),
        DeliverLogsStatus: 'SUCCESS',
        FlowLogId,
        FlowLogStatus: 'ACTIVE',
        ResourceId: id,
        ...settings,
        Tags,
      })
      ctx.after('flow-log-begun', 'flow-log-begun', { log: FlowLogId })
      FlowLogIds.push(FlowLogId)
    }
    // Where nothing but duplicates was asked for, the call itself is refused.
    const duplicates = Unsuccessful.filter((one) => one.Error?.Code === duplicateCode)
    if (!FlowLogIds.length && duplicates.length === resources.length) throw alreadyExists()
    const { ClientToken } = input
    return { ...(ClientToken !== undefined && { ClientToken }), FlowLogIds, Unsuccessful }
  },
)

const duplicateCode = 'FlowLogAlreadyExists'

const alreadyExists = () =>
  new AwsError(
    duplicateCode,
    'Error. There is an existing Flow Log with the same configuration and log destination.',
  )

const compared = [
  'TrafficType',
  'LogDestinationType',
  'LogDestination',
  'LogGroupName',
  'LogFormat',
  'MaxAggregationInterval',
] as const

function duplicateOf(ctx: Context, resource: string, settings: Partial<Ec2.FlowLog>): AwsError | undefined {
  const isSame = ({ record }: FlowLog) => compared.every((member) => record[member] === settings[member])
  return flowLogs.by(ctx, 'resource', resource).some(isSame) ? alreadyExists() : undefined
}

export const deleteFlowLogs = operation(
  'ec2',
  'DeleteFlowLogs',
  { fidelity: 'exact', source: 'EC2 API reference, DeleteFlowLogs' },
  ({ FlowLogIds }, ctx) => {
    for (const flowLog of requireAll(ctx, FlowLogIds)) flowLogs.remove(ctx, flowLog)
    return { Unsuccessful: [] }
  },
)
