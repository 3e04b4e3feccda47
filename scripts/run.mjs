// The first thing every npm script runs. It works on any Node from 20.19, with nothing installed:
// it installs what is missing, then hands over to the Node that came with the packages.
//
//   node scripts/run.mjs <script.ts> [arguments …]

import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { install, isInstalled } from './install.mjs'
import { findNode } from './node-version.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [script, ...args] = process.argv.slice(2)

if (!script) stop('Usage: node scripts/run.mjs <script.ts> [arguments …]', 2)

if (!isInstalled(root)) {
  const problem = await install(root)
  if (problem) stop(problem, 1)
}

const node = findNode(root)
if ('problem' in node) stop(node.problem, 1)

const modelFirst = pathToFileURL(path.join(root, 'scripts', 'model-first.ts')).href
const child = spawn(node.path, ['--import', modelFirst, path.resolve(root, script), ...args], {
  stdio: 'inherit',
  env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
})

child.on('error', (error) => stop(`Could not start ${node.path}: ${error.message}`, 1))
child.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})

// A terminal sends Ctrl-C to both processes, so the child already has it; anybody else sends it to us alone.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
process.on('SIGTERM', () => child.kill('SIGTERM'))

// When npm is told to stop, it tells only the shell between us, which ends without a word. So we notice ourselves
// that nobody is above us any more; otherwise a stopped `npm start` would keep its port.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 300).unref()
}

/**
 * @param {string} message
 * @param {number} status
 * @returns {never}
 */
function stop(message, status) {
  process.stderr.write(`${message}\n`)
  process.exit(status)
}
