import { contract } from '../../simulator/api/contract.ts'
import { pictureOf } from '../../simulator/views/topology/picture.ts'
import { needCatalogues } from '../../simulator/world/catalogue/need.ts'
import { Bench } from './bench-cloud.ts'
import { median, type Result } from './measure.ts'

// The map of a world beside the terminal: it is drawn anew after each command.

export async function topologyBenchmarks(): Promise<Result[]> {
  await Promise.all([contract.need('ec2'), contract.need('elbv2'), needCatalogues()])
  const bench = worldOf300()
  const { things } = pictureOf(bench.cloud.fabric)
  return [
    {
      name: `the map of ${things.length} resources, after an edit`,
      value: pictureTime(bench),
      unit: 'ms',
      goal: { atMost: 300 },
    },
  ]
}

/** Six VPCs in three zones, each with instances, interface endpoints and a load balancer before some of them. */
function worldOf300(): Bench {
  const bench = new Bench()
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c']
  for (const [i, VpcId] of bench.vpcs(6).entries()) {
    const subnets = zones.map((AvailabilityZone, n) => {
      const CidrBlock = `10.${i}.${n}.0/24`
      const { Subnet } = bench.ask('CreateSubnet', { VpcId, CidrBlock, AvailabilityZone }) as {
        Subnet: { SubnetId: string }
      }
      return Subnet.SubnetId
    })
    const instances = subnets.flatMap((subnet) => launch(bench, subnet, 14))
    for (const service of ['ssm', 'kms'])
      bench.ask('CreateVpcEndpoint', {
        VpcEndpointType: 'Interface',
        VpcId,
        ServiceName: `com.amazonaws.us-east-1.${service}`,
        SubnetIds: subnets,
        PrivateDnsEnabled: false,
      })
    balance(bench, `lb-${i}`, VpcId, subnets, instances.slice(0, 10))
  }
  bench.cloud.advance(600)
  return bench
}

function launch(bench: Bench, SubnetId: string, count: number): string[] {
  const { Instances } = bench.ask('RunInstances', {
    ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    InstanceType: 't3.micro',
    MinCount: count,
    MaxCount: count,
    SubnetId,
  }) as { Instances: { InstanceId: string }[] }
  return Instances.map(({ InstanceId }) => InstanceId)
}

function balance(
  bench: Bench,
  Name: string,
  VpcId: string,
  Subnets: readonly string[],
  instances: readonly string[],
): void {
  const { LoadBalancers } = bench.ask(
    'CreateLoadBalancer',
    { Name, Type: 'network', Scheme: 'internal', Subnets },
    'elbv2',
  ) as { LoadBalancers: [{ LoadBalancerArn: string }] }
  const { TargetGroups } = bench.ask(
    'CreateTargetGroup',
    { Name, Protocol: 'TCP', Port: 443, VpcId },
    'elbv2',
  ) as { TargetGroups: [{ TargetGroupArn: string }] }
  const { TargetGroupArn } = TargetGroups[0]
  bench.cloud.advance(60)
  bench.ask('RegisterTargets', { TargetGroupArn, Targets: instances.map((Id) => ({ Id })) }, 'elbv2')
  bench.ask(
    'CreateListener',
    {
      LoadBalancerArn: LoadBalancers[0].LoadBalancerArn,
      Protocol: 'TCP',
      Port: 443,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    },
    'elbv2',
  )
}

function pictureTime(bench: Bench): number {
  const times: number[] = []
  for (let n = 0; n < 15; n++) {
    bench.ask('CreateDhcpOptions', {
      DhcpConfigurations: [{ Key: 'ntp-servers', Values: [`10.0.0.${n + 1}`] }],
    })
    const { fabric } = bench.cloud
    const from = performance.now()
    pictureOf(fabric)
    times.push(performance.now() - from)
  }
  return median(times)
}
