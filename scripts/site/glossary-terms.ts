import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { siteWords } from '../../src/messages/site.ts'
import { type WrittenTerm, writtenTerms } from '../../src/site/terms.ts'
import { filesBelow } from '../fingerprint.ts'

// Where a lesson uses a term of the glossary for the first time, the term leads there, and a card says what it means:
// src/lesson-kit/term-cards.ts shows it. Without script the link is followed, as links are.

export function glossaryTerms(): AstroIntegration {
  return {
    name: 'glossary-terms',
    hooks: {
      'astro:build:done': ({ dir }) => {
        const terms = writtenTerms()
        for (const file of filesBelow(path.join(fileURLToPath(dir), 'learn')))
          if (file.endsWith('.html')) writeFileSync(file, markTerms(readFileSync(file, 'utf8'), terms))
      },
    },
  }
}

/** Running text: what stands in these, and in none of those. */
const running = new Set(['p', 'li'])
const apart = new Set([
  ...['a', 'astro-island', 'aside', 'button', 'code', 'details', 'figure', 'form', 'h1', 'h2', 'h3', 'h4'],
  ...['header', 'footer', 'nav', 'pre', 'script', 'section', 'style', 'svg', 'table', 'template'],
])
const empty = new Set([
  'br',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'wbr',
  'path',
  'circle',
  'rect',
  'line',
  'use',
])

/** A page whose text in `class="prose"` has the first use of every term marked, with the cards at its end. */
export function markTerms(html: string, terms: readonly WrittenTerm[]): string {
  const begin = /<div class="prose[^>]*>/.exec(html)
  if (!begin) return html
  const start = begin.index + begin[0].length
  const open: string[] = []
  const left = new Map(terms.map((term) => [term.term.toLowerCase(), term]))
  const used: WrittenTerm[] = []
  const pattern = patternOf(terms)
  let marked = ''
  let at = start
  for (const [token] of html.slice(start).matchAll(/<!--.*?-->|<[^>"]*(?:"[^"]*"[^>"]*)*>|[^<]+/gs)) {
    const tag = /^<(\/?)([a-z][\w-]*)/i.exec(token)
    const name = tag?.[2]?.toLowerCase() ?? ''
    if (tag?.[1]) {
      // The end of the running text itself.
      if (!open.length) break
      const from = open.lastIndexOf(name)
      if (from >= 0) open.splice(from)
    } else if (tag && !empty.has(name) && !token.endsWith('/>')) open.push(name)
    const isText = !tag && open.some((one) => running.has(one)) && !open.some((one) => apart.has(one))
    marked += isText ? marks(token) : token
    at += token.length
  }
  if (!used.length) return html
  return `${html.slice(0, start)}${marked}${cards(used)}${html.slice(at)}`

  function marks(text: string): string {
    return text.replace(pattern, (word) => {
      const term = left.get(word.toLowerCase()) ?? left.get(word.toLowerCase().replace(/s$/, ''))
      if (!term) return word
      left.delete(term.term.toLowerCase())
      used.push(term)
      return `<a class="term" href="/glossary/#${term.slug}" aria-describedby="term-${term.slug}">${word}</a>`
    })
  }
}

/** The longest first: a Gateway Load Balancer endpoint is no gateway endpoint. Letters of either case, as at the beginning of a sentence. */
function patternOf(terms: readonly WrittenTerm[]): RegExp {
  const names = terms.map(({ term }) => term).sort((a, b) => b.length - a.length)
  return new RegExp(
    `(?<![\\w-])(?:${names.map((name) => `${name.replace(/[.+*?]/g, '\\$&')}s?`).join('|')})(?![\\w-])`,
    'gi',
  )
}

const cards = (terms: readonly WrittenTerm[]): string =>
  `<div data-pagefind-ignore data-content>${terms
    .map(
      ({ term, slug, means }) =>
        `<div class="term-card" id="term-${slug}" role="tooltip" popover="manual" data-again="${siteWords.glossary.again}"><strong>${escaped(term)}</strong> ${escaped(means)}</div>`,
    )
    .join('')}</div>`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
