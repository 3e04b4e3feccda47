import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { contract } from '../../simulator/api/contract.ts'
import { Cloud } from '../../simulator/cloud.ts'
import { ask, type Question, read } from '../../simulator/network/question.ts'
import { reachMatrix } from '../../simulator/network/reach/matrix.ts'
import { isWorking, trace } from '../../simulator/network/trace.ts'
import { needAdoption } from '../../simulator/services/adoption/need.ts'
import { networkInterfaces } from '../../simulator/services/ec2/network-interfaces.ts'
import { needCatalogues } from '../../simulator/world/catalogue/need.ts'
import { Bench } from './bench-cloud.ts'
import { median, microseconds, type Result } from './measure.ts'
import { privateLinkLab } from './private-link-lab.ts'

// Packets: what one trace costs, whatever the size of the world, and the question of who reaches whom.

export async function networkBenchmarks(): Promise<Result[]> {
  await Promise.all([contract.need('ec2'), contract.need('elbv2'), needCatalogues(), needAdoption()])
  return [
    { name: 'a trace, there and back, in a lab of three VPCs', ...traceInLab(), goal: { atMost: 20 } },
    ...inLargeWorld(),
    { ...matrixOf(50), goal: { atMost: 20 } },
    { ...matrixOf(1000), goal: { atMost: 10_000 } },
    importedAccount(1000),
    {
      name: 'hopwise trace, the whole process',
      value: await processTime(),
      unit: 'ms',
      goal: { atMost: 450 },
    },
  ]
}

const https = { protocol: 'tcp', port: 443 }

/** Two hosts in peered VPCs of the lab that other benchmarks build. */
function traceInLab() {
  const bench = new Bench()
  const lab = privateLinkLab(['us-east-1a', 'us-east-1b'])
  for (let step = lab.next(); !step.done; ) {
    const { service, operation, input } = step.value
    const output = bench.ask(operation, input, service)
    bench.cloud.advance(operation === 'CreateListener' ? 300 : 1)
    step = lab.next(output as never)
  }
  const subnets = (bench.ask('DescribeSubnets') as { Subnets: { SubnetId: string; CidrBlock: string }[] })
    .Subnets
  const from = launch(bench, subnets.find((one) => one.CidrBlock === '10.2.0.0/24')!.SubnetId)
  const to = launch(bench, subnets.find((one) => one.CidrBlock === '10.2.1.0/24')!.SubnetId)
  bench.cloud.advance(600)
  return { value: traceTime(bench, { ...https, from, to }), unit: 'µs' as const }
}

interface Launched {
  readonly Instances: readonly {
    readonly InstanceId: string
    readonly NetworkInterfaces: readonly { readonly NetworkInterfaceId: string }[]
  }[]
}

/** The network interface of a new machine, in the VPC's default group unless another is named. */
function launch(bench: Bench, SubnetId: string, groups?: readonly string[]): string {
  const { Instances } = bench.ask('RunInstances', {
    ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    SubnetId,
    ...(groups && { SecurityGroupIds: groups }),
  }) as unknown as Launched
  return Instances[0]!.NetworkInterfaces[0]!.NetworkInterfaceId
}

function traceTime(bench: Bench, question: Question): number {
  const { fabric } = bench.cloud
  const asked = read(fabric, question)
  if ('cannotSay' in asked) throw new Error(asked.cannotSay)
  const { start, packet } = asked
  if (!isWorking(trace(fabric, start, packet))) throw new Error('The benchmark’s own flow does not work.')
  return microseconds(() => void trace(fabric, start, packet))
}

/** A thousand VPCs with ten interface endpoints each, and two hosts in one of them. */
function inLargeWorld(): Result[] {
  const bench = new Bench()
  const vpcs = bench.vpcs(1000)
  bench.cloud.advance(1)
  let middle = ''
  for (const [i, VpcId] of vpcs.entries()) {
    const CidrBlock = `${10 + Math.floor(i / 256)}.${i % 256}.1.0/24`
    const { Subnet } = bench.ask('CreateSubnet', { VpcId, CidrBlock }) as { Subnet: { SubnetId: string } }
    if (i === 500) middle = Subnet.SubnetId
    for (let n = 0; n < 10; n++) {
      bench.ask('CreateVpcEndpoint', {
        VpcEndpointType: 'Interface',
        VpcId,
        ServiceName: 'com.amazonaws.us-east-1.ssm',
        SubnetIds: [Subnet.SubnetId],
        PrivateDnsEnabled: false,
      })
    }
  }
  const from = launch(bench, middle)
  const to = launch(bench, middle)
  bench.cloud.advance(600)
  const question = { ...https, from, to }
  const flat = { name: 'a trace among 1,000 VPCs and 10,000 endpoints', value: traceTime(bench, question) }
  return [
    { ...flat, unit: 'µs', goal: { atMost: 60 } },
    {
      name: 'the first trace after an edit, there',
      value: afterEdit(bench, question),
      unit: 'ms',
      goal: { atMost: 2 },
    },
  ]
}

