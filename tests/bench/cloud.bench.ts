import { contract } from '../../simulator/api/contract.ts'
import { needCatalogues } from '../../simulator/world/catalogue/need.ts'
import { Bench } from './bench-cloud.ts'
import { median, microseconds, type Result } from './measure.ts'
import { privateLinkLab } from './private-link-lab.ts'

// Requests straight to the cloud: what a handler, its checks and the store cost, without a command line.

export async function cloudBenchmarks(): Promise<Result[]> {
  await Promise.all([contract.need('ec2'), contract.need('elbv2'), needCatalogues()])
  return [
    { name: 'create-subnet, in process', ...perSecond(subnetCreation()), goal: { atLeast: 20_000 } },
    { name: 'authorize-security-group-ingress, in process', ...perSecond(ruleCreation()) },
    ...[10, 1000].flatMap((count) => describing(count)),
    {
      name: 'PrivateLink lab in three VPCs, 42 calls, in process',
      value: privateLinkLabTime(),
      unit: 'ms',
      goal: { atMost: 10 },
    },
    ...[10, 1000].map((count) => describingEndpoints(count)),
    ...[100, 10_000].flatMap((count) => versions(count)),
  ]
}

const perSecond = (microsecondsEach: number) => ({
  value: 1_000_000 / microsecondsEach,
  unit: 'calls/s' as const,
})

/** Rounds that only let the engine compile what it runs. */
const warmUpRounds = 4

/** Two hundred subnets to the VPC, as AWS's quota has it, in twenty VPCs. */
function subnetCreation(): number {
  const rounds: number[] = []
  for (let round = 0; round < warmUpRounds + 9; round++) {
    const bench = new Bench()
    const requests = bench
      .vpcs(20)
      .flatMap((VpcId, vpc) =>
        Array.from({ length: 200 }, (_, n) => ({ VpcId, CidrBlock: `10.${vpc}.${n}.0/24` })),
      )
    const from = performance.now()
    for (const request of requests) bench.ask('CreateSubnet', request)
    rounds.push(((performance.now() - from) * 1000) / requests.length)
  }
  return median(rounds.slice(warmUpRounds))
}

function ruleCreation(): number {
  const rounds: number[] = []
  for (let round = 0; round < warmUpRounds + 9; round++) {
    const bench = new Bench()
    const VpcId = bench.vpc()
    const groups = Array.from({ length: 50 }, (_, n) => {
      const group = bench.ask('CreateSecurityGroup', { VpcId, GroupName: `group-${n}`, Description: 'bench' })
      return group['GroupId'] as string
    })
    const requests = groups.flatMap((GroupId) =>
      Array.from({ length: 50 }, (_, n) => ({
        GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: `10.0.${n}.0/24` }] },
        ],
      })),
    )
    const from = performance.now()
    for (const request of requests) bench.ask('AuthorizeSecurityGroupIngress', request)
    rounds.push(((performance.now() - from) * 1000) / requests.length)
  }
  return median(rounds.slice(warmUpRounds))
}

function describing(count: number): Result[] {
  const bench = new Bench()
  const ids = bench.vpcs(count)
  const one = { VpcIds: [ids[Math.floor(ids.length / 2)]!] }
  const others = `${count.toLocaleString('en-US')} VPCs exist`
  return [
    {
      name: `describe-vpcs, all of them, ${others}`,
      value: microseconds(() => bench.ask('DescribeVpcs')),
      unit: 'µs',
    },
    {
      name: `describe-vpcs, one by its id, ${others}`,
      value: microseconds(() => bench.ask('DescribeVpcs', one)),
      unit: 'µs',
      goal: { atMost: 50 },
    },
  ]
}

function versions(count: number): Result[] {
  const bench = new Bench()
  const { cloud } = bench
  const { store } = cloud
  const vpcs = bench.vpcs(Math.ceil(count / 200))
  for (let n = 0; n < count; n++) {
    bench.ask('CreateSubnet', {
      VpcId: vpcs[Math.floor(n / 200)]!,
      CidrBlock: `10.${Math.floor(n / 200)}.${n % 200}.0/24`,
    })
  }
  const before = store.version
  bench.vpc(200)
  const after = store.version
  const records = `${count.toLocaleString('en-US')} records`
  return [
    { name: `fork, ${records}`, value: microseconds(() => cloud.fork()), unit: 'µs' },
    {
      name: `undo and redo, ${records}`,
      value: microseconds(() => {
        store.goto(before)
        store.goto(after)
      }),
      unit: 'µs',
    },
  ]
}

/** Median milliseconds of the whole lab, each time in a world of its own. */
function privateLinkLabTime(): number {
  const rounds: number[] = []
  for (let round = 0; round < warmUpRounds + 15; round++) {
    const bench = new Bench()
    bench.ask('DescribeVpcs')
    const lab = privateLinkLab(['us-east-1a', 'us-east-1b'])
    const from = performance.now()
    for (let step = lab.next(); !step.done; ) {
      const { service, operation, input } = step.value
      const output = bench.ask(operation, input, service)
      // As long as every call takes at AWS: what the next one needs may have to come to be.
      bench.cloud.advance(operation === 'CreateListener' ? 300 : 1)
      step = lab.next(output as never)
    }
    rounds.push(performance.now() - from)
  }
  return median(rounds.slice(warmUpRounds))
}

function describingEndpoints(count: number): Result {
  const bench = new Bench()
  const VpcId = bench.vpc()
  bench.cloud.advance(1)
  const { Subnet } = bench.ask('CreateSubnet', { VpcId, CidrBlock: '10.0.0.0/18' }) as {
    Subnet: { SubnetId: string }
  }
  for (let n = 0; n < count; n++) {
    bench.ask('CreateVpcEndpoint', {
      VpcEndpointType: 'Interface',
      VpcId,
      ServiceName: 'com.amazonaws.us-east-1.ssm',
      SubnetIds: [Subnet.SubnetId],
      PrivateDnsEnabled: false,
    })
  }
  bench.cloud.advance(300)
  return {
    name: `describe-vpc-endpoints, ${count.toLocaleString('en-US')} endpoints, in process`,
    value: microseconds(() => bench.ask('DescribeVpcEndpoints')) / 1000,
    unit: 'ms',
    goal: { atMost: 10 },
  }
}
