import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { filesBelow } from '../fingerprint.ts'

// Writes the service worker when everything else of the site is there: it has to know every file and what is in it.

export function offline(): AstroIntegration {
  return {
    name: 'offline',
    hooks: { 'astro:build:done': ({ dir }) => writeServiceWorker(fileURLToPath(dir)) },
  }
}

export function writeServiceWorker(dist: string): void {
  const source = readFileSync(new URL('../../src/offline/service-worker.ts', import.meta.url), 'utf8')
  const list = `const HOPWISE_FILES = ${JSON.stringify(entriesOf(dist))}\n`
  const program = stripTypeScriptTypes(source).replace(/^(declare const|export \{\}).*$/gm, '')
  writeFileSync(path.join(dist, 'sw.js'), list + program)
}

function entriesOf(dist: string) {
  return filesBelow(dist)
    .filter((file) => path.basename(file) !== 'sw.js' && !isForInstalling(path.relative(dist, file)))
    .map((file) => {
      const bytes = readFileSync(file)
      const url = path.relative(dist, file).split(path.sep).join('/')
      return {
        url,
        revision: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
        core: isCore(url),
      }
    })
    .sort((a, b) => a.url.localeCompare(b.url))
}

/** Pictures that browsers show before a site is installed, and never after. */
const isForInstalling = (file: string): boolean => file.startsWith(`screenshots${path.sep}`)

/** Pages and what draws them; what labs load follows later. */
const isCore = (url: string): boolean =>
  /(^|\/)(index|404)\.html$/.test(url) || /\.(css|ico|svg|webmanifest)$/.test(url)
