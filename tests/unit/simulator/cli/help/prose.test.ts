import { describe, expect, test } from 'vitest'
import { firstSentence, proseOf } from '../../../../../simulator/cli/help/prose.ts'

const paragraph = (text: string, depth = 0) => ({ text, depth })
const item = (text: string, depth = 0, mark = 'o') => ({ text, depth, mark })

describe('documentation becomes paragraphs', () => {
  test.each([
    ['nothing', '', []],
    ['a paragraph in two lines', 'The  ID\nof the VPC.', [paragraph('The ID of the VPC.')]],
    ['paragraphs', 'One.\n\nTwo.', [paragraph('One.'), paragraph('Two.')]],
    ['words set off', 'Use `true` or *not*, **now**.', [paragraph('Use true or not , now .')]],
    ['a link', 'See [the guide](https://x/y).', [paragraph('See the guide .')]],
    [
      'an asterisk of its own',
      'Expects the * character, not a*b*c.',
      [paragraph('Expects the * character, not a*b*c.')],
    ],
    [
      'a list',
      'Of:\n\n- one\n\n- two\n\nEnd.',
      [paragraph('Of:'), item('one'), item('two'), paragraph('End.')],
    ],
    ['a numbered list', '1. one\n\n2. two', [item('one', 0, '1.'), item('two', 0, '2.')]],
    ['a second paragraph in an item', '- one\n\n  more', [item('one'), paragraph('more', 1)]],
    ['a list in a list', '- one\n\n  - inner', [item('one'), item('inner', 1)]],
    [
      'a remark',
      'A.\n\nNOTE:\n\n  B.\n\nC.',
      [paragraph('A.'), paragraph('NOTE:'), paragraph('B.', 1), paragraph('C.')],
    ],
    ['lines as they are', '```\na: `1`\n\n  b\n```', [{ text: 'a: `1`\n\n  b', depth: 0, verbatim: true }]],
    [
      'lines as they are, further in',
      '  ```\n  a\n    b\n  ```',
      [{ text: 'a\n  b', depth: 1, verbatim: true }],
    ],
  ])('%s', (_, markup, prose) => {
    expect(proseOf(markup)).toEqual(prose)
  })
})

test.each([
  ['The ID of the VPC. It is required.', 'The ID of the VPC.'],
  ['The ID of the VPC\n\nMore.', 'The ID of the VPC'],
  ['NOTE:\n\n  Only here. Not there.', 'Only here.'],
  ['A range, e.g. 10.0.0.0/16. Then more.', 'A range, e.g. 10.0.0.0/16.'],
  ['A thing (e.g. This one). Then more.', 'A thing (e.g. This one).'],
  ['', ''],
])('the first sentence of %j is %j', (markup, sentence) => {
  expect(firstSentence(markup)).toBe(sentence)
})
