import { describe, expect, it } from 'vitest'
import { wrapped } from '../../../../../simulator/shell/paging/wrap.ts'

describe('a line that is wider than the terminal', () => {
  it.each<[string, string, string]>([
    ['goes on at a word', 'one two three four five six', 'one two three four\nfive six'],
    ['that just fits stays', 'one two three four f', 'one two three four f'],
    [
      'of a goal goes on below its text',
      '✗ first: a thing is made there',
      '✗ first: a thing is\n  made there',
    ],
    [
      'of a table goes on in its column',
      'Time   half past one o’clock',
      'Time   half past one\n       o’clock',
    ],
    ['that is indented stays so', '  one two three four five', '  one two three four\n  five'],
    ['of what was found goes on farther in', '  found: nobody answers it', '  found: nobody\n    answers it'],
    [
      'keeps a word that is wider',
      'see https://example.com/a/long/way',
      'see\nhttps://example.com/a/long/way',
    ],
    ['is measured in columns, not in letters', '漢字漢字 漢字漢字 漢字', '漢字漢字 漢字漢字\n漢字'],
    [
      'is measured without its colours',
      '\x1b[2mone two three four\x1b[22m five',
      '\x1b[2mone two three four\x1b[22m\nfive',
    ],
    [
      'that is a command stays whole',
      '  aws ec2 describe-vpcs --output text',
      '  aws ec2 describe-vpcs --output text',
    ],
    [
      'of code stays whole',
      '```\n{ "one": "two three four five" }\n```',
      '```\n{ "one": "two three four five" }\n```',
    ],
  ])('%s', (_, text, shown) => {
    expect(wrapped(text, 20)).toBe(shown)
  })
})
