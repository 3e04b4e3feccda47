import { describe, expect, it } from 'vitest'
import { worldOf } from '../../network/notation/world.ts'
import { checks, judgeIn } from '../notation.ts'

/** Two subnets, a server, a NAT gateway for the way out. */
const shop = `
  vpc shop 10.0.0.0/16
  subnet web shop use1-az1 10.0.1.0/24
  subnet out shop use1-az1 10.0.2.0/24
  group client shop | out all 0.0.0.0/0
  group server shop | in tcp 80 10.0.1.0/24 | in icmp 8.-1 10.0.1.0/24 | out all 0.0.0.0/0
  host app-1 web 10.0.1.10 client
  host app-2 web 10.0.1.11 client
  host db-1 out 10.0.2.10 server
  serve db-1 http/80 body=hello
  igw gate shop
  table public shop out
  route public 0.0.0.0/0 gate
  nat nat out
  table private shop web
  route private 0.0.0.0/0 nat
`

const toServer = { from: 'app-1', to: 'http://10.0.2.10/' }

describe('a probe', () => {
  checks(shop, {
    'is met where the request is answered': ['', { probe: toServer }, 'met'],
    'has a status': ['', { probe: { ...toServer, status: 200 } }, 'met'],
    'of another status': ['', { probe: { ...toServer, status: 204 } }, /the answer has status 200/],
    'has a text in the body': ['', { probe: { ...toServer, body: 'hello' } }, 'met'],
    'of another text': ['', { probe: { ...toServer, body: 'goodbye' } }, /does not contain "goodbye"/],
    'from several machines': ['', { probe: { ...toServer, from: ['app-1', 'app-2'] } }, 'met'],
    'where one of them is stopped': [
      'stop app-2',
      { probe: { ...toServer, from: ['app-1', 'app-2'] } },
      /app-2 does not run/,
    ],
    'from a machine that is not there': [
      '',
      { probe: { ...toServer, from: 'app-9' } },
      /no machine called app-9/,
    ],
    'that a group does not admit': [
      'revoke server in tcp 80 10.0.1.0/24',
      { probe: toServer },
      /nobody answers/,
    ],
    'of a failure that is wanted': [
      'revoke server in tcp 80 10.0.1.0/24',
      { probe: { ...toServer, expect: 'timeout' } },
      'met',
    ],
    'of a failure that does not come': ['', { probe: { ...toServer, expect: 'timeout' } }, /it is answered/],
    'by TCP': ['', { probe: { from: 'app-1', to: 'tcp://10.0.2.10:80' } }, 'met'],
    'by TCP, where nothing listens': [
      'allow server in tcp 81 10.0.1.0/24',
      { probe: { from: 'app-1', to: 'tcp://10.0.2.10:81' } },
      /nothing listens/,
    ],
    'by ping': ['', { probe: { from: 'app-1', to: 'ping://10.0.2.10' } }, 'met'],
    'by ping, which a group does not admit': [
      'revoke server in icmp 8.-1 10.0.1.0/24',
      { probe: { from: 'app-1', to: 'ping://10.0.2.10' } },
      /nobody answers/,
    ],
    'of a name that there is not': [
      '',
      { probe: { from: 'app-1', to: 'http://nowhere.internal/' } },
      /no address/,
    ],
    'of the internet, by way of the NAT gateway': [
      '',
      { probe: { from: 'app-1', to: 'https://example.com/', via: ['nat-gateway', 'internet-gateway'] } },
      'met',
    ],
    'by way of things in another order': [
      '',
      { probe: { from: 'app-1', to: 'https://example.com/', via: ['internet-gateway', 'nat-gateway'] } },
      /does not pass nat-gateway/,
    ],
    'never by way of the internet': [
      '',
      { probe: { from: 'app-1', to: 'https://example.com/', 'never-via': 'internet-gateway' } },
      /it passes internet-gateway/,
    ],
    'that takes no such way': [
      '',
      { probe: { ...toServer, 'never-via': ['internet-gateway', 'nat-gateway'] } },
      'met',
    ],
    'whose client is seen from its subnet': ['', { probe: { ...toServer, source: '10.0.1.0/24' } }, 'met'],
    'whose client is seen from elsewhere': [
      '',
      { probe: { ...toServer, source: '10.9.0.0/16' } },
      /seen from 10\.0\.1\.10/,
    ],
    'of an AWS service': [
      '',
      { probe: { from: 'app-1', to: 'https://sqs.us-east-1.amazonaws.com/' } },
      'met',
    ],
    'of an AWS service, with a status': [
      '',
      { probe: { from: 'app-1', to: 'https://sqs.us-east-1.amazonaws.com/', status: 200 } },
      /cannot be told by this name/,
    ],
    'with a variable that nobody has set': [
      '',
      { probe: { ...toServer, to: 'http://$SERVER/' } },
      /Nothing has set \$SERVER/,
    ],
  })

  it('counts those of several machines that get there', () => {
    const { verdict } = judgeIn(worldOf(shop), { probe: { ...toServer, from: ['app-1', 'workstation'] } })
    expect(verdict.share).toBe(0.5)
  })

  it('proves a failure: the trace, the reason, the resource that decided, and what teaches it', () => {
    const world = worldOf(`${shop}\nrevoke server in tcp 80 10.0.1.0/24`)
    const { verdict } = judgeIn(world, { probe: toServer })
    expect(verdict.obstacles).toMatchObject([{ reason: 'no-group-rule-admits-ingress' }])
    expect(verdict.resources).toContain(world.id('server'))
    expect(verdict.proof).toMatchObject({
      kind: 'trace',
      text: expect.stringContaining('no-group-rule-admits-ingress'),
    })
    expect(verdict.lesson).toMatch(/^PL-/)
  })
})
