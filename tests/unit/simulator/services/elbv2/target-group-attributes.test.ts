import { describe, expect, it } from 'vitest'
import type { Elbv2 } from '../../../../../simulator/api/generated/types.d.ts'
import { balancingWorld } from './elbv2-world.ts'

function world(request: Partial<Elbv2.CreateTargetGroupInput> = {}) {
  const { elb, refused, groupOf } = balancingWorld()
  const { TargetGroupArn = '' } = groupOf(request)
  const input = (set: Record<string, string>) => ({
    TargetGroupArn,
    Attributes: Object.entries(set).map(([Key, Value]) => ({ Key, Value })),
  })
  return {
    attributes: () =>
      Object.fromEntries(
        elb('DescribeTargetGroupAttributes', { TargetGroupArn }).Attributes!.map(({ Key = '', Value }) => [
          Key,
          Value,
        ]),
      ),
    modify: (set: Record<string, string>) => elb('ModifyTargetGroupAttributes', input(set)),
    refuse: (set: Record<string, string>) => refused('ModifyTargetGroupAttributes', input(set)),
  }
}

const geneve = { Protocol: 'GENEVE', Port: 6081 } as const

describe('the attributes of a target group', () => {
  it('are those of a Network Load Balancer for TCP', () => {
    expect(world().attributes()).toEqual({
      'deregistration_delay.timeout_seconds': '300',
      'deregistration_delay.connection_termination.enabled': 'false',
      'preserve_client_ip.enabled': 'true',
      'proxy_protocol_v2.enabled': 'false',
      'stickiness.enabled': 'false',
      'stickiness.type': 'source_ip',
      'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
      'target_group_health.dns_failover.minimum_healthy_targets.count': '1',
      'target_group_health.dns_failover.minimum_healthy_targets.percentage': 'off',
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.count': '1',
      'target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage': 'off',
      'target_health_state.unhealthy.connection_termination.enabled': 'true',
      'target_health_state.unhealthy.draining_interval_seconds': '0',
    })
  })

  it.each<[Partial<Elbv2.CreateTargetGroupInput>, string, string]>([
    [{ TargetType: 'ip' }, 'preserve_client_ip.enabled', 'false'],
    [{ TargetType: 'ip', Protocol: 'TLS' }, 'preserve_client_ip.enabled', 'false'],
    [{ TargetType: 'ip', Protocol: 'UDP' }, 'preserve_client_ip.enabled', 'true'],
    [{ TargetType: 'instance', Protocol: 'TLS' }, 'preserve_client_ip.enabled', 'true'],
    [{ Protocol: 'TCP_UDP' }, 'deregistration_delay.connection_termination.enabled', 'true'],
    [geneve, 'stickiness.type', 'source_ip_dest_ip_proto'],
    [geneve, 'target_failover.on_unhealthy', 'no_rebalance'],
    [{ Protocol: 'HTTP' }, 'stickiness.type', 'lb_cookie'],
    [{ Protocol: 'HTTP' }, 'load_balancing.algorithm.type', 'round_robin'],
  ])('of %j have the default %s = %s', (request, key, value) => {
    expect(world(request).attributes()[key]).toBe(value)
  })

  it('change one by one, and stay changed', () => {
    const { modify, attributes } = world()
    modify({ 'proxy_protocol_v2.enabled': 'true' })
    modify({ 'deregistration_delay.timeout_seconds': '0', 'load_balancing.cross_zone.enabled': 'true' })
    expect(attributes()).toMatchObject({
      'proxy_protocol_v2.enabled': 'true',
      'deregistration_delay.timeout_seconds': '0',
      'load_balancing.cross_zone.enabled': 'true',
    })
  })

  it('of a Gateway Load Balancer fail over both ways or neither', () => {
    const { modify, refuse } = world(geneve)
    expect(refuse({ 'target_failover.on_unhealthy': 'rebalance' })).toMatch(
      /^ValidationError: .*must be the same$/,
    )
    modify({ 'target_failover.on_unhealthy': 'rebalance', 'target_failover.on_deregistration': 'rebalance' })
    expect(refuse({ 'send_tcp_reset.on_unhealthy.enabled': 'true' })).toMatch(/^InvalidConfigurationRequest/)
  })

  it('let connections to unhealthy targets drain only where they are not ended', () => {
    const { modify, refuse } = world()
    const interval = { 'target_health_state.unhealthy.draining_interval_seconds': '60' }
    expect(refuse(interval)).toMatch(/^InvalidConfigurationRequest: /)
    modify({ ...interval, 'target_health_state.unhealthy.connection_termination.enabled': 'false' })
  })

  it.each<[Partial<Elbv2.CreateTargetGroupInput>, Record<string, string>, string]>([
    [
      {},
      { 'deregistration_delay.timeout_seconds': '3601' },
      "ValidationError: 'deregistration_delay.timeout_seconds' value '3601' must be between '0-3600' inclusive",
    ],
    [
      {},
      { 'tcp_keepalive.enabled': 'true' },
      "ValidationError: Target group attribute key 'tcp_keepalive.enabled' is not recognized",
    ],
    [
      geneve,
      { 'proxy_protocol_v2.enabled': 'true' },
      "ValidationError: Target group attribute key 'proxy_protocol_v2.enabled' is not recognized",
    ],
    [
      geneve,
      { 'stickiness.type': 'source_ip' },
      "ValidationError: 'source_ip' must be one of [source_ip_dest_ip_proto, source_ip_dest_ip]",
    ],
    [
      {},
      { 'stickiness.type': 'lb_cookie' },
      "InvalidConfigurationRequest: Stickiness type 'lb_cookie' is not supported for target groups with the TCP protocol",
    ],
    [
      {},
      { 'stickiness.type': 'source_ip_dest_ip' },
      "ValidationError: 'Stickiness type' must be one of [app_cookie, lb_cookie, source_ip]",
    ],
    [
      { Protocol: 'TLS' },
      { 'stickiness.enabled': 'true' },
      'InvalidConfigurationRequest: You cannot enable stickiness on target groups with the TLS protocol',
    ],
    [
      { Protocol: 'UDP' },
      { 'preserve_client_ip.enabled': 'false' },
      'InvalidConfigurationRequest: Client IP preservation cannot be disabled for target groups with the UDP protocol',
    ],
    [
      { Protocol: 'HTTP' },
      { 'stickiness.type': 'app_cookie', 'stickiness.enabled': 'true' },
      "InvalidConfigurationRequest: You must set an application cookie name to enable stickiness of type 'app_cookie'",
    ],
    [
      {},
      { 'target_group_health.dns_failover.minimum_healthy_targets.percentage': '101' },
      "ValidationError: 'target_group_health.dns_failover.minimum_healthy_targets.percentage' value '101' must be between '1-100' inclusive or one of [off]",
    ],
  ])('of %j cannot be %j', (request, set, message) => {
    expect(world(request).refuse(set)).toBe(message)
  })
})
