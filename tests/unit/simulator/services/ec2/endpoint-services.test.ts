import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { endpointWorld, provider, zoneName } from './endpoint-world.ts'

const create = 'CreateVpcEndpointServiceConfiguration'
const modify = 'ModifyVpcEndpointServiceConfiguration'
const Interface = { VpcEndpointType: 'Interface' } as const
const exactlyOne =
  'InvalidParameter: exactly one of network_load_balancer_arn or gateway_load_balancer_arn is a required member'

describe('an endpoint service', () => {
  it('is answered and described as AWS does', () => {
    const world = endpointWorld()
    const NetworkLoadBalancerArns = [world.balancer(['use1-az4'])]
    const { ServiceConfiguration, ClientToken } = world.ask(
      create,
      { NetworkLoadBalancerArns, ClientToken: 'once' },
      provider,
    )
    const ServiceId = ServiceConfiguration!.ServiceId!
    expect(ClientToken).toBe('once')
    expect(ServiceConfiguration).toEqual({
      ServiceType: [{ ServiceType: 'Interface' }],
      ServiceId: expect.stringMatching(/^vpce-svc-0[0-9a-f]{16}$/),
      ServiceName: `com.amazonaws.vpce.us-east-1.${ServiceId}`,
      ServiceState: 'Available',
      AvailabilityZoneIds: ['use1-az4'],
      AvailabilityZones: [zoneName('use1-az4', otherAccount)],
      AcceptanceRequired: true,
      ManagesVpcEndpoints: false,
      NetworkLoadBalancerArns,
      SupportedIpAddressTypes: ['ipv4'],
      BaseEndpointDnsNames: [`${ServiceId}.us-east-1.vpce.amazonaws.com`],
    })
    const { ServiceConfigurations } = world.ask('DescribeVpcEndpointServiceConfigurations', {}, provider)
    expect(ServiceConfigurations).toEqual([ServiceConfiguration])
    expect(world.ask('DescribeVpcEndpointServiceConfigurations').ServiceConfigurations).toEqual([])
  })

  it('of Gateway Load Balancers is of their type', () => {
    const { ServiceType, GatewayLoadBalancerArns, NetworkLoadBalancerArns } = endpointWorld().service({
      kind: 'gateway',
    })
    expect(ServiceType).toEqual([{ ServiceType: 'GatewayLoadBalancer' }])
    expect(GatewayLoadBalancerArns).toHaveLength(1)
    expect(NetworkLoadBalancerArns).toBeUndefined()
  })

  it('has the zones of all its load balancers', () => {
    const world = endpointWorld()
    const arns = [world.balancer(['use1-az1', 'use1-az2']), world.balancer(['use1-az2', 'use1-az4'])]
    const { ServiceConfiguration } = world.ask(create, { NetworkLoadBalancerArns: arns }, provider)
    expect([...ServiceConfiguration!.AvailabilityZoneIds!].sort()).toEqual([
      'use1-az1',
      'use1-az2',
      'use1-az4',
    ])
  })

  it('cannot be used in its first moments', () => {
    const world = endpointWorld()
    const { ServiceConfiguration } = world.ask(
      create,
      {
        NetworkLoadBalancerArns: [world.balancer()],
      },
      provider,
    )
    const { ServiceName = '' } = ServiceConfiguration!
    const VpcId = world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }, provider).Vpc!.VpcId!
    const request = { ...Interface, VpcId, ServiceName }
    expect(world.refused('CreateVpcEndpoint', request, provider)).toMatch(/^Unavailable: /)
    world.pass(1)
    world.ask('CreateVpcEndpoint', request, provider)
  })

  it.each([
    ['no load balancer', {}, exactlyOne],
    ['both kinds of load balancers', { net: ['use1-az1'], gwy: ['use1-az1'] }, exactlyOne],
    [
      'an IPv6 service of IPv4 load balancers',
      { net: ['use1-az1'], input: { SupportedIpAddressTypes: ['ipv4', 'ipv6'] } },
      /^InvalidParameter: The load balancer arn:.* must have the IP address type dualstack to support ipv6\.$/,
    ],
    [
      'consumers in other Regions with a single zone',
      { net: ['use1-az1'], input: { SupportedRegions: ['us-east-1', 'eu-west-1'] } },
      'InvalidParameter: Cross-Region access requires at least two availability zones for the VPC endpoint service.',
    ],
    [
      'consumers in other Regions for Gateway Load Balancers',
      { gwy: ['use1-az1', 'use1-az2'], input: { SupportedRegions: ['eu-west-1'] } },
      'InvalidParameter: Cross-Region access is not supported for GatewayLoadBalancer type VPC endpoint services.',
    ],
    [
      'a Region that AWS does not have',
      { net: ['use1-az1'], input: { SupportedRegions: ['eu-west-9'] } },
      'InvalidParameter: The Region eu-west-9 is not valid.',
    ],
  ])('refuses %s', (_, { net, gwy, input }: { net?: string[]; gwy?: string[]; input?: object }, text) => {
    const world = endpointWorld()
    const request = {
      ...(net && { NetworkLoadBalancerArns: [world.balancer(net)] }),
      ...(gwy && { GatewayLoadBalancerArns: [world.balancer(gwy, 'gateway')] }),
      ...input,
    }
    expect(world.refused(create, request, provider)).toMatch(text)
  })

  it.each([
    ['nonsense', 'InvalidNetworkLoadBalancerArn.Malformed'],
    [
      `arn:aws:elasticloadbalancing:us-east-1:${otherAccount}:loadbalancer/app/web/50dc6c495c0c9188`,
      'InvalidNetworkLoadBalancerArn.Malformed',
    ],
    [
      `arn:aws:elasticloadbalancing:us-east-1:${otherAccount}:loadbalancer/net/gone/50dc6c495c0c9188`,
      'InvalidNetworkLoadBalancerArn.NotFound',
    ],
  ])('refuses the load balancer %s', (arn, code) => {
    expect(endpointWorld().refused(create, { NetworkLoadBalancerArns: [arn] }, provider)).toContain(
      `${code}: `,
    )
  })

  it("refuses a load balancer that is another account's, or another service's", () => {
    const world = endpointWorld()
    const [arn = ''] = world.service().NetworkLoadBalancerArns!
    const request = { NetworkLoadBalancerArns: [arn] }
    expect(world.refused(create, request)).toContain('InvalidNetworkLoadBalancerArn.NotFound: ')
    expect(world.refused(create, request, provider)).toBe(
      'InvalidParameter: LBs are already associated with another VPC Endpoint Service Configuration',
    )
  })
})

