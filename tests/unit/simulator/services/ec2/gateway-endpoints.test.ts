import { describe, expect, it } from 'vitest'
import { account } from '../cloud.ts'
import { endpointWorld, names } from './endpoint-world.ts'

const s3List = 'pl-63a5400a'

describe('a gateway endpoint', () => {
  it('is available at once, and described as AWS does', () => {
    const world = endpointWorld()
    const VpcId = world.vpc(false)
    const RouteTableIds = [world.table(VpcId)]
    expect(world.create({ VpcId, ServiceName: names.s3, RouteTableIds })).toEqual({
      VpcEndpointId: expect.stringMatching(/^vpce-0[0-9a-f]{16}$/),
      VpcEndpointType: 'Gateway',
      VpcId,
      ServiceName: names.s3,
      State: 'available',
      PolicyDocument:
        '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
      RouteTableIds,
      SubnetIds: [],
      Groups: [],
      IpAddressType: 'ipv4',
      DnsOptions: { DnsRecordIpType: 'service-defined' },
      PrivateDnsEnabled: false,
      RequesterManaged: false,
      NetworkInterfaceIds: [],
      DnsEntries: [],
      CreationTimestamp: expect.any(String),
      Tags: [],
      OwnerId: account,
      ServiceRegion: 'us-east-1',
    })
  })

  it('adds a route to the prefix list of its service, which only the endpoint takes away', () => {
    const world = endpointWorld()
    const VpcId = world.vpc(false)
    const RouteTableId = world.table(VpcId)
    const id = world.create({ VpcId, ServiceName: names.s3, RouteTableIds: [RouteTableId] }).VpcEndpointId!
    const routes = () =>
      world.ask('DescribeRouteTables', { RouteTableIds: [RouteTableId] }).RouteTables![0]!.Routes!
    expect(routes()[1]).toEqual({
      DestinationPrefixListId: s3List,
      GatewayId: id,
      Origin: 'CreateRoute',
      State: 'active',
    })
    expect(world.refused('DeleteRoute', { RouteTableId, DestinationPrefixListId: s3List })).toContain(
      'InvalidParameterValue: cannot remove VPC endpoint route',
    )
    world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [id] })
    expect(routes()).toHaveLength(1)
    world.pass(10)
    expect(world.state(id)).toBe('deleted')
  })

  it('shares a route table with endpoints of other services, not of its own', () => {
    const world = endpointWorld()
    const VpcId = world.vpc(false)
    const [one, two] = [world.table(VpcId), world.table(VpcId)]
    world.create({ VpcId, ServiceName: names.s3, RouteTableIds: [one] })
    world.create({ VpcId, ServiceName: names.dynamodb, RouteTableIds: [one] })
    world.create({ VpcId, ServiceName: names.s3, RouteTableIds: [two] })
    expect(world.refused('CreateVpcEndpoint', { VpcId, ServiceName: names.s3, RouteTableIds: [one] })).toBe(
      `RouteAlreadyExists: route table ${one} already has a route with destination-prefix-list-id ${s3List}`,
    )
  })

  it('follows changes of its route tables', () => {
    const world = endpointWorld()
    const VpcId = world.vpc(false)
    const [one, two] = [world.table(VpcId), world.table(VpcId)]
    const id = world.create({ VpcId, ServiceName: names.s3, RouteTableIds: [one] }).VpcEndpointId!
    expect(
      world.ask('ModifyVpcEndpoint', {
        VpcEndpointId: id,
        AddRouteTableIds: [two],
        RemoveRouteTableIds: [one],
      }),
    ).toEqual({ Return: true })
    expect(world.endpoint(id)).toMatchObject({ RouteTableIds: [two], State: 'available' })
    const lists = (table: string) =>
      world
        .ask('DescribeRouteTables', { RouteTableIds: [table] })
        .RouteTables![0]!.Routes!.map((route) => route.DestinationPrefixListId)
    expect([lists(one), lists(two)]).toEqual([[undefined], [undefined, s3List]])
    expect(world.refused('ModifyVpcEndpoint', { VpcEndpointId: id, RemoveRouteTableIds: [one] })).toBe(
      `InvalidParameter: The route table ${one} is not associated with the VPC endpoint.`,
    )
  })

  it('changes its policy and gets the first one back', () => {
    const world = endpointWorld()
    const VpcEndpointId = world.create({ VpcId: world.vpc(), ServiceName: names.s3 }).VpcEndpointId!
    const first = world.endpoint(VpcEndpointId).PolicyDocument
    const PolicyDocument =
      '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}'
    world.ask('ModifyVpcEndpoint', { VpcEndpointId, PolicyDocument })
    expect(world.endpoint(VpcEndpointId).PolicyDocument).toBe(PolicyDocument)
    world.ask('ModifyVpcEndpoint', { VpcEndpointId, ResetPolicy: true })
    expect(world.endpoint(VpcEndpointId).PolicyDocument).toBe(first)
  })

  it('is refused beyond twenty in a Region', () => {
    const world = endpointWorld()
    const VpcId = world.vpc(false)
    const request = { VpcId, ServiceName: names.s3 }
    for (let i = 0; i < 20; i++) world.create(request)
    expect(world.refused('CreateVpcEndpoint', request)).toBe(
      'VpcEndpointLimitExceeded: The maximum number of VPC endpoints has been reached.',
    )
    // Interface endpoints are counted apart.
    world.create({ VpcEndpointType: 'Interface', VpcId, ServiceName: names.sqs })
  })
})

