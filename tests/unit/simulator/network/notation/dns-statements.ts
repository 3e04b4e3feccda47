import { contract } from '../../../../../simulator/api/contract.ts'
import { subnets } from '../../../../../simulator/services/ec2/subnets.ts'
import type { Statement, World } from './world.ts'
import { changeRecords } from './zone-statements.ts'

for (const service of ['servicediscovery', 'onprem', 'elbv2', 's3api', 'fault', 'vpc-lattice'])
  await contract.need(service)

/** DHCP options, DNS servers of one’s own, and all else that names depend on. */
export const dnsStatements: Readonly<Record<string, Statement>> = {
  /** `dhcp main 10.0.1.53,AmazonProvidedDNS` */
  dhcp(world, [vpc = '', servers = '']) {
    const { DhcpOptions } = world.ask(
      'CreateDhcpOptions',
      { DhcpConfigurations: [{ Key: 'domain-name-servers', Values: servers.split(',') }] },
      world.where,
    )
    const { DhcpOptionsId = '' } = DhcpOptions ?? {}
    world.ask('AssociateDhcpOptions', { VpcId: world.id(vpc), DhcpOptionsId }, world.where)
  },
  /** `no-dhcp main` */
  'no-dhcp': (world, [vpc = '']) => {
    world.ask('AssociateDhcpOptions', { VpcId: world.id(vpc), DhcpOptionsId: 'default' }, world.where)
  },
  /** `peer-dns a-b main on`: whether the peer may resolve the public names of `main`'s instances to private addresses. */
  'peer-dns'(world, [connection = '', vpc = '', value]) {
    const { VpcPeeringConnections } = world.ask(
      'DescribeVpcPeeringConnections',
      { VpcPeeringConnectionIds: [world.id(connection)] },
      world.where,
    )
    const isAccepter = VpcPeeringConnections?.[0]?.AccepterVpcInfo?.VpcId === world.id(vpc)
    const options = { AllowDnsResolutionFromRemoteVpc: value === 'on' }
    world.ask(
      'ModifyVpcPeeringConnectionOptions',
      {
        VpcPeeringConnectionId: world.id(connection),
        ...(isAccepter
          ? { AccepterPeeringConnectionOptions: options }
          : { RequesterPeeringConnectionOptions: options }),
      },
      world.where,
    )
  },
  /** `dns64 web on` */
  dns64: (world, [subnet = '', value]) => {
    world.ask(
      'ModifySubnetAttribute',
      { SubnetId: world.id(subnet), EnableDns64: { Value: value === 'on' } },
      world.where,
    )
  },
  /** `resource-names web-1 on` */
  'resource-names': (world, [host = '', value]) => {
    world.ask(
      'ModifyPrivateDnsNameOptions',
      { InstanceId: world.id(`${host}:instance`), EnableResourceNameDnsARecord: value === 'on' },
      world.where,
    )
  },
  /**
   * `dns-server dns-1 | zone corp.example | record www.corp.example A 192.168.1.80 | forward amazonaws.com 10.0.1.53 |
   * no-recursion`: on an instance by its host's name, or on a host on premises.
   */
  'dns-server'(world, [host = ''], clauses) {
    const zones = clauses.filter(([verb]) => verb === 'zone').map(([, Name = '']) => Name)
    const records = clauses
      .filter(([verb]) => verb === 'record')
      .map(([, Name = '', Type = '', values = '']) => ({
        Name,
        Type: Type as 'A',
        Values: values.split(','),
      }))
    world.call(
      'onprem',
      'PutDnsServer',
      {
        Host: world.id(`${host}:instance`).startsWith('i-') ? world.id(`${host}:instance`) : host,
        Zones: zones.map((Name) => ({
          Name,
          Records: records.filter((one) => one.Name === Name || one.Name.endsWith(`.${Name}`)),
        })),
        Forwarders: clauses
          .filter(([verb]) => verb === 'forward')
          .map(([, Domain = '', addresses = '']) => ({ Domain, Addresses: addresses.split(',') })),
        Recursion: !clauses.some(([verb]) => verb === 'no-recursion'),
      },
      world.where,
    )
  },
  /** `asks desk 192.168.1.53,10.0.1.53`: the DNS servers of a host on premises. */
  asks: (world, [Name = '', servers = '']) =>
    void world.call('onprem', 'ModifyHost', { Name, DnsServers: servers.split(',') }),
  /** `client-routing api-lb availability_zone_affinity` */
  'client-routing': (world, [balancer = '', Value = '']) =>
    void world.call(
      'elbv2',
      'ModifyLoadBalancerAttributes',
      {
        LoadBalancerArn: world.id(balancer),
        Attributes: [{ Key: 'dns_record.client_routing_policy', Value }],
      },
      world.where,
    ),
  /**
   * `private-service-name api api.shop.example front`: a private name for an endpoint service, shown to be the owner's by
   * a record in a public zone.
   */
  'private-service-name'(world, [service = '', PrivateDnsName = '', zone = '']) {
    const ServiceId = world.id(service)
    world.ask('ModifyVpcEndpointServiceConfiguration', { ServiceId, PrivateDnsName }, world.where)
    const { ServiceConfigurations } = world.ask(
      'DescribeVpcEndpointServiceConfigurations',
      { ServiceIds: [ServiceId] },
      world.where,
    )
    const { Name = '', Value = '' } = ServiceConfigurations?.[0]?.PrivateDnsNameConfiguration ?? {}
    changeRecords(world, zone, 'UPSERT', {
      Name: `${Name}.${PrivateDnsName}`,
      Type: 'TXT',
      TTL: 300,
      ResourceRecords: [{ Value: `"${Value}"` }],
    })
    world.ask('StartVpcEndpointServicePrivateDnsVerification', { ServiceId }, world.where)
    world.pass(600)
  },
  /** `cut-off dc`: the firewall of a site lets nothing out to the internet's DNS. */
  'cut-off': (world, [Site = '']) =>
    void world.call('onprem', 'PutFirewall', {
      Site,
      DefaultAction: 'allow',
      Rules: [{ Direction: 'out', Action: 'deny', Protocol: 'udp', Ports: '53', Destination: '198.0.0.0/8' }],
    }),
  /** `named-resource pay gate 10.0.1.10 443 pay.example`: a resource with a domain name of its own. */
  'named-resource'(world, [name = '', gateway = '', ipAddress = '', port = '', customDomainName = '']) {
    const { id = '', arn = '' } = world.call(
      'vpc-lattice',
      'CreateResourceConfiguration',
      {
        name,
        type: 'SINGLE',
        resourceGatewayIdentifier: world.id(gateway),
        resourceConfigurationDefinition: { ipResource: { ipAddress } },
        portRanges: [port],
        customDomainName,
      },
      world.where,
    )
    world.name(name, id)
    world.known.set(`arn of ${name}`, arn)
    world.pass(120)
  },
  /** `resource-names-of pay-ep ALL_DOMAINS`, `resource-names-of pay-ep SPECIFIED_DOMAINS_ONLY pay.example` */
  'resource-names-of': (world, [endpoint = '', preference, ...domains]) => {
    world.ask(
      'ModifyVpcEndpoint',
      {
        VpcEndpointId: world.id(endpoint),
        PrivateDnsEnabled: true,
        DnsOptions: {
          ...(preference !== undefined && { PrivateDnsPreference: preference }),
          ...(domains.length && { PrivateDnsSpecifiedDomains: domains }),
        },
      },
      world.where,
    )
    world.pass(300)
  },
  /** `zone-fault web`: the zone of a subnet is down. */
  'zone-fault': (world, [subnet = '']) =>
    void world.call('fault', 'InjectFault', { Targets: [zoneOf(world, subnet)] }, world.where),
  /** `shift-from api-lb web`: traffic of a load balancer leaves the zone of a subnet. */
  'shift-from': (world, [balancer = '', subnet = '']) =>
    void world.call(
      'arc-zonal-shift',
      'StartZonalShift',
      {
        resourceIdentifier: world.id(balancer),
        awayFrom: zoneOf(world, subnet),
        expiresIn: '1h',
        comment: 'test',
      },
      world.where,
    ),
  /** `vgw-unpropagate main-table vgw` */
  'vgw-unpropagate': (world, [table = '', gateway = '']) =>
    void world.ask(
      'DisableVgwRoutePropagation',
      { RouteTableId: world.id(table), GatewayId: world.id(gateway) },
      world.where,
    ),
  /** `no-dns-server dns-1` */
  'no-dns-server'(world, [host = '']) {
    const instance = world.id(`${host}:instance`)
    world.call(
      'onprem',
      'DeleteDnsServer',
      { Host: instance.startsWith('i-') ? instance : host },
      world.where,
    )
  },
  /** `bucket reports eu-west-1` */
  bucket(world, [Bucket = '', region = world.where.region]) {
    world.call(
      's3api',
      'CreateBucket',
      {
        Bucket,
        ...(region !== 'us-east-1' && {
          CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' },
        }),
      },
      { ...world.where, region },
    )
  },
  /** `namespace shop.local main | orders web-1`: a Cloud Map namespace with services that have one instance each. */
  namespace(world, [Name = '', vpc = ''], services) {
    world.call('servicediscovery', 'CreatePrivateDnsNamespace', { Name, Vpc: world.id(vpc) }, world.where)
    world.pass(120)
    const { Namespaces } = world.call('servicediscovery', 'ListNamespaces', {}, world.where)
    const NamespaceId = Namespaces?.find((one) => one.Name === Name)?.Id ?? ''
    for (const [service = '', address = ''] of services) {
      const { Service } = world.call(
        'servicediscovery',
        'CreateService',
        {
          Name: service,
          NamespaceId,
          DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 15 }], RoutingPolicy: 'MULTIVALUE' },
        },
        world.where,
      )
      world.call(
        'servicediscovery',
        'RegisterInstance',
        { ServiceId: Service?.Id ?? '', InstanceId: 'one', Attributes: { AWS_INSTANCE_IPV4: address } },
        world.where,
      )
      world.pass(60)
    }
  },
}

const zoneOf = (world: World, subnet: string): string =>
  subnets.get(world.fabric, world.id(subnet))?.record.AvailabilityZoneId ?? ''
