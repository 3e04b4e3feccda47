import { describe, expect, it } from 'vitest'
import type { Elbv2 } from '../../../../../simulator/api/generated/types.d.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account as owner } from '../cloud.ts'
import { account, balancingWorld } from './elbv2-world.ts'

type Request = Partial<Elbv2.CreateTargetGroupInput>

describe('a new target group', () => {
  it('checks TCP targets every half minute', () => {
    const { groupOf, VpcId } = balancingWorld()
    expect(groupOf()).toEqual({
      TargetGroupArn: expect.stringMatching(new RegExp(`^${account}:targetgroup/targets/[0-9a-f]{16}$`)),
      TargetGroupName: 'targets',
      Protocol: 'TCP',
      Port: 80,
      VpcId,
      HealthCheckProtocol: 'TCP',
      HealthCheckPort: 'traffic-port',
      HealthCheckEnabled: true,
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 10,
      HealthyThresholdCount: 5,
      UnhealthyThresholdCount: 2,
      LoadBalancerArns: [],
      TargetType: 'instance',
      IpAddressType: 'ipv4',
    })
  })

  const http = { HealthCheckProtocol: 'HTTP', HealthCheckPath: '/' } as const

  it.each<[string, Request, Elbv2.TargetGroup]>([
    ['GENEVE', { Protocol: 'GENEVE', Port: 6081 }, gate({ HealthCheckIntervalSeconds: 10 })],
    ['TCP, HTTP checks', http, { HealthCheckTimeoutSeconds: 6, Matcher: { HttpCode: '200-399' } }],
    ['TCP, HTTPS checks', { HealthCheckProtocol: 'HTTPS' }, { HealthCheckTimeoutSeconds: 10 }],
    ['UDP', { Protocol: 'UDP' }, { HealthCheckProtocol: 'TCP', HealthCheckTimeoutSeconds: 10 }],
    [
      'HTTP',
      { Protocol: 'HTTP' },
      { ...http, HealthCheckTimeoutSeconds: 5, Matcher: { HttpCode: '200' }, ProtocolVersion: 'HTTP1' },
    ],
    [
      'gRPC',
      { Protocol: 'HTTP', ProtocolVersion: 'GRPC' },
      { HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } },
    ],
    [
      'an Application Load Balancer',
      { TargetType: 'alb' },
      { ...http, TargetType: 'alb', Matcher: { HttpCode: '200-399' } },
    ],
  ])('has the defaults of its kind: %s', (_, request, expected) => {
    expect(balancingWorld().groupOf(request)).toMatchObject(expected)
  })

  it('is the same one when asked for twice', () => {
    const { elb, refused, groupOf, VpcId } = balancingWorld()
    const first = groupOf()
    const same = { Name: 'targets', Protocol: 'TCP', Port: 80, VpcId } as const
    expect(groupOf()).toEqual(first)
    expect(elb('DescribeTargetGroups').TargetGroups).toHaveLength(1)
    expect(refused('CreateTargetGroup', { ...same, Port: 81 })).toBe(
      "DuplicateTargetGroupName: A target group with the same name 'targets' exists, but with different settings",
    )
  })
})

function gate(more: Elbv2.TargetGroup): Elbv2.TargetGroup {
  return { HealthCheckProtocol: 'TCP', HealthCheckPort: '80', HealthCheckTimeoutSeconds: 5, ...more }
}

