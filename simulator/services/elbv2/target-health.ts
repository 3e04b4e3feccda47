import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context, Heard, Reading } from '../context.ts'
import { instances, stateOf } from '../ec2/instances.ts'
import { networkInterfaces } from '../ec2/network-interfaces.ts'
import { operation } from '../operation.ts'
import { administrativeOverride } from './administrative-overrides.ts'
import { attributeOf } from './attributes.ts'
import { listenerOnPort, listeners } from './listeners.ts'
import { type LoadBalancer, loadBalancers } from './load-balancers.ts'
import { nodeInterfaces } from './node-interfaces.ts'
import { addressesOfTarget } from './target-addresses.ts'
import { targetGroupAttributes } from './target-group-attributes.ts'
import { loadBalancersBehind, requireTargetGroup, type TargetGroup, targetGroups } from './target-groups.ts'
import { subnetWith, zoneOfTarget } from './target-kinds.ts'
import { namesTarget } from './target-registration.ts'
import { describeTarget, findTarget, type Registration, targetsOf } from './targets.ts'

export const describeTargetHealth = operation(
  'elbv2',
  'DescribeTargetHealth',
  {
    fidelity: {
      simplified:
        'What a health check finds counts at once, not only after as many checks as the thresholds say; anomalies are not looked for.',
    },
    source: 'Elastic Load Balancing API reference, DescribeTargetHealth',
  },
  ({ TargetGroupArn, Targets, Include = [] }, ctx) => {
    const group = requireTargetGroup(ctx, TargetGroupArn)
    const { record } = group
    const own = targetsOf(ctx, TargetGroupArn).filter((target) => exists(ctx, record, target))
    const wanted = Targets?.length ? Targets.map((target) => namesTarget(record, target)) : own
    return {
      TargetHealthDescriptions: wanted.map(({ id, port }) => {
        const target = findTarget(ctx.store, TargetGroupArn, id, port)
        const isOwn = target !== undefined && own.includes(target)
        const TargetHealth = isOwn ? healthOf(ctx, record, target) : notRegistered
        return {
          Target: isOwn ? describeTarget(target) : { Id: id, Port: port },
          HealthCheckPort: checkPort(record, port),
          TargetHealth,
          ...(Include.length && isChecked(TargetHealth) && { AnomalyDetection: noAnomaly }),
          ...(isOwn && overrideOf(ctx, group, target, TargetHealth)),
        }
      }),
    }
  },
)

const noAnomaly: Elbv2.AnomalyDetection = { Result: 'normal', MitigationInEffect: 'no' }

const isChecked = ({ State }: Elbv2.TargetHealth): boolean => State === 'healthy' || State === 'unhealthy'

/** Targets that Application and Network Load Balancers have in use tell it. */
function overrideOf(
  ctx: Context,
  group: TargetGroup,
  target: Registration,
  { State }: Health,
): Pick<Elbv2.TargetHealthDescription, 'AdministrativeOverride'> {
  const balancer = balancerBehind(ctx, group.record)
  if (!balancer || balancer.record.Type === 'gateway' || State === 'unused') return {}
  return { AdministrativeOverride: administrativeOverride(ctx, balancer, group, target) }
}

const checkPort = ({ HealthCheckPort }: Elbv2.TargetGroup, port: number): string =>
  HealthCheckPort === undefined || HealthCheckPort === 'traffic-port' ? String(port) : HealthCheckPort

/** An instance that EC2 has forgotten is no target any more, nor is a load balancer that was deleted. */
function exists(ctx: Context, { TargetType }: Elbv2.TargetGroup, { id }: Registration): boolean {
  if (TargetType === 'alb') return loadBalancers.get(ctx, id) !== undefined
  return TargetType !== 'instance' || instances.get(ctx, id) !== undefined
}

type Health = Elbv2.TargetHealth

/** What suffices to tell how a target is. */
export type HealthReading = Reading & Pick<Context, 'now' | 'network'>

// API reference, TargetHealth: states, reasons and descriptions.
const unused = (Reason: Elbv2.TargetHealthReasonEnum, Description: string): Health => ({
  State: 'unused',
  Reason,
  Description,
})

const notRegistered = unused('Target.NotRegistered', 'Target is not registered to the target group')

