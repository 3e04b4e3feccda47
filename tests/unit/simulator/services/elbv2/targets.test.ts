import { describe, expect, it } from 'vitest'
import type { Elbv2 } from '../../../../../simulator/api/generated/types.d.ts'
import { formatAddress, parseAddress } from '../../../../../simulator/kernel/address.ts'
import { raiseQuota } from '../../../../../simulator/world/quotas.ts'
import { account as owner } from '../cloud.ts'
import { balancingWorld } from './elbv2-world.ts'

function world() {
  const all = balancingWorld()
  const { ask, elb, refused, pass, VpcId } = all
  // Health checks come from the load balancer's nodes, and whoever is in the default group is to hear them.
  const [usual] = ask('DescribeSecurityGroups', {
    Filters: [
      { Name: 'vpc-id', Values: [VpcId] },
      { Name: 'group-name', Values: ['default'] },
    ],
  }).SecurityGroups!
  const IpPermissions = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/16' }] }]
  const close = () => ask('RevokeSecurityGroupIngress', { GroupId: usual!.GroupId!, IpPermissions })
  ask('AuthorizeSecurityGroupIngress', { GroupId: usual!.GroupId!, IpPermissions })
  const ImageId = ask('DescribeImages', { Owners: ['amazon'] }).Images!.find(
    (image) => image.Architecture === 'x86_64',
  )!.ImageId!
  const launch = (SubnetId: string) =>
    ask('RunInstances', { ImageId, InstanceType: 't3.micro', SubnetId, MinCount: 1, MaxCount: 1 })
      .Instances![0]!
  const run = (subnet: string) => {
    const { InstanceId = '' } = launch(subnet)
    pass(60)
    return InstanceId
  }
  const register = ({ TargetGroupArn = '' }: Elbv2.TargetGroup, ...Targets: Elbv2.TargetDescription[]) =>
    elb('RegisterTargets', { TargetGroupArn, Targets })
  const deregister = ({ TargetGroupArn = '' }: Elbv2.TargetGroup, ...Targets: Elbv2.TargetDescription[]) =>
    elb('DeregisterTargets', { TargetGroupArn, Targets })
  const refuse = ({ TargetGroupArn = '' }: Elbv2.TargetGroup, ...Targets: Elbv2.TargetDescription[]) =>
    refused('RegisterTargets', { TargetGroupArn, Targets })
  const describeHealth = ({ TargetGroupArn = '' }: Elbv2.TargetGroup, more: object = {}) =>
    elb('DescribeTargetHealth', { TargetGroupArn, ...more }).TargetHealthDescriptions!
  const states = (group: Elbv2.TargetGroup) =>
    describeHealth(group).map(({ TargetHealth }) => [TargetHealth!.State, TargetHealth!.Reason])
  return { ...all, close, launch, run, register, deregister, refuse, describeHealth, states }
}

