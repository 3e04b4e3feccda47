import { defineConfig } from 'vitest/config'

// Only where an AWS CLI is installed; a step of `npm test` looks for one.
export default defineConfig({
  test: {
    allowOnly: false,
    include: ['tests/conformance/real-cli/**/*.real.ts'],
    testTimeout: 120_000,
    fileParallelism: false,
  },
})
