import type { Ec2 } from '../../../../../simulator/api/generated/types.d.ts'
import { formatAddress, parsePrefix } from '../../../../../simulator/kernel/address.ts'
import type { Statement, World } from './world.ts'

/** VPCs, subnets, security groups, network ACLs, route tables, hosts. */
export const vpcStatements: Readonly<Record<string, Statement>> = {
  /** `account 210987654321`, `region eu-west-1`: where the next lines are done. */
  account(world, [account = '']) {
    world.where = { ...world.where, account }
  },
  region(world, [region = '']) {
    world.where = { ...world.where, region }
  },
  /** `wait 300`: seconds. */
  wait: (world, [seconds]) => world.pass(Number(seconds)),
  /** `vpc main 10.0.0.0/16 [10.1.0.0/16 …]`; with `ipv6` it gets a block of Amazon's. */
  vpc(world, [name = '', CidrBlock = '', ...more]) {
    const isIpv6 = more.includes('ipv6')
    const { Vpc } = world.ask(
      'CreateVpc',
      { CidrBlock, ...(isIpv6 && { AmazonProvidedIpv6CidrBlock: true }) },
      world.where,
    )
    world.name(name, Vpc?.VpcId)
    world.name(`${name}-table`, mainTableOf(world, Vpc?.VpcId ?? ''))
    world.pass(60)
    for (const cidr of more.filter((one) => one !== 'ipv6')) {
      world.ask('AssociateVpcCidrBlock', { VpcId: Vpc?.VpcId ?? '', CidrBlock: cidr }, world.where)
    }
  },
  /** `vpc-dns main support off`, `vpc-dns main hostnames on` */
  'vpc-dns'(world, [vpc = '', attribute, value]) {
    const Value = value === 'on'
    world.ask(
      'ModifyVpcAttribute',
      {
        VpcId: world.id(vpc),
        ...(attribute === 'support' ? { EnableDnsSupport: { Value } } : { EnableDnsHostnames: { Value } }),
      },
      world.where,
    )
  },
  /** `subnet web main a 10.0.1.0/24 [ipv6]`: the zone by its letter or id. With `ipv6` it gets the VPC's next /64. */
  subnet(world, [name = '', vpc = '', zone = '', CidrBlock = '', ipv6]) {
    const VpcId = world.id(vpc)
    const { Subnet } = world.ask(
      'CreateSubnet',
      {
        VpcId,
        CidrBlock,
        ...(zone.includes('-az')
          ? { AvailabilityZoneId: zone }
          : { AvailabilityZone: `${world.where.region}${zone}` }),
        ...(ipv6 && { Ipv6CidrBlock: nextIpv6Block(world, VpcId) }),
      },
      world.where,
    )
    world.name(name, Subnet?.SubnetId)
    if (ipv6) world.pass(60)
  },
  /** `group web-sg main | in tcp 443 10.0.0.0/16 | out all 0.0.0.0/0`; starts with no rule at all. */
  group(world, [name = '', vpc = ''], clauses) {
    const { GroupId = '' } = world.ask(
      'CreateSecurityGroup',
      { GroupName: name, Description: name, VpcId: world.id(vpc) },
      world.where,
    )
    world.name(name, GroupId)
    const all = world.ask('DescribeSecurityGroups', { GroupIds: [GroupId] }, world.where).SecurityGroups?.[0]
    world.ask('RevokeSecurityGroupEgress', { GroupId, IpPermissions: all?.IpPermissionsEgress }, world.where)
    for (const clause of clauses) changeRule(world, GroupId, clause, 'add')
  },
  /** `allow web-sg in tcp 443 10.0.0.0/16`: one more rule. */
  allow: (world, [group = '', ...clause]) => changeRule(world, world.id(group), clause, 'add'),
  /** `revoke web-sg in tcp 443 10.0.0.0/16`: takes that rule away. */
  revoke: (world, [group = '', ...clause]) => changeRule(world, world.id(group), clause, 'remove'),
  /** `host web-1 web 10.0.1.10 web-sg [public] [ipv6] [m6i.large]`: an instance that runs; several groups with commas. */
  host(world, [name = '', subnet = '', PrivateIpAddress = '', groups = '', ...flags]) {
    const { Instances } = world.ask(
      'RunInstances',
      {
        ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
        InstanceType: (flags.find((flag) => /^\w+\.\w+$/.test(flag)) ?? 't3.micro') as 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        NetworkInterfaces: [
          {
            DeviceIndex: 0,
            SubnetId: world.id(subnet),
            PrivateIpAddress,
            Groups: groups.split(',').map((group) => world.id(group)),
            AssociatePublicIpAddress: flags.includes('public'),
            ...(flags.includes('ipv6') && { Ipv6AddressCount: 1 }),
          },
        ],
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
      },
      world.where,
    )
    const [instance] = Instances ?? []
    world.name(`${name}:instance`, instance?.InstanceId)
    world.name(name, instance?.NetworkInterfaces?.[0]?.NetworkInterfaceId)
    world.known.set(`account of ${name}`, world.where.account)
    world.pass(60)
  },
  /** `stop web-1` */
  stop: (world, [host = '']) => {
    world.ask('StopInstances', { InstanceIds: [world.id(`${host}:instance`)] }, world.where)
    world.pass(300)
  },
  /** `metadata web-1 off`: its metadata service. */
  metadata: (world, [host = '', value]) => {
    world.ask(
      'ModifyInstanceMetadataOptions',
      { InstanceId: world.id(`${host}:instance`), HttpEndpoint: value === 'on' ? 'enabled' : 'disabled' },
      world.where,
    )
  },
  /** `check web-1 off`: its source and destination check. */
  check: (world, [host = '', value]) => {
    const NetworkInterfaceId = world.id(host)
    world.ask(
      'ModifyNetworkInterfaceAttribute',
      { NetworkInterfaceId, SourceDestCheck: { Value: value === 'on' } },
      world.where,
    )
  },
  /** `table private main web app`: a route table for some subnets or gateways. */
  table(world, [name = '', vpc = '', ...members]) {
    const { RouteTable } = world.ask('CreateRouteTable', { VpcId: world.id(vpc) }, world.where)
    const { RouteTableId = '' } = RouteTable ?? {}
    world.name(name, RouteTableId)
    for (const member of members) {
      const id = world.id(member)
      world.ask(
        'AssociateRouteTable',
        { RouteTableId, ...(id.startsWith('subnet-') ? { SubnetId: id } : { GatewayId: id }) },
        world.where,
      )
    }
  },
  /** `route private 0.0.0.0/0 igw`: by names; `main-table` is the main table of the VPC `main`. */
  route: (world, [table = '', destination = '', target = '']) => {
    world.ask(
      'CreateRoute',
      { RouteTableId: world.id(table), ...destinationOf(world, destination), ...targetOf(world, target) },
      world.where,
    )
  },
  /** `reroute private 0.0.0.0/0 nat` */
  reroute: (world, [table = '', destination = '', target = '']) => {
    world.ask(
      'ReplaceRoute',
      { RouteTableId: world.id(table), ...destinationOf(world, destination), ...targetOf(world, target) },
      world.where,
    )
  },
  /** `unroute private 0.0.0.0/0` */
  unroute: (world, [table = '', destination = '']) => {
    world.ask(
      'DeleteRoute',
      { RouteTableId: world.id(table), ...destinationOf(world, destination) },
      world.where,
    )
  },
  /** `acl strict main web | in 100 allow tcp 443 10.0.0.0/16 | out 100 allow tcp 1024-65535 0.0.0.0/0` */
  acl(world, [name = '', vpc = '', ...subnets], clauses) {
    const { NetworkAcl } = world.ask('CreateNetworkAcl', { VpcId: world.id(vpc) }, world.where)
    const { NetworkAclId = '' } = NetworkAcl ?? {}
    world.name(name, NetworkAclId)
    for (const clause of clauses) addEntry(world, NetworkAclId, clause)
    for (const subnet of subnets) {
      const { NetworkAcls } = world.ask(
        'DescribeNetworkAcls',
        { Filters: [{ Name: 'association.subnet-id', Values: [world.id(subnet)] }] },
        world.where,
      )
      const AssociationId =
        NetworkAcls?.[0]?.Associations?.find((one) => one.SubnetId === world.id(subnet))
          ?.NetworkAclAssociationId ?? ''
      world.ask('ReplaceNetworkAclAssociation', { AssociationId, NetworkAclId }, world.where)
    }
  },
  /** `entry strict in 90 deny tcp 443 10.0.1.0/24` */
  entry: (world, [acl = '', ...clause]) => addEntry(world, world.id(acl), clause),
  /** `unentry strict in 100` */
  unentry: (world, [acl = '', direction, number]) => {
    world.ask(
      'DeleteNetworkAclEntry',
      { NetworkAclId: world.id(acl), Egress: direction === 'out', RuleNumber: Number(number) },
      world.where,
    )
  },
  /** `prefix-list offices 10.1.0.0/16 10.2.0.0/16` */
  'prefix-list'(world, [name = '', ...cidrs]) {
    const { PrefixList } = world.ask(
      'CreateManagedPrefixList',
      {
        PrefixListName: name,
        AddressFamily: cidrs[0]?.includes(':') ? 'IPv6' : 'IPv4',
        MaxEntries: 10,
        Entries: cidrs.map((Cidr) => ({ Cidr })),
      },
      world.where,
    )
    world.name(name, PrefixList?.PrefixListId)
    world.pass(60)
  },
}

