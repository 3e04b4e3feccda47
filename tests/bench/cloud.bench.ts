import { contract } from '../../simulator/api/contract.ts'
import { Cloud } from '../../simulator/cloud.ts'
import { accessKeys, rootOf } from '../../simulator/world/accounts.ts'
import { raiseQuota } from '../../simulator/world/quotas.ts'
import { median, microseconds, type Result } from './measure.ts'

// Requests straight to the cloud: what a handler, its checks and the store cost, without a command line.

const account = '123456789012'
const region = 'us-east-1'
const credentials = { accessKeyId: 'AKIABENCH', secretAccessKey: 'secret' }

class Bench {
  readonly cloud = Cloud.create({ contract })

  constructor() {
    const { store } = this.cloud
    store.put(accessKeys, { ...credentials, principal: rootOf(account) })
    for (const quota of ['vpcs-per-region', 'subnets-per-vpc', 'rules-per-security-group']) {
      raiseQuota(store, { account, region }, quota, 1_000_000)
    }
  }

  ask(operation: string, input: Record<string, unknown> = {}): Record<string, unknown> {
    const response = this.cloud.send({ service: 'ec2', operation, input, region, credentials })
    if ('output' in response) return response.output
    throw new Error(`${operation}: ${JSON.stringify(response)}`)
  }

  vpc(number = 0): string {
    const cidr = `${10 + Math.floor(number / 256)}.${number % 256}.0.0/16`
    return (this.ask('CreateVpc', { CidrBlock: cidr })['Vpc'] as { VpcId: string }).VpcId
  }

  vpcs(count: number): string[] {
    return Array.from({ length: count }, (_, number) => this.vpc(number))
  }
}

export async function cloudBenchmarks(): Promise<Result[]> {
  await contract.need('ec2')
  return [
    { name: 'create-subnet, in process', ...perSecond(subnetCreation()), goal: { atLeast: 20_000 } },
    { name: 'authorize-security-group-ingress, in process', ...perSecond(ruleCreation()) },
    ...[10, 1000].flatMap((count) => describing(count)),
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
