// npm run pictures: takes a picture of every kind of page and of what a lab can look like, in both schemes and four widths,
// to be looked at one by one. With --readme it takes the handful that README.md and the web manifest show instead.

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
const show = (page: Page, name: string | RegExp) => page.getByRole('tab', { name }).first().click()
const begin = async (page: Page) => {
  await show(page, 'Terminal')
  await untilReady(page)
  await type(page, 'aws ec2 describe-subnets --query "Subnets[].[SubnetId,CidrBlock]" --output table')
}
const tab = (name: string | RegExp) => async (page: Page) => {
  await begin(page)
  await show(page, name)
  await page.waitForTimeout(500)
}
const change = async (page: Page) => {
  await begin(page)
  await type(page, 'aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.77.0/24 --query Subnet.SubnetId')
}
/** By keyboard: not every screen has the buttons. */
const press = (key: string) => async (page: Page) => {
  await tab('Map')(page)
  await page.getByRole('tab', { name: 'Map' }).press(key)
  await page.getByRole('dialog').waitFor()
}
const follow = async (page: Page) => {
  await tab('Packets')(page)
  const pane = page.locator('#pane-trace')
  await pane.getByLabel('From', { exact: true }).fill('app-1')
  await pane.getByLabel('To', { exact: true }).fill('sqs.us-east-1.amazonaws.com')
  await pane.getByRole('button', { name: 'Follow the packet' }).click()
  await pane.locator('.said').waitFor()
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
  { name: 'about-service', path: 'about/sqs/' },
  { name: 'not-found', path: 'no/such/page/' },
  { name: 'lab', path: lab, prepare: begin, isWindow: true },
  { name: 'lab-packets', path: lab, prepare: tab('Packets'), isWindow: true },
  { name: 'lab-packet', path: lab, prepare: follow, isWindow: true },
  { name: 'lab-goals', path: lab, prepare: tab(/^Goals/), isWindow: true },
  { name: 'lab-map', path: lab, prepare: tab('Map'), isWindow: true },
  {
    name: 'lab-changes',
    path: lab,
    prepare: async (page) => {
      await change(page)
      await show(page, 'Changes')
      await page.locator('#pane-difference').getByText('Costs').waitFor()
    },
    isWindow: true,
  },
  {
    name: 'lab-timeline',
    path: lab,
    prepare: async (page) => {
      await change(page)
      await type(page, 'lab undo')
      await type(page, 'aws ec2 create-subnet --vpc-id $VPC --cidr-block 10.20.78.0/24')
      await show(page, 'Time line')
      await page.locator('.elsewhere').first().waitFor()
    },
    isWindow: true,
  },
  { name: 'lab-editor', path: lab, prepare: tab('Editor'), isWindow: true },
  {
    name: 'lab-build',
    path: lab,
    prepare: async (page) => {
      await tab('Build')(page)
      await page.getByRole('button', { name: 'VPC', exact: true }).click()
      await page.getByText('AWS would accept it.').waitFor()
    },
    isWindow: true,
  },
  { name: 'lab-help', path: lab, prepare: press('?'), isWindow: true },
  { name: 'lab-palette', path: lab, prepare: press('Control+k'), isWindow: true },
  {
    name: 'lab-damaged-link',
    path: 'sandbox/#lab=xyz',
    prepare: (page) => page.getByText('The link is damaged').waitFor(),
    isWindow: true,
  },
  { name: 'sandbox', path: 'sandbox/', prepare: untilReady, isWindow: true },
]

const widths = [360, 768, 1280, 1920] as const
const isReadme = process.argv.includes('--readme')
const folder = path.join(root, isReadme ? 'docs/screenshots' : 'node_modules/.cache/hopwise/pictures')
/** What browsers show to those who are about to install the site. */
const ofManifest = path.join(root, 'public', 'screenshots')

const { problem } = await buildSite(() => console.log('Building the site …'))
if (problem) throw new Error(problem)
const { server, address } = await serveFolder(path.join(root, 'dist'), 0)
const browser = await launchChromium()
for (const one of [folder, ofManifest]) mkdirSync(one, { recursive: true })
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
  await take(from, of('lab-packet'), { scheme: 'light', width: 1600, file: 'packet.jpg' })
  await take(from, of('lab-goals'), { scheme: 'light', width: 390, file: 'phone.jpg' })
  await take(from, of('lab'), { scheme: 'light', width: 1280, file: path.join(ofManifest, 'wide.jpg') })
  await take(from, of('lab-goals'), {
    scheme: 'light',
    width: 390,
    file: path.join(ofManifest, 'narrow.jpg'),
  })
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
    path: path.resolve(folder, file),
    fullPage: !picture.isWindow,
    ...(file.endsWith('.jpg') && { type: 'jpeg', quality: 62 }),
  })
  await context.close()
}
