import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { buildArchive } from '../../simulator/packs/archive.ts'

/** A pack of somebody: the free door to S3, under a name of its own. */
export function packFile(
  version: string,
  change: (name: string, text: string) => string = (_, text) => text,
): Buffer {
  const from = 'content/packs/foundations/scenarios/the-free-door-to-s3'
  const files: Record<string, Uint8Array> = {}
  const put = (name: string, text: string) => {
    files[name] = new TextEncoder().encode(change(name, text))
  }
  put(
    'pack.yaml',
    `format: 1\nid: lark\ntitle: Larkfield\nsummary: A library’s own.\nversion: '${version}'\nauthor: A librarian\nlicence: CC-BY-4.0\n`,
  )
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) walk(file)
      else
        put(
          `scenarios/free-door/${path.relative(from, file).split(path.sep).join('/')}`,
          readFileSync(file, 'utf8'),
        )
    }
  }
  walk(from)
  return Buffer.from(buildArchive(new Map(Object.entries(files))))
}
