// npm run lighthouse: what Lighthouse says of the built site on a slow phone, three times a page, with the medians.

import path from 'node:path'
import lighthouse from 'lighthouse'
import { launchChromium } from '../tests/e2e/chromium.ts'
import { buildSite } from './build.ts'
import { root } from './commands.ts'
import { serveFolder } from './serve.ts'

const pages = [
  '',
  'learn/from-the-data-centre/',
  'scenarios/',
  'scenarios/foundations/a-private-door-to-sqs/lab/',
]
const categories = ['performance', 'accessibility', 'best-practices', 'seo']
const times = 3
const port = 9333

const { problem } = await buildSite(() => console.log('Building the site …'))
if (problem) throw new Error(problem)
const { server, address } = await serveFolder(path.join(root, 'dist'), 0)
const browser = await launchChromium([`--remote-debugging-port=${port}`])
console.log(['page'.padEnd(52), ...categories.map((name) => name.padStart(15))].join(''))
for (const page of pages) {
  const scores: number[][] = []
  for (let i = 0; i < times; i++) {
    const result = await lighthouse(`${address}${page}`, { port, output: 'json', onlyCategories: categories })
    scores.push(categories.map((name) => Math.round((result?.lhr.categories[name]?.score ?? 0) * 100)))
  }
  const medians = categories.map(
    (_, i) => scores.map((one) => one[i]!).sort((a, b) => a - b)[Math.floor(times / 2)]!,
  )
  console.log([`/${page}`.padEnd(52), ...medians.map((score) => String(score).padStart(15))].join(''))
}
await browser.close()
server.close()
server.closeAllConnections()
