// npm run zip: the site as one archive, for servers that reach no internet. It may be unpacked in any folder of theirs.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Zippable, zipSync } from 'fflate'
import { buildSite } from './build.ts'
import { root } from './commands.ts'
import { filesBelow } from './fingerprint.ts'
import { writeServiceWorker } from './site/offline.ts'
import { notFound, relative } from './site/relative-addresses.ts'

const readme = `Hopwise, as files for any web server.

Put this folder wherever you like among the files of a web server: at its root or below any path.
No program runs on the server, and no page asks another server for anything.

- Browsers keep the workbook for offline only when it comes by https, or from localhost.
- Opened as files, without a server, its pages can be read, but browsers run no labs from there.
- Let unknown addresses below this folder answer with 404.html, if your server can.
`

/** The archive of a built site. Equal sites give equal archives. */
export function zipOf(dist: string): Uint8Array {
  const folder = mkdtempSync(path.join(tmpdir(), 'hopwise-zip-'))
  try {
    cpSync(dist, folder, { recursive: true })
    // Nobody knows under which path it will be served; this way it works for addresses at the top of the folder.
    const page = path.join(folder, notFound)
    writeFileSync(page, relative(readFileSync(page, 'utf8'), './'))
    writeServiceWorker(folder)
    writeFileSync(path.join(folder, 'README.txt'), readme)
    const entries: Zippable = {}
    for (const file of filesBelow(folder))
      entries[`hopwise/${path.relative(folder, file).split(path.sep).join('/')}`] = readFileSync(file)
    return zipSync(entries, { level: 9, mtime: '1990-01-01' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path.resolve(process.argv[2] ?? path.join(root, 'hopwise-site.zip'))
  const { problem } = await buildSite(() => console.log('Building the site …'))
  if (problem) {
    console.error(problem)
    process.exitCode = 1
  } else {
    const bytes = zipOf(path.join(root, 'dist'))
    writeFileSync(file, bytes)
    console.log(`${file} (${(bytes.length / 1e6).toFixed(1)} MB). Unpack it in any folder of a web server.`)
  }
}
