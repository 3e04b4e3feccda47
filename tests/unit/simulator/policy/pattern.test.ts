import { describe, expect, it } from 'vitest'
import { matches, matchesArn, readPattern, resolve } from '../../../../simulator/policy/pattern.ts'

const units = (text: string, keys = {}) =>
  resolve(readPattern(text, { wildcards: true, variables: true }), keys)!

describe('a wildcard pattern', () => {
  it.each<[string, string, boolean]>([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'abc', true],
    ['?', '', false],
    ['ec2:*', 'ec2:', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab', 'aab', true],
    ['a*b*c', 'abcbc', true],
    ['a*b?c', 'abbc', true],
    ['a*b?c', 'abc', false],
    ['a.c', 'abc', false],
  ])('%j and %j: %s', (pattern, text, expected) => {
    expect(matches(units(pattern), text)).toBe(expected)
  })

  it('takes no long time over a text that almost matches', () => {
    const steps = 'a*'.repeat(40)
    expect(matches(units(`${steps}b`), 'a'.repeat(4000))).toBe(false)
  })
})

describe('a resource’s ARN', () => {
  const queue = 'arn:aws:sqs:us-east-1:111111111111:orders'

  it.each<[string, string, boolean]>([
    ['*', queue, true],
    ['*', '*', true],
    [queue, queue, true],
    ['arn:aws:sqs:*:*:*', queue, true],
    ['arn:aws:sqs:us-*:111111111111:ord???', queue, true],
    ['arn:aws:sqs:*:orders', queue, false],
    ['arn:aws:sqs:us-east-1:1*1:orders', queue, true],
    // Six parts are meant where fewer are written.
    ['arn:aws:sqs', queue, true],
    ['arn:aws:sqs:us-east-1', queue, true],
    ['arn:aws:sqs:eu-west-1', queue, false],
    ['arn:*', queue, true],
    ['arn:aws:sns', queue, false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/k/k:k', true],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
    // An action without resources is allowed by `*` alone.
    ['arn:aws:ec2:*:*:*', '*', false],
    ['arn:aws:sqs', 'arn:aws:sqs', false],
  ])('%j and %j: %s', (pattern, arn, expected) => {
    expect(matchesArn(units(pattern), arn, true)).toBe(expected)
  })
})

describe('variables', () => {
  it.each<[string, string | undefined]>([
    [`x\${aws:username}y`, 'xboby'],
    [`\${AWS:UserName}`, 'bob'],
    [`\${ aws:username }`, 'bob'],
    [`\${aws:nobody,'me'}`, 'me'],
    [`\${aws:nobody, ''}`, ''],
    [`\${aws:PrincipalTag/Cost Center}`, '42'],
    [`\${aws:username`, `\${aws:username`],
    ['$aws:username', '$aws:username'],
    [`\${}`, `\${}`],
    [`\${ }`, `\${ }`],
    [`\${aws:nobody}`, undefined],
  ])('%s becomes %j', (text, expected) => {
    const read = readPattern(text, { wildcards: false, variables: true })
    const resolved = resolve(read, { 'aws:username': 'bob', 'aws:principaltag/cost center': '42' })
    expect(resolved && String.fromCharCode(...resolved)).toBe(expected)
  })
})
