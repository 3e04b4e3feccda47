import { describe, expect, test } from 'vitest'
import { filler } from '../../../../../simulator/cli/help/fill.ts'
import { breaksOf } from '../../../../../simulator/cli/help/hyphenation.ts'

function set(width: number, ...paragraphs: string[]): string[] {
  const fill = filler()
  return paragraphs.flatMap((text) => fill(text, width))
}

function broken(word: string): string {
  const at = [0, ...breaksOf(word), word.length]
  return at
    .slice(1)
    .map((end, index) => word.slice(at[index], end))
    .join('|')
}

// Every expected line was set by groff 1.22 -man -Tascii.
describe('text is set as groff sets it', () => {
  test('the last line of a paragraph keeps its single spaces', () => {
    expect(set(71, 'Creates a VPC with the specified CIDR blocks.')).toEqual([
      'Creates a VPC with the specified CIDR blocks.',
    ])
  })

  test('gaps are widened from the left in one line and from the right in the next', () => {
    const text =
      'Describes your VPCs. The default is to describe all your VPCs. Alternatively, you can specify specific VPC IDs or filter the results to include only the VPCs that match specific criteria.'
    expect(set(71, text)).toEqual([
      'Describes your VPCs. The default is to describe all your VPCs. Alterna-',
      'tively, you can specify specific VPC IDs or filter the results  to  in-',
      'clude only the VPCs that match specific criteria.',
    ])
  })

  test('the side goes on changing from one paragraph to the next', () => {
    const [first, , second] = set(19, 'one two three for four', 'one two three for four')
    expect([first, second]).toEqual(['one  two  three for', 'one two  three  for'])
  })

  test('a word longer than the line stands alone and is not cut', () => {
    expect(set(10, 'see 0123456789012 now')).toEqual(['see', '0123456789012', 'now'])
  })

  test('nothing is no line', () => {
    expect(set(10, ' \n ')).toEqual([])
  })
})

describe('words are broken where TeX breaks them', () => {
  test.each([
    ['hyphenation', 'hy|phen|ation'],
    ['associate', 'as|so|ciate'],
    ['Region', 'Re|gion'],
    ['project', 'project'],
    ['of', 'of'],
    ['--no-amazon-provided', '--no-ama|zon-pro|vided'],
    ['10.0.0.0/16', '10.0.0.0/16'],
  ])('%s', (word, parts) => {
    expect(broken(word)).toBe(parts)
  })
})
