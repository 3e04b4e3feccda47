import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { contains, formatAddress, parseAddress } from '../../../../simulator/kernel/address.ts'
import { queryLogLinesOf } from '../../../../simulator/network/dns/query-log.ts'
import { dnsReasons } from '../../../../simulator/network/dns/reasons.ts'
import { reportOfLookup, tellLookup } from '../../../../simulator/network/dns/report.ts'
import {
  type Asker,
  lookUpAddresses,
  resolve,
  searchDomainsOf,
} from '../../../../simulator/network/dns/resolve.ts'
import { reverseNameOf } from '../../../../simulator/network/dns/reverse-names.ts'
import { addressesOfService, serviceAt } from '../../../../simulator/network/service-addresses.ts'
import { publicNamesIn, serviceNamed } from '../../../../simulator/network/service-names.ts'
import { networkInterfaces } from '../../../../simulator/services/ec2/network-interfaces.ts'
import { vpcEndpoints } from '../../../../simulator/services/ec2/vpc-endpoints.ts'
import { vpcs } from '../../../../simulator/services/ec2/vpcs.ts'
import { managedPrefixListOfService } from '../../../../simulator/world/catalogue/prefix-lists.ts'
import { regions } from '../../../../simulator/world/catalogue/regions.ts'
import { lookUp } from './notation/lookups.ts'
import { say, worldOf } from './notation/world.ts'

const lab = `
  vpc main 10.0.0.0/16
  vpc-dns main hostnames on
  subnet web main a 10.0.1.0/24
  subnet app main b 10.0.2.0/24
  group open-sg main | in all 0.0.0.0/0 | out all 0.0.0.0/0
  host web-1 web 10.0.1.10 open-sg
  host ns-1 app 10.0.2.53 open-sg
  zone corp corp.example private main
  record corp www.corp.example A 10.0.1.10 ttl=60
  record corp shop.corp.example CNAME www.corp.example ttl=120
  resolver-endpoint ask-in inbound web=10.0.1.53,app=10.0.2.54 open-sg
  query-log main queries
`

it('says how long each record may be kept', () => {
  const { records } = lookUp(worldOf(lab), 'web-1 ? shop.corp.example')
  expect(records).toEqual([
    { name: 'shop.corp.example.', type: 'CNAME', ttl: 120, value: 'www.corp.example.' },
    { name: 'www.corp.example.', type: 'A', ttl: 60, value: '10.0.1.10' },
  ])
})

it('names the zone that has no such name, and how long that may be believed', () => {
  const { status, authority } = lookUp(worldOf(lab), 'web-1 ? none.corp.example')
  expect(status).toBe('NXDOMAIN')
  expect(authority).toMatchObject([{ name: 'corp.example.', type: 'SOA', ttl: 900 }])
})

it('says which server answered', () => {
  const world = worldOf(lab)
  expect(lookUp(world, 'web-1 ? www.corp.example').server).toBe('10.0.0.2')
  expect(lookUp(world, 'web-1 ? www.corp.example @10.0.1.53').server).toBe('10.0.1.53')
})

it('gives the same answer at the same moment, and turns the addresses round as time passes', () => {
  const world = worldOf(lab)
  say(world, 'record corp many.corp.example A 10.0.1.1,10.0.1.2,10.0.1.3')
  const firsts = Array.from({ length: 20 }, () => {
    const ask = () => lookUp(world, 'web-1 ? many.corp.example').records.map(({ value }) => value)
    const once = ask()
    expect(ask()).toEqual(once)
    world.pass(1)
    return once[0]
  })
  expect(new Set(firsts).size).toBe(3)
})

it('does not take for a name what cannot be one', () => {
  const { fabric } = worldOf(lab)
  expect(resolve(fabric, { kind: 'internet' }, { name: 'two..dots.example' })).toBeUndefined()
  expect(resolve(fabric, { kind: 'internet' }, { name: '' })).toBeUndefined()
})

