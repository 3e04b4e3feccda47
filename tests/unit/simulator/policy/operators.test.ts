import { describe, expect, it } from 'vitest'
import { operators } from '../../../../simulator/policy/operators/index.ts'

interface Case {
  /** What the policy wants. */
  wants: string
  /** Values of the request that match it, and that do not. */
  like: string[]
  unlike: string[]
  keys?: Record<string, string>
}

const bob = { 'aws:username': 'bob' }

// For a negated operator, `like` are the values that the operator without the `Not` would take.
const cases: Record<string, Case[]> = {
  StringEquals: [
    { wants: 'vpce-1', like: ['vpce-1'], unlike: ['VPCE-1', 'vpce-11', '', 'vpce-*'] },
    { wants: 'a*b?', like: ['a*b?'], unlike: ['aXbY'] },
    { wants: `home-\${aws:username}`, like: ['home-bob'], unlike: ['home-', 'home-eve'], keys: bob },
    { wants: `\${aws:nobody, 'guest'}`, like: ['guest'], unlike: ["'guest'", ''] },
    { wants: `\${*}\${?}\${$}`, like: ['*?$'], unlike: ['abc', `\${*}\${?}\${$}`] },
  ],
  StringEqualsIgnoreCase: [
    { wants: 'Blue', like: ['BLUE', 'blue'], unlike: ['blues'] },
    { wants: `\${aws:username}`, like: ['BOB'], unlike: ['eve'], keys: bob },
  ],
  StringLike: [
    { wants: 'vpce-*', like: ['vpce-', 'vpce-1'], unlike: ['VPCE-1', 'xvpce-1'] },
    { wants: 'a?c', like: ['abc'], unlike: ['ac', 'abbc'] },
    { wants: '*a*b*', like: ['ab', 'xxaxxbxx'], unlike: ['ba'] },
    { wants: `\${aws:username}/*`, like: ['bob/x'], unlike: ['eve/x'], keys: bob },
    { wants: `\${aws:username}`, like: ['b*'], unlike: ['bob'], keys: { 'aws:username': 'b*' } },
  ],
  NumericEquals: [{ wants: '10', like: ['10', '10.0', '1e1'], unlike: ['11', 'ten', ''] }],
  NumericLessThan: [{ wants: '10', like: ['9.99', '-5'], unlike: ['10', '11', 'nine'] }],
  NumericLessThanEquals: [{ wants: '10', like: ['10', '9'], unlike: ['10.01'] }],
  NumericGreaterThan: [{ wants: '10', like: ['10.01'], unlike: ['10', '9', 'eleven'] }],
  NumericGreaterThanEquals: [{ wants: '10', like: ['10', '11'], unlike: ['9.99'] }],
  DateEquals: [
    {
      wants: '2026-11-02T09:00:00Z',
      like: ['2026-11-02T09:00:00Z', '2026-11-02T10:00:00+01:00', '1793610000', '2026-11-02T09Z'],
      unlike: ['2026-11-02T09:00:01Z', '2026-11-02', 'monday'],
    },
    { wants: '2026', like: ['2026-01-01', '2026-01'], unlike: ['1793610000'] },
  ],
  DateLessThan: [
    { wants: '2026-11-02T09:00:00Z', like: ['2026-11-02T08:59:59Z'], unlike: ['2026-11-02T09:00:00Z', 'x'] },
  ],
  DateLessThanEquals: [
    { wants: '2026-11-02', like: ['2026-11-02T00:00:00Z'], unlike: ['2026-11-02T00:00:01Z'] },
  ],
  DateGreaterThan: [
    { wants: '2026-11-02', like: ['2026-11-02T00:00:00.5Z'], unlike: ['2026-11-02T00:00:00Z', '2025'] },
  ],
  DateGreaterThanEquals: [
    { wants: '2026-11-02', like: ['2026-11-02', '2027'], unlike: ['2026-11-01T23:59:59Z'] },
  ],
  Bool: [
    { wants: 'true', like: ['true', 'TRUE'], unlike: ['false', '1', ''] },
    { wants: 'False', like: ['false'], unlike: ['true'] },
  ],
  BinaryEquals: [{ wants: 'QmluYXJ5', like: ['QmluYXJ5'], unlike: ['qmluyxj5', '!', 'QmluYXI='] }],
  IpAddress: [
    {
      wants: '203.0.113.0/24',
      like: ['203.0.113.0', '203.0.113.255'],
      unlike: ['203.0.112.255', '203.0.114.0', '2001:db8::1', 'here'],
    },
    { wants: '203.0.113.7', like: ['203.0.113.7'], unlike: ['203.0.113.8'] },
    {
      wants: '2001:DB8:1234:5678::/64',
      like: ['2001:db8:1234:5678:ffff::1'],
      unlike: ['2001:db8:1234:5679::1'],
    },
    { wants: '2001:db8::1', like: ['2001:db8:0:0:0:0:0:1'], unlike: ['2001:db8::2', '203.0.113.7'] },
  ],
  ArnLike: [
    {
      wants: 'arn:aws:iam::*:role/audit-*',
      like: ['arn:aws:iam::111111111111:role/audit-eu'],
      unlike: ['arn:aws:iam::111111111111:role/build', 'arn:aws:iam::1:x:role/audit-1', 'audit-eu'],
    },
    // A wildcard stays between its colons: the page's own example.
    {
      wants: 'arn:aws:someservice:*:111122223333:finance/*',
      like: ['arn:aws:someservice:us-east-2:111122223333:finance/a:b/c'],
      unlike: ['arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt'],
    },
    { wants: '*', like: ['arn:aws:s3:::b', 'anything'], unlike: [] },
    // Unlike a Resource, it is not completed.
    { wants: 'arn:aws:s3', like: [], unlike: ['arn:aws:s3:::b'] },
    {
      wants: `arn:aws:iam::1:user/\${aws:username}`,
      like: ['arn:aws:iam::1:user/bob'],
      unlike: ['arn:aws:iam::1:user/eve'],
      keys: bob,
    },
  ],
}
cases['ArnEquals'] = cases['ArnLike']!

