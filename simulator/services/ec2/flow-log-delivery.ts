import { plan } from '../../kernel/clock.ts'
import { type Store, table } from '../../kernel/store.ts'
import { isForgotten, nextRow, type Sighting, type Traffic, trafficSince } from '../../world/traffic.ts'
import type { Context } from '../context.ts'
import {
  deliverToBucket,
  deliverToGroup,
  fileHash,
  fileTime,
  folderOf,
  type LogLine,
  placeInBucket,
} from '../log-delivery.ts'
import { groupArn } from '../logs/log-groups.ts'
import { streamArn } from '../logs/log-streams.ts'
import { due } from '../operation.ts'
import { problemWithRole } from '../service-roles.ts'
import { fieldsOfFormat } from './flow-log-formats.ts'
import { emptyLine, interfaceLine, transitLine } from './flow-log-lines.ts'
import { interfaceRecords, transitRecords } from './flow-log-records.ts'
import { type FlowLog, flowLogs } from './flow-logs.ts'
import { type NetworkInterface, networkInterfaces } from './network-interfaces.ts'
import { isOnNitro } from './nitro-interfaces.ts'

// Flow logs collect for the length of an aggregation interval and are published some minutes later (VPC user guide,
// flow-log-records). Each interval that may have something to tell is work that falls due.

interface FlowLogWindow {
  readonly log: string
  /** Seconds. */
  readonly length: number
  /** Milliseconds since 1970. */
  readonly from: number
  /** The first row of traffic that it may tell of. */
  readonly first: number
  /** How many intervals before it saw nothing. */
  readonly quiet: number
  /** It was told of already, but not all. */
  readonly isLate: boolean
}

const keyOf = ({ log, length, from }: Pick<FlowLogWindow, 'log' | 'length' | 'from'>) =>
  `${log}/${length}/${from}`

export const flowLogWindows = table<FlowLogWindow>('flow-log-windows', keyOf)

/** So many intervals without traffic are told as such; then the log rests until there is traffic again. */
const mostQuiet = 6

/** The same page: about five minutes to CloudWatch Logs and ten to S3. */
const delayOf = ({ record }: FlowLog): number => (record.LogDestinationType === 's3' ? 600_000 : 300_000)

interface World {
  readonly store: Store
  readonly now: number
}

/** Has the flow logs that are concerned tell of a row of traffic. */
export function logTraffic(world: World, row: Traffic): void {
  const transit = row.stations.filter(({ kind }) => kind.startsWith('transit-gateway'))
  for (const log of logsOn(
    world,
    transit.flatMap(({ id, of = '' }) => [id, of]),
  ))
    cover(world, log, 60, row)
  for (const log of logsOn(
    world,
    row.sightings.flatMap((one) => [one.interface, one.subnet, one.vpc]),
  )) {
    const seen = row.sightings.filter((one) => isAbout(log, one))
    for (const length of new Set(seen.map((one) => lengthFor(world, log, one.interface))))
      cover(world, log, length, row)
  }
}

const logsOn = (world: World, resources: readonly string[]): FlowLog[] =>
  [...new Set(resources)].flatMap((id) => flowLogs.by(world, 'resource', id))

const isAbout = ({ record: { ResourceId } }: FlowLog, { interface: id, subnet, vpc }: Sighting): boolean =>
  ResourceId === id || ResourceId === subnet || ResourceId === vpc

/** The same page: of interfaces of Nitro instances the interval is always a minute or less. */
function lengthFor(world: Pick<World, 'store'>, { record }: FlowLog, id: string): number {
  const length = record.MaxAggregationInterval ?? 600
  const eni = networkInterfaces.get(world, id)
  return length === 60 || (eni && isOnNitro(world, eni.record)) ? 60 : length
}

function cover(world: World, log: FlowLog, length: number, { number, start, end }: Traffic): void {
  const since = Math.max(start, createdAt(log))
  for (let from = beginOf(since, length); from <= end; from += length * 1000) {
    const isLate = from + length * 1000 + delayOf(log) <= world.now
    open(world, log, { log: flowLogs.idOf(log), length, from, first: number, quiet: 0, isLate })
  }
}

const beginOf = (at: number, length: number): number => at - (at % (length * 1000))