/** How a registered target is, from what its load balancers have found out by now. */
export function healthOf(ctx: HealthReading, group: Elbv2.TargetGroup, target: Registration): Health {
  if (target.drainsUntil !== undefined) {
    return {
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    }
  }
  const balancer = balancerBehind(ctx, group)
  if (!balancer) {
    return unused(
      'Target.NotInUse',
      'Target group is not configured to receive traffic from the load balancer',
    )
  }
  const state = stateOfInstance(ctx, group, target)
  if (state !== undefined && state !== 'running' && state !== 'pending') {
    return unused('Target.InvalidState', `Target is in the ${state} state`)
  }
  if (!isInEnabledZone(ctx, group, target, balancer)) {
    return unused(
      'Target.NotInUse',
      'Target is in an Availability Zone that is not enabled for the load balancer',
    )
  }
  if (isNodeOfBalancer(ctx, group, target)) {
    return unused('Target.IpUnusable', 'Target IP address is in use by a load balancer')
  }
  return early(ctx, group, target, balancer) ?? checked(group, balancer, check(ctx, group, target, balancer))
}

const unhealthy = (Reason: Elbv2.TargetHealthReasonEnum, Description: string): Health => ({
  State: 'unhealthy',
  Reason,
  Description,
})

/** What a load balancer makes of the answer to its health check. */
function checked(group: Elbv2.TargetGroup, { record }: LoadBalancer, heard: Heard): Health {
  const isHttp = group.HealthCheckProtocol === 'HTTP' || group.HealthCheckProtocol === 'HTTPS'
  if (heard.kind === 'answer' && (!isHttp || isWanted(group.Matcher, heard.status)))
    return { State: 'healthy' }
  // API reference, TargetHealth; Network Load Balancers tell no more than that (their guide, target-group-health-checks).
  if (record.Type !== 'network' && heard.kind === 'silence')
    return unhealthy('Target.Timeout', 'Request timed out')
  if (record.Type !== 'network' && heard.kind === 'answer' && heard.status !== undefined) {
    return unhealthy(
      'Target.ResponseCodeMismatch',
      `Health checks failed with these codes: [${heard.status}]`,
    )
  }
  return unhealthy('Target.FailedHealthChecks', 'Health checks failed')
}

/** API reference, Matcher: `200`, `200,202`, `200-299`. What does not speak HTTP has no code at all. */
function isWanted({ HttpCode = '200' }: Elbv2.Matcher = {}, status: number | undefined): boolean {
  if (status === undefined) return false
  return HttpCode.split(',').some((one) => {
    const [from, to = from] = one.split('-').map(Number)
    return status >= from! && status <= to!
  })
}

/** How long a load balancer needs to take in a new target before it begins to check it, in milliseconds. */
const takingIn = 10_000

/** What a target is before the load balancer can know better. */
function early(
  ctx: HealthReading,
  group: Elbv2.TargetGroup,
  target: Registration,
  balancer: LoadBalancer,
): Health | undefined {
  const since = Math.max(
    target.since,
    balancer.side.activeAt,
    forwardedSince(ctx, group),
    runningSince(ctx, target),
  )
  const { HealthCheckIntervalSeconds = 30, HealthyThresholdCount = 5 } = group
  // Application Load Balancer guide, target-group-health-checks: a new target has to pass one check only.
  const needed = balancer.record.Type === 'application' ? 1 : HealthyThresholdCount
  if (ctx.now < since + takingIn) {
    return {
      State: 'initial',
      Reason: 'Elb.RegistrationInProgress',
      Description: 'Target registration is in progress',
    }
  }
  if (ctx.now >= since + HealthCheckIntervalSeconds * needed * 1000) return undefined
  return {
    State: 'initial',
    Reason: 'Elb.InitialHealthChecking',
    Description: 'Initial health checks in progress',
  }
}

function forwardedSince(ctx: HealthReading, { TargetGroupArn = '' }: Elbv2.TargetGroup): number {
  const since = listeners.by(ctx, 'target-group', TargetGroupArn).map(({ side }) => side.since)
  // Of a group that only rules forward to, it is not known.
  return since.length ? Math.min(...since) : 0
}

