import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { filesBelow } from '../fingerprint.ts'

// A script is found in a page, and what it imports only when it is there: on a slow line that is a wait for each step. So
// pages name all of it at once. What the head's own scripts want comes first of all: with them a lab's thread is started.
// Comes behind `relative-addresses`, whose addresses it goes by.

export function earlyScripts(): AstroIntegration {
  return {
    name: 'early-scripts',
    hooks: {
      'astro:build:done': ({ dir }) => {
        for (const file of filesBelow(fileURLToPath(dir)).filter((one) => one.endsWith('.html')))
          writeFileSync(file, naming(readFileSync(file, 'utf8'), file))
      },
    },
  }
}

/** A page that names what its scripts and its islands import before they run. `file` is where it stands. */
export function naming(html: string, file: string): string {
  const [head = '', ...rest] = html.split('</head>')
  const body = rest.join('</head>')
  const known = new Set<string>()
  const links = (found: readonly string[], more = '') =>
    found.map((url) => `<link rel="modulepreload" href="${wayTo(url, file)}"${more}>`).join('')
  const first = links(importsOf(urlsIn(head, scripts), file, known))
  const islandUrls = [...body.matchAll(islands)].flatMap(([island]) => urlsIn(island, modules))
  const behind = [
    ...islandUrls.flatMap((url) => importsOf([url], file, known, true)),
    ...importsOf(urlsIn(body, scripts), file, known),
  ]
  // What there is to read comes before them.
  const then = links(behind, ' fetchpriority="low"')
  if (!first && !then) return html
  return `${head.replace(/<meta charset="[^"]*">/, (meta) => meta + first)}${then}</head>${body}`
}

const scripts = /<script type="module" src="(\.[^"]+)"/g
/** Those that load when they are seen are not for now. */
const islands = /<astro-island [^>]*client="(?:load|only)"[^>]*>/g
const modules = /(?:component|renderer)-url="(\.[^"]+)"/g
const statically = /(?:^|[;\n}])(?:import|export)(?:[^"'`();]*?from)?["'](\.[^"']+\.js)["']/g

const urlsIn = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, url = '']) => url)

const wayTo = (url: string, file: string): string => {
  const way = path.relative(path.dirname(file), url).split(path.sep).join('/')
  return way.startsWith('.') ? way : `./${way}`
}

/** What these files import, and all that those import; with `too` the files themselves. None twice. */
export function importsOf(
  urls: readonly string[],
  file: string,
  known: Set<string>,
  too = false,
): readonly string[] {
  const found: string[] = []
  const take = (one: string) => {
    if (known.has(one)) return
    known.add(one)
    found.push(one)
    follow(one)
  }
  const follow = (one: string) => {
    for (const from of urlsIn(readFileSync(one, 'utf8'), statically)) take(path.join(path.dirname(one), from))
  }
  for (const url of urls) {
    const place = path.resolve(path.dirname(file), url)
    if (too) take(place)
    else follow(place)
  }
  return found
}
