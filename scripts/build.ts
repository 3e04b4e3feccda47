// Builds the site into dist/, unless dist/ is already what these sources give.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandFile, root, run } from './commands.ts'
import { fingerprint } from './fingerprint.ts'

/** All that the site is made of. The lock stands for the tools. */
const sources = [
  'src',
  'content',
  'public',
  'scripts/site',
  'simulator',
  'astro.config.mjs',
  'package-lock.json',
  'tsconfig.json',
]
const stamp = path.join(root, 'node_modules', '.cache', 'hopwise', 'build')

/** Answers with the reason when the build fails; `onStart` is called when there is something to build. */
export async function buildSite(onStart?: () => void): Promise<{ built: boolean; problem?: string }> {
  const before = fingerprint(root, sources)
  if (readStamp() === `${before} ${fingerprint(root, ['dist'])}`) return { built: false }

  onStart?.()
  const { status, output } = await run(commandFile('astro', 'astro'), ['build', '--silent'])
  if (status !== 0) return { built: false, problem: output }

  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, `${before} ${fingerprint(root, ['dist'])}`)
  return { built: true }
}

function readStamp(): string {
  try {
    return readFileSync(stamp, 'utf8')
  } catch {
    // Never built here.
    return ''
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { built, problem } = await buildSite()
  if (problem) console.error(problem)
  else console.log(built ? 'Built dist/.' : 'dist/ is up to date.')
  process.exitCode = problem ? 1 : 0
}
