import { expect, it } from 'vitest'
import { printReference, readReference } from '../../../scripts/reference.ts'

it('REFERENCE.md says what the schemas of packs say', () => {
  expect(readReference(), 'Run `npm run reference` and commit what it writes.').toBe(printReference())
})
