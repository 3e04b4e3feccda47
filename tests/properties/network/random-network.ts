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
