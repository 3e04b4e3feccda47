import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { zonesOf } from '../../../../../simulator/world/catalogue/regions.ts'
import { account, otherAccount, testCloud } from '../cloud.ts'

// Endpoints together with the services that they look at: load balancers and hosted zones as those make them.

await contract.need('elbv2')
await contract.need('route53')

const provider = { account: otherAccount }
const [zone] = zonesOf(account, 'us-east-1')

function story() {
  const cloud = testCloud()
  const { call, pass } = cloud
  const network = (where: { account?: string }) => {
    const VpcId = call('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' }, where).Vpc!.VpcId!
    call('ec2', 'ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } }, where)
    const { Subnet } = call(
      'ec2',
      'CreateSubnet',
      { VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZoneId: zone!.id },
      where,
    )
    pass(2)
    return { VpcId, SubnetId: Subnet!.SubnetId! }
  }
  const theirs = network(provider)
  const ours = network({})
  const { LoadBalancers } = call(
    'elbv2',
    'CreateLoadBalancer',
    { Name: 'orders', Type: 'network', Scheme: 'internal', Subnets: [theirs.SubnetId] },
    provider,
  )
  pass(300)
  const LoadBalancerArn = LoadBalancers![0]!.LoadBalancerArn!
  const { ServiceConfiguration } = call(
    'ec2',
    'CreateVpcEndpointServiceConfiguration',
    { NetworkLoadBalancerArns: [LoadBalancerArn], PrivateDnsName: 'orders.example.com' },
    provider,
  )
  const { ServiceId = '', ServiceName = '', PrivateDnsNameConfiguration } = ServiceConfiguration!
  call(
    'ec2',
    'ModifyVpcEndpointServicePermissions',
    { ServiceId, AddAllowedPrincipals: [`arn:aws:iam::${account}:root`] },
    provider,
  )
  pass(1)
  const request = {
    VpcEndpointType: 'Interface',
    VpcId: ours.VpcId,
    ServiceName,
    SubnetIds: [ours.SubnetId],
  } as const
  return { ...cloud, ours, request, LoadBalancerArn, ServiceId, proof: PrivateDnsNameConfiguration! }
}

describe('provider and consumer', () => {
  it('meet at a load balancer, which stays while the service is there', () => {
    const { call, refusedBy, pass, request, LoadBalancerArn, ServiceId } = story()
    const { VpcEndpoint } = call('ec2', 'CreateVpcEndpoint', request)
    const VpcEndpointIds = [VpcEndpoint!.VpcEndpointId!]
    call('ec2', 'AcceptVpcEndpointConnections', { ServiceId, VpcEndpointIds }, provider)
    pass(300)
    expect(call('ec2', 'DescribeVpcEndpoints', { VpcEndpointIds }).VpcEndpoints![0]!.State).toBe('available')
    const [connection] = call('ec2', 'DescribeVpcEndpointConnections', {}, provider).VpcEndpointConnections!
    expect(connection).toMatchObject({
      VpcEndpointState: 'available',
      NetworkLoadBalancerArns: [LoadBalancerArn],
    })
    const inUse = `ResourceInUse: Load balancer '${LoadBalancerArn}' cannot be deleted because it is currently associated with another service`
    expect(refusedBy('elbv2', 'DeleteLoadBalancer', { LoadBalancerArn }, provider)).toBe(inUse)
    call('ec2', 'DeleteVpcEndpoints', { VpcEndpointIds })
    call('ec2', 'DeleteVpcEndpointServiceConfigurations', { ServiceIds: [ServiceId] }, provider)
    call('elbv2', 'DeleteLoadBalancer', { LoadBalancerArn }, provider)
  })

  it('share a private name that a record in Route 53 proves', () => {
    const { cloud, call, refusedBy, pass, request, ours, ServiceId, proof } = story()
    const zone = { Name: 'example.com', CallerReference: 'public' }
    const HostedZoneId = call('route53', 'CreateHostedZone', zone, provider).HostedZone!.Id!
    const ResourceRecordSet = {
      Name: `${proof.Name}.orders.example.com`,
      Type: 'TXT',
      TTL: 1800,
      ResourceRecords: [{ Value: `"${proof.Value}"` }],
    } as const
    const ChangeBatch = { Changes: [{ Action: 'CREATE', ResourceRecordSet }] } as const
    call('route53', 'ChangeResourceRecordSets', { HostedZoneId, ChangeBatch }, provider)
    call('ec2', 'StartVpcEndpointServicePrivateDnsVerification', { ServiceId }, provider)
    pass(600)
    call('ec2', 'ModifyVpcEndpointServiceConfiguration', { ServiceId, AcceptanceRequired: false }, provider)
    const own = {
      Name: 'orders.example.com',
      CallerReference: 'private',
      VPC: { VPCId: ours.VpcId, VPCRegion: 'us-east-1' },
    } as const
    // AWS leaves out the delegation set of a private zone, although its model demands one.
    cloud.send({
      service: 'route53',
      operation: 'CreateHostedZone',
      input: own,
      region: 'us-east-1',
      credentials: { accessKeyId: `AKIA${account}`, secretAccessKey: 'secret' },
    })
    expect(refusedBy('ec2', 'CreateVpcEndpoint', { ...request, PrivateDnsEnabled: true })).toBe(
      `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for orders.example.com in the VPC ${ours.VpcId}`,
    )
    const [made] = call('route53', 'ListHostedZones').HostedZones!
    call('route53', 'DeleteHostedZone', { Id: made!.Id! })
    const { VpcEndpoint } = call('ec2', 'CreateVpcEndpoint', { ...request, PrivateDnsEnabled: true })
    expect(VpcEndpoint!.DnsEntries!.at(-1)!.DnsName).toBe('orders.example.com')
  })
})