describe('the permissions of an endpoint service', () => {
  it('are listed with their types', () => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service({ allowed: [] })
    const principals = [
      '*',
      `arn:aws:iam::${account}:root`,
      `arn:aws:iam::${account}:user/alice`,
      `arn:aws:iam::${account}:role/builder`,
    ]
    const { AddedPrincipals, ReturnValue } = world.ask(
      'ModifyVpcEndpointServicePermissions',
      { ServiceId, AddAllowedPrincipals: principals },
      provider,
    )
    expect(ReturnValue).toBe(true)
    expect(AddedPrincipals!.map((one) => [one.PrincipalType, one.Principal])).toEqual([
      ['All', principals[0]],
      ['Account', principals[1]],
      ['User', principals[2]],
      ['Role', principals[3]],
    ])
    expect(AddedPrincipals![0]).toMatchObject({
      ServicePermissionId: expect.stringMatching(/^vpce-svc-perm-0[0-9a-f]{16}$/),
      ServiceId,
    })
    const list = (name?: string, value = '') =>
      world
        .ask(
          'DescribeVpcEndpointServicePermissions',
          { ServiceId, ...(name && { Filters: [{ Name: name, Values: [value] }] }) },
          provider,
        )
        .AllowedPrincipals!.map((one) => one.PrincipalType)
    expect(list()).toEqual(['All', 'Account', 'User', 'Role'])
    expect(list('principal-type', 'Role')).toEqual(['Role'])
    expect(list('principal', '*root')).toEqual(['Account'])
    // What is there already is not added again; what is not there need not be removed.
    expect(
      world.ask(
        'ModifyVpcEndpointServicePermissions',
        { ServiceId, AddAllowedPrincipals: ['*'], RemoveAllowedPrincipals: ['arn:aws:iam::9:root'] },
        provider,
      ),
    ).toEqual({ AddedPrincipals: [], ReturnValue: true })
  })

  it.each([
    ['123456789012', 'InvalidPrincipal'],
    ['arn:aws:iam::123456789012:role/team/builder', 'InvalidPrincipal'],
    ['arn:aws:iam::12:root', 'InvalidPrincipal'],
    ['arn:aws:organizations::123456789012:ou/o-1/ou-1', 'UnknownPrincipalType.Unsupported'],
  ])('cannot be for %s', (principal, code) => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service()
    const input = { ServiceId, AddAllowedPrincipals: [principal] }
    expect(world.refused('ModifyVpcEndpointServicePermissions', input, provider)).toContain(`${code}: `)
  })

  it('are those of a service that is there, and the own one', () => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service()
    const text = (id: string) =>
      `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${id}' does not exist`
    expect(world.refused('DescribeVpcEndpointServicePermissions', { ServiceId })).toBe(text(ServiceId))
    expect(world.refused('DescribeVpcEndpointServicePermissions', { ServiceId: 'vpce-svc-0' })).toBe(
      text('vpce-svc-0'),
    )
    expect(world.refused('DescribeVpcEndpointServicePermissions', { ServiceId: 'x' })).toContain(
      'InvalidVpcEndpointServiceIdId.Malformed: ',
    )
  })
})