describe('CreateTargetGroup refuses', () => {
  it.each<[Request, string]>([
    [
      { Name: 'n'.repeat(33) },
      `ValidationError: Target group name '${'n'.repeat(33)}' cannot be longer than '32' characters`,
    ],
    [
      { Name: 'a_b' },
      "ValidationError: Target group name 'a_b' can only contain characters that are alphanumeric characters or hyphens(-)",
    ],
    [{ Name: '-a' }, "ValidationError: Target group name '-a' cannot begin or end with '-'"],
    [{ Protocol: undefined }, 'ValidationError: A protocol must be specified'],
    [{ Port: undefined }, 'ValidationError: A port must be specified'],
    [{ VpcId: undefined }, 'ValidationError: A VPC ID must be specified'],
    [{ VpcId: 'vpc-0123456789abcdef0' }, "ValidationError: The VPC ID 'vpc-0123456789abcdef0' is not found"],
    [
      { Port: 99_999 },
      "ValidationError: 1 validation error detected: Value '99999' at 'port' failed to satisfy constraint: Member must have value less than or equal to 65535",
    ],
    [
      { HealthCheckEnabled: false, TargetType: 'ip' },
      'InvalidConfigurationRequest: Health check enabled must be true with groups with target type "ip"',
    ],
    [{ HealthCheckPort: '0' }, 'ValidationError: Health check port 0 must be within 1-65535 or traffic-port'],
    [
      { HealthCheckTimeoutSeconds: 30, HealthCheckIntervalSeconds: 10 },
      "ValidationError: Health check timeout '30' must be smaller than or equal to the interval '10'",
    ],
    [
      { Protocol: 'HTTP', HealthCheckTimeoutSeconds: 30, HealthCheckIntervalSeconds: 10 },
      "ValidationError: Health check timeout '30' must be smaller than the interval '10'",
    ],
    [
      { Protocol: 'HTTP', HealthCheckTimeoutSeconds: 10, HealthCheckIntervalSeconds: 10 },
      "ValidationError: Health check timeout '10' must be smaller than the interval '10'",
    ],
    [
      { Matcher: { HttpCode: '200' } },
      'InvalidConfigurationRequest: Custom health check matchers are not supported for health checks with the TCP protocol',
    ],
    [
      { HealthCheckPath: '/' },
      'InvalidConfigurationRequest: Health check paths are not supported for health checks with the TCP protocol',
    ],
    [
      { HealthCheckProtocol: 'UDP' },
      "ValidationError: Health check protocol 'UDP' must be one of 'HTTP, HTTPS, TCP'",
    ],
    [
      { Protocol: 'HTTP', HealthCheckProtocol: 'TCP' },
      "ValidationError: Health check protocol 'TCP' must be one of 'HTTP, HTTPS'",
    ],
    [
      { Protocol: 'HTTP', Matcher: { HttpCode: '200-500' } },
      "ValidationError: Health check matcher HTTP code '200-500' must be within '200-499' inclusive",
    ],
    [
      { HealthCheckProtocol: 'HTTP', HealthCheckPath: 'healthy' },
      "ValidationError: Health check path 'healthy' must begin with a '/' character",
    ],
    [
      { Protocol: 'GENEVE' },
      "ValidationError: Port '80' is not supported with the GENEVE protocol; it must be '6081'",
    ],
    [
      { ProtocolVersion: 'HTTP2' },
      'ValidationError: Protocol version cannot be specified for target groups with the TCP protocol',
    ],
    [
      { TargetType: 'alb', Protocol: 'UDP' },
      "ValidationError: Protocol 'UDP' is not supported for target groups with target type 'alb'",
    ],
    [{ TargetType: 'lambda' }, "InvalidConfigurationRequest: Target type 'lambda' is not simulated."],
  ])('%j', (request, message) => {
    const { refused, VpcId } = balancingWorld()
    const usual = { Name: 'targets', Protocol: 'TCP', Port: 80, VpcId } as const
    expect(refused('CreateTargetGroup', { ...usual, ...request })).toBe(message)
  })

  it('takes a timeout as long as the interval where targets do not speak HTTP', () => {
    const { groupOf } = balancingWorld()
    const times = { HealthCheckTimeoutSeconds: 10, HealthCheckIntervalSeconds: 10 }
    expect(groupOf(times)).toMatchObject(times)
  })

  it('more than the quotas', () => {
    const { cloud, groupOf, refused, VpcId } = balancingWorld()
    const here = { account: owner, region: 'us-east-1' }
    raiseQuota(cloud.store, here, 'geneve-target-groups-per-region', 1)
    raiseQuota(cloud.store, here, 'target-groups-per-region', 2)
    groupOf({ Name: 'one', Protocol: 'GENEVE', Port: 6081 })
    const geneve = { Name: 'two', Protocol: 'GENEVE', Port: 6081, VpcId } as const
    expect(refused('CreateTargetGroup', geneve)).toMatch(/^TooManyTargetGroups: .*GENEVE/)
    groupOf({ Name: 'two' })
    expect(refused('CreateTargetGroup', { ...geneve, Name: 'three', Protocol: 'TCP' })).toMatch(
      /^TooManyTargetGroups: /,
    )
  })
})