it('answers any question somehow, and twice the same', () => {
  const { fabric, id } = worldOf(lab)
  const names = [
    ...[
      '.',
      'arpa',
      'in-addr.arpa',
      '1.in-addr.arpa',
      '300.1.0.10.in-addr.arpa',
      'x.ip6.arpa',
      '*',
      '*.corp.example',
    ],
    ...[
      '_sip._tcp.corp.example',
      'corp.example',
      'a.elb.us-east-1.amazonaws.com',
      'vpce.amazonaws.com',
      'amazonaws.com',
    ],
    ...[
      'vpce-1-2.x.vpce.amazonaws.com',
      'x.rds.amazonaws.com',
      'ec2-1-2-3-999.compute-1.amazonaws.com',
      's3',
    ],
    ...[
      'ip-10-0-1-999.ec2.internal',
      'ec2.internal',
      'i-1.ec2.internal',
      'x.vpc-lattice-rsc.us-east-1.on.aws',
      'api.aws',
    ],
  ]
  const types = ['A', 'AAAA', 'CNAME', 'NS', 'SOA', 'MX', 'TXT', 'PTR', 'SRV', 'ANY', 'TYPE65']
  const askers: Asker[] = [
    { kind: 'internet' },
    { kind: 'interface', id: id('web-1') },
    { kind: 'resolver-endpoint', id: id('ask-in') },
  ]
  for (const asker of askers) {
    for (const name of names) {
      for (const type of types) {
        const answer = resolve(fabric, asker, { name, type })
        expect([name, type, answer?.status]).toEqual([
          name,
          type,
          expect.stringMatching(/^(NOERROR|NXDOMAIN)$/),
        ])
        expect(resolve(fabric, asker, { name, type })).toEqual(answer)
      }
    }
  }
})

// What `describe` prints is all that an import has.
it('makes do with what an import tells of a VPC and its endpoints', () => {
  const world = worldOf(`
    ${lab}
    endpoint sqs-ep main sqs web,app open-sg
    names-of sqs-ep
  `)
  const { store } = world.cloud
  const strip = <H extends { readonly side: object }>(held: H): H => ({ ...held, side: {} })
  store.put(vpcs.table, strip(vpcs.get({ store }, world.id('main'))!))
  store.put(vpcEndpoints.table, strip(vpcEndpoints.get({ store }, world.id('sqs-ep'))!))
  const addressesOf = (question: string) => lookUp(world, question).records.map(({ value }) => value)
  expect(addressesOf('web-1 ? www.corp.example')).toEqual(['10.0.1.10'])
  expect(addressesOf('web-1 ? ip-10-0-1-10.ec2.internal')).toEqual(['10.0.1.10'])
  expect(addressesOf('internet ? {sqs-ep}')).toHaveLength(2)
  expect(addressesOf('internet ? {sqs-ep/b}')).toHaveLength(1)
})

it('knows nothing for askers that are not there', () => {
  const { fabric } = worldOf(lab)
  for (const kind of ['interface', 'site-host', 'resolver-endpoint', 'vpc'] as const) {
    expect(resolve(fabric, { kind, id: 'nobody' }, { name: 'example.com' })?.status).toBe('TIMEOUT')
  }
})