describe('modifying an endpoint service', () => {
  it('reads the zones of its load balancers anew', () => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service({ zones: ['use1-az1'] })
    const second = world.balancer(['use1-az2'])
    expect(world.ask(modify, { ServiceId, AddNetworkLoadBalancerArns: [second] }, provider)).toEqual({
      Return: true,
    })
    const zones = () =>
      world.ask('DescribeVpcEndpointServiceConfigurations', {}, provider).ServiceConfigurations![0]!
        .AvailabilityZoneIds!
    expect([...zones()].sort()).toEqual(['use1-az1', 'use1-az2'])
    world.ask(modify, { ServiceId, RemoveNetworkLoadBalancerArns: [second] }, provider)
    expect(zones()).toEqual(['use1-az1'])
  })

  it('lets go of acceptance for endpoints to come', () => {
    const world = endpointWorld()
    const { ServiceId = '', ServiceName = '' } = world.service()
    const request = { ...Interface, VpcId: world.vpc(), ServiceName }
    const waiting = world.create(request).VpcEndpointId!
    world.ask(modify, { ServiceId, AcceptanceRequired: false }, provider)
    expect(world.state(waiting)).toBe('pendingAcceptance')
    expect(world.create(request).State).toBe('pending')
  })

  it('adds and removes Regions, but not its own', () => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service({ input: { SupportedRegions: ['eu-west-1'] } })
    const read = () => {
      const [service] = world.ask('DescribeVpcEndpointServiceConfigurations', {}, provider)
        .ServiceConfigurations!
      return {
        regions: service!.SupportedRegions?.map((one) => one.Region),
        remote: service!.RemoteAccessEnabled,
      }
    }
    expect(read()).toEqual({ regions: ['us-east-1', 'eu-west-1'], remote: true })
    world.ask(modify, { ServiceId, AddSupportedRegions: ['us-west-2'] }, provider)
    expect(read().regions).toEqual(['us-east-1', 'eu-west-1', 'us-west-2'])
    expect(world.refused(modify, { ServiceId, RemoveSupportedRegions: ['us-east-1'] }, provider)).toContain(
      'InvalidParameter: ',
    )
    world.ask(modify, { ServiceId, RemoveSupportedRegions: ['eu-west-1', 'us-west-2'] }, provider)
    expect(read()).toEqual({ regions: undefined, remote: undefined })
  })

  it('keeps its load balancers while endpoints are connected, and the last one always', () => {
    const world = endpointWorld()
    const {
      ServiceId = '',
      ServiceName = '',
      NetworkLoadBalancerArns,
    } = world.service({
      input: { AcceptanceRequired: false },
    })
    const second = world.balancer(['use1-az2'])
    const [first = ''] = NetworkLoadBalancerArns!
    const remove = { ServiceId, RemoveNetworkLoadBalancerArns: [first] }
    expect(world.refused(modify, remove, provider)).toBe(
      'InvalidParameter: A VPC endpoint service must have at least one load balancer.',
    )
    world.ask(modify, { ServiceId, AddNetworkLoadBalancerArns: [second] }, provider)
    const { VpcEndpointId = '' } = world.create({ ...Interface, VpcId: world.vpc(), ServiceName })
    expect(world.refused(modify, remove, provider)).toBe(
      'InvalidParameter: A load balancer cannot be removed while VPC endpoints are connected to the service.',
    )
    world.ask('RejectVpcEndpointConnections', { ServiceId, VpcEndpointIds: [VpcEndpointId] }, provider)
    world.ask(modify, remove, provider)
  })

  it('does not mix kinds of load balancers, nor Gateway Load Balancers in a zone', () => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service({ kind: 'gateway', zones: ['use1-az1'] })
    const net = { ServiceId, AddNetworkLoadBalancerArns: [world.balancer()] }
    expect(world.refused(modify, net, provider)).toContain('InvalidParameter: ')
    const same = { ServiceId, AddGatewayLoadBalancerArns: [world.balancer(['use1-az1'], 'gateway')] }
    expect(world.refused(modify, same, provider)).toContain('More than one Gateway Load Balancer')
    const next = { ServiceId, AddGatewayLoadBalancerArns: [world.balancer(['use1-az2'], 'gateway')] }
    world.ask(modify, next, provider)
  })

  it('learns IPv6 from dual-stack load balancers', () => {
    const world = endpointWorld()
    const arn = world.balancer(['use1-az1'], 'network', { IpAddressType: 'dualstack' })
    const { ServiceConfiguration } = world.ask(create, { NetworkLoadBalancerArns: [arn] }, provider)
    const ServiceId = ServiceConfiguration!.ServiceId!
    const types = () =>
      world.ask('DescribeVpcEndpointServiceConfigurations', {}, provider).ServiceConfigurations![0]!
        .SupportedIpAddressTypes
    world.ask(modify, { ServiceId, AddSupportedIpAddressTypes: ['ipv6'] }, provider)
    expect(types()).toEqual(['ipv4', 'ipv6'])
    world.ask(modify, { ServiceId, RemoveSupportedIpAddressTypes: ['ipv4'] }, provider)
    expect(types()).toEqual(['ipv6'])
    expect(world.refused(modify, { ServiceId, RemoveSupportedIpAddressTypes: ['ipv6'] }, provider)).toBe(
      'InvalidParameter: At least one supported IP address type is required.',
    )
  })

  it('lets the owner pay for good', () => {
    const world = endpointWorld()
    const { ServiceId = '' } = world.service()
    const input = { ServiceId, PayerResponsibility: 'ServiceOwner' } as const
    expect(world.ask('ModifyVpcEndpointServicePayerResponsibility', input, provider)).toEqual({
      ReturnValue: true,
    })
    const { ServiceConfigurations } = world.ask('DescribeVpcEndpointServiceConfigurations', {}, provider)
    expect(ServiceConfigurations![0]!.PayerResponsibility).toBe('ServiceOwner')
  })
})