describe('an instance as a target', () => {
  it('is unused, then registered, then checked, then healthy', () => {
    const { run, open, groupOf, listen, register, describeHealth, pass, a } = world()
    const id = run(a)
    const balancer = open()
    pass(200)
    const group = groupOf()
    register(group, { Id: id })
    const health = () => describeHealth(group)[0]!
    expect(health()).toEqual({
      Target: { Id: id, Port: 80 },
      HealthCheckPort: '80',
      TargetHealth: {
        State: 'unused',
        Reason: 'Target.NotInUse',
        Description: 'Target group is not configured to receive traffic from the load balancer',
      },
    })
    listen(balancer, group)
    expect(health().TargetHealth).toEqual({
      State: 'initial',
      Reason: 'Elb.RegistrationInProgress',
      Description: 'Target registration is in progress',
    })
    pass(30)
    expect(health().TargetHealth).toEqual({
      State: 'initial',
      Reason: 'Elb.InitialHealthChecking',
      Description: 'Initial health checks in progress',
    })
    pass(119)
    expect(health().TargetHealth!.State).toBe('initial')
    pass(2)
    expect(health().TargetHealth).toEqual({ State: 'healthy' })
  })

  it('waits for the load balancer to be ready', () => {
    const { run, open, groupOf, listen, register, states, pass, a } = world()
    const group = groupOf({ HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2 })
    register(group, { Id: run(a) })
    listen(open(), group)
    pass(100)
    expect(states(group)).toEqual([['initial', 'Elb.RegistrationInProgress']])
    pass(45)
    expect(states(group)).toEqual([['healthy', undefined]])
  })

  it('is unused in a zone where the load balancer is not', () => {
    const { run, open, groupOf, listen, register, describeHealth, elb, a, b, c } = world()
    const balancer = open()
    const group = groupOf()
    listen(balancer, group)
    register(group, { Id: run(c) })
    expect(describeHealth(group)[0]!.TargetHealth).toEqual({
      State: 'unused',
      Reason: 'Target.NotInUse',
      Description: 'Target is in an Availability Zone that is not enabled for the load balancer',
    })
    elb('SetSubnets', { LoadBalancerArn: balancer.LoadBalancerArn!, Subnets: [a, b, c] })
    expect(describeHealth(group)[0]!.TargetHealth!.State).toBe('initial')
  })

  it('is unused while it is stopped, and healthy some time after it runs again', () => {
    const { ask, run, open, groupOf, listen, register, describeHealth, states, pass, a } = world()
    const id = run(a)
    const group = groupOf()
    listen(open(), group)
    register(group, { Id: id })
    pass(600)
    ask('StopInstances', { InstanceIds: [id] })
    pass(60)
    expect(describeHealth(group)[0]!.TargetHealth).toEqual({
      State: 'unused',
      Reason: 'Target.InvalidState',
      Description: 'Target is in the stopped state',
    })
    ask('StartInstances', { InstanceIds: [id] })
    pass(60)
    expect(states(group)[0]![0]).toBe('initial')
    pass(600)
    expect(states(group)).toEqual([['healthy', undefined]])
  })

  it('is unhealthy as soon as its security group does not let health checks in', () => {
    const { run, open, groupOf, listen, register, describeHealth, close, pass, a } = world()
    const group = groupOf()
    listen(open(), group)
    register(group, { Id: run(a) })
    pass(600)
    expect(describeHealth(group)[0]!.TargetHealth).toEqual({ State: 'healthy' })
    close()
    expect(describeHealth(group)[0]!.TargetHealth).toEqual({
      State: 'unhealthy',
      Reason: 'Target.FailedHealthChecks',
      Description: 'Health checks failed',
    })
  })

  it('is gone with the instance', () => {
    const { ask, run, groupOf, register, describeHealth, pass, a } = world()
    const id = run(a)
    const group = groupOf()
    register(group, { Id: id })
    ask('TerminateInstances', { InstanceIds: [id] })
    pass(7200)
    expect(describeHealth(group)).toEqual([])
  })

  it('may be registered with several ports', () => {
    const { run, groupOf, register, describeHealth, a } = world()
    const id = run(a)
    const group = groupOf()
    register(group, { Id: id }, { Id: id, Port: 81 })
    register(group, { Id: id, Port: 80 })
    expect(
      describeHealth(group).map(({ Target, HealthCheckPort }) => [Target!.Port, HealthCheckPort]),
    ).toEqual([
      [80, '80'],
      [81, '81'],
    ])
  })

  it('must run, be of the VPC and be an instance', () => {
    const { ask, run, launch, groupOf, refuse, VpcId, a } = world()
    const group = groupOf()
    const id = run(a)
    const elsewhere = run(
      ask('DescribeSubnets', { Filters: [{ Name: 'default-for-az', Values: ['true'] }] }).Subnets![0]!
        .SubnetId!,
    )
    expect(refuse(group, { Id: elsewhere })).toBe(
      `InvalidTarget: The following targets are not in the target group VPC '${VpcId}': '${elsewhere}'`,
    )
    const { InstanceId = '' } = launch(a)
    expect(refuse(group, { Id: id }, { Id: InstanceId })).toBe(
      `InvalidTarget: The following targets are not in a running state and cannot be registered: '${InstanceId}'`,
    )
    expect(refuse(group, { Id: 'i-0123456789abcdef0' })).toMatch(/^InvalidTarget: /)
    expect(refuse(group, { Id: '10.0.1.10' })).toBe("ValidationError: Instance ID '10.0.1.10' is not valid")
    expect(refuse(group, { Id: id, AvailabilityZone: 'us-east-1a' })).toMatch(/^ValidationError: /)
    expect(refuse(group, { Id: id, Port: 70_000 })).toMatch(
      /'targets.1.member.port'.*less than or equal to 65535$/,
    )
  })
})