describe('what a gateway endpoint cannot be', () => {
  const world = endpointWorld()
  const VpcId = world.vpc()
  const other = world.table(world.vpc(true, '10.1.0.0/16'))
  const SubnetIds = [world.subnet(VpcId)]
  const s3 = { VpcId, ServiceName: names.s3 }
  const subnetsOnly =
    'InvalidParameter: Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.'
  const policyFor = (principal: string) =>
    JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: '*', Resource: '*' }],
    })

  it.each([
    ['with subnets, when the type was forgotten', { VpcId, ServiceName: names.sqs, SubnetIds }, subnetsOnly],
    ['with subnets', { ...s3, SubnetIds }, subnetsOnly],
    [
      'for a service that is offered by interface endpoints',
      { VpcId, ServiceName: 'com.amazonaws.us-east-1.ssm' },
      'InvalidParameter: Endpoint type (Gateway) does not match available service types ([Interface]).',
    ],
    [
      'in a route table that nobody has',
      { ...s3, RouteTableIds: ['rtb-0'] },
      "InvalidRouteTableID.NotFound: The routeTable ID 'rtb-0' does not exist",
    ],
    [
      'in a route table of another VPC',
      { ...s3, RouteTableIds: [other] },
      `InvalidParameter: Route table ${other} and VPC ${VpcId} belong to different networks.`,
    ],
    [
      'with security groups',
      { ...s3, SecurityGroupIds: ['sg-0'] },
      'InvalidParameter: Security group IDs are only supported for Interface type VPC Endpoint.',
    ],
    [
      'with private DNS',
      { ...s3, PrivateDnsEnabled: true },
      'InvalidParameter: Private DNS is only supported for Interface type VPC Endpoint.',
    ],
    [
      'with a policy for a role',
      { ...s3, PolicyDocument: policyFor(`arn:aws:iam::${account}:role/reader`) },
      `InvalidPolicyDocument: The principal arn:aws:iam::${account}:role/reader is not valid in the policy of a gateway endpoint, which must be "*"`,
    ],
    [
      'with IPv6, for DynamoDB',
      { VpcId, ServiceName: names.dynamodb, IpAddressType: 'dualstack' as const },
      `InvalidParameter: The VPC endpoint service ${names.dynamodb} does not support the IP address type dualstack.`,
    ],
    [
      'with DNS records of its own choice, for DynamoDB',
      { VpcId, ServiceName: names.dynamodb, DnsOptions: { DnsRecordIpType: 'ipv4' as const } },
      `InvalidParameter: DnsRecordIpType ipv4 is not supported for the service ${names.dynamodb}.`,
    ],
  ])('%s', (_, request, text) => {
    expect(world.refused('CreateVpcEndpoint', request)).toBe(text)
  })

  it('may have a policy for everybody in any spelling, or for an account', () => {
    for (const principal of ['*', account, `arn:aws:iam::${account}:root`]) {
      const PolicyDocument = policyFor(principal)
      expect(world.create({ ...s3, PolicyDocument }).PolicyDocument).toBe(PolicyDocument)
    }
  })
})

