import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { worldOf } from '../network/notation/world.ts'
import { publicAndPrivate } from '../services/adoption/worlds.ts'
import { run } from './run-program.ts'

const accounts = fileURLToPath(new URL('accounts/', import.meta.url))
const scratch = mkdtempSync(path.join(tmpdir(), 'hopwise-trace-'))
const model = path.join(scratch, 'flat.model')
const hybrid = path.join(scratch, 'hybrid.model')
beforeAll(async () => {
  await run(['import-aws', path.join(accounts, 'flat'), '--out', model])
  await run([
    'import-aws',
    path.join(accounts, 'hybrid'),
    '--onprem',
    path.join(accounts, 'hybrid-sites.json'),
    '--out',
    hybrid,
  ])
})
afterAll(() => rmSync(scratch, { recursive: true }))

/** `--from web --to app …` of the flat account. */
const trace = (line: string, input?: string) => run(['trace', '--model', model, ...line.split(' ')], input)

describe('the exit status', () => {
  it.each([
    [0, '--from web --to app --proto tcp --port 8085'],
    [1, '--from web --to app --proto tcp --port 80'],
    [3, '--from web --to i-gone --proto tcp'],
    [3, '--from i-gone --to web --proto tcp'],
    [3, '--from onprem:nowhere --to web --proto tcp'],
    [3, '--from web --to fd00::1 --proto tcp'],
    [2, '--from web --to app'],
    [2, '--from web --proto tcp'],
    [2, '--to web --proto tcp'],
    [2, '--from web --to app --proto carrier-pigeon'],
    [2, '--from web --to app --proto 256'],
    [2, '--from web --to app --proto constructor'],
    [2, '--from web --to app --proto tcp --port 65536'],
    [2, '--from web --to app --proto tcp --port http'],
    [2, '--from web --from-ip 10.0.0.300 --to app --proto tcp'],
    [2, '--from web --to app --proto tcp --speed fast'],
    [2, 'web app tcp'],
  ])('is %i: %s', async (status, line) => {
    const ended = await trace(line)
    expect(ended.status, ended.stderr).toBe(status)
    expect(ended.stderr === '').toBe(status < 2)
  })

  it.each([
    ['a model that is not there', '/nowhere', 3, 'cannot be read'],
    ['a file that is no model', fileURLToPath(import.meta.url), 3, 'is no saved world'],
  ])('is told for %s', async (_, file, status, problem) => {
    const ended = await run(['trace', '--model', file, '--from', 'a', '--to', 'b', '--proto', 'tcp'])
    expect(ended).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(problem) })
  })

  it('is that of wrong use without a model, and tells of a scenario that there is not', async () => {
    const question = ['--from', 'a', '--to', 'b', '--proto', 'tcp']
    expect((await run(['trace', ...question])).status).toBe(2)
    expect(await run(['trace', '--scenario', 'first', ...question])).toMatchObject({ status: 3, stdout: '' })
  })

  it('is of the world that a scenario begins with', async () => {
    const question = ['--from', 'app-1', '--to', '8.8.8.8', '--proto', 'tcp']
    const place = 'foundations/a-private-door-to-sqs'
    const { status, stdout } = await run(['trace', '--scenario', place, ...question])
    expect({ status, last: stdout.trimEnd().split(': ').at(-1) }).toEqual({ status: 1, last: 'no-route' })
  })
})

/** Where a packet went, as `sender address > receiver address` at the beginning and at the end. */
async function endsOf(line: string) {
  const { stdout, stderr } = await trace(`${line} --json`)
  if (stdout === '') return stderr.trim()
  const { hops, nat } = JSON.parse(stdout)
  return `${hops[0].packet.source} > ${hops[0].packet.destination}${nat.map((one: { field: string; to: string }) => ` ${one.field} ${one.to}`).join('')}`
}

it('looks into worlds that were not imported, too', async () => {
  const world = worldOf(publicAndPrivate)
  const file = path.join(scratch, 'served.model')
  writeFileSync(file, world.cloud.save())
  const question = ['--from', world.id('web-1'), '--to', world.id('app-1'), '--proto', 'tcp', '--json']
  const { status, stdout } = await run(['trace', '--model', file, ...question])
  expect({ status, outcome: JSON.parse(stdout).outcome }).toEqual({ status: 0, outcome: 'accepted' })
})

