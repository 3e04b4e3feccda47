import { describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import type { Ec2 } from '../../../../simulator/api/generated/types.d.ts'
import { account, otherAccount, testCloud } from './cloud.ts'
import { linkWorld } from './directconnect/links.ts'

// What a lenient imitation of AWS lets pass, and AWS does not: mistakes that a learner should hear of here first.

await contract.need('elbv2')

const provider = { account: otherAccount }

/** A VPC with two subnets in different zones and a third beside the first. */
function network({ dnsHostnames = true, CidrBlock = '10.0.0.0/16' } = {}) {
  const cloud = testCloud()
  const { ask, pass } = cloud
  const VpcId = ask('CreateVpc', { CidrBlock }).Vpc!.VpcId!
  if (dnsHostnames) ask('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } })
  const subnet = (third: number, AvailabilityZone: string) =>
    ask('CreateSubnet', { VpcId, CidrBlock: `10.0.${third}.0/24`, AvailabilityZone }).Subnet!.SubnetId!
  const a = subnet(1, 'us-east-1a')
  const b = subnet(2, 'us-east-1b')
  const besideA = subnet(3, 'us-east-1a')
  pass(2)
  return { ...cloud, VpcId, a, b, besideA }
}

const ssm = 'com.amazonaws.us-east-1.ssm'
const s3 = 'com.amazonaws.us-east-1.s3'

/** A service of another account's, behind a network or a gateway load balancer. */
function offered(cloud: ReturnType<typeof network>, kind: 'network' | 'gateway' = 'network') {
  const { ask, call, pass } = cloud
  const { VpcId = '' } = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }, provider).Vpc!
  const zone = ask('DescribeSubnets', { SubnetIds: [cloud.a] }).Subnets![0]!.AvailabilityZoneId!
  const { Subnet } = ask(
    'CreateSubnet',
    { VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZoneId: zone },
    provider,
  )
  pass(2)
  const { LoadBalancers } = call(
    'elbv2',
    'CreateLoadBalancer',
    {
      Name: 'api',
      Type: kind,
      Subnets: [Subnet!.SubnetId!],
      ...(kind === 'network' && { Scheme: 'internal' as const }),
    },
    provider,
  )
  pass(300)
  const arns = [LoadBalancers![0]!.LoadBalancerArn!]
  const { ServiceConfiguration } = ask(
    'CreateVpcEndpointServiceConfiguration',
    {
      AcceptanceRequired: true,
      ...(kind === 'network' ? { NetworkLoadBalancerArns: arns } : { GatewayLoadBalancerArns: arns }),
    },
    provider,
  )
  const { ServiceId = '', ServiceName = '' } = ServiceConfiguration!
  const AddAllowedPrincipals = [`arn:aws:iam::${account}:root`]
  ask('ModifyVpcEndpointServicePermissions', { ServiceId, AddAllowedPrincipals }, provider)
  pass(2)
  return { ServiceId, ServiceName, ServiceConfiguration: ServiceConfiguration! }
}

type Made = ReturnType<typeof network>
type EndpointRequest = Omit<Ec2.CreateVpcEndpointRequest, 'VpcId'>

const interfaceFor = (ServiceName: string, more: EndpointRequest = {}): EndpointRequest => ({
  VpcEndpointType: 'Interface',
  ServiceName,
  ...more,
})

describe('an endpoint is refused', () => {
  const refusals: [
    about: string,
    cloud: Made,
    request: (cloud: Made) => EndpointRequest,
    expected: RegExp,
  ][] = [
    [
      'for a service that does not exist',
      network(),
      ({ a }) => interfaceFor('com.amazonaws.us-east-1.teapot', { SubnetIds: [a] }),
      /^InvalidServiceName: The Vpc Endpoint Service 'com\.amazonaws\.us-east-1\.teapot' does not exist$/,
    ],
    [
      'with private DNS in a VPC whose instances get no DNS host names',
      network({ dnsHostnames: false }),
      ({ a }) => interfaceFor(ssm, { SubnetIds: [a], PrivateDnsEnabled: true }),
      /^InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for vpc-0\w{16}$/,
    ],
    [
      'with two subnets in one zone',
      network(),
      ({ a, besideA }) => interfaceFor(ssm, { SubnetIds: [a, besideA] }),
      /^DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of subnet-0\w{16}\. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service\.$/,
    ],
    [
      'of the gateway type for Systems Manager, which has none',
      network(),
      () => ({ ServiceName: ssm, VpcEndpointType: 'Gateway' }),
      /^InvalidParameter: Endpoint type \(Gateway\) does not match available service types \(\[Interface\]\)\.$/,
    ],
    [
      'with a policy that is no policy',
      network(),
      () => ({ ServiceName: s3, PolicyDocument: '{"Statement": [{"Effect": "Maybe"}]}' }),
      /^InvalidPolicyDocument: /,
    ],
  ]
  it.each(refusals)('%s', (_, cloud, request, expected) => {
    expect(cloud.refused('CreateVpcEndpoint', { VpcId: cloud.VpcId, ...request(cloud) })).toMatch(expected)
    expect(cloud.ask('DescribeVpcEndpoints').VpcEndpoints).toEqual([])
  })

  it('with private DNS where another endpoint has the same names already', () => {
    const { ask, refused, VpcId, a, b } = network()
    const request = { VpcId, ...interfaceFor(ssm, { PrivateDnsEnabled: true }) }
    ask('CreateVpcEndpoint', { ...request, SubnetIds: [a] })
    expect(refused('CreateVpcEndpoint', { ...request, SubnetIds: [b] })).toBe(
      `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ssm.us-east-1.amazonaws.com in the VPC ${VpcId}`,
    )
  })
})