describe('a target group', () => {
  it('changes its health checks in part', () => {
    const { elb, groupOf } = balancingWorld()
    const { TargetGroupArn = '' } = groupOf()
    const modify = (more: object) => elb('ModifyTargetGroup', { TargetGroupArn, ...more }).TargetGroups![0]!
    expect(modify({ HealthCheckProtocol: 'HTTP', HealthCheckPath: '/up' })).toMatchObject({
      HealthCheckProtocol: 'HTTP',
      HealthCheckPath: '/up',
      Matcher: { HttpCode: '200-399' },
      HealthCheckIntervalSeconds: 30,
    })
    expect(modify({ HealthyThresholdCount: 3 })).toMatchObject({
      HealthyThresholdCount: 3,
      HealthCheckPath: '/up',
    })
    const back = modify({ HealthCheckProtocol: 'TCP' })
    expect([back.HealthCheckPath, back.Matcher]).toEqual([undefined, undefined])
  })

  it('cannot be changed into what it could not have been', () => {
    const { refused, groupOf } = balancingWorld()
    const { TargetGroupArn = '' } = groupOf()
    expect(refused('ModifyTargetGroup', { TargetGroupArn, HealthCheckIntervalSeconds: 5 })).toBe(
      "ValidationError: Health check timeout '10' must be smaller than or equal to the interval '5'",
    )
    expect(refused('ModifyTargetGroup', { TargetGroupArn: `${TargetGroupArn}0` })).toBe(
      'TargetGroupNotFound: One or more target groups not found',
    )
  })

  it('is found by name, by ARN and by the load balancer that uses it', () => {
    const { elb, refused, open, groupOf, listen } = balancingWorld()
    const balancer = open()
    const { LoadBalancerArn = '' } = balancer
    const [used, free] = [groupOf(), groupOf({ Name: 'free' })]
    listen(balancer, used)
    const names = (input: object) =>
      elb('DescribeTargetGroups', input).TargetGroups!.map((group) => group.TargetGroupName)
    expect(names({})).toEqual(['targets', 'free'])
    expect(names({ Names: ['free'] })).toEqual(['free'])
    expect(names({ TargetGroupArns: [free.TargetGroupArn] })).toEqual(['free'])
    expect(names({ LoadBalancerArn })).toEqual(['targets'])
    expect(elb('DescribeTargetGroups', { Names: ['targets'] }).TargetGroups![0]!.LoadBalancerArns).toEqual([
      LoadBalancerArn,
    ])
    const describe = (input: object) => refused('DescribeTargetGroups', input)
    expect(describe({ Names: ['nobody'] })).toBe('TargetGroupNotFound: One or more target groups not found')
    expect(describe({ LoadBalancerArn: `${LoadBalancerArn}0` })).toMatch(/^LoadBalancerNotFound/)
    expect(describe({ Names: ['free'], LoadBalancerArn })).toBe(
      'ValidationError: Target group names, target group ARNs, and a load balancer ARN cannot be specified at the same time',
    )
  })

  it('cannot be deleted while a listener forwards to it', () => {
    const { elb, refused, open, groupOf, listen } = balancingWorld()
    const group = groupOf()
    const { TargetGroupArn = '' } = group
    const { ListenerArn = '' } = listen(open(), group)
    expect(refused('DeleteTargetGroup', { TargetGroupArn })).toBe(
      `ResourceInUse: Target group '${TargetGroupArn}' is currently in use by a listener or a rule`,
    )
    elb('DeleteListener', { ListenerArn })
    elb('DeleteTargetGroup', { TargetGroupArn })
    expect(elb('DescribeTargetGroups').TargetGroups).toEqual([])
  })
})
