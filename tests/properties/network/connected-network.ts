import fc from 'fast-check'
import { say, type World, worldOf } from '../../unit/simulator/network/notation/world.ts'

// Three VPCs with one of everything that connects them to each other, to AWS and to the internet; and whatever may be
// done to these, sensible or not.

export const connected = worldOf(`
  vpc a 10.0.0.0/16 ipv6
  vpc-dns a hostnames on
  subnet a-pub a a 10.0.0.0/24 ipv6
  subnet a-app a b 10.0.1.0/24 ipv6
  subnet a-ep a a 10.0.2.0/24
  vpc b 10.1.0.0/16 ipv6
  vpc-dns b hostnames on
  subnet b-app b a 10.1.0.0/24 ipv6
  subnet b-fw b a 10.1.1.0/24
  vpc c 10.2.0.0/16
  subnet c-app c a 10.2.0.0/24
  prefix-list near 10.0.0.0/16 10.1.0.0/16
  group a-sg a | in all 10.0.0.0/8 | in tcp 443 ::/0 | out all 0.0.0.0/0 | out all ::/0
  group b-sg b | in tcp 0-65535 near | in tcp 443 ::/0 | out all 0.0.0.0/0 | out all ::/0
  group c-sg c | in tcp 443 0.0.0.0/0 | out all 0.0.0.0/0
  acl acl-a a a-app | in 100 allow all 0.0.0.0/0 | out 100 allow all 0.0.0.0/0 | in 101 allow all ::/0 | out 101 allow all ::/0
  acl acl-b b b-app | in 100 allow tcp 0-65535 0.0.0.0/0 | out 100 allow tcp 1024-65535 0.0.0.0/0
  table t-pub a a-pub
  table t-app a a-app
  table t-b b b-app
  table t-fw b b-fw
  table t-c c c-app
  host pub a-pub 10.0.0.10 a-sg public ipv6
  host app a-app 10.0.1.10 a-sg ipv6
  host mid b-app 10.1.0.10 b-sg ipv6
  host fw b-fw 10.1.1.10 b-sg
  host end c-app 10.2.0.10 c-sg
  check fw off
  appliance fw forward
  igw igw a
  eigw eigw a
  nat nat a-pub
  nat nat-b b-fw private
  peer a-b a b
  peer b-c b c
  transit-gateway hub
  attach to-a hub a a-app
  attach to-b hub b b-app
  attach to-c hub c c-app
  gateway-endpoint s3 a s3
  endpoint sqs a sqs a-ep a-sg
  nlb lb b-app
  targets web b tcp/443 | mid
  listener lb tcp/443 web
  service svc lb
  endpoint ep a svc a-ep a-sg
  route t-pub 0.0.0.0/0 igw
  route t-pub 10.1.0.0/16 a-b
  route t-app 0.0.0.0/0 nat
  route t-app 10.1.0.0/16 hub
  route t-b 10.0.0.0/16 hub
  route t-b 10.2.0.0/16 b-c
  route t-c 10.0.0.0/8 hub
`)

const table = fc.constantFrom('t-pub', 't-app', 't-b', 't-fw', 't-c', 'a-table')
const destination = fc.constantFrom(
  ...['0.0.0.0/0', '::/0', '10.0.0.0/16', '10.0.1.0/24', '10.1.0.0/16', '10.1.0.0/24', '10.2.0.0/16', 'near'],
)
const target = fc.constantFrom(
  ...['igw', 'eigw', 'nat', 'nat-b', 'a-b', 'b-c', 'hub', 'fw', 'pub', 'app', 'mid', 'local', 's3', 'ep'],
)
const group = fc.constantFrom('a-sg', 'b-sg', 'c-sg')
const peer = fc.constantFrom('0.0.0.0/0', '::/0', '10.0.0.0/16', '10.1.0.10/32', 'near', 'a-sg', 'b-sg')
const wire = fc.constantFrom('tcp 443', 'tcp 0-65535', 'udp 53', 'all')
const way = fc.constantFrom('in', 'out')

const words = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((all) => all.join(' '))

export const widening = fc.oneof(
  words('allow', group, way, wire, peer),
  words(
    'entry',
    fc.constantFrom('acl-a', 'acl-b'),
    way,
    '1',
    'allow',
    wire,
    fc.constantFrom('0.0.0.0/0', '::/0', '10.0.0.0/8'),
  ),
)

/** Routes, rules and gateways are added, turned and taken away. */
export const change = fc.oneof(
  words('route', table, destination, target),
  words('reroute', table, destination, target),
  words('unroute', table, destination),
  words('revoke', group, way, wire, peer),
  words(
    'entry',
    fc.constantFrom('acl-a', 'acl-b'),
    way,
    '50',
    'deny',
    wire,
    fc.constantFrom('0.0.0.0/0', '10.1.0.0/16'),
  ),
  words(
    'transit-route',
    'hub-table',
    fc.constantFrom('10.0.0.0/16', '10.9.0.0/16', '0.0.0.0/0'),
    fc.constantFrom('to-a', 'to-b', 'to-c', 'blackhole'),
  ),
  words('check', fc.constantFrom('fw', 'mid'), fc.constantFrom('on', 'off')),
  words('disassociate', fc.constantFrom('to-a', 'to-b', 'to-c')),
  widening,
)

/** Things go, whatever still leads to them. */
export const loss = fc.constantFrom(
  ...[
    'no-peer a-b',
    'no-peer b-c',
    'detach to-a',
    'detach to-b',
    'detach to-c',
    'no-igw igw a',
    'no-nat nat',
    'no-nat nat-b',
  ],
  ...[
    'delete-endpoint ep',
    'delete-endpoint sqs',
    'delete-endpoint s3',
    'terminate fw',
    'terminate mid',
    'stop app',
  ],
  ...['untarget web mid', 'unlisten lb:443', 'reject svc ep'],
)

export const flows = [
  ...[
    'pub > app tcp/443',
    'app > mid tcp/443',
    'mid > app tcp/443',
    'app > end tcp/443',
    'end > app tcp/443',
  ],
  ...[
    'mid > end tcp/443',
    'end > fw udp/53',
    'pub > mid.ipv6 tcp/443',
    'app > 2001:db8::7 tcp/443',
    'mid > fw ping',
  ],
  ...[
    'app > 198.51.100.7 tcp/443',
    'pub > 198.51.100.7 udp/53',
    'internet > pub.public tcp/443',
    'app > 52.216.8.5 tcp/443',
  ],
  ...['fw > 10.9.9.9 tcp/443', 'app > nat-eni ping', 'app > sqs/a-ep tcp/443'],
]

/** Through load balancers: what they choose follows from more than the way. */
export const balanced = ['app > ep/a-ep tcp/443', 'pub > ep/a-ep tcp/443', 'mid > lb/b-app tcp/443']

/** Does what may be done; what AWS refuses stays as it was. Tells what was done. */
export function attempt(world: World, said: readonly string[]): string[] {
  return said.filter((line) => {
    const { version } = world.cloud.store
    try {
      say(world, line)
      return true
    } catch (thrown) {
      // A world that notices a mistake of the simulator's own must not take it for a refusal.
      if (!/was not answered: \{"(error|notSimulated)"/.test(String(thrown))) throw thrown
      world.cloud.store.goto(version)
      return false
    }
  })
}

/** What a visit to the connected world tells; afterwards the world is as it was. */
export function visitConnected<T>(said: readonly string[], ask: (world: World) => T): T {
  const { version } = connected.cloud.store
  try {
    attempt(connected, said)
    return ask(connected)
  } finally {
    connected.cloud.store.goto(version)
  }
}
