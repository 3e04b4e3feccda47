import type { Elbv2 } from '../../api/generated/types.d.ts'
import { operation } from '../operation.ts'
import {
  type AttributeSpec,
  type Attributes,
  attributeOf,
  choice,
  count,
  flag,
  listAttributes,
  setAttributes,
  text,
} from './attributes.ts'
import { invalidConfiguration, validationError } from './errors.ts'
import { isHttp } from './health-checks.ts'
import { requireTargetGroup, targetGroups } from './target-groups.ts'

// API reference, TargetGroupAttribute: keys, values and defaults.

const delay = count('deregistration_delay.timeout_seconds', 300, 0, 3600)

/** What attributes about the least number of healthy targets may say besides a number. */
const off = ['off']
const mostTargets = 1000

const ofBalancedZones: readonly AttributeSpec[] = [
  choice(
    'load_balancing.cross_zone.enabled',
    ['true', 'false', 'use_load_balancer_configuration'],
    'use_load_balancer_configuration',
  ),
  {
    key: 'target_group_health.dns_failover.minimum_healthy_targets.count',
    usual: '1',
    between: [1, mostTargets],
    or: off,
  },
  {
    key: 'target_group_health.dns_failover.minimum_healthy_targets.percentage',
    usual: 'off',
    between: [1, 100],
    or: off,
  },
  count('target_group_health.unhealthy_state_routing.minimum_healthy_targets.count', 1, 1, mostTargets),
  {
    key: 'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage',
    usual: 'off',
    between: [1, 100],
    or: off,
  },
]

const week = 604_800
const day = 86_400

const ofHttp: readonly AttributeSpec[] = [
  delay,
  flag('stickiness.enabled'),
  choice('stickiness.type', ['lb_cookie', 'app_cookie']),
  ...ofBalancedZones,
  choice('load_balancing.algorithm.type', ['round_robin', 'least_outstanding_requests', 'weighted_random']),
  choice('load_balancing.algorithm.anomaly_mitigation', ['off', 'on']),
  { key: 'slow_start.duration_seconds', usual: '0', between: [30, 900], or: ['0'] },
  text('stickiness.app_cookie.cookie_name'),
  count('stickiness.app_cookie.duration_seconds', day, 1, week),
  count('stickiness.lb_cookie.duration_seconds', day, 1, week),
]

// "The two attributes … can't be set independently."
const failovers = ['target_failover.on_deregistration', 'target_failover.on_unhealthy'] as const
const resets = ['send_tcp_reset.on_deregistration.enabled', 'send_tcp_reset.on_unhealthy.enabled'] as const

const ofGeneve: readonly AttributeSpec[] = [
  delay,
  flag('stickiness.enabled'),
  choice('stickiness.type', ['source_ip_dest_ip_proto', 'source_ip_dest_ip']),
  ...failovers.map((key) => choice(key, ['no_rebalance', 'rebalance'])),
  ...resets.map((key) => flag(key)),
]

/** The attributes that a target group has. */
export function targetGroupAttributes(group: Elbv2.TargetGroup): readonly AttributeSpec[] {
  if (isHttp(group.Protocol)) return ofHttp
  return group.Protocol === 'GENEVE' ? ofGeneve : ofNetwork(group)
}

function ofNetwork({ Protocol, TargetType }: Elbv2.TargetGroup): AttributeSpec[] {
  const isUdp = Protocol === 'UDP' || Protocol === 'TCP_UDP'
  return [
    delay,
    flag('deregistration_delay.connection_termination.enabled', isUdp),
    // "The default is disabled if the target group type is IP address and the target group protocol is TCP or TLS."
    flag('preserve_client_ip.enabled', TargetType !== 'ip' || isUdp),
    flag('proxy_protocol_v2.enabled'),
    flag('stickiness.enabled'),
    choice('stickiness.type', ['source_ip']),
    ...ofBalancedZones,
    flag('target_health_state.unhealthy.connection_termination.enabled', !isUdp),
    count('target_health_state.unhealthy.draining_interval_seconds', 0, 0, 360_000),
  ]
}

export const describeTargetGroupAttributes = operation(
  'elbv2',
  'DescribeTargetGroupAttributes',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, DescribeTargetGroupAttributes' },
  ({ TargetGroupArn }, ctx) => {
    const { record, side } = requireTargetGroup(ctx, TargetGroupArn)
    return { Attributes: listAttributes(targetGroupAttributes(record), side.attributes) }
  },
)

