import { describe, expect, it } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { Files } from '../../../../../simulator/shell/files.ts'
import { workstationHost } from '../../../../../simulator/shell/hosts/find-host.ts'
import { filesOf } from '../../../../../simulator/shell/hosts/host-files.ts'
import { say, worldOf } from '../../network/notation/world.ts'
import { checks, judgeIn } from '../notation.ts'

await Promise.all(['iam', 'logs', 's3api'].map((service) => contract.need(service)))

/** A server that only its clients reach, a stranger, and a way out that nothing uses. */
const shop = `
  vpc shop 10.0.0.0/16
  vpc-dns shop hostnames on
  subnet web shop use1-az1 10.0.1.0/24
  subnet db shop use1-az2 10.0.2.0/24
  group client shop | out all 0.0.0.0/0
  group server shop | in tcp 80 client | out all 0.0.0.0/0
  group stranger shop | out all 0.0.0.0/0
  host app-1 web 10.0.1.10 client
  host odd-1 web 10.0.1.66 stranger
  host db-1 db 10.0.2.10 server
  serve db-1 http/80
`

const toServer = { from: 'odd-1', to: 'http://10.0.2.10/' }

describe('denies', () => {
  checks(shop, {
    'is met where nobody gets there': ['', { denies: toServer }, 'met'],
    'is not, where somebody does': [
      'allow server in tcp 80 stranger',
      { denies: toServer },
      /From odd-1 it is reached/,
    ],
    'is not, where one of several does': [
      '',
      { denies: { ...toServer, from: ['odd-1', 'app-1'] } },
      /From app-1 it is reached/,
    ],
    'is not, where the machine is not there': [
      '',
      { denies: { ...toServer, from: 'odd-9' } },
      /no machine called odd-9/,
    ],
    'is not, where an answer says no': [
      'unserve db-1 80; serve db-1 http/80 status=403; allow server in tcp 80 stranger',
      { denies: toServer },
      /it is reached/,
    ],
    'for a reason': ['', { denies: { ...toServer, because: 'no-group-rule-admits-ingress' } }, 'met'],
    'for another reason': [
      '',
      { denies: { ...toServer, because: 'acl-denies-ingress' } },
      /because of no-group-rule-admits-ingress/,
    ],
    'in silence': ['', { denies: { ...toServer, outcome: 'timeout' } }, 'met'],
    'by a refusal': ['', { denies: { ...toServer, outcome: 'refused' } }, /nobody answers/],
  })
})

describe('resolve', () => {
  const own = { from: 'app-1', name: 'ip-10-0-2-10.ec2.internal' }
  checks(shop, {
    'within a block': ['', { resolve: { ...own, within: '10.0.0.0/16' } }, 'met'],
    'within another block': ['', { resolve: { ...own, within: '10.9.0.0/16' } }, /10\.0\.2\.10/],
    'outside of a block': ['', { resolve: { ...own, outside: '10.9.0.0/16' } }, 'met'],
    'not outside of a block': ['', { resolve: { ...own, outside: '10.0.0.0/16' } }, /10\.0\.2\.10/],
    'these values alone': ['', { resolve: { ...own, is: ['10.0.2.10'] } }, 'met'],
    'other values': ['', { resolve: { ...own, is: ['10.0.2.10', '10.0.2.11'] } }, /10\.0\.2\.10/],
    'a name that there is not': ['', { resolve: { from: 'app-1', name: 'nowhere.internal' } }, /NXDOMAIN/],
    'a name that there shall not be': [
      '',
      { resolve: { from: 'app-1', name: 'nowhere.internal', status: 'NXDOMAIN' } },
      'met',
    ],
    'a name that there shall not be, and is': [
      '',
      { resolve: { ...own, status: 'NXDOMAIN' } },
      /10\.0\.2\.10/,
    ],
    'where DNS is off': ['vpc-dns shop hostnames off; vpc-dns shop support off', { resolve: own }, /TIMEOUT/],
  })
})