describe('deregistering', () => {
  it('drains for as long as the group says, and then the target is gone', () => {
    const { run, open, groupOf, listen, register, deregister, describeHealth, pass, a } = world()
    const id = run(a)
    const group = groupOf()
    listen(open(), group)
    register(group, { Id: id })
    pass(600)
    deregister(group, { Id: id })
    pass(299)
    expect(describeHealth(group)[0]!.TargetHealth).toEqual({
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    })
    pass(1)
    expect(describeHealth(group)).toEqual([])
  })

  it('ends when the target is registered again', () => {
    const { run, open, groupOf, listen, register, deregister, states, pass, a } = world()
    const id = run(a)
    const group = groupOf()
    listen(open(), group)
    register(group, { Id: id })
    pass(600)
    deregister(group, { Id: id })
    register(group, { Id: id })
    expect(states(group)).toEqual([['initial', 'Elb.RegistrationInProgress']])
  })

  it('of somebody who is no target, or who gets no traffic, is done at once', () => {
    const { run, groupOf, register, deregister, describeHealth, a } = world()
    const id = run(a)
    const group = groupOf()
    register(group, { Id: id, Port: 81 })
    deregister(group, { Id: id }, { Id: 'i-0123456789abcdef0' })
    expect(describeHealth(group)).toHaveLength(1)
    deregister(group, { Id: id, Port: 81 })
    expect(describeHealth(group)).toEqual([])
  })
})

describe('DescribeTargetHealth', () => {
  it('tells of targets by name, of those that there are not too', () => {
    const { run, groupOf, register, describeHealth, a } = world()
    const id = run(a)
    const group = groupOf()
    register(group, { Id: id })
    const [known, unknown] = describeHealth(group, { Targets: [{ Id: id }, { Id: id, Port: 81 }] })
    expect(known!.TargetHealth!.Reason).toBe('Target.NotInUse')
    expect(unknown).toEqual({
      Target: { Id: id, Port: 81 },
      HealthCheckPort: '81',
      TargetHealth: {
        State: 'unused',
        Reason: 'Target.NotRegistered',
        Description: 'Target is not registered to the target group',
      },
    })
  })

  it('tells of anomalies when asked to', () => {
    const { run, open, groupOf, listen, register, describeHealth, pass, a } = world()
    const group = groupOf()
    listen(open(), group)
    register(group, { Id: run(a) })
    pass(600)
    expect(describeHealth(group)[0]!.AnomalyDetection).toBeUndefined()
    expect(describeHealth(group, { Include: ['AnomalyDetection'] })[0]!.AnomalyDetection).toEqual({
      Result: 'normal',
      MitigationInEffect: 'no',
    })
  })
})

