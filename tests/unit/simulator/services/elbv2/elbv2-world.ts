import { contract } from '../../../../../simulator/api/contract.ts'
import type { Elbv2, Operations } from '../../../../../simulator/api/generated/types.d.ts'
import type { Input } from '../../../../../simulator/services/operation.ts'
import { testCloud } from '../cloud.ts'

await contract.need('elbv2')

type Name = keyof Operations['elbv2'] & string

/** A VPC with an internet gateway, subnets in three zones, a second one in the first zone, and one without room. */
export function balancingWorld() {
  const cloud = testCloud()
  const { ask, call, refusedBy } = cloud
  const VpcId = ask('CreateVpc', { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: true }).Vpc!.VpcId!
  cloud.pass(2)
  const { InternetGatewayId = '' } = ask('CreateInternetGateway').InternetGateway!
  ask('AttachInternetGateway', { InternetGatewayId, VpcId })
  const block = ask('DescribeVpcs', { VpcIds: [VpcId] }).Vpcs![0]!.Ipv6CidrBlockAssociationSet![0]!
  const ipv6 = block.Ipv6CidrBlock!.replace('00::/56', '')
  const subnet = (CidrBlock: string, zone: string, Ipv6CidrBlock?: string) =>
    ask('CreateSubnet', {
      VpcId,
      CidrBlock,
      AvailabilityZone: `us-east-1${zone}`,
      ...(Ipv6CidrBlock && { Ipv6CidrBlock }),
    }).Subnet!.SubnetId!
  const a = subnet('10.0.1.0/24', 'a')
  const b = subnet('10.0.2.0/24', 'b')
  const c = subnet('10.0.3.0/24', 'c')
  const otherInA = subnet('10.0.4.0/24', 'a')
  const dualA = subnet('10.0.5.0/24', 'a', `${ipv6}05::/64`)
  const dualB = subnet('10.0.6.0/24', 'b', `${ipv6}06::/64`)
  cloud.pass(2)
  const group = (GroupName: string) =>
    ask('CreateSecurityGroup', { GroupName, Description: GroupName, VpcId }).GroupId!
  const web = group('web')
  const admin = group('admin')

  const elb = <N extends Name>(operation: N, input?: Input<'elbv2', N>) => call('elbv2', operation, input)
  const refused = <N extends Name>(operation: N, input?: Input<'elbv2', N>) =>
    refusedBy('elbv2', operation, input)

  const network = (more: Partial<Elbv2.CreateLoadBalancerInput> = {}): Elbv2.CreateLoadBalancerInput => ({
    Name: 'net-1',
    Type: 'network',
    Scheme: 'internal',
    ...(!more.SubnetMappings && { Subnets: [a, b] }),
    ...more,
  })
  const open = (more: Partial<Elbv2.CreateLoadBalancerInput> = {}) =>
    elb('CreateLoadBalancer', network(more)).LoadBalancers![0]!
  const groupOf = (more: Partial<Elbv2.CreateTargetGroupInput> = {}) =>
    elb('CreateTargetGroup', { Name: 'targets', Protocol: 'TCP', Port: 80, VpcId, ...more }).TargetGroups![0]!
  const listen = (balancer: Elbv2.LoadBalancer, target: Elbv2.TargetGroup, more: object = {}) =>
    elb('CreateListener', {
      LoadBalancerArn: balancer.LoadBalancerArn!,
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: target.TargetGroupArn! }],
      ...more,
    }).Listeners![0]!
  const find = (balancer: Elbv2.LoadBalancer) =>
    elb('DescribeLoadBalancers', { LoadBalancerArns: [balancer.LoadBalancerArn!] }).LoadBalancers![0]!
  const interfacesOf = ({ LoadBalancerArn = '' }: Elbv2.LoadBalancer) =>
    ask('DescribeNetworkInterfaces', {
      Filters: [{ Name: 'description', Values: [`ELB ${LoadBalancerArn.split(':loadbalancer/')[1]}`] }],
    }).NetworkInterfaces!
  return {
    ...cloud,
    elb,
    refused,
    refusedByEc2: cloud.refused,
    VpcId,
    InternetGatewayId,
    subnet,
    ipv6,
    ...{ a, b, c, otherInA, dualA, dualB, web, admin },
    network,
    open,
    groupOf,
    listen,
    find,
    interfacesOf,
  }
}

export const account = 'arn:aws:elasticloadbalancing:us-east-1:123456789012'
