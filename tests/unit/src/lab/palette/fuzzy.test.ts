import { describe, expect, it } from 'vitest'
import { best } from '../../../../../src/lab/palette/fuzzy.ts'

const all = [
  'Map',
  'Time line',
  'Undo the last step',
  'Explain which goals fail, and why',
  'app-1 i-0a1b2c3d 10.20.1.21',
  'vpce-0123456789abcdef0 Interface endpoint',
  'A private door to Amazon SQS foundations/a-private-door-to-sqs',
  'What this network costs',
]
const find = (typed: string) => best(typed, all, (text) => text)

describe('what somebody typed', () => {
  it.each([
    ['map', 'Map'],
    ['tl', 'Time line'],
    ['undo', 'Undo the last step'],
    ['last undo', 'Undo the last step'],
    ['10.20.1.21', 'app-1 i-0a1b2c3d 10.20.1.21'],
    ['vpce-0123', 'vpce-0123456789abcdef0 Interface endpoint'],
    ['priv sqs', 'A private door to Amazon SQS foundations/a-private-door-to-sqs'],
    ['egf', 'Explain which goals fail, and why'],
    ['COST', 'What this network costs'],
  ])('%s finds first: %s', (typed, expected) => {
    expect(find(typed)[0]).toBe(expected)
  })

  it('finds everything, in its order, when it is nothing', () => {
    expect(find('  ')).toEqual(all)
  })

  it.each(['zebra', 'map zebra', 'aaaaaaaaaaaa'])('finds nothing for %s', (typed) => {
    expect(find(typed)).toEqual([])
  })

  it('puts the start of a word before its middle', () => {
    expect(best('end', ['Spend less', 'Endpoint'], (text) => text)).toEqual(['Endpoint', 'Spend less'])
  })
})
