import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { instances, primaryInterfaceOf, stateOf } from '../ec2/instances.ts'
import { networkInterfaces } from '../ec2/network-interfaces.ts'
import { operation } from '../operation.ts'
import { listenerOnPort, listeners } from './listeners.ts'
import { type LoadBalancer, loadBalancers } from './load-balancers.ts'
import { loadBalancersBehind, requireTargetGroup } from './target-groups.ts'
import { subnetWith, zoneOfTarget } from './target-kinds.ts'
import { namesTarget } from './target-registration.ts'
import { describeTarget, findTarget, type Registration, targetsOf } from './targets.ts'

export const describeTargetHealth = operation(
  'elbv2',
  'DescribeTargetHealth',
  {
    fidelity: {
      simplified: 'A target that runs answers its health checks; anomalies are not looked for.',
    },
    source: 'Elastic Load Balancing API reference, DescribeTargetHealth',
  },
  ({ TargetGroupArn, Targets, Include = [] }, ctx) => {
    const { record } = requireTargetGroup(ctx, TargetGroupArn)
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
        }
      }),
    }
  },
)

const noAnomaly: Elbv2.AnomalyDetection = { Result: 'normal', MitigationInEffect: 'no' }

const isChecked = ({ State }: Elbv2.TargetHealth): boolean => State === 'healthy' || State === 'unhealthy'

const checkPort = ({ HealthCheckPort }: Elbv2.TargetGroup, port: number): string =>
  HealthCheckPort === undefined || HealthCheckPort === 'traffic-port' ? String(port) : HealthCheckPort

/** An instance that EC2 has forgotten is no target any more, nor is a load balancer that was deleted. */
function exists(ctx: Context, { TargetType }: Elbv2.TargetGroup, { id }: Registration): boolean {
  if (TargetType === 'alb') return loadBalancers.get(ctx, id) !== undefined
  return TargetType !== 'instance' || instances.get(ctx, id) !== undefined
}

type Health = Elbv2.TargetHealth

// API reference, TargetHealth: states, reasons and descriptions.
const unused = (Reason: Elbv2.TargetHealthReasonEnum, Description: string): Health => ({
  State: 'unused',
  Reason,
  Description,
})

const notRegistered = unused('Target.NotRegistered', 'Target is not registered to the target group')

/** How a registered target is, from what its load balancers have found out by now. */
export function healthOf(ctx: Context, group: Elbv2.TargetGroup, target: Registration): Health {
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
  return early(ctx, group, target, balancer) ?? (answers(ctx, group, target) ? { State: 'healthy' } : failed)
}

const failed: Health = {
  State: 'unhealthy',
  Reason: 'Target.FailedHealthChecks',
  Description: 'Health checks failed',
}

/** How long a load balancer needs to take in a new target before it begins to check it, in milliseconds. */
const takingIn = 10_000

/** What a target is before the load balancer can know better. */
function early(
  ctx: Context,
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

function forwardedSince(ctx: Context, { TargetGroupArn = '' }: Elbv2.TargetGroup): number {
  return Math.min(...listeners.by(ctx, 'target-group', TargetGroupArn).map(({ side }) => side.since))
}

function runningSince(ctx: Context, { id }: Registration): number {
  const instance = instances.get(ctx, id)
  return instance ? Date.parse(instance.record.LaunchTime ?? '') : 0
}

function balancerBehind(ctx: Context, { TargetGroupArn = '' }: Elbv2.TargetGroup): LoadBalancer | undefined {
  const [arn] = loadBalancersBehind(ctx, TargetGroupArn)
  return arn === undefined ? undefined : loadBalancers.get(ctx, arn)
}

function stateOfInstance(
  ctx: Context,
  { TargetType }: Elbv2.TargetGroup,
  { id }: Registration,
): string | undefined {
  const instance = TargetType === 'instance' ? instances.get(ctx, id) : undefined
  return instance && stateOf(instance)
}

function isInEnabledZone(
  ctx: Context,
  group: Elbv2.TargetGroup,
  target: Registration,
  { record }: LoadBalancer,
): boolean {
  if (group.TargetType === 'alb') return true
  const zone = zoneOfTarget(ctx, target)
  return zone === 'all' || (record.AvailabilityZones ?? []).some(({ ZoneName }) => ZoneName === zone)
}

function isNodeOfBalancer(
  ctx: Context,
  { TargetType, VpcId }: Elbv2.TargetGroup,
  target: Registration,
): boolean {
  if (TargetType !== 'ip') return false
  const [holder] = networkInterfaces.by(ctx, 'address', `${VpcId}/${target.id}`)
  return holder?.record.InterfaceType?.endsWith('load_balancer') ?? false
}

/**
 * Whether health checks find somebody: the place to ask the network itself, once it can be asked. Until then there is
 * an answer from every instance that runs, from every address that somebody has and from those outside the VPC.
 */
function answers(ctx: Context, group: Elbv2.TargetGroup, { id, port }: Registration): boolean {
  if (group.TargetType === 'instance') return primaryInterfaceOf(ctx, id) !== undefined
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