describe('who sends and who receives', () => {
  it.each([
    ['an instance', '--from i-web --to i-app --proto tcp', '10.0.0.10 > 10.0.1.10'],
    ['an interface', '--from eni-web --to eni-app --proto tcp', '10.0.0.10 > 10.0.1.10'],
    ['a Name tag', '--from web --to app --proto tcp', '10.0.0.10 > 10.0.1.10'],
    ['an address', '--from 10.0.0.10 --to 10.0.1.10 --proto tcp', '10.0.0.10 > 10.0.1.10'],
    ['a NAT gateway', '--from web --to nat-out --proto tcp', '10.0.0.10 > 10.0.0.50'],
    [
      'the internet, by some host of it',
      '--from web --to internet --proto tcp',
      '10.0.0.10 > 198.51.100.7 source 52.10.0.10',
    ],
    [
      'an instance from the internet, by its public address',
      '--from internet --to web --proto tcp',
      '198.51.100.7 > 52.10.0.10 destination 10.0.0.10',
    ],
    [
      'another source address',
      '--from internet --from-ip 203.0.113.5 --to web --proto tcp',
      '203.0.113.5 > 52.10.0.10 destination 10.0.0.10',
    ],
    [
      'a DNS name',
      '--from web --to ip-10-0-1-10.us-west-2.compute.internal --proto tcp',
      '10.0.0.10 > 10.0.1.10',
    ],
    [
      'a name that nobody has',
      '--from web --to db.example --proto tcp',
      'hopwise trace: There is no "db.example" to send to.',
    ],
  ])('%s', async (_, line, expected) => {
    expect(await endsOf(line)).toBe(expected)
  })

  it('asks which of two is meant', async () => {
    const folder = path.join(scratch, 'twins')
    const name = (id: string, ip: string) => ({
      InstanceId: id,
      SubnetId: 'subnet-1',
      VpcId: 'vpc-1',
      PrivateIpAddress: ip,
      Tags: [{ Key: 'Name', Value: 'twin' }],
    })
    const all = {
      Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' }],
      Subnets: [
        { SubnetId: 'subnet-1', VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1a' },
      ],
      Instances: [name('i-1', '10.0.0.11'), name('i-2', '10.0.0.12')],
    }
    const { mkdirSync } = await import('node:fs')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'all.json'), JSON.stringify(all))
    await run(['import-aws', folder, '--out', `${folder}.model`])
    const { status, stderr } = await run([
      'trace',
      '--model',
      `${folder}.model`,
      '--from',
      'twin',
      '--to',
      'i-1',
      '--proto',
      'tcp',
    ])
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: 'hopwise trace: "twin" may be each of i-1, i-2: say which.\n',
    })
  })
})

