import { createServer } from 'node:net'
import path from 'node:path'
import { parseArgs } from 'node:util'
import lighthouse from 'lighthouse'
import Trace from 'lighthouse/core/gather/gatherers/trace.js'
import { buildSite } from '../../../scripts/build.ts'
import { root } from '../../../scripts/commands.ts'
import { serveFolder } from '../../../scripts/serve.ts'
import { launchChromium } from '../../e2e/chromium.ts'
import { median } from '../measure.ts'

// `npm run lighthouse` has Lighthouse look at the built site as a phone on slow 4G shows it, three times a page, and prints the
// medians; with words, only pages whose names have one of them, `--why` tells what was found wanting.

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    why: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
  },
  allowPositionals: true,
})

interface Goal {
  readonly performance: number
}

const reading: Goal = { performance: 98 }

const pages: Readonly<Record<string, readonly [address: string, goal: Goal]>> = {
  home: ['', reading],
  catalogue: ['scenarios/', reading],
  lesson: ['learn/from-the-data-centre/', reading],
  lab: ['scenarios/foundations/one-gate/lab/', { performance: 95 }],
}

const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
const measures = {
  'first-contentful-paint': 'FCP',
  'largest-contentful-paint': 'LCP',
  'total-blocking-time': 'TBT',
  'cumulative-layout-shift': 'CLS',
  'speed-index': 'SI',
} as const

// With this category in its trace, the Chromium of @sparticuz/chromium 147 breaks off as soon as a page is loaded. It feeds
// one audit, which scores nothing.
const usual = Trace.getDefaultTraceCategories()
Trace.getDefaultTraceCategories = () => usual.filter((name) => name !== 'blink.webdx_feature_usage')

interface Row {
  readonly page: string
  readonly scores: Readonly<Record<string, number>>
  readonly measured: Readonly<Record<string, number>>
  readonly isMet: boolean
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof bound !== 'object' || !bound) throw new Error('There is no free port.')
  return bound.port
}

/** What one look at a page came to. */
async function look(url: string) {
  const port = await freePort()
  const browser = await launchChromium([`--remote-debugging-port=${port}`])
  try {
    const found = await lighthouse(url, {
      port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: [...categories],
    })
    if (!found) throw new Error(`Lighthouse says nothing of ${url}.`)
    const { lhr } = found
    if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`)
    return lhr
  } finally {
    await browser.close()
  }
}

async function lookAt(page: string, url: string, { performance }: Goal): Promise<Row> {
  const all: Awaited<ReturnType<typeof look>>[] = []
  for (let i = 0; i < Number(values.runs); i++) all.push(await look(url))
  const middle = (read: (one: (typeof all)[number]) => number) => median(all.map(read))
  const scores = Object.fromEntries(
    categories.map((name) => [name, middle((one) => Math.round((one.categories[name]?.score ?? 0) * 100))]),
  )
  const measured = Object.fromEntries(
    Object.entries(measures).map(([id, short]) => [
      short,
      middle((one) => one.audits[id]?.numericValue ?? 0),
    ]),
  )
  if (values.why) tellWhy(all[0]!)
  const isMet = categories.every((name) => scores[name]! >= (name === 'performance' ? performance : 100))
  return { page, scores, measured, isMet }
}

function tellWhy({ audits }: Awaited<ReturnType<typeof look>>): void {
  for (const { id, score, title, displayValue = '', details } of Object.values(audits)) {
    if (score === null || score >= 0.9) continue
    process.stdout.write(`  ${id}: ${title} ${displayValue}\n`)
    const items = (details as { readonly items?: readonly object[] } | undefined)?.items ?? []
    for (const item of items.slice(0, 3)) process.stdout.write(`    ${JSON.stringify(item).slice(0, 300)}\n`)
  }
}

const { problem } = await buildSite()
if (problem) throw new Error(problem)
const { server, address } = await serveFolder(path.join(root, 'dist'), 0)
const rows: Row[] = []
try {
  for (const [page, [place, goal]] of Object.entries(pages))
    if (!positionals.length || positionals.some((word) => page.includes(word)))
      rows.push(await lookAt(page, `${address}${place}`, goal))
} finally {
  server.close()
  server.closeAllConnections()
}

if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
else
  for (const { page, scores, measured, isMet } of rows) {
    const shown = Object.entries(scores).map(([name, score]) => `${name} ${score}`)
    const times = Object.entries(measured).map(
      ([name, value]) => `${name} ${name === 'CLS' ? value.toFixed(3) : `${Math.round(value)} ms`}`,
    )
    process.stdout.write(
      `${page.padEnd(10)} ${shown.join('  ')}  ${isMet ? 'met' : 'MISSED'}  (${times.join(', ')})\n`,
    )
  }