describe('an address as a target', () => {
  const ip = { TargetType: 'ip' } as const

  it('knows its zone when it is in the VPC, and is told it otherwise', () => {
    const { groupOf, register, describeHealth } = world()
    const group = groupOf(ip)
    register(group, { Id: '10.0.2.10' }, { Id: '192.168.1.1', AvailabilityZone: 'all' })
    expect(describeHealth(group).map(({ Target }) => Target)).toEqual([
      { Id: '10.0.2.10', Port: 80, AvailabilityZone: 'us-east-1b' },
      { Id: '192.168.1.1', Port: 80, AvailabilityZone: 'all' },
    ])
  })

  it('is healthy when somebody has it who answers', () => {
    const { ask, run, open, groupOf, listen, register, states, interfacesOf, pass, a } = world()
    const balancer = open()
    const id = run(a)
    const [instance] = ask('DescribeInstances', { InstanceIds: [id] }).Reservations![0]!.Instances!
    const { PrivateIpAddress = '' } = instance!
    const node = interfacesOf(balancer)[0]!.PrivateIpAddress!
    const free = ['10.0.1.200', '10.0.1.201', '10.0.1.202'].find(
      (one) => one !== PrivateIpAddress && one !== node,
    )!
    const group = groupOf(ip)
    listen(balancer, group)
    register(
      group,
      { Id: PrivateIpAddress },
      { Id: free },
      { Id: '192.168.1.1', AvailabilityZone: 'all' },
      { Id: node },
    )
    pass(600)
    expect(states(group)).toEqual([
      ['healthy', undefined],
      ['unhealthy', 'Target.FailedHealthChecks'],
      // No route leads there.
      ['unhealthy', 'Target.FailedHealthChecks'],
      ['unused', 'Target.IpUnusable'],
    ])
  })

  it.each<[Elbv2.TargetDescription, string]>([
    [{ Id: 'app.internal' }, "ValidationError: The IP address 'app.internal' is not a valid IPv4 address"],
    [{ Id: '2001:db8::1' }, "ValidationError: The IP address '2001:db8::1' is not a valid IPv4 address"],
    [
      { Id: '192.168.1.1' },
      "ValidationError: The Availability Zone is required for IP address '192.168.1.1' because it is not in the VPC",
    ],
    [
      { Id: '192.168.1.1', AvailabilityZone: 'eu-west-1a' },
      "ValidationError: You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '192.168.1.1' is outside the VPC",
    ],
    [
      { Id: '10.0.2.10', AvailabilityZone: 'all' },
      "ValidationError: The IP address '10.0.2.10' is within the VPC, and cannot have its Availability Zone overridden to 'all' from 'us-east-1b'",
    ],
    [
      // Of the VPC's block, but of no subnet.
      { Id: '10.0.99.1' },
      "ValidationError: The Availability Zone is required for IP address '10.0.99.1' because it is not in the VPC",
    ],
  ])('cannot be %j', (target, message) => {
    const { groupOf, refuse } = world()
    expect(refuse(groupOf(ip), target)).toBe(message)
  })

  it('cannot be public', () => {
    const { groupOf, refuse } = world()
    expect(refuse(groupOf(ip), { Id: '8.8.8.8', AvailabilityZone: 'all' })).toMatch(
      /^ValidationError: .*'8.8.8.8'/,
    )
  })

  it('may be an IPv6 address in a group of those', () => {
    const { groupOf, register, describeHealth, ipv6 } = world()
    const group = groupOf({ ...ip, IpAddressType: 'ipv6' })
    register(group, { Id: `${ipv6}05::0099` })
    expect(describeHealth(group)[0]!.Target).toEqual({
      Id: formatAddress(parseAddress(`${ipv6}05::99`)!),
      Port: 80,
      AvailabilityZone: 'us-east-1a',
    })
  })
})