describe('query', () => {
  const run = 'aws ec2 describe-instances --filters Name=tag:Name,Values=app-1'
  const address = 'Reservations[].Instances[].PrivateIpAddress'
  checks(shop, {
    succeeds: ['', { query: { run } }, 'met'],
    'is a value': ['', { query: { run, query: `${address} | [0]`, is: '10.0.1.10' } }, 'met'],
    'is another value': [
      '',
      { query: { run, query: `${address} | [0]`, is: '10.0.1.11' } },
      /"10\.0\.1\.10"/,
    ],
    'any of a list': ['', { query: { run, query: address, any: '10.0.1.10' } }, 'met'],
    'all of a list': ['', { query: { run, query: address, all: '10.0.1.10' } }, 'met'],
    'all of a list with nothing in it': [
      '',
      { query: { run: `${run}0`, query: address, all: '10.0.1.10' } },
      /\[\]/,
    ],
    'none of a list': ['', { query: { run, query: address, none: '10.0.1.10' } }, /10\.0\.1\.10/],
    'none of a list with nothing in it': [
      '',
      { query: { run: `${run}0`, query: address, none: '10.0.1.10' } },
      'met',
    ],
    'is refused': [
      '',
      { query: { run: 'aws ec2 describe-vpcs --vpc-ids vpc-0', fails: 'InvalidVpcID.NotFound' } },
      'met',
    ],
    'is refused for another reason': [
      '',
      { query: { run: 'aws ec2 describe-vpcs --vpc-ids vpc-0', fails: 'AccessDenied' } },
      /InvalidVpcID/,
    ],
    'is not refused': ['', { query: { run, fails: 'AccessDenied' } }, /It succeeds/],
    'of the lab’s own services': [
      '',
      { query: { run: 'host describe-listeners', query: 'length(Listeners)', is: 1 } },
      'met',
    ],
  })
})

describe('a query on the learner’s workstation', () => {
  it('means the CLI’s own commands, whatever aliases the learner has for them', () => {
    const world = worldOf(shop)
    const files = new Files(filesOf(world.cloud, workstationHost), () => world.cloud.now)
    files.makeDirectory('/home/learner/.aws/cli', true)
    files.write(
      '/home/learner/.aws/cli/alias',
      new TextEncoder().encode('[toplevel]\nec2 = sqs\n[command ec2]\ndescribe-vpcs = describe-subnets\n'),
    )
    const { verdict } = judgeIn(world, {
      query: { run: 'aws ec2 describe-vpcs', query: 'Vpcs[].CidrBlock', any: '10.0.0.0/16' },
    })
    expect(verdict).toMatchObject({ met: true })
  })
})

describe('a query that is not met gives a reason, for which authors have words', () => {
  const vpc = 'aws ec2 describe-vpcs'
  it.each([
    ['another answer', { run: `${vpc} --query Vpcs[0].State`, is: 'pending' }, 'other-answer'],
    ['success where it must fail', { run: vpc, fails: 'AccessDenied' }, 'call-succeeds'],
    ['another error', { run: `${vpc} --vpc-ids vpc-0`, fails: 'AccessDenied' }, 'other-error'],
    ['a failure', { run: `${vpc} --vpc-ids vpc-0` }, 'call-fails'],
  ])('%s', (_, query, reason) => {
    const { verdict } = judgeIn(worldOf(shop), { query })
    expect(verdict.obstacles.map((one) => one.reason)).toEqual([reason])
  })
})