function open({ store, now }: World, log: FlowLog, window: FlowLogWindow): void {
  if (store.has(flowLogWindows, keyOf(window))) return
  store.put(flowLogWindows, window)
  const until = window.from + window.length * 1000
  const { account, region } = log
  const { log: id, length, from } = window
  plan(store, (window.isLate ? now : until) + delayOf(log), 'flow-log-window-ended', {
    service: 'ec2',
    account,
    region,
    args: { log: id, length, from },
  })
}

/** Begins with the interval in which the flow log was made. */
export const flowLogBegun = due<{ log: string }>('flow-log-begun', ({ log: id }, ctx) => {
  const log = flowLogs.get(ctx, id)
  if (!log) return
  const lengths = new Set(
    isTransit(log) ? [] : interfacesOf(ctx, log).map((eni) => lengthFor(ctx, log, idOf(eni))),
  )
  for (const length of lengths) {
    const from = beginOf(ctx.now, length)
    open(ctx, log, { log: id, length, from, first: nextRow(ctx.store), quiet: 0, isLate: false })
  }
})

const idOf = ({ record }: NetworkInterface): string => record.NetworkInterfaceId ?? ''

const isTransit = ({ record }: FlowLog): boolean => /^tgw-/.test(record.ResourceId ?? '')

/** The interfaces that the flow log is about, as far as they are in use. */
function interfacesOf(
  ctx: Pick<Context, 'store'>,
  { record: { ResourceId = '' } }: FlowLog,
): NetworkInterface[] {
  const one = networkInterfaces.get(ctx, ResourceId)
  const all = one
    ? [one]
    : networkInterfaces.by(ctx, ResourceId.startsWith('subnet-') ? 'subnet' : 'vpc', ResourceId)
  return all.filter(({ record }) => record.Status === 'in-use')
}

export const flowLogWindowEnded = due<{ log: string; length: number; from: number }>(
  'flow-log-window-ended',
  (args, ctx) => {
    const window = ctx.store.get(flowLogWindows, keyOf(args))
    if (!window) return
    ctx.store.delete(flowLogWindows, keyOf(args))
    const log = flowLogs.get(ctx, args.log)
    if (!log) return
    const { told, isQuiet } = isTransit(log)
      ? transitLines(ctx, log, window)
      : interfaceLines(ctx, log, window)
    if (told.length) publish(ctx, log, told)
    const quiet = isQuiet ? window.quiet + 1 : 0
    if (isTransit(log) || window.isLate || quiet >= mostQuiet) return
    const from = window.from + window.length * 1000
    open(ctx, log, { ...window, from, first: nextRow(ctx.store), quiet })
  },
)

interface Told {
  readonly told: readonly Line[]
  readonly isQuiet: boolean
}

interface Line extends LogLine {
  /** The interface or attachment that it is of. */
  readonly of: string
}

function interfaceLines(ctx: Context, log: FlowLog, window: FlowLogWindow): Told {
  const { length, from } = window
  const until = from + length * 1000
  const { TrafficType = 'ALL' } = log.record
  const rows = trafficSince(ctx.store, window.first)
  const records = interfaceRecords(
    rows,
    { from: Math.max(from, createdAt(log)), until },
    (sighting) =>
      isAbout(log, sighting) &&
      (TrafficType === 'ALL' || (TrafficType === 'REJECT') === (sighting.refusedBy !== undefined)) &&
      lengthFor(ctx, log, sighting.interface) === length,
  )
  const told = records.map((record) => ({
    of: record.sighting.interface,
    timestamp: record.start * 1000,
    message: interfaceLine(ctx, log, record),
  }))
  const begin = Math.max(from, createdAt(log))
  const empty = (id: string, status: 'NODATA' | 'SKIPDATA'): Line => ({
    of: id,
    timestamp: begin,
    message: emptyLine(ctx, log, id, { from: begin, until }, status),
  })
  const all = interfacesOf(ctx, log).filter((eni) => lengthFor(ctx, log, idOf(eni)) === length)
  const busy = new Set(told.map(({ of }) => of))
  // VPC user guide, flow-logs-records-examples, "No data and skipped records": where there was more than could be kept.
  const isSkipped = isForgotten(ctx.store, window.first)
  const idle = window.isLate ? [] : all.filter((eni) => !busy.has(idOf(eni)))
  const others = isSkipped
    ? all.map((eni) => empty(idOf(eni), 'SKIPDATA'))
    : idle.map((eni) => empty(idOf(eni), 'NODATA'))
  return { told: [...told, ...others], isQuiet: !told.length }
}

