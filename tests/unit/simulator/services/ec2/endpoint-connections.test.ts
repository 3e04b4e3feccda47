import { describe, expect, it } from 'vitest'
import { account, otherAccount } from '../cloud.ts'
import { endpointWorld, names, provider } from './endpoint-world.ts'

const Interface = { VpcEndpointType: 'Interface' } as const

function connected(acceptance = true) {
  const world = endpointWorld()
  const service = world.service({ input: { AcceptanceRequired: acceptance } })
  const VpcId = world.vpc()
  const SubnetIds = [world.subnet(VpcId)]
  const endpoint = world.create({ ...Interface, VpcId, ServiceName: service.ServiceName!, SubnetIds })
  const id = endpoint.VpcEndpointId!
  const ServiceId = service.ServiceId!
  const decide = (operation: 'AcceptVpcEndpointConnections' | 'RejectVpcEndpointConnections') => () =>
    world.ask(operation, { ServiceId, VpcEndpointIds: [id] }, provider).Unsuccessful!
  return {
    world,
    service,
    endpoint,
    id,
    ServiceId,
    accept: decide('AcceptVpcEndpointConnections'),
    reject: decide('RejectVpcEndpointConnections'),
    seen: () => world.ask('DescribeVpcEndpointConnections', {}, provider).VpcEndpointConnections!,
    state: () => world.state(id),
  }
}

describe('a connection that the provider has to accept', () => {
  it('waits, and each side is told so in its own way', () => {
    const { world, service, endpoint, id, ServiceId, seen } = connected()
    expect(endpoint.State).toBe('pendingAcceptance')
    world.pass(3600)
    expect(world.state(id)).toBe('pendingAcceptance')
    expect(seen()).toEqual([
      {
        ServiceId,
        VpcEndpointId: id,
        VpcEndpointOwner: account,
        VpcEndpointState: 'pendingAcceptance',
        CreationTimestamp: expect.stringMatching(/^2026-11-02T09:00:/),
        DnsEntries: endpoint.DnsEntries,
        NetworkLoadBalancerArns: service.NetworkLoadBalancerArns,
        IpAddressType: 'ipv4',
        VpcEndpointConnectionId: expect.stringMatching(/^vpce-con-0[0-9a-f]{16}$/),
        Tags: [],
        VpcEndpointRegion: 'us-east-1',
      },
    ])
    expect(world.ask('DescribeVpcEndpointConnections').VpcEndpointConnections).toEqual([])
  })

  it('goes by way of pending when it is accepted', () => {
    const { world, accept, seen, state } = connected()
    expect(accept()).toEqual([])
    expect(state()).toBe('pending')
    world.pass(300)
    expect(state()).toBe('available')
    expect(seen()[0]!.VpcEndpointState).toBe('available')
  })

  it('can be rejected before or after, and accepted again', () => {
    const { world, accept, reject, state } = connected()
    expect(reject()).toEqual([])
    expect(state()).toBe('rejected')
    expect(accept()).toEqual([])
    world.pass(300)
    expect(state()).toBe('available')
    expect(reject()).toEqual([])
    expect(state()).toBe('rejected')
    world.pass(300)
    expect(state()).toBe('rejected')
  })

  it('is accepted once', () => {
    const { world, accept, reject, id } = connected()
    accept()
    world.pass(300)
    expect(accept()).toMatchObject([{ ResourceId: id, Error: { Code: 'InvalidState' } }])
    reject()
    expect(reject()).toMatchObject([{ ResourceId: id, Error: { Code: 'InvalidState' } }])
  })

  it('expires when nobody decides, and cannot be accepted any more', () => {
    const { world, accept, id, state } = connected()
    world.pass(7 * 24 * 3600)
    expect(state()).toBe('expired')
    expect(accept()).toMatchObject([{ ResourceId: id, Error: { Code: 'InvalidState' } }])
  })

  it('disappears when the consumer has deleted the endpoint', () => {
    const { world, id, seen } = connected()
    world.ask('DeleteVpcEndpoints', { VpcEndpointIds: [id] })
    expect(seen()[0]!.VpcEndpointState).toBe('deleting')
    world.pass(300)
    expect(seen()).toEqual([])
  })
})