describe('deleting endpoint services', () => {
  it('names those that are in use or not there, and deletes the others', () => {
    const world = endpointWorld()
    const used = world.service()
    const free = world.service()
    const endpoint = world.create({ ...Interface, VpcId: world.vpc(), ServiceName: used.ServiceName! })
    const remove = (...ids: string[]) =>
      world.ask('DeleteVpcEndpointServiceConfigurations', { ServiceIds: ids }, provider).Unsuccessful
    expect(remove(used.ServiceId!, 'vpce-svc-0', free.ServiceId!)).toEqual([
      {
        ResourceId: used.ServiceId,
        Error: {
          Code: 'ExistingVpcEndpointConnections',
          Message: 'Service has existing active VPC Endpoint connections!',
        },
      },
      {
        ResourceId: 'vpce-svc-0',
        Error: {
          Code: 'InvalidVpcEndpointService.NotFound',
          Message: "The VpcEndpointService Id 'vpce-svc-0' does not exist",
        },
      },
    ])
    const VpcEndpointIds = [endpoint.VpcEndpointId!]
    world.ask('RejectVpcEndpointConnections', { ServiceId: used.ServiceId!, VpcEndpointIds }, provider)
    expect(remove(used.ServiceId!)).toEqual([])
    // The consumer keeps the rejected endpoint, and can still delete it.
    expect(world.state(endpoint.VpcEndpointId!)).toBe('rejected')
    expect(world.ask('DescribeVpcEndpointConnections', {}, provider).VpcEndpointConnections).toEqual([])
    world.ask('DeleteVpcEndpoints', { VpcEndpointIds })
    world.pass(120)
    expect(world.state(endpoint.VpcEndpointId!)).toBe('deleted')
  })

  it('frees the load balancers for another service', () => {
    const world = endpointWorld()
    const { ServiceId = '', NetworkLoadBalancerArns } = world.service()
    world.ask('DeleteVpcEndpointServiceConfigurations', { ServiceIds: [ServiceId] }, provider)
    world.ask(create, { NetworkLoadBalancerArns }, provider)
  })
})

describe('the filters of DescribeVpcEndpointServiceConfigurations', () => {
  const world = endpointWorld()
  const one = world.service({
    input: {
      TagSpecifications: [{ ResourceType: 'vpc-endpoint-service', Tags: [{ Key: 'Name', Value: 'one' }] }],
    },
  })
  const two = world.service({ kind: 'gateway' })
  const labels = new Map([
    [one.ServiceId, 'one'],
    [two.ServiceId, 'two'],
  ])

  it.each([
    ['service-id', one.ServiceId!, ['one']],
    ['service-name', two.ServiceName!, ['two']],
    ['service-state', 'Available', ['one', 'two']],
    ['service-state', 'Deleting', []],
    ['supported-ip-address-types', 'ipv4', ['one', 'two']],
    ['supported-ip-address-types', 'ipv6', []],
    ['tag:Name', 'one', ['one']],
    ['tag-key', 'Name', ['one']],
  ])('%s = %s', (Name, value, expected) => {
    const { ServiceConfigurations } = world.ask(
      'DescribeVpcEndpointServiceConfigurations',
      { Filters: [{ Name, Values: [value] }] },
      provider,
    )
    expect(ServiceConfigurations!.map((service) => labels.get(service.ServiceId))).toEqual(expected)
  })
})