const negations: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotLike: 'ArnLike',
  ArnNotEquals: 'ArnLike',
}

describe('every condition operator', () => {
  it('has its cases here', () => {
    expect([...operators.keys()].sort()).toEqual([...Object.keys(cases), ...Object.keys(negations)].sort())
  })

  describe.each([...operators.values()])('$name', ({ name, negated, read }) => {
    it(negated ? 'is a negation' : 'is no negation', () => {
      expect(negated).toBe(name in negations)
    })

    it.each(cases[negations[name] ?? name]!)('$wants', ({ wants, like, unlike, keys = {} }) => {
      const test = read(wants, { variables: true })!
      expect(like.filter((value) => test(value, keys) !== true)).toEqual([])
      expect(unlike.filter((value) => test(value, keys) !== false)).toEqual([])
    })
  })
})

describe('a policy’s value of the wrong type', () => {
  it.each([
    ['NumericEquals', ['ten', '', '1,5', '0x10']],
    ['DateGreaterThan', ['soon', '2026-13-01', '2026-02-30', '2026-11-02T25:00Z', '']],
    ['Bool', ['yes', '1', '']],
    ['BinaryEquals', ['not base64!', 'A']],
    ['IpAddress', ['10.0.0.0/33', '10.0.0', 'here', '']],
  ])('%s takes none of %j', (name, values) => {
    const operator = operators.get(name)!
    expect(values.filter((value) => operator.read(value, { variables: true }))).toEqual([])
  })
})

describe('a variable that has no value', () => {
  it.each(['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnLike'])('%s cannot tell', (name) => {
    const test = operators.get(name)!.read(`\${aws:username}`, { variables: true })!
    expect(test('bob', {})).toBeUndefined()
    expect(test('bob', { 'aws:username': ['bob'] }), 'a multivalued key is no value').toBeUndefined()
  })

  it('is plain text in the language of 2008', () => {
    const test = operators.get('StringEquals')!.read(`\${aws:username}`, { variables: false })!
    expect(test(`\${aws:username}`, bob)).toBe(true)
    expect(test('bob', bob)).toBe(false)
  })
})