function runningSince(ctx: HealthReading, { id }: Registration): number {
  const instance = instances.get(ctx, id)
  return instance ? Date.parse(instance.record.LaunchTime ?? '') : 0
}

function balancerBehind(
  ctx: HealthReading,
  { TargetGroupArn = '' }: Elbv2.TargetGroup,
): LoadBalancer | undefined {
  const [arn] = loadBalancersBehind(ctx, TargetGroupArn)
  return arn === undefined ? undefined : loadBalancers.get(ctx, arn)
}

function stateOfInstance(
  ctx: HealthReading,
  { TargetType }: Elbv2.TargetGroup,
  { id }: Registration,
): string | undefined {
  const instance = TargetType === 'instance' ? instances.get(ctx, id) : undefined
  return instance && stateOf(instance)
}

function isInEnabledZone(
  ctx: HealthReading,
  group: Elbv2.TargetGroup,
  target: Registration,
  { record }: LoadBalancer,
): boolean {
  if (group.TargetType === 'alb') return true
  const zone = zoneOfTarget(ctx, target)
  return zone === 'all' || (record.AvailabilityZones ?? []).some(({ ZoneName }) => ZoneName === zone)
}

function isNodeOfBalancer(
  ctx: HealthReading,
  { TargetType, VpcId }: Elbv2.TargetGroup,
  target: Registration,
): boolean {
  if (TargetType !== 'ip') return false
  const [holder] = networkInterfaces.by(ctx, 'address', `${VpcId}/${target.id}`)
  return holder?.record.InterfaceType?.endsWith('load_balancer') ?? false
}

/** Sends the group's health check to a target, from the load balancer's node in the target's zone if it has one there. */
function check(
  ctx: HealthReading,
  group: Elbv2.TargetGroup,
  target: Registration,
  balancer: LoadBalancer,
): Heard {
  if (!ctx.network) return answers(ctx, group, target) ? { kind: 'answer', status: 200 } : { kind: 'silence' }
  const zone = zoneOfTarget(ctx, target)
  const nodes = nodeInterfaces(ctx, balancer).map(({ record }) => record)
  const node = nodes.find((eni) => eni.AvailabilityZone === zone) ?? nodes[0]
  const own = addressesOfTarget(ctx, group, target.id)
  const to = own.find((one) => one.zone === node?.AvailabilityZone) ?? own[0]
  if (!node || !to) return { kind: 'silence' }
  const port = Number(checkPort(group, target.port))
  const protocol = group.HealthCheckProtocol
  return ctx.network.check(ctx, {
    from: node.NetworkInterfaceId ?? '',
    to: to.address,
    port,
    protocol: protocol === 'HTTP' || protocol === 'HTTPS' ? protocol : 'TCP',
    proxyProtocol: sendsProxyProtocol(ctx, group),
    seconds: group.HealthCheckTimeoutSeconds ?? 10,
    path: group.HealthCheckPath ?? '/',
  })
}

// Network Load Balancer guide, edit-target-group-attributes: its header is in the connections of health checks, too.
function sendsProxyProtocol(ctx: HealthReading, { TargetGroupArn = '' }: Elbv2.TargetGroup): boolean {
  const held = targetGroups.get(ctx, TargetGroupArn)
  if (!held) return false
  const specs = targetGroupAttributes(held.record)
  return attributeOf(specs, held.side.attributes, 'proxy_protocol_v2.enabled') === 'true'
}

/**
 * Where there is no network to ask, there is an answer from every instance that runs, from every address that
 * somebody has and from those outside the VPC.
 */
function answers(ctx: HealthReading, group: Elbv2.TargetGroup, { id, port }: Registration): boolean {
  if (group.TargetType === 'instance') return addressesOfTarget(ctx, group, id).length > 0
  if (group.TargetType === 'alb') {
    const balancer = loadBalancers.get(ctx, id)
    return balancer?.record.State?.Code === 'active' && listenerOnPort(ctx, id, port) !== undefined
  }
  const { VpcId = '' } = group
  const [holder] = networkInterfaces.by(ctx, 'address', `${VpcId}/${id}`)
  if (!holder) return subnetWith(ctx, VpcId, id) === undefined
  const instance = instances.get(ctx, holder.record.Attachment?.InstanceId ?? '')
  return !instance || stateOf(instance) === 'running'
}
