import fc from 'fast-check'

// Random networks in the notation of the flow tests: small, crowded, and half of what is asked in them is refused.

const hosts = ['h0', 'h1', 'h2', 'h3', 'h4'] as const
const subnets = ['s0', 's1', 's2'] as const
const groups = ['g0', 'g1', 'g2'] as const

const protocol = fc.constantFrom('tcp', 'udp')
const port = fc.constantFrom('22', '443', '443-8443', '0-65535')
const cidr = fc.constantFrom('0.0.0.0/0', '10.0.0.0/16', '10.0.0.0/24', '10.0.1.0/24', '10.0.2.10/32')
const peer = fc.oneof(cidr, fc.constantFrom(...groups))

export const ruleClause = fc.oneof(
  fc.tuple(fc.constantFrom('in', 'out'), protocol, port, peer).map((words) => words.join(' ')),
  fc.tuple(fc.constantFrom('in', 'out'), peer).map(([direction, who]) => `${direction} all ${who}`),
)

const entryClause = fc
  .tuple(fc.constantFrom('in', 'out'), fc.constantFrom('allow', 'allow', 'deny'), protocol, port, cidr)
  .map(([direction, action, ...rest]) => [direction, action, ...rest])

/** A rule that a group has already is no news to AWS: it refuses it. */
const clausesOf = fc.uniqueArray(ruleClause, { maxLength: 4 })

export interface RandomNetwork {
  readonly text: string
  readonly flows: readonly string[]
}

const flow = fc
  .tuple(fc.constantFrom(...hosts), fc.constantFrom(...hosts), protocol, fc.constantFrom('22', '443', '9000'))
  .filter(([from, to]) => from !== to)
  .map(([from, to, wire, number]) => `${from} > ${to} ${wire}/${number}`)

export const randomNetwork: fc.Arbitrary<RandomNetwork> = fc
  .record({
    rules: fc.tuple(clausesOf, clausesOf, clausesOf),
    homes: fc.array(fc.tuple(fc.constantFrom(...subnets), fc.constantFrom(...groups)), {
      minLength: hosts.length,
      maxLength: hosts.length,
    }),
    acl: fc.option(fc.uniqueArray(entryClause, { maxLength: 5 })),
    aclSubnets: fc.uniqueArray(fc.constantFrom(...subnets), { minLength: 1, maxLength: 2 }),
    flows: fc.array(flow, { minLength: 4, maxLength: 8 }),
  })
  .map(({ rules, homes, acl, aclSubnets, flows }) => ({
    text: [
      'vpc main 10.0.0.0/16',
      ...subnets.map((subnet, i) => `subnet ${subnet} main ${'ab'[i % 2]} 10.0.${i}.0/24`),
      ...groups.map((group) => `group ${group} main`),
      ...rules.flatMap((clauses, i) => clauses.map((clause) => `allow g${i} ${clause}`)),
      ...(acl
        ? [
            `acl acl main ${aclSubnets.join(' ')}`,
            ...acl.map(([direction, ...rest], i) => `entry acl ${direction} ${100 + i} ${rest.join(' ')}`),
          ]
        : []),
      ...homes.map(([subnet, group], i) => `host h${i} ${subnet} 10.0.${subnet.slice(1)}.${10 + i} ${group}`),
    ].join('\n'),
    flows,
  }))

// Networks of several VPCs: peered, on a transit gateway, with a NAT gateway; and some of it left out or led astray.

const home = `
  vpc main 10.0.0.0/16
  subnet web main a 10.0.0.0/24
  subnet app main a 10.0.1.0/24
  subnet link main b 10.0.255.0/28
  group main-sg main | out all 0.0.0.0/0 | in all 10.0.0.0/8
  host web-1 web 10.0.0.10 main-sg public
  host app-1 app 10.0.1.10 main-sg
  vpc peer 10.1.0.0/16
  subnet there peer a 10.1.0.0/24
  group peer-sg peer | out all 0.0.0.0/0 | in all 10.0.0.0/8
  host peer-1 there 10.1.0.10 peer-sg
  vpc spoke 10.2.0.0/16
  subnet far spoke a 10.2.0.0/24
  group spoke-sg spoke | out all 0.0.0.0/0 | in all 10.0.0.0/8
  host spoke-1 far 10.2.0.10 spoke-sg
  igw gate main
  nat out web
  peer pcx main peer
  transit-gateway hub
  attach to-main hub main app
  attach to-spoke hub spoke far
  table public main web
  table private main app
`

const links = [
  'route public 0.0.0.0/0 gate',
  'route private 0.0.0.0/0 out',
  'route public 10.1.0.0/16 pcx',
  'route private 10.1.0.0/16 pcx',
  'route peer-table 10.0.0.0/16 pcx',
  'route public 10.2.0.0/16 hub',
  'route private 10.2.0.0/16 hub',
  'route spoke-table 10.0.0.0/16 hub',
  'attached-by to-main add link',
] as const

const troubles = [
  'stop peer-1',
  'stop spoke-1',
  'revoke main-sg out all 0.0.0.0/0',
  'revoke peer-sg in all 10.0.0.0/8',
  'revoke spoke-sg in all 10.0.0.0/8',
  'unpropagate to-spoke hub-table',
  'disassociate to-main',
  'transit-route hub-table 10.2.0.0/16 blackhole',
  'transit-route hub-table 10.0.0.0/16 to-spoke',
  'acl shut main app | in 100 allow tcp 443 10.1.0.0/16',
  'acl closed peer there | in 100 allow all 10.0.0.0/16',
  'fault spoke-1:instance',
  'fault pcx',
  'no-nat out',
  'no-peer pcx',
] as const

const journeys = [
  'web-1 > peer-1 tcp/443',
  'app-1 > peer-1 tcp/443',
  'peer-1 > app-1 tcp/443',
  'web-1 > spoke-1 tcp/443',
  'app-1 > spoke-1 udp/53',
  'spoke-1 > app-1 tcp/22',
  'app-1 > web-1 tcp/443',
  'app-1 > 198.51.100.7 tcp/443',
  'web-1 > 198.51.100.7 tcp/443',
  'peer-1 > spoke-1 tcp/443',
  'peer-1 > 198.51.100.7 tcp/443',
] as const

/** What all of them have, to be built once; what each of them is made of, to be said after it. */
export const internetwork = home

export const randomInternetwork: fc.Arbitrary<{
  readonly changes: readonly string[]
  readonly flow: string
}> = fc.record({
  changes: fc
    .tuple(fc.subarray([...links], { minLength: 4 }), fc.subarray([...troubles], { maxLength: 4 }))
    .map(([some, broken]) => [...some, ...broken]),
  flow: fc.constantFrom(...journeys),
})
