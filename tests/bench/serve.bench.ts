import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import * as ec2Sdk from '@aws-sdk/client-ec2'
import * as elbv2Sdk from '@aws-sdk/client-elastic-load-balancing-v2'
import { contract } from '../../simulator/api/contract.ts'
import { needCatalogues } from '../../simulator/world/catalogue/need.ts'
import { account, Bench, region } from './bench-cloud.ts'
import { median, type Result } from './measure.ts'
import { privateLinkLab } from './private-link-lab.ts'

// The endpoint for real clients, in a process of its own as people run it: what a client waits for.

export async function serveBenchmarks(): Promise<Result[]> {
  await Promise.all([contract.need('ec2'), needCatalogues()])
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-bench-'))
  try {
    return [...(await requests(folder)), ...(await lab(folder)), ...(await memory(folder))]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Serving {
  readonly url: string
  readonly process: ChildProcess
  stop(): Promise<void>
}

const program = fileURLToPath(new URL('../../simulator/node/hopwise.ts', import.meta.url))

function serve(folder: string, world?: string): Promise<Serving> {
  const args = ['--port', '0', ...(world ? ['--state', world] : [])]
  const child = spawn(process.execPath, [program, 'serve', ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    child.on('exit', (status) => reject(new Error(`hopwise serve ended with ${status}.`)))
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (!url) return
      resolve({
        url,
        process: child,
        async stop() {
          child.kill('SIGTERM')
          await ended
        },
      })
    })
  })
}

/** Two hundred subnets to the VPC in ten VPCs are more than quotas let anybody have, so the world is brought along. */
function writeWorld(folder: string, furnish: (bench: Bench) => void): string {
  const bench = new Bench()
  furnish(bench)
  bench.cloud.advance(300)
  const file = path.join(folder, 'world.json')
  writeFileSync(file, bench.cloud.save())
  return file
}

const credentials = { accessKeyId: account, secretAccessKey: 'any' }
const openEc2 = (endpoint: string) => new ec2Sdk.EC2Client({ region, endpoint, credentials })

async function requests(folder: string): Promise<Result[]> {
  const vpcs: string[] = []
  const serving = await serve(
    folder,
    writeWorld(folder, (bench) => void vpcs.push(...bench.vpcs(20))),
  )
  try {
    const client = openEc2(serving.url)
    let made = 0
    const create = () => {
      const n = made++
      return client.send(
        new ec2Sdk.CreateSubnetCommand({
          VpcId: vpcs[Math.floor(n / 250) % vpcs.length]!,
          CidrBlock: `10.${Math.floor(n / 250) % vpcs.length}.${n % 250}.0/24`,
        }),
      )
    }
    const describe = () => client.send(new ec2Sdk.DescribeVpcsCommand({ VpcIds: [vpcs[0]!] }))
    const raw = rawDescribe(serving.url, vpcs[0]!)
    const results: Result[] = []
    for (const clients of [1, 8]) {
      const count = `${clients} client${clients > 1 ? 's' : ''}`
      results.push({
        name: `create-subnet, SDK for JavaScript, ${count}`,
        value: await rate(create, clients, 1000),
        unit: 'calls/s',
      })
      results.push({
        name: `describe-vpcs of one, SDK for JavaScript, ${count}`,
        value: await rate(describe, clients, 1500),
        unit: 'calls/s',
      })
      results.push({
        name: `describe-vpcs of one, kept connection and no SDK, ${count}`,
        value: await rate(raw, clients, 8000),
        unit: 'calls/s',
        ...(clients > 1 && { goal: { atLeast: 3000 } }),
      })
    }
    return results
  } finally {
    await serving.stop()
  }
}

/** Calls a second that so many clients together get answered, each asking again when it has its answer. */
async function rate(ask: () => Promise<unknown>, clients: number, calls: number): Promise<number> {
  for (let i = 0; i < calls / 4; i++) await ask()
  const each = Math.ceil(calls / clients)
  const from = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let i = 0; i < each; i++) await ask()
    }),
  )
  return (each * clients * 1000) / (performance.now() - from)
}

function rawDescribe(url: string, vpc: string): () => Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const body = `Action=DescribeVpcs&Version=2016-11-15&VpcId.1=${vpc}`
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    authorization: `AWS4-HMAC-SHA256 Credential=${account}/20261102/${region}/ec2/aws4_request, Signature=0`,
  }
  return () =>
    new Promise((resolve, reject) => {
      const asked = request(url, { method: 'POST', agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`It answered ${response.statusCode}.`))
        response.on('end', resolve).resume()
      })
      asked.on('error', reject)
      asked.end(body)
    })
}

type Commands = Readonly<Record<string, new (input: object) => never>>

async function lab(folder: string): Promise<Result[]> {
  const serving = await serve(folder)
  try {
    const clients = {
      ec2: openEc2(serving.url),
      elbv2: new elbv2Sdk.ElasticLoadBalancingV2Client({ region, endpoint: serving.url, credentials }),
    }
    const commands = { ec2: ec2Sdk as unknown as Commands, elbv2: elbv2Sdk as unknown as Commands }
    const times: number[] = []
    for (let round = 0; round < 9; round++) {
      await fetch(`${serving.url}/_hopwise/reset`, { method: 'POST' })
      const steps = privateLinkLab(['us-east-1a', 'us-east-1b'])
      const from = performance.now()
      for (let step = steps.next(); !step.done; ) {
        const { service, operation, input } = step.value
        const command = new commands[service][`${operation}Command`]!(input)
        const client = clients[service] as { send(command: never): Promise<object> }
        step = steps.next((await client.send(command)) as never)
      }
      times.push(performance.now() - from)
    }
    return [
      {
        name: 'PrivateLink lab in three VPCs, 42 calls, SDK for JavaScript',
        value: median(times.slice(2)),
        unit: 'ms',
      },
    ]
  } finally {
    await serving.stop()
  }
}

/** After so long without a request the engine has given back what it no longer needs. */
const idleSeconds = 15

/** What the serving process occupies when 10,000 resources exist, and each has been described. */
async function memory(folder: string): Promise<Result[]> {
  if (process.platform !== 'linux') return []
  const world = writeWorld(folder, (bench) => {
    for (const [n, VpcId] of bench.vpcs(20).entries()) {
      for (let i = 0; i < 250; i++) {
        bench.ask('CreateSubnet', { VpcId, CidrBlock: `10.${n}.${i}.0/24` })
        bench.ask('CreateSecurityGroup', { VpcId, GroupName: `group-${i}`, Description: 'bench' })
      }
    }
  })
  const serving = await serve(folder, world)
  try {
    const client = openEc2(serving.url)
    let seen = 0
    for await (const page of ec2Sdk.paginateDescribeSubnets({ client, pageSize: 1000 }, {}))
      seen += page.Subnets!.length
    for await (const page of ec2Sdk.paginateDescribeSecurityGroups({ client, pageSize: 1000 }, {}))
      seen += page.SecurityGroups!.length
    if (seen < 10_000) throw new Error(`The world has only ${seen} resources.`)
    await pause(idleSeconds * 1000)
    return [
      {
        name: 'memory of hopwise serve with 10,000 resources, at rest',
        value: residentMegabytes(serving.process.pid!),
        unit: 'MB',
        goal: { atMost: 148 },
      },
    ]
  } finally {
    await serving.stop()
  }
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) / 1024
}
