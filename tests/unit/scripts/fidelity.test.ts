import { expect, it } from 'vitest'
import { printFidelity, readFidelity } from '../../../scripts/fidelity.ts'

it('FIDELITY.md says what the operations say of themselves', async () => {
  expect(readFidelity(), 'Run `npm run fidelity` and commit what it writes.').toBe(await printFidelity())
})
