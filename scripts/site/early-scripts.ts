import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { filesBelow } from '../fingerprint.ts'

// A script is found in a page, and what it imports only when it is there: on a slow line that is a wait for each step. So
// pages name all of it at once. What the head's own scripts want comes first of all: with them a lab's thread is started.
// What is drawn by script alone is asked for when the page has been painted, so that what there is to read waits for its
// style alone. Comes behind `relative-addresses`, whose addresses it goes by.

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
  const ofIslands = (when: string) =>
    [...body.matchAll(islands)]
      .filter(([, own]) => own === when)
      .flatMap(([island]) => urlsIn(island, modules))
      .flatMap((url) => importsOf([url], file, known, true))
  const behind = [...ofIslands('load'), ...importsOf(urlsIn(body, scripts), file, known)]
  // What there is to read comes before them.
  const then = links(behind, ' fetchpriority="low"')
  const last = links(ofIslands('only'))
  if (!first && !then && !last) return html
  const soon = last && `<template data-soon>${last}</template>`
  const named = `${head.replace(/<meta charset="[^"]*">/, (meta) => meta + first)}${then}${soon}</head>${body}`
  return last ? whenPainted(named) : named
}

/** A page in which what is drawn by script alone begins after the first paint, or at once where nobody looks. */
function whenPainted(html: string): string {
  const [, own = ''] = beginning.exec(html) ?? []
  const later = own.replace(/async \w+=>\{/, (start) => start + waiting)
  if (later === own)
    throw new Error(
      'Astro begins what is drawn by script alone in a way that early-scripts.ts does not know.',
    )
  // The content policy names scripts in a page by their hashes.
  return html.replace(own, () => later).replaceAll(hashOf(own), hashOf(later))
}

/** What Astro has in a page for islands that are drawn by script alone. */
const beginning = /<script>([^<]*\.only=\w+;[^<]*)<\/script>/
const waiting =
  'document.hidden||await new Promise(r=>requestAnimationFrame(()=>setTimeout(r)));' +
  'for(const t of document.querySelectorAll("template[data-soon]"))document.head.append(t.content);'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')

const scripts = /<script type="module" src="(\.[^"]+)"/g
/** Those that load when they are seen are not for now. */
const islands = /<astro-island [^>]*client="(load|only)"[^>]*>/g
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