/** What a trace costs when a security group, a route table or the clock has just changed. */
function afterEdit(bench: Bench, question: Question): number {
  const { GroupId } = (bench.ask('DescribeSecurityGroups') as { SecurityGroups: { GroupId: string }[] })
    .SecurityGroups[0]!
  const times: number[] = []
  for (let n = 0; n < 60; n++) {
    bench.ask('AuthorizeSecurityGroupIngress', {
      GroupId,
      IpPermissions: [
        { IpProtocol: 'udp', FromPort: 1000 + n, ToPort: 1000 + n, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
      ],
    })
    bench.cloud.advance(1)
    const { fabric } = bench.cloud
    const from = performance.now()
    ask(fabric, question)
    times.push(performance.now() - from)
  }
  return median(times)
}

/** Hosts in ten subnets and ten groups, so that they are of some hundred kinds at most. */
function hostsInGroups(count: number): Bench {
  const bench = new Bench()
  const VpcId = bench.vpc()
  const groups = Array.from({ length: 10 }, (_, n) => {
    const { GroupId } = bench.ask('CreateSecurityGroup', {
      VpcId,
      GroupName: `group-${n}`,
      Description: 'bench',
    }) as { GroupId: string }
    if (n % 2 === 0) {
      bench.ask('AuthorizeSecurityGroupIngress', {
        GroupId,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: `10.0.${n}.0/23` }] },
        ],
      })
    }
    return GroupId
  })
  for (let n = 0; n < 10; n++) {
    const { Subnet } = bench.ask('CreateSubnet', { VpcId, CidrBlock: `10.0.${n}.0/24` }) as {
      Subnet: { SubnetId: string }
    }
    for (let i = 0; i < count / 10; i++) launch(bench, Subnet.SubnetId, [groups[(n + i) % 10]!])
  }
  bench.cloud.advance(600)
  return bench
}

function matrixOf(count: number): Result {
  const bench = hostsInGroups(count)
  const { fabric } = bench.cloud
  const interfaces = networkInterfaces.everyone(fabric)
  const times = Array.from({ length: 5 }, () => {
    const from = performance.now()
    reachMatrix(fabric, interfaces, { protocol: 6, port: 443 })
    return performance.now() - from
  })
  return {
    name: `who reaches whom, ${count.toLocaleString('en-US')} interfaces, one port`,
    value: median(times),
    unit: 'ms',
  }
}

/** What describe calls tell of such an account, taken over, and then every pair of its interfaces. */
function importedAccount(count: number): Result {
  const bench = hostsInGroups(count)
  const asked = [
    'Vpcs',
    'Subnets',
    'RouteTables',
    'NetworkAcls',
    'SecurityGroups',
    'NetworkInterfaces',
  ] as const
  const documents = [
    ...asked.map((list) => ({ path: `${list}.json`, json: bench.ask(`Describe${list}`) })),
    { path: 'Reservations.json', json: bench.ask('DescribeInstances') },
  ]
  const from = performance.now()
  const cloud = Cloud.create({ contract })
  cloud.adopt(documents)
  const { fabric } = cloud
  reachMatrix(fabric, networkInterfaces.everyone(fabric), { protocol: 6, port: 443 })
  const value = performance.now() - from
  return { name: `import of ${count.toLocaleString('en-US')} instances, and all pairs`, value, unit: 'ms' }
}

/** Median milliseconds of a process that opens a small model and follows one packet. */
async function processTime(): Promise<number> {
  const bench = hostsInGroups(20)
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-bench-'))
  try {
    const model = path.join(folder, 'model')
    writeFileSync(model, bench.cloud.save())
    const [from, to] = networkInterfaces
      .everyone(bench.cloud.fabric)
      .map(({ record }) => record.NetworkInterfaceId ?? '')
    const args = ['trace', '--model', model, '--from', from!, '--to', to!, '--proto', 'tcp', '--json']
    const times: number[] = []
    for (let n = 0; n < 12; n++) {
      const started = performance.now()
      spawnSync(process.execPath, [program, ...args])
      times.push(performance.now() - started)
    }
    return median(times.slice(2))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const program = fileURLToPath(new URL('../../simulator/node/hopwise.ts', import.meta.url))
