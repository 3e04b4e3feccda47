// Compiles AWS's contract into simulator/api/generated/ when what it is compiled from has changed.
// Run alone, or called by whoever needs the contract: without need it only compares a stamp.

import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fingerprint } from './fingerprint.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const generated = path.join(root, 'simulator', 'api', 'generated')
const stampFile = path.join(generated, 'stamp')

/** True when there was something to do. */
export async function ensureModel(): Promise<boolean> {
  const stamp = currentStamp()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  // Loaded only now: the parser of TypeScript takes a while.
  const { generate } = await import('./model/generate.ts')
  const fresh = path.join(root, '.cache', `model-${process.pid}`)
  try {
    mkdirSync(fresh, { recursive: true })
    generate(root, fresh)
    await publish(fresh)
    writeFileSync(path.join(fresh, 'stamp'), stamp)
    await replace(path.join(fresh, 'stamp'), stampFile)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return true
}

/** The generator, its data, and the versions that the lock file names of what it reads. */
function currentStamp(): string {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string }>
  }
  const versions = Object.entries(lock.packages)
    .filter(([place]) => /^node_modules\/(@aws-sdk\/client-[^/]+|typescript)$/.test(place))
    .map(([place, { version }]) => `${place} ${version}\n`)
  const hash = createHash('sha256').update(fingerprint(root, ['scripts/model']))
  return `${hash.update(versions.sort().join('')).digest('hex')}\n`
}

// File by file, so that whoever is reading at this moment finds each of them, old or new. Two that generate at
// once write the same bytes.
async function publish(fresh: string): Promise<void> {
  mkdirSync(generated, { recursive: true })
  const files = readdirSync(fresh)
  for (const file of files) await replace(path.join(fresh, file), path.join(generated, file))
  for (const file of readdirSync(generated)) {
    if (!files.includes(file) && file !== 'stamp') rmSync(path.join(generated, file), { recursive: true })
  }
}

async function replace(from: string, to: string): Promise<void> {
  if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) return
  for (let attempt = 1; ; attempt++) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      // Windows does not replace a file while another program has it open.
      if (attempt === 20) throw error
      await wait(100)
    }
  }
}

if (import.meta.main) await ensureModel()