describe('a Gateway Load Balancer endpoint', () => {
  const appliances = { kind: 'gateway', zones: ['use1-az1', 'use1-az2'] } as const

  it('has one interface of its own kind, and neither groups, policy nor names', () => {
    const world = endpointWorld()
    const { ServiceName = '' } = world.service({ ...appliances, input: { AcceptanceRequired: false } })
    const VpcId = world.vpc()
    const SubnetIds = [world.subnet(VpcId, 'use1-az2')]
    const created = world.create({ VpcEndpointType: 'GatewayLoadBalancer', VpcId, ServiceName, SubnetIds })
    expect(created).toEqual({
      VpcEndpointId: expect.any(String),
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId,
      ServiceName,
      State: 'pending',
      SubnetIds,
      IpAddressType: 'ipv4',
      RequesterManaged: false,
      NetworkInterfaceIds: [expect.stringMatching(/^eni-/)],
      CreationTimestamp: expect.any(String),
      Tags: [],
      OwnerId: account,
      ServiceRegion: 'us-east-1',
    })
    const { NetworkInterfaces } = world.ask('DescribeNetworkInterfaces', {
      NetworkInterfaceIds: created.NetworkInterfaceIds!,
    })
    expect(NetworkInterfaces![0]).toMatchObject({
      InterfaceType: 'gateway_load_balancer_endpoint',
      SourceDestCheck: false,
      Groups: [],
    })
  })

  it('takes no route before it is available, and cannot be deleted while one leads to it', () => {
    const world = endpointWorld()
    const { ServiceName = '' } = world.service({ ...appliances, input: { AcceptanceRequired: false } })
    const VpcId = world.vpc()
    const RouteTableId = world.table(VpcId)
    const VpcEndpointId = world.create({
      VpcEndpointType: 'GatewayLoadBalancer',
      VpcId,
      ServiceName,
      SubnetIds: [world.subnet(VpcId)],
    }).VpcEndpointId!
    const route = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' }
    expect(world.refused('CreateRoute', { ...route, VpcEndpointId })).toBe(
      `IncorrectState: The VPC endpoint ${VpcEndpointId} is not available.`,
    )
    world.pass(120)
    world.ask('CreateRoute', { ...route, VpcEndpointId })
    expect(world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [VpcEndpointId, 'vpce-0'] })).toEqual({
      Unsuccessful: [
        {
          ResourceId: VpcEndpointId,
          Error: {
            Code: 'InvalidParameter',
            Message: 'Endpoint must be removed from route table before deletion',
          },
        },
        {
          ResourceId: 'vpce-0',
          Error: {
            Code: 'InvalidVpcEndpointId.NotFound',
            Message: "The Vpc Endpoint Id 'vpce-0' does not exist",
          },
        },
      ],
    })
    world.ask('DeleteRoute', route)
    expect(world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [VpcEndpointId] })).toEqual({ Unsuccessful: [] })
  })

  describe('is refused', () => {
    const world = endpointWorld()
    const { ServiceName = '' } = world.service({ ...appliances, input: { AcceptanceRequired: false } })
    const VpcId = world.vpc()
    const [one, two, again, gap] = ['use1-az1', 'use1-az2', 'use1-az1', 'use1-az4'].map((zone) =>
      world.subnet(VpcId, zone),
    ) as [string, string, string, string]
    const request = { VpcEndpointType: 'GatewayLoadBalancer' as const, VpcId, ServiceName }
    const id = world.create({ ...request, SubnetIds: [one] }).VpcEndpointId!
    const oneSubnet =
      'InvalidParameter: Exactly one subnet ID is required for GatewayLoadBalancer type VPC Endpoint.'

    it.each([
      ['without a subnet', {}, oneSubnet],
      ['with two subnets', { SubnetIds: [one, two] }, oneSubnet],
      [
        'in a zone where the service is not',
        { SubnetIds: [gap] },
        `InvalidParameter: The VPC endpoint service ${ServiceName} does not support the availability zone of the subnet: ${gap}.`,
      ],
      [
        'twice in a zone of a VPC',
        { SubnetIds: [again] },
        `DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of ${again}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      ],
      [
        'with security groups',
        { SubnetIds: [two], SecurityGroupIds: ['sg-0'] },
        'InvalidParameter: Security group IDs are only supported for Interface type VPC Endpoint.',
      ],
      [
        'with a policy',
        { SubnetIds: [two], PolicyDocument: '{}' },
        'InvalidParameter: Endpoint policies are only supported for Interface and Gateway type VPC Endpoints.',
      ],
      [
        'as an interface endpoint',
        { VpcEndpointType: 'Interface' as const, SubnetIds: [two] },
        'InvalidParameter: Endpoint type (Interface) does not match available service types ([GatewayLoadBalancer]).',
      ],
    ])('%s', (_, more, text) => {
      expect(world.refused('CreateVpcEndpoint', { ...request, ...more })).toBe(text)
    })

    it('another subnet than its first', () => {
      world.pass(120)
      expect(world.refused('ModifyVpcEndpoint', { VpcEndpointId: id, AddSubnetIds: [two] })).toBe(
        'InvalidParameter: The subnet of a GatewayLoadBalancer type VPC Endpoint cannot be modified.',
      )
    })
  })
})