/** `in tcp 443 10.0.0.0/16`, `out all 0.0.0.0/0`, `in icmp 8.-1 sg-name`, `in udp 53-54 list-name` */
function changeRule(
  world: World,
  GroupId: string,
  clause: readonly string[],
  change: 'add' | 'remove',
): void {
  const [direction, protocol = '', ...rest] = clause
  const ports = protocol === 'all' ? undefined : rest.shift()
  const [peer = ''] = rest
  const permission: Ec2.IpPermission = {
    IpProtocol: protocol === 'all' ? '-1' : protocol,
    ...(ports !== undefined && portsOf(ports)),
    ...peerOf(world, peer),
  }
  const input = { GroupId, IpPermissions: [permission] }
  if (direction === 'in') {
    world.ask(
      change === 'add' ? 'AuthorizeSecurityGroupIngress' : 'RevokeSecurityGroupIngress',
      input,
      world.where,
    )
  } else {
    world.ask(
      change === 'add' ? 'AuthorizeSecurityGroupEgress' : 'RevokeSecurityGroupEgress',
      input,
      world.where,
    )
  }
}

/** `443`, `1024-65535`, `any`, and for ICMP `8.-1`: type and code. */
function portsOf(text: string): { FromPort: number; ToPort: number } {
  if (text === 'any') return { FromPort: -1, ToPort: -1 }
  const [from = '', to = from] = text.includes('.') ? text.split('.') : text.split('-')
  return { FromPort: Number(from), ToPort: Number(to) }
}