const createdAt = ({ record }: FlowLog): number => Date.parse(String(record.CreationTime)) || 0

function transitLines(ctx: Context, log: FlowLog, { from, length, first }: FlowLogWindow): Told {
  const window = { from: Math.max(from, createdAt(log)), until: from + length * 1000 }
  const { ResourceId } = log.record
  const isWanted = ({ id, of }: { id: string; of?: string }) => id === ResourceId || of === ResourceId
  const records = transitRecords(trafficSince(ctx.store, first), window, isWanted)
  const told = records.map((record) => ({
    of: record.attachment,
    timestamp: record.start * 1000,
    message: transitLine(ctx, log, record),
  }))
  return { told, isQuiet: !told.length }
}

function publish(ctx: Context, log: FlowLog, lines: readonly Line[]): void {
  const { LogDestinationType = 'cloud-watch-logs' } = log.record
  const problem =
    LogDestinationType === 's3'
      ? publishToBucket(ctx, log, lines)
      : LogDestinationType === 'cloud-watch-logs'
        ? publishToGroup(ctx, log, lines)
        : undefined
  const { DeliverLogsErrorMessage: _, ...record } = log.record
  if (problem === undefined && log.record.DeliverLogsStatus === 'SUCCESS') return
  const status = problem === undefined ? 'SUCCESS' : 'FAILED'
  ctx.store.put(flowLogs.table, {
    ...log,
    record: {
      ...record,
      DeliverLogsStatus: status,
      ...(problem !== undefined && { DeliverLogsErrorMessage: problem }),
    },
  })
}

/** VPC user guide, flow-logs-iam-role: what the role must let the service do. */
const actions = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'logs:DescribeLogGroups',
  'logs:DescribeLogStreams',
]

// VPC user guide, flow-logs-troubleshoot: "Access error", whichever way the role is not good enough.
const accessError = 'Access error'

function publishToGroup(ctx: Context, log: FlowLog, lines: readonly Line[]): string | undefined {
  const { LogGroupName = '', DeliverLogsPermissionArn = '', TrafficType = 'ALL' } = log.record
  const streams = new Map<string, Line[]>()
  for (const line of lines) {
    const name = `${line.of}-${TrafficType.toLowerCase()}`
    streams.set(name, [...(streams.get(name) ?? []), line])
  }
  const group = groupArn(ctx, LogGroupName)
  const [stream = ''] = streams.keys()
  const acting = {
    service: 'vpc-flow-logs.amazonaws.com',
    sourceArn: flowLogs.arnOf(log),
    sourceAccount: log.account,
  }
  const wanted = actions.map((action) => ({
    action,
    resource: /Stream|Put/.test(action) ? streamArn(group, stream) : `${group}:*`,
  }))
  if (problemWithRole(ctx, acting, DeliverLogsPermissionArn, wanted)) return accessError
  for (const [name, told] of streams) {
    deliverToGroup(
      ctx,
      LogGroupName,
      name,
      told.map(({ timestamp, message }) => ({ timestamp, message })),
    )
  }
  return undefined
}

// VPC user guide, flow-logs-s3-path: the folders, the file's name, and a first line that names the fields.
function publishToBucket(ctx: Context, log: FlowLog, lines: readonly Line[]): string | undefined {
  const { LogDestination = '', DestinationOptions, LogFormat = '' } = log.record
  if (DestinationOptions?.FileFormat === 'parquet') return undefined
  const { bucket, prefix } = placeInBucket(LogDestination)
  const folder = folderOf(ctx, 'vpcflowlogs', ctx.now, {
    isHive: DestinationOptions?.HiveCompatiblePartitions ?? false,
    isHourly: DestinationOptions?.PerHourPartition ?? false,
  })
  const name = [
    ctx.account,
    'vpcflowlogs',
    ctx.region,
    flowLogs.idOf(log),
    fileTime(ctx.now - (ctx.now % 300_000)),
    fileHash(ctx),
  ]
  const header = fieldsOfFormat(LogFormat).join(' ')
  const file = [header, ...lines.map(({ message }) => message)]
  return deliverToBucket(ctx, bucket, `${prefix}${folder}/${name.join('_')}.log.gz`, file)
    ? undefined
    : accessError
}
