// Which Node runs the TypeScript sources. Runs itself on any Node from 20.19.

import { existsSync } from 'node:fs'
import path from 'node:path'

/** The first version that runs TypeScript as it is and that all our tools accept. */
const oldest = { major: 22, minor: 19 }

/**
 * The Node that came with the packages (Linux and Windows), else this one if it is new enough.
 *
 * @param {string} root
 * @returns {{ path: string } | { problem: string }}
 */
export function findNode(root) {
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  const packaged = path.join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
  if (existsSync(packaged)) return { path: packaged }
  if (isNewEnough(process.versions.node)) return { path: process.execPath }
  return {
    problem: [
      `Hopwise needs Node ${oldest.major}.${oldest.minor} or newer; this is ${process.versions.node}.`,
      `On Linux and Windows it comes with the packages, but there is none for ${process.platform} ${process.arch}.`,
      'Install a newer Node from https://nodejs.org and run the command again.',
    ].join('\n'),
  }
}

/** @param {string} version */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor)
}