// Route 53 guide, resolver-query-logs-format.
it('writes a line of the query log for each query of a VPC that is logged', () => {
  const world = worldOf(lab)
  const [logged, ...others] = queryLogLinesOf(world.fabric, lookUp(world, 'web-1 ? www.corp.example'))
  expect(others).toEqual([])
  expect(logged).toMatchObject({
    destination: 'arn:aws:logs:us-east-1:123456789012:log-group:queries:*',
    line: {
      account_id: '123456789012',
      region: 'us-east-1',
      vpc_id: world.id('main'),
      query_name: 'www.corp.example.',
      query_type: 'A',
      rcode: 'NOERROR',
      answers: [{ Rdata: '10.0.1.10', Type: 'A', Class: 'IN' }],
      srcaddr: '10.0.1.10',
      transport: 'UDP',
      srcids: { instance: world.id('web-1:instance') },
    },
  })
  expect(logged?.line.query_timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
})

it('tells in the query log by which endpoint a query came, and what DNS Firewall did', () => {
  const world = worldOf(lab)
  say(world, 'domain-list bad | *.corp.example')
  say(world, 'dns-firewall guard main 101 | block bad NXDOMAIN')
  const answer = lookUp(world, 'web-1 ? www.corp.example @10.0.1.53')
  expect(queryLogLinesOf(world.fabric, answer)[0]?.line).toMatchObject({
    rcode: 'NXDOMAIN',
    srcids: { resolver_endpoint: world.id('ask-in'), resolver_network_interface: world.id('ask-in/web') },
    firewall_rule_action: 'BLOCK',
    firewall_rule_group_id: answer.firewall?.group,
    firewall_domain_list_id: world.id('bad'),
  })
})

it('logs nothing of what never reached a resolver', () => {
  const world = worldOf(lab)
  say(world, 'vpc-dns main support off')
  expect(lookUp(world, 'web-1 ? www.corp.example').logged).toEqual([])
})

it('tells a lookup in words, with the way of a query that failed', () => {
  const world = worldOf(lab)
  say(world, 'stop ns-1')
  const answer = lookUp(world, 'web-1 ? www.corp.example @10.0.2.53')
  expect(tellLookup(answer)).toContain('10.0.2.53: www.corp.example. A: The query did not reach the server.')
  expect(tellLookup(answer)).toContain('interface-not-in-use')
  expect(reportOfLookup(answer)).toMatchObject({
    name: 'www.corp.example.',
    status: 'TIMEOUT',
    steps: [{ at: '10.0.2.53', reason: 'query-was-dropped' }],
  })
})

it('finds the addresses of a name as a VPC sees it, or as the internet does', () => {
  const world = worldOf(lab)
  const eni = networkInterfaces.get(world.fabric, world.id('web-1'))
  expect(lookUpAddresses(world.fabric, 'shop.corp.example', eni).map(formatAddress)).toEqual(['10.0.1.10'])
  expect(lookUpAddresses(world.fabric, 'shop.corp.example')).toEqual([])
})

it('puts the domain of the DHCP options behind short names', () => {
  const world = worldOf(lab)
  const eni = networkInterfaces.get(world.fabric, world.id('web-1'))!
  expect(searchDomainsOf(world.fabric, eni)).toEqual(['ec2.internal'])
  say(world, 'no-dhcp main')
  expect(searchDomainsOf(world.fabric, eni)).toEqual([])
})

it.each([
  ['10.0.1.5', '5.1.0.10.in-addr.arpa.'],
  ['2001:db8::1', '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.'],
])('turns %s round to %s', (address, name) => {
  expect(reverseNameOf(parseAddress(address)!)).toBe(name)
})

it.each(regions)(
  'leads from each public name in $code to addresses, and from these back to the service',
  ({ code }) => {
    const astray = [...publicNamesIn(code)].filter(([pattern, service]) => {
      const { ipv4, ipv6 } = addressesOfService(pattern.replace('*', 'some'), service)
      const back = [...ipv4, ...ipv6].map((text) => serviceAt(parseAddress(text)!))
      return !ipv4.length || back.some((one) => one?.name !== service.name || one.region !== code)
    })
    expect(astray).toEqual([])
  },
)

// A gateway endpoint's route must cover what the name resolves to.
it.each(['s3', 'dynamodb'])('answers for %s with addresses of its prefix list', (name) => {
  for (const { code } of regions) {
    const host = `${name}.${code}.amazonaws.com`
    const { ipv4 } = addressesOfService(host, serviceNamed(host)!)
    const entries = managedPrefixListOfService(code, name)?.entries ?? []
    expect([code, ipv4.every((address) => entries.some((cidr) => contains(cidr, address)))]).toEqual([
      code,
      true,
    ])
  }
})

it('has a lookup for every reason that there is', () => {
  const parts = ['', '-forwarding', '-routing', '-service', '-site']
  const tables = parts.map((part) =>
    readFileSync(new URL(`dns${part}-lookups.test.ts`, import.meta.url), 'utf8'),
  )
  const met = new Set(tables.join('\n').match(/[a-z0-9]+(-[a-z0-9]+)+|dns64/g))
  expect(dnsReasons.filter((reason) => !met.has(reason))).toEqual([])
})
