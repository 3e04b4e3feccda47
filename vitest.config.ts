import { defineConfig } from 'vitest/config'
import { seedOfTree } from './scripts/seed-of-tree.ts'

export default defineConfig({
  test: {
    // A test left on its own by mistake would silence all others.
    allowOnly: false,
    include: ['tests/{unit,properties,conformance}/**/*.test.ts', 'tests/*.test.ts'],
    testTimeout: 60_000,
    // The machine that checks a change has two cores.
    maxWorkers: 2,
    env: { HOPWISE_SEED: process.env.HOPWISE_SEED ?? String(seedOfTree()) },
  },
})
