import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateFleetCommand,
  CreateVpcCommand,
  DeleteVpcCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contract } from '../../../../simulator/api/contract.ts'
import { loadWireServices } from '../../../../simulator/api/wire/services.ts'
import { type Endpoint, openEndpoint } from '../../../../simulator/node/server/endpoint.ts'
import { type Pace, ServedWorld } from '../../../../simulator/node/server/world.ts'
import { accessKeys } from '../../../../simulator/world/accounts.ts'
import { needCatalogues } from '../../../../simulator/world/catalogue/need.ts'

await needCatalogues()
const services = await loadWireServices(contract)

let endpoint: Endpoint
let world: ServedWorld
let failures: unknown[]

async function open(pace: Pace = 'fast') {
  failures = []
  world = new ServedWorld(pace)
  endpoint = await openEndpoint({ services, world, port: 0, onFailure: (error) => failures.push(error) })
}
beforeEach(() => open())
afterEach(async () => {
  await endpoint.stop()
  expect(failures).toEqual([])
})

const url = (rest = '') => `http://127.0.0.1:${endpoint.port}${rest}`

const clientOptions = (accessKeyId: string, region: string) => ({
  region,
  endpoint: url(),
  credentials: { accessKeyId, secretAccessKey: 'any' },
  maxAttempts: 1,
})
const ec2 = (accessKeyId = 'test', region = 'eu-west-1') => new EC2Client(clientOptions(accessKeyId, region))
const sts = (accessKeyId: string) => new STSClient(clientOptions(accessKeyId, 'us-east-1'))

const vpcsOf = async (client: EC2Client) => (await client.send(new DescribeVpcsCommand({}))).Vpcs!

