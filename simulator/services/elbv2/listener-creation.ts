import { AwsError } from '../../api/error.ts'
import type { Elbv2 } from '../../api/generated/types.d.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { invalidConfiguration, tooMany, validationError } from './errors.ts'
import { requireActions } from './listener-actions.ts'
import { isSecure, securityOf } from './listener-security.ts'
import {
  type Listener,
  listenerOnPort,
  listeners,
  listenersOf,
  loadBalancerOf,
  requireListener,
} from './listeners.ts'
import { requireLoadBalancer } from './load-balancers.ts'
import { newTail } from './names.ts'
import { withTags } from './tags.ts'

export const createListener = operation(
  'elbv2',
  'CreateListener',
  {
    fidelity: { simplified: 'Authentication actions, trust stores and QUIC are refused.' },
    source: 'Elastic Load Balancing API reference, CreateListener',
  },
  (input, ctx) => {
    const { record: balancer } = requireLoadBalancer(ctx, input.LoadBalancerArn)
    const { LoadBalancerArn = '' } = balancer
    const tags = withTags([], input.Tags)
    requireProtocolAndPort(balancer, input)
    requireSourceNat(balancer, input.Protocol)
    const DefaultActions = requireActions(ctx, balancer, input.Protocol, input.DefaultActions)
    const security = securityOf(ctx, input.Protocol, input)
    const wanted = recordOf(LoadBalancerArn, input, security, DefaultActions)
    const before = listenerOnPort(ctx, LoadBalancerArn, input.Port)
    if (before) return { Listeners: [requireSame(before, wanted).record] }
    requireQuota(ctx, balancer)
    const ListenerArn = `${LoadBalancerArn.replace(':loadbalancer/', ':listener/')}/${newTail(ctx)}`
    const rule = `${ListenerArn.replace(':listener/', ':listener-rule/')}/${newTail(ctx)}`
    const listener = listeners.create(
      ctx,
      { ListenerArn, ...wanted },
      { tags, attributes: {}, certificates: [], rule: { arn: rule, tags: [] }, since: ctx.now },
    )
    return { Listeners: [listener.record] }
  },
)

function recordOf(
  LoadBalancerArn: string,
  { Port, Protocol }: Pick<Elbv2.Listener, 'Port' | 'Protocol'>,
  { Certificates, SslPolicy, AlpnPolicy, MutualAuthentication }: ReturnType<typeof securityOf>,
  DefaultActions: readonly Elbv2.Action[],
): Elbv2.Listener {
  return {
    LoadBalancerArn,
    ...(Port !== undefined && { Port }),
    ...(Protocol !== undefined && { Protocol }),
    ...(Certificates && { Certificates }),
    ...(SslPolicy !== undefined && { SslPolicy }),
    DefaultActions,
    ...(AlpnPolicy && { AlpnPolicy }),
    ...(MutualAuthentication && { MutualAuthentication }),
  }
}

const protocolsOf: Readonly<Record<Elbv2.LoadBalancerTypeEnum, readonly string[]>> = {
  application: ['HTTPS', 'HTTP'],
  network: ['TLS', 'TCP', 'TCP_UDP', 'UDP', 'QUIC', 'TCP_QUIC'],
  gateway: [],
}

type Place = Pick<Elbv2.CreateListenerInput, 'Protocol' | 'Port'>

// The sentences are quoted in issues.
function requireProtocolAndPort(
  { Type = 'application' }: Elbv2.LoadBalancer,
  { Protocol, Port }: Place,
): void {
  if (Type === 'gateway') {
    if (Port !== undefined) throw validationError('A port cannot be specified for gateway listeners')
    if (Protocol !== undefined) throw validationError('A protocol cannot be specified for gateway listeners')
    return
  }
  if (Port === undefined) throw validationError('A listener port must be specified')
  if (Protocol === undefined) throw validationError('A listener protocol must be specified')
  if (!protocolsOf[Type].includes(Protocol)) {
    throw validationError(`Listener protocol '${Protocol}' must be one of '${protocolsOf[Type].join(', ')}'`)
  }
  if (Protocol.includes('QUIC')) {
    throw new AwsError('UnsupportedProtocol', `Protocol '${Protocol}' is not simulated.`)
  }
}

