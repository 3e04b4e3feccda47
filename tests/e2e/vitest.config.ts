import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // A test left on its own by mistake would silence all others.
    allowOnly: false,
    include: ['tests/e2e/**/*.e2e.ts'],
    globalSetup: 'tests/e2e/serve-site.ts',
    testTimeout: 60_000,
    // On a busy machine a browser can miss a moment. What fails each time is broken.
    retry: 2,
    hookTimeout: 120_000,
    // One browser at a time: the machine that checks a change has two cores.
    fileParallelism: false,
  },
})
