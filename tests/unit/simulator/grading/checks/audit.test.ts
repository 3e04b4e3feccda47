import { beforeAll, describe } from 'vitest'
import { contract } from '../../../../../simulator/api/contract.ts'
import { inspected } from '../../network/notation/inspected-world.ts'
import { checks } from '../notation.ts'

// Evidence in the logs of servers and appliances. Each case differs by one thing from one where it holds.

beforeAll(async () => {
  await contract.need('host')
})

const shop = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.1.0/24
  subnet api-a main a 10.0.2.0/24
  subnet api-b main b 10.0.3.0/24
  group open main | out all 0.0.0.0/0 | in all 0.0.0.0/0
  host client web 10.0.1.11 open
  host app web 10.0.1.10 open
  serve app http/80
  serve app http/443 tls=10.0.1.10
  alb front api-a,api-b open
  targets pages main http/80 | app
  listener front http/80 pages
`

const get = [{ from: 'client', to: 'http://10.0.1.10/a/b' }]
const asked = (server: object, more: object = {}) => ({
  audit: { server: { on: 'app', ...server }, after: get, ...more },
})

describe('audit of a server’s log', () => {
  checks(shop, {
    'the request is there': ['', asked({}), 'met'],
    'nobody asked': ['', { audit: { server: { on: 'app' } } }, /no lines/],
    'nobody was to ask': ['', { audit: { server: { on: 'app' }, expect: 'none' } }, 'met'],
    'somebody asked who was not to': ['', asked({}, { expect: 'none' }), /one line/],
    'the client’s address': ['', asked({ from: '10.0.1.11/32' }), 'met'],
    'another address': ['', asked({ from: '10.0.1.12/32' }), /no lines/],
    'the beginning of the path': ['', asked({ path: '/a' }), 'met'],
    'another path': ['', asked({ path: '/b' }), /no lines/],
    'its status': ['', asked({ status: 200 }), 'met'],
    'another status': ['serve app http/80 status=503', asked({ status: 200 }), /no lines/],
    'the method': ['', asked({ method: 'GET' }), 'met'],
    'another method': ['', asked({ method: 'POST' }), /no lines/],
    'its port': ['', asked({ port: 80 }), 'met'],
    'another port': ['', asked({ port: 443 }), /no lines/],
    'the name': ['', asked({ host: '10.0.1.10' }), 'met'],
    'another name': ['', asked({ host: 'app' }), /no lines/],
    'in the clear': ['', asked({ tls: false }), 'met'],
    'not over TLS': ['', asked({ tls: true }), /no lines/],
    'over TLS': [
      '',
      { audit: { server: { on: 'app', tls: true }, after: [{ from: 'client', to: 'https://10.0.1.10/' }] } },
      'met',
    ],
    'a request that is lost on the way': ['revoke open in all 0.0.0.0/0', asked({}), /no lines/],
    'less of it than there should be': ['', asked({}, { 'at-least': 2 }), /one line/],
    'as much as there should be': ['', asked({}, { after: [...get, ...get], 'at-least': 2 }), 'met'],
    'a machine that there is not': ['', asked({ on: 'nope' }), /no machine called nope/],
    'a client that there is not': [
      '',
      asked({}, { after: [{ from: 'nope', to: 'http://10.0.1.10/' }] }),
      /no machine/,
    ],
  })
})

const logged = `${inspected}
  appliance fw-1 inspect log | deny tcp 2222
`

const out = (port: number) => [{ from: 'web-1', to: `tcp://198.51.100.7:${port}` }]
const seen = (appliance: object, more: object = {}) => ({
  audit: { appliance: { on: 'fw-1', ...appliance }, after: out(443), ...more },
})

describe('audit of an appliance’s log', () => {
  checks(
    logged,
    {
      'a packet and its answer': ['', seen({ way: 'both' }), 'met'],
      'an answer that went another way': [
        'unroute edge-table 10.62.1.0/24',
        seen({ way: 'both' }),
        /no lines/,
      ],
      'the packet alone': ['unroute edge-table 10.62.1.0/24', seen({}), 'met'],
      'the answer': ['', seen({ way: 'back', from: '10.62.1.10/32', port: 443 }), 'met'],
      'of whoever begins': ['', seen({ from: '10.62.1.0/24' }), 'met'],
      'of somebody else': ['', seen({ from: '10.62.2.0/24' }), /no lines/],
      'to whom it is for': ['', seen({ to: '198.51.100.0/24', protocol: 'tcp', port: 443 }), 'met'],
      'to somebody else': ['', seen({ to: '10.0.0.0/8' }), /no lines/],
      'another protocol': ['', seen({ protocol: 'udp' }), /no lines/],
      'what is dropped': ['', seen({ verdict: 'drop' }, { after: out(2222) }), 'met'],
      'what is let pass': ['', seen({ verdict: 'drop' }), /no lines/],
      'by the endpoint': ['', seen({ endpoint: '$GATE' }), 'met'],
      'by another endpoint': ['', seen({ endpoint: 'vpce-0' }), /no lines/],
      'past it': [
        'unroute app-table 0.0.0.0/0; route app-table 0.0.0.0/0 igw',
        seen({ way: 'both' }),
        /no lines/,
      ],
      'of one that keeps no log': ['appliance fw-1 inspect', seen({ way: 'both' }), /no lines/],
    },
    (world) => ({ variables: { GATE: world.id('gwlbe') } }),
  )
})
