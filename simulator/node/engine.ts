import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import about from '../../package.json' with { type: 'json' }
import { hashOfPack } from '../packs/archive.ts'
import type { Pack, PackFiles } from '../packs/load.ts'
import type { Origin } from '../views/attempt/submission.ts'

let known: Origin['engine'] | undefined

/** The version of this program, and what its simulator is known by: its sources, and AWS's contract as compiled. */
export function engine(): Origin['engine'] {
  if (known) return known
  const home = path.resolve(import.meta.dirname, '..')
  const hash = createHash('sha256')
  const files = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && (one.name === 'stamp' || /(?<!\.d)\.ts$/.test(one.name)))
    .map((one) => path.relative(home, path.join(one.parentPath, one.name)).split(path.sep).join('/'))
    .filter((file) => !/^(node|authoring)\//.test(file) && !/generated\/.*\.ts$/.test(file))
    .sort()
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(home, file)))
  known = { version: about.version, fingerprint: hash.digest('hex') }
  return known
}

/** Which program and which pack a submission is of. */
export const originOf = ({ document }: Pack, files: PackFiles): Origin => ({
  engine: engine(),
  pack: { id: document.id, version: document.version, hash: hashOfPack(files) },
})
