import { describe, expect, it } from 'vitest'
import { account } from '../cloud.ts'
import { network } from './networks.ts'

describe('Resolver endpoints', () => {
  it('are created with a network interface for each address, and become operational', () => {
    const { ask, call, endpointRequest, pass, subnets, vpc, group } = network()
    const IpAddresses = [{ SubnetId: subnets[0], Ip: '10.0.1.53' }, { SubnetId: subnets[1] }]
    const request = endpointRequest({ Name: 'in', IpAddresses, CreatorRequestId: 'r' })
    const { ResolverEndpoint } = call('route53resolver', 'CreateResolverEndpoint', request)
    const ResolverEndpointId = ResolverEndpoint!.Id!
    expect(ResolverEndpointId).toMatch(/^rslvr-in-[0-9a-f]{17}$/)
    expect(ResolverEndpoint).toEqual({
      Id: ResolverEndpointId,
      CreatorRequestId: 'r',
      Arn: `arn:aws:route53resolver:us-east-1:${account}:resolver-endpoint/${ResolverEndpointId}`,
      Name: 'in',
      SecurityGroupIds: [group],
      Direction: 'INBOUND',
      IpAddressCount: 2,
      HostVPCId: vpc,
      Status: 'CREATING',
      StatusMessage: expect.stringMatching(
        /^\[Trace id: 1-[0-9a-f]{8}-[0-9a-f]{24}\] Creating the Resolver Endpoint$/,
      ),
      CreationTime: '2026-11-02T09:00:00.000Z',
      ModificationTime: '2026-11-02T09:00:00.000Z',
      ResolverEndpointType: 'IPV4',
      Protocols: ['Do53'],
    })
    pass(300)
    const after = call('route53resolver', 'GetResolverEndpoint', { ResolverEndpointId }).ResolverEndpoint!
    expect([after.Status, after.StatusMessage]).toEqual([
      'OPERATIONAL',
      'This Resolver Endpoint is operational.',
    ])
    const { IpAddresses: addresses } = call('route53resolver', 'ListResolverEndpointIpAddresses', {
      ResolverEndpointId,
    })
    expect(addresses!.map(({ SubnetId, Status }) => [SubnetId, Status])).toEqual([
      [subnets[0], 'ATTACHED'],
      [subnets[1], 'ATTACHED'],
    ])
    const enis = ask('DescribeNetworkInterfaces', {
      Filters: [{ Name: 'description', Values: [`Route 53 Resolver: ${ResolverEndpointId}:*`] }],
    }).NetworkInterfaces!
    expect(enis.map(({ PrivateIpAddress }) => PrivateIpAddress)).toEqual(addresses!.map(({ Ip }) => Ip))
    expect(enis[0]).toMatchObject({
      PrivateIpAddress: '10.0.1.53',
      RequesterManaged: true,
      Status: 'in-use',
      Groups: [{ GroupId: group }],
    })
  })

  it('go away with their interfaces', () => {
    const { ask, call, refusedBy, endpoint, pass, vpc } = network()
    const ResolverEndpointId = endpoint()
    const deleted = call('route53resolver', 'DeleteResolverEndpoint', { ResolverEndpointId })
      .ResolverEndpoint!
    expect(deleted.Status).toBe('DELETING')
    expect(deleted.StatusMessage).toMatch(/\] Deleting ResolverEndpoint\.$/)
    pass(300)
    expect(refusedBy('route53resolver', 'GetResolverEndpoint', { ResolverEndpointId })).toBe(
      `ResourceNotFoundException: [RSLVR-00703] Resolver endpoint with ID "${ResolverEndpointId}" does not exist.`,
    )
    const inVpc = { Filters: [{ Name: 'vpc-id', Values: [vpc] }] }
    expect(ask('DescribeNetworkInterfaces', inVpc).NetworkInterfaces).toEqual([])
  })

  it('are not deleted while rules send questions through them', () => {
    const { endpoint, forward, refusedBy } = network()
    const ResolverEndpointId = endpoint({ Direction: 'OUTBOUND' })
    expect(ResolverEndpointId).toMatch(/^rslvr-out-/)
    const rule = forward(ResolverEndpointId, 'corp.example')
    expect(refusedBy('route53resolver', 'DeleteResolverEndpoint', { ResolverEndpointId })).toBe(
      'InvalidRequestException: [RSLVR-00600] Cannot delete resolver endpoint unless its related resolver rules are deleted. ' +
        `The following rules still exist for this resolver endpoint: "${rule}"`,
    )
  })

  it('gain and lose addresses, but never have fewer than two', () => {
    const { call, endpoint, pass, refusedBy, subnets } = network()
    const ResolverEndpointId = endpoint()
    const added = call('route53resolver', 'AssociateResolverEndpointIpAddress', {
      ResolverEndpointId,
      IpAddress: { SubnetId: subnets[0], Ip: '10.0.1.99' },
    }).ResolverEndpoint!
    expect([added.Status, added.IpAddressCount]).toEqual(['UPDATING', 3])
    const remove = { ResolverEndpointId, IpAddress: { SubnetId: subnets[0], Ip: '10.0.1.99' } }
    expect(refusedBy('route53resolver', 'DisassociateResolverEndpointIpAddress', remove)).toBe(
      `InvalidRequestException: Resolver endpoint '${ResolverEndpointId}' cannot be updated while its status is UPDATING`,
    )
    pass(300)
    const list = () =>
      call('route53resolver', 'ListResolverEndpointIpAddresses', { ResolverEndpointId }).IpAddresses!.map(
        ({ Status }) => Status,
      )
    expect(list()).toEqual(['ATTACHED', 'ATTACHED', 'ATTACHED'])
    call('route53resolver', 'DisassociateResolverEndpointIpAddress', remove)
    expect(list()).toEqual(['ATTACHED', 'ATTACHED', 'DETACHING'])
    pass(300)
    const [{ IpId }] = call('route53resolver', 'ListResolverEndpointIpAddresses', { ResolverEndpointId })
      .IpAddresses! as [{ IpId: string }]
    const last = { ResolverEndpointId, IpAddress: { IpId } }
    expect(list()).toEqual(['ATTACHED', 'ATTACHED'])
    expect(refusedBy('route53resolver', 'DisassociateResolverEndpointIpAddress', last)).toBe(
      'InvalidRequestException: [RSLVR-00400] Resolver endpoint needs to have at least 2 IP addresses',
    )
  })

  it('can be renamed, and take other protocols', () => {
    const { call, endpoint, pass } = network()
    const ResolverEndpointId = endpoint()
    const renamed = call('route53resolver', 'UpdateResolverEndpoint', { ResolverEndpointId, Name: 'new' })
    expect(renamed.ResolverEndpoint).toMatchObject({ Name: 'new', Status: 'OPERATIONAL' })
    const Protocols = ['Do53', 'DoH'] as const
    const updated = call('route53resolver', 'UpdateResolverEndpoint', { ResolverEndpointId, Protocols })
    expect(updated.ResolverEndpoint).toMatchObject({ Protocols, Status: 'UPDATING' })
    pass(300)
    const { ResolverEndpoint } = call('route53resolver', 'GetResolverEndpoint', { ResolverEndpointId })
    expect(ResolverEndpoint!.Status).toBe('OPERATIONAL')
  })

  const world = network()
  const taken = world.endpoint({
    CreatorRequestId: 'taken',
    IpAddresses: [{ SubnetId: world.subnets[0], Ip: '10.0.1.10' }, { SubnetId: world.subnets[1] }],
  })
  const otherVpc = world.ask('CreateVpc', { CidrBlock: '10.9.0.0/16' }).Vpc!.VpcId!
  const otherSubnet = world.ask('CreateSubnet', { VpcId: otherVpc, CidrBlock: '10.9.1.0/24' }).Subnet!
    .SubnetId!
  const otherGroup = world.ask('CreateSecurityGroup', {
    VpcId: otherVpc,
    GroupName: 'other',
    Description: 'other',
  }).GroupId!
  const [a, b] = world.subnets
  const ip = (Ip: string) => ({ IpAddresses: [{ SubnetId: a, Ip }, { SubnetId: b }] })

  it.each([
    [
      { CreatorRequestId: 'taken' },
      "ResourceExistsException: Resolver endpoint with creator request ID 'taken' already exists",
    ],
    [
      { IpAddresses: [{ SubnetId: 'subnet-1' }, { SubnetId: b }] },
      "InvalidParameterException: The subnet ID 'subnet-1' does not exist",
    ],
    [
      { IpAddresses: [{ SubnetId: a }, { SubnetId: otherSubnet }] },
      'InvalidRequestException: All subnets of a Resolver endpoint must be in the same VPC',
    ],
    [{ SecurityGroupIds: ['sg-1'] }, "InvalidParameterException: The security group 'sg-1' does not exist"],
    [
      { SecurityGroupIds: [otherGroup] },
      `InvalidRequestException: The security group '${otherGroup}' is not in the VPC '${world.vpc}' of the subnets`,
    ],
    [
      ip('10.0.2.10'),
      `InvalidRequestException: [RSLVR-00405] IP address '10.0.2.10' is either not in subnet '${a}' CIDR range or is reserved`,
    ],
    [
      ip('10.0.1.3'),
      `InvalidRequestException: [RSLVR-00405] IP address '10.0.1.3' is either not in subnet '${a}' CIDR range or is reserved`,
    ],
    [
      ip('10.0.1.10'),
      `ResourceExistsException: The IP address '10.0.1.10' in subnet '${a}' is already in use`,
    ],
    [
      { IpAddresses: Array.from({ length: 7 }, () => ({ SubnetId: a })) },
      `LimitExceededException: Account '${account}' has exceeded 'max-ip-addresses-per-endpoint'`,
    ],
    [
      { Protocols: ['DoH', 'DoH-FIPS'] as const },
      'InvalidRequestException: The protocols [DoH, DoH-FIPS] cannot be used for INBOUND Resolver endpoints',
    ],
    [
      { Direction: 'OUTBOUND' as const, Protocols: ['DoH-FIPS'] as const },
      'InvalidRequestException: The protocols [DoH-FIPS] cannot be used for OUTBOUND Resolver endpoints',
    ],
    [
      { Name: '123' },
      "ValidationException: 1 validation error detected: Value '123' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9\\-_' ']+)",
    ],
  ])('refuses %j', (changes, text) => {
    const request = world.endpointRequest(changes)
    expect(world.refusedBy('route53resolver', 'CreateResolverEndpoint', request)).toBe(text)
  })

  it('are at most four in a Region', () => {
    const { endpoint, endpointRequest, refusedBy } = network()
    for (let i = 0; i < 4; i++) endpoint()
    expect(refusedBy('route53resolver', 'CreateResolverEndpoint', endpointRequest())).toBe(
      `LimitExceededException: Account '${account}' has exceeded 'max-endpoints'`,
    )
  })

  it('are not for VPCs with dedicated tenancy', () => {
    const { ask, endpointRequest, refusedBy } = network()
    const vpc = ask('CreateVpc', { CidrBlock: '10.5.0.0/16', InstanceTenancy: 'dedicated' }).Vpc!.VpcId!
    const { SubnetId } = ask('CreateSubnet', { VpcId: vpc, CidrBlock: '10.5.1.0/24' }).Subnet!
    const IpAddresses = [{ SubnetId: SubnetId! }, { SubnetId: SubnetId! }]
    expect(refusedBy('route53resolver', 'CreateResolverEndpoint', endpointRequest({ IpAddresses }))).toBe(
      `InvalidRequestException: The VPC '${vpc}' has dedicated tenancy, which Resolver endpoints do not support`,
    )
  })

  const out = world.endpoint({ Direction: 'OUTBOUND', Name: 'out' })
  it.each([
    ['CreatorRequestId', 'taken', [taken]],
    ['CREATOR_REQUEST_ID', 'taken', [taken]],
    ['Direction', 'OUTBOUND', [out]],
    ['HostVPCId', world.vpc, [taken, out]],
    ['HOST_VPC_ID', otherVpc, []],
    ['IpAddressCount', '2', [taken, out]],
    ['Name', 'out', [out]],
    ['SecurityGroupIds', world.group, [taken, out]],
    ['Status', 'OPERATIONAL', [taken, out]],
  ])('are listed by %s=%s', (Name, value, expected) => {
    const { ResolverEndpoints } = world.call('route53resolver', 'ListResolverEndpoints', {
      Filters: [{ Name, Values: [value] }],
    })
    expect(ResolverEndpoints!.map(({ Id }) => Id)).toEqual(expected)
  })

  it('are listed in pages', () => {
    const first = world.call('route53resolver', 'ListResolverEndpoints', { MaxResults: 1 })
    expect([first.ResolverEndpoints!.length, first.MaxResults]).toEqual([1, 1])
    const second = world.call('route53resolver', 'ListResolverEndpoints', {
      MaxResults: 1,
      NextToken: first.NextToken!,
    })
    expect(second.ResolverEndpoints!.map(({ Id }) => Id)).toEqual([out])
    expect(second).not.toHaveProperty('NextToken')
    expect(world.refusedBy('route53resolver', 'ListResolverEndpoints', { NextToken: 'x' })).toBe(
      'InvalidNextTokenException: Invalid value passed for the NextToken parameter',
    )
  })

  it('refuse a filter that there is not', () => {
    const Filters = [{ Name: 'colour', Values: ['red'] }]
    expect(world.refusedBy('route53resolver', 'ListResolverEndpoints', { Filters })).toBe(
      "InvalidParameterException: The filter 'colour' is invalid",
    )
  })
})
