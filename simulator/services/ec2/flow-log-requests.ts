import { AwsError } from '../../api/error.ts'
import type { Ec2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { invalidParameter, missingParameter } from './errors.ts'
import { type FlowLogKind, flowLogFormat } from './flow-log-formats.ts'

// What CreateFlowLogs may be asked for.

type Request = Ec2.CreateFlowLogsRequest

export interface FlowLogRequest {
  /** What every flow log of the request has in common. */
  readonly settings: Partial<Ec2.FlowLog>
  readonly resources: readonly { readonly id: string; readonly problem?: AwsError }[]
}

const familyOfType: Readonly<Record<string, string>> = {
  VPC: 'ec2:vpc',
  Subnet: 'ec2:subnet',
  NetworkInterface: 'ec2:network-interface',
  TransitGateway: 'ec2:transit-gateway',
  TransitGatewayAttachment: 'ec2:transit-gateway-attachment',
  RegionalNatGateway: 'ec2:natgateway',
}

export function readFlowLogRequest(ctx: Context, input: Request): FlowLogRequest {
  const { ResourceIds, ResourceType } = input
  if (!ResourceIds.length) throw missingParameter('resourceIdSet')
  const family = Object.hasOwn(familyOfType, ResourceType) ? familyOfType[ResourceType] : undefined
  if (family === undefined) {
    throw invalidParameter(`Value (${ResourceType}) for parameter resourceType is invalid.`)
  }
  const kind: FlowLogKind = ResourceType.startsWith('TransitGateway') ? 'transit-gateway' : 'vpc'
  const settings: Partial<Ec2.FlowLog> = {
    ...trafficType(input.TrafficType, kind),
    ...destination(input),
    LogFormat: flowLogFormat(input.LogFormat, kind),
    MaxAggregationInterval: aggregationInterval(input.MaxAggregationInterval, kind),
    ...destinationOptions(input),
  }
  const resources = ResourceIds.map((id) => {
    const problem = problemWith(ctx, family, id) ?? problemWithBucket(ctx, settings)
    return problem ? { id, problem } : { id }
  })
  return { settings, resources }
}

// A resource that is not there fails for itself; the others of the request get their flow logs.
function problemWith(ctx: Context, name: string, id: string): AwsError | undefined {
  const family = ctx.families.all.find((one) => one.name === name)
  if (!family || family.find(ctx, id)) return undefined
  const missing = family.spec.missing(id)
  return missing instanceof AwsError ? missing : undefined
}

function problemWithBucket(ctx: Context, settings: Partial<Ec2.FlowLog>): AwsError | undefined {
  if (settings.LogDestinationType !== 's3') return undefined
  const buckets = ctx.families.all.find((one) => one.name === 's3api:bucket')
  const bucket = bucketOf(settings.LogDestination ?? '')
  if (!buckets || buckets.get(ctx, bucket)) return undefined
  return new AwsError('400', `LogDestination: ${bucket} does not exist`)
}

const bucketOf = (arn: string): string => arn.replace(/^arn:[^:]*:s3:::/, '').split('/')[0] ?? ''

// EC2 API reference, CreateFlowLogs: "TrafficType is not supported for transit gateway resource types. It is required
// for the other resource types."
function trafficType(asked: string | undefined, kind: FlowLogKind): Partial<Ec2.FlowLog> {
  if (kind === 'transit-gateway') {
    if (asked === undefined) return {}
    throw new AwsError('InvalidParameter', 'TrafficType is not supported for transit gateway resource types.')
  }
  if (asked === undefined) throw missingParameter('trafficType')
  if (asked === 'ALL' || asked === 'ACCEPT' || asked === 'REJECT') return { TrafficType: asked }
  throw invalidParameter(`Value (${asked}) for parameter trafficType is invalid.`)
}

// EC2 API reference, CreateFlowLogs: ten minutes unless asked otherwise; transit gateways know one minute only.
function aggregationInterval(asked: number | undefined, kind: FlowLogKind): number {
  const interval = asked ?? (kind === 'transit-gateway' ? 60 : 600)
  if (interval === 60 || (interval === 600 && kind === 'vpc')) return interval
  throw new AwsError('InvalidParameter', 'Invalid Flow Log Max Aggregation Interval')
}

function destination(input: Request): Partial<Ec2.FlowLog> {
  const { LogDestinationType: type = 'cloud-watch-logs', LogDestination, LogGroupName } = input
  const { DeliverLogsPermissionArn, DeliverCrossAccountRole } = input
  const roles = {
    ...(DeliverLogsPermissionArn !== undefined && { DeliverLogsPermissionArn }),
    ...(DeliverCrossAccountRole !== undefined && { DeliverCrossAccountRole }),
  }
  if (LogGroupName !== undefined && LogDestination !== undefined) {
    throw new AwsError('InvalidParameter', 'Please only provide LogGroupName or only provide LogDestination.')
  }
  if (type === 'cloud-watch-logs') {
    if (LogGroupName === undefined && LogDestination === undefined) {
      throw new AwsError('InvalidParameter', "LogDestination can't be empty if LogGroupName is not provided.")
    }
    if (DeliverLogsPermissionArn === undefined) throw needed('DeliverLogsPermissionArn', type)
    return { ...roles, LogDestinationType: type, ...logGroup(LogGroupName, LogDestination) }
  }
  if (type !== 's3' && type !== 'kinesis-data-firehose') {
    throw invalidParameter(`Value (${String(type)}) for parameter logDestinationType is invalid.`)
  }
  if (LogGroupName !== undefined) {
    throw new AwsError(
      'InvalidParameter',
      'LogDestination type must be cloud-watch-logs if LogGroupName is provided.',
    )
  }
  if (LogDestination === undefined) throw needed('LogDestination', type)
  if (type === 's3' && DeliverLogsPermissionArn !== undefined) {
    throw new AwsError('InvalidParameter', 'DeliverLogsPermissionArn is not applicable for s3 delivery')
  }
  requireArn(LogDestination, type === 's3' ? 's3' : 'firehose')
  return { ...roles, LogDestinationType: type, LogDestination }
}

const needed = (parameter: string, type: string) =>
  new AwsError('InvalidParameter', `${parameter} can't be empty if LogDestinationType is ${type}.`)

function requireArn(arn: string, service: string): void {
  if (arn.startsWith('arn:') && arn.split(':')[2] === service) return
  throw new AwsError('InvalidParameter', `LogDestination ${arn} is not a valid ARN of ${service}.`)
}

// A log group is shown by its name; where the request gave its ARN, by that too.
function logGroup(name: string | undefined, arn: string | undefined): Partial<Ec2.FlowLog> {
  if (arn === undefined) return { LogGroupName: name }
  requireArn(arn, 'logs')
  const group = arn.split(':').slice(6).join(':')
  return { LogGroupName: group.replace(/:\*$/, ''), LogDestination: arn }
}

function destinationOptions({ DestinationOptions, LogDestinationType }: Request): Partial<Ec2.FlowLog> {
  if (!DestinationOptions) return {}
  if (LogDestinationType !== 's3') {
    throw new AwsError('InvalidParameter', 'DestinationOptions are supported only for s3 delivery.')
  }
  return {
    DestinationOptions: {
      FileFormat: DestinationOptions.FileFormat ?? 'plain-text',
      HiveCompatiblePartitions: DestinationOptions.HiveCompatiblePartitions ?? false,
      PerHourPartition: DestinationOptions.PerHourPartition ?? false,
    },
  }
}
