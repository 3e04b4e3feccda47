import { contract } from '../../../../../simulator/api/contract.ts'
import type { Statement, World } from './world.ts'

for (const service of ['elbv2', 'host']) await contract.need(service)

/** Gateway Load Balancers, their appliances, and the endpoints that lead to them. */
export const inspectionStatements: Readonly<Record<string, Statement>> = {
  /**
   * `inspector fw-lb node-a node-b [dualstack] [ip]`: a Gateway Load Balancer with the nodes `fw-lb/node-a` and so on, the
   * target group `fw-lb-group` and the listener `fw-lb:listener`. With `ip`, targets are registered by their addresses.
   */
  inspector(world, [name = '', ...rest]) {
    const subnets = rest
      .filter((word) => !['dualstack', 'ip'].includes(word))
      .map((subnet) => world.id(subnet))
    const [vpc] = world.ask('DescribeSubnets', { SubnetIds: [subnets[0] ?? ''] }, world.where).Subnets ?? []
    const LoadBalancerArn = openBalancer(world, name, subnets, rest.includes('dualstack'))
    const { TargetGroups = [] } = world.call(
      'elbv2',
      'CreateTargetGroup',
      {
        Name: `${name}-group`,
        Protocol: 'GENEVE',
        Port: 6081,
        VpcId: vpc?.VpcId,
        TargetType: rest.includes('ip') ? 'ip' : 'instance',
      },
      world.where,
    )
    const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? ''
    world.name(`${name}-group`, TargetGroupArn)
    world.known.set(`targets of ${name}`, rest.includes('ip') ? 'ip' : 'instance')
    const { Listeners = [] } = world.call(
      'elbv2',
      'CreateListener',
      { LoadBalancerArn, DefaultActions: [{ Type: 'forward', TargetGroupArn }] },
      world.where,
    )
    world.name(`${name}:listener`, Listeners[0]?.ListenerArn)
    world.pass(300)
  },
  /** `inspect-with fw-lb fw-1 fw-2`: registers hosts as its targets, and waits until they are healthy. */
  'inspect-with'(world, [name = '', ...hosts]) {
    world.call('elbv2', 'RegisterTargets', targetsOf(world, name, hosts), world.where)
    world.pass(120)
  },
  /** `inspect-without fw-lb fw-1`: deregisters hosts and waits until they have drained. */
  'inspect-without'(world, [name = '', ...hosts]) {
    world.call('elbv2', 'DeregisterTargets', targetsOf(world, name, hosts), world.where)
    world.pass(400)
  },
  /** `inspection svc fw-lb[,other-lb] [acceptance] [dualstack]`: an endpoint service that everybody may use. */
  inspection(world, [name = '', balancers = '', ...flags]) {
    const { ServiceConfiguration } = world.ask(
      'CreateVpcEndpointServiceConfiguration',
      {
        GatewayLoadBalancerArns: balancers.split(',').map((one) => world.id(one)),
        AcceptanceRequired: flags.includes('acceptance'),
        SupportedIpAddressTypes: flags.includes('dualstack') ? ['ipv4', 'ipv6'] : ['ipv4'],
      },
      world.where,
    )
    const { ServiceId = '', ServiceName = '' } = ServiceConfiguration ?? {}
    world.name(name, ServiceId)
    world.known.set(`service name of ${name}`, ServiceName)
    world.known.set(`home of ${name}`, JSON.stringify(world.where))
    world.ask('ModifyVpcEndpointServicePermissions', { ServiceId, AddAllowedPrincipals: ['*'] }, world.where)
    world.pass(120)
  },
  /** `inspection-endpoint gwlbe svc vpc-a gate-a [dualstack]` */
  'inspection-endpoint'(world, [name = '', service = '', vpc = '', subnet = '', type = 'ipv4']) {
    const { VpcEndpoint } = world.ask(
      'CreateVpcEndpoint',
      {
        VpcEndpointType: 'GatewayLoadBalancer',
        ServiceName: world.known.get(`service name of ${service}`) ?? '',
        VpcId: world.id(vpc),
        SubnetIds: [world.id(subnet)],
        IpAddressType: type === 'dualstack' ? 'dualstack' : 'ipv4',
      },
      world.where,
    )
    world.name(name, VpcEndpoint?.VpcEndpointId)
    world.pass(120)
  },
  /** `edge-route edge-table app gwlbe`: what is for the IPv6 block of a subnet. */
  'edge-route'(world, [table = '', subnet = '', endpoint = '']) {
    const [found] = world.ask('DescribeSubnets', { SubnetIds: [world.id(subnet)] }, world.where).Subnets ?? []
    world.ask(
      'CreateRoute',
      {
        RouteTableId: world.id(table),
        DestinationIpv6CidrBlock: found?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock,
        VpcEndpointId: world.id(endpoint),
      },
      world.where,
    )
  },
  /** `appliance fw-1 inspect [deny] [stateless] [log] | deny tcp 23 | allow all` */
  appliance(world, [host = '', mode = '', ...flags], clauses) {
    world.call(
      'host',
      'PutAppliance',
      {
        Host: world.id(`${host}:instance`),
        Mode: mode as 'inspect',
        DefaultAction: flags.includes('deny') ? 'deny' : 'allow',
        Stateful: !flags.includes('stateless'),
        ...(flags.includes('log') && { Log: true }),
        Rules: clauses.map(([Action = '', Protocol = 'all', Ports]) => ({
          Action: Action as 'deny',
          Protocol: Protocol as 'tcp',
          ...(Ports !== undefined && { Ports }),
        })),
      },
      world.where,
    )
  },
}

function openBalancer(world: World, name: string, subnets: readonly string[], isDual: boolean): string {
  const { LoadBalancers = [] } = world.call(
    'elbv2',
    'CreateLoadBalancer',
    { Name: name, Type: 'gateway', Subnets: subnets, IpAddressType: isDual ? 'dualstack' : 'ipv4' },
    world.where,
  )
  const arn = LoadBalancers[0]?.LoadBalancerArn ?? ''
  world.name(name, arn)
  const path = arn.split(':loadbalancer/')[1] ?? ''
  const { NetworkInterfaces = [] } = world.ask(
    'DescribeNetworkInterfaces',
    { Filters: [{ Name: 'description', Values: [`ELB ${path}`] }] },
    world.where,
  )
  for (const { NetworkInterfaceId, SubnetId = '' } of NetworkInterfaces) {
    world.name(`${name}/${world.nameOf(SubnetId)}`, NetworkInterfaceId)
  }
  return arn
}

const targetsOf = (world: World, balancer: string, hosts: readonly string[]) => ({
  TargetGroupArn: world.id(`${balancer}-group`),
  Targets: hosts.map((host) => ({
    Id:
      world.known.get(`targets of ${balancer}`) === 'ip'
        ? addressOf(world, host)
        : world.id(`${host}:instance`),
  })),
})

function addressOf(world: World, host: string): string {
  const { NetworkInterfaces } = world.ask(
    'DescribeNetworkInterfaces',
    { NetworkInterfaceIds: [world.id(host)] },
    world.where,
  )
  return NetworkInterfaces?.[0]?.PrivateIpAddress ?? ''
}