describe('matrix', () => {
  const among = ['app-1', 'odd-1', 'db-1']
  checks(shop, {
    'is met where those reach each other who should': [
      '',
      { matrix: { among, port: 80, open: 'app-1 -> db-1' } },
      'met',
    ],
    'one way too many': ['', { matrix: { among, port: 80 } }, /app-1 reaches db-1/],
    'one way too few': [
      '',
      { matrix: { among, port: 80, open: ['app-1 -> db-1', 'odd-1 -> db-1'] } },
      /odd-1 does not reach db-1/,
    ],
    'with a machine that is not there': [
      '',
      { matrix: { among: [...among, 'x-1'], port: 80, open: 'app-1 -> db-1' } },
      /^There is no x-1\.$/,
    ],
  })
  it('counts the pairs that are right', () => {
    const { verdict } = judgeIn(worldOf(shop), { matrix: { among, port: 80 } })
    expect(verdict.share).toBeCloseTo(5 / 6)
  })
})

describe('survives', () => {
  const held = { probe: { from: 'app-1', to: 'http://10.0.2.10/' } }
  checks(shop, {
    'is met where it holds all the same': ['', { survives: { faults: 'odd-1', checks: [held] } }, 'met'],
    'is not, where what is struck was needed': [
      '',
      { survives: { faults: 'db-1', checks: [held] } },
      /With db-1 down: From app-1/,
    ],
    'is not, where its zone was needed': [
      '',
      { survives: { faults: 'use1-az2', checks: [held] } },
      /With use1-az2 down/,
    ],
    'is met where it holds whichever of them is struck': [
      '',
      { survives: { faults: ['odd-1', 'use1-az3'], 'one-by-one': true, checks: [held] } },
      'met',
    ],
    'is not, where one of them alone was needed': [
      '',
      { survives: { faults: ['odd-1', 'db-1'], 'one-by-one': true, checks: [held] } },
      /^With db-1 down: From app-1/,
    ],
    'of what is no target': ['', { survives: { faults: 'nothing-such', checks: [held] } }, /nothing-such/],
  })
})

describe('cost', () => {
  const nat = 'igw gate shop; route shop-table 0.0.0.0/0 gate; nat nat web'
  checks(shop, {
    'below a ceiling': ['', { cost: { 'at-most': 0 } }, 'met'],
    'above it': [nat, { cost: { 'at-most': 30 } }, /^3\d\.\d\d USD a month/],
    'just below it': [nat, { cost: { 'at-most': 36.5 } }, 'met'],
    'of another account': [nat, { cost: { 'at-most': 0, account: '210987654321' } }, 'met'],
  })
  it('counts the gigabytes that are stated', () => {
    const world = worldOf(`${shop}\n${nat.replaceAll(';', '\n')}`)
    const check = { cost: { 'at-most': 0, gigabytes: { $NAT: 1000 } } }
    const { verdict } = judgeIn(world, check, { variables: { NAT: world.id('nat') } })
    expect(Number.parseFloat(verdict.observed)).toBeGreaterThan(32.85 + 45)
  })
})

describe('audit', () => {
  checks(shop, {
    'of a call that was made': ['', { audit: { call: { event: 'RunInstances' } } }, 'met'],
    'of a call that nobody made': ['', { audit: { call: { event: 'CreateVpcEndpoint' } } }, /no calls/],
    'of no call': ['', { audit: { call: { event: 'CreateVpcEndpoint' }, expect: 'none' } }, 'met'],
    'of no call, and there is one': [
      '',
      { audit: { call: { event: 'CreateVpc' }, expect: 'none' } },
      /one call/,
    ],
    'of calls that failed': [
      '',
      { audit: { call: { event: 'CreateVpc', error: 'UnauthorizedOperation' } } },
      /no calls/,
    ],
    'of calls through no endpoint': [
      '',
      { audit: { call: { event: 'CreateVpc', endpoint: 'none' } } },
      'met',
    ],
    'of calls through any endpoint': [
      '',
      { audit: { call: { event: 'CreateVpc', endpoint: 'any' } } },
      /no calls/,
    ],
    'of a log group that there is not': [
      '',
      { audit: { log: { group: 'flow' } } },
      /ResourceNotFound|does not exist/,
    ],
  })
})