describe('accepting and rejecting', () => {
  it('names endpoints that are not of the service, and goes on with the others', () => {
    const { world, id, ServiceId } = connected()
    const stranger = world.create({ ...Interface, VpcId: world.vpc(), ServiceName: names.sqs }).VpcEndpointId!
    const VpcEndpointIds = ['vpce-0', stranger, id]
    const { Unsuccessful } = world.ask(
      'AcceptVpcEndpointConnections',
      { ServiceId, VpcEndpointIds },
      provider,
    )
    expect(Unsuccessful).toEqual(
      ['vpce-0', stranger].map((one) => ({
        ResourceId: one,
        Error: {
          Code: 'InvalidVpcEndpointId.NotFound',
          Message: `The Vpc Endpoint Id '${one}' does not exist`,
        },
      })),
    )
    expect(world.state(id)).toBe('pending')
  })

  it("fails as a whole for a service that is not the caller's", () => {
    const { world, id, ServiceId } = connected()
    expect(world.refused('AcceptVpcEndpointConnections', { ServiceId, VpcEndpointIds: [id] })).toBe(
      `InvalidVpcEndpointServiceId.NotFound: The VpcEndpointService Id '${ServiceId}' does not exist`,
    )
  })

  it('is not needed when the service does not ask for it', () => {
    const { world, endpoint, state } = connected(false)
    expect(endpoint.State).toBe('pending')
    world.pass(120)
    expect(state()).toBe('available')
  })
})

it('keeps its zones apart by id, whatever the two accounts call them', () => {
  const world = endpointWorld()
  const { ServiceName = '' } = world.service({ zones: ['use1-az2'] })
  const VpcId = world.vpc()
  const request = { ...Interface, VpcId, ServiceName }
  const outside = world.subnet(VpcId, 'use1-az1')
  expect(world.refused('CreateVpcEndpoint', { ...request, SubnetIds: [outside] })).toBe(
    `InvalidParameter: The VPC endpoint service ${ServiceName} does not support the availability zone of the subnet: ${outside}.`,
  )
  world.create({ ...request, SubnetIds: [world.subnet(VpcId, 'use1-az2')] })
})

it('may come from another Region, when the service allows it', () => {
  const world = endpointWorld()
  const { ServiceName = '', ServiceId = '' } = world.service({ input: { SupportedRegions: ['eu-west-1'] } })
  const abroad = { region: 'eu-west-1' }
  const { VpcId = '' } = world.ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }, abroad).Vpc!
  const { SubnetId = '' } = world.ask('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/24' }, abroad).Subnet!
  const request = { ...Interface, VpcId, ServiceName, SubnetIds: [SubnetId] }
  expect(world.refused('CreateVpcEndpoint', request, abroad)).toContain('InvalidServiceName: ')
  const { VpcEndpoint } = world.ask('CreateVpcEndpoint', { ...request, ServiceRegion: 'us-east-1' }, abroad)
  expect(VpcEndpoint!.DnsEntries![0]).toEqual({
    DnsName: expect.stringContaining(`.${ServiceId}.us-east-1.vpce.amazonaws.com`),
    HostedZoneId: 'Z7HUB22UULQXV',
  })
  const { VpcEndpointConnections } = world.ask(
    'DescribeVpcEndpointConnections',
    { Filters: [{ Name: 'vpc-endpoint-region', Values: ['cross-region'] }] },
    provider,
  )
  expect(VpcEndpointConnections).toMatchObject([{ VpcEndpointRegion: 'eu-west-1' }])
  const VpcEndpointIds = [VpcEndpoint!.VpcEndpointId!]
  world.ask('AcceptVpcEndpointConnections', { ServiceId, VpcEndpointIds }, provider)
  world.pass(300)
  expect(world.endpoint(VpcEndpointIds[0]!, abroad).State).toBe('available')
})

describe('the filters of DescribeVpcEndpointConnections', () => {
  const world = endpointWorld()
  const [one, two] = [world.service(), world.service({ input: { AcceptanceRequired: false } })]
  const VpcId = world.vpc()
  const ids = [one, two].map(
    ({ ServiceName }) => world.create({ ...Interface, VpcId, ServiceName: ServiceName! }).VpcEndpointId!,
  )
  world.pass(120)

  it.each([
    ['ip-address-type', 'ipv4', [0, 1]],
    ['ip-address-type', 'ipv6', []],
    ['service-id', two.ServiceId!, [1]],
    ['vpc-endpoint-owner', account, [0, 1]],
    ['vpc-endpoint-owner', otherAccount, []],
    ['vpc-endpoint-region', 'us-east-1', [0, 1]],
    ['vpc-endpoint-region', 'cross-region', []],
    ['vpc-endpoint-state', 'pendingAcceptance', [0]],
    ['vpc-endpoint-state', 'available', [1]],
    ['vpc-endpoint-id', ids[1]!, [1]],
  ])('%s = %s', (Name, value, expected) => {
    const { VpcEndpointConnections } = world.ask(
      'DescribeVpcEndpointConnections',
      { Filters: [{ Name, Values: [value] }] },
      provider,
    )
    expect(VpcEndpointConnections!.map((one) => ids.indexOf(one.VpcEndpointId!))).toEqual(expected)
  })
})
