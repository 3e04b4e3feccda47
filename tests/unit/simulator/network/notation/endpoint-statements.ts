import { contract } from '../../../../../simulator/api/contract.ts'
import type { Elbv2 } from '../../../../../simulator/api/generated/types.d.ts'
import { actionOf } from './request-statements.ts'
import type { Statement, World } from './world.ts'

for (const service of ['elbv2', 'vpc-lattice', 'rds', 'ram', 'arc-zonal-shift', 'host'])
  await contract.need(service)

/** Load balancers, endpoint services, interface endpoints, resource gateways. */
export const endpointStatements: Readonly<Record<string, Statement>> = {
  /**
   * `nlb api-lb app-a,app-b [api-lb-sg] [public] [ipv6] [now]`: internal unless it says public; its nodes are `api-lb/app-a`
   * and so on. `alb` makes an Application Load Balancer.
   */
  nlb: (world, words) => makeBalancer(world, 'network', words),
  alb: (world, words) => makeBalancer(world, 'application', words),
  /** `cross-zone api-lb on` */
  'cross-zone': (world, [balancer = '', value]) =>
    void world.call(
      'elbv2',
      'ModifyLoadBalancerAttributes',
      {
        LoadBalancerArn: world.id(balancer),
        Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: String(value === 'on') }],
      },
      world.where,
    ),
  /** `private-link-groups api-lb off`: whether its security groups filter what PrivateLink brings. */
  'private-link-groups': (world, [balancer = '', value]) => {
    const LoadBalancerArn = world.id(balancer)
    const [record] =
      world.call('elbv2', 'DescribeLoadBalancers', { LoadBalancerArns: [LoadBalancerArn] }, world.where)
        .LoadBalancers ?? []
    world.call(
      'elbv2',
      'SetSecurityGroups',
      {
        LoadBalancerArn,
        SecurityGroups: record?.SecurityGroups ?? [],
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: value === 'on' ? 'on' : 'off',
      },
      world.where,
    )
  },
  /** `balancer-subnets api-lb app-b`: these and no others. */
  'balancer-subnets': (world, [balancer = '', subnets = '']) =>
    void world.call(
      'elbv2',
      'SetSubnets',
      { LoadBalancerArn: world.id(balancer), Subnets: subnets.split(',').map((one) => world.id(one)) },
      world.where,
    ),
  /** `serve api-1 http/8443 [status=503] [body=hello] [delay=5] [tls[=api.example,*.example]] [self-signed] [proxy]`: a server on a host. */
  serve(world, [host = '', wire = '', ...flags]) {
    const [Kind, port] = wire.split('/')
    const said = (word: string) => flags.find((flag) => flag.startsWith(`${word}=`))?.slice(word.length + 1)
    const status = said('status')
    const delay = said('delay')
    const body = said('body')
    const tls = flags.find((flag) => flag.startsWith('tls'))
    world.call(
      'host',
      'PutListener',
      {
        Host: world.id(`${host}:instance`),
        Port: Number(port),
        Kind: Kind as 'http',
        ...(status !== undefined && { Status: Number(status) }),
        ...(delay !== undefined && { Delay: Number(delay) }),
        ...(body !== undefined && { Body: body }),
        ...(tls !== undefined && {
          Tls: {
            ...(tls.includes('=') && { Names: tls.slice('tls='.length).split(',') }),
            ...(flags.includes('self-signed') && { Issuer: 'self-signed' as const }),
          },
        }),
        ...(flags.includes('proxy') && { ProxyProtocol: 'v2' }),
      },
      world.where,
    )
  },
  /** `unserve api-1 8443`: nothing listens there any more. */
  unserve: (world, [host = '', port]) =>
    void world.call(
      'host',
      'DeleteListener',
      { Host: world.id(`${host}:instance`), Port: Number(port) },
      world.where,
    ),
  /** `shift api-lb away use1-az1` */
  shift: (world, [balancer = '', , zone = '']) =>
    void world.call(
      'arc-zonal-shift',
      'StartZonalShift',
      { resourceIdentifier: world.id(balancer), awayFrom: zone, expiresIn: '1h', comment: 'test' },
      world.where,
    ),
  /**
   * `targets api main tcp/443 [ip|alb] | api-1 | api-2/8443 | 192.168.0.9@all | check http/80`: a target group, with
   * instances by their hosts' names unless it says otherwise.
   */
  targets(world, [name = '', vpc = '', wire = '', type = 'instance'], clauses) {
    const [protocol = '', port] = wire.split('/')
    const check = clauses.find(([verb]) => verb === 'check')?.[1]?.split('/')
    const { TargetGroups } = world.call(
      'elbv2',
      'CreateTargetGroup',
      {
        Name: name,
        Protocol: protocol.toUpperCase() as Elbv2.ProtocolEnum,
        Port: Number(port),
        VpcId: world.id(vpc),
        TargetType: type as Elbv2.TargetTypeEnum,
        ...(check && {
          HealthCheckProtocol: check[0]!.toUpperCase() as Elbv2.ProtocolEnum,
          ...(check[1] !== undefined && { HealthCheckPort: check[1] }),
        }),
      },
      world.where,
    )
    const arn = TargetGroups?.[0]?.TargetGroupArn
    world.name(name, arn)
    world.known.set(`targets of ${name}`, type)
    for (const [first = ''] of clauses.filter(([verb]) => verb !== 'check'))
      changeTarget(world, name, first, 'RegisterTargets')
  },
  /** `target api api-3`, `untarget api api-1` */
  target: (world, [group = '', target = '']) => changeTarget(world, group, target, 'RegisterTargets'),
  untarget: (world, [group = '', target = '']) => changeTarget(world, group, target, 'DeregisterTargets'),
  /** `targeting api preserve_client_ip.enabled false` */
  targeting: (world, [group = '', Key, Value]) =>
    void world.call(
      'elbv2',
      'ModifyTargetGroupAttributes',
      { TargetGroupArn: world.id(group), Attributes: [{ Key, Value }] },
      world.where,
    ),
  /**
   * `listener api-lb tcp/443 api`; `listener web-lb http/80 404` for an answer of the load balancer's own; behind it the
   * certificate of one that speaks TLS.
   */
  listener(world, [balancer = '', wire = '', group = '', own]) {
    const [protocol = '', port] = wire.split('/')
    const { Listeners } = world.call(
      'elbv2',
      'CreateListener',
      {
        LoadBalancerArn: world.id(balancer),
        Protocol: protocol.toUpperCase() as Elbv2.ProtocolEnum,
        Port: Number(port),
        DefaultActions: [actionOf(world, group)],
        ...((protocol === 'tls' || protocol === 'https') && {
          Certificates: [{ CertificateArn: own === undefined ? certificate : world.id(own) }],
        }),
      },
      world.where,
    )
    world.name(`${balancer}:${port}`, Listeners?.[0]?.ListenerArn)
  },
  /** `unlisten api-lb:443` */
  unlisten: (world, [listener = '']) =>
    void world.call('elbv2', 'DeleteListener', { ListenerArn: world.id(listener) }, world.where),
  /** `service api-svc api-lb[,other-lb] [accept] [ipv6] [regions=eu-west-1]`: open to everybody. */
  service(world, [name = '', balancers = '', ...flags]) {
    const regions = flags.find((flag) => flag.startsWith('regions='))?.slice('regions='.length)
    const { ServiceConfiguration } = world.ask(
      'CreateVpcEndpointServiceConfiguration',
      {
        NetworkLoadBalancerArns: balancers.split(',').map((one) => world.id(one)),
        AcceptanceRequired: flags.includes('accept'),
        ...(flags.includes('ipv6') && { SupportedIpAddressTypes: ['ipv4', 'ipv6'] }),
        ...(regions !== undefined && { SupportedRegions: regions.split(',') }),
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
  /** `service-principals api-svc remove *`: who may make endpoints for it. */
  'service-principals': (world, [service = '', change, ...principals]) =>
    void world.ask(
      'ModifyVpcEndpointServicePermissions',
      {
        ServiceId: world.id(service),
        [change === 'add' ? 'AddAllowedPrincipals' : 'RemoveAllowedPrincipals']: principals,
      },
      homeOf(world, service),
    ),
  /** `service-balancers api-svc add other-lb` */
  'service-balancers': (world, [service = '', change, balancer = '']) =>
    void world.ask(
      'ModifyVpcEndpointServiceConfiguration',
      {
        ServiceId: world.id(service),
        [change === 'add' ? 'AddNetworkLoadBalancerArns' : 'RemoveNetworkLoadBalancerArns']: [
          world.id(balancer),
        ],
      },
      homeOf(world, service),
    ),
  /** `endpoint api-ep main api-svc app-a,app-b ep-sg`: also `s3`, a resource configuration, a service network. */
  endpoint(world, [name = '', vpc = '', service = '', subnets = '', groups = '', ...flags]) {
    const { VpcEndpoint } = world.ask(
      'CreateVpcEndpoint',
      {
        VpcId: world.id(vpc),
        ...endpointTarget(world, service),
        SubnetIds: subnets.split(',').map((one) => world.id(one)),
        SecurityGroupIds: groups.split(',').map((one) => world.id(one)),
        PrivateDnsEnabled: false,
        ...(flags.includes('ipv6') && { IpAddressType: 'dualstack' }),
      },
      world.where,
    )
    world.name(name, VpcEndpoint?.VpcEndpointId)
    nameInterfaces(
      world,
      name,
      interfacesDescribed(world, `VPC Endpoint Interface ${VpcEndpoint?.VpcEndpointId}`),
    )
    world.pass(300)
  },
  /** `accept api-svc api-ep`, `reject api-svc api-ep` */
  accept: (world, [service = '', endpoint = '']) => {
    world.ask(
      'AcceptVpcEndpointConnections',
      { ServiceId: world.id(service), VpcEndpointIds: [world.id(endpoint)] },
      homeOf(world, service),
    )
    world.pass(300)
  },
  reject: (world, [service = '', endpoint = '']) =>
    void world.ask(
      'RejectVpcEndpointConnections',
      { ServiceId: world.id(service), VpcEndpointIds: [world.id(endpoint)] },
      homeOf(world, service),
    ),
  /** `endpoint-groups api-ep add ep-sg`, `endpoint-groups api-ep remove ep-sg`: the change is still being carried out. */
  'endpoint-groups': (world, [endpoint = '', change, group = '']) =>
    void world.ask(
      'ModifyVpcEndpoint',
      {
        VpcEndpointId: world.id(endpoint),
        [change === 'add' ? 'AddSecurityGroupIds' : 'RemoveSecurityGroupIds']: [world.id(group)],
      },
      world.where,
    ),
  /** `delete-endpoint api-ep` */
  'delete-endpoint': (world, [endpoint = '']) =>
    void world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [world.id(endpoint)] }, world.where),
  /** `resource-gateway gate main app-a,app-b gate-sg [in-vpc]` */
  'resource-gateway'(world, [name = '', vpc = '', subnets = '', groups = '', resolution]) {
    const { id = '' } = world.call(
      'vpc-lattice',
      'CreateResourceGateway',
      {
        name,
        vpcIdentifier: world.id(vpc),
        subnetIds: subnets.split(',').map((one) => world.id(one)),
        securityGroupIds: groups.split(',').map((one) => world.id(one)),
        ...(resolution === 'in-vpc' && { resourceConfigDnsResolution: 'IN_VPC' }),
      },
      world.where,
    )
    world.name(name, id)
    nameInterfaces(world, name, interfacesDescribed(world, `VPC Lattice resource gateway ${id}`))
    world.pass(120)
  },
  /** `resource db gate 10.1.1.9 5432[,6000-6010]`: an address, a name or an ARN; `group` makes a group of resources. */
  resource(world, [name = '', gateway = '', what = '', ports = '', parent]) {
    const isArn = what.startsWith('arn:')
    const definition = isArn
      ? { arnResource: { arn: what } }
      : /^[\d.]+$/.test(what)
        ? { ipResource: { ipAddress: what } }
        : { dnsResource: { domainName: what, ipAddressType: 'IPV4' as const } }
    const { id = '', arn } = world.call(
      'vpc-lattice',
      'CreateResourceConfiguration',
      {
        name,
        type: what === 'group' ? 'GROUP' : isArn ? 'ARN' : parent === undefined ? 'SINGLE' : 'CHILD',
        resourceGatewayIdentifier: world.id(gateway),
        ...(what !== 'group' && { resourceConfigurationDefinition: definition }),
        ...(what !== 'group' && !isArn && { portRanges: ports.split(',') }),
        ...(parent !== undefined && { resourceConfigurationGroupIdentifier: world.id(parent) }),
      },
      world.where,
    )
    world.name(name, id)
    world.known.set(`arn of ${name}`, arn ?? '')
    world.pass(120)
  },
  /** `service-network shared | db | billing`: with some resource configurations. */
  'service-network'(world, [name = ''], clauses) {
    const { id = '', arn } = world.call('vpc-lattice', 'CreateServiceNetwork', { name }, world.where)
    world.name(name, id)
    world.known.set(`arn of ${name}`, arn ?? '')
    for (const [resource = ''] of clauses) {
      world.call(
        'vpc-lattice',
        'CreateServiceNetworkResourceAssociation',
        { serviceNetworkIdentifier: id, resourceConfigurationIdentifier: world.id(resource) },
        world.where,
      )
    }
    world.pass(300)
  },
  /** `offer orders 210987654321`: a resource configuration shared with another account, which accepts. */
  offer(world, [resource = '', guest = '']) {
    const { account, region } = world.where
    const resourceArns = [world.known.get(`arn of ${resource}`) ?? '']
    world.call(
      'ram',
      'CreateResourceShare',
      { name: resource, resourceArns, principals: [guest] },
      { account, region },
    )
    world.pass(60)
    const there = { account: guest, region }
    const { resourceShareInvitations = [] } = world.call('ram', 'GetResourceShareInvitations', {}, there)
    for (const { resourceShareInvitationArn = '' } of resourceShareInvitations) {
      world.call('ram', 'AcceptResourceShareInvitation', { resourceShareInvitationArn }, there)
    }
    world.pass(60)
  },
  /** `lattice-service pages net 443`: a VPC Lattice service of a service network, with a listener. */
  'lattice-service'(world, [name = '', network = '', port]) {
    const { id = '' } = world.call('vpc-lattice', 'CreateService', { name }, world.where)
    world.name(name, id)
    world.pass(120)
    world.call(
      'vpc-lattice',
      'CreateListener',
      {
        serviceIdentifier: id,
        name: `${name}-listener`,
        protocol: 'HTTPS',
        port: Number(port),
        defaultAction: { fixedResponse: { statusCode: 404 } },
      },
      world.where,
    )
    world.call(
      'vpc-lattice',
      'CreateServiceNetworkServiceAssociation',
      { serviceNetworkIdentifier: world.id(network), serviceIdentifier: id },
      world.where,
    )
    world.pass(300)
  },
  /** `database db-1 main app-a,app-b db-sg 5432`: its ARN and host name are kept as `arn of db-1`, `name of db-1`. */
  database(world, [name = '', , subnets = '', groups = '', port]) {
    world.call(
      'rds',
      'CreateDBSubnetGroup',
      {
        DBSubnetGroupName: `${name}-subnets`,
        DBSubnetGroupDescription: name,
        SubnetIds: subnets.split(',').map((one) => world.id(one)),
      },
      world.where,
    )
    world.call(
      'rds',
      'CreateDBInstance',
      {
        DBInstanceIdentifier: name,
        Engine: 'postgres',
        DBInstanceClass: 'db.t3.micro',
        AllocatedStorage: 20,
        MasterUsername: 'postgres',
        MasterUserPassword: 'correct-horse',
        DBSubnetGroupName: `${name}-subnets`,
        VpcSecurityGroupIds: groups.split(',').map((one) => world.id(one)),
        Port: Number(port),
      },
      world.where,
    )
    world.pass(1200)
    const [made] =
      world.call('rds', 'DescribeDBInstances', { DBInstanceIdentifier: name }, world.where).DBInstances ?? []
    world.known.set(`arn of ${name}`, made?.DBInstanceArn ?? '')
    world.known.set(`name of ${name}`, made?.Endpoint?.Address ?? '')
  },
}