/** `Code: message (status)` of what the call was refused with. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: { name: string; message: string; $metadata: { httpStatusCode: number } }) => thrown,
  )
  return error ? `${error.name}: ${error.message} (${error.$metadata.httpStatusCode})` : 'not refused'
}

describe('AWS’s client for JavaScript', () => {
  it('creates, finds and deletes a VPC', async () => {
    const client = ec2()
    const tags = [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'Name', Value: '<a> & "b"' }] }]
    const { Vpc } = await client.send(
      new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', TagSpecifications: tags }),
    )
    const byTag = new DescribeVpcsCommand({ Filters: [{ Name: 'tag:Name', Values: ['<a>*'] }] })
    const [found] = (await client.send(byTag)).Vpcs!
    expect(found).toMatchObject({ VpcId: Vpc!.VpcId, State: 'available', Tags: tags[0]!.Tags })
    await client.send(new DeleteVpcCommand({ VpcId: Vpc!.VpcId }))
    expect((await client.send(byTag)).Vpcs).toEqual([])
  })

  it('finds its calls in the event history by their request ids, with its own name', async () => {
    const { $metadata } = await ec2().send(new DescribeVpcsCommand({}))
    const cloudtrail = new CloudTrailClient(clientOptions('test', 'eu-west-1'))
    const { Events } = await cloudtrail.send(new LookupEventsCommand({}))
    expect(JSON.parse(Events![0]!.CloudTrailEvent!)).toMatchObject({
      eventName: 'DescribeVpcs',
      requestID: $metadata.requestId,
      userAgent: expect.stringMatching(/^aws-sdk-js\//),
      sourceIPAddress: '203.0.113.10',
    })
  })

  it.each([
    ['210987654321', '210987654321'],
    ['test', '123456789012'],
    ['12345', '123456789012'],
  ])('with the key %s is account %s', async (key, account) => {
    const { Account, Arn } = await sts(key).send(new GetCallerIdentityCommand({}))
    expect({ Account, Arn }).toEqual({ Account: account, Arn: `arn:aws:iam::${account}:root` })
  })

  it('with a key that the world knows is whose key that is', async () => {
    const arn = 'arn:aws:iam::333333333333:user/ann'
    const principal = { account: '333333333333', arn, userId: 'AIDAANN', type: 'user' as const }
    world.cloud.store.put(accessKeys, { accessKeyId: 'AKIAANN', secretAccessKey: 'secret', principal })
    const { Account, Arn, UserId } = await sts('AKIAANN').send(new GetCallerIdentityCommand({}))
    expect({ Account, Arn, UserId }).toEqual({ Account: '333333333333', Arn: arn, UserId: 'AIDAANN' })
  })

  it('finds a default VPC with its subnets in each account and Region, and none of another’s', async () => {
    const places = [ec2('111111111111'), ec2('222222222222'), ec2('111111111111', 'us-east-1')]
    const found = await Promise.all(places.map(vpcsOf))
    expect(found.map((vpcs) => vpcs.map((vpc) => vpc.IsDefault))).toEqual([[true], [true], [true]])
    expect(new Set(found.flat().map((vpc) => vpc.VpcId)).size).toBe(3)
    const { Subnets } = await places[0]!.send(new DescribeSubnetsCommand({}))
    expect(Subnets!.map((subnet) => subnet.AvailabilityZone)).toEqual([
      'eu-west-1a',
      'eu-west-1b',
      'eu-west-1c',
    ])
  })

  it.each([
    [
      'what is not there',
      new DescribeVpcsCommand({ VpcIds: ['vpc-12345678'] }),
      "InvalidVpcID.NotFound: The vpc ID 'vpc-12345678' does not exist (400)",
    ],
    [
      'a dry run',
      new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true }),
      'DryRunOperation: Request would have succeeded, but DryRun flag is set. (412)',
    ],
    [
      'an operation that is not simulated',
      new CreateFleetCommand({
        LaunchTemplateConfigs: [],
        TargetCapacitySpecification: { TotalTargetCapacity: 1 },
      }),
      'NotSimulated: Hopwise does not simulate ec2 create-fleet. (501)',
    ],
  ])('hears of %s', async (_, command, expected) => {
    expect(await refusal(ec2().send(command as DescribeVpcsCommand))).toBe(expected)
  })

  it('hears that a Region does not exist', async () => {
    expect(await refusal(ec2('test', 'mars-west-1').send(new DescribeVpcsCommand({})))).toBe(
      "SignatureDoesNotMatch: Credential should be scoped to a valid region, not 'mars-west-1'. (403)",
    )
  })
})

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const signed = (name: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20261102/us-east-1/${name}/aws4_request, Signature=0`,
})

describe('the endpoint', () => {
  it('says what it does not simulate in the protocol of each service', async () => {
    const ask = async (service: string, init: RequestInit & { path?: string }) => {
      const headers = { ...signed(service), ...(init.headers as Record<string, string>) }
      const response = await fetch(url(init.path ?? '/'), { method: 'POST', ...init, headers })
      const type = response.headers.get('content-type') ?? ''
      return [response.status, type.replace(/;.*/, ''), (await response.text()).includes('does not simulate')]
    }
    expect(await ask('iam', { headers: form, body: 'Action=GenerateCredentialReport' })).toEqual([
      501,
      'text/xml',
      true,
    ])
    expect(await ask('s3', { method: 'GET', path: '/b/k?torrent' })).toEqual([501, 'application/xml', true])
    expect(
      await ask('vpc-lattice', { method: 'GET', path: '/accesslogsubscriptions?resourceIdentifier=r' }),
    ).toEqual([501, 'application/json', true])
    const target = { 'x-amz-target': 'DynamoDB_20120810.ListBackups' }
    expect(await ask('dynamodb', { headers: target, body: '{}' })).toEqual([
      501,
      'application/x-amz-json-1.0',
      true,
    ])
    expect(await ask('lambda', { method: 'GET', path: '/functions' })).toEqual([
      501,
      'application/json',
      true,
    ])
  })

  it('refuses who has no credentials', async () => {
    const response = await fetch(url('/'), {
      method: 'POST',
      headers: form,
      body: 'Action=DescribeVpcs&Version=2016-11-15',
    })
    expect(response.status).toBe(401)
    expect(await response.text()).toContain('<Code>AuthFailure</Code>')
  })

  it('reads a compressed request, and refuses one that is not what it says', async () => {
    const headers = { ...form, ...signed('sts'), 'content-encoding': 'gzip' }
    const ask = async (body: Uint8Array<ArrayBuffer>) =>
      (await fetch(url('/'), { method: 'POST', headers, body })).text()
    expect(await ask(Uint8Array.from(gzipSync('Action=GetCallerIdentity')))).toContain(
      '<Account>123456789012</Account>',
    )
    expect(await ask(new TextEncoder().encode('Action=GetCallerIdentity'))).toContain(
      'SerializationException',
    )
    const bomb = Uint8Array.from(gzipSync(Buffer.alloc(7 * 1024 * 1024)))
    expect(await ask(bomb)).toContain('RequestEntityTooLarge')
  })

  it('does not answer a page in a browser', async () => {
    const headers = { ...form, ...signed('sts'), origin: 'https://example.com' }
    const response = await fetch(url('/'), { method: 'POST', headers, body: 'Action=GetCallerIdentity' })
    expect(response.status).toBe(403)
  })

  it.each([
    ['announced', `Content-Length: ${7 * 1024 * 1024}\r\n\r\n`, 0],
    ['sent without a word', 'Transfer-Encoding: chunked\r\n\r\n', 7],
  ])('refuses a request that is too large, %s, and goes on', async (_, head, mebibytes) => {
    const answer = await raw((socket) => {
      socket.write(`POST / HTTP/1.1\r\nHost: x\r\nAuthorization: ${signed('ec2').authorization}\r\n${head}`)
      const chunk = Buffer.alloc(1024 * 1024, 'a')
      for (let i = 0; i < mebibytes; i++)
        socket.write(Buffer.concat([Buffer.from('100000\r\n'), chunk, Buffer.from('\r\n')]))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(answer).toContain('<Code>RequestEntityTooLarge</Code>')
    expect(await vpcsOf(ec2())).toHaveLength(1)
  })

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}`],
  ])('survives %s', async (_, text) => {
    expect(await raw((socket) => socket.write(text))).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(await vpcsOf(ec2())).toHaveLength(1)
  })

  it('survives a client that hangs up in the middle', async () => {
    await raw((socket) => {
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nAction=', () => socket.destroy())
    })
    expect(await vpcsOf(ec2())).toHaveLength(1)
  })

  it('invites a client that asks whether it may send', async () => {
    const body = 'Action=GetCallerIdentity'
    const answer = await raw((socket) => {
      const headers = {
        ...form,
        ...signed('sts'),
        expect: '100-continue',
        'content-length': String(body.length),
      }
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
      socket.write(`POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines.join('\r\n')}\r\n\r\n`)
      socket.once('data', () => socket.write(body))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
  })
})

/** What comes back over a connection until the other side closes it. */
function raw(speak: (socket: ReturnType<typeof connect>) => void): Promise<string> {
  return new Promise((resolve) => {
    let heard = ''
    const socket = connect(endpoint.port, '127.0.0.1', () => speak(socket))
    socket.on('data', (piece) => {
      heard += piece.toString('latin1')
    })
    // The server may close while the rest is still on its way.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(heard))
  })
}

describe('simulated time', () => {
  it('that is fast has done by the next request what was begun', async () => {
    const client = ec2()
    const { Vpc } = await client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
    expect(Vpc!.State).toBe('pending')
    expect((await vpcsOf(client)).map((vpc) => vpc.State)).toEqual(['available', 'available'])
  })

  it('that is real follows the machine’s clock', async () => {
    await endpoint.stop()
    await open('real')
    const before = Date.now()
    const { time } = (await (await fetch(url('/_hopwise/health'))).json()) as { time: string }
    expect(Date.parse(time)).toBeGreaterThan(before - 60_000)
    expect(Date.parse(time)).toBeLessThan(before + 60_000)
  })
})

describe('Hopwise’s own part of the endpoint', () => {
  const text = async (rest: string, init: RequestInit = {}) => {
    const response = await fetch(url(rest), init)
    return `${response.status} ${await response.text()}`
  }

  it('tells that it runs', async () => {
    expect(await text('/_hopwise/health')).toMatch(
      /^200 \{"status":"ok","version":"[\d.]+","time":"2026-11-02T09:00:00.000Z"\}\n$/,
    )
  })

  it('goes back to the start, of this world or of another', async () => {
    const client = ec2()
    const first = await vpcsOf(client)
    await client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
    expect(await text('/_hopwise/reset', { method: 'POST' })).toBe('200 {"status":"reset"}\n')
    expect(await vpcsOf(client)).toEqual(first)
    await text('/_hopwise/reset', { method: 'POST', body: '{"seed":"another"}' })
    const [other] = await vpcsOf(client)
    expect(other!.VpcId).not.toBe(first[0]!.VpcId)
  })

  it('refuses what a scenario locks, to whoever asks', async () => {
    const requests = [{ actions: ['ec2:CreateVpc'], says: 'There are enough networks.' }]
    await world.begin({ text: world.save(), locks: { requests, files: [] } })
    const create = () => ec2('222222222222').send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
    expect(await refusal(create())).toMatch(
      /^UnauthorizedOperation: .*explicit deny in a service control policy\. There are enough networks\. \(403\)$/,
    )
    expect(await vpcsOf(ec2('222222222222'))).toHaveLength(1)
    await world.begin({ text: world.save() })
    expect((await create()).Vpc?.CidrBlock).toBe('10.0.0.0/16')
  })

  it('goes to the start of a scenario, and back to it', async () => {
    const body = '{"scenario":"foundations/a-private-door-to-sqs"}'
    expect(await text('/_hopwise/reset', { method: 'POST', body })).toBe('200 {"status":"reset"}\n')
    const client = ec2('111111111111', 'us-east-1')
    const first = await vpcsOf(client)
    expect(first.length).toBeGreaterThan(1)
    await client.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16' }))
    await text('/_hopwise/reset', { method: 'POST' })
    expect(await vpcsOf(client)).toEqual(first)
    expect(await text('/_hopwise/reset', { method: 'POST', body: '{"scenario":"nothing/there"}' })).toMatch(
      /^400 /,
    )
    expect(await vpcsOf(client)).toEqual(first)
  })

  it('gives the world and takes it back', async () => {
    const client = ec2()
    await client.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
    const before = await vpcsOf(client)
    const state = await (await fetch(url('/_hopwise/state'))).text()
    await text('/_hopwise/reset', { method: 'POST' })
    expect(await text('/_hopwise/state', { method: 'PUT', body: state })).toBe('200 {"status":"loaded"}\n')
    expect(await (await fetch(url('/_hopwise/state'))).text()).toBe(state)
    expect(await vpcsOf(client)).toEqual(before)
  })

  it.each([
    ['GET', '/_hopwise/moon', undefined, 404],
    ['GET', '/_hopwise/reset', undefined, 405],
    ['POST', '/_hopwise/reset', '{', 400],
    ['POST', '/_hopwise/reset', '[]', 400],
    ['POST', '/_hopwise/reset', '{"seed":1}', 400],
    ['POST', '/_hopwise/reset', '{"scenario":"x"}', 400],
    ['PUT', '/_hopwise/state', 'hello', 400],
    ['PUT', '/_hopwise/state', '{"format":2}', 400],
    ['PUT', '/_hopwise/state', '{"format":1,"seq":0,"cells":{},"tables":{"moons":[]}}', 400],
    ['PUT', '/_hopwise/state', '{"format":1,"seq":0,"cells":{},"tables":{"ledger":[1]}}', 400],
    ['PUT', '/_hopwise/state', '{"format":1}', 400],
  ])('%s %s with %s is refused with %i, and the world stays', async (method, rest, body, status) => {
    await vpcsOf(ec2())
    const before = await text('/_hopwise/state')
    const answer = await text(rest, { method, ...(body !== undefined && { body }) })
    expect(answer).toMatch(new RegExp(`^${status} \\{"error":".+"\\}\n$`))
    expect(await text('/_hopwise/state')).toBe(before)
  })

  it('is not for other names that lead here', async () => {
    const answer = await raw((socket) =>
      socket.write('GET /_hopwise/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
    )
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
  })
})

describe('hopwise serve', () => {
  const program = fileURLToPath(new URL('../../../../simulator/node/hopwise.ts', import.meta.url))
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-serve-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  function start(...args: string[]) {
    const child = spawn(process.execPath, [program, 'serve', ...args], { cwd: folder })
    const said = { stdout: '', stderr: '' }
    child.stderr.setEncoding('utf8').on('data', (text) => (said.stderr += text))
    const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
      child.on('close', (status) => resolve({ status, ...said }))
    })
    const address = new Promise<string>((resolve, reject) => {
      child.stdout.setEncoding('utf8').on('data', (text) => {
        said.stdout += text
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said.stdout)
        if (found) resolve(found[0])
      })
      child.on('close', () => reject(new Error(`It ended: ${said.stderr}`)))
    })
    address.catch(() => undefined)
    return { child, ended, address }
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('saves the world on %s and goes on from there', async (signal) => {
    const file = `${signal}.json`
    const first = start('--port', '0', '--state', file)
    const there = await first.address
    const options = { ...clientOptions('test', 'eu-west-1'), endpoint: there }
    await new EC2Client(options).send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }))
    // A client that keeps its connection does not keep the program.
    const idle = connect(Number(new URL(there).port), '127.0.0.1')
    idle.on('error', () => idle.destroy())
    first.child.kill(signal)
    expect(await first.ended).toMatchObject({ status: 0, stderr: '' })
    expect(readdirSync(folder).filter((name) => name.startsWith(signal))).toEqual([file])

    const second = start('--port=0', `--state=${file}`)
    const again = new EC2Client({ ...options, endpoint: await second.address })
    expect((await vpcsOf(again)).map((vpc) => vpc.CidrBlock)).toEqual(['172.31.0.0/16', '10.7.0.0/16'])
    second.child.kill(signal)
    expect((await second.ended).status).toBe(0)
  })

  it('says that a port is in use', async () => {
    const { status, stderr } = await start('--port', String(endpoint.port)).ended
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `hopwise serve: port ${endpoint.port} is in use: stop what listens there, or choose another with --port\n`,
    })
  })

  it('does not touch a file that is no saved world', async () => {
    const file = path.join(folder, 'notes.txt')
    writeFileSync(file, 'dear diary')
    const { status, stderr } = await start('--port', '0', '--state', 'notes.txt').ended
    expect(status).toBe(1)
    expect(stderr).toMatch(/^hopwise serve: notes\.txt is no saved world: /)
    expect(readFileSync(file, 'utf8')).toBe('dear diary')
  })

  it.each([
    [['--port', 'x'], '--port is x, and has to be a number from 0 to 65535'],
    [['--port', '65536'], '--port is 65536, and has to be a number from 0 to 65535'],
    [['--time', 'slow'], '--time is slow, and has to be fast or real'],
    [['--moon'], 'unknown option --moon'],
    [['here'], 'unexpected argument here'],
    [['--seed'], '--seed wants a value after it'],
  ])('refuses %j', async (args, problem) => {
    expect(await start(...args).ended).toEqual({
      status: 2,
      stdout: '',
      stderr: `hopwise serve: ${problem}\nTry 'hopwise serve --help'.\n`,
    })
  })
})
