// Runs the command of an installed package with this very Node: no shell, the same on every platform.

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The file behind a command of a package, such as `tsc` of `typescript`. */
export function commandFile(packageName: string, command: string): string {
  const folder = path.join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  const file = typeof bin === 'string' ? bin : bin[command]
  if (!file) throw new Error(`The package ${packageName} has no command ${command}.`)
  return path.join(folder, file)
}

/** Runs a JavaScript or TypeScript file and keeps what it prints. */
export function run(file: string, args: readonly string[]): Promise<{ status: number; output: string }> {
  const child = spawn(process.execPath, [file, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', ASTRO_TELEMETRY_DISABLED: '1' },
  })
  let output = ''
  const keep = (bytes: Buffer) => {
    output += bytes
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 1, output: error.message }))
    child.on('close', (status) => resolve({ status: status ?? 1, output }))
  })
}
