// What `npm test` runs. A new check is one entry here.

import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { installedVersion } from '../tests/conformance/real-cli/find-aws.ts'
import { hasChromium } from '../tests/e2e/chromium.ts'
import { buildSite } from './build.ts'
import { commandFile, root, run } from './commands.ts'
import { filesBelow } from './fingerprint.ts'
import { checkSizes } from './sizes.ts'
import { checkWorkerSize } from './worker-size.ts'

export interface StepResult {
  passed: number
  failed: number
  /** What a person needs to see when something failed. */
  output: string
  /** A few words for the step's line. */
  note?: string
  /** Why the step could not run on this machine at all. */
  notRun?: string
}

export interface Step {
  name: string
  /** What a step needs to have run before it. */
  after?: string
  run: () => Promise<StepResult>
}

/** Longest first, so that two at a time end early. */
export const steps: readonly Step[] = [
  { name: 'unit', run: () => vitest('unit', ['tests/unit']) },
  { name: 'properties', run: () => vitest('properties', ['tests/properties']) },
  { name: 'conformance', run: () => vitest('conformance', ['tests/conformance']) },
  { name: 'real-cli', run: realCli },
  { name: 'house', run: () => vitest('house', ['tests/architecture.test.ts', 'tests/repository.test.ts']) },
  { name: 'site', run: site },
  {
    name: 'types-pages',
    run: () => command('@astrojs/check', 'astro-check', ['--minimumFailingSeverity', 'hint']),
  },
  { name: 'types-components', run: components },
  { name: 'types-simulator', run: () => typeCheck('simulator/tsconfig.json') },
  { name: 'types-node', run: () => typeCheck('simulator/node/tsconfig.json') },
  { name: 'types-tests', run: () => typeCheck('tests/tsconfig.json') },
  {
    name: 'style',
    run: () => command('@biomejs/biome', 'biome', ['ci', '--error-on-warnings', '--colors=off']),
  },
  { name: 'unused', run: () => command('knip', 'knip', []) },
  { name: 'worker-size', run: checkWorkerSize },
  { name: 'sizes', after: 'site', run: async () => checkSizes(path.join(root, 'dist')) },
  { name: 'browser', after: 'site', run: browser },
]

/** A tool that says nothing of interest when all is well. */
async function command(packageName: string, name: string, args: string[]): Promise<StepResult> {
  const { status, output } = await run(commandFile(packageName, name), args)
  return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, output }
}

const typeCheck = (project: string) => command('typescript', 'tsc', ['-p', project, '--pretty', 'false'])

/** svelte-check itself complains when there is nothing to check. */
async function components(): Promise<StepResult> {
  const some = filesBelow(path.join(root, 'src')).some((file) => file.endsWith('.svelte'))
  if (!some) return { passed: 1, failed: 0, output: '', note: 'no component yet' }
  return command('svelte-check', 'svelte-check', ['--fail-on-warnings'])
}

async function site(): Promise<StepResult> {
  const { problem } = await buildSite()
  return { passed: problem ? 0 : 1, failed: problem ? 1 : 0, output: problem ?? '' }
}

/** Whether an AWS CLI that people have and our terminal are of one mind can be seen only where there is one. */
async function realCli(): Promise<StepResult> {
  const version = installedVersion()
  if (!version) {
    const notRun = 'no AWS CLI is installed: install one, or name it in HOPWISE_AWS_CLI'
    return { passed: 0, failed: 0, output: '', notRun }
  }
  const result = await vitest('real-cli', ['--config', 'tests/conformance/real-cli/vitest.config.ts'])
  return { ...result, note: `${result.note ?? ''} with AWS CLI ${version}` }
}

/** Only where no browser comes with the packages and none is installed, the step says so and lets the rest pass. */
async function browser(): Promise<StepResult> {
  if (hasChromium()) return vitest('browser', ['--config', 'tests/e2e/vitest.config.ts'])
  const notRun = `no Chromium for ${process.platform} ${process.arch}: install one, or name it in CHROME_PATH`
  return { passed: 0, failed: 0, output: '', notRun }
}

/** Runs tests and counts them one by one; a file that does not load counts as one failure. */
export async function vitest(name: string, args: string[]): Promise<StepResult> {
  const folder = path.join(root, 'node_modules', '.cache', 'hopwise')
  const report = path.join(folder, `${name}.json`)
  mkdirSync(folder, { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=minimal', '--reporter=json', `--outputFile.json=${report}`]
  const { status, output } = await run(commandFile('vitest', 'vitest'), ['run', ...args, ...reporters])
  const { passed, failed, broken, skipped, retried } = readReport(report)
  if (status === 0 && skipped) {
    return { passed, failed: skipped, output: `${skipped} tests are skipped. Mend them or remove them.` }
  }
  const lost = status !== 0 && failed + broken === 0 ? 1 : 0
  const again = retried.map((test) => `\n     passed at a second try only: ${test}`).join('')
  return { passed, failed: failed + broken + lost, output, note: `${passed + failed} tests${again}` }
}

interface Counts {
  passed: number
  failed: number
  /** Files that did not even load. */
  broken: number
  skipped: number
  /** Names of tests that failed first and passed when tried again. */
  retried: string[]
}

interface TestResult {
  status: string
  fullName: string
  failureMessages: string[]
}

function readReport(file: string): Counts {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      numPendingTests: number
      numTodoTests: number
      testResults: { status: string; assertionResults: TestResult[] }[]
    }
    const broken = report.testResults.filter((one) => one.status === 'failed' && !one.assertionResults.length)
    const retried = report.testResults
      .flatMap((file) => file.assertionResults)
      .filter((test) => test.status === 'passed' && test.failureMessages.length)
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      broken: broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
      retried: retried.map((test) => test.fullName),
    }
  } catch {
    // No report: the run itself broke off, which its exit status tells.
    return { passed: 0, failed: 0, broken: 0, skipped: 0, retried: [] }
  }
}
