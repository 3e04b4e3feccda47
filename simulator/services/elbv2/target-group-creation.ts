import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { vpcs } from '../ec2/vpcs.ts'
import { operation } from '../operation.ts'
import { invalidConfiguration, tooMany, validationError } from './errors.ts'
import { changedHealthCheck, isHttp, newHealthCheck } from './health-checks.ts'
import { arnOf, newTail, requireName } from './names.ts'
import { withTags } from './tags.ts'
import {
  countOfProtocol,
  findGroupByName,
  requireTargetGroup,
  type TargetGroup,
  targetGroups,
} from './target-groups.ts'
import { dropTargetsOf } from './targets.ts'

type Request = Elbv2.CreateTargetGroupInput

export const createTargetGroup = operation(
  'elbv2',
  'CreateTargetGroup',
  {
    fidelity: { simplified: 'Lambda functions as targets, QUIC and the target optimizer do not exist.' },
    source: 'Elastic Load Balancing API reference, CreateTargetGroup',
  },
  (input, ctx) => {
    const { Name, TargetType = 'instance', IpAddressType = 'ipv4' } = input
    requireName('Target group name', Name)
    const tags = withTags([], input.Tags)
    requireSimulated(input)
    const { Protocol, Port, VpcId } = requireBasics(ctx, input)
    const ProtocolVersion = versionOf(Protocol, input.ProtocolVersion)
    requireType(TargetType, Protocol, input)
    const check = newHealthCheck({ type: TargetType, protocol: Protocol, version: ProtocolVersion }, input)
    const before = findGroupByName(ctx, Name)
    if (before) return { TargetGroups: [targetGroups.print(ctx, requireSame(before, input))] }
    requireQuota(ctx, Protocol)
    const group = targetGroups.create(
      ctx,
      {
        TargetGroupArn: arnOf(ctx, `targetgroup/${Name}/${newTail(ctx)}`),
        TargetGroupName: Name,
        Protocol,
        Port,
        VpcId,
        ...check,
        TargetType,
        ...(ProtocolVersion !== undefined && { ProtocolVersion }),
        IpAddressType,
      },
      { tags, attributes: {}, request: requestText(input) },
    )
    return { TargetGroups: [targetGroups.print(ctx, group)] }
  },
)

function requireSimulated({ TargetType, Protocol, TargetControlPort }: Request): void {
  if (TargetType === 'lambda') throw invalidConfiguration("Target type 'lambda' is not simulated.")
  if (Protocol?.includes('QUIC')) throw invalidConfiguration(`Protocol '${Protocol}' is not simulated.`)
  if (TargetControlPort !== undefined) throw invalidConfiguration('The target optimizer is not simulated.')
}

function requireBasics(
  ctx: Context,
  { Protocol, Port, VpcId }: Request,
): { Protocol: Elbv2.ProtocolEnum; Port: number; VpcId: string } {
  if (Protocol === undefined) throw validationError('A protocol must be specified')
  if (Port === undefined) throw validationError('A port must be specified')
  if (VpcId === undefined) throw validationError('A VPC ID must be specified')
  if (!vpcs.find(ctx, VpcId)) throw validationError(`The VPC ID '${VpcId}' is not found`)
  // "If the protocol is GENEVE, the supported port is 6081."
  if (Protocol === 'GENEVE' && Port !== genevePort) {
    throw validationError(
      `Port '${Port}' is not supported with the GENEVE protocol; it must be '${genevePort}'`,
    )
  }
  return { Protocol, Port, VpcId }
}

export const genevePort = 6081

/** "The default is HTTP1"; groups that do not speak HTTP have none. */
function versionOf(protocol: Elbv2.ProtocolEnum, version: string | undefined): string | undefined {
  if (!isHttp(protocol)) {
    if (version === undefined) return undefined
    throw validationError(
      `Protocol version cannot be specified for target groups with the ${protocol} protocol`,
    )
  }
  const wanted = version ?? 'HTTP1'
  if (versions.includes(wanted)) return wanted
  throw validationError(`Protocol version '${wanted}' must be one of '${versions.join(', ')}'`)
}

const versions = ['GRPC', 'HTTP1', 'HTTP2']

function requireType(
  type: Elbv2.TargetTypeEnum,
  protocol: Elbv2.ProtocolEnum,
  { IpAddressType }: Request,
): void {
  // Network Load Balancer guide, application-load-balancer-target.
  if (type !== 'alb') return
  if (protocol !== 'TCP') {
    throw validationError(`Protocol '${protocol}' is not supported for target groups with target type 'alb'`)
  }
  if (IpAddressType !== undefined && IpAddressType !== 'ipv4') {
    throw validationError(
      `IP address type '${IpAddressType}' is not supported for target groups with target type 'alb'`,
    )
  }
}

/** "If you attempt to create multiple target groups with the same settings, each call succeeds." */
function requireSame(before: TargetGroup, input: Request): TargetGroup {
  if (before.side.request === requestText(input)) return before
  throw new AwsError(
    'DuplicateTargetGroupName',
    `A target group with the same name '${input.Name}' exists, but with different settings`,
  )
}

const requestText = ({ Tags, ...rest }: Request): string =>
  JSON.stringify([
    Object.entries({ TargetType: 'instance', IpAddressType: 'ipv4', ...rest })
      .filter(([, value]) => value !== undefined)
      .map((entry) => JSON.stringify(entry))
      .sort(),
    (Tags ?? []).map(({ Key, Value }) => JSON.stringify([Key, Value ?? ''])).sort(),
  ])

function requireQuota(ctx: Context, protocol: Elbv2.ProtocolEnum): void {
  if (protocol !== 'GENEVE') return
  if (countOfProtocol(ctx, protocol) >= ctx.limit('geneve-target-groups-per-region')) {
    throw tooMany('TooManyTargetGroups', 'GENEVE target groups')
  }
}

export const modifyTargetGroup = operation(
  'elbv2',
  'ModifyTargetGroup',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, ModifyTargetGroup' },
  ({ TargetGroupArn, ...asked }, ctx) => {
    const group = requireTargetGroup(ctx, TargetGroupArn)
    const { TargetType = 'instance', Protocol = 'TCP', ProtocolVersion } = group.record
    const checked = { type: TargetType, protocol: Protocol, version: ProtocolVersion }
    const check = changedHealthCheck(checked, healthCheckOf(group.record), asked)
    const { HealthCheckPath, Matcher } = check
    const changed = targetGroups.update(ctx, group, { ...check, HealthCheckPath, Matcher })
    return { TargetGroups: [targetGroups.print(ctx, changed)] }
  },
)

function healthCheckOf(record: Elbv2.TargetGroup) {
  const { HealthCheckProtocol, HealthCheckPort, HealthCheckEnabled, HealthCheckPath, Matcher } = record
  const { HealthCheckIntervalSeconds, HealthCheckTimeoutSeconds } = record
  const { HealthyThresholdCount, UnhealthyThresholdCount } = record
  return {
    HealthCheckProtocol,
    HealthCheckPort,
    HealthCheckEnabled,
    HealthCheckIntervalSeconds,
    HealthCheckTimeoutSeconds,
    HealthyThresholdCount,
    UnhealthyThresholdCount,
    HealthCheckPath,
    Matcher,
  }
}

export const deleteTargetGroup = operation(
  'elbv2',
  'DeleteTargetGroup',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DeleteTargetGroup' },
  ({ TargetGroupArn }, ctx) => {
    const group = requireTargetGroup(ctx, TargetGroupArn)
    targetGroups.delete(ctx, group)
    dropTargetsOf(ctx, TargetGroupArn)
    return {}
  },
)
