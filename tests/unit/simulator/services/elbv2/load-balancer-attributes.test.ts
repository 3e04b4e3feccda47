import { describe, expect, it } from 'vitest'
import { balancingWorld } from './elbv2-world.ts'

function world() {
  const all = balancingWorld()
  const { elb, open, a, b } = all
  const arns = {
    network: open().LoadBalancerArn!,
    gateway: open({ Name: 'gate', Type: 'gateway', Scheme: undefined, Subnets: [a] }).LoadBalancerArn!,
    application: open({ Name: 'app', Type: 'application', Subnets: [a, b] }).LoadBalancerArn!,
  }
  type Kind = keyof typeof arns
  const attributes = (kind: Kind) =>
    Object.fromEntries(
      elb('DescribeLoadBalancerAttributes', { LoadBalancerArn: arns[kind] }).Attributes!.map(
        ({ Key = '', Value }) => [Key, Value],
      ),
    )
  const input = (kind: Kind, set: Record<string, string>) => ({
    LoadBalancerArn: arns[kind],
    Attributes: Object.entries(set).map(([Key, Value]) => ({ Key, Value })),
  })
  const modify = (kind: Kind, set: Record<string, string>) =>
    elb('ModifyLoadBalancerAttributes', input(kind, set))
  const refuse = (kind: Kind, set: Record<string, string>) =>
    all.refused('ModifyLoadBalancerAttributes', input(kind, set))
  return { ...all, arns, attributes, modify, refuse }
}

describe('the attributes of a load balancer', () => {
  it('are those of its type, with defaults', () => {
    const { attributes } = world()
    expect(attributes('gateway')).toEqual({
      'deletion_protection.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'false',
    })
    expect(attributes('network')).toEqual({
      'deletion_protection.enabled': 'false',
      'load_balancing.cross_zone.enabled': 'false',
      'access_logs.s3.enabled': 'false',
      'access_logs.s3.bucket': '',
      'access_logs.s3.prefix': '',
      'zonal_shift.config.enabled': 'false',
      'dns_record.client_routing_policy': 'any_availability_zone',
      'secondary_ips.auto_assigned.per_subnet': '0',
      'ipv6.deny_all_igw_traffic': 'true',
    })
    expect(attributes('application')).toMatchObject({
      'load_balancing.cross_zone.enabled': 'true',
      'idle_timeout.timeout_seconds': '60',
      'routing.http2.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'defensive',
    })
  })

  it('change one by one, and stay changed', () => {
    const { modify, attributes } = world()
    modify('network', { 'load_balancing.cross_zone.enabled': 'true' })
    const after = modify('network', { 'dns_record.client_routing_policy': 'availability_zone_affinity' })
    expect(after.Attributes).toContainEqual({ Key: 'load_balancing.cross_zone.enabled', Value: 'true' })
    expect(attributes('network')).toMatchObject({
      'load_balancing.cross_zone.enabled': 'true',
      'dns_record.client_routing_policy': 'availability_zone_affinity',
    })
  })

  const unrecognized = (key: string) =>
    `ValidationError: Load balancer attribute key '${key}' is not recognized`

  it.each([
    ['network', { nonsense: 'true' }, unrecognized('nonsense')],
    ['network', { 'idle_timeout.timeout_seconds': '60' }, unrecognized('idle_timeout.timeout_seconds')],
    ['gateway', { 'access_logs.s3.enabled': 'false' }, unrecognized('access_logs.s3.enabled')],
    [
      'network',
      { 'deletion_protection.enabled': 'yes' },
      "ValidationError: 'yes' must be one of [true, false]",
    ],
    [
      'application',
      { 'load_balancing.cross_zone.enabled': 'false' },
      "ValidationError: 'false' must be one of [true]",
    ],
    [
      'application',
      { 'idle_timeout.timeout_seconds': '4001' },
      "ValidationError: 'idle_timeout.timeout_seconds' value '4001' must be between '1-4000' inclusive",
    ],
    [
      'network',
      { 'secondary_ips.auto_assigned.per_subnet': 'few' },
      "ValidationError: 'secondary_ips.auto_assigned.per_subnet' value 'few' must be between '0-7' inclusive",
    ],
    [
      'network',
      { 'access_logs.s3.enabled': 'true' },
      "ValidationError: The value of 'access_logs.s3.bucket' cannot be empty",
    ],
  ] as const)('of a %s load balancer cannot be %j', (kind, set, message) => {
    expect(world().refuse(kind, set)).toBe(message)
  })

  it('keep secondary addresses once they have them', () => {
    const { modify, refuse } = world()
    const key = 'secondary_ips.auto_assigned.per_subnet'
    modify('network', { [key]: '3' })
    expect(refuse('network', { [key]: '2' })).toBe(
      `ValidationError: The value of '${key}' cannot be decreased from '3'`,
    )
    modify('network', { [key]: '4' })
  })

  it('are somebody’s', () => {
    const { refused, arns } = world()
    const LoadBalancerArn = `${arns.network}0`
    expect(refused('DescribeLoadBalancerAttributes', { LoadBalancerArn })).toBe(
      'LoadBalancerNotFound: The specified load balancer does not exist.',
    )
  })
})