export const modifyTargetGroupAttributes = operation(
  'elbv2',
  'ModifyTargetGroupAttributes',
  { fidelity: 'exact', source: 'Elastic Load Balancing API reference, ModifyTargetGroupAttributes' },
  ({ TargetGroupArn, Attributes: asked }, ctx) => {
    const group = requireTargetGroup(ctx, TargetGroupArn)
    const specs = targetGroupAttributes(group.record)
    requireKnownStickiness(group.record, asked)
    const attributes = setAttributes('Target group', specs, group.side.attributes, asked)
    requireCombination(group.record, specs, attributes)
    targetGroups.update(ctx, group, {}, { attributes })
    return { Attributes: listAttributes(specs, attributes) }
  },
)

const cookies = ['lb_cookie', 'app_cookie', 'source_ip']

// AWS tells a type of another protocol from one that there is not.
function requireKnownStickiness(
  group: Elbv2.TargetGroup,
  asked: readonly Elbv2.TargetGroupAttribute[],
): void {
  const { Value: wanted } = asked.find(({ Key }) => Key === 'stickiness.type') ?? {}
  if (wanted === undefined || group.Protocol === 'GENEVE') return
  if (!cookies.includes(wanted)) {
    throw validationError("'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]")
  }
  const own = targetGroupAttributes(group).find(({ key }) => key === 'stickiness.type')?.oneOf
  if (own?.includes(wanted)) return
  throw invalidConfiguration(
    `Stickiness type '${wanted}' is not supported for target groups with the ${group.Protocol} protocol`,
  )
}

function requireCombination(
  { Protocol, TargetType }: Elbv2.TargetGroup,
  specs: readonly AttributeSpec[],
  set: Attributes,
): void {
  const isOn = (key: string) => attributeOf(specs, set, key) === 'true'
  const isUdp = Protocol === 'UDP' || Protocol === 'TCP_UDP'
  if (Protocol === 'TLS' && isOn('stickiness.enabled')) {
    throw invalidConfiguration('You cannot enable stickiness on target groups with the TLS protocol')
  }
  if (isUdp && !isOn('preserve_client_ip.enabled')) {
    throw invalidConfiguration(
      `Client IP preservation cannot be disabled for target groups with the ${Protocol} protocol`,
    )
  }
  const terminates = 'target_health_state.unhealthy.connection_termination.enabled'
  if (isUdp && isOn(terminates)) {
    throw invalidConfiguration(
      `'${terminates}' cannot be enabled for target groups with the ${Protocol} protocol`,
    )
  }
  const interval = 'target_health_state.unhealthy.draining_interval_seconds'
  if (isOn(terminates) && attributeOf(specs, set, interval) !== '0') {
    throw invalidConfiguration(`'${interval}' can be set only when '${terminates}' is 'false'`)
  }
  // Network Load Balancer guide, application-load-balancer-target: client addresses are always preserved.
  if (TargetType === 'alb' && !isOn('preserve_client_ip.enabled')) {
    throw invalidConfiguration(
      "Client IP preservation cannot be disabled for target groups with target type 'alb'",
    )
  }
  if (Protocol === 'GENEVE') requireGeneveCombination(specs, set)
  else if (isHttp(Protocol)) requireHttpCombination(specs, set)
}

function requireGeneveCombination(specs: readonly AttributeSpec[], set: Attributes): void {
  const [one, other] = failovers.map((key) => attributeOf(specs, set, key))
  if (one !== other) throw validationError(`The values of '${failovers.join("' and '")}' must be the same`)
  // Gateway Load Balancer guide, edit-target-group-attributes: resets are for flows of five tuples that stay put.
  const hasResets = resets.some((key) => attributeOf(specs, set, key) === 'true')
  if (!hasResets) return
  if (one === 'rebalance' || attributeOf(specs, set, 'stickiness.enabled') === 'true') {
    throw invalidConfiguration('TCP resets cannot be used together with rebalancing or stickiness')
  }
}

function requireHttpCombination(specs: readonly AttributeSpec[], set: Attributes): void {
  const usesCookie = attributeOf(specs, set, 'stickiness.type') === 'app_cookie'
  const isSticky = attributeOf(specs, set, 'stickiness.enabled') === 'true'
  const cookie = attributeOf(specs, set, 'stickiness.app_cookie.cookie_name') ?? ''
  if (usesCookie && isSticky && cookie === '') {
    throw invalidConfiguration(
      "You must set an application cookie name to enable stickiness of type 'app_cookie'",
    )
  }
  if (/^AWSALB(APP|TG)?/.test(cookie)) throw validationError(`The cookie name '${cookie}' is reserved`)
  const mitigates = attributeOf(specs, set, 'load_balancing.algorithm.anomaly_mitigation') === 'on'
  if (mitigates && attributeOf(specs, set, 'load_balancing.algorithm.type') !== 'weighted_random') {
    throw invalidConfiguration("Anomaly mitigation requires the algorithm type 'weighted_random'")
  }
}
