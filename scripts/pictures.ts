// npm run pictures: takes a picture of every kind of page and of what a lab can look like, in both schemes and four widths,
// to be looked at one by one. With --readme it takes the handful that README.md shows instead.

import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { launchChromium } from '../tests/e2e/chromium.ts'
import { type, untilReady } from '../tests/e2e/lab-page.ts'
import { buildSite } from './build.ts'
import { root } from './commands.ts'
import { serveFolder } from './serve.ts'

interface Picture {
  readonly name: string
  readonly path: string
  /** What is done before the picture is taken. */
  readonly prepare?: (page: Page) => Promise<void>
  /** Only what a window shows; of other pages the whole. */
  readonly isWindow?: boolean
}

const lab = 'scenarios/foundations/a-private-door-to-sqs/lab/'
const begin = async (page: Page) => {
  await untilReady(page)
  await type(page, 'aws ec2 describe-subnets --query "Subnets[].[SubnetId,CidrBlock]" --output table')
}
const tab = (name: string | RegExp) => async (page: Page) => {
  await begin(page)
  await page.getByRole('tab', { name }).first().click()
  await page.waitForTimeout(500)
}

const pictures: readonly Picture[] = [
  { name: 'home', path: '' },
  {
    name: 'home-lab',
    path: '',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Open this lab' }).click()
      await page.locator('.terminal .xterm').waitFor()
      await page.waitForTimeout(1500)
    },
  },
  { name: 'learn', path: 'learn/' },
  { name: 'lesson', path: 'learn/from-the-data-centre/' },
  { name: 'scenarios', path: 'scenarios/' },
  { name: 'scenarios-none', path: 'scenarios/?words=nothing+of+that+kind' },
  { name: 'scenario', path: 'scenarios/private-paths/data-centre-to-s3/' },
  { name: 'glossary', path: 'glossary/' },
  { name: 'search', path: 'search/?for=endpoint' },
  { name: 'search-none', path: 'search/?for=xyzzy' },
  { name: 'settings', path: 'settings/' },
  { name: 'about', path: 'about/' },
  { name: 'not-found', path: 'no/such/page/' },
  { name: 'lab', path: lab, prepare: begin, isWindow: true },
  { name: 'lab-packets', path: lab, prepare: tab('Packets'), isWindow: true },
  { name: 'lab-goals', path: lab, prepare: tab(/^Goals/), isWindow: true },
  { name: 'sandbox', path: 'sandbox/', prepare: untilReady, isWindow: true },
]

const widths = [360, 768, 1280, 1920] as const
const isReadme = process.argv.includes('--readme')
const folder = isReadme
  ? path.join(root, 'docs', 'screenshots')
  : path.join(root, 'node_modules', '.cache', 'hopwise', 'pictures')

const { problem } = await buildSite(() => console.log('Building the site …'))
if (problem) throw new Error(problem)
const { server, address } = await serveFolder(path.join(root, 'dist'), 0)
const browser = await launchChromium()
mkdirSync(folder, { recursive: true })
try {
  if (isReadme) await takeForReadme(browser)
  else
    for (const picture of pictures)
      for (const scheme of ['light', 'dark'] as const)
        for (const width of widths)
          await take(browser, picture, { scheme, width, file: `${picture.name}-${width}-${scheme}.png` })
} finally {
  await browser.close()
  server.close()
  server.closeAllConnections()
}
console.log(`The pictures are in ${folder}.`)

async function takeForReadme(from: Browser): Promise<void> {
  const of = (name: string) => pictures.find((one) => one.name === name)!
  await take(from, of('lab'), { scheme: 'dark', width: 1280, file: 'lab.jpg' })
  const lesson: Picture = {
    ...of('lesson'),
    isWindow: true,
    prepare: async (page) => {
      await page.locator('figure:has(svg)').first().scrollIntoViewIfNeeded()
      await page.waitForTimeout(500)
    },
  }
  await take(from, lesson, { scheme: 'light', width: 1280, file: 'lesson.jpg' })
}

interface Shot {
  readonly scheme: 'light' | 'dark'
  readonly width: number
  readonly file: string
}

/** A page that cannot be prepared is told, and does not keep the others from being taken. */
async function take(from: Browser, picture: Picture, { scheme, width, file }: Shot): Promise<void> {
  const context = await from.newContext({
    viewport: { width, height: width < 700 ? 740 : 800 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  await page.goto(`${address}${picture.path}`)
  await page.waitForLoadState('networkidle')
  try {
    await picture.prepare?.(page)
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
  await page.screenshot({
    path: path.join(folder, file),
    fullPage: !picture.isWindow,
    ...(file.endsWith('.jpg') && { type: 'jpeg', quality: 72 }),
  })
  await context.close()
}
