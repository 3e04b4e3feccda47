import { describe, expect, it } from 'vitest'
import { readCondition, readOperator } from '../../../../simulator/policy/condition.ts'
import type { ContextKeys } from '../../../../simulator/policy/context.ts'

function holds(operator: string, values: string[], keys: ContextKeys): boolean {
  const condition = readCondition(
    readOperator(operator)!,
    { operator, key: 'aws:Key', values },
    { variables: true },
  )
  if ('wrong' in condition) throw new Error(`Wrong values: ${condition.wrong.join()}`)
  return condition.holds(keys)
}

const a = { 'aws:key': 'a' }
const none = {}
const ab = { 'aws:key': ['a', 'b'] }
const empty = { 'aws:key': [] }

describe('a condition', () => {
  it.each<[string, string[], ContextKeys, boolean, string]>([
    ['StringEquals', ['a'], a, true, 'equal'],
    ['StringEquals', ['x', 'a'], a, true, 'one of several values is enough'],
    ['StringEquals', ['x'], a, false, 'another value'],
    ['StringEquals', ['a'], none, false, 'a missing key matches nothing'],
    ['StringEquals', [], a, false, 'no value to match'],
    ['StringEquals', ['b'], ab, true, 'any value of a multivalued key'],
    ['StringNotEquals', ['x'], a, true, 'different'],
    ['StringNotEquals', ['x', 'a'], a, false, 'must differ from all values'],
    ['StringNotEquals', ['a'], none, true, 'a missing key is different from everything'],
    ['StringNotEquals', ['b'], ab, false, 'all values of a multivalued key must differ'],
    ['NotIpAddress', ['10.0.0.0/8'], none, true, 'no source address is outside of the range'],
    ['IpAddress', ['10.0.0.0/8'], none, false, 'no source address is not inside of it'],
    ['Bool', ['false'], none, false, 'not said is not false'],

    ['StringEqualsIfExists', ['x'], none, true, 'not looked at where it is missing'],
    ['StringEqualsIfExists', ['x'], a, false, 'looked at where it is there'],
    ['StringNotEqualsIfExists', ['a'], none, true, 'missing, negated'],
    ['StringNotEqualsIfExists', ['a'], a, false, 'there, negated'],
    ['BoolIfExists', ['false'], none, true, 'the recommended test for a second factor'],

    ['ForAllValues:StringEquals', ['a', 'b', 'c'], ab, true, 'a subset'],
    ['ForAllValues:StringEquals', ['a'], ab, false, 'one too many'],
    ['ForAllValues:StringEquals', ['a'], none, true, 'nothing is a subset'],
    ['ForAllValues:StringEquals', ['a'], empty, true, 'an empty list is a subset'],
    ['ForAllValues:StringEquals', ['a'], { 'aws:key': '' }, true, 'an empty value is none'],
    ['ForAllValues:StringNotEquals', ['c'], ab, true, 'all differ'],
    ['ForAllValues:StringNotEquals', ['b'], ab, false, 'one does not'],
    ['ForAnyValue:StringEquals', ['b'], ab, true, 'they share one'],
    ['ForAnyValue:StringEquals', ['c'], ab, false, 'they share none'],
    ['ForAnyValue:StringEquals', ['a'], none, false, 'nothing shares nothing'],
    ['ForAnyValue:StringEquals', ['a'], empty, false, 'an empty list shares nothing'],
    ['ForAnyValue:StringNotEquals', ['a'], ab, true, 'one differs'],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ab, false, 'none differs'],
    ['ForAnyValue:StringNotEquals', ['a'], none, false, 'no value can differ'],
    ['ForAnyValue:StringEqualsIfExists', ['c'], none, true, 'missing'],

    ['Null', ['true'], none, true, 'it is not there'],
    ['Null', ['true'], a, false, 'it is there'],
    ['Null', ['false'], a, true, 'it is there, as wanted'],
    ['Null', ['false'], none, false, 'it is not there, unwanted'],
    ['Null', ['true'], empty, true, 'an empty list is not there'],

    ['StringEquals', [`\${aws:nothing}`], a, false, 'a variable without a value matches nothing'],
    ['StringNotEquals', [`\${aws:nothing}`], a, false, 'and differs from nothing'],
    ['StringNotEquals', [`\${aws:nothing}`, 'a'], a, false, 'a match decides first'],
  ])('%s %j of %j: %s (%s)', (operator, values, keys, expected) => {
    expect(holds(operator, values, keys)).toBe(expected)
  })

  it('finds its key in any capitals, and no key that is not the request’s own', () => {
    expect(holds('StringEquals', ['a'], { 'aws:key': 'a' })).toBe(true)
    const inherited = readCondition(
      readOperator('Null')!,
      { operator: 'Null', key: 'toString', values: ['true'] },
      { variables: true },
    )
    expect('holds' in inherited && inherited.holds({})).toBe(true)
  })
})

describe('the name of an operator', () => {
  it.each([
    'StringLikes',
    'stringlike',
    'NullIfExists',
    'IfExists',
    'ForAnyValue::StringEquals',
    'ForSomeValues:StringEquals',
    'ForAnyValue:',
    '',
  ])('%j is none', (name) => {
    expect(readOperator(name)).toBeUndefined()
  })

  it('may have a set in front and IfExists behind', () => {
    expect(readOperator('ForAllValues:ArnNotLikeIfExists')).toMatchObject({
      operator: { name: 'ArnNotLike' },
      set: 'ForAllValues',
      ifExists: true,
    })
  })
})
