// One hash over the contents of files: equal hashes mean that nothing needs to be done again.

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** The hash of every file at or below these places, their names included; absent places count as absent. */
export function fingerprint(root: string, places: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of places.flatMap((place) => filesBelow(path.join(root, place)))) {
    const bytes = readFileSync(file)
    hash.update(`${path.relative(root, file)}\n${bytes.length}\n`).update(bytes)
  }
  return hash.digest('hex')
}

/** Every file below a folder, or the file itself, in one order. */
export function filesBelow(place: string): string[] {
  if (!existsSync(place)) return []
  if (!statSync(place).isDirectory()) return [place]
  const entries = readdirSync(place, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
