// npm test: every check there is, two at a time. Quiet about what is fine, clear about what is not.
//
//   npm test                      all of it
//   npm test -- unit house        these steps only (`npm test -- --list` names them)
//   npm test -- tests/unit/…      these test files only

import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './commands.ts'
import { type Step, type StepResult, steps, vitest } from './test-steps.ts'

// The machines that check a change have two cores.
const atOnce = 2

const words = process.argv.slice(2)
if (words.includes('--list')) {
  for (const { name } of steps) console.log(name)
  process.exit(0)
}

const chosen = choose(words)
const results = await runAll(chosen)
const passed = results.reduce((sum, result) => sum + result.passed, 0)
const failed = results.reduce((sum, result) => sum + result.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed || !results.length ? 1 : 0

/** The steps that the words name, with what those need; test files become a step of their own. */
function choose(words: readonly string[]): Step[] {
  if (!words.length) return [...steps]
  const named = new Set<Step>()
  const files: string[] = []
  for (const word of words) {
    const matches = steps.filter(({ name }) => name === word || name.startsWith(`${word}-`))
    if (!matches.length && existsSync(path.join(root, word))) files.push(word)
    else if (!matches.length) {
      console.error(
        `There is no step or test file "${word}". Steps: ${steps.map(({ name }) => name).join(', ')}`,
      )
      process.exit(2)
    }
    for (const step of matches) {
      const needed = steps.find(({ name }) => name === step.after)
      if (needed) named.add(needed)
      named.add(step)
    }
  }
  if (files.length) named.add({ name: 'files', run: () => vitest('files', files) })
  return [...named]
}

async function runAll(chosen: readonly Step[]): Promise<StepResult[]> {
  const started = new Map<string, Promise<StepResult>>()
  const waiting = [...chosen]
  const results: StepResult[] = []

  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const running = runOne(step, step.after ? started.get(step.after) : undefined)
      started.set(step.name, running)
      results.push(await running)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}

async function runOne(step: Step, needed: Promise<StepResult> | undefined): Promise<StepResult> {
  const before = await needed
  const start = performance.now()
  const result = before?.failed
    ? { passed: 0, failed: 1, output: `Not run, because the step "${step.after}" failed.` }
    : await step.run().catch((error: unknown) => ({ passed: 0, failed: 1, output: describe(error) }))
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const note = result.notRun ? `  not run: ${result.notRun}` : result.note ? `  ${result.note}` : ''
  const verdict = result.failed ? 'FAIL' : result.notRun ? ' -- ' : ' ok '
  console.log(`${verdict}  ${step.name.padEnd(18)}${seconds.padStart(6)} s${note}`)
  if (result.failed) console.log(`\n${result.output.trim()}\n`)
  return result
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