it('a subnet must not overlap another one', () => {
  const { refused, VpcId } = network()
  expect(refused('CreateSubnet', { VpcId, CidrBlock: '10.0.1.128/25' })).toBe(
    "InvalidSubnet.Conflict: The CIDR '10.0.1.128/25' conflicts with another subnet",
  )
})

it('a gateway endpoint for S3 puts a route to S3’s prefix list into the route tables that it is given', () => {
  const { ask, VpcId } = network()
  const { RouteTableId = '' } = ask('CreateRouteTable', { VpcId }).RouteTable!
  const { VpcEndpoint } = ask('CreateVpcEndpoint', { VpcId, ServiceName: s3, RouteTableIds: [RouteTableId] })
  const { PrefixLists } = ask('DescribePrefixLists', {
    Filters: [{ Name: 'prefix-list-name', Values: [s3] }],
  })
  const { Routes } = ask('DescribeRouteTables', { RouteTableIds: [RouteTableId] }).RouteTables![0]!
  expect(Routes).toContainEqual({
    DestinationPrefixListId: PrefixLists![0]!.PrefixListId,
    GatewayId: VpcEndpoint!.VpcEndpointId,
    Origin: 'CreateRoute',
    State: 'active',
  })
})

it('an endpoint waits where the provider wants to accept it, and the provider sees and accepts it', () => {
  const cloud = network()
  const { ask, pass, VpcId, a } = cloud
  const { ServiceId, ServiceName } = offered(cloud)
  const { VpcEndpoint } = ask('CreateVpcEndpoint', {
    VpcId,
    ...interfaceFor(ServiceName, { SubnetIds: [a] }),
  })
  const VpcEndpointIds = [VpcEndpoint!.VpcEndpointId!]
  const state = () => ask('DescribeVpcEndpoints', { VpcEndpointIds }).VpcEndpoints![0]!.State
  pass(3600)
  expect(state()).toBe('pendingAcceptance')
  expect(ask('DescribeVpcEndpointConnections', {}, provider).VpcEndpointConnections).toMatchObject([
    { ServiceId, VpcEndpointId: VpcEndpointIds[0], VpcEndpointState: 'pendingAcceptance' },
  ])
  expect(ask('AcceptVpcEndpointConnections', { ServiceId, VpcEndpointIds }, provider)).toEqual({
    Unsuccessful: [],
  })
  expect(state()).toBe('pending')
  pass(300)
  expect(state()).toBe('available')
})

it('a service behind a gateway load balancer is of the type GatewayLoadBalancer', () => {
  const { ServiceConfiguration } = offered(network(), 'gateway')
  expect(ServiceConfiguration.ServiceType).toEqual([{ ServiceType: 'GatewayLoadBalancer' }])
})

it('a peering of VPCs with overlapping CIDR blocks fails', () => {
  const { ask, pass, VpcId } = network()
  const PeerVpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }, provider).Vpc!.VpcId!
  pass(2)
  const { VpcPeeringConnection } = ask('CreateVpcPeeringConnection', {
    VpcId,
    PeerVpcId,
    PeerOwnerId: otherAccount,
  })
  pass(5)
  const { VpcPeeringConnectionId = '' } = VpcPeeringConnection!
  const ids = { VpcPeeringConnectionIds: [VpcPeeringConnectionId] }
  expect(ask('DescribeVpcPeeringConnections', ids).VpcPeeringConnections![0]!.Status).toEqual({
    Code: 'failed',
    Message: 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range',
  })
})

it('a dry run creates nothing', () => {
  const { ask, refused, VpcId } = network()
  expect(refused('CreateVpcEndpoint', { VpcId, ServiceName: s3, DryRun: true })).toBe(
    'DryRunOperation: Request would have succeeded, but DryRun flag is set.',
  )
  expect(ask('DescribeVpcEndpoints').VpcEndpoints).toEqual([])
})

it('a path can be given to Reachability Analyzer', () => {
  const { ask, a } = network()
  const eni = () => ask('CreateNetworkInterface', { SubnetId: a }).NetworkInterface!.NetworkInterfaceId!
  const { NetworkInsightsPath } = ask('CreateNetworkInsightsPath', {
    Source: eni(),
    Destination: eni(),
    Protocol: 'tcp',
    ClientToken: 'once',
  })
  expect(ask('DescribeNetworkInsightsPaths').NetworkInsightsPaths).toEqual([NetworkInsightsPath])
})

it('a transit virtual interface leads to a Direct Connect gateway', () => {
  const { gateway, transitInterface, shown } = linkWorld()
  const directConnectGatewayId = gateway()
  const vif = shown(transitInterface({ directConnectGatewayId }))
  expect(vif).toMatchObject({ virtualInterfaceType: 'transit', directConnectGatewayId })
})
