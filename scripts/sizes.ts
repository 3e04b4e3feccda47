// What a page may weigh on its way to the reader, compressed as a web server does it (gzip, kB = 1000 bytes).

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { filesBelow } from './fingerprint.ts'
import type { StepResult } from './test-steps.ts'

/** Per page, for everything that its HTML asks for at once. */
const budgets = { html: 20, css: 12, js: 40 }

type Kind = keyof typeof budgets

/** Weighs every page of the built site. */
export function checkSizes(dist: string): StepResult {
  const pages = filesBelow(dist).filter((file) => file.endsWith('.html'))
  const problems: string[] = []
  let heaviest = 0
  for (const page of pages) {
    const weights = weigh(dist, page)
    heaviest = Math.max(heaviest, weights.html + weights.css + weights.js)
    for (const kind of Object.keys(budgets) as Kind[]) {
      if (weights[kind] <= budgets[kind]) continue
      problems.push(
        `${path.relative(dist, page)}: ${weights[kind].toFixed(1)} kB of ${kind}, and the budget is ${budgets[kind]} kB. ` +
          'Load what is not needed at first later, or raise the budget in scripts/sizes.ts and say why.',
      )
    }
  }
  if (!pages.length) problems.push(`There is no page in ${dist}.`)
  return {
    passed: problems.length ? 0 : 1,
    failed: problems.length,
    output: problems.join('\n'),
    note: `heaviest page ${heaviest.toFixed(1)} kB`,
  }
}

function weigh(dist: string, page: string): Record<Kind, number> {
  const html = readFileSync(page, 'utf8')
  const linked = [...html.matchAll(/(?:href|src|component-url|renderer-url)="(\/[^"]+\.(css|js))"/g)]
  const sum = (kind: Kind) =>
    [...new Set(linked.filter((link) => link[2] === kind).map((link) => link[1]!))]
      .map((url) => kilobytes(readFileSync(path.join(dist, url))))
      .reduce((total, one) => total + one, 0)
  return { html: kilobytes(Buffer.from(html)), css: sum('css'), js: sum('js') }
}

const kilobytes = (bytes: Buffer) => gzipSync(bytes, { level: 9 }).length / 1000
