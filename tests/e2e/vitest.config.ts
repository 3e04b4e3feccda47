import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // A test left on its own by mistake would silence all others.
    allowOnly: false,
    include: ['tests/e2e/**/*.e2e.ts'],
    globalSetup: 'tests/e2e/serve-site.ts',
    setupFiles: 'tests/e2e/after-each.ts',
    testTimeout: 60_000,
    // On a busy machine a browser can miss a moment; `npm test` names what needed a second try.
    retry: 1,
    hookTimeout: 120_000,
    // Two browsers at a time, each with a file of its own: the machine that checks a change has two cores.
    maxWorkers: 2,
  },
})