const certificate = 'arn:aws:iam::123456789012:server-certificate/web'

type Where = World['where']

const homeOf = (world: World, service: string): Where =>
  JSON.parse(world.known.get(`home of ${service}`) ?? JSON.stringify(world.where)) as Where

function makeBalancer(
  world: World,
  Type: 'network' | 'application',
  [name = '', subnets = '', ...rest]: readonly string[],
): void {
  const flags = ['public', 'ipv6', 'now']
  const groups = rest.filter((word) => !flags.includes(word)).flatMap((word) => word.split(','))
  const { LoadBalancers } = world.call(
    'elbv2',
    'CreateLoadBalancer',
    {
      Name: name,
      Type,
      Scheme: rest.includes('public') ? 'internet-facing' : 'internal',
      Subnets: subnets.split(',').map((one) => world.id(one)),
      ...(groups.length && { SecurityGroups: groups.map((group) => world.id(group)) }),
      ...(rest.includes('ipv6') && { IpAddressType: 'dualstack' }),
    },
    world.where,
  )
  const { LoadBalancerArn = '' } = LoadBalancers?.[0] ?? {}
  world.name(name, LoadBalancerArn)
  nameInterfaces(world, name, interfacesDescribed(world, `ELB ${LoadBalancerArn.split(':loadbalancer/')[1]}`))
  // Ready, unless somebody wants to meet it before it is.
  if (!rest.includes('now')) world.pass(300)
}

