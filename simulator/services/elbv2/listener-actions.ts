import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { invalidConfiguration, tooMany, validationError } from './errors.ts'
import { targetGroupsIn } from './listeners.ts'
import { requireArn } from './names.ts'
import { loadBalancersBehind, targetGroups } from './target-groups.ts'

// What a listener or a rule does with a connection. API reference, Action.

/** The actions as they are stored, if a listener of this kind can have them. `what` begins AWS's sentence. */
export function requireActions(
  ctx: Context,
  balancer: Elbv2.LoadBalancer,
  protocol: Elbv2.ProtocolEnum | undefined,
  asked: readonly Elbv2.Action[],
  what = 'A default action',
): Elbv2.Action[] {
  if (!asked.length) throw validationError(`${what} must be specified`)
  const terminal = asked.filter(({ Type }) => !authenticates(Type))
  if (terminal.length !== 1) {
    throw invalidAction('Actions must end with exactly one forward, redirect or fixed-response action')
  }
  const actions = asked.map((action) => requireAction(balancer, protocol, action))
  const groups = targetGroupsIn(actions)
  for (const arn of groups) requireGroup(ctx, balancer, protocol, arn)
  refuseSecondBalancer(ctx, balancer, groups)
  return actions
}

const authenticates = (type: string | undefined): boolean => type?.startsWith('authenticate-') ?? false

const invalidAction = (message: string) => new AwsError('InvalidLoadBalancerAction', message)

function requireAction(
  { Type: balancerType = 'application' }: Elbv2.LoadBalancer,
  protocol: Elbv2.ProtocolEnum | undefined,
  action: Elbv2.Action,
): Elbv2.Action {
  const { Type } = action
  if (Type === 'forward') return forward(balancerType, action)
  if (balancerType !== 'application') {
    throw invalidAction(`The action type '${Type}' is not valid for load balancers of type '${balancerType}'`)
  }
  if (Type === 'redirect') {
    if (action.RedirectConfig?.StatusCode) return action
    throw invalidAction('A RedirectConfig with a StatusCode must be specified')
  }
  if (Type === 'fixed-response') {
    if (/^[245]\d\d$/.test(action.FixedResponseConfig?.StatusCode ?? '')) return action
    throw invalidAction('A FixedResponseConfig with a StatusCode must be specified')
  }
  if (protocol === 'HTTPS') throw invalidConfiguration(`The action type '${Type}' is not simulated.`)
  throw invalidAction(`The action type '${Type}' is not valid with listener protocol '${protocol}'`)
}

const mostGroups = 5
const mostWeight = 999

// A single target group is told both ways, as a group of its own and as a list of one.
function forward(type: Elbv2.LoadBalancerTypeEnum, action: Elbv2.Action): Elbv2.Action {
  const { TargetGroupArn, ForwardConfig, Order } = action
  const listed = ForwardConfig?.TargetGroups ?? []
  const tuples = listed.length ? listed : TargetGroupArn === undefined ? [] : [{ TargetGroupArn }]
  if (!tuples.length) throw validationError('A target group ARN must be specified')
  const [first] = tuples
  if (TargetGroupArn !== undefined && (tuples.length > 1 || first?.TargetGroupArn !== TargetGroupArn)) {
    throw invalidAction(
      'You can specify only one target group in the ForwardConfig, and it must be the one in TargetGroupArn',
    )
  }
  if (type === 'gateway' && tuples.length > 1) {
    throw invalidAction(`Only one target group is supported for load balancers of type '${type}'`)
  }
  if (tuples.length > mostGroups) {
    throw tooMany('TooManyUniqueTargetGroupsPerLoadBalancer', 'target groups in an action')
  }
  for (const { TargetGroupArn: arn, Weight = 1 } of tuples) {
    requireArn('target group', arn ?? '')
    if (Weight < 0 || Weight > mostWeight) {
      throw validationError(`Weight '${Weight}' must be between '0-${mostWeight}' inclusive`)
    }
  }
  const single = tuples.length === 1 ? first?.TargetGroupArn : undefined
  return {
    Type: 'forward',
    ...(single !== undefined && { TargetGroupArn: single }),
    ...(Order !== undefined && { Order }),
    ForwardConfig: forwardConfig(type, tuples, ForwardConfig?.TargetGroupStickinessConfig),
  }
}

function forwardConfig(
  type: Elbv2.LoadBalancerTypeEnum,
  tuples: readonly Elbv2.TargetGroupTuple[],
  stickiness: Elbv2.TargetGroupStickinessConfig = { Enabled: false },
): Elbv2.ForwardActionConfig {
  if (type === 'gateway') return { TargetGroups: tuples.map(({ TargetGroupArn }) => ({ TargetGroupArn })) }
  return {
    TargetGroups: tuples.map(({ TargetGroupArn, Weight = 1 }) => ({ TargetGroupArn, Weight })),
    TargetGroupStickinessConfig: stickiness,
  }
}

// Network Load Balancer guide, load-balancer-target-groups, "Routing configuration", and the guides of the others:
// which protocols of target groups go with which of listeners.
const compatible: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTP', 'HTTPS'],
  HTTPS: ['HTTP', 'HTTPS'],
  TCP: ['TCP', 'TCP_UDP'],
  TLS: ['TCP', 'TLS'],
  UDP: ['UDP', 'TCP_UDP'],
  TCP_UDP: ['TCP_UDP'],
  gateway: ['GENEVE'],
}

function requireGroup(
  ctx: Context,
  { VpcId }: Elbv2.LoadBalancer,
  protocol: Elbv2.ProtocolEnum | undefined,
  arn: string,
): void {
  const { record } = targetGroups.require(ctx, arn)
  if (!compatible[protocol ?? 'gateway']?.includes(record.Protocol ?? '')) {
    throw new AwsError(
      'IncompatibleProtocols',
      `The listener and its associated target group '${arn}' have incompatible protocols: '${protocol ?? 'GENEVE'}' and '${record.Protocol}'`,
    )
  }
  // Network Load Balancer guide, application-load-balancer-target: only TCP listeners.
  if (record.TargetType === 'alb' && protocol !== 'TCP') {
    throw invalidConfiguration(
      `Target groups with target type 'alb' are not supported for listeners with the ${protocol} protocol`,
    )
  }
  if (record.VpcId !== VpcId) {
    throw invalidConfiguration(`The target group '${arn}' is not in the VPC '${VpcId}' of the load balancer`)
  }
}

// Quoted in issues: code and text.
function refuseSecondBalancer(
  ctx: Context,
  { LoadBalancerArn }: Elbv2.LoadBalancer,
  groups: readonly string[],
): void {
  const taken = groups.filter((group) =>
    loadBalancersBehind(ctx, group).some((balancer) => balancer !== LoadBalancerArn),
  )
  if (!taken.length) return
  throw new AwsError(
    'TargetGroupAssociationLimit',
    `The following target groups cannot be associated with more than one load balancer: ${taken.join(', ')}`,
  )
}
