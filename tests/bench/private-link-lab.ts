/** A request of the lab, for whoever drives it to answer. */
export interface LabCall {
  readonly service: 'ec2' | 'elbv2'
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

// Answers are only passed on, so nothing of their shape matters but where the ids are.
type Answer = never

/** Three VPCs with PrivateLink and a peering between them: 42 calls, as one client makes them one after another. */
export function* privateLinkLab(zones: readonly [string, string]): Generator<LabCall, void, Answer> {
  const ec2 = (operation: string, input: LabCall['input'] = {}): LabCall => ({
    service: 'ec2',
    operation,
    input,
  })
  const elbv2 = (operation: string, input: LabCall['input']): LabCall => ({
    service: 'elbv2',
    operation,
    input,
  })
  const places: { vpc: string; subnets: string[]; table: string; group: string }[] = []
  for (const second of [1, 2, 3]) {
    const { Vpc }: { Vpc: { VpcId: string } } = yield ec2('CreateVpc', { CidrBlock: `10.${second}.0.0/16` })
    const VpcId = Vpc.VpcId
    yield ec2('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } })
    const subnets: string[] = []
    for (const [i, AvailabilityZone] of zones.entries()) {
      const CidrBlock = `10.${second}.${i}.0/24`
      const made: { Subnet: { SubnetId: string } } = yield ec2('CreateSubnet', {
        VpcId,
        CidrBlock,
        AvailabilityZone,
      })
      subnets.push(made.Subnet.SubnetId)
    }
    const { RouteTable }: { RouteTable: { RouteTableId: string } } = yield ec2('CreateRouteTable', { VpcId })
    const { RouteTableId } = RouteTable
    for (const SubnetId of subnets) yield ec2('AssociateRouteTable', { RouteTableId, SubnetId })
    const { GroupId }: { GroupId: string } = yield ec2('CreateSecurityGroup', {
      VpcId,
      GroupName: 'web',
      Description: 'web',
    })
    yield ec2('AuthorizeSecurityGroupIngress', {
      GroupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
      ],
    })
    places.push({ vpc: VpcId, subnets, table: RouteTableId, group: GroupId })
  }
  const [provider, consumer, third] = places as [(typeof places)[0], (typeof places)[0], (typeof places)[0]]

  const { LoadBalancers }: { LoadBalancers: [{ LoadBalancerArn: string }] } = yield elbv2(
    'CreateLoadBalancer',
    { Name: 'api', Type: 'network', Scheme: 'internal', Subnets: provider.subnets },
  )
  const { LoadBalancerArn } = LoadBalancers[0]
  const { TargetGroups }: { TargetGroups: [{ TargetGroupArn: string }] } = yield elbv2('CreateTargetGroup', {
    Name: 'api',
    Protocol: 'TCP',
    Port: 443,
    VpcId: provider.vpc,
  })
  const { TargetGroupArn } = TargetGroups[0]
  yield elbv2('CreateListener', {
    LoadBalancerArn,
    Protocol: 'TCP',
    Port: 443,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  })
  const { ServiceConfiguration }: { ServiceConfiguration: { ServiceId: string; ServiceName: string } } =
    yield ec2('CreateVpcEndpointServiceConfiguration', {
      NetworkLoadBalancerArns: [LoadBalancerArn],
      AcceptanceRequired: true,
    })
  const { ServiceId, ServiceName } = ServiceConfiguration
  yield ec2('ModifyVpcEndpointServicePermissions', {
    ServiceId,
    AddAllowedPrincipals: ['arn:aws:iam::111122223333:root'],
  })

  const face = { VpcEndpointType: 'Interface', VpcId: consumer.vpc, SecurityGroupIds: [consumer.group] }
  yield ec2('CreateVpcEndpoint', { ...face, ServiceName, SubnetIds: consumer.subnets })
  yield ec2('CreateVpcEndpoint', {
    VpcId: consumer.vpc,
    ServiceName: 'com.amazonaws.us-east-1.s3',
    RouteTableIds: [consumer.table],
  })
  yield ec2('CreateVpcEndpoint', {
    ...face,
    ServiceName: 'com.amazonaws.us-east-1.ssm',
    SubnetIds: consumer.subnets,
  })

  const { VpcPeeringConnection }: { VpcPeeringConnection: { VpcPeeringConnectionId: string } } = yield ec2(
    'CreateVpcPeeringConnection',
    { VpcId: consumer.vpc, PeerVpcId: third.vpc },
  )
  const { VpcPeeringConnectionId } = VpcPeeringConnection
  yield ec2('AcceptVpcPeeringConnection', { VpcPeeringConnectionId })
  yield ec2('CreateRoute', {
    RouteTableId: consumer.table,
    DestinationCidrBlock: '10.3.0.0/16',
    VpcPeeringConnectionId,
  })
  yield ec2('CreateRoute', {
    RouteTableId: third.table,
    DestinationCidrBlock: '10.2.0.0/16',
    VpcPeeringConnectionId,
  })

  yield ec2('DescribeVpcEndpoints')
  yield ec2('DescribeRouteTables')
  yield ec2('DescribeSubnets')
}
