// Installs the packages of package-lock.json when they are not there. Runs on any Node from 20.19.

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * True when node_modules holds what the lock asks for.
 * npm notes what it installed in node_modules/.package-lock.json; optional packages for other platforms are
 * rightly absent from it.
 *
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = readPackages(path.join(root, 'package-lock.json'))
  const present = readPackages(path.join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  for (const [place, { version, optional }] of Object.entries(wanted)) {
    if (place === '') continue
    const found = present[place]
    if (found ? found.version !== version : !optional) return false
  }
  return true
}

/** How long to wait, in seconds, before each further try where the network let us down. */
const pauses = [10, 60, 180]

/**
 * Runs `npm ci`, and answers with what went wrong, if something did.
 * No package needs its install script, so none is run.
 *
 * @param {string} root
 * @returns {Promise<string | undefined>}
 */
export async function install(root) {
  if (!existsSync(path.join(root, 'package-lock.json'))) {
    return `There is no package-lock.json in ${root}: this is not a complete copy of the repository.`
  }
  process.stderr.write('Installing packages (only when they change; about half a minute) …\n')
  const started = performance.now()
  // npm's own patience is five minutes for each silent connection: with a registry that has gone, that adds up to hours.
  const args = [
    'ci',
    '--ignore-scripts',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--fetch-timeout=60000',
  ]
  let { status, output } = await runNpm(args, root)
  for (const pause of pauses) {
    if (status === 0 || !isNetworkTrouble(output)) break
    process.stderr.write(`The npm registry does not answer. Trying again in ${pause} s …\n`)
    await new Promise((resolve) => setTimeout(resolve, pause * 1000))
    ;({ status, output } = await runNpm(args, root))
  }
  if (status !== 0) {
    return `${output.trim()}\n\nThe packages could not be installed. Check that this machine reaches the npm registry, then run: npm ci`
  }
  if (!isInstalled(root)) return 'npm reported success, but packages are missing. Run: npm ci'
  process.stderr.write(`Installed in ${Math.round((performance.now() - started) / 1000)} s.\n`)
}

/**
 * What npm says when the line is bad, not the package.
 *
 * @param {string} output
 */
const isNetworkTrouble = (output) =>
  /EAI_AGAIN|ENOTFOUND|ETIMEDOUT|ECONNRE(?:SET|FUSED)|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E50[234]/.test(
    output,
  )

/**
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{ status: number, output: string }>}
 */
function runNpm(args, cwd) {
  // npm names its own program to the scripts it runs. Without it we rely on the PATH, which on Windows
  // takes a shell, because npm is a batch file there.
  const npm = process.env.npm_execpath
  const child = npm?.endsWith('.js')
    ? spawn(process.execPath, [npm, ...args], { cwd })
    : spawn('npm', args, { cwd, shell: process.platform === 'win32' })
  let output = ''
  const keep = (/** @type {Buffer} */ bytes) => {
    output += bytes
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, output: `npm could not be started: ${error.message}` }))
    child.on('close', (status) => resolve({ status: status ?? 1, output }))
  })
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    // Absent or cut short: either way it has to be installed again.
    return undefined
  }
}