// "You can't specify the UDP, TCP_UDP, QUIC, or TCP_QUIC protocol if dual-stack mode is enabled", unless there are
// prefixes for IPv6 source NAT (Network Load Balancer guide, network-load-balancers, "IP address type").
function requireSourceNat(balancer: Elbv2.LoadBalancer, protocol: Elbv2.ProtocolEnum | undefined): void {
  const { IpAddressType, EnablePrefixForIpv6SourceNat } = balancer
  if (!protocol?.includes('UDP') || IpAddressType === 'ipv4' || EnablePrefixForIpv6SourceNat === 'on') return
  throw invalidConfiguration(
    `Listener protocol '${protocol}' is not supported for dual-stack load balancers without prefixes for IPv6 source NAT`,
  )
}

/** "If you attempt to create multiple listeners with the same settings, each call succeeds." */
function requireSame(before: Listener, wanted: Elbv2.Listener): Listener {
  const { LoadBalancerArn = '', DefaultActions = [] } = before.record
  const had = recordOf(LoadBalancerArn, before.record, before.record, DefaultActions)
  if (JSON.stringify(had) === JSON.stringify(wanted)) return before
  throw duplicateListener(wanted.LoadBalancerArn ?? '')
}

const duplicateListener = (balancer: string) =>
  new AwsError(
    'DuplicateListener',
    `A listener already exists on this port for this load balancer '${balancer}'`,
  )

// Application Load Balancer guide, load-balancer-limits.
const mostApplicationListeners = 50

function requireQuota(
  ctx: Context,
  { Type = 'application', LoadBalancerArn = '' }: Elbv2.LoadBalancer,
): void {
  const limits = {
    application: () => mostApplicationListeners,
    network: () => ctx.limit('listeners-per-nlb'),
    gateway: () => ctx.limit('listeners-per-gwlb'),
  }
  if (listenersOf(ctx, LoadBalancerArn).length < limits[Type]()) return
  throw tooMany('TooManyListeners', 'listeners on this load balancer')
}

export const modifyListener = operation(
  'elbv2',
  'ModifyListener',
  {
    fidelity: { simplified: 'Authentication actions, trust stores and QUIC are refused.' },
    source: 'Elastic Load Balancing API reference, ModifyListener',
  },
  (input, ctx) => {
    const listener = requireListener(ctx, input.ListenerArn)
    const balancer = loadBalancerOf(ctx, listener)
    const { record } = listener
    const { LoadBalancerArn = '' } = balancer
    const place = { Protocol: input.Protocol ?? record.Protocol, Port: input.Port ?? record.Port }
    requireProtocolAndPort(balancer, place)
    requireSourceNat(balancer, place.Protocol)
    const other = listenerOnPort(ctx, LoadBalancerArn, place.Port)
    if (other && other.record.ListenerArn !== record.ListenerArn) throw duplicateListener(LoadBalancerArn)
    const DefaultActions = requireActions(
      ctx,
      balancer,
      place.Protocol,
      input.DefaultActions ?? record.DefaultActions ?? [],
    )
    // "Changing the protocol from HTTPS to HTTP, or from TLS to TCP, removes the security policy and default
    // certificate properties."
    const security = securityOf(ctx, place.Protocol, input, record)
    const { ListenerArn } = record
    const changed = listeners.update(
      ctx,
      listener,
      { ...absent, ListenerArn, ...recordOf(LoadBalancerArn, place, security, DefaultActions) },
      isSecure(place.Protocol) ? {} : { certificates: [] },
    )
    return { Listeners: [changed.record] }
  },
)

const absent: Partial<Elbv2.Listener> = {
  Certificates: undefined,
  SslPolicy: undefined,
  AlpnPolicy: undefined,
  MutualAuthentication: undefined,
}
