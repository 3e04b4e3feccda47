// What a page may weigh on its way to the reader, compressed as a web server does it (gzip, kB = 1000 bytes), and what
// the whole site weighs for those who take it along.

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { filesBelow } from './fingerprint.ts'
import type { StepResult } from './test-steps.ts'

interface Budget {
  readonly html: number
  readonly css: number
  /** What the page asks for at once, and all that this imports. */
  readonly js: number
}

/** A lesson's page holds its figures, walks, transcripts, policies and cards for terms, so that it reads without script. */
const reading: Budget = { html: 32, css: 14, js: 60 }
/** A lab has the frame of its panes at once. Its own thread is weighed in scripts/worker-size.ts. */
const working: Budget = { html: 20, css: 10, js: 200 }
/** What is kept for offline, in kB. */
const wholeSite = 6000

const isLab = (page: string): boolean => /(^|\/)(lab|sandbox)\/index\.html$/.test(page)

/** Weighs every page of the built site. */
export function checkSizes(dist: string): StepResult {
  const files = filesBelow(dist)
  const problems: string[] = []
  const heaviest = { reading: 0, working: 0 }
  const pages = files.filter((file) => file.endsWith('.html'))
  for (const page of pages) {
    const name = path.relative(dist, page).split(path.sep).join('/')
    const budget = isLab(name) ? working : reading
    const weights = weigh(dist, page)
    const kind = isLab(name) ? 'working' : 'reading'
    heaviest[kind] = Math.max(heaviest[kind], weights.js)
    for (const part of ['html', 'css', 'js'] as const) {
      if (weights[part] <= budget[part]) continue
      problems.push(
        `${name}: ${weights[part].toFixed(1)} kB of ${part}, and the budget is ${budget[part]} kB. ` +
          'Load what is not needed at first later, or raise the budget in scripts/sizes.ts and say why.',
      )
    }
  }
  if (!pages.length) problems.push(`There is no page in ${dist}.`)
  const whole = files.reduce((sum, file) => sum + kilobytes(readFileSync(file)), 0)
  if (whole > wholeSite)
    problems.push(`The whole site weighs ${whole.toFixed(0)} kB, and the budget is ${wholeSite} kB.`)
  return {
    passed: problems.length ? 0 : 1,
    failed: problems.length,
    output: problems.join('\n'),
    note:
      `script of a page ${heaviest.reading.toFixed(0)} kB, of a lab ${heaviest.working.toFixed(0)} kB at most; ` +
      `the whole site ${whole.toFixed(0)} kB`,
  }
}

function weigh(dist: string, page: string): Budget {
  const html = readFileSync(page, 'utf8')
  // Style sheets that are part of another are named, and not loaded (scripts/site/later-styles.ts).
  const loaded = html.replace(/<link [^>]* disabled>/g, '')
  const linked = [
    ...loaded.matchAll(/(?:href|src|component-url|renderer-url)="((?:\.{0,2}\/)*[^":]+\.(?:css|js))"/g),
  ].map(([, url]) => url!)
  const fileOf = (url: string) =>
    url.startsWith('/') ? path.join(dist, url) : path.join(path.dirname(page), url)
  const styles = new Set(linked.filter((url) => url.endsWith('.css')).map(fileOf))
  const scripts = new Set<string>()
  for (const url of linked.filter((one) => one.endsWith('.js'))) addWithImports(fileOf(url), scripts)
  const sum = (all: ReadonlySet<string>) =>
    [...all].reduce((total, file) => total + kilobytes(readFileSync(file)), 0)
  return { html: kilobytes(Buffer.from(html)), css: sum(styles), js: sum(scripts) }
}

/** A script, and what it imports before it runs. */
function addWithImports(file: string, known: Set<string>): void {
  if (known.has(file) || !existsSync(file)) return
  known.add(file)
  const text = readFileSync(file, 'utf8')
  for (const [, from] of text.matchAll(
    /(?:^|[;\n}])(?:import|export)(?:[^"'`();]*?from)?["'](\.[^"']+\.js)["']/g,
  )) {
    addWithImports(path.join(path.dirname(file), from!), known)
  }
}

const kilobytes = (bytes: Buffer) => gzipSync(bytes, { level: 9 }).length / 1000