describe('tidy', () => {
  const worldAtStart = () => ({ start: worldOf(shop).cloud })
  checks(
    shop,
    {
      'is met where everything is used': [
        '',
        { tidy: { unused: ['security-group', 'elastic-ip', 'network-interface'] } },
        'met',
      ],
      'a security group that nobody has': [
        'group spare shop',
        { tidy: { unused: 'security-group' } },
        /sg-\w+ is unused/,
      ],
      'an internet gateway that is nowhere': [
        'igw gate shop; no-igw gate shop',
        { tidy: { unused: 'internet-gateway' } },
        /igw-\w+ is unused/,
      ],
      'something new without its tags': [
        'group spare shop',
        { tidy: { tags: ['Owner'], on: 'ec2:security-group' } },
        /lacks Owner/,
      ],
      'what was there before needs none': ['', { tidy: { tags: ['Owner'], on: 'ec2:instance' } }, 'met'],
    },
    worldAtStart,
  )
})

describe('quiz', () => {
  const options = {
    a: { text: 'A gateway endpoint', why: 'It is no interface.' },
    b: { text: 'An interface endpoint', right: true, why: 'It has addresses.' },
    c: { text: 'A resource endpoint', right: true, why: 'So has this one.' },
  }
  const quiz = { question: 'Which ones have network interfaces?', options }
  const answered = (...letters: string[]) =>
    judgeIn(worldOf(shop), { quiz }, { answers: { goal: letters } }).verdict

  it('waits for an answer', () => {
    expect(judgeIn(worldOf(shop), { quiz }).verdict).toMatchObject({
      met: false,
      observed: 'Not answered yet',
    })
  })
  it.each<[string[], boolean, number]>([
    [['b', 'c'], true, 1],
    [['c', 'b'], true, 1],
    [['b'], false, 0.5],
    [['b', 'b'], false, 0.5],
    [['a', 'b'], false, 0],
    [['a', 'b', 'c'], false, 0.5],
  ])('takes %s', (letters, met, share) => expect(answered(...letters)).toMatchObject({ met, share }))

  it('explains what was chosen, and nothing else', () => {
    expect(answered('a').proof?.text).toBe('a: It is no interface.')
  })
})

describe('policy', () => {
  const world = worldOf(shop)
  world.call('iam', 'CreateUser', { UserName: 'ann' })
  const document = (Effect: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' }],
    })
  world.call('iam', 'PutUserPolicy', {
    UserName: 'ann',
    PolicyName: 'read',
    PolicyDocument: document('Allow'),
  })
  const base = {
    principal: 'arn:aws:iam::123456789012:user/ann',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::reports/a',
  }

  it.each<[string, object, boolean, RegExp]>([
    ['what is allowed', { expect: 'allowed' }, true, /is allowed/],
    [
      'what nothing allows',
      { action: 's3:PutObject', expect: 'implicitDeny' },
      true,
      /no statement allows it/,
    ],
    ['either kind of denial', { action: 's3:PutObject', expect: 'denied' }, true, /denied/],
    [
      'no statement that denies',
      { action: 's3:PutObject', expect: 'explicitDeny' },
      false,
      /no statement allows it/,
    ],
    ['what is allowed and should not be', { expect: 'denied' }, false, /is allowed/],
    [
      'somebody who is not there',
      { principal: 'arn:aws:iam::123456789012:user/bob', expect: 'denied' },
      false,
      /NoSuchEntity/,
    ],
  ])('%s', (_, change, met, observed) => {
    const { verdict } = judgeIn(world, { policy: { ...base, ...change } })
    expect(verdict).toMatchObject({ met, observed: expect.stringMatching(observed) })
  })

  it('where a statement denies', () => {
    const other = worldOf(shop)
    other.call('iam', 'CreateUser', { UserName: 'ann' })
    other.call('iam', 'PutUserPolicy', {
      UserName: 'ann',
      PolicyName: 'read',
      PolicyDocument: document('Deny'),
    })
    say(other, '')
    expect(judgeIn(other, { policy: { ...base, expect: 'explicitDeny' } }).verdict.met).toBe(true)
  })
})