describe('the answer', () => {
  it('is a list of hops for people, with whatever was rewritten, and the answer’s way back', async () => {
    const { stdout } = await trace('--from app --to 198.51.100.7 --proto tcp')
    expect(stdout).toContain('tcp 10.0.1.10:49152 → 198.51.100.7:443\n')
    expect(stdout).toMatch(/nat-gateway-out +nat-out\n/)
    expect(stdout).toContain('nat-out changed the source: 10.0.1.10 → 10.0.0.50\n')
    expect(stdout).toContain('igw-door changed the source: 10.0.0.50 → 52.10.0.50\n')
    expect(stdout).toMatch(/\nanswer: tcp 198.51.100.7:443 → 52.10.0.50:\d+\n/)
    expect(stdout).toMatch(/delivered to eni-app\n$/)
  })

  it('is data for programs', async () => {
    const { stdout } = await trace('--from app --to 198.51.100.7 --proto tcp --json')
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({
      verdict: 'delivered',
      outcome: 'exits-network',
      return: { verdict: 'delivered' },
    })
    expect(told.hops.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['eni-app', 'rtb-private', 'nat-out', 'igw-door', 'internet']),
    )
    expect(told.nat).toContainEqual({ at: 'igw-door', field: 'source', from: '10.0.0.50', to: '52.10.0.50' })
    expect(told).not.toHaveProperty('dropped_at')
  })

  it('tells where each hop is, and whose interface it is', async () => {
    const { stdout } = await trace('--from web --to app --proto tcp --port 8085 --json')
    const { hops, delivered_to } = JSON.parse(stdout)
    expect(delivered_to).toBe('eni-app')
    expect(hops[0]).toMatchObject({ id: 'eni-web', instance: 'i-web', subnet: 'subnet-public' })
    expect(hops.at(-1)).toMatchObject({ id: 'eni-app', instance: 'i-app', vpc: 'vpc-two-tier' })
    const { stdout: text } = await trace('--from web --to app --proto tcp --port 8085')
    expect(text).toMatch(/interface-out +eni-web of i-web\n/)
  })

  it.each([
    ['leaves: the interface does not let it go', 'strict', 'denied-out at app-1'],
    ['comes to: the NAT gateway does not take it', 'open', 'denied-in at out'],
  ])('calls a denial after the hop that a packet %s', async (_, group, expected) => {
    const world = worldOf(publicAndPrivate.replace('app 10.0.1.10 strict', `app 10.0.1.10 ${group}`))
    const file = path.join(scratch, 'denials.model')
    writeFileSync(file, world.cloud.save())
    const question = ['--from', world.id('app-1'), '--to', '198.51.100.7', '--proto', '47', '--json']
    const { stdout } = await run(['trace', '--model', file, ...question])
    const { outcome, dropped_at } = JSON.parse(stdout)
    const [word, name = ''] = expected.split(' at ')
    expect({ outcome, dropped_at }).toEqual({ outcome: word, dropped_at: world.id(name) })
  })

  it('tells where a packet was dropped and why', async () => {
    const { stdout } = await trace('--from web --to app --proto tcp --port 80 --json')
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'dropped',
      outcome: 'denied-in',
      dropped_at: 'eni-app',
      reason: 'no-group-rule-admits-ingress',
      nat: [],
    })
  })

  it.each([
    ['an echo request unless it says otherwise', '--proto icmp', { icmp_type: 8, icmp_code: 0 }],
    [
      'the type and code that it says',
      '--proto icmp --icmp-type 3 --icmp-code 4',
      { icmp_type: 3, icmp_code: 4 },
    ],
    [
      'the ports that it says',
      '--proto udp --src-port 5000 --port 53',
      { source_port: 5000, destination_port: 53 },
    ],
    ['a protocol by its number', '--proto 47', { protocol: '47' }],
  ])('is about %s', async (_, options, packet) => {
    const { stdout } = await trace(`--from web --to app ${options} --json`)
    expect(JSON.parse(stdout).hops[0].packet).toMatchObject(packet)
  })

  it('begins and ends on premises, too', async () => {
    const { stdout } = await run([
      'trace',
      '--model',
      hybrid,
      '--from',
      'onprem:dc',
      '--to',
      'i-hybrid',
      '--proto',
      'tcp',
      '--port',
      '22',
      '--json',
    ])
    const { hops, return: back } = JSON.parse(stdout)
    expect(hops[0].id).toBe('onprem:dc')
    expect(back.hops.at(-1).id).toBe('onprem:dc')
  })
})

describe('--batch', () => {
  const ask = async (...lines: readonly string[]) => {
    const { status, stdout } = await trace('--batch', lines.join('\n'))
    expect(status).toBe(0)
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  }

  it('answers every line, in order, whatever becomes of it', async () => {
    const answers = await ask(
      '{"from": "web", "to": "app", "proto": "tcp", "port": 8085}',
      '{"from": "web", "to": "app", "proto": "tcp", "port": "80"}',
      '',
      '{"from": "web", "to": "nobody", "proto": "tcp"}',
      '{"from": "web"}',
      'no JSON',
      'null',
      '{"from": "internet", "to": "i-web", "proto": 6, "port": 443}',
    )
    expect(answers.map(({ verdict, outcome, error }) => outcome ?? [verdict, typeof error])).toEqual([
      'accepted',
      'denied-in',
      ['unknown', 'string'],
      ['unknown', 'string'],
      ['unknown', 'string'],
      ['unknown', 'string'],
      'accepted',
    ])
  })

  it.each([
    '{"from": "web", "from_ip": "10.0.0.10", "to": "app", "proto": "udp", "src_port": 5000, "port": 53}',
    '{"from": "web", "from-ip": "10.0.0.10", "to": "app", "proto": "udp", "src-port": "5000", "port": "53"}',
    '{"From": "web", "fromIp": "10.0.0.10", "To": "app", "Protocol": "UDP", "srcPort": 5000, "Port": 53}',
    '{"source": "web", "source_ip": "10.0.0.10", "destination": "app", "protocol": 17, "source_port": 5000, "destination_port": 53}',
    '{"src": "web", "src_ip": "10.0.0.10", "dst": "app", "proto": "17", "src_port": 5000, "dst_port": 53}',
  ])('reads %s', async (line) => {
    const [answer] = await ask(line)
    expect(answer.hops[0].packet).toEqual({
      protocol: 'udp',
      source: '10.0.0.10',
      destination: '10.0.1.10',
      source_port: 5000,
      destination_port: 53,
    })
  })
})