/** `api-1`, `api-1/8443`, `192.168.0.9@all` */
function changeTarget(
  world: World,
  group: string,
  text: string,
  operation: 'RegisterTargets' | 'DeregisterTargets',
): void {
  const [, name = '', port, zone] = /^([^/@]+)(?:\/(\d+))?(?:@(\S+))?$/.exec(text) ?? []
  const type = world.known.get(`targets of ${group}`)
  const Id = type === 'instance' ? world.id(`${name}:instance`) : world.id(name)
  world.call(
    'elbv2',
    operation,
    {
      TargetGroupArn: world.id(group),
      Targets: [
        {
          Id,
          ...(port !== undefined && { Port: Number(port) }),
          ...(zone !== undefined && { AvailabilityZone: zone }),
        },
      ],
    },
    world.where,
  )
}

function endpointTarget(world: World, name: string) {
  const id = world.id(name)
  const arn = world.known.get(`arn of ${name}`)
  if (id.startsWith('rcfg-')) return { VpcEndpointType: 'Resource', ResourceConfigurationArn: arn } as const
  if (id.startsWith('sn-')) return { VpcEndpointType: 'ServiceNetwork', ServiceNetworkArn: arn } as const
  const custom = world.known.get(`service name of ${name}`)
  const [aws, ServiceRegion = world.where.region] = name.split('@')
  if (custom === undefined) {
    return {
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${ServiceRegion}.${aws}`,
      ServiceRegion,
    } as const
  }
  return {
    VpcEndpointType: 'Interface',
    ServiceName: custom,
    ServiceRegion: homeOf(world, name).region,
  } as const
}

/** Names the interfaces of something after it and their subnets: `api-ep/app-a`. */
function nameInterfaces(world: World, name: string, ids: readonly string[]): void {
  if (!ids.length) return
  const { NetworkInterfaces } = world.ask(
    'DescribeNetworkInterfaces',
    { NetworkInterfaceIds: [...ids] },
    world.where,
  )
  for (const { NetworkInterfaceId, SubnetId = '' } of NetworkInterfaces ?? []) {
    world.name(`${name}/${world.nameOf(SubnetId)}`, NetworkInterfaceId)
  }
}

const interfacesDescribed = (world: World, text: string): string[] =>
  (
    world.ask(
      'DescribeNetworkInterfaces',
      { Filters: [{ Name: 'description', Values: [text] }] },
      world.where,
    ).NetworkInterfaces ?? []
  ).map(({ NetworkInterfaceId = '' }) => NetworkInterfaceId)