function peerOf(world: World, peer: string): Partial<Ec2.IpPermission> {
  if (peer.includes(':') && peer.includes('/')) return { Ipv6Ranges: [{ CidrIpv6: peer }] }
  if (peer.includes('/')) return { IpRanges: [{ CidrIp: peer }] }
  const id = world.id(peer)
  return id.startsWith('pl-')
    ? { PrefixListIds: [{ PrefixListId: id }] }
    : { UserIdGroupPairs: [{ GroupId: id }] }
}

/** `in 100 allow tcp 443 10.0.0.0/16`, `out 100 allow all 0.0.0.0/0`, `in 10 deny icmp 8.-1 10.0.0.0/8` */
function addEntry(world: World, NetworkAclId: string, clause: readonly string[]): void {
  const [direction, number, action, protocol = '', ...rest] = clause
  const ports = protocol === 'all' ? undefined : rest.shift()
  const [cidr = ''] = rest
  const numbers: Record<string, string> = { all: '-1', tcp: '6', udp: '17', icmp: '1', icmpv6: '58' }
  const { FromPort, ToPort } = portsOf(ports === undefined || ports === 'any' ? '0-65535' : ports)
  world.ask(
    'CreateNetworkAclEntry',
    {
      NetworkAclId,
      Egress: direction === 'out',
      RuleNumber: Number(number),
      RuleAction: action === 'deny' ? 'deny' : 'allow',
      Protocol: numbers[protocol] ?? protocol,
      ...(cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr }),
      ...((protocol === 'tcp' || protocol === 'udp') && { PortRange: { From: FromPort, To: ToPort } }),
      ...(protocol.startsWith('icmp') && {
        IcmpTypeCode: ports === 'any' ? { Type: -1, Code: -1 } : { Type: FromPort, Code: ToPort },
      }),
    },
    world.where,
  )
}

/** The table of all subnets of a VPC that have none of their own. */
function mainTableOf(world: World, vpcId: string): string | undefined {
  const { RouteTables } = world.ask(
    'DescribeRouteTables',
    {
      Filters: [
        { Name: 'vpc-id', Values: [vpcId] },
        { Name: 'association.main', Values: ['true'] },
      ],
    },
    world.where,
  )
  return RouteTables?.[0]?.RouteTableId
}

function destinationOf(world: World, text: string) {
  if (text.includes(':')) return { DestinationIpv6CidrBlock: text }
  return text.includes('/') ? { DestinationCidrBlock: text } : { DestinationPrefixListId: world.id(text) }
}

function targetOf(world: World, name: string) {
  const id = world.id(name)
  if (id === 'local') return { LocalTarget: true }
  const members: Record<string, string> = {
    igw: 'GatewayId',
    vgw: 'GatewayId',
    nat: 'NatGatewayId',
    eni: 'NetworkInterfaceId',
    pcx: 'VpcPeeringConnectionId',
    tgw: 'TransitGatewayId',
    vpce: 'VpcEndpointId',
    eigw: 'EgressOnlyInternetGatewayId',
  }
  return { [members[id.slice(0, id.indexOf('-'))] ?? 'GatewayId']: id }
}

function nextIpv6Block(world: World, vpcId: string): string {
  const { Vpcs } = world.ask('DescribeVpcs', { VpcIds: [vpcId] }, world.where)
  const block = parsePrefix(Vpcs?.[0]?.Ipv6CidrBlockAssociationSet?.[0]?.Ipv6CidrBlock ?? '')?.prefix
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }]
  const { Subnets = [] } = world.ask('DescribeSubnets', { Filters }, world.where)
  const taken = Subnets.filter((one) => one.Ipv6CidrBlockAssociationSet?.length).length
  return `${formatAddress(BigInt(block?.first ?? 0) + (BigInt(taken) << 64n))}/64`
}
