import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

// `npm run soak`: the properties again, with far more cases, and the random walks for ten minutes each. A failure
// prints the seed; HOPWISE_SEED=… npm run soak walks the same way again.

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    runs: { type: 'string', default: '5000' },
  },
})

const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs')
const hour = 3_600_000

const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'tests/properties', `--testTimeout=${hour}`, '--disable-console-intercept'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      HOPWISE_SEED: String(Date.now() % 2 ** 31),
      ...process.env,
      HOPWISE_SOAK_SECONDS: values.seconds,
      HOPWISE_PROPERTY_RUNS: values.runs,
    },
  },
)
process.exitCode = status ?? 1
