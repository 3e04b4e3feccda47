import { describe, expect, it } from 'vitest'
import { closeMatches, similarity } from '../../../../../simulator/cli/arguments/close-matches.ts'

// The ratios are those of Python 3.13's difflib.SequenceMatcher(None, a, b).ratio().
describe('how much two words are alike', () => {
  it.each([
    ['describe-vpcs', 'describe-vpc', 0.96],
    ['', '', 1],
    ['abc', 'xyz', 0],
    ['vpc-available', 'vpc-availabl', 0.96],
    ['abcd', 'bcde', 0.75],
    ['tide', 'diet', 0.25],
    ['diet', 'tide', 0.5],
  ])('%s and %s', (a, b, ratio) => {
    expect(similarity(a, b)).toBeCloseTo(ratio, 10)
  })
})

describe('what may have been meant', () => {
  const commands = ['describe-vpcs', 'describe-subnets', 'describe-vpc-endpoints', 'create-vpc', 'delete-vpc']

  it.each([
    ['describe-vpc', ['describe-vpcs']],
    ['creat-vpc', ['create-vpc']],
    ['foo', []],
    // 0.8 is enough, a little less is not.
    ['abcd', ['abcdef']],
  ])('%s', (word, found) => {
    expect(closeMatches(word, [...commands, 'abcdef', 'abcdefg'])).toEqual(found)
  })

  it('is three at most, the likest first, of equals the later in the alphabet', () => {
    expect(closeMatches('abcde1', ['abcde2', 'abcde5', 'abcde3', 'abcde1x', 'abcde4'])).toEqual([
      'abcde1x',
      'abcde5',
      'abcde4',
    ])
  })
})
