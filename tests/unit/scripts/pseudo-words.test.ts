import { expect, it } from 'vitest'
import { pseudoText } from '../../../scripts/site/pseudo-words.ts'

it('writes words with odd letters and two fifths longer, and leaves signs alone', () => {
  expect(pseudoText('Find it here')).toMatch(/^⟦Fiñd ìt hèrè|^⟦/)
  expect(pseudoText('a'.repeat(100)).length).toBeGreaterThanOrEqual(140)
  expect(pseudoText('→ 12')).toBe('→ 12')
})
