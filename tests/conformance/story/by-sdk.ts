import * as ec2Sdk from '@aws-sdk/client-ec2'
import * as elbv2Sdk from '@aws-sdk/client-elastic-load-balancing-v2'
import { type Profile, profiles, region } from '../several-accounts.ts'
import { type EndState, readEndState } from './end-state.ts'

const {
  AcceptVpcEndpointConnectionsCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DescribeImagesCommand,
  EC2Client,
  ModifyVpcEndpointCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  RejectVpcEndpointConnectionsCommand,
  RunInstancesCommand,
} = ec2Sdk
const {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} = elbv2Sdk

/** The story of provider-and-consumer.sh, as a program that uses AWS's client for JavaScript tells it. */
export async function tellBySdk(endpoint: string): Promise<EndState> {
  const provider = openEc2(endpoint, 'provider')
  const customer = openEc2(endpoint, 'customer')
  const retailer = openEc2(endpoint, 'retailer')
  const balancing = openElbv2(endpoint, 'provider')

  const vpc = async (client: ec2Sdk.EC2Client, CidrBlock: string) =>
    (await client.send(new CreateVpcCommand({ CidrBlock }))).Vpc!.VpcId!
  const subnet = async (client: ec2Sdk.EC2Client, VpcId: string, CidrBlock: string, zone: string) => {
    const command = new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZoneId: zone })
    return (await client.send(command)).Subnet!.SubnetId!
  }
  const group = async (client: ec2Sdk.EC2Client, VpcId: string, GroupName: string, Description: string) =>
    (await client.send(new CreateSecurityGroupCommand({ VpcId, GroupName, Description }))).GroupId!
  const admit = (client: ec2Sdk.EC2Client, GroupId: string) =>
    client.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.0.0.0/16' }] },
        ],
      }),
    )

  const pvpc = await vpc(provider, '10.0.0.0/16')
  const providerSubnets = [
    await subnet(provider, pvpc, '10.0.1.0/24', 'use1-az1'),
    await subnet(provider, pvpc, '10.0.2.0/24', 'use1-az2'),
    await subnet(provider, pvpc, '10.0.3.0/24', 'use1-az4'),
  ]
  const psg = await group(provider, pvpc, 'api', 'API servers')
  await admit(provider, psg)
  const { Images } = await provider.send(
    new DescribeImagesCommand({
      Owners: ['amazon'],
      Filters: [
        { Name: 'name', Values: ['al2023-ami-2023*'] },
        { Name: 'architecture', Values: ['x86_64'] },
      ],
    }),
  )
  const Targets: { Id: string }[] = []
  for (const [i, SubnetId] of providerSubnets.entries()) {
    const { Instances } = await provider.send(
      new RunInstancesCommand({
        ImageId: Images![0]!.ImageId!,
        InstanceType: 't3.micro',
        SubnetId,
        PrivateIpAddress: `10.0.${i + 1}.10`,
        SecurityGroupIds: [psg],
        MinCount: 1,
        MaxCount: 1,
      }),
    )
    Targets.push({ Id: Instances![0]!.InstanceId! })
  }
  const { LoadBalancers } = await balancing.send(
    new CreateLoadBalancerCommand({
      Name: 'api',
      Type: 'network',
      Scheme: 'internal',
      Subnets: providerSubnets,
    }),
  )
  const { LoadBalancerArn = '' } = LoadBalancers![0]!
  const { TargetGroups } = await balancing.send(
    new CreateTargetGroupCommand({ Name: 'api', Protocol: 'TCP', Port: 443, VpcId: pvpc }),
  )
  const { TargetGroupArn = '' } = TargetGroups![0]!
  await balancing.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }))
  await balancing.send(
    new CreateListenerCommand({
      LoadBalancerArn,
      Protocol: 'TCP',
      Port: 443,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  )
  const { ServiceConfiguration } = await provider.send(
    new CreateVpcEndpointServiceConfigurationCommand({
      NetworkLoadBalancerArns: [LoadBalancerArn],
      AcceptanceRequired: true,
    }),
  )
  const { ServiceId = '', ServiceName = '' } = ServiceConfiguration!

  const cvpc = await vpc(customer, '10.0.0.0/16')
  const c1 = await subnet(customer, cvpc, '10.0.1.0/24', 'use1-az1')
  const c2 = await subnet(customer, cvpc, '10.0.2.0/24', 'use1-az2')
  const c3 = await subnet(customer, cvpc, '10.0.3.0/24', 'use1-az4')
  const csg = await group(customer, cvpc, 'clients', 'Endpoint')
  await admit(customer, csg)
  const connect = async (
    client: ec2Sdk.EC2Client,
    VpcId: string,
    SubnetIds: string[],
    SecurityGroupIds?: string[],
  ) => {
    const { VpcEndpoint } = await client.send(
      new CreateVpcEndpointCommand({
        VpcEndpointType: 'Interface',
        VpcId,
        ServiceName,
        SubnetIds,
        ...(SecurityGroupIds && { SecurityGroupIds }),
      }),
    )
    return VpcEndpoint!.VpcEndpointId!
  }
  const early: unknown = await connect(customer, cvpc, [c1]).catch((error: unknown) => error)
  if (!(early instanceof Error) || early.name !== 'InvalidServiceName')
    throw new Error(`Before anybody may use the service, a customer heard: ${early}`)
  await provider.send(
    new ModifyVpcEndpointServicePermissionsCommand({
      ServiceId,
      AddAllowedPrincipals: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::333333333333:root'],
    }),
  )

  const cep = await connect(customer, cvpc, [c1, c2], [csg])
  const rvpc = await vpc(retailer, '172.31.0.0/16')
  const r1 = await subnet(retailer, rvpc, '172.31.1.0/24', 'use1-az1')
  const r2 = await subnet(retailer, rvpc, '172.31.2.0/24', 'use1-az4')
  const rep = await connect(retailer, rvpc, [r1, r2])

  const reject = (VpcEndpointIds: string[]) =>
    provider.send(new RejectVpcEndpointConnectionsCommand({ ServiceId, VpcEndpointIds }))
  const accept = (VpcEndpointIds: string[]) =>
    provider.send(new AcceptVpcEndpointConnectionsCommand({ ServiceId, VpcEndpointIds }))
  await reject([cep])
  await accept([cep, rep])

  const modify = (
    client: ec2Sdk.EC2Client,
    input: Omit<ec2Sdk.ModifyVpcEndpointCommandInput, 'VpcEndpointId'>,
    VpcEndpointId: string,
  ) => client.send(new ModifyVpcEndpointCommand({ ...input, VpcEndpointId }))
  await modify(customer, { AddSubnetIds: [c3], RemoveSubnetIds: [c1] }, cep)
  const csg2 = await group(customer, cvpc, 'more', 'Endpoint')
  await modify(customer, { AddSecurityGroupIds: [csg2], RemoveSecurityGroupIds: [csg] }, cep)
  await customer.send(new CreateTagsCommand({ Resources: [cep], Tags: [{ Key: 'Name', Value: 'api' }] }))
  await modify(retailer, { RemoveSubnetIds: [r2] }, rep)

  await reject([rep])
  await accept([rep])

  return readBySdk(endpoint)
}

/** Reads the end of the story from where a world is served. */
export function readBySdk(endpoint: string): Promise<EndState> {
  return readEndState(async ({ who, service, operation }, input) => {
    const client = service === 'ec2' ? openEc2(endpoint, who) : openElbv2(endpoint, who)
    const commands = { ...ec2Sdk, ...elbv2Sdk } as unknown as Readonly<
      Record<string, new (input: object) => never>
    >
    const send = client.send.bind(client) as (command: never) => Promise<Record<string, unknown>>
    const { $metadata: _, ...answer } = await send(new commands[`${operation}Command`]!(input))
    return answer
  })
}

const options = (endpoint: string, who: Profile) => ({
  region,
  endpoint,
  credentials: { accessKeyId: profiles[who], secretAccessKey: 'any' },
  maxAttempts: 1,
})
const openEc2 = (endpoint: string, who: Profile) => new EC2Client(options(endpoint, who))
const openElbv2 = (endpoint: string, who: Profile) => new ElasticLoadBalancingV2Client(options(endpoint, who))
