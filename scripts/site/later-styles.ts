import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { filesBelow } from '../fingerprint.ts'
import { importsOf } from './early-scripts.ts'

// Astro names every style sheet of an island in its page, those of parts too that come when somebody opens them. Each
// holds up the first paint, and such a part brings its own: a page that is drawn by script alone leaves them out, and asks
// for the others as one. Comes behind `relative-addresses`, whose addresses it goes by.

export function laterStyles(): AstroIntegration {
  return {
    name: 'later-styles',
    hooks: {
      'astro:build:done': ({ dir }) => {
        for (const file of filesBelow(fileURLToPath(dir)).filter((one) => one.endsWith('.html')))
          writeFileSync(file, joined(withoutLater(readFileSync(file, 'utf8'), file), file))
      },
    },
  }
}

const islands = /<astro-island [^>]*>/g
const modules = /(?:component|renderer)-url="(\.[^"]+)"/g
const styleSheets = /<link rel="stylesheet" href="([^"]+)">/g
/** The list of files that Vite keeps in a script for what the script imports later. */
const listsOfLater = /__vite__mapDeps=\([^[]*\[([^\]]*)\]/g

/** What was drawn with the site wants its style before any script. */
function isDrawnByScript(html: string): boolean {
  const drawn = html.match(islands) ?? []
  return drawn.length > 0 && drawn.every((island) => island.includes('client="only"'))
}

/** A page without the style sheets that come with what its scripts load later. `file` is where it stands. */
export function withoutLater(html: string, file: string): string {
  if (!isDrawnByScript(html)) return html
  const urls = (html.match(islands) ?? []).flatMap((island) =>
    [...island.matchAll(modules)].map(([, url = '']) => url),
  )
  const atOnce = importsOf(urls, file, new Set(), true)
  const own = new Set(atOnce.map(nameOf))
  const later = new Set([...styleSheetsBehind(atOnce)].filter((sheet) => !own.has(nameOf(sheet))))
  return html.replace(styleSheets, (link, url: string) =>
    later.has(path.resolve(path.dirname(file), url)) ? '' : link,
  )
}

/**
 * A page of one style sheet, where it has several and is drawn by script alone. It goes on naming those that are in it, and
 * they are not loaded: parts that come later see by that what is there.
 */
export function joined(html: string, file: string): string {
  const links = [...html.matchAll(styleSheets)]
  if (links.length < 2 || !isDrawnByScript(html)) return html
  const sheets = links.map(([, url = '']) => path.resolve(path.dirname(file), url))
  const text = sheets.map((sheet) => readFileSync(sheet, 'utf8')).join('')
  const mark = createHash('sha256').update(text).digest('base64url').slice(0, 8)
  const together = path.join(path.dirname(sheets[0]!), `styles.${mark}.css`)
  writeFileSync(together, text)
  const way = path.relative(path.dirname(file), together).split(path.sep).join('/')
  const link = `<link rel="stylesheet" href="${way.startsWith('.') ? way : `./${way}`}">`
  let isFirst = true
  return html.replace(styleSheets, (one) => {
    const before = isFirst ? link : ''
    isFirst = false
    return before + one.replace('>', ' disabled>')
  })
}

/** A script and its style sheet have one name, each with a mark of its own behind it. */
const nameOf = (file: string): string => path.basename(file).replace(/\.[^.]+\.\w+$/, '')

/** The style sheets of all that these scripts load later, and what that loads. */
function styleSheetsBehind(scripts: readonly string[]): ReadonlySet<string> {
  const known = new Set<string>()
  const next = [...scripts]
  for (let script = next.pop(); script !== undefined; script = next.pop())
    for (const [, list = ''] of readFileSync(script, 'utf8').matchAll(listsOfLater))
      for (const [, url = ''] of list.matchAll(/"([^"]+)"/g)) {
        const found = path.join(path.dirname(script), url)
        if (known.has(found) || !existsSync(found)) continue
        known.add(found)
        if (found.endsWith('.js')) next.push(found)
      }
  return new Set([...known].filter((file) => file.endsWith('.css')))
}