describe('an Application Load Balancer as a target', () => {
  function behindNetwork() {
    const all = world()
    const { open, groupOf, listen, a, b } = all
    const application = open({ Name: 'app', Type: 'application', Subnets: [a, b] })
    const target = { Id: application.LoadBalancerArn! }
    const http = groupOf({ Name: 'http', Protocol: 'HTTP' })
    const group = groupOf({ TargetType: 'alb' })
    return {
      ...all,
      application,
      target,
      http,
      group,
      listenToHttp: () => listen(application, http, { Protocol: 'HTTP' }),
    }
  }

  it('needs a listener on the port of the group', () => {
    const { refuse, register, describeHealth, group, target, listenToHttp } = behindNetwork()
    const message =
      'ValidationError: If the target type is ALB, the target must have at least one listener that matches the target group port or any specified port overrides'
    expect(refuse(group, target)).toBe(message)
    listenToHttp()
    register(group, target)
    expect(describeHealth(group)[0]!.Target).toEqual({ Id: target.Id, Port: 80 })
    expect(refuse(group, { ...target, Port: 81 })).toBe(message)
  })

  it('is the only target of its group, and only an Application Load Balancer', () => {
    const { open, listen, http, refuse, register, group, target, listenToHttp, groupOf, a, b } =
      behindNetwork()
    listenToHttp()
    register(group, target)
    const network = open()
    expect(refuse(group, { Id: network.LoadBalancerArn! })).toMatch(/^InvalidTarget: /)
    const other = open({ Name: 'app-2', Type: 'application', Subnets: [a, b] })
    listen(other, groupOf({ Name: 'http-2', Protocol: 'HTTP' }), { Protocol: 'HTTP' })
    expect(refuse(group, { Id: other.LoadBalancerArn! })).toMatch(/^TooManyTargets: /)
    expect(refuse(http, { Id: other.LoadBalancerArn! })).toMatch(/^ValidationError: Instance ID/)
  })

  it('is healthy with its listener and a target of its own, and stays while it is a target', () => {
    const {
      elb,
      refused,
      run,
      open,
      listen,
      pass,
      states,
      register,
      deregister,
      group,
      http,
      target,
      listenToHttp,
      a,
    } = behindNetwork()
    const { ListenerArn = '' } = listenToHttp()
    register(group, target)
    listen(open(), group)
    pass(600)
    expect(states(group)).toEqual([['unhealthy', 'Target.FailedHealthChecks']])
    register(http, { Id: run(a) })
    pass(600)
    expect(states(group)).toEqual([['healthy', undefined]])
    expect(refused('DeleteLoadBalancer', { LoadBalancerArn: target.Id })).toMatch(/^ResourceInUse: /)
    elb('DeleteListener', { ListenerArn })
    expect(states(group)).toEqual([['unhealthy', 'Target.FailedHealthChecks']])
    deregister(group, target)
    elb('DeleteLoadBalancer', { LoadBalancerArn: target.Id })
    expect(states(group)).toEqual([])
  })

  it('goes behind TCP listeners only', () => {
    const { elb, open, refused, group } = behindNetwork()
    const network = open()
    const input = {
      LoadBalancerArn: network.LoadBalancerArn!,
      Port: 443,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group.TargetGroupArn! }],
    } as const
    const certificate = 'arn:aws:iam::123456789012:server-certificate/web'
    const tls = { Protocol: 'TLS', Certificates: [{ CertificateArn: certificate }] } as const
    expect(refused('CreateListener', { ...input, ...tls })).toMatch(/^InvalidConfigurationRequest: .*'alb'/)
    expect(elb('CreateListener', { ...input, Protocol: 'TCP' }).Listeners).toHaveLength(1)
  })
})

describe('targets of a Gateway Load Balancer', () => {
  it('listen to GENEVE and are checked on another port', () => {
    const { run, groupOf, register, refuse, describeHealth, a } = world()
    const id = run(a)
    const group = groupOf({ Protocol: 'GENEVE', Port: 6081 })
    expect(refuse(group, { Id: id, Port: 80 })).toMatch(/^ValidationError: Port '80' is not supported/)
    register(group, { Id: id })
    expect(describeHealth(group)[0]).toMatchObject({ Target: { Id: id, Port: 6081 }, HealthCheckPort: '80' })
  })

  it('are healthy after five checks of ten seconds', () => {
    const { run, elb, open, groupOf, register, states, pass, a } = world()
    const gateway = open({ Name: 'gate', Type: 'gateway', Scheme: undefined, Subnets: [a] })
    pass(300)
    const group = groupOf({ Protocol: 'GENEVE', Port: 6081 })
    register(group, { Id: run(a) })
    elb('CreateListener', {
      LoadBalancerArn: gateway.LoadBalancerArn!,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group.TargetGroupArn! }],
    })
    pass(49)
    expect(states(group)).toEqual([['initial', 'Elb.InitialHealthChecking']])
    pass(1)
    expect(states(group)).toEqual([['healthy', undefined]])
  })
})

it('refuses more targets than the quotas', () => {
  const { cloud, groupOf, register, refuse } = world()
  const here = { account: owner, region: 'us-east-1' }
  raiseQuota(cloud.store, here, 'targets-per-target-group', 2)
  raiseQuota(cloud.store, here, 'targets-per-az-per-geneve-group', 1)
  const group = groupOf({ TargetType: 'ip' })
  register(group, { Id: '10.0.1.10' }, { Id: '10.0.1.11' })
  expect(refuse(group, { Id: '10.0.1.12' })).toMatch(/^TooManyTargets: /)
  const geneve = groupOf({ Name: 'geneve', Protocol: 'GENEVE', Port: 6081, TargetType: 'ip' })
  register(geneve, { Id: '10.0.1.10' })
  expect(refuse(geneve, { Id: '10.0.1.11' })).toMatch(/^TooManyTargets: /)
  register(geneve, { Id: '10.0.2.10' })
})
